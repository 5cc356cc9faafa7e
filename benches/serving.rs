//! The whole path over loopback: `accord serve` as its own process against the
//! local Discord. From a mention to the arrival of the reply's request, from
//! start to identify, and the memory it stays at. Repeat with
//! `cargo bench --bench serving`.

#![allow(clippy::print_stdout)] // a benchmark is its report

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use discord_sandbox::{Options, Sandbox};

const QUESTION: &str = "When did Kazakhstan join GRECO?";
const MENTIONS: usize = 1_000;
const PATIENCE: Duration = Duration::from_secs(30);

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    tokio::runtime::Runtime::new()?.block_on(measure())
}

async fn measure() -> Outcome<()> {
    let discord = Sandbox::start(Options::default()).await?;
    for at in 0..100 {
        let owner = discord.owner();
        discord.add_guild(&format!("server {at}"), owner);
    }
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let started = Instant::now();
    let mut bot = Command::new(env!("CARGO_BIN_EXE_accord"))
        .arg("serve")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("DISCORD_TOKEN", discord.token())
        .env("ACCORD_DISCORD__API_URL", discord.url())
        .env("ACCORD_STORE__URL", format!("sqlite://{}", folder.path().join("store.db").display()))
        .stderr(Stdio::null())
        .spawn()?;
    discord.gateway().wait_ready(PATIENCE).await?;
    if let (Some(identified), Some(first)) =
        (discord.gateway().identifies().first(), discord.requests().first())
        && let Some(discord_start) = first.at.checked_sub(first.since_start)
    {
        let identified = discord_start + identified.at;
        println!("start to identify: {:.0} ms", (identified - started).as_secs_f64() * 1e3);
    }
    discord.wait_command("help", PATIENCE).await?;

    let mut micros = Vec::with_capacity(MENTIONS);
    for at in 0..MENTIONS {
        // A channel of its own for each, since one channel is answered in order.
        let channel = discord.add_channel(discord.guild(), &format!("room-{at}"));
        let text = format!("<@{}> {QUESTION}", discord.bot_user_id());
        // Below the fifty a second that Discord allows, so that nothing waits.
        tokio::time::sleep(Duration::from_millis(21)).await;
        let asked = Instant::now();
        discord.say(discord.member(), channel, &text)?;
        let path = format!("/channels/{channel}/messages");
        let request = discord.wait_request(|r| r.path.ends_with(&path), PATIENCE).await?;
        micros.push(request.at.saturating_duration_since(asked).as_secs_f64() * 1e6);
    }
    micros.sort_by(f64::total_cmp);
    let percentile = |percent: usize| micros[(micros.len() * percent / 100).min(micros.len() - 1)];
    println!(
        "mention to reply, {MENTIONS} of them: p50 {:.0} µs, p95 {:.0} µs, p99 {:.0} µs, max {:.0} µs",
        percentile(50),
        percentile(95),
        percentile(99),
        percentile(100)
    );
    if let Ok(status) = std::fs::read_to_string(format!("/proc/{}/status", bot.id())) {
        let resident = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
        println!("memory afterwards, 101 servers: {resident}");
    }
    bot.kill()?;
    bot.wait()?;
    Ok(())
}
