//! The command line, as clap reads it.

use std::io;
use std::path::PathBuf;

use clap::{CommandFactory, Parser, Subcommand};

/// Answers questions from a curated fact base, and names its sources.
#[derive(Debug, Parser)]
#[command(name = "accord", version, about, long_about = None, arg_required_else_help = true, after_help = "\
Examples:
  accord chat                          talk with the bot here, no account needed
  accord ask \"When was it founded?\"
  accord check                         is the fact base in order?
  DISCORD_TOKEN=… accord serve         run on Discord

Every setting is explained in config/default.toml.")]
pub struct Args {
    /// A file of settings, read after the defaults and before the environment
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The folder of the fact base [default: knowledge]
    #[arg(long, global = true, value_name = "DIR")]
    pub knowledge: Option<PathBuf>,
    /// What to do
    #[command(subcommand)]
    pub verb: Verb,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Talk with the bot in the terminal: the whole answering path, no token, no network
    #[command(after_help = "\
Example:
  accord chat
  > when was it founded?
  > /why")]
    Chat,
    /// Answer one question
    #[command(after_help = "\
Examples:
  accord ask when was it founded
  accord ask --why \"who is in charge\"
  accord ask --json --context \"When was it founded?\" \"and by whom?\"

The exit status is 0 whatever the verdict, 1 if the base does not load, 2 for bad arguments.")]
    Ask(AskArgs),
    /// Look for problems in the fact base; exit status 1 if there is an error
    #[command(after_help = "\
Examples:
  accord check
  accord check --json
  accord check --changed main                      which questions get another answer than on main?
  accord check --changed HEAD~3 --questions tests/golden/en.jsonl
  accord check --today 2027-06-01                  which reviews will be due by then?
  accord --knowledge drafts/knowledge check")]
    Check(CheckArgs),
    /// The fact base in tables
    #[command(after_help = "\
Examples:
  accord facts list --status unknown
  accord facts show some-fact --lang fr
  accord facts stats

The exit status is 2 where there is no such fact or topic.")]
    Facts(FactsArgs),
    /// The most important dates, in words or as a picture
    #[command(after_help = "\
Examples:
  accord timeline --lang kk
  accord timeline --theme light --out timeline.png")]
    Timeline(TimelineArgs),
    /// Measure answers against expectations
    #[command(after_help = "\
Each line of FILE is a JSON object:
  {\"id\": \"q1\", \"question\": \"…\", \"expect\": [\"fact-id\"]}     any of these is right
  {\"id\": \"q2\", \"question\": \"…\", \"expect\": null}            must not be answered
Optional keys: lang, kind, context (the question asked before), ok_with (acceptable corrections).

Example:
  accord eval tests/golden/en.jsonl --json

The exit status is 2 for a line that cannot be read.")]
    Eval(EvalArgs),
    /// Run on Discord
    #[command(after_help = "\
The token is taken from DISCORD_TOKEN, else from the file that DISCORD_TOKEN_FILE names, else from the settings.

Examples:
  DISCORD_TOKEN_FILE=/run/secrets/discord_token accord serve
  ACCORD_TELEMETRY__FORMAT=json accord --config accord.toml serve

SIGHUP reloads the fact base; SIGTERM and Ctrl-C finish what is under way and leave.
The exit status is 0 after a signal, 1 if it could not start, 70 if the gateway went silent.")]
    Serve,
    /// Back up what the running bot remembers, restore it, look into it, delete from it
    #[command(after_help = "\
Examples:
  accord store status
  accord store backup accord-2026-11-28.accord-backup       while the bot runs, too
  accord store restore --verify FILE                        is this backup whole?
  ACCORD_STORE__URL=sqlite://new.db accord store restore FILE
  accord store export --person 123456789012345678           all that is held about somebody
  accord store purge                                        what is older than [retention] allows
  accord store purge --server 123456789012345678            all that is held of a server

Which store it is, `store.url` says. The exit status is 1 where something could not be done.")]
    Store(super::store::StoreArgs),
    /// What servers' moderators approved for the fact base, as files for curators
    #[command(after_help = "\
Examples:
  accord proposals export --out from-servers
  accord proposals export --server 123456789012345678 --out from-servers

Phrasings go into copies of the facts' files, facts and their sources into files of their own, all at the places they
have in the base: `cp -r from-servers/. knowledge/`, then `accord check`. What the base has already is left out. The
exit status is 1 where something could not be done.")]
    Proposals(super::proposals::ProposalsArgs),
    /// Is the running bot connected? (for HEALTHCHECK; needs `telemetry.health_file`)
    #[command(after_help = "\
Example:
  ACCORD_TELEMETRY__HEALTH_FILE=/tmp/accord.health accord health

The exit status is 0 if it is connected, 1 if not.")]
    Health,
    /// Print a completion script for a shell
    #[command(after_help = "\
Example:
  accord completions bash > ~/.local/share/bash-completion/completions/accord")]
    Completions(CompletionsArgs),
}

/// Arguments of `ask`.
#[derive(Debug, clap::Args)]
pub struct AskArgs {
    /// The question; several words are joined
    #[arg(required = true, value_name = "QUESTION")]
    pub question: Vec<String>,
    /// Answer in this language (en, fr, ru, kk …) instead of the question's
    #[arg(long, value_name = "L")]
    pub lang: Option<crate::language::Language>,
    /// The question asked just before by the same person
    #[arg(long, value_name = "EARLIER")]
    pub context: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    /// Say why
    #[arg(long)]
    pub why: bool,
}

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// Report which questions get another answer than in this git revision or folder
    #[arg(long, value_name = "SINCE")]
    pub changed: Option<String>,
    /// Ask these too, besides the phrasings (JSON Lines, as for `eval`)
    #[arg(long, value_name = "FILE", requires = "changed")]
    pub questions: Vec<PathBuf>,
    /// Take this day for today: reviews due before it are overdue
    #[arg(long, value_name = "DATE")]
    pub today: Option<jiff::civil::Date>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `facts`.
#[derive(Debug, clap::Args)]
pub struct FactsArgs {
    /// What to show
    #[command(subcommand)]
    pub verb: FactsVerb,
}

/// What `facts` shows.
#[derive(Debug, Subcommand)]
pub enum FactsVerb {
    /// A line per fact
    List(ListArgs),
    /// One fact whole: answers, phrasings, sources with quotes
    Show(ShowArgs),
    /// How many facts, phrasings and sources each topic has
    Stats,
}

/// Arguments of `facts list`.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// Only this topic (a folder of facts/)
    #[arg(long, value_name = "TOPIC")]
    pub topic: Option<String>,
    /// Only facts of this status
    #[arg(long, value_name = "STATUS", value_parser = ["stated", "disputed", "unknown", "withdrawn"])]
    pub status: Option<String>,
    /// The language of the phrasing shown
    #[arg(long, value_name = "L")]
    pub lang: Option<crate::language::Language>,
}

/// Arguments of `facts show`.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// The fact's id, or that of a record it covers
    pub id: String,
    /// Only this language
    #[arg(long, value_name = "L")]
    pub lang: Option<crate::language::Language>,
}

/// Arguments of `timeline`.
#[derive(Debug, clap::Args)]
pub struct TimelineArgs {
    /// The language
    #[arg(long, value_name = "L")]
    pub lang: Option<crate::language::Language>,
    /// The background of the picture
    #[arg(long, value_enum, default_value_t = ThemeArg::Dark)]
    pub theme: ThemeArg,
    /// Write the picture to this file, as PNG
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// The background of a picture.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum ThemeArg {
    /// Light letters on dark
    Dark,
    /// Dark letters on light
    Light,
}

impl From<ThemeArg> for crate::picture::Theme {
    fn from(theme: ThemeArg) -> Self {
        match theme {
            ThemeArg::Dark => Self::Dark,
            ThemeArg::Light => Self::Light,
        }
    }
}

/// Arguments of `eval`.
#[derive(Debug, clap::Args)]
pub struct EvalArgs {
    /// Files of JSON Lines
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    /// Print a JSON line per question
    #[arg(long)]
    pub cases: bool,
    /// Draw accuracy against refusal as the threshold varies (SVG)
    #[arg(long, value_name = "SVG")]
    pub picture: Option<PathBuf>,
}

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// Writes the completion script of a shell.
pub fn completions(args: &CompletionsArgs, out: &mut dyn io::Write) {
    clap_complete::generate(args.shell, &mut Args::command(), "accord", out);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    /// Secrets come in by environment and file only.
    #[test]
    fn help_shows_no_value_of_the_environment() {
        let help = Args::command().render_long_help().to_string();
        assert!(!help.contains("[env"), "{help}");
    }
}
