//! Single sentences: refusals and confirmations.

use super::super::message::Reply;
use super::super::voice::Voice;

/// A sentence without anything filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// It takes a moderator.
    NotModerator,
    /// It takes the permission Manage Server.
    NotManager,
    /// It belongs to a server.
    NotInServer,
    /// It is unknown here, or belongs elsewhere.
    Gone,
    /// The store cannot be used now.
    CannotSave,
    /// The operator has set none.
    NoStore,
    /// A time that cannot be read.
    BadTime,
    /// The bot may not write in the channel named.
    CannotWriteThere,
    /// The role is everybody's.
    EverybodysRole,
    /// Somebody changed the review meanwhile.
    ReviewChanged,
    /// No fact is meant by what was typed.
    NoSuchAnswer,
    /// What is not right was told to the team.
    NotRightSent,
    /// A question is with the team.
    TicketSent,
    /// The team has it already.
    TicketAlready,
    /// The team has many of theirs.
    TicketsTooMany,
    /// The question is no longer remembered.
    TicketForgotten,
    /// The server's team takes no questions.
    NoTeam,
    /// Somebody changed what the card shows.
    CardChanged,
    /// Who proposed something does not approve it.
    OwnProposal,
    /// Somebody decided on it, or changed it.
    ProposalDecided,
    /// It does not fit the base any more.
    ProposalOutdated,
}

impl Voice<'_> {
    /// A sentence to whoever used a command or pressed a button.
    pub fn notice(&self, notice: Notice) -> Reply {
        let key = match notice {
            Notice::NotModerator => "not-moderator",
            Notice::NotManager => "not-manager",
            Notice::NotInServer => "not-in-server",
            Notice::Gone => "gone",
            Notice::CannotSave => "cannot-save",
            Notice::NoStore => "no-store",
            Notice::BadTime => "bad-time",
            Notice::CannotWriteThere => "cannot-write-there",
            Notice::EverybodysRole => "everybodys-role",
            Notice::ReviewChanged => "review-changed",
            Notice::NoSuchAnswer => "no-such-answer",
            Notice::NotRightSent => "not-right-sent",
            Notice::TicketSent => "ticket-sent",
            Notice::TicketAlready => "ticket-already",
            Notice::TicketsTooMany => "ticket-too-many",
            Notice::TicketForgotten => "ticket-forgotten",
            Notice::NoTeam => "no-team",
            Notice::CardChanged => "card-changed",
            Notice::OwnProposal => "own-proposal",
            Notice::ProposalDecided => "proposal-decided",
            Notice::ProposalOutdated => "proposal-outdated",
        };
        Reply::text(self.say(key, &[]))
    }
}
