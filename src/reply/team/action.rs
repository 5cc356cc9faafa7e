//! What the buttons, menus and forms of moderators do, written into their
//! `custom_id`. As with [`super::super::Action`], nothing in an id is believed:
//! what it names is looked up, in the server it is pressed in.

use crate::limits;

/// What a component of a review's card does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewVerb {
    /// Sends the proposed answer.
    Approve,
    /// Takes another of the choices; the option's value is the fact's id.
    Choose,
    /// Opens the form for another answer; sent back, looks for it.
    Other,
    /// Opens the form for a note; sent back, keeps it.
    Note,
    /// Sends nothing.
    Reject,
    /// Takes it over.
    Assign,
}

/// What a component of a gap's card does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapVerb {
    /// Tells everybody who asked. The mark tells the answer apart that was shown.
    Send(u32),
    /// Takes one of the choices; the option's value is the fact's id.
    Choose,
    /// Opens the form for another answer; sent back, looks for it.
    Other,
    /// Opens the form for a note with its source; sent back, keeps it.
    Write,
    /// Tells nobody anything.
    Close,
    /// Takes it over.
    Assign,
}

/// What a component of a proposal's card does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposalVerb {
    /// Puts it to use in the server. The mark tells apart what was shown.
    Approve(u32),
    /// Turns it down.
    TurnDown,
    /// Opens the form to change it; sent back, changes it.
    Edit,
    /// Takes one that is in use out of use.
    Withdraw,
    /// Shows one of a list; the option's value is its number.
    Show,
}

/// What a moderators' component does, and the number of what it does it to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TeamAction {
    /// To a review, by its question.
    Review(ReviewVerb, u64),
    /// To a gap.
    Gap(GapVerb, u64),
    /// To a proposal.
    Proposal(ProposalVerb, u64),
}

/// A verb as it is written, and what it does to a number, seen with a mark.
type Verb = (&'static str, fn(u64, u32) -> TeamAction);

/// Every verb.
const VERBS: [Verb; 17] = [
    ("ok", |id, _| TeamAction::Review(ReviewVerb::Approve, id)),
    ("pick", |id, _| TeamAction::Review(ReviewVerb::Choose, id)),
    ("other", |id, _| TeamAction::Review(ReviewVerb::Other, id)),
    ("note", |id, _| TeamAction::Review(ReviewVerb::Note, id)),
    ("no", |id, _| TeamAction::Review(ReviewVerb::Reject, id)),
    ("mine", |id, _| TeamAction::Review(ReviewVerb::Assign, id)),
    ("gapsend", |id, seen| TeamAction::Gap(GapVerb::Send(seen), id)),
    ("gappick", |id, _| TeamAction::Gap(GapVerb::Choose, id)),
    ("gapother", |id, _| TeamAction::Gap(GapVerb::Other, id)),
    ("gapwrite", |id, _| TeamAction::Gap(GapVerb::Write, id)),
    ("gapclose", |id, _| TeamAction::Gap(GapVerb::Close, id)),
    ("gapmine", |id, _| TeamAction::Gap(GapVerb::Assign, id)),
    ("propok", |id, seen| TeamAction::Proposal(ProposalVerb::Approve(seen), id)),
    ("propno", |id, _| TeamAction::Proposal(ProposalVerb::TurnDown, id)),
    ("propedit", |id, _| TeamAction::Proposal(ProposalVerb::Edit, id)),
    ("propout", |id, _| TeamAction::Proposal(ProposalVerb::Withdraw, id)),
    ("propshow", |id, _| TeamAction::Proposal(ProposalVerb::Show, id)),
];

impl TeamAction {
    /// The number of what it is done to.
    pub fn number(self) -> u64 {
        match self {
            Self::Review(_, number) | Self::Gap(_, number) | Self::Proposal(_, number) => number,
        }
    }

    /// The mark of what was shown, where that matters.
    fn seen(self) -> Option<u32> {
        match self {
            Self::Gap(GapVerb::Send(seen), _) | Self::Proposal(ProposalVerb::Approve(seen), _) => Some(seen),
            _ => None,
        }
    }

    /// The action as a `custom_id`.
    pub fn id(self) -> String {
        let (number, seen) = (self.number(), self.seen());
        // Every action is in the list; a test goes over all of them.
        let is_this = |(_, action): &&Verb| action(number, seen.unwrap_or_default()) == self;
        let verb = VERBS.iter().find(is_this).map_or("", |(verb, _)| verb);
        let seen = seen.map_or_else(String::new, |seen| format!(":{seen:08x}"));
        let id = format!("m:{verb}:{number}{seen}");
        debug_assert!(id.chars().count() <= limits::CUSTOM_ID, "{id}");
        id
    }

    /// The action of a `custom_id`; `None` for what is none of moderators'.
    pub fn read(id: &str) -> Option<Self> {
        let mut parts = id.strip_prefix("m:")?.split(':');
        let (verb, number, seen) = (parts.next()?, parts.next()?.parse().ok()?, parts.next());
        let seen = seen.map_or(Some(0), |seen| u32::from_str_radix(seen, 16).ok())?;
        let action =
            VERBS.iter().find(|(known, _)| *known == verb).map(|(_, action)| action(number, seen))?;
        // Only as it is written: no sign, no leading zero, nothing more.
        (action.id() == id).then_some(action)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Action;
    use super::*;

    #[test]
    fn every_action_comes_back_and_is_nothing_else() {
        use {GapVerb as G, ProposalVerb as P, ReviewVerb as R};
        let reviews = [R::Approve, R::Choose, R::Other, R::Note, R::Reject, R::Assign];
        let gaps = [G::Send(7), G::Choose, G::Other, G::Write, G::Close, G::Assign];
        let proposals = [P::Approve(u32::MAX), P::TurnDown, P::Edit, P::Withdraw, P::Show];
        let all = reviews
            .map(|verb| TeamAction::Review(verb, u64::MAX))
            .into_iter()
            .chain(gaps.map(|verb| TeamAction::Gap(verb, 0)))
            .chain(proposals.map(|verb| TeamAction::Proposal(verb, 7)));
        for action in all {
            let id = action.id();
            assert_eq!(TeamAction::read(&id), Some(action), "{id}");
            assert_eq!(Action::read(&id), None, "{id}");
        }
        for id in [
            "",
            "m",
            "m:",
            "m:ok",
            "m:ok:",
            "m:ok:-1",
            "m:ok:07",
            "m:ok:1:2",
            "m:yes:1",
            "ok:1",
            "m:ok:x",
            "m::1",
            "m:gapsend:1",
            "m:gapsend:1:7",
            "m:gapsend:1:00000007:1",
            "m:ok:1:00000007",
        ] {
            assert_eq!(TeamAction::read(id), None, "{id}");
        }
    }
}
