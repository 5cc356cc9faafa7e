//! What a team adds to a base is met word for word, and nothing else is; and
//! which questions ask alike.

use accord::knowledge::{Addition, NewFact};
use accord::language::Language;
use accord::matching::{Matcher, Overlay, Policy, Verdict};

use crate::shapes::base;

fn lamp() -> Matcher {
    base(&[
        ("lit", &[("en", &["When was the lamp first lit?", "first lighting of the lamp"])]),
        ("height", &[("en", &["How high is the tower?"]), ("ru", &["Какой высоты башня?"])]),
    ])
}

fn phrasing(fact: &str, language: Language, words: &str) -> Addition {
    Addition::Phrasing { fact: fact.to_owned(), language, words: words.to_owned() }
}

fn keeper() -> Addition {
    Addition::Fact(NewFact {
        id: "proposal-1".to_owned(),
        topic: "lamp".to_owned(),
        about: Vec::new(),
        language: Language::ENGLISH,
        words: "Who keeps the lamp of 1850?".to_owned(),
        answer: "A keeper does.".to_owned(),
        title: "Rolls".to_owned(),
        url: "https://a.example/rolls".to_owned(),
        quote: "the keeper".to_owned(),
        read: jiff::civil::date(2026, 11, 29),
    })
}

/// The fact an overlay answers with, and the phrasing it says it met.
fn met(matcher: &Matcher, overlay: &Overlay, question: &str) -> Option<(String, String)> {
    let outcome = overlay.meets(matcher, question, &Policy::default())?;
    let Verdict::Answer(hit) = &outcome.verdict else { panic!("{outcome:?}") };
    assert!(hit.parts.exact);
    let fact = overlay.base().fact(hit.fact);
    Some((fact.id.clone(), hit.phrasing(overlay.base()).to_owned()))
}

#[test]
fn phrasings_added_are_met_word_for_word() {
    let matcher = lamp();
    let additions = [
        phrasing("height", Language::ENGLISH, "metres of the beacon tower"),
        phrasing("height", Language::RUSSIAN, "сколько метров в башне"),
        keeper(),
        phrasing("lit", Language::ENGLISH, "wen wos teh lamp lit ferst tiem"),
        phrasing("gone", Language::ENGLISH, "what of the fact that is gone"),
        // The base answers this one itself.
        phrasing("height", Language::ENGLISH, "When was the lamp first lit?"),
    ];
    let overlay = Overlay::new(&matcher, &additions);
    for (question, expected) in [
        ("metres of the beacon tower", Some("height")),
        ("Metres, of the Beacon TOWER??", Some("height")),
        ("сколько метров в башне?", Some("height")),
        ("who keeps the lamp of 1850", Some("proposal-1")),
        // Near, and something else.
        ("who keeps the lamp of 1851", None),
        ("who keeps the tower of 1850", None),
        ("metres of the beacon", None),
        ("metres of the beacon tower in Spain", None),
        ("metres of the deacon tower", None),
        // The very words, whatever is wrong with them.
        ("wen wos teh lamp lit ferst tiem", Some("lit")),
        ("wen wos teh lamp lit ferst time", None),
        ("what of the fact that is gone", None),
        ("When was the lamp first lit?", None),
        ("", None),
        ("🙂", None),
    ] {
        let found = met(&matcher, &overlay, question).map(|(fact, _)| fact);
        assert_eq!(found.as_deref(), expected, "{question}");
    }
    let (_, phrasing) = met(&matcher, &overlay, "METRES of the beacon tower").unwrap();
    assert_eq!(phrasing, "metres of the beacon tower");
    let long = "metres of the beacon tower ".repeat(60);
    assert_eq!(met(&matcher, &overlay, &long), None);
    // It stands on the base it was made for.
    assert!(overlay.is_for(&matcher) && !overlay.is_for(&base(&[("a", &[("en", &["What is a?"])])])));
}

#[test]
fn what_leans_on_a_question_before_it_does_not_stand_alone() {
    let matcher = lamp();
    for (question, alone) in [
        ("When was the lamp first lit?", true),
        ("How many penguins live in the zoo?", true),
        ("And since when?", false),
        ("и с каких пор?", false),
        ("🙂", true),
    ] {
        assert_eq!(matcher.stands_alone(question), alone, "{question}");
    }
}

/// Grouped questions get one answer: what may ask something else stands alone.
#[test]
fn questions_that_ask_alike() {
    let matcher = lamp();
    for (one, other, alike) in [
        ("How many penguins live in the zoo?", "how many penguins are living in a zoo", true),
        ("How many penguins live in the zoo?", "How many parrots live in the zoo?", false),
        ("How many penguins live in the zoo?", "How many penguins live in the zoo of Nantes?", false),
        ("When did the penguins leave the zoo?", "Why did the penguins leave the zoo?", false),
        ("May penguins leave the zoo?", "May penguins not leave the zoo?", false),
        ("Les pingouins vivent-ils au zoo ?", "Les pingouins ne vivent-ils pas au zoo ?", false),
        // Read as "lamp" for its likeness: it may be something else.
        ("Who polishes the brass lamp?", "Who polishes the brass lmap?", false),
        ("How many penguins live in the zoo?", "penguins", false),
        ("report of 2024 on the zoo of Nantes", "report of 2025 on the zoo of Nantes", false),
        ("When was the lamp first lit?", "Какой высоты башня?", false),
        ("сколько пингвинов в зоопарке", "Сколько в зоопарке пингвинов?", true),
        ("🙂", "🙂", false),
        ("", "", false),
    ] {
        for (one, other) in [(one, other), (other, one)] {
            let gists = matcher.gist(one).zip(matcher.gist(other));
            assert_eq!(gists.is_some_and(|(one, other)| one.is_like(&other)), alike, "{one} / {other}");
        }
    }
}
