//! Everything that can be said about a base, each held against the limits, and
//! answers, sources and citations against the fact they are of.

use accord::knowledge::{Base, EntityIndex, Fact, FactIndex, Status};
use accord::language::Language;
use accord::matching::{Against, Hit, Outcome, Parts, Policy, Reasons, Refusal, Verdict, Veto};
use accord::reply::{Reply, Standing, Trace, Voice, Wording};

use crate::discord_limits::fits;

/// Languages with and without wording or answers of their own.
const VOICES: [&str; 5] = ["en", "fr", "ru", "kk", "de"];

pub(crate) fn voices<'a>(wording: &'a Wording, base: &'a Base) -> impl Iterator<Item = Voice<'a>> {
    VOICES.into_iter().map(move |code| Voice::new(wording, base, code.parse().unwrap()))
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

fn hit(fact: FactIndex) -> Hit {
    let against = Against { foreign: 1.0, elsewhere: 1.0, numbers: 1.0, kind: 1.0, tells: 1.0 };
    let parts = Parts {
        nearest: 0.512,
        trained: 4.98,
        coverage: 0.731,
        strange: 1.0,
        out_of_scope: 4.0,
        against,
        exact: false,
    };
    Hit { fact, score: 0.4444, weight: 1.5, parts, phrasing_at: 0, language: Language::ENGLISH }
}

/// An outcome with everything the matcher can note, and much of it.
fn outcome(base: &Base, verdict: Verdict) -> Outcome {
    let last = FactIndex(base.facts.len() as u32 - 1);
    let long = "щ".repeat(600);
    let entities: Vec<_> = (0..base.entities.len().min(80)).map(|at| EntityIndex(at as u32)).collect();
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
pub(crate) fn pages(voice: &Voice<'_>, base: &Base) -> Vec<(String, Reply)> {
    let standing = Standing {
        refused_reload: Some(usize::MAX),
        unreadable_events: u64::MAX,
        dropped: u64::MAX,
        cannot_save: true,
    };
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
pub(crate) fn check_fact(voice: &Voice<'_>, base: &Base, index: FactIndex) {
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
    let (language, answer) = voice.answer(fact).unwrap();
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
        let is = base.text_in(&date.is, language).unwrap();
        assert!(text.contains(is), "{}: {is}", fact.id);
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

pub(crate) fn check_base(base: &Base) {
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
