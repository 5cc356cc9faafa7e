//! `/stats`: how often the bot was asked here, and what people say of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serenity::model::application::CommandInteraction;
use serenity::model::id::GuildId;

use crate::language::Language;
use crate::moderation::Deed;
use crate::picture;
use crate::reply::{Day, Notice, StatsPage};
use crate::store::{DAY, Seconds, StoreError};

use super::super::commands::locale;
use super::super::convert::{self, Response};
use super::super::ledger::start_of_day;
use super::post::Post;
use super::{caller, now};

/// Days that are shown.
const DAYS: Seconds = 30;

/// Facts whose votes are asked for.
const VOTES: i64 = 10;

/// Unanswered questions that are shown.
const WANTED: i64 = 10;

/// Runs `/stats`. What it says only the caller sees.
pub(in crate::discord) async fn run(post: &Arc<Post>, command: &CommandInteraction) -> Response {
    let language = locale(&command.locale);
    let notice = |notice| convert::answer(&post.desk.say(language, |voice| voice.notice(notice)), true);
    let server = command.guild_id.map(GuildId::get);
    let caller = caller(&command.user, command.member.as_deref(), server);
    if let Err(why) = post.team.may(&caller, Deed::SeeTeam) {
        return notice(why);
    }
    let Some(server) = caller.server else { return notice(Notice::NotInServer) };
    // What has not been written yet counts too.
    super::keeping::write_ledger(post).await;
    match page(post, server, language).await {
        Ok(page) => shown(post, page, server, language).await,
        Err(error) => {
            tracing::warn!(%error, "figures could not be read");
            notice(Notice::CannotSave)
        }
    }
}

async fn page(post: &Post, server: u64, language: Language) -> Result<StatsPage, StoreError> {
    let today = start_of_day(now());
    let first = today - (DAYS - 1) * DAY;
    let mut days: BTreeMap<Seconds, [u32; 3]> = (0..DAYS).map(|n| (first + n * DAY, [0; 3])).collect();
    let mut facts: BTreeMap<String, i64> = BTreeMap::new();
    for tally in post.team.store.tallies(server, first).await? {
        let which = match tally.what.as_str() {
            "answer" => 0,
            "choices" => 1,
            _ => 2,
        };
        if let Some(day) = days.get_mut(&tally.at) {
            day[which] = day[which].saturating_add(u32::try_from(tally.number).unwrap_or(u32::MAX));
        }
        if which == 0 {
            *facts.entry(tally.fact).or_default() += tally.number;
        }
    }
    let mut most: Vec<(String, i64)> = facts.into_iter().collect();
    most.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let votes = post.team.store.votes(server, first, VOTES).await?;
    let (gaps, wanted) = post.team.store.wanted(server, WANTED).await?;
    let label = |at: Seconds| {
        let day = jiff::Timestamp::from_second(at).map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).date());
        day.map(|day| post.desk.say(language, |voice| voice.short_day(day))).unwrap_or_default()
    };
    Ok(StatsPage {
        days: days.into_iter().map(|(at, counts)| Day { label: label(at), counts }).collect(),
        votes: votes.into_iter().map(|votes| (votes.fact, votes.helpful, votes.not_right)).collect(),
        most,
        gaps: usize::try_from(gaps).unwrap_or_default(),
        wanted: wanted.into_iter().map(|wanted| (wanted.people, wanted.words)).collect(),
    })
}

/// The picture with its text; the text alone where it cannot be drawn.
async fn shown(post: &Post, page: StatsPage, server: u64, language: Language) -> Response {
    let (reply, plan, alt) = post.desk.say_in(Some(server), language, |voice| {
        (voice.stats(&page), voice.stats_plan(&page), voice.stats_alt(&page))
    });
    let drawn = tokio::task::spawn_blocking(move || picture::bars_png(&plan)).await;
    match drawn {
        Ok(Ok(png)) => convert::with_picture(&reply, png.to_vec(), "stats.png", &alt).privately(),
        Ok(Err(error)) => {
            tracing::error!(%error, "figures could not be drawn");
            convert::answer(&reply, true)
        }
        Err(error) => {
            tracing::error!(%error, "figures could not be drawn");
            convert::answer(&reply, true)
        }
    }
}
