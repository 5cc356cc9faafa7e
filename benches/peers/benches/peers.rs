//! p50, p95, p99 per question, beside the peers, in one run and on one thread.
//! `cargo bench --manifest-path benches/peers/Cargo.toml -- 1000 10000` takes
//! other sizes; `shipped` is the shipped base.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use accord::matching::{Matcher, Policy};
use accord_peers::peers::{Fts5, Peer, Ratio, Tantivy};
use accord_peers::synthetic::Synthetic;

/// Phrasings of a fact, as curators write them.
const EACH: usize = 10;
/// A peer is not asked longer than this; it then had fewer questions.
const PATIENCE: Duration = Duration::from_secs(20);

fn main() -> anyhow::Result<()> {
    let sizes: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let sizes = if sizes.is_empty() {
        ["shipped", "1000", "10000", "100000", "1000000"].map(str::to_owned).to_vec()
    } else {
        sizes
    };
    println!("{:<10} {:<22} {:>9} {:>10} {:>10} {:>10} {:>10}", "phrasings", "", "asked", "p50 µs", "p95 µs", "p99 µs", "build ms");
    for size in sizes {
        match size.parse() {
            Ok(phrasings) => synthetic(phrasings)?,
            Err(_) => shipped()?,
        }
    }
    Ok(())
}

fn synthetic(phrasings: usize) -> anyhow::Result<()> {
    // Beyond 10,000 facts, facts with more phrasings.
    let facts = (phrasings / EACH).clamp(1, 10_000);
    let made = Synthetic::new(facts, phrasings / facts, 1_000);
    let folder = tempfile::tempdir()?;
    made.write(folder.path())?;
    let all: Vec<String> = made.facts.iter().flatten().cloned().collect();
    measure(&phrasings.to_string(), folder.path(), &all, &made.questions)
}

fn shipped() -> anyhow::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge");
    let loaded = accord::knowledge::load(&folder, jiff::civil::date(2026, 11, 24))?;
    let all: Vec<String> = loaded.base.facts.iter().flat_map(|f| f.questions.values().flatten()).cloned().collect();
    // Phrasings with their last word missing: near to one, and none of them.
    let cut = |text: &String| text.rsplit_once(' ').map(|(start, _)| start.to_owned());
    let questions: Vec<String> = all.iter().step_by(all.len() / 1_000 + 1).filter_map(cut).collect();
    measure("shipped", &folder, &all, &questions)
}

fn measure(size: &str, folder: &Path, all: &[String], questions: &[String]) -> anyhow::Result<()> {
    let start = Instant::now();
    let loaded = accord::knowledge::load(folder, jiff::civil::date(2026, 11, 24))?;
    let read = start.elapsed();
    let matcher = Matcher::new(Arc::new(loaded.base));
    let built = start.elapsed();
    let policy = Policy::default();
    row(size, &format!("accord, {} MiB", matcher.index_bytes() >> 20), built, questions, |question| {
        std::hint::black_box(matcher.ask(question, None, &policy));
    });
    println!("{:<10} {:<22} of which reading the files {} ms", "", "", read.as_millis());
    drop(matcher);
    let mut build: Vec<Box<dyn FnOnce() -> anyhow::Result<Box<dyn Peer>>>> = Vec::new();
    let (bm25, fuzzy, trigram, strings) = (all.to_vec(), all.to_vec(), all.to_vec(), all.to_vec());
    build.push(Box::new(move || Ok(Box::new(Tantivy::new(&bm25, false)?))));
    build.push(Box::new(move || Ok(Box::new(Tantivy::new(&fuzzy, true)?))));
    build.push(Box::new(move || Ok(Box::new(Fts5::new(&trigram)?))));
    build.push(Box::new(move || Ok(Box::new(Ratio(strings)))));
    for build in build {
        let start = Instant::now();
        let mut peer = build()?;
        let built = start.elapsed();
        row(size, &peer.name(), built, questions, |question| peer.ask(question));
    }
    Ok(())
}

fn row(size: &str, name: &str, built: Duration, questions: &[String], mut ask: impl FnMut(&str)) {
    let begun = Instant::now();
    // Warm: a server is asked more than once.
    questions.iter().take(100).take_while(|_| begun.elapsed() < PATIENCE / 4).for_each(|q| ask(q));
    let begun = Instant::now();
    let mut micros: Vec<f64> = Vec::new();
    for question in questions {
        let start = Instant::now();
        ask(question);
        micros.push(start.elapsed().as_secs_f64() * 1e6);
        if begun.elapsed() > PATIENCE {
            break;
        }
    }
    micros.sort_by(f64::total_cmp);
    let at = |share: f64| micros[((micros.len() as f64 * share) as usize).min(micros.len() - 1)];
    println!(
        "{size:<10} {name:<22} {:>9} {:>10.1} {:>10.1} {:>10.1} {:>10}",
        micros.len(),
        at(0.5),
        at(0.95),
        at(0.99),
        built.as_millis()
    );
}
