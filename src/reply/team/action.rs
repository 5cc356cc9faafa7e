//! What the buttons, menus and forms of moderators do, written into their
//! `custom_id`. As with [`super::super::Action`], nothing in an id is believed:
//! what it names is looked up, in the server it is pressed in.

use crate::limits;

/// What a moderators' component does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TeamAction {
    /// Sends the proposed answer of a review.
    Approve(u64),
    /// Takes another of the choices; the option's value is the fact's id.
    Choose(u64),
    /// Opens the form for another answer; sent back, looks for it.
    Other(u64),
    /// Opens the form for a note; sent back, keeps it.
    Note(u64),
    /// Sends nothing.
    Reject(u64),
    /// Takes a review over.
    Assign(u64),
}

impl TeamAction {
    /// The action as a `custom_id`.
    pub fn id(self) -> String {
        let (verb, question) = match self {
            Self::Approve(question) => ("ok", question),
            Self::Choose(question) => ("pick", question),
            Self::Other(question) => ("other", question),
            Self::Note(question) => ("note", question),
            Self::Reject(question) => ("no", question),
            Self::Assign(question) => ("mine", question),
        };
        let id = format!("m:{verb}:{question}");
        debug_assert!(id.chars().count() <= limits::CUSTOM_ID, "{id}");
        id
    }

    /// The action of a `custom_id`; `None` for what is none of moderators'.
    pub fn read(id: &str) -> Option<Self> {
        let (verb, question) = id.strip_prefix("m:")?.split_once(':')?;
        // Only as it is written: no sign, no leading zero.
        let question = question.parse::<u64>().ok().filter(|number| number.to_string() == question)?;
        Some(match verb {
            "ok" => Self::Approve(question),
            "pick" => Self::Choose(question),
            "other" => Self::Other(question),
            "note" => Self::Note(question),
            "no" => Self::Reject(question),
            "mine" => Self::Assign(question),
            _ => return None,
        })
    }

    /// The question it is about.
    pub fn question(self) -> u64 {
        match self {
            Self::Approve(question)
            | Self::Choose(question)
            | Self::Other(question)
            | Self::Note(question)
            | Self::Reject(question)
            | Self::Assign(question) => question,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Action;
    use super::*;

    #[test]
    fn every_action_comes_back_and_is_nothing_else() {
        for action in [
            TeamAction::Approve(u64::MAX),
            TeamAction::Choose(1),
            TeamAction::Other(0),
            TeamAction::Note(7),
            TeamAction::Reject(7),
            TeamAction::Assign(7),
        ] {
            let id = action.id();
            assert_eq!(TeamAction::read(&id), Some(action), "{id}");
            assert_eq!(Action::read(&id), None, "{id}");
        }
        for id in
            ["", "m", "m:", "m:ok", "m:ok:", "m:ok:-1", "m:ok:07", "m:ok:1:2", "m:yes:1", "ok:1", "m:ok:x"]
        {
            assert_eq!(TeamAction::read(id), None, "{id}");
        }
    }
}
