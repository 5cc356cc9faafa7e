//! Everything the bot can say fits into what Discord takes, names its sources
//! and is whole: for each fact of the shipped base, and for facts as large as
//! the loader lets through.
//!
//! Discord's limits stand here as numbers of their own, not as the constants
//! the code under test uses.

#![allow(clippy::unwrap_used)] // in a test a panic is the report
#![allow(clippy::format_push_string)] // writing to a String needs another unwrap

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use accord::knowledge::{Base, Fact, FactIndex, Loaded, Status, load};
use accord::language::Language;
use accord::matching::{Hit, Matcher, Outcome, Parts, Policy, Reasons, Refusal, Verdict, Veto};
use accord::reply::{Action, Button, Embed, Reply, Row, Select, Standing, Trace, Voice, Wording};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 23);

/// Languages with and without wording or answers of their own.
const VOICES: [&str; 5] = ["en", "fr", "ru", "kk", "de"];

fn shipped() -> Base {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"), TODAY).unwrap().base
}

fn voices<'a>(wording: &'a Wording, base: &'a Base) -> impl Iterator<Item = Voice<'a>> {
    VOICES.into_iter().map(move |code| Voice::new(wording, base, code.parse().unwrap()))
}

// ---- What Discord takes ---------------------------------------------------

fn count(text: &str) -> usize {
    text.chars().count()
}

/// Between one character that is no white space and `most`.
fn filled(what: &str, text: &str, most: usize) -> Option<String> {
    let length = count(text);
    (text.trim().is_empty() || length > most)
        .then(|| format!("{what} has {length} characters of 1 to {most}: {text:?}"))
}

fn embed_faults(embed: &Embed) -> Vec<String> {
    let mut faults = Vec::new();
    faults.extend(embed.title.iter().filter_map(|t| filled("title", t, 256)));
    faults.extend(embed.description.iter().filter_map(|t| filled("description", t, 4_096)));
    faults.extend(embed.footer.iter().filter_map(|t| filled("footer", t, 2_048)));
    for field in &embed.fields {
        faults.extend(filled("field name", &field.name, 256));
        faults.extend(filled("field value", &field.value, 1_024));
    }
    if embed.fields.len() > 25 {
        faults.push(format!("{} fields of 25", embed.fields.len()));
    }
    let parts = [&embed.title, &embed.description, &embed.footer];
    let total = parts.into_iter().flatten().map(|t| count(t)).sum::<usize>()
        + embed.fields.iter().map(|f| count(&f.name) + count(&f.value)).sum::<usize>();
    if total > 6_000 {
        faults.push(format!("{total} characters in the embed of 6000"));
    }
    if total == 0 {
        faults.push("an empty embed".to_owned());
    }
    faults
}

fn select_faults(select: &Select) -> Vec<String> {
    let mut faults = Vec::new();
    faults.extend(filled("custom_id", &select.id, 100));
    faults.extend(filled("placeholder", &select.placeholder, 150));
    if !(1..=25).contains(&select.options.len()) {
        faults.push(format!("{} options of 1 to 25", select.options.len()));
    }
    let mut values = BTreeSet::new();
    for option in &select.options {
        faults.extend(filled("label", &option.label, 100));
        faults.extend(filled("value", &option.value, 100));
        faults.extend(option.description.iter().filter_map(|t| filled("description", t, 100)));
        if !values.insert(&option.value) {
            faults.push(format!("the value {:?} twice", option.value));
        }
    }
    faults
}

fn button_faults(buttons: &[Button]) -> Vec<String> {
    let mut faults = Vec::new();
    if !(1..=5).contains(&buttons.len()) {
        faults.push(format!("{} buttons of 1 to 5", buttons.len()));
    }
    for button in buttons {
        faults.extend(filled("button", &button.label, 80));
        faults.extend(filled("custom_id", &button.id, 100));
    }
    faults
}

/// Everything Discord would refuse in a message.
fn faults(reply: &Reply) -> Vec<String> {
    let mut faults: Vec<String> = reply.embed.iter().flat_map(embed_faults).collect();
    if count(&reply.content) > 2_000 {
        faults.push(format!("{} characters of content of 2000", count(&reply.content)));
    }
    if reply.content.trim().is_empty() && reply.embed.is_none() {
        faults.push("an empty message".to_owned());
    }
    if reply.rows.len() > 5 {
        faults.push(format!("{} rows of 5", reply.rows.len()));
    }
    let mut ids = Vec::new();
    for row in &reply.rows {
        match row {
            Row::Buttons(buttons) => {
                faults.extend(button_faults(buttons));
                ids.extend(buttons.iter().map(|button| button.id.as_str()));
            }
            Row::Select(select) => {
                faults.extend(select_faults(select));
                ids.push(&select.id);
            }
        }
    }
    faults
        .extend(ids.iter().filter(|id| Action::read(id).is_none()).map(|id| format!("{id:?} is no action")));
    if ids.iter().collect::<BTreeSet<_>>().len() != ids.len() {
        faults.push(format!("an id twice: {ids:?}"));
    }
    faults
}

#[track_caller]
fn fits(what: &str, reply: &Reply) {
    let found = faults(reply);
    assert!(found.is_empty(), "{what}: {found:#?}");
}

/// The texts of an embed, one after the other.
fn written(reply: &Reply) -> String {
    let embed = reply.embed.clone().unwrap_or_default();
    let fields = embed.fields.iter().flat_map(|field| [field.name.clone(), field.value.clone()]);
    [Some(reply.content.clone()), embed.title, embed.description]
        .into_iter()
        .flatten()
        .chain(fields)
        .collect::<Vec<_>>()
        .join("\n")
}

// ---- Everything that can be said about a base ------------------------------

fn hit(fact: FactIndex) -> Hit {
    let parts =
        Parts { nearest: 0.512, several: 0.498, coverage: 0.731, kind: 0.8, foreign: 0.7, exact: false };
    Hit { fact, score: 0.4444, parts, phrasing_at: 0, language: Language::ENGLISH }
}

/// An outcome with everything the matcher can note, and much of it.
fn outcome(base: &Base, verdict: Verdict) -> Outcome {
    let last = FactIndex(base.facts.len() as u32 - 1);
    let long = "щ".repeat(600);
    let entities: Vec<_> =
        (0..base.entities.len().min(80)).map(|at| accord::knowledge::EntityIndex(at as u32)).collect();
    let mut vetoes: Vec<Veto> = vec![Veto::Number { fact: last, number: "1".repeat(600) }];
    vetoes.extend(entities.iter().take(2).map(|named| Veto::Entity { fact: last, named: *named }));
    let reasons = Reasons {
        repaired: vec![("konvention_".repeat(2), "convention".to_owned()); 80],
        unknown: vec![long, "x".to_owned()],
        entities,
        vetoes,
        runner_up: Some(hit(last)),
        completed: true,
    };
    Outcome { language: Language::ENGLISH, verdict, reasons, policy: Policy::default() }
}

/// One of each kind of message about the base as a whole.
fn pages(voice: &Voice<'_>, base: &Base) -> Vec<(String, Reply)> {
    let standing =
        Standing { refused_reload: Some(usize::MAX), unreadable_events: u64::MAX, dropped: u64::MAX };
    let mut pages = vec![
        ("topics".to_owned(), voice.topics()),
        ("all sources".to_owned(), voice.all_sources()),
        ("about".to_owned(), voice.about(&standing)),
        ("help".to_owned(), voice.help("Ask Accord")),
        ("unknown fact".to_owned(), voice.unknown_fact()),
        ("unknown button".to_owned(), voice.unknown_button()),
        ("not yours".to_owned(), voice.not_yours()),
        ("choice gone".to_owned(), voice.choice_gone()),
        ("nothing here".to_owned(), voice.nothing_here()),
        ("greeting".to_owned(), voice.greeting()),
    ];
    for topic in &base.topics {
        pages.push((format!("topic {}", topic.id), voice.topic(&topic.id).unwrap()));
    }
    let hits: Vec<Hit> = base.live_facts().take(25).map(|(index, _)| hit(index)).collect();
    for most in [1, 3, 25] {
        let few = hits.iter().take(most).cloned().collect();
        pages.push((
            format!("{most} choices"),
            voice.outcome(&outcome(base, Verdict::Choices(few)), u64::MAX),
        ));
    }
    for refusal in [Refusal::Empty, Refusal::TooLong, Refusal::NothingNear, Refusal::AboutSomethingElse] {
        for nearest in [Vec::new(), hits.iter().take(3).cloned().collect()] {
            let mut said = outcome(base, Verdict::None { refusal, nearest });
            pages.push((format!("{refusal:?}"), voice.outcome(&said, u64::MAX)));
            pages.push((format!("why {refusal:?}"), voice.why_outcome(&said)));
            said.reasons.vetoes.reverse();
            pages.push((format!("{refusal:?}, an entity first"), voice.outcome(&said, u64::MAX)));
            said.reasons = Reasons::default();
            pages.push((format!("{refusal:?}, bare"), voice.outcome(&said, u64::MAX)));
            pages.push((format!("why {refusal:?}, bare"), voice.why_outcome(&said)));
        }
    }
    pages
}

/// One of each kind of message about one fact; answers are looked at closely.
fn check_fact(voice: &Voice<'_>, base: &Base, index: FactIndex) {
    let fact = base.fact(index);
    let id = &fact.id;
    let hit = hit(index);
    let said = outcome(base, Verdict::Answer(hit.clone()));
    let trace = Trace::new(&hit, &said, &base.hash);
    let other_base = Trace { base: !trace.base, flags: 31, parts: [1_000; 5], ..trace };
    for (what, reply) in [
        ("sources", voice.sources_of(fact)),
        ("why", voice.why(fact, trace)),
        ("why of old", voice.why(fact, other_base)),
        ("why outcome", voice.why_outcome(&said)),
        ("cite", voice.cite(fact)),
        ("related", voice.related(index)),
        ("not this", voice.not_this(index)),
    ] {
        fits(&format!("{id}: {what}"), &reply);
    }
    for reply in [voice.fact(fact), voice.outcome(&said, u64::MAX)] {
        fits(&format!("{id}: answer"), &reply);
        if fact.status != Status::Withdrawn {
            check_answer(voice, base, fact, &reply);
        }
    }
    check_sources(base, fact, &voice.sources_of(fact));
    check_cite(voice, base, fact, &voice.cite(fact));
}

fn links(base: &Base, fact: &Fact) -> Vec<String> {
    let address = |url: &str| url.replace('(', "%28").replace(')', "%29");
    fact.sources().into_iter().map(|source| format!("]({})", address(&base.source(source).url))).collect()
}

/// The answer is whole, and every source is there to open.
fn check_answer(voice: &Voice<'_>, base: &Base, fact: &Fact, reply: &Reply) {
    let (_, answer) = voice.answer(fact).unwrap();
    let embed = reply.embed.clone().unwrap();
    assert_eq!(reply.content, answer.gist(), "{}", fact.id);
    assert_eq!(embed.description.as_deref().unwrap_or_default(), answer.rest(), "{}", fact.id);
    let text = written(reply);
    let links = links(base, fact);
    assert!(links.iter().any(|link| link.starts_with("](https://")), "{}", fact.id);
    for link in links {
        assert!(text.contains(&link), "{}: {link} is missing", fact.id);
    }
    for date in &fact.dates {
        assert!(text.contains(&date.is), "{}: {}", fact.id, date.is);
    }
    for disagreement in fact.disagreement.values().take(1).filter(|_| fact.disagreement.len() == 1) {
        assert!(text.contains(disagreement), "{}: the disagreement", fact.id);
    }
}

fn check_sources(base: &Base, fact: &Fact, reply: &Reply) {
    let text = written(reply);
    for link in links(base, fact) {
        assert!(text.contains(&link), "{}: {link} is missing", fact.id);
    }
    // A quote is shown whole or not at all: a cut one says something else.
    for quote in fact.citations.iter().filter_map(|citation| citation.quote.as_deref()) {
        let beginning: String = quote.chars().take(40).collect();
        assert!(!text.contains(&beginning) || text.contains(quote), "{}: {quote:?} is cut", fact.id);
    }
}

fn check_cite(voice: &Voice<'_>, base: &Base, fact: &Fact, reply: &Reply) {
    let text = written(reply);
    let plain = |text: &str| text.replace("```", "'''");
    let (_, answer) = voice.answer(fact).unwrap();
    assert!(text.contains(&plain(answer.text())), "{}: the answer", fact.id);
    for source in fact.sources() {
        let source = base.source(source);
        assert!(text.contains(&plain(&source.url)), "{}: {}", fact.id, source.url);
        assert!(text.contains(&plain(&source.title)), "{}: {}", fact.id, source.title);
    }
    assert!(text.contains(&base.hash), "{}: which base", fact.id);
    let embed = reply.embed.clone().unwrap();
    for part in embed.description.iter().chain(embed.fields.iter().map(|field| &field.value)) {
        assert_eq!(part.matches("```").count(), 2, "{}: one block a part: {part}", fact.id);
    }
}

fn check_base(base: &Base) {
    let wording = Wording::new();
    for voice in voices(&wording, base) {
        for (what, page) in pages(&voice, base) {
            fits(&what, &page);
        }
        for at in 0..base.facts.len() {
            check_fact(&voice, base, FactIndex(at as u32));
        }
    }
}

// ---- The shipped base -------------------------------------------------------

#[test]
fn every_shipped_fact_fits_and_names_its_sources() {
    check_base(&shipped());
}

/// Every live fact can be reached by hand: topics, then their menus.
#[test]
fn the_menus_lead_to_every_shipped_fact() {
    let base = shipped();
    let wording = Wording::new();
    let voice = Voice::new(&wording, &base, Language::ENGLISH);
    let values = |reply: &Reply| -> Vec<String> {
        let selects = reply.rows.iter().filter_map(|row| match row {
            Row::Select(select) => Some(&select.options),
            Row::Buttons(_) => None,
        });
        selects.flatten().map(|option| option.value.clone()).collect()
    };
    let mut reached = BTreeSet::new();
    for topic in values(&voice.topics()) {
        reached.extend(values(&voice.topic(&topic).unwrap()));
    }
    let live: BTreeSet<String> = base.live_facts().map(|(_, fact)| fact.id.clone()).collect();
    assert_eq!(reached, live);
}

/// What really comes out of the matcher goes the same way.
#[test]
fn real_questions_are_answered_within_the_limits() {
    let matcher = Matcher::new(std::sync::Arc::new(shipped()));
    let wording = Wording::new();
    let long = "word ".repeat(900);
    let mut kinds = BTreeMap::new();
    let phrasings = matcher.base().facts.iter().filter_map(|fact| fact.questions.values().next()?.first());
    for question in phrasings.map(String::as_str).chain([
        "",
        "???",
        "🙂",
        "@everyone <@1> **x** [a](https://b.c)",
        "what about it",
        "treaty 999999",
        long.as_str(),
    ]) {
        let outcome = matcher.ask(question, None, &Policy::default());
        *kinds.entry(outcome.word()).or_insert(0) += 1;
        let voice = Voice::new(&wording, matcher.base(), outcome.language);
        fits(question, &voice.outcome(&outcome, u64::MAX));
        fits(question, &voice.why_outcome(&outcome));
    }
    assert!(kinds["answer"] > 50 && kinds["none"] >= 4, "{kinds:?}");
}

// ---- The largest facts the loader lets through ------------------------------

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
        "name = {}\nversion = {}\nlanguages = [\"en\", \"ru\"]\n[subject]\nen = {}\nru = {}\n[topics.{topic}]\nen = {}\n{examples}",
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
        // In one language only: the other's answer shows it too.
        fact += &format!("[disagreement]\nru = {}\n", quoted(&text("Ж", size.disagreement)));
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

// ---- The checks themselves --------------------------------------------------

#[test]
fn the_checks_find_what_discord_refuses() {
    let field = |value: usize| accord::reply::Field { name: "n".to_owned(), value: "v".repeat(value) };
    let embed = |fields: Vec<accord::reply::Field>| Reply::embed(Embed { fields, ..Embed::default() });
    let button = |id: String| Button { label: "b".to_owned(), id, style: accord::reply::ButtonStyle::Plain };
    let buttons =
        |all: Vec<Button>| Reply { content: "c".to_owned(), embed: None, rows: vec![Row::Buttons(all)] };
    let language = Language::ENGLISH;
    let id = |asker| Action::None { language, asker }.id();
    let menu = |options: usize| {
        let option = |at: usize| accord::reply::SelectOption {
            label: "l".to_owned(),
            value: at.to_string(),
            description: None,
        };
        let options = (0..options).map(option).collect();
        let select = Select { id: Action::Open { language }.id(), placeholder: "p".to_owned(), options };
        Reply { content: "c".to_owned(), embed: None, rows: vec![Row::Select(select)] }
    };
    for (what, reply, hit) in [
        ("content of 2000", Reply::text("x".repeat(2_000)), false),
        ("content of 2001", Reply::text("x".repeat(2_001)), true),
        ("nothing", Reply::default(), true),
        ("a field of 1024", embed(vec![field(1_024)]), false),
        ("a field of 1025", embed(vec![field(1_025)]), true),
        ("an empty field", embed(vec![field(0)]), true),
        ("25 fields", embed(vec![field(1); 25]), false),
        ("26 fields", embed(vec![field(1); 26]), true),
        ("6000 in all", embed(vec![field(999); 6]), false),
        ("6006 in all", embed(vec![field(1_000); 6]), true),
        ("five buttons", buttons((0..5).map(|n| button(id(n))).collect()), false),
        ("six buttons", buttons((0..6).map(|n| button(id(n))).collect()), true),
        ("an id twice", buttons(vec![button(id(1)), button(id(1))]), true),
        ("an id of nothing", buttons(vec![button("zz".to_owned())]), true),
        ("25 options", menu(25), false),
        ("26 options", menu(26), true),
        ("no option", menu(0), true),
    ] {
        assert_eq!(!faults(&reply).is_empty(), hit, "{what}: {:?}", faults(&reply));
    }
}
