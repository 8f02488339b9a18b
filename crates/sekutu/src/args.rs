//! What the command line takes.

use clap::{Parser, Subcommand, ValueEnum};
use sekutu_intake::Kind;
use sekutu_model::Date;
use std::path::PathBuf;

/// Reads news in many languages and answers, with evidence, who did what to whom, who says so and who denies it.
#[derive(Parser)]
#[command(name = "sekutu", version, propagate_version = true, max_term_width = 110)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// The language of messages and headings: en or id [default: the environment's, else en]
    #[arg(long, global = true, value_name = "LANG")]
    pub ui: Option<Ui>,
    /// No progress and no notes on standard error; errors are still told
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// The language that the program speaks.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Ui {
    /// English.
    En,
    /// Indonesian.
    Id,
}

/// A command.
#[derive(Subcommand)]
pub enum Command {
    /// Print every claim in articles: who did what to whom, when, who says so, who denies it, and the exact words
    Read(ReadArgs),
    /// Print the party that a name or a description stands for on a date
    Who(WhoArgs),
    /// Measure reading speed, memory and what the first stage loses on this machine
    Bench(BenchArgs),
}

/// `sekutu read`
#[derive(clap::Args)]
pub struct ReadArgs {
    /// Files or folders: HTML, text, Markdown, JSON Lines, RSS/Atom/JSON feeds, WARC, also gzipped; - is standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to print
    #[arg(long, short, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// What the input is, where its content does not tell: text, markdown, html, jsonl, feed, json-feed, warc
    #[arg(long, value_name = "KIND")]
    pub from: Option<Kind>,
    /// The articles' date, for those that carry none (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    pub date: Option<Date>,
    /// The articles' language, for those that declare none (ISO 639-1)
    #[arg(long, value_name = "LANG")]
    pub language: Option<String>,
    /// Leave out claims that the reader is less sure of than this, 0 to 1; 0 prints all that it thinks of
    #[arg(long, value_name = "P", default_value_t = 0.15)]
    pub min_confidence: f32,
    /// Read every sentence, also those that name no party (slower)
    #[arg(long)]
    pub every_sentence: bool,
    /// How many articles are read at once [default: one a processor]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// A TOML file with names of your own, looked up before the built-in ones
    #[arg(long, value_name = "FILE")]
    pub parties: Option<PathBuf>,
    /// A folder with another model than the built-in one
    #[arg(long, value_name = "DIR")]
    pub model: Option<PathBuf>,
}

/// How `sekutu read` prints.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: claims by article
    Table,
    /// One JSON object a claim, a line each
    Jsonl,
    /// One row a claim
    Csv,
    /// One self-contained page: articles with their claims highlighted and the claim cards beside them
    Html,
    /// The canonical text of the articles, into which all offsets point
    Text,
}

/// `sekutu who`
#[derive(clap::Args)]
pub struct WhoArgs {
    /// A name or description ("Gedung Putih", "four Saudi men"); with --format jsonl a file of lines with id, text, context, date, or nothing for standard input
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// On which day: leaders and ministers change (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    pub on: Option<Date>,
    /// The words' language (ISO 639-1), where it matters
    #[arg(long, value_name = "LANG")]
    pub language: Option<String>,
    /// The passage around the words, which may settle what is meant
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub context: String,
    /// How to print; jsonl also takes JSON Lines
    #[arg(long, short, value_enum, default_value_t = WhoFormat::Table)]
    pub format: WhoFormat,
    /// A TOML file with names of your own, looked up before the built-in ones
    #[arg(long, value_name = "FILE")]
    pub parties: Option<PathBuf>,
}

/// How `sekutu who` prints.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WhoFormat {
    /// For people
    Table,
    /// Lines in, lines out
    Jsonl,
}

/// `sekutu bench`
#[derive(clap::Args)]
pub struct BenchArgs {
    /// Articles to time the whole reading on; they are joined or cut to --pieces each
    #[arg(value_name = "FILE")]
    pub articles: Option<PathBuf>,
    /// How many articles
    #[arg(long, default_value_t = 60)]
    pub count: usize,
    /// Pieces (the model's tokens) an article
    #[arg(long, default_value_t = 600)]
    pub pieces: usize,
    /// How many articles are read at once
    #[arg(long, default_value_t = 2)]
    pub threads: usize,
    /// Seconds for each length of window
    #[arg(long, default_value_t = 3.0)]
    pub seconds: f64,
    /// A folder with another model than the built-in one
    #[arg(long, value_name = "DIR")]
    pub model: Option<PathBuf>,
    /// How to print
    #[arg(long, short, value_enum, default_value_t = BenchFormat::Table)]
    pub format: BenchFormat,
}

/// How `sekutu bench` prints.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BenchFormat {
    /// For people
    Table,
    /// One JSON object
    Json,
}
