//! Fifty questions a second in twenty channels in review mode, for two minutes,
//! with the store on disk: from a question to the arrival of its card's request.
//! Repeat with `cargo bench --bench reviewing`, for another store with
//! `ACCORD_STORE__URL` set to it.

#![allow(clippy::print_stdout)] // a benchmark is its report

use std::collections::HashMap;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use discord_sandbox::{ChannelId, Options, Sandbox};
use serde_json::json;

const QUESTION: &str = "When did Kazakhstan join GRECO?";
const CHANNELS: usize = 20;
const EVERY: Duration = Duration::from_millis(20);
const QUESTIONS: usize = 6_000;
const PATIENCE: Duration = Duration::from_secs(30);

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    tokio::runtime::Runtime::new()?.block_on(measure())
}

async fn measure() -> Outcome<()> {
    let discord = Sandbox::start(Options::default()).await?;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let store = std::env::var("ACCORD_STORE__URL")
        .unwrap_or_else(|_| format!("sqlite://{}", folder.path().join("store.db").display()));
    let mut bot = Command::new(env!("CARGO_BIN_EXE_accord"))
        .arg("serve")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("DISCORD_TOKEN", discord.token())
        .env("ACCORD_DISCORD__API_URL", discord.url())
        .env("ACCORD_STORE__URL", &store)
        .stderr(Stdio::null())
        .spawn()?;
    discord.gateway().wait_ready(PATIENCE).await?;
    discord.wait_command("team", PATIENCE).await?;
    let set = async |name: &str, options: serde_json::Value| -> Outcome<()> {
        discord.slash(discord.owner(), discord.general(), name, &options)?.answer(PATIENCE).await?;
        Ok(())
    };
    set("team channel", json!({"channel": discord.team().to_string()})).await?;
    let mut channels: Vec<ChannelId> = Vec::new();
    for at in 0..CHANNELS {
        let channel = discord.add_channel(discord.guild(), &format!("room-{at}"));
        set("channel mode", json!({"mode": "review", "channel": channel.to_string()})).await?;
        channels.push(channel);
    }
    let text = format!("<@{}> {QUESTION}", discord.bot_user_id());
    let mut asked: HashMap<String, Instant> = HashMap::with_capacity(QUESTIONS);
    let mut tick = tokio::time::interval(EVERY);
    let start = Instant::now();
    for at in 0..QUESTIONS {
        tick.tick().await;
        let now = Instant::now();
        let said = discord.say(discord.member(), channels[at % CHANNELS], &text)?;
        asked.insert(said.id.to_string(), now);
    }
    let took = start.elapsed();
    // The last card may still be on its way.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let team = format!("/channels/{}/messages", discord.team());
    let mut millis = Vec::with_capacity(QUESTIONS);
    for request in discord.requests().iter().filter(|one| one.method == "POST" && one.path.ends_with(&team)) {
        let content = request.body.as_ref().and_then(|body| body["content"].as_str()).unwrap_or_default();
        let question = content.rsplit('/').next().unwrap_or_default();
        if let Some(at) = asked.remove(question) {
            millis.push(request.at.saturating_duration_since(at).as_secs_f64() * 1e3);
        }
    }
    millis.sort_by(f64::total_cmp);
    let percentile =
        |percent: usize| millis.get((millis.len() * percent / 100).min(millis.len() - 1)).copied();
    println!(
        "{QUESTIONS} questions in {:.0} s, {} cards ({} missing); question to card p50 {:.1} ms, p95 {:.1} ms, \
         p99 {:.1} ms, max {:.1} ms",
        took.as_secs_f64(),
        millis.len(),
        asked.len(),
        percentile(50).unwrap_or_default(),
        percentile(95).unwrap_or_default(),
        percentile(99).unwrap_or_default(),
        percentile(100).unwrap_or_default()
    );
    if let Ok(status) = std::fs::read_to_string(format!("/proc/{}/status", bot.id())) {
        let resident = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
        println!("memory afterwards: {resident}");
    }
    bot.kill()?;
    bot.wait()?;
    Ok(())
}
