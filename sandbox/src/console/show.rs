//! What the bot did, as text.

use std::io::Write;
use std::time::{Duration, Instant};

use discord_sandbox::{InteractionHandle, Message};

use super::{Console, Result, inputs};

impl Console {
    /// Shows an answer that is no message; messages are shown as news.
    pub(super) async fn show_response(
        &mut self,
        handle: InteractionHandle,
        out: &mut impl Write,
    ) -> Result<()> {
        let response = handle.response(Duration::from_secs(4)).await?;
        match response.kind {
            5 => writeln!(out, "  … is thinking")?,
            9 => {
                let data = &response.data;
                writeln!(out, "  [modal] {}: {:?}", data["title"], inputs(&data["components"]))?;
            }
            _ => {}
        }
        self.interaction = Some(handle);
        Ok(())
    }

    /// Shows what the bot posted, edited or deleted since the last time.
    pub(crate) fn show_news(&mut self, out: &mut impl Write) -> Result<()> {
        for message in self.sandbox.bot_messages() {
            let components = message.buttons().len() + message.selects().len();
            let state = (message.text(), components, message.deleted, message.attachments.len());
            if message.is_loading() || self.shown.get(&message.id) == Some(&state) {
                continue;
            }
            let before = self.shown.insert(message.id, state);
            if before.is_none() && message.deleted {
                continue;
            }
            self.news = Instant::now();
            if components > 0 {
                self.last = Some(message.id);
            }
            self.show(&message, before.is_some(), out)?;
        }
        self.show_violations(out)
    }

    fn show(&self, message: &Message, edited: bool, out: &mut impl Write) -> Result<()> {
        let channel = self.sandbox.channel(message.channel);
        let place = channel.filter(|one| !one.name.is_empty());
        let place = place.map_or_else(|| "direct message".to_owned(), |one| format!("#{}", one.name));
        let mut marks = String::new();
        for (on, mark) in [
            (edited, " (edited)"),
            (message.deleted, " (deleted)"),
            (message.is_ephemeral(), " (only you see this)"),
            (message.reply_to.is_some(), " (reply)"),
        ] {
            if on {
                marks.push_str(mark);
            }
        }
        writeln!(out, "[{place}] bot{marks}:")?;
        for line in message.text().lines() {
            writeln!(out, "  {line}")?;
        }
        for (n, button) in message.buttons().iter().enumerate() {
            let to = button.url.as_deref().map(|url| format!(" -> {url}")).unwrap_or_default();
            let off = if button.disabled { " (off)" } else { "" };
            writeln!(out, "  [{}] {}{to}{off}", n + 1, button.label)?;
        }
        for (n, menu) in message.selects().iter().enumerate() {
            let labels: Vec<&str> = menu.options.iter().map(|(label, _)| label.as_str()).collect();
            writeln!(out, "  (menu {}) {}", n + 1, labels.join(" | "))?;
        }
        if !message.pings.is_empty() {
            writeln!(out, "  pings {:?}", message.pings)?;
        }
        Ok(())
    }

    #[cfg(feature = "openapi")]
    fn show_violations(&mut self, out: &mut impl Write) -> Result<()> {
        let Some(spec) = &self.spec else {
            return Ok(());
        };
        let requests = self.sandbox.requests();
        for violation in spec.violations(requests.get(self.checked..).unwrap_or_default()) {
            writeln!(out, "! not by the specification: {violation}")?;
        }
        self.checked = requests.len();
        Ok(())
    }

    #[cfg(not(feature = "openapi"))]
    fn show_violations(&mut self, _: &mut impl Write) -> Result<()> {
        Ok(())
    }
}
