//! Bases of every shape load and behave.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use accord::matching::{Matcher, Outcome, Policy, Verdict};

/// Phrasings by language.
type Questions<'q> = &'q [(&'q str, &'q [&'q str])];

/// A base of facts, each with its phrasings.
pub(crate) fn base(facts: &[(&str, Questions<'_>)]) -> Matcher {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), facts.iter().map(|(id, questions)| ((*id).to_owned(), *questions)));
    load(folder.path())
}

fn write<'q>(folder: &Path, facts: impl Iterator<Item = (String, Questions<'q>)>) {
    let source =
        "[[source]]\nid = \"log\"\ntitle = \"Log\"\npublisher = \"Harbour\"\nurl = \"https://a.example/\"\n";
    std::fs::write(folder.join("sources.toml"), source).unwrap();
    std::fs::create_dir_all(folder.join("facts/lamp")).unwrap();
    for (id, questions) in facts {
        let mut answers = String::new();
        let mut lists = String::new();
        for (language, phrasings) in questions {
            writeln!(answers, "{language} = \"{id}\"").unwrap();
            writeln!(lists, "{language} = {phrasings:?}").unwrap();
        }
        let fact = format!("[answer]\n{answers}[questions]\n{lists}[[citation]]\nsource = \"log\"\n");
        std::fs::write(folder.join(format!("facts/lamp/{id}.toml")), fact).unwrap();
    }
}

fn load(folder: &Path) -> Matcher {
    let loaded = accord::knowledge::load(folder, jiff::civil::date(2026, 1, 1));
    Matcher::new(Arc::new(loaded.unwrap_or_else(|rejected| panic!("{:?}", rejected.problems)).base))
}

/// What a question came to: the verdict, and the id of the best fact.
fn asked(matcher: &Matcher, question: &str) -> (&'static str, Option<String>) {
    let outcome: Outcome = matcher.ask(question, None, &Policy::default());
    (outcome.word(), outcome.best().map(|hit| matcher.base().fact(hit.fact).id.clone()))
}

#[test]
fn one_fact_of_one_phrasing() {
    let matcher = base(&[("lit", &[("en", &["When was the lamp first lit?"])])]);
    assert_eq!(asked(&matcher, "when was the lamp first lit"), ("answer", Some("lit".to_owned())));
    for other in ["Which wine goes with oysters?", "", "🙂", "how tall is the tower of the harbour"] {
        assert_ne!(asked(&matcher, other).0, "answer", "{other:?}");
    }
}

#[test]
fn facts_of_one_phrasing_each() {
    let matcher = base(&[
        ("lit", &[("en", &["When was the lamp first lit?"])]),
        ("height", &[("en", &["How high is the tower?"])]),
        ("keeper", &[("en", &["Who keeps the lamp?"])]),
    ]);
    for (question, fact) in [
        ("when was the lamp first lit", "lit"),
        ("how high is the tower?", "height"),
        ("who keeps the lamp", "keeper"),
    ] {
        assert_eq!(asked(&matcher, question), ("answer", Some(fact.to_owned())), "{question}");
    }
    assert_ne!(asked(&matcher, "which wine goes with oysters").0, "answer");
}

#[test]
fn phrasings_in_one_script_and_questions_in_another() {
    let matcher = base(&[
        ("lit", &[("ru", &["Когда впервые зажгли лампу?", "первое зажигание лампы"])]),
        ("height", &[("ru", &["Какой высоты башня?", "высота башни"])]),
    ]);
    for (question, fact) in [
        ("kogda vpervye zazhgli lampu", Some("lit")), // transliterated
        ("rjulf dgthdst pf;ukb kfvge", Some("lit")),  // on the wrong layout
        ("vysota bashni", Some("height")),
        ("When was the lamp first lit?", None),
        ("灯塔有多高？", None),
        ("ელექტრო", None),
    ] {
        let (verdict, found) = asked(&matcher, question);
        match fact {
            Some(fact) => assert_eq!(found.as_deref(), Some(fact), "{question}: {verdict}"),
            None => assert_ne!(verdict, "answer", "{question}: {found:?}"),
        }
    }
}

/// Each fact offered is shown by the phrasing the question is most like.
#[test]
fn every_choice_points_to_its_nearest_phrasing() {
    let matcher = base(&[
        ("tea", &[("en", &["the pot for breakfast", "How much tea does the pot hold?"])]),
        ("milk", &[("en", &["the pot for children", "How much milk does the pot hold?"])]),
    ]);
    let policy = Policy { answer: 1.0, choice: 0.0, choices: 2 };
    let outcome = matcher.ask("How much does the pot hold?", None, &policy);
    let Verdict::Choices(hits) = &outcome.verdict else { panic!("{outcome:?}") };
    let mut phrasings: Vec<&str> = hits.iter().map(|hit| hit.phrasing(matcher.base())).collect();
    phrasings.sort_unstable();
    assert_eq!(phrasings, ["How much milk does the pot hold?", "How much tea does the pot hold?"]);
}

#[test]
fn ten_thousand_facts() {
    let folder = tempfile::tempdir().unwrap();
    let texts: Vec<[String; 2]> = (0..10_000)
        .map(|n| [format!("When was lamp x{n}y lit for the first time?"), format!("height of tower x{n}y")])
        .collect();
    let phrasings: Vec<[&str; 2]> = texts.iter().map(|[a, b]| [a.as_str(), b.as_str()]).collect();
    let questions: Vec<[(&str, &[&str]); 1]> = phrasings.iter().map(|list| [("en", &list[..])]).collect();
    write(folder.path(), questions.iter().enumerate().map(|(n, q)| (format!("fact-{n}"), &q[..])));
    let matcher = load(folder.path());
    for number in [0, 77, 9_999] {
        let question = format!("how high is the tower x{number}y");
        let (_, found) = asked(&matcher, &question);
        assert_eq!(found, Some(format!("fact-{number}")), "{question}");
    }
    assert_ne!(asked(&matcher, "which wine goes with oysters").0, "answer");
}

/// Function words and question words are told in other letters, too.
#[test]
fn questions_in_latin_letters() {
    let matcher = base(&[
        ("lit", &[("ru", &["Когда впервые зажгли маяк?", "год, в котором зажгли маяк"])]),
        ("height", &[("ru", &["Какой высоты башня?", "высота башни в метрах"])]),
        ("keeper", &[("ru", &["Кто был смотрителем маяка?", "имя смотрителя"])]),
    ]);
    for (question, expected) in [
        ("kogda zazhgli mayak", ("answer", Some("lit"))),
        ("v kakom godu zazhgli mayak", ("answer", Some("lit"))),
        ("kakoy vysoty bashnya", ("answer", Some("height"))),
        ("kto byl smotritelem mayaka", ("answer", Some("keeper"))),
    ] {
        let (word, fact) = asked(&matcher, question);
        assert_eq!((word, fact.as_deref()), expected, "{question}");
    }
    for other in ["skolko stoit bilet v muzei", "kto napisal voynu i mir"] {
        assert_ne!(asked(&matcher, other).0, "answer", "{other}");
    }
}
