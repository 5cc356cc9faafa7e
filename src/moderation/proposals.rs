//! What a proposal would add to the base.

use jiff::civil::Date;

use crate::knowledge::{Addition, NewFact};
use crate::language::Language;
use crate::store::{Idea, Proposal, Seconds};

/// A proposal as an addition to the base.
pub fn addition(proposal: &Proposal) -> Addition {
    let Proposal { fact, topic, about, language, words, idea, proposed_at, .. } = proposal.clone();
    let language = language.parse().unwrap_or(Language::ENGLISH);
    match idea {
        Idea::Phrasing => Addition::Phrasing { fact, language, words },
        Idea::Fact(note) => Addition::Fact(NewFact {
            id: fact,
            topic,
            about,
            language,
            words,
            answer: note.answer,
            title: note.title,
            url: note.url,
            quote: note.quote,
            read: day(proposed_at),
        }),
    }
}

/// The day, UTC, of a moment.
fn day(at: Seconds) -> Date {
    let at = jiff::Timestamp::from_second(at).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    at.to_zoned(jiff::tz::TimeZone::UTC).date()
}
