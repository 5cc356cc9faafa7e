//! How sure the bot must be, as handed in by whoever asks.

/// How careful to be, in one word. What the words come to are chances, and
/// chances are measured on each base itself: so one word fits all bases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strictness {
    /// Answers rather than asks back: where people know the bot may err.
    Eager,
    /// Answers what is as likely as all else together.
    #[default]
    Balanced,
    /// Answers what is hardly in doubt: where others read along.
    Strict,
}

/// The thresholds of a verdict, as chances between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Policy {
    /// The least chance of an answer.
    pub answer: f32,
    /// The least chance of a choice.
    pub choice: f32,
    /// How many choices are offered at most.
    pub choices: usize,
}

impl Policy {
    /// Under this only a phrasing met exactly is an answer, and nothing is a choice.
    pub const ONLY_PHRASINGS: Self = Self { answer: f32::INFINITY, choice: 1.0, choices: 1 };

    /// The thresholds of a strictness, with so many choices at most.
    #[must_use]
    pub fn new(strictness: Strictness, choices: usize) -> Self {
        let (answer, choice) = match strictness {
            Strictness::Eager => (0.25, 0.02),
            Strictness::Balanced => (0.45, 0.02),
            Strictness::Strict => (0.7, 0.1),
        };
        Self { answer, choice, choices }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::new(Strictness::default(), 3)
    }
}
