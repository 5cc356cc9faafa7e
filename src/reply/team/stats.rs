//! Figures for moderators, as a picture and in words.

use crate::limits;
use crate::picture::{BarsPlan, DayPlan};

use super::super::layout::{escape, fields, shorten};
use super::super::message::{Embed, Reply};
use super::super::voice::Voice;

/// Facts that are listed.
const LISTED: usize = 10;

/// A day's figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Day {
    /// The day, written as `28.11.`, or as the reader's language has it.
    pub label: String,
    /// Answered, offered a choice, declined.
    pub counts: [u32; 3],
}

/// The figures of a server.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatsPage {
    /// The last days, oldest first, also those without questions.
    pub days: Vec<Day>,
    /// Facts with votes: id, helpful, not right.
    pub votes: Vec<(String, i64, i64)>,
    /// Facts answered with most: id, how often.
    pub most: Vec<(String, i64)>,
    /// Gaps that wait.
    pub gaps: usize,
    /// Those most people asked: how many, and in what words.
    pub wanted: Vec<(i64, String)>,
}

impl StatsPage {
    fn sums(&self) -> [u32; 3] {
        self.days.iter().fold([0; 3], |sums, day| {
            let mut sums = sums;
            for (sum, count) in sums.iter_mut().zip(day.counts) {
                *sum += count;
            }
            sums
        })
    }
}

impl Voice<'_> {
    /// The figures in words: all that the picture shows, and more.
    pub fn stats(&self, page: &StatsPage) -> Reply {
        let [answered, offered, declined] = page.sums();
        let number = |n: u32| n.to_string();
        let mut text = vec![self.say(
            "stats-sums",
            &[
                ("days", &page.days.len().to_string()),
                ("asked", &number(answered + offered + declined)),
                ("answered", &number(answered)),
                ("offered", &number(offered)),
                ("declined", &number(declined)),
            ],
        )];
        let busy: Vec<String> = page
            .days
            .iter()
            .filter(|day| day.counts != [0; 3])
            .map(|day| format!("{} {} / {} / {}", day.label, day.counts[0], day.counts[1], day.counts[2]))
            .collect();
        if !busy.is_empty() {
            text.push(self.say("stats-days", &[]));
            text.push(busy.join("\n"));
        }
        let label = |id: &str| {
            let fact = self.base.find(id).map(|index| self.base.fact(index));
            fact.map_or_else(|| id.to_owned(), |fact| shorten(self.label(fact), limits::OPTION_TEXT))
        };
        let most: Vec<String> =
            page.most.iter().take(LISTED).map(|(fact, count)| format!("{count} × {}", label(fact))).collect();
        let votes: Vec<String> = page
            .votes
            .iter()
            .take(LISTED)
            .map(|(fact, helpful, not_right)| format!("+{helpful} −{not_right} {}", label(fact)))
            .collect();
        let mut parts = fields(&self.say("stats-most", &[]), &most);
        let waiting = self.wording.count(self.language, "stats-gaps-open", &[("groups", page.gaps)]);
        let wanted = page.wanted.iter().take(LISTED);
        let wanted = wanted.map(|(people, words)| format!("{people} × {}", shorten(&escape(words), 150)));
        let wanted: Vec<String> = std::iter::once(waiting).chain(wanted).collect();
        parts.extend(fields(&self.say("stats-gaps", &[]), &wanted));
        parts.extend(fields(&self.say("stats-votes", &[]), &votes));
        Reply::embed(Embed {
            title: Some(self.say("stats-title", &[])),
            description: Some(shorten(&text.join("\n"), limits::EMBED_DESCRIPTION / 2)),
            fields: parts,
            ..Embed::default()
        })
    }

    /// A day as it stands below a bar.
    pub fn short_day(&self, day: jiff::civil::Date) -> String {
        let (day, month) = (day.day().to_string(), day.month().to_string());
        self.say("stats-day", &[("day", &day), ("month", &month)])
    }

    /// The figures as a picture.
    pub fn stats_plan(&self, page: &StatsPage) -> BarsPlan {
        BarsPlan {
            title: self.say("stats-title", &[]),
            names: ["stats-answered", "stats-offered", "stats-declined"].map(|key| self.say(key, &[])),
            days: page
                .days
                .iter()
                .map(|day| DayPlan { label: day.label.clone(), counts: day.counts })
                .collect(),
        }
    }

    /// What a screen reader says of the picture: its sums; the rest stands below.
    pub fn stats_alt(&self, page: &StatsPage) -> String {
        let [answered, offered, declined] = page.sums().map(|sum| sum.to_string());
        let alt =
            self.say("stats-alt", &[("answered", &answered), ("offered", &offered), ("declined", &declined)]);
        shorten(&alt, limits::ALT_TEXT)
    }
}
