//! The largest facts the loader lets through, and bases of many things.

use std::collections::BTreeSet;
use std::path::Path;

use accord::knowledge::{Base, Loaded, load};
use accord::reply::Wording;

use crate::TODAY;
use crate::discord_limits::{count, fits};
use crate::everything_said::{check_base, check_fact, pages, voices};

/// Letters that count differently in bytes, characters and what one sees.
const LETTERS: [&str; 5] = ["x", "é", "e\u{301}", "Щұ", "a👨‍👩‍👧"];

/// A text of exactly `length` characters in some letters, with words in it.
fn text(letters: &str, length: usize) -> String {
    let word = format!("{} ", letters.repeat(4));
    let mut text: String = word.chars().cycle().take(length.saturating_sub(1)).collect();
    text.push('.');
    assert!(length == 0 || count(&text) == length);
    text
}

/// How large the parts of a synthetic base are.
#[derive(Debug, Clone, Copy)]
struct Size {
    letters: &'static str,
    /// Characters of the answer's second part.
    answer: usize,
    disagreement: usize,
    dates: usize,
    sources: usize,
    /// Citations over all sources, with quotes and pinpoints.
    citations: usize,
    title: usize,
    publisher: usize,
    /// Characters of the address behind the host.
    url: usize,
    /// The small print: kind, copy and note.
    notes: bool,
    /// Other facts, each with the longest phrasing.
    others: usize,
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// A text as TOML, which JSON's quoting is close enough to.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn synthetic(size: &Size) -> Result<Base, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let letters = size.letters;
    let long_id = "i".repeat(70);
    let examples: String =
        (0..40).map(|n| format!("[[example]]\nen = {}\n", quoted(&text(letters, 60 + n)))).collect();
    let topic = "t".repeat(100);
    let base = format!(
        "name = {}\nversion = {}\nlanguages = [\"en\"]\n[subject]\nen = {}\nru = {}\n[topics.{topic}]\nen = {}\n{examples}",
        quoted(&text(letters, 100)),
        quoted(&text(letters, 40)),
        quoted(&text(letters, 256)),
        quoted(&text("Ж", 256)),
        quoted(&text(letters, 100)),
    );
    write(folder.path(), "base.toml", &base);
    let mut sources = String::new();
    for at in 0..size.sources {
        sources += &format!(
            "[[source]]\nid = \"s{at}\"\ntitle = {}\npublisher = {}\nurl = \"https://a.bc/{}\"\npublished = 2026-09-30\n",
            quoted(&format!("[]{}", text(letters, size.title - 2))),
            quoted(&text(letters, size.publisher)),
            "u".repeat(size.url),
        );
        if size.notes {
            let (kind, copy, note) = (text(letters, 40), text(letters, 400), text(letters, 300));
            sources +=
                &format!("kind = {}\nread_at = {}\nnote = {}\n", quoted(&kind), quoted(&copy), quoted(&note));
        }
    }
    write(folder.path(), "sources.toml", &sources);
    let entities: String = (0..90)
        .map(|at| {
            format!(
                "[[entity]]\nid = \"e{at}\"\nkind = \"thing\"\nname.en = {}\n",
                quoted(&format!("{at} {}", text(letters, 90)))
            )
        })
        .collect();
    write(folder.path(), "entities.toml", &entities);
    for at in 0..size.others {
        let about = if at == 0 { "\"e0\"" } else { "\"e1\"" };
        let fact = format!(
            "about = [{about}]\n[answer]\nen = \"A.\"\nru = \"А.\"\n[questions]\nen = [{}]\nru = [{}]\n[[citation]]\nsource = \"s0\"\n",
            quoted(&format!("{at} {}", text(letters, 590))),
            quoted(&format!("{at} {}", text("Ж", 590))),
        );
        write(folder.path(), &format!("facts/{topic}/other-{at}.toml"), &fact);
    }
    let gist = text(letters, 300);
    let rest = if size.answer == 0 { String::new() } else { format!("\n{}", text(letters, size.answer)) };
    let mut fact = format!(
        "about = [\"e1\"]\nverified = 2026-09-30\nvalid = {{ from = 2020-01-01 }}\n[answer]\nen = {}\nru = {}\n[questions]\nen = [{}]\nru = [{}]\n",
        quoted(&format!("{gist}{rest}")),
        quoted("Да."),
        quoted(&text(letters, 600)),
        quoted(&text("Ы", 600)),
    );
    if size.disagreement > 0 {
        // In the promised language only: the other's answer shows it too.
        fact += &format!("[disagreement]\nen = {}\n", quoted(&text("Ж", size.disagreement)));
    }
    for at in 0..size.dates {
        fact += &format!("[[date]]\ndate = 2026-09-{}\nis = {}\n", 10 + at, quoted(&text(letters, 80)));
    }
    for at in 0..size.citations {
        fact += &format!(
            "[[citation]]\nsource = \"s{}\"\npinpoint = {}\nquote = {}\n",
            at % size.sources,
            quoted(&text(letters, 60)),
            quoted(&format!("{at}{}", letters.repeat(400).chars().take(349).collect::<String>())),
        );
    }
    write(folder.path(), &format!("facts/{topic}/{long_id}.toml"), &fact);
    match load(folder.path(), TODAY) {
        Ok(Loaded { base, .. }) => Ok(base),
        Err(rejected) => Err(rejected.problems.iter().map(ToString::to_string).collect()),
    }
}

/// The largest base of a kind that loads: addresses grow up to the first one
/// the loader refuses, which it must refuse for its length.
fn largest(size: Size) -> Base {
    let (mut fine, mut refused) = (1, 388);
    let at = |url| synthetic(&Size { url, ..size });
    if let Ok(base) = at(refused) {
        return base;
    }
    let mut best = at(fine).unwrap_or_else(|problems| panic!("{size:?}: {problems:#?}"));
    while refused - fine > 1 {
        let middle = usize::midpoint(fine, refused);
        match at(middle) {
            Ok(base) => (best, fine) = (base, middle),
            Err(problems) => {
                assert!(problems.iter().all(|p| p.contains("too-long")), "{size:?}: {problems:#?}");
                refused = middle;
            }
        }
    }
    best
}

#[test]
fn the_largest_facts_fit_and_lose_nothing() {
    for letters in LETTERS {
        let all = Size {
            letters,
            answer: 1_699,
            disagreement: 500,
            dates: 8,
            sources: 8,
            citations: 8,
            title: 60,
            publisher: 20,
            url: 0,
            notes: true,
            others: 30,
        };
        for size in [
            all,
            // Little to say, much to read.
            Size { answer: 0, disagreement: 0, dates: 0, title: 200, publisher: 100, others: 1, ..all },
            Size {
                answer: 0,
                disagreement: 0,
                dates: 0,
                title: 200,
                publisher: 100,
                notes: false,
                others: 1,
                ..all
            },
            Size { dates: 0, disagreement: 0, title: 150, publisher: 100, others: 1, ..all },
            // One source with all quotes.
            Size { sources: 1, title: 200, publisher: 100, others: 1, ..all },
            Size { sources: 2, title: 200, publisher: 100, notes: false, others: 1, ..all },
            Size { sources: 3, citations: 3, title: 200, publisher: 100, others: 1, ..all },
        ] {
            let base = largest(size);
            let wording = Wording::new();
            for voice in voices(&wording, &base) {
                if size.others > 1 {
                    for (what, page) in pages(&voice, &base) {
                        fits(&what, &page);
                    }
                }
                for index in [base.find(&"i".repeat(70)).unwrap(), base.find("other-0").unwrap()] {
                    check_fact(&voice, &base, index);
                }
            }
        }
    }
}

/// Addresses full of brackets grow threefold in a link; the loader knows.
#[test]
fn an_address_of_brackets_fits_or_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "base.toml", "name = \"x\"");
    write(
        folder.path(),
        "facts/a/b.toml",
        "answer.en = \"A.\"\nquestions.en = [\"Q\"]\n[[citation]]\nsource = \"s\"\n",
    );
    let mut outcomes = BTreeSet::new();
    for pairs in [0, 1, 60, 64, 65, 100, 190] {
        let url = format!("https://a.bc/{}", "()".repeat(pairs));
        let title = text("x", 200);
        let publisher = text("y", 100);
        let source = format!(
            "[[source]]\nid = \"s\"\ntitle = \"{title}\"\npublisher = \"{publisher}\"\nurl = \"{url}\"\n"
        );
        write(folder.path(), "sources.toml", &source);
        let loaded = load(folder.path(), TODAY);
        outcomes.insert(loaded.is_ok());
        if let Ok(Loaded { base, .. }) = loaded {
            check_base(&base);
        }
    }
    assert_eq!(outcomes.len(), 2, "some load, some are refused");
}

/// Many topics, many facts in one, many publishers, a topic without a live fact.
#[test]
fn a_base_of_many_things_fits() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "base.toml", "name = \"many\"");
    let sources: String = (0..300)
        .map(|at| format!("[[source]]\nid = \"s{at}\"\ntitle = \"T\"\npublisher = \"{at} {}\"\nurl = \"https://a.bc/{at}\"\n", text("é", 90)))
        .collect();
    write(folder.path(), "sources.toml", &sources);
    let fact = |status: &str, at: usize| {
        format!(
            "status = \"{status}\"\n[answer]\nen = \"A {at}.\"\n[questions]\nen = [\"question {at}\"]\n[[citation]]\nsource = \"s{at}\"\n"
        )
    };
    for at in 0..30 {
        write(folder.path(), &format!("facts/topic-{at}/fact-{at}.toml"), &fact("stated", at));
    }
    for at in 100..240 {
        write(folder.path(), &format!("facts/large/fact-{at}.toml"), &fact("unknown", at));
    }
    write(folder.path(), "facts/gone/gone.toml", &fact("withdrawn", 299));
    let base = load(folder.path(), TODAY).unwrap().base;
    assert_eq!(base.topics.len(), 32);
    check_base(&base);
}
