//! What the store holds, column by column: what it is, whose it is, how long it
//! stays. Backups, `/privacy` and `docs/privacy.md` are made of this list, and a
//! test holds it against the database itself.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// The id of the person the row is about. Discord's number; no name.
    Person,
    /// The id of somebody who did something in office: a moderator.
    Moderator,
    /// Words somebody wrote.
    Words,
    /// Neither: ids of servers, channels and messages, states, counts, times.
    Plain,
}

/// What happens to a row when the person a column names asks for it to be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnErase {
    /// The row goes.
    Row,
    /// The row stays, for others need it; the id becomes 0, their words go.
    Anonymous,
}

/// How long rows stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Until somebody changes it: settings of a server.
    UntilChanged,
    /// So many days after the time in this column, as `retention.*` says.
    Days {
        /// The column with the time.
        after: &'static str,
        /// The key of the setting in `[retention]`.
        setting: &'static str,
    },
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// Whether it is text; the others are whole numbers.
    pub text: bool,
}

/// A table.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// The schema it came with.
    pub since: i64,
    /// What a row is, for people.
    pub row: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
    /// The columns of its primary key.
    pub key: &'static [&'static str],
    /// The column that names the server, if rows belong to one.
    pub server: Option<&'static str>,
    /// What erasing a person does to a row.
    pub on_erase: OnErase,
    /// How long rows stay.
    pub keep: Keep,
}

impl Table {
    /// The columns that hold something of this kind.
    pub fn holding(&self, holds: Holds) -> impl Iterator<Item = &'static str> {
        self.columns.iter().filter(move |column| column.holds == holds).map(|column| column.name)
    }

    /// The columns that name a person, in whatever office.
    pub fn people(&self) -> impl Iterator<Item = &'static str> {
        self.holding(Holds::Person).chain(self.holding(Holds::Moderator))
    }
}

const fn number(name: &'static str) -> Column {
    Column { name, holds: Holds::Plain, text: false }
}

const fn text(name: &'static str) -> Column {
    Column { name, holds: Holds::Plain, text: true }
}

const fn person(name: &'static str) -> Column {
    Column { name, holds: Holds::Person, text: false }
}

const fn words(name: &'static str) -> Column {
    Column { name, holds: Holds::Words, text: true }
}

const fn moderator(name: &'static str) -> Column {
    Column { name, holds: Holds::Moderator, text: false }
}

/// Every table, in an order in which rows can be put back.
pub const TABLES: &[Table] = &[
    Table {
        name: "servers",
        since: 1,
        row: "what a server's moderators have set for all its channels",
        columns: &[
            number("server"),
            text("mode"),
            text("strictness"),
            number("team_channel"),
            number("name_reviewer"),
            number("card_hours"),
            number("per_channel"),
            number("per_person"),
            text("language"),
            number("revision"),
        ],
        key: &["server"],
        server: Some("server"),
        on_erase: OnErase::Anonymous,
        keep: Keep::UntilChanged,
    },
    Table {
        name: "channels",
        since: 1,
        row: "what they have set for one channel",
        columns: &[
            number("channel"),
            number("server"),
            text("mode"),
            text("strictness"),
            number("muted_until"),
            number("revision"),
        ],
        key: &["channel"],
        server: Some("server"),
        on_erase: OnErase::Anonymous,
        keep: Keep::UntilChanged,
    },
    Table {
        name: "team_roles",
        since: 1,
        row: "a role whose members moderate",
        columns: &[number("server"), number("role")],
        key: &["server", "role"],
        server: Some("server"),
        on_erase: OnErase::Anonymous,
        keep: Keep::UntilChanged,
    },
    Table {
        name: "audit",
        since: 1,
        row: "who changed what, and when; ids, no text",
        columns: &[
            number("entry"),
            number("server"),
            moderator("actor"),
            number("at"),
            text("action"),
            number("subject"),
            text("detail"),
        ],
        key: &["entry"],
        server: Some("server"),
        on_erase: OnErase::Anonymous,
        keep: Keep::Days { after: "at", setting: "audit_days" },
    },
    Table {
        name: "revisions",
        since: 1,
        row: "one number: how often settings were changed",
        columns: &[number("one"), number("number")],
        key: &["one"],
        server: None,
        on_erase: OnErase::Anonymous,
        keep: Keep::UntilChanged,
    },
    Table {
        name: "reviews",
        since: 2,
        row: "a question in review mode: its words until a moderator has decided, then what was decided",
        columns: &[
            number("question"),
            number("server"),
            number("channel"),
            person("asker"),
            text("language"),
            words("words"),
            text("fact"),
            words("note"),
            text("state"),
            moderator("assigned"),
            moderator("decided_by"),
            number("asked_at"),
            number("expires_at"),
            number("decided_at"),
            number("card_channel"),
            number("card"),
            number("answer"),
        ],
        key: &["question"],
        server: Some("server"),
        on_erase: OnErase::Row,
        keep: Keep::Days { after: "asked_at", setting: "review_days" },
    },
    Table {
        name: "outbox",
        since: 2,
        row: "a message on its way to Discord; it goes once Discord has it",
        columns: &[
            text("nonce"),
            text("kind"),
            number("server"),
            number("channel"),
            number("message"),
            number("about"),
            person("person"),
            words("body"),
            number("at"),
            number("lease"),
        ],
        key: &["nonce"],
        server: Some("server"),
        on_erase: OnErase::Row,
        keep: Keep::Days { after: "at", setting: "outbox_days" },
    },
    Table {
        name: "answers",
        since: 3,
        row: "a message that answers with a fact, so that a correction reaches it; no text, nobody's id",
        columns: &[
            number("message"),
            number("server"),
            number("channel"),
            text("fact"),
            text("language"),
            text("digest"),
            number("at"),
            number("corrected"),
        ],
        key: &["message"],
        server: Some("server"),
        on_erase: OnErase::Anonymous,
        keep: Keep::Days { after: "at", setting: "answer_days" },
    },
    Table {
        name: "votes",
        since: 3,
        row: "whether an answer helped somebody who pressed a button to say so",
        columns: &[
            number("message"),
            person("voter"),
            number("server"),
            text("fact"),
            number("helpful"),
            number("at"),
        ],
        key: &["message", "voter"],
        server: Some("server"),
        on_erase: OnErase::Row,
        keep: Keep::Days { after: "at", setting: "vote_days" },
    },
    Table {
        name: "tallies",
        since: 3,
        row: "how often the bot answered, offered or declined on a day, and with which fact",
        columns: &[number("server"), number("at"), text("what"), text("fact"), number("number")],
        key: &["server", "at", "what", "fact"],
        server: Some("server"),
        on_erase: OnErase::Anonymous,
        keep: Keep::Days { after: "at", setting: "tally_days" },
    },
    Table {
        name: "gaps",
        since: 4,
        row: "what was asked alike without an answer, and what moderators did about it; whose questions they are stands in tickets",
        columns: &[
            number("gap"),
            number("server"),
            text("state"),
            number("people"),
            text("fact"),
            words("answer"),
            words("title"),
            words("url"),
            words("quote"),
            moderator("assigned"),
            moderator("decided_by"),
            number("opened_at"),
            number("decided_at"),
            number("card_channel"),
            number("card"),
            number("stale"),
        ],
        key: &["gap"],
        server: Some("server"),
        on_erase: OnErase::Anonymous,
        keep: Keep::Days { after: "decided_at", setting: "gap_days" },
    },
    Table {
        name: "tickets",
        since: 4,
        row: "a question somebody sent to a team by a button that says so; it goes once it is answered or closed",
        columns: &[
            number("ticket"),
            number("gap"),
            number("server"),
            number("channel"),
            person("asker"),
            text("language"),
            words("words"),
            number("asked_at"),
        ],
        key: &["ticket"],
        server: Some("server"),
        on_erase: OnErase::Row,
        keep: Keep::Days { after: "asked_at", setting: "ticket_days" },
    },
    Table {
        name: "proposals",
        since: 4,
        row: "a phrasing or a fact proposed for the base; `asker`, whose words they are, becomes 0 once somebody decides or rewrites them",
        columns: &[
            number("proposal"),
            number("server"),
            text("state"),
            moderator("author"),
            person("asker"),
            text("fact"),
            text("topic"),
            text("about"),
            text("language"),
            words("words"),
            words("answer"),
            words("title"),
            words("url"),
            words("quote"),
            moderator("decided_by"),
            number("proposed_at"),
            number("decided_at"),
            number("card_channel"),
            number("card"),
        ],
        key: &["proposal"],
        server: Some("server"),
        on_erase: OnErase::Row,
        keep: Keep::UntilChanged,
    },
];
