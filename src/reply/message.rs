//! A message as plain data.

/// What the bot says: Discord's message, without Discord's types.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reply {
    /// The text itself; what push notifications and screen readers get.
    pub content: String,
    /// The framed part below it.
    pub embed: Option<Embed>,
    /// Buttons and menus below that, at most five rows.
    pub rows: Vec<Row>,
}

/// The framed part of a message.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Embed {
    /// The heading.
    pub title: Option<String>,
    /// The text.
    pub description: Option<String>,
    /// Headed paragraphs.
    pub fields: Vec<Field>,
    /// The small line at the bottom.
    pub footer: Option<String>,
}

/// A headed paragraph of an embed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its heading.
    pub name: String,
    /// Its text.
    pub value: String,
}

/// A row of components.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// At most five buttons.
    Buttons(Vec<Button>),
    /// One menu.
    Select(Select),
}

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ButtonStyle {
    /// The usual one.
    Plain,
    /// For turning something down.
    Turning,
    /// For letting something go ahead.
    Going,
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// What stands on it.
    pub label: String,
    /// What it does, as [`super::Action`] writes it.
    pub id: String,
    /// How it looks.
    pub style: ButtonStyle,
}

/// A menu to choose one option from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Select {
    /// What it does, as [`super::Action`] writes it.
    pub id: String,
    /// What stands in it before a choice.
    pub placeholder: String,
    /// One to twenty-five options.
    pub options: Vec<SelectOption>,
}

/// One option of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectOption {
    /// What is shown.
    pub label: String,
    /// What is sent back: the id of a fact or a topic.
    pub value: String,
    /// A second, smaller line.
    pub description: Option<String>,
}

/// A form to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modal {
    /// What it does, as [`super::TeamAction`] writes it.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// One to five inputs.
    pub inputs: Vec<Input>,
}

/// An input of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its name in what is sent back.
    pub id: &'static str,
    /// What stands above it.
    pub label: String,
    /// What stands in it.
    pub value: String,
    /// Whether it takes several lines.
    pub long: bool,
    /// Whether it must be filled in.
    pub required: bool,
    /// Characters it takes.
    pub most: usize,
}

impl Reply {
    /// A bare sentence.
    pub fn text(content: impl Into<String>) -> Self {
        Self { content: content.into(), ..Self::default() }
    }

    /// The heading of its embed: of an answer, the question it answers.
    pub fn title(&self) -> Option<String> {
        self.embed.as_ref()?.title.clone()
    }

    /// An embed with menus or buttons.
    pub fn embed_with(embed: Embed, rows: Vec<Row>) -> Self {
        Self { embed: Some(embed), rows, ..Self::default() }
    }

    /// A bare embed.
    pub fn embed(embed: Embed) -> Self {
        Self { embed: Some(embed), ..Self::default() }
    }
}

impl Embed {
    /// Its characters as Discord counts them against the limit of 6,000.
    pub fn characters(&self) -> usize {
        let count = |text: &Option<String>| text.as_ref().map_or(0, |t| t.chars().count());
        let fields: usize =
            self.fields.iter().map(|f| f.name.chars().count() + f.value.chars().count()).sum();
        count(&self.title) + count(&self.description) + count(&self.footer) + fields
    }
}
