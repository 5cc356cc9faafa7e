//! Turns a public set of intents into a base, to measure the matcher on it:
//! `cargo run --release --example public_set -- SET FOLDER`.
//!
//! SET holds `knowledge.jsonl` (`{"id","phrasings"}` a line) and may hold
//! `val.jsonl` (`{"q","gold","kind"}`; gold null: must be refused), which
//! becomes `FOLDER/val.jsonl` in the format of `accord eval`. A phrasing that
//! stands under two intents is kept under the first, since a base may not hold
//! it twice.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use accord::language::tokenise;
use anyhow::Context;
use serde_json::{Value, json};

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [set, folder] = args.as_slice() else { anyhow::bail!("usage: public_set SET FOLDER") };
    let (set, folder) = (Path::new(set), Path::new(folder));
    let language = fs::read_to_string(set.join("meta.json"))
        .ok()
        .and_then(|text| serde_json::from_str::<Value>(&text).ok())
        .and_then(|meta| Some(meta["lang"].as_str()?.to_owned()))
        .unwrap_or_else(|| "en".to_owned());
    let facts = folder.join("facts/all");
    fs::create_dir_all(&facts)?;
    fs::write(folder.join("base.toml"), format!("name = \"Public set\"\nlanguages = [\"{language}\"]\n"))?;
    fs::write(
        folder.join("sources.toml"),
        "[[source]]\nid = \"set\"\ntitle = \"Public set\"\npublisher = \"Its authors\"\nurl = \"https://example.org/\"\n",
    )?;
    let mut seen: HashSet<Vec<String>> = HashSet::new();
    for intent in lines(&set.join("knowledge.jsonl"))? {
        let id = id_of(intent["id"].as_str().context("an intent has no id")?);
        let all = intent["phrasings"].as_array().context("an intent has no phrasings")?;
        let mut phrasings: Vec<&str> = all.iter().filter_map(Value::as_str).collect();
        phrasings.retain(|phrasing| {
            let words: Vec<String> = tokenise(phrasing).into_iter().map(|token| token.text).collect();
            !words.is_empty() && seen.insert(words)
        });
        let fact = format!(
            "[answer]\n{language} = \"{id}\"\n[questions]\n{language} = {}\n[[citation]]\nsource = \"set\"\n",
            json!(phrasings)
        );
        fs::write(facts.join(format!("{id}.toml")), fact)?;
    }
    let questions = set.join("val.jsonl");
    if questions.is_file() {
        let cases = lines(&questions)?.into_iter().enumerate().map(|(at, case)| {
            let expect = case["gold"].as_str().map(|gold| vec![id_of(gold)]);
            json!({ "id": at.to_string(), "question": case["q"], "lang": language, "kind": case["kind"], "expect": expect })
                .to_string()
        });
        fs::write(folder.join("val.jsonl"), cases.collect::<Vec<_>>().join("\n"))?;
    }
    Ok(())
}

fn lines(path: &Path) -> anyhow::Result<Vec<Value>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.lines()
        .enumerate()
        .map(|(at, line)| {
            serde_json::from_str(line).with_context(|| format!("{}:{}", path.display(), at + 1))
        })
        .collect()
}

/// An id as a base allows it: small letters, digits and hyphens.
fn id_of(name: &str) -> String {
    let spelt: String =
        name.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    spelt.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}
