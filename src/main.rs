//! The binary: reads settings and the base, runs a verb, turns the outcome
//! into an exit status.

use std::io::{self, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use accord::cache::IndexCache;
use accord::cli::{self, Args, Verb};
use accord::discord;
use accord::knowledge::{self, Loaded, Rejected};
use accord::matching::{Matcher, Policy, Strictness};
use accord::reply::Wording;
use accord::settings::{self, LogFormat, MessageContent, Settings, UntilKnown};
use accord::store::{self, ChannelMode, Store, StoreError};
use accord::telemetry;
use clap::Parser;

/// What loading a base leaves behind goes back to the system; the C library's
/// allocator keeps most of it. How soon is set in `.cargo/config.toml`.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// The exit status for arguments or files that cannot be used.
const BAD_ARGUMENTS: u8 = 2;

/// Threads that send and wait. Few suffice, and one for each core of a large
/// machine would not fit a container's limits (`pids_limit` in compose.yaml).
const WORKERS: usize = 2;

/// Threads that load and learn a base, at most: more hardly make it quicker, and
/// the same limits hold.
const LEARNERS: usize = 4;

fn main() -> ExitCode {
    let args = Args::parse();
    match run(args) {
        Ok(code) => code,
        // A reader that stops reading ("accord check | head") is no failure.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("accord: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn run(args: Args) -> anyhow::Result<ExitCode> {
    if let Verb::Completions(shell) = &args.verb {
        cli::completions(shell, &mut io::stdout());
        return Ok(ExitCode::SUCCESS);
    }
    let settings = Settings::load(args.config.as_deref())?;
    // The health of a container is asked for every few seconds, and loads no base.
    if !matches!(args.verb, Verb::Health | Verb::Store(_)) {
        let learners = std::thread::available_parallelism().map_or(1, NonZero::get).min(LEARNERS);
        rayon::ThreadPoolBuilder::new().num_threads(learners).build_global()?;
    }
    let folder = args.knowledge.unwrap_or_else(|| settings.knowledge.dir.clone());
    let policy = policy(settings.matching.strictness, &settings);
    let cache = IndexCache::new(settings.knowledge.index_cache());
    let mut out = anstream::stdout();
    match args.verb {
        Verb::Completions(_) => {}
        Verb::Health => {
            let (healthy, sentence) = telemetry::HealthFile::look(&settings.telemetry.health_file);
            writeln!(out, "{sentence}")?;
            return Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Verb::Check(args) => return check(&folder, &cache, &args, &policy, &mut out),
        Verb::Ask(args) => cli::ask(&matcher(&folder, &cache)?, &Wording::new(), &policy, &args, &mut out)?,
        Verb::Chat => cli::chat(&matcher(&folder, &cache)?, &Wording::new(), &policy, &mut out)?,
        Verb::Facts(args) => {
            let found = cli::facts(&sound(&folder)?.base, &Wording::new(), &args, &mut out)?;
            return Ok(if found { ExitCode::SUCCESS } else { ExitCode::from(BAD_ARGUMENTS) });
        }
        Verb::Timeline(args) => {
            // The caller of a pipe that ends early is told apart by its kind.
            match cli::timeline(&sound(&folder)?.base, &Wording::new(), &args, &mut out) {
                Err(cli::TimelineError::Output(error)) => return Err(error.into()),
                other => other?,
            }
        }
        Verb::Eval(args) => {
            let start = Instant::now();
            let matcher = matcher(&folder, &cache)?;
            let load_ms = start.elapsed().as_secs_f64() * 1e3;
            match cli::eval(&matcher, &policy, load_ms, &args, &mut out) {
                Ok(()) => {}
                Err(cli::EvalError::Output(error)) => return Err(error.into()),
                Err(error) => return Ok(unusable(&error)),
            }
        }
        Verb::Store(args) => {
            let address = store_address(&settings)?;
            let now = jiff::Timestamp::now().as_second();
            store_runtime()?.block_on(cli::store(
                &address,
                &args,
                now,
                |key| settings.retention.days(key),
                &mut out,
            ))?;
        }
        Verb::Proposals(args) => {
            let address = store_address(&settings)?;
            let base = sound(&folder)?.base;
            let (now, today) = (jiff::Timestamp::now().as_second(), jiff::Zoned::now().date());
            let done = store_runtime()?.block_on(cli::proposals(
                &address,
                (&folder, &base),
                &args,
                (now, today),
                &mut out,
            ));
            match done {
                Err(cli::ProposalsError::Output(error)) => return Err(error.into()),
                other => other?,
            }
        }
        Verb::Serve => return serve(&settings, folder, cache, policy),
    }
    Ok(ExitCode::SUCCESS)
}

/// Where the store is, for who asks for what is in it.
fn store_address(settings: &Settings) -> anyhow::Result<store::Address> {
    found_store(settings)?.ok_or_else(|| anyhow::anyhow!("there is no store: `store.url` is empty"))
}

/// Where the store is, if there is one.
fn found_store(settings: &Settings) -> Result<Option<store::Address>, StoreError> {
    let address = settings.store.url().map(|url| store::Address::new(&url)).transpose()?;
    Ok(address.map(|address| address.with_backups(settings.store.backups())))
}

/// What reading the store takes.
fn store_runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

/// Says what is wrong with arguments or files, a line for each thing.
fn unusable(error: &dyn std::error::Error) -> ExitCode {
    for line in error.to_string().lines() {
        anstream::eprintln!("accord: {line}");
    }
    ExitCode::from(BAD_ARGUMENTS)
}

fn check(
    folder: &Path,
    cache: &IndexCache,
    args: &cli::CheckArgs,
    policy: &Policy,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let today = args.today.unwrap_or_else(|| jiff::Zoned::now().date());
    let Loaded { base, warnings } = match knowledge::load(folder, today) {
        Ok(loaded) => loaded,
        Err(rejected) => {
            cli::check_failed(&rejected.problems, args.json, out)?;
            return Ok(ExitCode::FAILURE);
        }
    };
    let matcher = cache.matcher(Arc::new(base));
    let mut changed = None;
    if let Some(since) = &args.changed {
        let others = match cli::questions(&args.questions) {
            Ok(others) => others,
            Err(error) => return Ok(unusable(&error)),
        };
        match cli::changed(&matcher, folder, since, &others, policy, today) {
            Ok(found) => changed = Some(found),
            Err(error @ cli::SinceError::Git { .. }) => return Ok(unusable(&error)),
            Err(error) => return Err(error.into()),
        }
    }
    cli::check_passed(&matcher, policy, folder, warnings, changed.as_ref(), args.json, out)?;
    Ok(ExitCode::SUCCESS)
}

fn serve(
    settings: &Settings,
    folder: PathBuf,
    cache: IndexCache,
    private: Policy,
) -> anyhow::Result<ExitCode> {
    telemetry::install(settings.telemetry.format == LogFormat::Json, &settings.telemetry.filter)?;
    let options = discord::Options {
        token: settings.discord.token()?,
        api_url: settings.discord.api_url.clone(),
        http_timeout: Duration::from_secs(settings.discord.http_timeout_seconds),
        watchdog: Duration::from_secs(settings.discord.watchdog_seconds),
        miss_reaction: settings.discord.miss_reaction.clone(),
        policies: discord::Policies {
            private,
            shared: policy(settings.matching.shared_strictness, settings),
        },
        log_questions: settings.telemetry.log_questions,
        health_file: settings.telemetry.health_file.clone(),
        message_content: settings.discord.message_content == MessageContent::Auto,
        moderation: moderation(settings)?,
    };
    let Loaded { base, warnings } = sound(&folder)?;
    for warning in &warnings {
        tracing::warn!("{warning}");
    }
    let matcher = Matcher::unprepared(Arc::new(base));
    let base = matcher.base();
    tracing::info!(
        base = base.hash.as_str(),
        version = base.version.as_str(),
        facts = base.facts.len(),
        "starting"
    );
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(WORKERS).enable_all().build()?;
    let loader = discord::Loader { load: Box::new(move || load(&folder)), cache };
    let outcome = runtime.block_on(discord::serve(options, matcher, loader));
    // Dropping the runtime would wait for serenity's shard task, which in its
    // worst state never yields.
    runtime.shutdown_background();
    outcome?;
    Ok(ExitCode::SUCCESS)
}

/// What is remembered, and how servers are moderated where they have not said.
fn moderation(settings: &Settings) -> Result<discord::Moderation, StoreError> {
    let store = found_store(settings)?.map_or_else(Store::none, Store::new);
    Ok(discord::Moderation {
        store,
        until_known: match settings.moderation.until_known {
            UntilKnown::Mention => ChannelMode::Mention,
            UntilKnown::Off => ChannelMode::Off,
        },
        card_hours: settings.moderation.card_hours,
        rates: (settings.moderation.answers_per_channel, settings.moderation.answers_per_person),
        retention: settings.retention.clone(),
    })
}

/// The matcher's policy for a strictness of the settings.
fn policy(strictness: settings::Strictness, settings: &Settings) -> Policy {
    let strictness = match strictness {
        settings::Strictness::Eager => Strictness::Eager,
        settings::Strictness::Balanced => Strictness::Balanced,
        settings::Strictness::Strict => Strictness::Strict,
    };
    Policy::new(strictness, settings.matching.choices)
}

fn load(folder: &Path) -> Result<Loaded, Rejected> {
    knowledge::load(folder, jiff::Zoned::now().date())
}

/// The matcher of the base in `folder`.
fn matcher(folder: &Path, cache: &IndexCache) -> anyhow::Result<Matcher> {
    Ok(cache.matcher(Arc::new(sound(folder)?.base)))
}

/// The base in `folder`; where it has errors, every problem of it is printed.
fn sound(folder: &Path) -> anyhow::Result<Loaded> {
    load(folder).map_err(|rejected| {
        for problem in &rejected.problems {
            anstream::eprintln!("{problem}");
        }
        rejected.into()
    })
}
