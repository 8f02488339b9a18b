//! What is known of an event, its origins and its history, as the ledger keeps it and as exports hand it on.

use sekutu_model::{Date, Event, Party, Quad, Span, Status};
use serde::{Deserialize, Serialize};

/// A happening that one or more claims are about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventRecord {
    /// Hash of the id of its first claim: the same claims give the same id.
    pub id: String,
    /// What was done, as most of its claims have it.
    pub event: Event,
    /// The type's quad class.
    pub quad: Quad,
    /// How, where its claims tell.
    pub mode: Option<String>,
    /// In what matters, as any of its claims has it.
    pub contexts: Vec<String>,
    /// Who did it.
    pub actor: Vec<Party>,
    /// To whom.
    pub recipient: Vec<Party>,
    /// First day it may have happened on.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Whether a text says the day; else it is taken from the days of publication.
    pub stated: bool,
    /// Where, in a text's words.
    pub place: Option<String>,
    /// What was given, shipped, signed, in a text's words.
    pub item: Option<String>,
    /// How many, in a text's words.
    pub count: Option<String>,
    /// The strongest status that a current claim gives it: reported, then planned, alleged, denied, negated.
    pub status: Status,
    /// The last of its history.
    pub state: StepKind,
    /// Whether a named party denies, in the same scope, what others assert.
    pub contested: bool,
    /// First day of publication.
    pub first_report: Option<Date>,
    /// Last day of publication.
    pub last_report: Option<Date>,
    /// Ids of its claims, in the order of publication.
    pub claims: Vec<String>,
    /// How many articles tell it.
    pub articles: usize,
    /// Who carries it, in order of name.
    pub outlets: Vec<String>,
    /// Who vouches for it independently, in order of first word.
    pub origins: Vec<Origin>,
    /// What was asserted, denied, admitted, withdrawn, in order.
    pub history: Vec<Step>,
    /// What is worth a look.
    pub flags: Vec<Flag>,
    /// Why its claims are taken for one.
    pub links: Vec<Link>,
}

/// An independent source of an event, however many outlets carry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// `usa`, `irn.opp`, `reuters`, an outlet's name: who it is, lower case.
    pub key: String,
    /// What kind of source it is.
    pub kind: OriginKind,
    /// Whether it speaks of itself: it is actor or recipient of the event.
    pub interested: bool,
    /// Ids of the claims that go back to it.
    pub claims: Vec<String>,
    /// The outlets that carry it.
    pub outlets: Vec<String>,
    /// Why they were taken for one, in English, one reason a kind of grouping.
    pub why: Vec<String>,
}

/// What kind of source an origin is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OriginKind {
    /// A party or person whom the text has saying it.
    Speaker,
    /// A document without a name: "court documents", "a leaked memo".
    Document,
    /// An agency or outlet that the article credits.
    Agency,
    /// Another article, of which this is a copy or translation.
    Copy,
    /// The outlet that prints it, in its own voice.
    Outlet,
}

/// One step of an event's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What was done to it.
    pub kind: StepKind,
    /// The day of publication.
    pub date: Option<Date>,
    /// Who says so: a party's label (`USA`, `IRN.OPP`), else a name, else the outlet.
    pub speaker: String,
    /// The outlet that carries it.
    pub outlet: String,
    /// The claim.
    pub claim: String,
    /// The article's SHA-256.
    pub article: String,
    /// The words it rests on.
    pub span: Span,
    /// What it is about, where the words narrow it.
    pub scope: Scope,
    /// The status that the claim gives it.
    pub status: Status,
    /// Whether it is told more than a week after it happened: a later mention, no first report.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub later: bool,
}

/// The kinds of step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// Said to have happened, to happen, or to be planned.
    Asserted,
    /// Said by a party not to have happened.
    Denied,
    /// Said by a text, in its own voice, not to have happened.
    Negated,
    /// Its own actor says so, of a part.
    PartlyAdmitted,
    /// Its own actor says so.
    ConfirmedByActor,
    /// The outlet printed it and no longer does, or whoever said it takes it back.
    Retracted,
    /// The outlet printed it otherwise before.
    Corrected,
}

impl StepKind {
    /// The name as written in output.
    pub const fn name(self) -> &'static str {
        match self {
            StepKind::Asserted => "asserted",
            StepKind::Denied => "denied",
            StepKind::Negated => "negated",
            StepKind::PartlyAdmitted => "partly-admitted",
            StepKind::ConfirmedByActor => "confirmed-by-actor",
            StepKind::Retracted => "retracted",
            StepKind::Corrected => "corrected",
        }
    }
}

/// What narrows an assertion or a denial.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// Kinds of item, in the words of `data/items.tsv`.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub items: Vec<String>,
    /// The words that limit it ("before the war", "not for use in Ukraine").
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub limit: Option<String>,
    /// The number it names.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub count: Option<u64>,
}

/// Something worth a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// What.
    pub kind: FlagKind,
    /// The claims it is about.
    pub claims: Vec<String>,
    /// In one English line, with the words that differ.
    pub note: String,
}

/// The kinds of flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FlagKind {
    /// A headline states flatly what its body hedges or attributes.
    HeadlineStronger,
    /// One speaker, two offices.
    RoleDiffers,
    /// Two numbers for one thing.
    NumberDiffers,
    /// Stated flatly by an outlet whose own source hedged.
    SourceHedged,
}

/// Why a claim was put beside another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// The claim.
    pub claim: String,
    /// The one that it is most like of those before it.
    pub with: String,
    /// How alike, in the units of the threshold (see `alike`).
    pub score: f32,
    /// What speaks for it.
    pub why: Vec<Reason>,
}

/// What speaks for two claims' being about one happening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The same type of event.
    Type,
    /// The same actor.
    Actor,
    /// The same recipient.
    Recipient,
    /// The same day, stated or published.
    Time,
    /// The same kind of item.
    Item,
    /// The same number.
    Count,
    /// The same place.
    Place,
    /// Mostly the same words.
    Words,
    /// Triggers that mean much the same, in whatever language.
    Meaning,
    /// A user says so.
    Decided,
}
