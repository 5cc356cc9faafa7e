//! Lines in, Discord out, as text.

mod show;

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use discord_sandbox::{InteractionHandle, Message, MessageId, Sandbox, UserId};
use serde_json::{Map, Value, json};

const HELP: &str = "\
text                   somebody says it in #general (@bot becomes a mention)
reply: text            … in reply to the bot's last message
dm: text               … to the bot directly
/name option:value     uses a slash command (values with spaces in \"quotes\")
click N                clicks the N-th button shown last
select N value         chooses from the N-th menu shown last
modal text | text      fills in the modal shown last
:as member|moderator|owner   who does all this
:locale ru             the language of their client
:commands              what the bot registered
:reconnect :invalid :drop :heartbeat :close 4009 :close none   the gateway's moods
:acks on|off  :silence on|off  :refuse on|off
:requests              what the bot requested
:quit";

type Result<T, E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

/// What was shown of a message.
type Shown = (String, usize, bool, usize);

#[derive(Debug)]
pub(crate) struct Console {
    sandbox: Sandbox,
    #[cfg(feature = "openapi")]
    spec: Option<discord_sandbox::openapi::Spec>,
    #[cfg(feature = "openapi")]
    checked: usize,
    actor: UserId,
    shown: HashMap<MessageId, Shown>,
    /// Buttons and menus that can be used by their number.
    last: Option<MessageId>,
    interaction: Option<InteractionHandle>,
    news: Instant,
}

impl Console {
    pub(crate) fn new(sandbox: Sandbox, spec: Option<&Path>) -> Result<Self> {
        #[cfg(not(feature = "openapi"))]
        if spec.is_some() {
            return Err("built without the feature `openapi`".into());
        }
        Ok(Self {
            actor: sandbox.member(),
            sandbox,
            #[cfg(feature = "openapi")]
            spec: spec.map(discord_sandbox::openapi::Spec::load).transpose()?,
            #[cfg(feature = "openapi")]
            checked: 0,
            shown: HashMap::new(),
            last: None,
            interaction: None,
            news: Instant::now(),
        })
    }

    /// Whether a line is for the bot, and not for the sandbox.
    pub(crate) fn needs_bot(line: &str) -> bool {
        !line.trim().is_empty() && !line.starts_with(':')
    }

    pub(crate) async fn wait_for_bot(&self, timeout: Duration) -> Result<()> {
        Ok(self.sandbox.gateway().wait_ready(timeout).await?)
    }

    /// Waits until nothing new has come for a moment, at most as long as said for the first news.
    pub(crate) async fn wait_for_answer(&mut self, patience: Duration, out: &mut impl Write) -> Result<()> {
        let asked = Instant::now();
        self.news = asked;
        loop {
            tokio::time::sleep(Duration::from_millis(20)).await;
            self.show_news(out)?;
            let answered = self.news > asked;
            let quiet = self.news.elapsed();
            if quiet > patience || answered && quiet > Duration::from_millis(300) {
                return Ok(());
            }
        }
    }

    /// Does what a line says.
    pub(crate) async fn obey(&mut self, line: &str, out: &mut impl Write) -> Result<()> {
        let line = line.trim();
        let (general, actor) = (self.sandbox.general(), self.actor);
        if let Some(order) = line.strip_prefix(':') {
            return self.order(order, out);
        }
        if let Some(command) = line.strip_prefix('/') {
            let (name, options) = self.parse_command(command).await?;
            let handle = self.sandbox.slash(actor, general, &name, &options)?;
            return self.show_response(handle, out).await;
        }
        if let Some(text) = line.strip_prefix("dm:") {
            self.sandbox.dm(actor, text.trim())?;
        } else if let Some(text) = line.strip_prefix("reply:") {
            let bot = self.sandbox.bot_user_id();
            let messages = self.sandbox.messages(general);
            let target = messages.iter().rev().find(|one| one.author == bot);
            let target = target.ok_or("the bot has said nothing to reply to")?;
            let say = discord_sandbox::Say::new(text.trim()).reply_to(target.id);
            self.sandbox.say_with(actor, general, say)?;
        } else if let Some(number) = line.strip_prefix("click ") {
            let message = self.last_message()?;
            let buttons = message.buttons();
            let button = number.trim().parse::<usize>().ok().and_then(|n| buttons.get(n.max(1) - 1));
            let button = button.ok_or("there is no such button")?;
            let id = button.custom_id.as_deref().ok_or("that is a link")?;
            let handle = self.sandbox.click(actor, message.id, id)?;
            return self.show_response(handle, out).await;
        } else if let Some((number, value)) =
            line.strip_prefix("select ").and_then(|rest| rest.split_once(' '))
        {
            let message = self.last_message()?;
            let menus = message.selects();
            let menu = number.parse::<usize>().ok().and_then(|n| menus.get(n.max(1) - 1));
            let menu = menu.ok_or("there is no such menu")?;
            let named = menu.options.iter().find(|(label, one)| label == value || one == value);
            let value = named.map_or(value, |(_, value)| value);
            let handle = self.sandbox.select(actor, message.id, &menu.custom_id, &[value])?;
            return self.show_response(handle, out).await;
        } else if let Some(texts) = line.strip_prefix("modal ") {
            return self.submit(texts, out).await;
        } else if !line.is_empty() {
            let mention = format!("<@{}>", self.sandbox.bot_user_id());
            self.sandbox.say(actor, general, &line.replace("@bot", &mention))?;
        }
        Ok(())
    }

    fn last_message(&self) -> Result<Message> {
        let message = self.last.and_then(|id| self.sandbox.message(id));
        Ok(message.ok_or("no message with buttons or menus was shown")?)
    }

    fn order(&mut self, order: &str, out: &mut impl Write) -> Result<()> {
        let (word, rest) = order.split_once(' ').unwrap_or((order, ""));
        let gateway = self.sandbox.gateway();
        let on = rest == "on";
        match word {
            "help" => writeln!(out, "{HELP}")?,
            "reconnect" => gateway.reconnect(),
            "invalid" => gateway.invalid_session(false),
            "drop" => gateway.drop_tcp(),
            "heartbeat" => gateway.request_heartbeat(),
            "close" if rest == "none" => gateway.close(None),
            "close" => gateway.close(rest.parse::<u16>()?),
            "acks" if on => gateway.resume_acks(),
            "acks" => gateway.stop_acks(),
            "silence" => gateway.silence(on),
            "refuse" => gateway.refuse_connections(on),
            "as" => {
                self.actor = match rest {
                    "member" => self.sandbox.member(),
                    "moderator" => self.sandbox.moderator(),
                    "owner" => self.sandbox.owner(),
                    _ => return Err("there are member, moderator and owner".into()),
                }
            }
            "locale" => self.sandbox.set_locale(self.actor, rest),
            "commands" => {
                for one in self.sandbox.commands() {
                    let description = one.definition["description"].as_str().unwrap_or("");
                    writeln!(out, "  {} {description}", one.name)?;
                }
            }
            "requests" => {
                for one in self.sandbox.requests() {
                    let status = one.status.map_or_else(|| "-".to_owned(), |code| code.to_string());
                    writeln!(out, "  {:?} {} {} {status}", one.since_start, one.method, one.path)?;
                }
            }
            _ => return Err(format!("what is :{word}? Try :help").into()),
        }
        Ok(())
    }

    /// `name sub option:value option:"two words"`, typed as the registered command has it.
    async fn parse_command(&self, text: &str) -> Result<(String, Value)> {
        let mut names = Vec::new();
        let mut pairs: Vec<(String, String)> = Vec::new();
        let mut quoted = false;
        for word in text.split(' ') {
            let marks = word.matches('"').count();
            match (word.split_once(':'), pairs.last_mut()) {
                (_, Some((_, value))) if quoted => {
                    value.push(' ');
                    value.push_str(word);
                }
                (Some((option, value)), _) => pairs.push((option.to_owned(), value.to_owned())),
                (None, Some((_, value))) => {
                    value.push(' ');
                    value.push_str(word);
                }
                (None, None) => names.push(word),
            }
            quoted ^= marks % 2 == 1;
        }
        let first = names.first().copied().unwrap_or_default();
        let command = self.sandbox.wait_command(first, Duration::from_secs(5)).await?;
        let mut given = Map::new();
        for (option, value) in pairs {
            let value = value.trim().trim_matches('"');
            let kind = kind_of(&command.definition, &option);
            let parsed = match kind {
                Some(4) => value.parse::<i64>().map_or(json!(value), |number| json!(number)),
                Some(5) => value.parse::<bool>().map_or(json!(value), |flag| json!(flag)),
                Some(10) => value.parse::<f64>().map_or(json!(value), |number| json!(number)),
                _ => json!(value),
            };
            given.insert(option, parsed);
        }
        Ok((names.join(" "), Value::Object(given)))
    }

    /// Fills in the inputs of the last modal, in order.
    async fn submit(&mut self, texts: &str, out: &mut impl Write) -> Result<()> {
        let handle = self.interaction.clone().ok_or("no modal was shown")?;
        let response = handle.response(Duration::ZERO).await?;
        let ids = inputs(&response.data["components"]);
        let values: Map<String, Value> =
            ids.into_iter().zip(texts.split('|').map(|text| json!(text.trim()))).collect();
        let sent = self.sandbox.submit_modal(self.actor, &handle, &Value::Object(values))?;
        self.show_response(sent, out).await
    }
}

/// The type of an option, wherever in the command it stands.
fn kind_of(definition: &Value, name: &str) -> Option<u64> {
    definition["options"]
        .as_array()?
        .iter()
        .find_map(|one| if one["name"] == name { one["type"].as_u64() } else { kind_of(one, name) })
}

/// The custom ids of everything that can be filled in.
fn inputs(components: &Value) -> Vec<String> {
    let mut ids = Vec::new();
    for one in components.as_array().into_iter().flatten() {
        ids.extend(one["custom_id"].as_str().map(str::to_owned));
        ids.extend(inputs(&one["components"]));
        ids.extend(one["component"]["custom_id"].as_str().map(str::to_owned));
    }
    ids
}
