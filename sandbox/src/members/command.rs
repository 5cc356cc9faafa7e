//! Using commands.

use serde_json::{Map, Value, json};

use super::act::Act;
use super::{InteractionHandle, say};
use crate::Sandbox;
use crate::error::{Error, Result};
use crate::ids::{ChannelId, CommandId, MessageId, RoleId, UserId};
use crate::permissions as p;
use crate::world::{Command, InteractionKind, World, json as form};

const SUB_COMMAND: u64 = 1;
const GROUP: u64 = 2;

impl Sandbox {
    /// Everything the bot registered, global and guild commands.
    pub fn commands(&self) -> Vec<Command> {
        self.hub.read(|state| state.world.commands.values().cloned().collect())
    }

    /// The commands `user` finds in `channel`: registered there, and permitted.
    pub fn visible_commands(&self, user: UserId, channel: ChannelId) -> Vec<Command> {
        self.hub.read(|state| {
            let all = state.world.commands.values();
            all.filter(|one| one.visible(&state.world, user, channel)).cloned().collect()
        })
    }

    /// Waits until the bot has registered a command of this name.
    pub async fn wait_command(&self, name: &str, timeout: std::time::Duration) -> Result<Command> {
        let look =
            |state: &crate::hub::State| state.world.commands.values().find(|one| one.name == name).cloned();
        self.hub.wait(&format!("the command {name:?}"), timeout, look, say::seen).await
    }

    /// Uses a slash command. Sub-commands are written after the name (`"channel mode"`); `options`
    /// is an object of option names and values, users, roles and channels by their ids as strings.
    /// An error, if the command is not registered, not visible to `user`, or the options do not
    /// match its definition.
    pub fn slash(
        &self,
        user: UserId,
        channel: ChannelId,
        name: &str,
        options: &Value,
    ) -> Result<InteractionHandle> {
        self.use_slash(user, channel, name, options, None)
    }

    /// Types into an option of a slash command; `options` holds what stands in it and in others.
    pub fn autocomplete(
        &self,
        user: UserId,
        channel: ChannelId,
        name: &str,
        focused: &str,
        options: &Value,
    ) -> Result<InteractionHandle> {
        self.use_slash(user, channel, name, options, Some(focused))
    }

    fn use_slash(
        &self,
        user: UserId,
        channel: ChannelId,
        name: &str,
        options: &Value,
        focused: Option<&str>,
    ) -> Result<InteractionHandle> {
        self.hub.change(|state| {
            let world = &state.world;
            let mut path = name.split(' ');
            let command = find(world, user, channel, 1, path.next().unwrap_or_default())?;
            let mut filling = Filling { world, channel, focused, focused_kind: None, resolved: Map::new() };
            let steps: Vec<&str> = path.collect();
            let filled = filling.fill(&command.definition, &steps, options)?;
            let mut data = head(&command);
            data["options"] = filled;
            let Filling { focused_kind, resolved, .. } = filling;
            if !resolved.is_empty() {
                data["resolved"] = Value::Object(resolved);
            }
            let focused_kind = match (focused, focused_kind) {
                (Some(option), None) => {
                    let problem = format!("/{name} has no option {option:?} that completes");
                    return Err(Error::NotPossible(problem));
                }
                (_, kind) => kind.unwrap_or(3),
            };
            let act = Act {
                kind: match focused {
                    Some(_) => InteractionKind::Autocomplete,
                    None => InteractionKind::Command { context_menu: false },
                },
                user,
                channel,
                data,
                name: Some(name.to_owned()),
                message: None,
                focused: i64::try_from(focused_kind).unwrap_or(3),
            };
            self.start_interaction(state, act)
        })
    }

    /// Uses a command from the context menu of a message.
    pub fn message_command(
        &self,
        user: UserId,
        channel: ChannelId,
        name: &str,
        target: MessageId,
    ) -> Result<InteractionHandle> {
        self.hub.change(|state| {
            let command = find(&state.world, user, channel, 3, name)?;
            let message = say::find(state, target)?;
            if message.channel != channel {
                let problem = format!("message {target} is not in channel {channel}");
                return Err(Error::NotPossible(problem));
            }
            let mut data = head(&command);
            data["target_id"] = target.json();
            let whole = form::message(&state.world, &message);
            data["resolved"] = json!({"messages": {target.to_string(): whole}});
            self.start_interaction(state, context_menu(user, channel, data, name))
        })
    }

    /// Uses a command from the context menu of a member.
    pub fn user_command(
        &self,
        user: UserId,
        channel: ChannelId,
        name: &str,
        target: UserId,
    ) -> Result<InteractionHandle> {
        self.hub.change(|state| {
            let command = find(&state.world, user, channel, 2, name)?;
            let mut data = head(&command);
            data["target_id"] = target.json();
            let mut resolved = Map::new();
            resolve_user(&state.world, channel, target, &mut resolved)?;
            data["resolved"] = Value::Object(resolved);
            self.start_interaction(state, context_menu(user, channel, data, name))
        })
    }
}

fn context_menu(user: UserId, channel: ChannelId, data: Value, name: &str) -> Act {
    Act {
        kind: InteractionKind::Command { context_menu: true },
        user,
        channel,
        data,
        name: Some(name.to_owned()),
        message: None,
        focused: 3,
    }
}

fn head(command: &Command) -> Value {
    let id: CommandId = command.id;
    let mut data = json!({"id": id.json(), "name": command.name, "type": command.kind});
    if let Some(guild) = command.guild {
        data["guild_id"] = guild.json();
    }
    data
}

/// The command of this name, a guild's own before a global one, if `user` finds it.
fn find(world: &World, user: UserId, channel: ChannelId, kind: u64, name: &str) -> Result<Command> {
    let named = || world.commands.values().filter(|one| one.kind == kind && one.name == name);
    let mut visible: Vec<&Command> = named().filter(|one| one.visible(world, user, channel)).collect();
    visible.sort_by_key(|one| one.guild.is_none());
    if let Some(command) = visible.first() {
        return Ok((*command).clone());
    }
    let problem = if let Some(command) = named().next() {
        format!(
            "user {user} does not see the command {name:?} in channel {channel} \
             (default_member_permissions {}, contexts {})",
            command.definition["default_member_permissions"], command.definition["contexts"],
        )
    } else {
        let known: Vec<&str> = world.commands.values().map(|one| one.name.as_str()).collect();
        format!("no command {name:?} is registered; there are {known:?}")
    };
    Err(Error::NotPossible(problem))
}

/// Options on their way from a plain object to Discord's form.
struct Filling<'a> {
    world: &'a World,
    channel: ChannelId,
    focused: Option<&'a str>,
    focused_kind: Option<u64>,
    resolved: Map<String, Value>,
}

impl Filling<'_> {
    fn fill(&mut self, definition: &Value, steps: &[&str], given: &Value) -> Result<Value> {
        let known = definition["options"].as_array().cloned().unwrap_or_default();
        let problem = |text: String| Err(Error::NotPossible(text));
        let has_subs = known.iter().any(|one| is_sub(&one["type"]));
        if let Some((step, rest)) = steps.split_first() {
            let sub = known.iter().find(|one| is_sub(&one["type"]) && one["name"] == *step);
            let Some(sub) = sub else {
                return problem(format!("there is no sub-command {step:?}"));
            };
            let inside = self.fill(sub, rest, given)?;
            return Ok(json!([{"name": step, "type": sub["type"], "options": inside}]));
        }
        if has_subs {
            return problem(format!("{} needs a sub-command", definition["name"]));
        }
        let empty = Map::new();
        let given = given.as_object().unwrap_or(&empty);
        if let Some(stranger) = given.keys().find(|key| !known.iter().any(|one| one["name"] == **key)) {
            return problem(format!("there is no option {stranger:?}"));
        }
        let mut filled = Vec::new();
        for option in &known {
            let name = option["name"].as_str().unwrap_or_default();
            let focused = self.focused == Some(name);
            match given.get(name).filter(|value| !value.is_null()) {
                Some(value) => filled.push(self.value(option, name, value, focused)?),
                None if focused => filled.push(self.value(option, name, &json!(""), true)?),
                // While somebody types the rest may be missing.
                None if option["required"] == true && self.focused.is_none() => {
                    return problem(format!("the option {name:?} is required"));
                }
                None => {}
            }
        }
        Ok(Value::Array(filled))
    }

    fn value(&mut self, option: &Value, name: &str, value: &Value, focused: bool) -> Result<Value> {
        let kind = option["type"].as_u64().unwrap_or(0);
        let mut filled = json!({"name": name, "type": kind, "value": value});
        if focused {
            if option["autocomplete"] != true {
                return Err(Error::NotPossible(format!("the option {name:?} does not complete")));
            }
            self.focused_kind = Some(kind);
            filled["focused"] = json!(true);
            return Ok(filled);
        }
        let wrong =
            |why: &str| Err(Error::NotPossible(format!("the option {name:?} cannot be {value}: {why}")));
        let fits = match kind {
            3 => value.is_string(),
            4 => value.is_i64() || value.is_u64(),
            5 => value.is_boolean(),
            10 => value.is_number(),
            6..=9 => UserId::from_json(value).is_some(),
            _ => false,
        };
        if !fits {
            return wrong(&format!("it has type {kind}"));
        }
        let choices = option["choices"].as_array().filter(|choices| !choices.is_empty());
        if choices.is_some_and(|choices| !choices.iter().any(|one| one["value"] == *value)) {
            return wrong("it is not among the choices");
        }
        let (below, above) = match (value.as_str(), value.as_f64()) {
            (Some(text), _) if kind == 3 => {
                let length = text.chars().count() as f64;
                let (least, most) = (&option["min_length"], &option["max_length"]);
                (least.as_f64().is_some_and(|n| length < n), length > most.as_f64().unwrap_or(6000.0))
            }
            (_, Some(number)) => (
                option["min_value"].as_f64().is_some_and(|n| number < n),
                option["max_value"].as_f64().is_some_and(|n| number > n),
            ),
            _ => (false, false),
        };
        if below || above {
            return wrong("out of bounds");
        }
        if (6..=9).contains(&kind) {
            self.resolve(kind, value)?;
        }
        Ok(filled)
    }

    /// Adds what an id stands for to `resolved`.
    fn resolve(&mut self, kind: u64, value: &Value) -> Result<()> {
        let id = UserId::from_json(value).map_or(0, UserId::get);
        let guild = self.world.guild_of(self.channel);
        let role =
            guild.and_then(|guild| guild.roles.iter().enumerate().find(|(_, one)| one.id == RoleId(id)));
        match (kind, role) {
            (8 | 9, Some((position, role))) => {
                put(&mut self.resolved, "roles", id, form::role(role, position));
                Ok(())
            }
            (8, None) => Err(Error::Unknown(format!("role {id}"))),
            (7, _) => {
                let channel = self.world.channel(ChannelId(id))?;
                put(&mut self.resolved, "channels", id, form::channel(self.world, channel));
                let entry = &mut self.resolved["channels"][id.to_string()];
                entry["permissions"] = json!(p::ALL.to_string());
                Ok(())
            }
            _ => resolve_user(self.world, self.channel, UserId(id), &mut self.resolved),
        }
    }
}

fn is_sub(kind: &Value) -> bool {
    matches!(kind.as_u64(), Some(SUB_COMMAND | GROUP))
}

fn put(resolved: &mut Map<String, Value>, key: &str, id: u64, value: Value) {
    let table = resolved.entry(key).or_insert_with(|| json!({}));
    table[id.to_string()] = value;
}

fn resolve_user(
    world: &World,
    channel: ChannelId,
    id: UserId,
    resolved: &mut Map<String, Value>,
) -> Result<()> {
    put(resolved, "users", id.get(), form::user(world.user(id)?));
    if let Some(guild) = world.guild_of(channel).filter(|guild| guild.members.contains_key(&id)) {
        let mut member = form::partial_member(guild, id);
        member["permissions"] = json!(world.permissions(channel, id).to_string());
        put(resolved, "members", id.get(), member);
    }
    Ok(())
}
