//! What is said to moderators, and to members about moderation.

mod action;
mod cards;
mod feedback;
mod gaps;
mod notices;
mod privacy;
mod proposals;
mod settings;
mod stats;

pub use action::{GapVerb, ProposalVerb, ReviewVerb, TeamAction};
pub use cards::{Card, Link, Settled, Would};
pub use gaps::{GapCard, GapEnd, Written};
pub use notices::Notice;
pub use privacy::Kept;
pub use proposals::{ProposalCard, ProposalEnd, Proposes};
pub use settings::{ChannelPage, LogLine, TeamPage};
pub use stats::{Day, StatsPage};

use crate::limits;

use super::layout::shorten;
use super::message::{Button, ButtonStyle};
use super::voice::Voice;

impl Voice<'_> {
    /// Somebody, as Discord shows them; of who had their traces erased the number is 0.
    fn person(&self, id: u64) -> String {
        if id == 0 { self.say("somebody-erased", &[]) } else { format!("<@{id}>") }
    }

    fn team_button(&self, key: &str, action: TeamAction, style: ButtonStyle) -> Button {
        Button { label: shorten(&self.say(key, &[]), limits::BUTTON_LABEL), id: action.id(), style }
    }
}
