//! `/channel` and `/team`: how the bot speaks where, and who says so.

use serenity::http::{LightMethod, Request, Route};
use serenity::model::application::{CommandInteraction, ResolvedOption, ResolvedValue};
use serenity::model::id::ChannelId;

use crate::language::Language;
use crate::moderation::{Caller, Deed, Origin, parse_duration};
use crate::reply::{ChannelPage, LogLine, Notice, Reply, TeamPage};
use crate::store::{Change, ChannelMode, ChannelSettings, ServerSettings, Sureness};

use super::super::commands::{INHERIT, locale};
use super::super::convert::{self, Response};
use super::super::desk::Desk;
use super::super::rest::Rest;
use super::{Failed, Place, Team, caller, now};

/// The commands that are run here.
pub(in crate::discord) const COMMANDS: [&str; 2] = ["channel", "team"];

/// Entries of the log that are shown.
const LOG: i64 = 15;

/// What the commands work with.
#[derive(Clone, Copy)]
pub(in crate::discord) struct Tools<'a> {
    pub(in crate::discord) team: &'a Team,
    pub(in crate::discord) desk: &'a Desk,
    pub(in crate::discord) rest: &'a Rest,
}

/// A sub-command with its options.
struct Call<'a> {
    tools: Tools<'a>,
    command: &'a CommandInteraction,
    caller: Caller,
    server: u64,
    options: Vec<ResolvedOption<'a>>,
    language: Language,
}

/// Runs `/channel` or `/team`. What it says only the caller sees.
pub(in crate::discord) async fn run(tools: Tools<'_>, command: &CommandInteraction) -> Response {
    let language = locale(&command.locale);
    match carry_out(tools, command, language).await {
        Ok(reply) => convert::answer(&reply, true),
        Err(failed) => failed.answer(tools.desk, language),
    }
}

async fn carry_out(
    tools: Tools<'_>,
    command: &CommandInteraction,
    language: Language,
) -> Result<Reply, Failed> {
    if !tools.team.is_moderated() {
        return Err(Notice::NoStore.into());
    }
    let server = command.guild_id.map(serenity::model::id::GuildId::get);
    let caller = caller(&command.user, command.member.as_deref(), server);
    let deed = match command.data.name.as_str() {
        "team" => Deed::SetTeam,
        _ => Deed::SetChannels,
    };
    tools.team.may(&caller, deed)?;
    let Some(server) = caller.server else { return Err(Notice::NotInServer.into()) };
    let mut options = command.data.options();
    let Some(ResolvedOption { name: sub, value: ResolvedValue::SubCommand(options), .. }) = options.pop()
    else {
        return Err(Notice::Gone.into());
    };
    let call = Call { tools, command, caller, server, options, language };
    match (command.data.name.as_str(), sub) {
        ("channel", "mode") => call.set_mode().await,
        ("channel", "strictness") => call.set_sureness().await,
        ("channel", "mute") => call.mute().await,
        ("channel", "show") => Ok(call.show_channel().await),
        ("team", "channel") => call.set_team_channel().await,
        ("team", "roles") => call.set_role().await,
        ("team", "settings") => call.set_rules().await,
        ("team", "show") => Ok(call.show_team()),
        ("team", "log") => call.show_log().await,
        _ => Err(Notice::Gone.into()),
    }
}

impl Call<'_> {
    fn text(&self, name: &str) -> Option<&str> {
        self.options.iter().find_map(|option| match option.value {
            ResolvedValue::String(text) if option.name == name => Some(text),
            _ => None,
        })
    }

    fn flag(&self, name: &str) -> Option<bool> {
        self.options.iter().find_map(|option| match option.value {
            ResolvedValue::Boolean(set) if option.name == name => Some(set),
            _ => None,
        })
    }

    fn number(&self, name: &str) -> Option<u32> {
        self.options.iter().find_map(|option| match option.value {
            ResolvedValue::Integer(number) if option.name == name => u32::try_from(number).ok(),
            _ => None,
        })
    }

    /// The channel it is about: the one named, else the one it was used in. Only
    /// channels of this server can be named: Discord resolves no others.
    fn channel(&self) -> u64 {
        let named = self.options.iter().find_map(|option| match option.value {
            ResolvedValue::Channel(channel) => Some(channel),
            _ => None,
        });
        match named.or(self.command.channel.as_ref()) {
            Some(channel) => self.tools.team.place_of(self.server, channel).channel,
            None => self.command.channel_id.get(),
        }
    }

    fn settings(&self) -> ServerSettings {
        self.tools.team.server(self.server).unwrap_or_default()
    }

    fn change(&self, action: &'static str, subject: Option<u64>, detail: Option<String>) -> Change {
        Change {
            entry: self.command.id.get(),
            server: self.server,
            actor: self.caller.id,
            at: now(),
            action,
            subject,
            detail,
        }
    }

    async fn set_mode(self) -> Result<Reply, Failed> {
        let value = self.text("mode").unwrap_or(INHERIT).to_owned();
        let mode = ChannelMode::named(&value);
        self.set("channel.mode", value, |channel| channel.mode = mode, |server| server.mode = mode).await
    }

    async fn set_sureness(self) -> Result<Reply, Failed> {
        let value = self.text("strictness").unwrap_or(INHERIT).to_owned();
        let sureness = Sureness::named(&value);
        self.set(
            "channel.strictness",
            value,
            |channel| channel.sureness = sureness,
            |server| server.sureness = sureness,
        )
        .await
    }

    /// Changes a channel's settings, or those of the whole server.
    async fn set(
        self,
        action: &'static str,
        value: String,
        channel: impl FnOnce(&mut ChannelSettings),
        server: impl FnOnce(&mut ServerSettings),
    ) -> Result<Reply, Failed> {
        let mut settings = self.settings();
        let store = &self.tools.team.store;
        if self.flag("server") == Some(true) {
            server(&mut settings);
            store.set_server(&settings, &self.change(action, None, Some(value))).await?;
            self.tools.team.refresh().await?;
            return Ok(self.server_page());
        }
        let id = self.channel();
        let mut of_channel = settings.channels.get(&id).copied().unwrap_or_default();
        channel(&mut of_channel);
        store.set_channel(id, &of_channel, &self.change(action, Some(id), Some(value))).await?;
        self.tools.team.refresh().await?;
        Ok(self.channel_page(id).await)
    }

    async fn mute(self) -> Result<Reply, Failed> {
        let typed = self.text("time").unwrap_or_default().trim().to_lowercase();
        let until = match typed.as_str() {
            "off" | "0" => None,
            time => Some(now() + parse_duration(time).ok_or(Notice::BadTime)?),
        };
        let id = self.channel();
        let mut channel = self.settings().channels.get(&id).copied().unwrap_or_default();
        channel.muted_until = until;
        let change = self.change("channel.mute", Some(id), Some(typed));
        self.tools.team.store.set_channel(id, &channel, &change).await?;
        self.tools.team.refresh().await?;
        if until.is_none() {
            return Ok(self.tools.desk.say(self.language, |voice| voice.channel_unmuted(id)));
        }
        Ok(self.channel_page(id).await)
    }

    async fn show_channel(self) -> Reply {
        let id = self.channel();
        self.channel_page(id).await
    }

    async fn channel_page(&self, channel: u64) -> Reply {
        let place = self.tools.team.place(self.tools.rest, self.server, channel).await;
        self.page(place, Some(channel))
    }

    fn server_page(&self) -> Reply {
        // No channel has the number 0: what holds for it holds for the server.
        self.page(Place { server: self.server, channel: 0, parent: None }, None)
    }

    fn page(&self, place: Place, channel: Option<u64>) -> Reply {
        let Tools { team, desk, .. } = self.tools;
        let rule = team.rule(place);
        let overhears = rule.overhears();
        let page = ChannelPage {
            channel,
            mode: rule.mode.name(),
            origin: match rule.origin {
                Origin::Channel => "channel",
                Origin::Parent => "parent",
                Origin::Server => "server",
                Origin::Default => "default",
            },
            strictness: rule.sureness.map(Sureness::name),
            muted_until: rule.muted_until,
            lacks_content: overhears && !team.reads_all.load(std::sync::atomic::Ordering::Relaxed),
            lacks_team: matches!(rule.mode, ChannelMode::Shadow | ChannelMode::Review)
                && self.settings().team_channel.is_none(),
        };
        desk.say(self.language, |voice| voice.channel_page(&page))
    }

    async fn set_team_channel(self) -> Result<Reply, Failed> {
        let Tools { team, desk, rest } = self.tools;
        let named = self.options.iter().find_map(|option| match option.value {
            ResolvedValue::Channel(channel) => Some(channel.id),
            _ => None,
        });
        let mut settings = self.settings();
        if settings.language.is_none() {
            settings.language = Some(self.language.code().to_owned());
        }
        if let Some(channel) = named {
            // Said there first: a channel the bot cannot write in is none to choose.
            let reply = desk.say(self.language, |voice| voice.team_channel_begins());
            if !say_in(rest, channel, &reply).await {
                return Err(Notice::CannotWriteThere.into());
            }
        }
        settings.team_channel = named.map(ChannelId::get);
        team.store.set_server(&settings, &self.change("team.channel", settings.team_channel, None)).await?;
        team.refresh().await?;
        Ok(self.show_team())
    }

    async fn set_role(self) -> Result<Reply, Failed> {
        let role = self.options.iter().find_map(|option| match option.value {
            ResolvedValue::Role(role) => Some(role.id.get()),
            _ => None,
        });
        let Some(role) = role else { return Err(Notice::Gone.into()) };
        // The role everybody has bears the server's number.
        if role == self.server {
            return Err(Notice::EverybodysRole.into());
        }
        let remove = self.flag("remove") == Some(true);
        let action = if remove { "team.role.remove" } else { "team.role.add" };
        let team = self.tools.team;
        team.store.set_team_role(role, !remove, &self.change(action, Some(role), None)).await?;
        team.refresh().await?;
        Ok(self.show_team())
    }

    async fn set_rules(self) -> Result<Reply, Failed> {
        let mut settings = self.settings();
        settings.name_reviewer = self.flag("name_reviewer").unwrap_or(settings.name_reviewer);
        settings.card_hours = self.number("card_hours").or(settings.card_hours);
        settings.per_channel = self.number("per_channel").or(settings.per_channel);
        settings.per_person = self.number("per_person").or(settings.per_person);
        settings.language = self.text("language").map(str::to_owned).or(settings.language);
        let set: Vec<&str> = self.options.iter().map(|option| option.name).collect();
        let change = self.change("team.settings", None, Some(set.join(" ")));
        self.tools.team.store.set_server(&settings, &change).await?;
        self.tools.team.refresh().await?;
        Ok(self.show_team())
    }

    fn show_team(&self) -> Reply {
        let Tools { team, desk, .. } = self.tools;
        let settings = self.settings();
        let (of_channel, of_person) = team.rates(Some(&settings));
        let page = TeamPage {
            channel: settings.team_channel,
            roles: settings.team_roles.iter().copied().collect(),
            name_reviewer: settings.name_reviewer,
            card_hours: settings.card_hours.unwrap_or(team.defaults.card_hours),
            rates: (of_channel.0, of_person.0),
        };
        desk.say(self.language, |voice| voice.team_page(&page))
    }

    async fn show_log(self) -> Result<Reply, Failed> {
        let entries = self.tools.team.store.audit(self.server, LOG).await?;
        let lines: Vec<LogLine> = entries
            .into_iter()
            .map(|entry| LogLine {
                actor: entry.actor,
                at: entry.at,
                action: entry.action,
                subject: entry.subject,
                detail: entry.detail,
            })
            .collect();
        Ok(self.tools.desk.say(self.language, |voice| voice.audit_page(&lines)))
    }
}

/// Says something in a channel; tells whether that went.
async fn say_in(rest: &Rest, channel: ChannelId, reply: &Reply) -> bool {
    let Ok(body) = serde_json::to_vec(&convert::notice(reply)) else { return false };
    let route = Route::ChannelMessages { channel_id: channel };
    let sent = rest.send(Request::new(route, LightMethod::Post).body(Some(body))).await;
    if let Err(error) = &sent {
        tracing::info!(channel = channel.get(), %error, "the team channel cannot be written in");
    }
    sent.is_ok()
}
