//! What is known in a place: the base, and what a server's team has added to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::knowledge::{Addition, Base, Fact, FactIndex};
use crate::language::Language;
use crate::matching::{Gist, Matcher, Outcome, Overlay, Policy, Verdict};

use super::{Desk, Told};

/// What servers' teams have added, by server.
#[derive(Debug, Default)]
pub(in crate::discord) struct Overlays {
    /// The hash of the base they were made for.
    of: String,
    servers: BTreeMap<u64, (Vec<Addition>, Arc<Overlay>)>,
}

/// What answers a question asked in one place.
pub(in crate::discord) struct Ground {
    matcher: Arc<Matcher>,
    overlay: Option<Arc<Overlay>>,
}

impl Ground {
    /// What is known here; its facts stand where they stand in the matcher's base.
    pub(in crate::discord) fn base(&self) -> &Arc<Base> {
        self.overlay.as_ref().map_or_else(|| self.matcher.base(), |overlay| overlay.base())
    }

    /// Finds the fact a question asks for: the team's own phrasings first.
    pub(super) fn ask(&self, question: &str, earlier: Option<&str>, policy: &Policy) -> Outcome {
        let met = self.overlay.as_ref().and_then(|overlay| overlay.meets(&self.matcher, question, policy));
        met.unwrap_or_else(|| self.matcher.ask(question, earlier, policy))
    }

    /// The facts a question may ask for, the likelier first.
    pub(in crate::discord) fn candidates(&self, question: &str, most: usize) -> Vec<FactIndex> {
        let all = Policy { answer: f32::INFINITY, choice: 0.0, choices: most };
        let outcome = self.ask(question, None, &all);
        let runner_up = outcome.reasons.runner_up.as_ref().map(|hit| hit.fact);
        match outcome.verdict {
            // A phrasing met exactly is an answer whatever it takes.
            Verdict::Answer(hit) => [hit.fact].into_iter().chain(runner_up).collect(),
            Verdict::Choices(hits) | Verdict::None { nearest: hits, .. } => {
                hits.into_iter().map(|hit| hit.fact).collect()
            }
        }
    }

    /// What an outcome's answer says, if it is one.
    pub(super) fn told(&self, outcome: &Outcome) -> Option<Told> {
        let Verdict::Answer(hit) = &outcome.verdict else { return None };
        Some(self.told_by(self.base().fact(hit.fact), outcome.language))
    }

    /// What an answer with a fact says in a language.
    pub(super) fn told_of(&self, fact: &str, language: Language) -> Option<Told> {
        Some(self.told_by(self.base().fact(self.base().find(fact)?), language))
    }

    fn told_by(&self, fact: &Fact, language: Language) -> Told {
        let digest = fact.digest(language, &self.base().languages);
        Told { fact: fact.id.clone(), language: language.code().to_owned(), digest }
    }

    /// What a question asks, to tell whether another asks the same.
    pub(in crate::discord) fn gist(&self, question: &str) -> Option<Gist> {
        self.matcher.gist(question)
    }

    /// Whether a question needs none before it.
    pub(in crate::discord) fn stands_alone(&self, question: &str) -> bool {
        self.matcher.stands_alone(question)
    }

    /// Whether a text is known as a phrasing here.
    pub(in crate::discord) fn meets(&self, text: &str) -> bool {
        matches!(self.ask(text, None, &Policy::ONLY_PHRASINGS).verdict, Verdict::Answer(_))
    }
}

impl Desk {
    /// What is known in a server, or in private. An overlay made for an earlier base
    /// does not count: a new one is on its way.
    pub(in crate::discord) fn ground(&self, server: Option<u64>) -> Ground {
        let matcher = self.matcher();
        let overlays = self.overlays.load();
        let overlay = server.and_then(|server| overlays.servers.get(&server)).map(|(_, overlay)| overlay);
        let overlay = overlay.filter(|overlay| overlay.is_for(&matcher)).cloned();
        Ground { matcher, overlay }
    }

    /// Whether what was added stands on the base of this moment.
    pub(in crate::discord) fn is_overlaid(&self) -> bool {
        self.overlays.load().of == self.matcher().base().hash
    }

    /// Puts what servers have added in the place of what they had; what has not
    /// changed is kept. Blocks.
    pub(in crate::discord) fn overlay(&self, additions: BTreeMap<u64, Vec<Addition>>) {
        let matcher = self.matcher();
        let held = self.overlays.load();
        let servers = additions
            .into_iter()
            .map(|(server, additions)| {
                let same = held.servers.get(&server).filter(|(kept, _)| *kept == additions);
                let same = same.map(|(_, overlay)| overlay).filter(|overlay| overlay.is_for(&matcher));
                let overlay = same.cloned().unwrap_or_else(|| Arc::new(Overlay::new(&matcher, &additions)));
                (server, (additions, overlay))
            })
            .collect();
        self.overlays.store(Arc::new(Overlays { of: matcher.base().hash.clone(), servers }));
    }

    /// The base that holds a fact: the shipped one, or that of the server whose team
    /// added it.
    pub(in crate::discord) fn base_with(&self, fact: &str) -> Arc<Base> {
        let matcher = self.matcher();
        if matcher.base().find(fact).is_none() {
            let overlays = self.overlays.load();
            let added = overlays.servers.values().map(|(_, overlay)| overlay);
            if let Some(overlay) =
                added.filter(|o| o.is_for(&matcher)).find(|o| o.base().find(fact).is_some())
            {
                return Arc::clone(overlay.base());
            }
        }
        Arc::clone(matcher.base())
    }
}
