//! The last question of each person in each channel: it completes an
//! elliptical one ("and since when?") and lets the Why button explain in full.
//! Kept in memory alone, and only for a while.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Instant;

use crate::limits;

/// A question, with the one that completed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Recent {
    pub(super) question: String,
    pub(super) earlier: Option<String>,
}

impl Recent {
    /// What completes the next question: this one, or what completed it, where
    /// it would not stand alone itself.
    pub(super) fn topic(&self) -> &str {
        self.earlier.as_deref().unwrap_or(&self.question)
    }
}

/// Channel and person.
type Place = (u64, u64);

/// Who asked what last.
#[derive(Debug, Default)]
pub(super) struct RecentQuestions {
    kept: Mutex<HashMap<Place, (Recent, Instant)>>,
}

impl RecentQuestions {
    /// What a person asked last in a channel, if that is not long ago.
    pub(super) fn of(&self, place: Place, now: Instant) -> Option<Recent> {
        let kept = self.kept.lock().ok()?;
        let (recent, at) = kept.get(&place)?;
        is_fresh(*at, now).then(|| recent.clone())
    }

    /// Keeps a question in the place of the one before.
    pub(super) fn keep(&self, place: Place, recent: Recent, now: Instant) {
        let Ok(mut kept) = self.kept.lock() else { return };
        if kept.len() >= limits::RECENT_QUESTIONS && !kept.contains_key(&place) {
            kept.retain(|_, (_, at)| is_fresh(*at, now));
            // All of them fresh: the oldest makes room.
            let oldest = kept.iter().min_by_key(|(_, (_, at))| *at).map(|(place, _)| *place);
            if kept.len() >= limits::RECENT_QUESTIONS
                && let Some(oldest) = oldest
            {
                kept.remove(&oldest);
            }
        }
        kept.insert(place, (recent, now));
    }

    /// Forgets what somebody asked.
    pub(super) fn forget(&self, person: u64) {
        if let Ok(mut kept) = self.kept.lock() {
            kept.retain(|(_, of), _| *of != person);
        }
    }

    /// Forgets what is too old to be of use.
    pub(super) fn forget_old(&self, now: Instant) {
        if let Ok(mut kept) = self.kept.lock() {
            kept.retain(|_, (_, at)| is_fresh(*at, now));
        }
    }
}

fn is_fresh(at: Instant, now: Instant) -> bool {
    now.saturating_duration_since(at) < limits::FOLLOW_UP
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn asked(question: &str) -> Recent {
        Recent { question: question.to_owned(), earlier: None }
    }

    #[test]
    fn each_person_has_one_question_a_channel_for_ten_minutes() {
        let questions = RecentQuestions::default();
        let start = Instant::now();
        let later = |minutes| start + Duration::from_mins(minutes);
        questions.keep((1, 7), asked("a"), start);
        questions.keep((1, 8), asked("b"), start);
        questions.keep((1, 7), asked("c"), later(5));
        assert_eq!(questions.of((1, 7), later(14)), Some(asked("c")));
        assert_eq!(questions.of((1, 7), later(15)), None);
        assert_eq!(questions.of((1, 8), later(9)), Some(asked("b")));
        assert_eq!(questions.of((1, 8), later(10)), None);
        assert_eq!(questions.of((2, 7), later(5)), None);
        questions.forget_old(later(12));
        assert_eq!(questions.kept.lock().unwrap().len(), 1);
        questions.forget(8);
        assert_eq!(questions.kept.lock().unwrap().len(), 1, "another's stays");
        questions.forget(7);
        assert!(questions.kept.lock().unwrap().is_empty());
    }

    #[test]
    fn the_oldest_makes_room() {
        let questions = RecentQuestions::default();
        let start = Instant::now();
        for person in 0..=limits::RECENT_QUESTIONS as u64 {
            questions.keep((1, person), asked("a"), start + Duration::from_millis(person));
        }
        let now = start + Duration::from_mins(1);
        assert_eq!(questions.of((1, 0), now), None);
        assert!(questions.of((1, 1), now).is_some());
        assert_eq!(questions.kept.lock().unwrap().len(), limits::RECENT_QUESTIONS);
    }
}
