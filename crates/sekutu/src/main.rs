//! Sekutu's command line: parse, then one function a command.
//!
//! Data goes to standard output, messages and progress to standard error. Exit 0: done; 1: the answer is no; 2: bad usage or nothing
//! that could be read, with one line that says what to do.

mod args;
mod bench;
mod brief;
mod codebook;
mod export;
mod given;
mod ingest;
mod inputs;
mod keep;
mod ledger;
mod messages;
mod model;
mod output;
mod own;
mod pipeline;
mod read;
mod search;
mod ties;
mod who;
mod words;

use args::{Args, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = Args::parse();
    let messages = messages::of(args.ui);
    let done = match &args.command {
        Command::Read(a) => read::run(a, &args, messages),
        Command::Who(a) => who::run(a, messages),
        Command::Ingest(a) => ingest::run(a, &args, messages),
        Command::Import(a) => keep::import(a, &args, messages),
        Command::Claims(a) => search::claims(a, &args, messages),
        Command::Events(a) => search::events(a, &args, messages),
        Command::Articles(a) => search::articles(a, &args, messages),
        Command::Runs(a) => keep::runs(a, &args, messages),
        Command::Verify(a) => keep::verify(a, &args, messages),
        Command::Export(a) => export::run(a, &args, messages),
        Command::Group(a) => keep::group(a, &args, messages),
        Command::Allies(a) => ties::allies(a, &args, messages),
        Command::Tie(a) => ties::tie(a, &args, messages),
        Command::Brief(a) => brief::run(a, &args, messages),
        Command::Blocs(a) => ties::blocs(a, &args, messages),
        Command::Codebook(a) => codebook::run(a, &args, messages),
        Command::Bench(a) => bench::run(a, messages),
    };
    match done {
        Ok(code) => code,
        Err(e) if is_closed_pipe(&e) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("sekutu: {e:#}");
            ExitCode::from(2)
        }
    }
}

/// `sekutu read … | head` ends when head has enough.
fn is_closed_pipe(e: &anyhow::Error) -> bool {
    e.chain().any(|c| c.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe))
}
