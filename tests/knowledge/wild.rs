//! Files nobody would write on purpose. The loader says what is wrong with
//! them, or reads them; it never panics.

use super::{SOUND, folder, printed, problems, write};

/// TOML has several ways to say one thing; all are read alike.
#[test]
fn other_spellings_of_the_same_fact_load() {
    for fact in [
        "answer.en = \"It is lit.\"\nquestions.en = [\"Is it lit?\"]\ncitation = [{ source = \"keepers-log\" }]",
        "answer = { en = \"It is lit.\" }\nquestions = { en = [\"Is it lit?\"] }\n[[citation]]\nsource = \"keepers-log\"",
        "\"answer\".'en' = '''It is lit.'''\nquestions.\"en\" = [\n\"Is it lit?\", # yes\n]\ncitation = [\n{source='keepers-log'},\n]",
        "answer . en = \"\\u0049t is lit.\"\n[questions]\nen=[\"Is it lit?\",]\n[[ citation ]]\nsource = \"keepers-log\"",
    ] {
        let base = folder(&[SOUND[0], SOUND[1], (SOUND[2].0, fact)]);
        assert_eq!(printed(base.path()), Vec::<String>::new(), "{fact}");
    }
}

#[test]
fn odd_files_are_reported_and_nothing_breaks() {
    let deep = format!("answer = {}1{}", "[".repeat(200), "]".repeat(200));
    let nested = format!("{} = 1", ["a"; 200].join("."));
    for text in [
        "",
        "\u{FEFF}",
        "\n\n\n",
        "# only a note",
        "answer = 1",
        "answer = []",
        "answer = {}",
        "answer = \"text\"",
        "[[answer]]\nen = \"x\"",
        "answer.en.en = \"x\"",
        "answer = { en = { en = { en = [[[1]]] } } }",
        "[answer]\n[answer]",
        "[answer]\nen = [\"x\"]",
        "[questions]\nen = [[\"x\"]]",
        "[questions]\nen = { a = 1 }",
        "citation = [1, [2], { source = 3 }]",
        "citation = { source = \"keepers-log\" }",
        "[[date]]\ndate = 07:30:00\nis = inf",
        "[[date]]\ndate = 9999-12-31\nis = \"the end\"",
        "review_by = \"9999\"",
        "review_by = 0000-01-01",
        "valid = []",
        "covers = \"a\"",
        "status = nan",
        "\"\" = 1",
        "\"a.b\" = 1",
        "\"\\u0000\" = \"\\u0000\"",
        "🙂 = 1",
        "[answer]\n\"🙂\" = \"x\"",
        "en = \"\"\"",
        "]",
        "[",
        "=",
        "a = 1 b = 2",
        "\u{2028}",
        deep.as_str(),
        nested.as_str(),
    ] {
        for place in ["base.toml", "sources.toml", "entities/a.toml", SOUND[2].0] {
            let base = folder(&SOUND);
            write(base.path(), place, text.as_bytes());
            for problem in problems(base.path()) {
                let lines = text.lines().count() + 1;
                let elsewhere = !problem.path.ends_with(place);
                assert!(elsewhere || problem.line <= lines, "{place} {text:?}: {problem}");
                assert!(
                    !problem.message.is_empty() && !problem.remedy.is_empty(),
                    "{place} {text:?}: {problem}"
                );
            }
        }
    }
}

/// A small generator of numbers (xorshift): the same bytes on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).unwrap()
    }
}

#[test]
fn random_bytes_never_break_the_loader() {
    let mut dice = Dice(0x5EED_ACC0);
    let base = folder(&SOUND);
    for round in 0..400 {
        let bytes: Vec<u8> = (0..dice.below(300)).map(|_| dice.below(256) as u8).collect();
        for place in ["base.toml", "sources.toml", "entities/a.toml", "facts/a/b.toml"] {
            write(base.path(), place, &bytes);
        }
        let found = problems(base.path());
        assert!(bytes.is_empty() || !found.is_empty(), "round {round}");
    }
}

/// Worse than noise: sound files with a few bytes changed, cut or doubled.
#[test]
fn files_with_a_few_bytes_changed_never_break_the_loader() {
    let mut dice = Dice(0xB17_F11B);
    let base = folder(&SOUND);
    let rich = "status = \"stated\"\nabout = []\nverified = 2026-01-01\nvalid = { from = 1869-05-01 }\n\
                [answer]\nen = \"\"\"\nГлавное 🙂.\ne\u{301}t cetera.\"\"\"\n[questions]\nen = [\"Қалай?\", \"Who?\"]\n\
                [[date]]\ndate = \"1869-05\"\nis = \"lit\"\n[[citation]]\nsource = \"keepers-log\"\nquote = \"Lit.\"\n";
    for _ in 0..1_500 {
        for (place, text) in [SOUND[0], SOUND[1], (SOUND[2].0, rich)] {
            let mut bytes = text.as_bytes().to_vec();
            for _ in 0..=dice.below(3) {
                let at = dice.below(bytes.len().max(1));
                if bytes.len() < 2 {
                    break;
                }
                match dice.below(4) {
                    0 => bytes[at] = b"\"[]{}=.#\n,\\'\r"[dice.below(13)],
                    1 => drop(bytes.remove(at)),
                    2 => bytes.truncate(at.max(1)),
                    _ => bytes.insert(at, bytes[dice.below(bytes.len())]),
                }
            }
            write(base.path(), place, &bytes);
        }
        problems(base.path());
    }
}
