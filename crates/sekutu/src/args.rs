//! What the command line takes.

use clap::{Parser, Subcommand, ValueEnum};
use sekutu_intake::Kind;
use sekutu_model::Date;
use sekutu_ties::HalfLife;
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
    /// The ledger's file [default: ledger.sekutu in the platform's data folder]
    #[arg(long, global = true, value_name = "FILE", env = "SEKUTU_LEDGER")]
    pub ledger: Option<PathBuf>,
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
    /// Read articles into the ledger, and find out which claims are about one happening
    Ingest(IngestArgs),
    /// Take back into the ledger what `sekutu export ledger` wrote
    Import(ImportArgs),
    /// Search the claims of the ledger
    Claims(ClaimsArgs),
    /// Search its events: what several claims are about, who vouches for it, who denies it
    Events(EventsArgs),
    /// Search its articles, and show what changed between versions of one
    Articles(ArticlesArgs),
    /// List what was read into the ledger, when, and by which program, model and tables
    Runs(RunsArgs),
    /// Cut every span of every claim again, compute every hash again; exit 1 where anything differs
    Verify(VerifyArgs),
    /// Write claims, events, dyad-months, networks, annotations or bibliographies
    Export(ExportArgs),
    /// Settle that two claims are, or are not, about one happening; undo it; list what was settled
    Group(GroupArgs),
    /// Print who stands with a party and who against it: two sums each, with intervals
    Allies(AlliesArgs),
    /// Print the tie of two parties: sums, trend, changes, and the receipt for every point
    Tie(TieArgs),
    /// Write the explainer on a party or a tie, every sentence bound to evidence; --check says which sentences of an edited one no longer hold
    Brief(BriefArgs),
    /// Print the blocs of a period, and how near the network is to two camps
    Blocs(BlocsArgs),
    /// Print the definitions and weights of event types; check a file of your own, and see which ties it would change
    Codebook(CodebookArgs),
    /// Measure reading speed, memory and what the first stage loses on this machine
    Bench(BenchArgs),
}

/// `sekutu read`
#[derive(clap::Args)]
pub struct ReadArgs {
    /// What to read, and how
    #[command(flatten)]
    pub reading: Reading,
    /// How to print
    #[arg(long, short, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// What `read` and `ingest` read, and how.
#[derive(clap::Args)]
pub struct Reading {
    /// Files or folders: HTML, text, Markdown, JSON Lines, RSS/Atom/JSON feeds, WARC, also gzipped; - is standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
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

/// `sekutu ingest`
#[derive(clap::Args)]
pub struct IngestArgs {
    /// What to read, and how
    #[command(flatten)]
    pub reading: Reading,
    /// Claims already read, a JSON object a line as `sekutu read --format jsonl` prints them; the articles are then not read by the model
    #[arg(long, value_name = "FILE")]
    pub claims: Option<PathBuf>,
    /// Whether a new ledger keeps the articles' texts; off keeps hashes, offsets and short quotations only
    #[arg(long, value_enum, value_name = "ON|OFF")]
    pub text: Option<Switch>,
    /// Read again also what the ledger has already from the same program, model and tables
    #[arg(long)]
    pub again: bool,
}

/// On or off.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    /// On.
    On,
    /// Off.
    Off,
}

/// `sekutu import`
#[derive(clap::Args)]
pub struct ImportArgs {
    /// Files that `sekutu export ledger` wrote; - is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// What is asked of claims and of events alike.
#[derive(clap::Args, Clone, Default)]
pub struct Filter {
    /// Takes part on either side: RUS, SYR.REB, NATO; several times: any of them
    #[arg(long, value_name = "PARTY")]
    pub party: Vec<String>,
    /// Does it
    #[arg(long, value_name = "PARTY")]
    pub actor: Vec<String>,
    /// Has it done to them
    #[arg(long, value_name = "PARTY")]
    pub recipient: Vec<String>,
    /// These two with each other: RUS,IRN
    #[arg(long, value_name = "PARTY,PARTY")]
    pub dyad: Option<String>,
    /// Event type: AID, ASSAULT …
    #[arg(long = "type", value_name = "TYPE")]
    pub types: Vec<sekutu_model::Event>,
    /// Quad class: "verbal cooperation", "material conflict" …
    #[arg(long, value_name = "CLASS")]
    pub quad: Vec<sekutu_model::Quad>,
    /// reported, alleged, planned, denied, negated
    #[arg(long, value_name = "STATUS")]
    pub status: Vec<sekutu_model::Status>,
    /// PLOVER's mode: visit, weapons, sexual …
    #[arg(long, value_name = "MODE")]
    pub mode: Vec<String>,
    /// Said by a party or through an outlet: USA, reuters
    #[arg(long, value_name = "WHO")]
    pub said_by: Vec<String>,
    /// Denied by
    #[arg(long, value_name = "WHO")]
    pub denied_by: Vec<String>,
    /// Carried by this outlet
    #[arg(long, value_name = "NAME")]
    pub outlet: Vec<String>,
    /// In this language (ISO 639-1)
    #[arg(long, value_name = "LANG")]
    pub language: Vec<String>,
    /// On this day or later (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    pub since: Option<Date>,
    /// On this day or earlier
    #[arg(long, value_name = "DATE")]
    pub until: Option<Date>,
    /// Words of the evidence; all must be in, "in quotation marks" in this order, -not this one
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    pub text: Option<String>,
    /// In this article: its SHA-256, id or address
    #[arg(long, value_name = "ARTICLE")]
    pub article: Vec<String>,
    /// So many independent origins at least
    #[arg(long, value_name = "N")]
    pub min_origins: Option<usize>,
    /// Only what a named party denies while others assert it
    #[arg(long)]
    pub contested: bool,
    /// Only this claim or event, by its id
    #[arg(long, value_name = "ID")]
    pub id: Vec<String>,
}

/// Which part of the answer.
#[derive(clap::Args, Clone)]
pub struct Paging {
    /// How many rows; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// How many to pass over
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// How to print
    #[arg(long, short, value_enum, default_value_t = Rows::Table)]
    pub format: Rows,
}

/// How rows are printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Rows {
    /// For people
    Table,
    /// One JSON object a row, a line each
    Jsonl,
    /// For spreadsheets
    Csv,
}

/// `sekutu claims`
#[derive(clap::Args)]
pub struct ClaimsArgs {
    /// Which
    #[command(flatten)]
    pub filter: Filter,
    /// Also of articles that a later version replaced
    #[arg(long)]
    pub superseded: bool,
    /// Of this event
    #[arg(long, value_name = "ID")]
    pub event: Vec<String>,
    /// In which order
    #[arg(long, value_enum, default_value_t = ClaimOrder::Newest)]
    pub sort: ClaimOrder,
    /// Which part
    #[command(flatten)]
    pub paging: Paging,
}

/// The order of claims.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ClaimOrder {
    /// The newest day first
    Newest,
    /// The oldest day first
    Oldest,
    /// The last published first
    Published,
    /// The surest first
    Confidence,
}

/// `sekutu events`
#[derive(clap::Args)]
pub struct EventsArgs {
    /// Which
    #[command(flatten)]
    pub filter: Filter,
    /// In which order
    #[arg(long, value_enum, default_value_t = EventOrder::Newest)]
    pub sort: EventOrder,
    /// Also every step of its history, its origins and why, its flags and links [default with --id]
    #[arg(long)]
    pub history: bool,
    /// Which part
    #[command(flatten)]
    pub paging: Paging,
}

/// The order of events.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EventOrder {
    /// The newest day first
    Newest,
    /// The oldest day first
    Oldest,
    /// The last reported first
    Published,
    /// The most independent origins first
    Origins,
    /// The most outlets first
    Outlets,
}

/// `sekutu articles`
#[derive(clap::Args)]
pub struct ArticlesArgs {
    /// Words of the article; all must be in, "in quotation marks" in this order; -not this one, behind --
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// The versions of the article with this address, id or hash, and what changed between them
    #[arg(long, value_name = "ARTICLE", conflicts_with = "words")]
    pub versions: Option<String>,
    /// How many rows
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// How many to pass over
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// How to print
    #[arg(long, short, value_enum, default_value_t = WhoFormat::Table)]
    pub format: WhoFormat,
}

/// `sekutu runs`
#[derive(clap::Args)]
pub struct RunsArgs {
    /// Also the inputs of each run with their hashes
    #[arg(long)]
    pub inputs: bool,
    /// How to print
    #[arg(long, short, value_enum, default_value_t = WhoFormat::Table)]
    pub format: WhoFormat,
}

/// `sekutu verify`
#[derive(clap::Args)]
pub struct VerifyArgs {
    /// For a ledger without texts: the articles' files, to be read again and compared
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What those files are, where their content does not tell
    #[arg(long, value_name = "KIND")]
    pub from: Option<Kind>,
}

/// `sekutu export`
#[derive(clap::Args)]
pub struct ExportArgs {
    /// What to write
    #[arg(value_enum)]
    pub what: Export,
    /// As what: csv, jsonl or parquet, for claims, events and dyad-months
    #[arg(long, short, value_enum, default_value_t = Table::Csv)]
    pub format: Table,
    /// Into this file [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Only claims and events that fit
    #[command(flatten)]
    pub filter: Filter,
}

/// What `sekutu export` writes.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Export {
    /// One row a claim and article
    Claims,
    /// One row an event
    Events,
    /// One row a dyad and month
    DyadMonths,
    /// Articles with their claims, a line each; `sekutu import` takes it back
    Ledger,
    /// PLOVER's JSON, one event a line
    Plover,
    /// POLECAT's forty columns
    Polecat,
    /// The signed network, for Gephi, igraph, networkx
    Graphml,
    /// The signed network over time, for Gephi
    Gexf,
    /// W3C Web Annotation, JSON-LD
    Annotations,
    /// schema.org Claim, JSON-LD
    SchemaOrg,
    /// The articles, for LaTeX
    Bibtex,
    /// The articles, for reference managers
    Ris,
}

/// A table's file format.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Table {
    /// For spreadsheets
    Csv,
    /// One JSON object a row, a line each
    Jsonl,
    /// Apache Parquet
    Parquet,
}

/// `sekutu group`
#[derive(clap::Args)]
pub struct GroupArgs {
    /// What is settled
    #[command(subcommand)]
    pub what: Option<Settle>,
}

/// What is settled of two claims.
#[derive(Subcommand)]
pub enum Settle {
    /// They are about one happening
    Together {
        /// A claim's id
        a: String,
        /// Another's
        b: String,
    },
    /// They are not
    Apart {
        /// A claim's id
        a: String,
        /// Another's
        b: String,
    },
    /// Leave it to the program again
    Undo {
        /// A claim's id
        a: String,
        /// Another's
        b: String,
    },
}

/// How ties are counted.
#[derive(clap::Args, Clone)]
pub struct Counting {
    /// Look back from this day (YYYY-MM-DD) [default: the day of the ledger's last report]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Count what happened on this day or later
    #[arg(long, value_name = "DATE")]
    pub since: Option<Date>,
    /// Days after which an event counts half; inf: nothing fades [default: 90, or what --weights says]
    #[arg(long, value_name = "DAYS", value_parser = half_life)]
    pub half_life: Option<HalfLife>,
    /// Leave out outlet:NAME, speaker:CODE, claim:ID or event:ID; several times: all of them
    #[arg(long, value_name = "WHAT")]
    pub without: Vec<LeftOut>,
    /// Leave out what a named party denies while others assert it
    #[arg(long)]
    pub without_contested: bool,
    /// Take every claim for read rightly, however sure the reader was
    #[arg(long)]
    pub without_confidence: bool,
    /// Count also what a state's rebels, opposition, companies and people do [default: its officials, parliament, courts, forces and services]
    #[arg(long)]
    pub all_sectors: bool,
    /// A TOML file with your own weights of status, contested events and fading; `sekutu codebook toml weights` prints one to begin with
    #[arg(long, value_name = "FILE")]
    pub weights: Option<PathBuf>,
    /// A TOML file with your own weights of event types; `sekutu codebook toml codebook` prints one to begin with
    #[arg(long, value_name = "FILE")]
    pub codebook: Option<PathBuf>,
    /// How many resamples an interval is taken from
    #[arg(long, value_name = "N", default_value_t = 400)]
    pub resamples: usize,
    /// The seed of the resamples and of the search for blocs
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
}

fn half_life(days: &str) -> Result<HalfLife, String> {
    days.parse().ok().and_then(HalfLife::days).ok_or_else(|| "write days above 0, or inf for no fading".to_owned())
}

/// What `--without` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// An outlet, as a carrier.
    Outlet(String),
    /// A party or outlet, as the one who vouches or denies.
    Speaker(String),
    /// A claim.
    Claim(String),
    /// An event.
    Event(String),
}

impl std::str::FromStr for LeftOut {
    type Err = String;

    fn from_str(s: &str) -> Result<LeftOut, String> {
        match s.split_once(':').filter(|(_, what)| !what.trim().is_empty()) {
            Some(("outlet", o)) => Ok(LeftOut::Outlet(o.trim().to_lowercase())),
            Some(("speaker", o)) => Ok(LeftOut::Speaker(o.trim().to_owned())),
            Some(("claim", o)) => Ok(LeftOut::Claim(o.trim().to_owned())),
            Some(("event", o)) => Ok(LeftOut::Event(o.trim().to_owned())),
            _ => Err("write outlet:NAME, speaker:CODE, claim:ID or event:ID".to_owned()),
        }
    }
}

/// `sekutu allies`
#[derive(clap::Args)]
pub struct AlliesArgs {
    /// A code or a name: RUS, NATO, "Korea Utara"
    #[arg(value_name = "PARTY")]
    pub party: String,
    /// How to count
    #[command(flatten)]
    pub counting: Counting,
    /// A TOML file of more treaties and recognitions, shown beside the ties and never counted: [[fact]] with kind, parties, title, source, from, to
    #[arg(long, value_name = "FILE")]
    pub facts: Option<PathBuf>,
    /// Leave out the treaties and recognitions that come with the program
    #[arg(long)]
    pub without_facts: bool,
    /// How many parties under each heading; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// How to print
    #[arg(long, short, value_enum, default_value_t = Rows::Table)]
    pub format: Rows,
}

/// `sekutu tie`
#[derive(clap::Args)]
pub struct TieArgs {
    /// A code or a name
    #[arg(value_name = "PARTY")]
    pub a: String,
    /// Another
    #[arg(value_name = "PARTY")]
    pub b: String,
    /// How to count
    #[command(flatten)]
    pub counting: Counting,
    /// Also what was added day by day, week by week …; trend and changes are then read off these [default: off months]
    #[arg(long, value_enum, value_name = "STEP")]
    pub by: Option<By>,
    /// Also every contribution with its claims, their words and where they stand
    #[arg(long)]
    pub receipt: bool,
    /// A TOML file of more treaties and recognitions, as for `sekutu allies`
    #[arg(long, value_name = "FILE")]
    pub facts: Option<PathBuf>,
    /// Leave out those that come with the program
    #[arg(long)]
    pub without_facts: bool,
    /// How to print; csv has one kind of row: the tie's, or with --by the periods', or with --receipt the contributions'
    #[arg(long, short, value_enum, default_value_t = Rows::Table)]
    pub format: Rows,
}

/// How long a period is.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// A day
    Day,
    /// Monday to Sunday
    Week,
    /// A calendar month
    Month,
    /// Three of them
    Quarter,
    /// A calendar year
    Year,
}

/// `sekutu blocs`
#[derive(clap::Args)]
pub struct BlocsArgs {
    /// How to count; --since and --as-of are the period, --half-life inf its plain sums
    #[command(flatten)]
    pub counting: Counting,
    /// How to print
    #[arg(long, short, value_enum, default_value_t = Rows::Table)]
    pub format: Rows,
}

/// `sekutu codebook`
#[derive(clap::Args)]
pub struct CodebookArgs {
    /// What to do [default: show]
    #[command(subcommand)]
    pub what: Option<Book>,
    /// How to print
    #[arg(long, short, value_enum, default_value_t = Rows::Table, global = true)]
    pub format: Rows,
}

/// What is done with a codebook.
#[derive(Subcommand)]
pub enum Book {
    /// Print event types and modes with definitions and weights
    Show,
    /// Print a built-in file, to begin one's own with
    Toml {
        /// Which of the two
        #[arg(value_enum)]
        which: BookFile,
    },
    /// Check a codebook or weights of your own; exit 1 where something is wrong, with line and hint
    Check {
        /// The TOML file
        file: PathBuf,
    },
    /// Try a codebook of your own: leave-one-out figures of each type that you added, its examples, and its [[test]] sentences read by the whole reader; exit 1 where one fails
    Test {
        /// The TOML file
        file: PathBuf,
    },
    /// Print which weights a file of your own changes, and which of the ledger's claims and ties by how much
    Diff(DiffArgs),
}

/// The two files that weigh events.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BookFile {
    /// Event types, modes, contexts and their weights
    Codebook,
    /// Weights of status and contested events, half-life, what is a war
    Weights,
}

/// `sekutu codebook diff`
#[derive(clap::Args)]
pub struct DiffArgs {
    /// The TOML file: a codebook or weights
    pub file: PathBuf,
    /// How to count
    #[command(flatten)]
    pub counting: Counting,
    /// How many ties; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// How many claims of each kind of change are shown; 0 for all
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub examples: usize,
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

/// `sekutu brief`
#[derive(clap::Args)]
pub struct BriefArgs {
    /// A code or a name: RUS, NATO, "Korea Utara"
    #[arg(value_name = "PARTY")]
    pub party: Option<String>,
    /// Read these articles, and write from them alone: no ledger is kept
    #[arg(long, value_name = "PATH", num_args = 1.., conflicts_with = "ledger")]
    pub read: Vec<PathBuf>,
    /// Only its tie with this party
    #[arg(long, value_name = "PARTY")]
    pub with: Option<String>,
    /// The briefing's language [default: the messages']
    #[arg(long, value_enum, value_name = "LANG")]
    pub lang: Option<BriefLanguage>,
    /// Only what these words of the evidence are about; all must be in
    #[arg(long, value_name = "WORDS")]
    pub topic: Option<String>,
    /// Tell only what the reader is at least so sure of, 0 to 1: what is printed as prose is believed
    #[arg(long, value_name = "P", default_value_t = 0.5)]
    pub min_confidence: f32,
    /// How many parties are told of, those with the most between them first
    #[arg(long, value_name = "N", default_value_t = 8)]
    pub parties: usize,
    /// How ties are counted; --since and --as-of are the period
    #[command(flatten)]
    pub counting: Counting,
    /// How it is written
    #[arg(long, short, value_enum, default_value_t = BriefFormat::Markdown)]
    pub format: BriefFormat,
    /// Into this file [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Check a briefing in Markdown, also one that was edited; exit 1 where a sentence does not hold
    #[arg(long, value_name = "FILE", conflicts_with_all = ["output", "lang", "with"])]
    pub check: Option<PathBuf>,
}

/// The language of a briefing.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BriefLanguage {
    /// English
    En,
    /// Indonesian
    Id,
}

/// How a briefing is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BriefFormat {
    /// Markdown with footnotes
    Markdown,
    /// One self-contained page with charts
    Html,
}
