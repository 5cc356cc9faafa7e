//! A local Discord to talk to a bot in, from the terminal or a pipe.

mod console;

use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use console::Console;
use discord_sandbox::{DEFAULT_TOKEN, Options, Sandbox};
use tokio::sync::mpsc;

/// A local Discord (REST and gateway) on 127.0.0.1, with one guild and a few members.
///
/// Every line of standard input is something somebody does; `:help` lists what there is.
#[derive(Debug, Parser)]
#[command(name = "discord-sandbox", version)]
struct Arguments {
    /// The port; 0 takes any free one.
    #[arg(long, default_value_t = 8087)]
    port: u16,
    /// The bot token that is accepted.
    #[arg(long, default_value = DEFAULT_TOKEN)]
    token: String,
    /// Discord's openapi.json: what the bot requests is held against it, and every violation shown.
    #[arg(long, value_name = "FILE")]
    openapi: Option<PathBuf>,
    /// How long a line waits for the bot to connect.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    connect: u64,
    /// With piped input: how long to wait for an answer after each line.
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 1500)]
    patience: u64,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("discord-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let options = Options { port: arguments.port, token: arguments.token.clone(), ..Options::default() };
    let sandbox = Sandbox::start(options).await?;
    let mut out = std::io::stdout();
    let url = sandbox.url();
    writeln!(out, "Discord's double listens on {url} (REST under {url}/api/v10, gateway there too).")?;
    writeln!(out, "Point a bot at it: its API base URL, in place of https://discord.com, is {url}")?;
    writeln!(out, "and its token is {}", sandbox.token())?;
    writeln!(out, "For example: DISCORD_TOKEN={} API_BASE_URL={url} your-bot", sandbox.token())?;
    writeln!(out, "Type something, or :help.")?;
    let mut console = Console::new(sandbox, arguments.openapi.as_deref())?;
    let piped = !std::io::stdin().is_terminal();
    let patience = Duration::from_millis(arguments.patience);
    let mut lines = read_lines();
    let mut tick = tokio::time::interval(Duration::from_millis(50));
    loop {
        tokio::select! {
            line = lines.recv() => {
                let Some(line) = line else { break };
                if piped && !line.trim().is_empty() {
                    writeln!(out, "> {line}")?;
                }
                if Console::needs_bot(&line) {
                    console.wait_for_bot(Duration::from_secs(arguments.connect)).await?;
                }
                if line.trim() == ":quit" {
                    break;
                }
                if let Err(problem) = console.obey(&line, &mut out).await {
                    writeln!(out, "! {problem}")?;
                } else if piped && Console::needs_bot(&line) {
                    console.wait_for_answer(patience, &mut out).await?;
                }
            }
            _ = tick.tick() => console.show_news(&mut out)?,
        }
        out.flush()?;
    }
    console.show_news(&mut out)?;
    Ok(())
}

/// Lines of standard input, from a thread of their own: reading blocks.
fn read_lines() -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel(1);
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines() {
            let Ok(line) = line else { return };
            if sender.blocking_send(line).is_err() {
                return;
            }
        }
    });
    receiver
}
