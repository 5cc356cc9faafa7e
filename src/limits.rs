//! Every ceiling on one page, each with its reason and source.
//!
//! "Discord" means the documented limits of Discord's API (developer
//! documentation, resources/message, components/reference and
//! interactions/application-commands). Everything else is our own choice and
//! says why.

use std::time::Duration;

// ---- Questions -----------------------------------------------------------

/// Characters of a question that are read. Longer texts are pastes, not
/// questions: they are refused whole, since half a question may mean another.
pub const QUESTION_CHARS: usize = 600;

/// Words of a question, so that the work for one stays bounded. More are
/// refused whole as well: what was left out might name another country. A
/// question of [`QUESTION_CHARS`] in any language has fewer.
pub const QUESTION_WORDS: usize = 150;

// ---- The fact base -------------------------------------------------------

/// Facts of a base. Their numbers, and those of some classes more, are kept in 16
/// bits; nobody keeps so many true.
pub const FACTS: usize = 65_000;

/// Indexes kept for later starts ([`crate::cache`]): of the base, of the one
/// before it, and of a few more on a curator's machine. Each takes a dozen MB.
pub const KEPT_INDEXES: usize = 4;

/// Characters of a fact's id. Ids travel in a button's `custom_id` (Discord:
/// 100), where the action, the language and its state take up to 26.
pub const FACT_ID: usize = 70;

/// Characters of a name or an example question: they stand in lists
/// and autocomplete, whose entries hold 100 (Discord). Phrasings may be as long
/// as questions ([`QUESTION_CHARS`]); longer ones are not offered there.
pub const NAME: usize = 100;

/// Characters of an alias: it is matched, never shown. Official titles of
/// treaties are long.
pub const ALIAS: usize = 250;

/// Characters of an answer's first line, the gist: it is the message content,
/// read in push notifications, where little more than this is shown.
pub const GIST: usize = 300;

/// Characters of a whole answer: three screens of a phone. The rest of the
/// embed's 6,000 (Discord) is for dates and sources.
pub const ANSWER: usize = 2_000;

/// Characters of the line that says where sources disagree; an embed field
/// holds 1,024 (Discord).
pub const DISAGREEMENT: usize = 500;

/// Citations of one fact: each is a line of the embed and of the Sources view.
pub const CITATIONS: usize = 8;

/// Dates of one fact: all are shown in one embed field of 1,024 (Discord).
pub const DATES: usize = 8;

/// Characters of what a date is the date of; eight of them fit one field.
pub const DATE_MEANING: usize = 80;

/// Characters of a timeline's event in its picture: at 34 to a line, two lines
/// of a phone's width.
pub const EVENT_LABEL: usize = 60;

/// Characters of a lane's name, written beside the lane.
pub const LANE_NAME: usize = 28;

/// Words of a quote: quoting stays quoting (the dossier's rule).
pub const QUOTE_WORDS: usize = 30;

/// Characters of a quote, for languages of long words.
pub const QUOTE: usize = 350;

/// Characters of a pinpoint ("para. 3").
pub const PINPOINT: usize = 60;

/// Characters of a source's title.
pub const SOURCE_TITLE: usize = 200;

/// Characters of a publisher's name.
pub const PUBLISHER: usize = 100;

/// Characters of a URL. A masked link counts its URL.
pub const URL: usize = 400;

/// Characters of a source's note on its reliability.
pub const NOTE: usize = 300;

/// Characters a fact may take in an answer's embed: Discord's 6,000 over all
/// parts, less what the frame takes (headings, "checked on", base version).
pub const FACT_IN_EMBED: usize = EMBED_TOTAL - 500;

// ---- Discord's own limits ------------------------------------------------

/// All text of a message's embeds together.
pub const EMBED_TOTAL: usize = 6_000;
/// An embed's title.
pub const EMBED_TITLE: usize = 256;
/// An embed's description.
pub const EMBED_DESCRIPTION: usize = 4_096;
/// Fields of an embed.
pub const EMBED_FIELDS: usize = 25;
/// A field's name.
pub const FIELD_NAME: usize = 256;
/// A field's value.
pub const FIELD_VALUE: usize = 1_024;
/// A component's `custom_id`.
pub const CUSTOM_ID: usize = 100;
/// A button's label.
pub const BUTTON_LABEL: usize = 80;
/// A form's heading.
pub const MODAL_TITLE: usize = 45;
/// What stands above an input of a form.
pub const INPUT_LABEL: usize = 45;
/// A menu's placeholder.
pub const PLACEHOLDER: usize = 150;
/// What a screen reader says of an attached picture (its description).
pub const ALT_TEXT: usize = 1_024;
/// Options of a select menu, and choices of an autocomplete answer.
pub const OPTIONS: usize = 25;
/// Label, value and description of an option; name and value of a choice.
pub const OPTION_TEXT: usize = 100;

/// A command's name.
pub const COMMAND_NAME: usize = 32;
/// The commands the bot has by itself; a register of a base cannot take these
/// names.
pub const COMMANDS: [&str; 13] = [
    "about",
    "ask",
    "channel",
    "compare",
    "fact",
    "help",
    "privacy",
    "proposals",
    "sources",
    "stats",
    "team",
    "timeline",
    "topics",
];

// ---- Serving -------------------------------------------------------------

/// How long a person's last question completes the next: longer, and people
/// have moved on to something else.
pub const FOLLOW_UP: Duration = Duration::from_mins(10);

/// Channels of which it is remembered what they belong to: some hundred
/// kilobytes.
pub const KNOWN_CHANNELS: usize = 20_000;

/// Answers, and counts, that wait to be written down: while the store is away for
/// long, the rest is not counted.
pub const LEDGER: usize = 20_000;

/// Last questions kept in memory at once: a few megabytes at their longest.
pub const RECENT_QUESTIONS: usize = 4_096;

/// Replies waiting for one channel. Beyond it new questions of that channel
/// are dropped (and logged): answers minutes late help nobody.
pub const CHANNEL_QUEUE: usize = 20;

/// Requests a second over all routes but interactions (Discord's global limit).
pub const GLOBAL_PER_SECOND: u32 = 50;

/// Tries for one message before it is given up. With the nonce a repeat never
/// posts twice.
pub const SEND_TRIES: u32 = 5;

/// How long one message is worth sending; a reply later than this confuses.
pub const SEND_PATIENCE: Duration = Duration::from_mins(2);

/// The time Discord leaves for the first answer to an interaction is 3 s;
/// ours ends before it, to leave room for the way back.
pub const INTERACTION: Duration = Duration::from_millis(2_700);

/// How long the store may take for what a person waits for: the rest of the
/// three seconds of an interaction is for the answer.
pub const STORE: Duration = Duration::from_secs(2);

/// How long work under way may take after SIGTERM.
pub const SHUTDOWN: Duration = Duration::from_secs(10);
