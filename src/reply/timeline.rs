//! The timeline: in words, and as the plan of a picture.

use crate::knowledge::{Event, Fact, Lane, PartialDate};
use crate::limits;
use crate::picture::{EventPlan, LanePlan, TimelinePlan};

use super::action::Action;
use super::layout::{fields, shorten};
use super::message::{Embed, Reply, Row, Select, SelectOption};
use super::voice::Voice;

/// Menus under one message (Discord: five rows).
const MENUS: usize = 5;

impl Voice<'_> {
    /// The timeline in words, lane by lane, and menus that open the fact behind
    /// each event; `None` where the base has none.
    pub fn timeline(&self) -> Option<Reply> {
        let lanes = &self.base.timeline.lanes;
        if lanes.is_empty() {
            return None;
        }
        let mut embed = Embed {
            title: Some(shorten(&self.timeline_title(), limits::EMBED_TITLE)),
            description: Some(self.say("timeline-intro", &[])),
            fields: Vec::new(),
            footer: Some(self.base_line()),
        };
        for lane in lanes {
            let lines: Vec<String> = lane
                .events
                .iter()
                .map(|event| {
                    let date = self.wording.date(self.language, self.base.date(event.when).date);
                    format!("{date} – {}", self.event_label(event))
                })
                .collect();
            let mut parts = fields(self.lane_name(lane), &lines);
            let size: usize = parts.iter().map(|f| f.name.chars().count() + f.value.chars().count()).sum();
            // A lane goes in whole or not at all: its menu has its events.
            if embed.characters() + size <= limits::EMBED_TOTAL
                && embed.fields.len() + parts.len() <= limits::EMBED_FIELDS
            {
                embed.fields.append(&mut parts);
            }
        }
        let rows = lanes.iter().take(MENUS).enumerate().map(|(at, lane)| self.lane_menu(lane, at)).collect();
        Some(Reply::embed_with(embed, rows))
    }

    /// What stands on the picture, or `None` where the base has no timeline.
    pub fn timeline_plan(&self) -> Option<TimelinePlan> {
        let timeline = &self.base.timeline;
        if timeline.lanes.is_empty() {
            return None;
        }
        let event = |event: &Event| {
            let date = self.base.date(event.when).date;
            EventPlan {
                year: date.year,
                thousandths: thousandths(date),
                label: self.event_label(event).to_owned(),
            }
        };
        Some(TimelinePlan {
            title: self.timeline_title(),
            subtitle: format!("{}–{} · {}", timeline.from, timeline.until, self.base_line()),
            years: (timeline.from, timeline.until),
            lanes: timeline
                .lanes
                .iter()
                .map(|lane| LanePlan {
                    name: self.lane_name(lane).to_owned(),
                    events: lane.events.iter().map(event).collect(),
                })
                .collect(),
        })
    }

    /// What a screen reader says of the picture: where its content stands in
    /// words.
    pub fn timeline_alt(&self) -> String {
        let lanes: Vec<&str> = self.base.timeline.lanes.iter().map(|lane| self.lane_name(lane)).collect();
        let text =
            self.say("timeline-alt", &[("title", &self.timeline_title()), ("lanes", &lanes.join(", "))]);
        shorten(&text, limits::ALT_TEXT)
    }

    /// The timeline in words, for the moment in which its picture is not drawn.
    pub fn timeline_without_picture(&self, words: Reply) -> Reply {
        Reply { content: self.say("timeline-soon", &[]), ..words }
    }

    /// The sentence to a base without a timeline.
    pub fn no_timeline(&self) -> Reply {
        Reply::text(self.say("timeline-none", &[]))
    }

    fn timeline_title(&self) -> String {
        self.say("timeline-title", &[("subject", self.subject())])
    }

    fn lane_name<'l>(&self, lane: &'l Lane) -> &'l str {
        self.base.text_in(&lane.name, self.language).unwrap_or(&lane.id)
    }

    fn event_label<'e>(&self, event: &'e Event) -> &'e str {
        self.base.text_in(&event.label, self.language).unwrap_or_default()
    }

    fn lane_menu(&self, lane: &Lane, at: usize) -> Row {
        let mut options: Vec<SelectOption> = Vec::new();
        for event in &lane.events {
            let fact: &Fact = self.base.fact(event.when.fact);
            // The values of a menu must differ (Discord): a fact opens once.
            if options.iter().all(|option| option.value != fact.id) {
                let label = format!("{} · {}", self.base.date(event.when).date.year, self.event_label(event));
                options.push(SelectOption {
                    label: shorten(&label, limits::OPTION_TEXT),
                    value: fact.id.clone(),
                    description: None,
                });
            }
        }
        options.truncate(limits::OPTIONS);
        Row::Select(Select {
            id: Action::Open { language: self.language }.nth_id(at),
            placeholder: shorten(
                &self.say("timeline-menu", &[("lane", self.lane_name(lane))]),
                limits::PLACEHOLDER,
            ),
            options,
        })
    }
}

/// Thousandths of its year that had passed on a date; the middle of the month
/// or the year where no more is known.
fn thousandths(date: PartialDate) -> u16 {
    let Some(month) = date.month else { return 500 };
    let day = date.day.unwrap_or(15);
    let passed = (i32::from(month) - 1) * 1_000 / 12 + i32::from(day) * 1_000 / 12 / 31;
    u16::try_from(passed.clamp(0, 999)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::thousandths;

    #[test]
    fn how_far_a_year_had_gone() {
        for (date, passed) in
            [("2020", 500), ("2020-01-01", 2), ("2020-01", 40), ("2020-07-01", 502), ("2020-12-31", 999)]
        {
            assert_eq!(thousandths(date.parse().unwrap()), passed, "{date}");
        }
    }
}
