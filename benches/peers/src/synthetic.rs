//! Bases of a given number of distinct phrasings, the same in every run.
//!
//! Each fact has words of its own among many that all share, as real bases do;
//! words are made of syllables, their frequencies fall as in language (Zipf).
//! Questions are phrasings with a word exchanged and, in three of ten, a typing
//! error.

use std::fmt::Write;
use std::path::Path;

/// Facts' own words.
const OWN: usize = 4;

/// A base of the size wanted, with questions to put to it.
pub struct Synthetic {
    /// The phrasings of each fact.
    pub facts: Vec<Vec<String>>,
    /// Questions.
    pub questions: Vec<String>,
}

/// A linear congruential generator (Knuth's MMIX constants).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }

    /// A rank below `limit`, the first ones much more often.
    fn rank(&mut self, limit: usize) -> usize {
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        (((limit as f64).powf(share)) as usize - 1).min(limit - 1)
    }
}

/// The word of a rank: short for frequent ones, all different.
fn word(mut rank: usize) -> String {
    const SYLLABLES: [&str; 40] = [
        "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "qui", "ro", "su", "ta", "ve",
        "wi", "xo", "zu", "bra", "cre", "dri", "flo", "gru", "pla", "sle", "tri", "sto", "spu", "nar", "ben",
        "tim", "con", "dul", "mas", "ter", "lin", "por", "sun",
    ];
    let mut text = String::new();
    rank += SYLLABLES.len();
    while rank > 0 {
        text.push_str(SYLLABLES[rank % SYLLABLES.len()]);
        rank /= SYLLABLES.len();
    }
    text
}

const OPENINGS: [&str; 12] = [
    "when did", "who", "what is", "how many", "is", "why was", "where is", "tell me about", "since when has", "did",
    "which", "",
];

impl Synthetic {
    /// A base of `facts` facts with `each` phrasings, and so many questions.
    pub fn new(facts: usize, each: usize, questions: usize) -> Self {
        let mut dice = Dice(42);
        let common = 3_000;
        let rare = (facts / 2).max(500);
        let mut made = Self { facts: Vec::with_capacity(facts), questions: Vec::new() };
        for _ in 0..facts {
            let own: Vec<usize> = (0..OWN).map(|_| common + dice.below(rare)).collect();
            let mut phrasings: Vec<String> = Vec::with_capacity(each);
            while phrasings.len() < each {
                let mut text = OPENINGS[dice.below(OPENINGS.len())].to_owned();
                for at in 0..4 + dice.below(5) {
                    let rank = if at % 2 == 0 { own[dice.below(OWN)] } else { dice.rank(common) };
                    let _ = write!(text, " {}", word(rank));
                }
                let text = text.trim().to_owned();
                if !phrasings.contains(&text) {
                    phrasings.push(text);
                }
            }
            made.facts.push(phrasings);
        }
        for _ in 0..questions {
            let fact = dice.below(facts);
            let phrasing = dice.below(each);
            let mut words: Vec<String> =
                made.facts[fact][phrasing].split(' ').map(str::to_owned).collect();
            let at = dice.below(words.len());
            words[at] = word(dice.rank(common));
            if dice.below(10) < 3
                && let Some(long) = words.iter_mut().find(|word| word.len() > 5)
            {
                let at = 1 + dice.below(long.len() - 2);
                long.remove(at);
            }
            made.questions.push(words.join(" "));
        }
        made
    }

    /// Writes it as a base.
    ///
    /// # Errors
    ///
    /// What the file system says.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        std::fs::write(
            folder.join("sources.toml"),
            "[[source]]\nid = \"s\"\ntitle = \"S\"\npublisher = \"P\"\nurl = \"https://a.example/\"\n",
        )?;
        let facts = folder.join("facts/all");
        std::fs::create_dir_all(&facts)?;
        let mut seen = std::collections::HashSet::new();
        for (number, phrasings) in self.facts.iter().enumerate() {
            let list: Vec<String> = phrasings
                .iter()
                .filter(|phrasing| seen.insert(phrasing.as_str()))
                .map(|phrasing| format!("  \"{phrasing}\","))
                .collect();
            let text = format!(
                "[answer]\nen = \"Answer {number}.\"\n[questions]\nen = [\n{}\n]\n[[citation]]\nsource = \"s\"\n",
                list.join("\n")
            );
            std::fs::write(facts.join(format!("f{number}.toml")), text)?;
        }
        Ok(())
    }
}
