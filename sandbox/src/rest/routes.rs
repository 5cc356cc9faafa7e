//! The routes, written as the documentation and the specification write them.

use percent_encoding::percent_decode_str;

use super::{Call, Reply, commands, interactions, messages, misc, reactions, webhooks};

type Handler = fn(&mut Call<'_>) -> Reply;

/// Fixed parts stand before variable ones of the same place, as the first match counts.
#[rustfmt::skip]
const ROUTES: &[(&str, &str, Handler)] = &[
    ("GET", "/gateway", misc::gateway),
    ("GET", "/gateway/bot", misc::gateway_bot),
    ("GET", "/users/@me", misc::me),
    ("GET", "/users/@me/guilds", misc::my_guilds),
    ("POST", "/users/@me/channels", misc::open_dm),
    ("GET", "/users/{user_id}", misc::user),
    ("GET", "/applications/@me", misc::application),
    ("GET", "/oauth2/applications/@me", misc::application),
    ("GET", "/guilds/{guild_id}", misc::guild),
    ("GET", "/guilds/{guild_id}/channels", misc::guild_channels),
    ("GET", "/guilds/{guild_id}/roles", misc::guild_roles),
    ("GET", "/guilds/{guild_id}/members/{user_id}", misc::guild_member),
    ("GET", "/channels/{channel_id}", misc::channel),
    ("POST", "/channels/{channel_id}/typing", misc::typing),
    ("GET", "/channels/{channel_id}/messages", messages::list),
    ("POST", "/channels/{channel_id}/messages", messages::create),
    ("GET", "/channels/{channel_id}/messages/{message_id}", messages::get),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}", messages::edit),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}", messages::delete),
    ("PUT", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me", reactions::add),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me", reactions::remove),
    ("GET", "/applications/{application_id}/commands", commands::list),
    ("PUT", "/applications/{application_id}/commands", commands::overwrite),
    ("POST", "/applications/{application_id}/commands", commands::create),
    ("GET", "/applications/{application_id}/commands/{command_id}", commands::get),
    ("PATCH", "/applications/{application_id}/commands/{command_id}", commands::edit),
    ("DELETE", "/applications/{application_id}/commands/{command_id}", commands::delete),
    ("GET", "/applications/{application_id}/guilds/{guild_id}/commands", commands::list),
    ("PUT", "/applications/{application_id}/guilds/{guild_id}/commands", commands::overwrite),
    ("POST", "/applications/{application_id}/guilds/{guild_id}/commands", commands::create),
    ("GET", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}", commands::get),
    ("PATCH", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}", commands::edit),
    ("DELETE", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}", commands::delete),
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback", interactions::callback),
    ("POST", "/webhooks/{webhook_id}/{webhook_token}", webhooks::follow_up),
    ("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", webhooks::get),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", webhooks::edit),
    ("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", webhooks::delete),
    ("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", webhooks::get),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", webhooks::edit),
    ("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", webhooks::delete),
];

/// A route and what its variable parts are.
pub(crate) struct Found {
    pub(crate) method: &'static str,
    pub(crate) template: &'static str,
    pub(crate) handler: Handler,
    pub(crate) parts: Vec<(&'static str, String)>,
}

impl Found {
    pub(crate) fn part(&self, name: &str) -> &str {
        let part = self.parts.iter().find(|(key, _)| *key == name);
        part.map_or("", |(_, value)| value.as_str())
    }

    /// Needs no bot token, and is not under the global limit: interactions and their webhooks
    /// carry a token of their own. Asking for the gateway's address needs none either.
    pub(crate) fn is_open(&self) -> bool {
        self.template.starts_with("/interactions/")
            || self.template.starts_with("/webhooks/")
            || self.template == "/gateway"
    }

    pub(crate) fn channel_of_message_create(&self) -> Option<&str> {
        let creates = self.method == "POST" && self.template == "/channels/{channel_id}/messages";
        creates.then(|| self.part("channel_id"))
    }
}

/// The route for a path, or the answer that there is none.
pub(crate) fn find(method: &str, path: &str) -> Result<Found, Reply> {
    let not_found = || Reply::error(404, 0, "404: Not Found");
    let path = path.strip_prefix("/api").ok_or_else(not_found)?;
    let Some(path) = path.strip_prefix("/v10") else {
        return Err(Reply::error(400, 50041, "Invalid API version provided"));
    };
    let steps: Vec<&str> = path.trim_matches('/').split('/').collect();
    let mut other_method = false;
    for (of_method, template, handler) in ROUTES {
        let Some(parts) = fit(template, &steps) else {
            continue;
        };
        if *of_method == method {
            return Ok(Found { method: of_method, template, handler: *handler, parts });
        }
        other_method = true;
    }
    if other_method {
        return Err(Reply::error(405, 0, "405: Method Not Allowed"));
    }
    Err(not_found())
}

fn fit(template: &'static str, steps: &[&str]) -> Option<Vec<(&'static str, String)>> {
    let expected: Vec<&'static str> = template.trim_start_matches('/').split('/').collect();
    if expected.len() != steps.len() {
        return None;
    }
    let mut parts = Vec::new();
    for (expected, step) in expected.into_iter().zip(steps) {
        let step = percent_decode_str(step).decode_utf8().ok()?;
        match expected.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) => parts.push((name, step.into_owned())),
            None if expected == step => {}
            None => return None,
        }
    }
    Some(parts)
}
