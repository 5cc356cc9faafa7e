//! How sure the bot must be, as handed in by whoever asks.

/// The thresholds of a verdict. All are scores between 0 and 1.
///
/// The defaults were set on the golden questions of the shipped base
/// (`tests/golden/`); operators change them in the configuration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Policy {
    /// The least score of an answer.
    pub answer: f32,
    /// The least score of a choice.
    pub choice: f32,
    /// How far an answer must be ahead of the runner-up.
    pub margin: f32,
    /// How many choices are offered at most.
    pub choices: usize,
}

impl Policy {
    /// The policy where others read along: what would be a hesitant answer in
    /// private must be a sure one here.
    #[must_use]
    pub fn stricter(self, by: f32) -> Self {
        Self { answer: (self.answer + by).min(1.0), choice: (self.choice + by).min(1.0), ..self }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self { answer: 0.48, choice: 0.22, margin: 0.06, choices: 3 }
    }
}
