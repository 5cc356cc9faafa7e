//! `proposals`: what servers' teams have approved, as files for curators.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use jiff::civil::Date;

use crate::knowledge::{Addition, Base, Files, Loaded, Rejected, Unfit, files_with, load_with};
use crate::moderation::addition;
use crate::store::{Address, Proposal, Seconds, Store, StoreError};

/// Arguments of `proposals`.
#[derive(Debug, Args)]
pub struct ProposalsArgs {
    /// What to do
    #[command(subcommand)]
    pub verb: ProposalsVerb,
}

/// What `proposals` does.
#[derive(Debug, Subcommand)]
pub enum ProposalsVerb {
    /// Write what was approved as files to copy over the base
    Export(ExportArgs),
}

/// Arguments of `proposals export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The folder to write to; it is made if it is not there
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Only of this server (Discord's number)
    #[arg(long, value_name = "ID")]
    pub server: Option<u64>,
}

/// Something could not be done.
#[derive(Debug, thiserror::Error)]
pub enum ProposalsError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The output cannot be written.
    #[error(transparent)]
    Output(#[from] std::io::Error),
    /// A file cannot be written.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: std::io::Error,
    },
    /// The base would not load with the files.
    #[error("nothing was written: with these files {0}")]
    Base(#[from] Rejected),
}

/// Exports what was approved in the store at `address` for the base in `folder`.
/// Only what the base would load with is written.
///
/// # Errors
///
/// [`ProposalsError`].
pub async fn proposals(
    address: &Address,
    (folder, base): (&Path, &Base),
    args: &ProposalsArgs,
    (now, today): (Seconds, Date),
    out: &mut dyn Write,
) -> Result<(), ProposalsError> {
    let ProposalsVerb::Export(args) = &args.verb;
    let store = Store::for_operators(address.clone());
    store.open(now).await?;
    let mut approved = store.approved_proposals().await?;
    store.close().await;
    approved.retain(|proposal| args.server.is_none_or(|server| server == proposal.server));
    if approved.is_empty() {
        writeln!(out, "nothing is approved")?;
        return Ok(());
    }
    let additions: Vec<Addition> = approved.iter().map(addition).collect();
    let (files, unfit, loaded) = fitting(folder, base, additions, today)?;
    for (at, why) in &unfit {
        writeln!(out, "left out: {}: {why}", told(&approved[*at]))?;
    }
    write(&args.out, &files)?;
    for path in files.keys() {
        writeln!(out, "{}", args.out.join(path).display())?;
    }
    // What the base warns of because of them; the rest it warned of before.
    for warning in loaded.warnings.iter().filter(|warning| {
        files.keys().any(|path| warning.path == folder.join(path)) && warning.rule == "untranslated"
    }) {
        writeln!(out, "{warning}")?;
    }
    let (taken, files) = (approved.len() - unfit.len(), files.len());
    writeln!(
        out,
        "{taken} of {} proposals, {files} files: look through them, copy them over the base, and run `accord check`",
        approved.len()
    )?;
    Ok(())
}

/// The files of what goes into a base, the places of what does not with why, and the
/// base as it would be.
type Fitting = (Files, Vec<(usize, Unfit)>, Loaded);

/// Finds out which additions a base would load with.
fn fitting(
    folder: &Path,
    base: &Base,
    additions: Vec<Addition>,
    today: Date,
) -> Result<Fitting, ProposalsError> {
    let (files, unfit) = files_with(folder, base, &additions);
    if let Ok(loaded) = load_with(folder, &files, today) {
        return Ok((files, unfit, loaded));
    }
    // One of them does not go in: each is tried with those before it that do.
    let (mut taken, mut left_out) = (Vec::new(), Vec::new());
    for (at, addition) in additions.into_iter().enumerate() {
        taken.push(addition);
        let (files, mut unfit) = files_with(folder, base, &taken);
        let why = match (unfit.pop(), load_with(folder, &files, today)) {
            (Some((_, why)), _) => Some(why),
            (None, Err(rejected)) => Some(Unfit::Refused(rejected.to_string())),
            (None, Ok(_)) => None,
        };
        if let Some(why) = why {
            taken.pop();
            left_out.push((at, why));
        }
    }
    let (files, _) = files_with(folder, base, &taken);
    let loaded = load_with(folder, &files, today)?;
    Ok((files, left_out, loaded))
}

/// A proposal in a line.
fn told(proposal: &Proposal) -> String {
    format!("proposal {} ({}, {}): {}", proposal.proposal, proposal.fact, proposal.language, proposal.words)
}

fn write(folder: &Path, files: &Files) -> Result<(), ProposalsError> {
    for (inside, text) in files {
        let path = folder.join(inside);
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent)
            .and_then(|()| std::fs::write(&path, text))
            .map_err(|error| ProposalsError::File { path: path.clone(), error })?;
    }
    Ok(())
}
