use sekutu_merge::EventRecord;
use sekutu_model::{Claim, Date, Quote, Span};
use serde::{Deserialize, Serialize};

/// The language a briefing is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// Indonesian.
    Id,
}

impl Language {
    /// ISO 639-1.
    pub const fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Id => "id",
        }
    }

    /// Whether words of that language may stand unquoted in this one's prose.
    pub(crate) fn reads(self, other: Option<&str>) -> bool {
        other.is_some_and(|o| o.split(['-', '_']).next() == Some(self.code()))
    }

    /// The one of the two that is this language's.
    pub(crate) const fn pick<T: Copy>(self, en: T, id: T) -> T {
        match self {
            Language::En => en,
            Language::Id => id,
        }
    }
}

/// A sum with its interval, in the units of the codebook's weights.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Sum {
    /// The figure.
    pub value: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// What a tie is called, as the crate for ties decides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    /// Cooperation surely above conflict.
    Cooperative,
    /// Conflict surely above cooperation.
    Conflictual,
    /// Both, and neither surely above the other.
    Mixed,
    /// Fewer than two origins, or an interval too wide.
    TooLittleEvidence,
}

/// Which way a tie goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trend {
    /// Towards cooperation.
    Warming,
    /// Towards conflict.
    Cooling,
    /// No clear change.
    NoClearChange,
}

/// How a party stands to the one that the briefing is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Its code.
    pub party: String,
    /// Sum of cooperation.
    pub cooperation: Sum,
    /// Sum of conflict, as a positive figure.
    pub conflict: Sum,
    /// What the tie is called.
    pub label: Label,
    /// Which way it goes.
    pub trend: Trend,
    /// First day of a period, cooperation, conflict (both positive), in order of time.
    pub series: Vec<(Date, f64, f64)>,
}

/// A claim with what a footnote tells of its article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The claim.
    pub claim: Claim,
    /// Words elsewhere in its article that the claim leans on: the name that a pronoun stands for, the sentence in which somebody says or denies it.
    /// The footnote quotes them beside the evidence.
    pub also: Vec<Quote>,
    /// The outlet's name as printed.
    pub outlet: String,
    /// The article's title.
    pub title: String,
    /// Day of publication.
    pub date: Option<Date>,
    /// The article's address.
    pub url: Option<String>,
    /// SHA-256 of the article's canonical text, lower-case hex.
    pub sha256: String,
    /// ISO 639-1 code of the article's language.
    pub language: Option<String>,
}

/// The longest sentence, in bytes, that is quoted beside the evidence for the sake of a name in it.
const SENTENCE: usize = 400;

impl Source {
    /// What a claim leans on outside of its evidence, for [`Source::also`]: the sentences of its article's text in which stand the names that its
    /// pronouns stand for and those who say or deny it.
    pub fn leans_on(claim: &Claim, text: &str) -> Vec<Quote> {
        let evidence = claim.evidence.quote().span;
        let voices = || claim.said_by.iter().chain(&claim.denied_by);
        let vias = claim.actor.iter().chain(&claim.recipient).filter_map(|p| p.via).chain(voices().filter_map(|a| a.via));
        let outside: Vec<Span> = vias.chain(voices().map(|a| a.quote.span)).filter(|s| !evidence.contains(*s)).collect();
        let mut out: Vec<Quote> = Vec::new();
        if outside.is_empty() {
            return out;
        }
        let sentences = sekutu_text::sentences(text, claim.language.as_deref());
        for span in outside {
            // the sentence tells what the name does there; a very long one would bury it
            let sentence = sentences.iter().copied().find(|s| s.contains(span) && s.len() <= SENTENCE);
            let quote = Quote::cut(text, sentence.unwrap_or(span));
            out.extend(quote.filter(|q| !out.iter().any(|a| a.span.contains(q.span))));
        }
        out
    }
}

/// All that a briefing is written from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Matter {
    /// Code of the party that it is about.
    pub about: String,
    /// Code of the other party, for a briefing on one tie.
    pub with: Option<String>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// The topic in the reader's words, for the title only: the caller chooses the events.
    pub topic: Option<String>,
    /// The language to write in.
    pub language: Language,
    /// The parties in the order in which they are told.
    pub standings: Vec<Standing>,
    /// The events; those outside of the period or without a source here are not told.
    pub events: Vec<EventRecord>,
    /// The claims that the events rest on.
    pub claims: Vec<Source>,
}

impl Matter {
    /// The claim of that id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.claims.iter().find(|s| s.claim.id == id)
    }
}
