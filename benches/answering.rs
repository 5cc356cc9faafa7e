//! One question against the shipped base, beside a peer in the same run:
//! rapidfuzz's normalised ratio against every phrasing, the usual way to match
//! against a list. Repeat with `just bench`.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use accord::knowledge;
use accord::matching::{Matcher, Policy};
use criterion::{Criterion, criterion_group, criterion_main};
use rapidfuzz::distance::indel;

/// Questions of different kinds: sure, mistyped, refused, long.
const QUESTIONS: [&str; 6] = [
    "When did Kazakhstan join GRECO?",
    "wich conventions is kazahstan party to",
    "Is Uzbekistan a member of the Venice Commission?",
    "who signed declaration 809",
    "hey does anyone know if the death penalty still exists in kazakhstan? thanks!",
    "How many penguins live in the zoo of Strasbourg?",
];

fn answering(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let today = jiff::civil::date(2026, 11, 23);
    let Ok(loaded) = knowledge::load(&folder, today) else {
        eprintln!("the shipped base does not load: run `accord check`");
        return;
    };
    let base = Arc::new(loaded.base);
    let matcher = Matcher::new(Arc::clone(&base));
    let phrasings: Vec<Vec<char>> = base
        .facts
        .iter()
        .flat_map(|fact| fact.questions.values().flatten())
        .map(|phrasing| phrasing.to_lowercase().chars().collect())
        .collect();
    let policy = Policy::default();

    let mut group = criterion.benchmark_group(format!("six questions, {} phrasings", phrasings.len()));
    group.bench_function("accord", |bencher| {
        bencher.iter(|| {
            for question in QUESTIONS {
                black_box(matcher.ask(black_box(question), None, &policy));
            }
        });
    });
    group.bench_function("rapidfuzz ratio, every phrasing", |bencher| {
        bencher.iter(|| {
            for question in QUESTIONS {
                let question: Vec<char> = black_box(question).to_lowercase().chars().collect();
                let scorer = indel::BatchComparator::new(question);
                let best = phrasings
                    .iter()
                    .map(|phrasing| scorer.normalized_similarity(phrasing.iter().copied()))
                    .fold(0.0, f64::max);
                black_box(best);
            }
        });
    });
    group.bench_function("loading and indexing the base", |bencher| {
        bencher.iter(|| {
            let loaded = knowledge::load(&folder, today).ok()?;
            Some(black_box(Matcher::new(Arc::new(loaded.base))).index_bytes())
        });
    });
    group.finish();
}

criterion_group!(benches, answering);
criterion_main!(benches);
