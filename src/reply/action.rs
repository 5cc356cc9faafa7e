//! What buttons and menus do, written into their `custom_id`.
//!
//! All state travels in the id, so a button works after a restart and on every
//! shard. It is untrusted all the same: anyone can send any id.

use sha2::{Digest, Sha256};

use crate::language::Language;
use crate::limits;
use crate::matching::{Hit, Outcome};

/// What a component does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Shows an answer's sources with quotes and pinpoints.
    Sources {
        /// The fact's id.
        fact: String,
        /// The language to say it in.
        language: Language,
    },
    /// Shows why an answer was given.
    Why {
        /// The fact's id.
        fact: String,
        /// The language to say it in.
        language: Language,
        /// How the answer came about.
        trace: Trace,
    },
    /// Shows an answer in a form to paste elsewhere.
    Cite {
        /// The fact's id.
        fact: String,
        /// The language to say it in.
        language: Language,
    },
    /// Shows what is related.
    Related {
        /// The fact's id.
        fact: String,
        /// The language to say it in.
        language: Language,
    },
    /// Turns an answer down.
    NotThis {
        /// The fact's id.
        fact: String,
        /// The language to say it in.
        language: Language,
        /// Who asked.
        asker: u64,
    },
    /// Turns all choices down.
    None {
        /// The language to say it in.
        language: Language,
        /// Who asked.
        asker: u64,
    },
    /// Takes one of the choices; the option's value is the fact's id.
    Pick {
        /// The language to say it in.
        language: Language,
        /// Who asked.
        asker: u64,
    },
    /// Says that an answer helped.
    Helpful {
        /// The fact's id.
        fact: String,
        /// The language to say it in.
        language: Language,
    },
    /// Says that an answer is not right; sent back with a form, why.
    NotRight {
        /// The fact's id.
        fact: String,
        /// The language to say it in.
        language: Language,
    },
    /// Asks whether a question may be sent to the team.
    Send {
        /// The language to say it in.
        language: Language,
        /// Tells the question apart ([`Action::mark`]); its words are in memory.
        mark: u32,
    },
    /// Sends it.
    Consent {
        /// The language to say it in.
        language: Language,
        /// Of the question whose sending was consented to.
        mark: u32,
    },
    /// Opens a fact from a list for the one who chose it.
    Open {
        /// The language to say it in.
        language: Language,
    },
    /// Shows an entry of a register; the option's value is the entity's id.
    Entry {
        /// The register's command.
        register: String,
        /// The language to say it in.
        language: Language,
    },
    /// Lists a topic's facts; the option's value is the topic's id.
    Topic {
        /// The language to say it in.
        language: Language,
    },
}

/// How an answer came about, small enough to travel in a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trace {
    /// The language of the phrasing that matched.
    pub language: Language,
    /// Its place among the fact's phrasings.
    pub phrasing: u16,
    /// In thousandths: the score, likeness to the phrasing, coverage, the
    /// runner-up's score, and what an answer took.
    pub parts: [u16; 5],
    /// 1: exact, 2: kind lowered it, 4: something foreign lowered it, 8: no
    /// runner-up, 16: completed by the question before.
    pub flags: u8,
    /// The first four hex digits of the base's hash, as a number.
    pub base: u16,
}

impl Trace {
    /// The trace of a hit within its outcome. `hash` is the base's.
    pub fn new(hit: &Hit, outcome: &Outcome, hash: &str) -> Self {
        let thousandths = |part: f32| (part.clamp(0.0, 1.0) * 1000.0).round() as u16;
        let runner_up = outcome.reasons.runner_up.as_ref();
        let flags = [
            (hit.parts.exact, 1),
            (hit.parts.against.kind > 0.0, 2),
            (hit.parts.against.names_something_else(), 4),
            (runner_up.is_none(), 8),
            (outcome.reasons.completed, 16),
        ];
        Self {
            language: hit.language,
            phrasing: hit.phrasing_at.min(1295) as u16,
            parts: [
                thousandths(hit.score),
                thousandths(hit.parts.nearest),
                thousandths(hit.parts.coverage),
                thousandths(runner_up.map_or(0.0, |hit| hit.score)),
                thousandths(outcome.policy.answer),
            ],
            flags: flags.iter().filter(|(set, _)| *set).map(|(_, bit)| bit).sum(),
            base: base_mark(hash),
        }
    }

    /// Whether an outcome came about in the same way, on the same base.
    pub fn is_of(&self, outcome: &Outcome, hash: &str) -> bool {
        outcome.best().is_some_and(|hit| Self::new(hit, outcome, hash) == *self)
    }

    fn write(&self) -> String {
        let mut text = format!("{}{}", self.language, base36(self.phrasing, 2));
        for part in self.parts {
            text.push_str(&base36(part, 2));
        }
        text.push_str(&base36(u16::from(self.flags), 1));
        text + &format!("{:04x}", self.base)
    }

    fn read(text: &str) -> Option<Self> {
        if text.len() != 19 || !text.is_ascii() {
            return None;
        }
        let number = |from: usize, to: usize| u16::from_str_radix(&text[from..to], 36).ok();
        let mut parts = [0; 5];
        for (at, part) in parts.iter_mut().enumerate() {
            *part = number(4 + at * 2, 6 + at * 2).filter(|p| *p <= 1000)?;
        }
        Some(Self {
            language: text[..2].parse().ok()?,
            phrasing: number(2, 4)?,
            parts,
            flags: number(14, 15)? as u8,
            base: u16::from_str_radix(&text[15..], 16).ok()?,
        })
    }
}

/// The first four hex digits of a base's hash.
pub(super) fn base_mark(hash: &str) -> u16 {
    hash.get(..4).and_then(|digits| u16::from_str_radix(digits, 16).ok()).unwrap_or_default()
}

fn base36(mut number: u16, width: usize) -> String {
    let mut digits = vec![b'0'; width];
    for digit in digits.iter_mut().rev() {
        *digit = b"0123456789abcdefghijklmnopqrstuvwxyz"[usize::from(number % 36)];
        number /= 36;
    }
    digits.into_iter().map(char::from).collect()
}

/// Only as it is written.
fn read_mark(text: &str) -> Option<u32> {
    u32::from_str_radix(text, 16).ok().filter(|mark| format!("{mark:08x}") == text)
}

impl Action {
    /// What tells a question apart from another of the same person.
    pub fn mark(question: &str) -> u32 {
        let digest = Sha256::digest(question);
        digest.iter().take(4).fold(0, |mark, byte| mark << 8 | u32::from(*byte))
    }

    /// The action as a `custom_id`, at most [`limits::CUSTOM_ID`] characters.
    pub fn id(&self) -> String {
        let id = match self {
            Self::Sources { fact, language } => format!("s:{language}:{fact}"),
            Self::Why { fact, language, trace } => format!("w:{language}:{fact}:{}", trace.write()),
            Self::Cite { fact, language } => format!("c:{language}:{fact}"),
            Self::Related { fact, language } => format!("r:{language}:{fact}"),
            Self::NotThis { fact, language, asker } => format!("n:{language}:{fact}:{asker}"),
            Self::None { language, asker } => format!("0:{language}:{asker}"),
            Self::Pick { language, asker } => format!("p:{language}:{asker}"),
            Self::Helpful { fact, language } => format!("y:{language}:{fact}"),
            Self::NotRight { fact, language } => format!("x:{language}:{fact}"),
            Self::Send { language, mark } => format!("a:{language}:{mark:08x}"),
            Self::Consent { language, mark } => format!("b:{language}:{mark:08x}"),
            Self::Open { language } => format!("o:{language}"),
            Self::Entry { register, language } => format!("e:{language}:{register}"),
            Self::Topic { language } => format!("t:{language}"),
        };
        debug_assert!(id.chars().count() <= limits::CUSTOM_ID, "{id}");
        id
    }

    /// The id for the menu number `at`, from 0, of a message: ids must differ
    /// within one message, also where they do the same.
    pub(super) fn nth_id(&self, at: usize) -> String {
        self.id() + &"+".repeat(at)
    }

    /// The action of a `custom_id`; `None` for what this version never wrote.
    pub fn read(id: &str) -> Option<Self> {
        // Menus of one message that do the same are told apart by plus signs.
        let id = id.trim_end_matches('+');
        let mut parts = id.split(':');
        let verb = parts.next()?;
        let language: Language = parts.next()?.parse().ok()?;
        let (first, second) = (parts.next(), parts.next());
        if parts.next().is_some() {
            return None;
        }
        let fact = || first.filter(|f| !f.is_empty()).map(str::to_owned);
        match (verb, first, second) {
            ("s", Some(_), None) => Some(Self::Sources { fact: fact()?, language }),
            ("c", Some(_), None) => Some(Self::Cite { fact: fact()?, language }),
            ("e", Some(_), None) => Some(Self::Entry { register: fact()?, language }),
            ("y", Some(_), None) => Some(Self::Helpful { fact: fact()?, language }),
            ("x", Some(_), None) => Some(Self::NotRight { fact: fact()?, language }),
            ("r", Some(_), None) => Some(Self::Related { fact: fact()?, language }),
            ("w", Some(_), Some(trace)) => {
                Some(Self::Why { fact: fact()?, language, trace: Trace::read(trace)? })
            }
            ("n", Some(_), Some(asker)) => {
                Some(Self::NotThis { fact: fact()?, language, asker: asker.parse().ok()? })
            }
            ("0", Some(asker), None) => Some(Self::None { language, asker: asker.parse().ok()? }),
            ("p", Some(asker), None) => Some(Self::Pick { language, asker: asker.parse().ok()? }),
            ("a", Some(mark), None) => Some(Self::Send { language, mark: read_mark(mark)? }),
            ("b", Some(mark), None) => Some(Self::Consent { language, mark: read_mark(mark)? }),
            ("o", None, None) => Some(Self::Open { language }),
            ("t", None, None) => Some(Self::Topic { language }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_comes_back_and_fits() {
        let language = Language::KAZAKH;
        let fact = "x".repeat(limits::FACT_ID);
        let trace = Trace {
            language: Language::RUSSIAN,
            phrasing: 1295,
            parts: [1000, 999, 0, 36, 1000],
            flags: 31,
            base: 0xfe01,
        };
        for action in [
            Action::Sources { fact: fact.clone(), language },
            Action::Why { fact: fact.clone(), language, trace },
            Action::Cite { fact: fact.clone(), language },
            Action::Related { fact: fact.clone(), language },
            Action::Helpful { fact: fact.clone(), language },
            Action::NotRight { fact: fact.clone(), language },
            Action::NotThis { fact, language, asker: u64::MAX },
            Action::None { language, asker: u64::MAX },
            Action::Pick { language, asker: 0 },
            Action::Send { language, mark: Action::mark("когда?") },
            Action::Consent { language, mark: 7 },
            Action::Open { language },
            Action::Topic { language },
        ] {
            let id = action.id();
            assert!(id.chars().count() <= limits::CUSTOM_ID, "{id}");
            assert_eq!(Action::read(&id), Some(action), "{id}");
        }
    }

    #[test]
    fn what_was_never_written_is_nothing() {
        for id in [
            "",
            ":",
            "s",
            "s:en",
            "s:en:",
            "s:e:x",
            "q:en:y",
            "w:en:x:zz",
            "w:en:x:казахстанскиебуквы!",
            "p:en:-1",
            "o:en:x",
            "a:en:7",
            "b:en:+0000007",
            "b:en:0000000G",
            "s:en:a:b:c",
            "+",
        ] {
            assert_eq!(Action::read(id), None, "{id:?}");
        }
    }
}
