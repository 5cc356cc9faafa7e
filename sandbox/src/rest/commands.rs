//! Registering application commands.

use serde_json::Value;

use super::{Call, Reply};
use crate::ids::{CommandId, GuildId, UserId};
use crate::validate::{self, Problems};
use crate::world::{Command, World, json as form};

/// The guild of the path (none for global commands), once the application is the bot's own.
fn scope(call: &Call<'_>) -> Result<Option<GuildId>, Reply> {
    let application: UserId = call.id("application_id");
    if application != call.state.world.bot {
        return Err(Reply::error(
            403,
            20012,
            "You are not authorized to perform this action on this application",
        ));
    }
    if call.part("guild_id").is_empty() {
        return Ok(None);
    }
    let guild: GuildId = call.id("guild_id");
    if call.state.world.guilds.contains_key(&guild) { Ok(Some(guild)) } else { Err(Reply::missing_access()) }
}

fn target<'a>(call: &'a Call<'_>) -> Result<&'a Command, Reply> {
    let guild = scope(call)?;
    let id: CommandId = call.id("command_id");
    let found = call.state.world.commands.get(&id).filter(|one| one.guild == guild);
    found.ok_or_else(|| Reply::error(404, 10063, "Unknown application command"))
}

fn or_refusal(result: Result<Reply, Reply>) -> Reply {
    result.unwrap_or_else(|refusal| refusal)
}

fn all_in(world: &World, guild: Option<GuildId>) -> Value {
    let here = world.commands.values().filter(|one| one.guild == guild);
    here.map(|one| one.json(world)).collect()
}

impl World {
    /// Registers a command, in place of one of the same name and kind.
    fn register(&mut self, guild: Option<GuildId>, definition: &Value) -> (Command, bool) {
        let kind = definition["type"].as_u64().unwrap_or(1);
        let name = definition["name"].as_str().unwrap_or_default().to_owned();
        let same = |one: &&Command| one.guild == guild && one.kind == kind && one.name == name;
        let known = self.commands.values().find(same).map(|one| one.id);
        let command = Command {
            id: known.unwrap_or_else(|| self.snowflakes.next()),
            guild,
            kind,
            name,
            definition: definition.clone(),
            version: self.snowflakes.next(),
        };
        self.commands.insert(command.id, command.clone());
        (command, known.is_none())
    }
}

pub(super) fn list(call: &mut Call<'_>) -> Reply {
    let localised = call.asked("with_localizations") == Some("true");
    or_refusal(scope(call).map(|guild| {
        let mut all = all_in(&call.state.world, guild);
        if !localised {
            leave_localisations_out(&mut all);
        }
        Reply::ok(all)
    }))
}

/// A list of commands holds their localisations only where it is asked for with `with_localizations`.
fn leave_localisations_out(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(leave_localisations_out),
        Value::Object(object) => {
            object.retain(|key, _| !key.ends_with("_localizations"));
            object.values_mut().for_each(leave_localisations_out);
        }
        _ => {}
    }
}

pub(super) fn get(call: &mut Call<'_>) -> Reply {
    or_refusal(target(call).map(|one| Reply::ok(one.json(&call.state.world))))
}

pub(super) fn overwrite(call: &mut Call<'_>) -> Reply {
    let guild = match scope(call) {
        Ok(guild) => guild,
        Err(refusal) => return refusal,
    };
    let Some(definitions) = call.body.as_array() else {
        return Reply::invalid_at("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
    };
    let mut problems = Problems::default();
    validate::commands(definitions, &mut problems);
    if !problems.is_empty() {
        return Reply::invalid(&problems);
    }
    let world = &mut call.state.world;
    let kept: Vec<CommandId> =
        definitions.iter().map(|definition| world.register(guild, definition).0.id).collect();
    world.commands.retain(|id, one| one.guild != guild || kept.contains(id));
    Reply::ok(all_in(world, guild))
}

pub(super) fn create(call: &mut Call<'_>) -> Reply {
    let guild = match scope(call) {
        Ok(guild) => guild,
        Err(refusal) => return refusal,
    };
    let mut problems = Problems::default();
    validate::command(&call.body, "", &mut problems);
    if !problems.is_empty() {
        return Reply::invalid(&problems);
    }
    let world = &mut call.state.world;
    let kind = call.body["type"].as_u64().unwrap_or(1);
    let count = world.commands.values().filter(|one| one.guild == guild && one.kind == kind).count();
    if count >= if kind == 1 { 100 } else { 15 } {
        return Reply::error(400, 30032, "Maximum number of application commands reached");
    }
    let (command, new) = world.register(guild, &call.body);
    Reply::json(if new { 201 } else { 200 }, command.json(world))
}

pub(super) fn edit(call: &mut Call<'_>) -> Reply {
    let (id, mut definition) = match target(call) {
        Ok(command) => (command.id, command.definition.clone()),
        Err(refusal) => return refusal,
    };
    form::merge(&mut definition, call.body.clone());
    let mut problems = Problems::default();
    validate::command(&definition, "", &mut problems);
    if !problems.is_empty() {
        return Reply::invalid(&problems);
    }
    let world = &mut call.state.world;
    let version = world.snowflakes.next();
    let Some(command) = world.commands.get_mut(&id) else {
        return Reply::error(404, 10063, "Unknown application command");
    };
    definition["name"].as_str().unwrap_or_default().clone_into(&mut command.name);
    command.definition = definition;
    command.version = version;
    let command = command.clone();
    Reply::ok(command.json(world))
}

pub(super) fn delete(call: &mut Call<'_>) -> Reply {
    match target(call).map(|command| command.id) {
        Ok(id) => {
            call.state.world.commands.remove(&id);
            Reply::empty()
        }
        Err(refusal) => refusal,
    }
}
