use crate::{Article, Date, Event, Meaning, Party, Span, Status};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Words of an article and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quote {
    /// The exact words.
    pub text: String,
    /// Where they stand.
    #[serde(flatten)]
    pub span: Span,
}

impl Quote {
    /// The words of `text` at `span`; `None` where the span does not cut it.
    pub fn cut(text: &str, span: Span) -> Option<Quote> {
        if span.is_empty() {
            return None;
        }
        span.cut(text).map(|words| Quote { text: words.to_owned(), span })
    }
}

/// A party as one claim's sentence names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyMention {
    /// Who it is.
    #[serde(flatten)]
    pub party: Party,
    /// The words in this claim's sentence.
    #[serde(flatten)]
    pub quote: Quote,
    /// The name that those words stand for, where they are a pronoun or "kedua negara".
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub via: Option<Span>,
}

/// One hop of who says it: a party or person, or an outlet that relays it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// The speaker's party code; `None` for an outlet or a speaker who has none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub code: Option<String>,
    /// The speaker's sector.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sector: Option<String>,
    /// The speaker's name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
    /// The speaker's office, in the text's words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub role: Option<String>,
    /// The outlet or agency, lower case.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub outlet: Option<String>,
    /// The words in the text.
    #[serde(flatten)]
    pub quote: Quote,
    /// The name that a pronoun stands for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub via: Option<Span>,
}

/// When an event took place: the days it may fall on, and the words that say so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// First day, where it can be told.
    pub from: Option<Date>,
    /// Last day; `None` for an open end ("since 2012").
    pub to: Option<Date>,
    /// The words.
    #[serde(flatten)]
    pub quote: Quote,
}

/// The words that a claim rests on. It cannot be made but from a text that holds them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Evidence(Quote);

impl Evidence {
    /// The evidence at `span` of `article`.
    pub fn of(article: &Article, span: Span) -> Result<Evidence, ClaimError> {
        Quote::cut(&article.text, span).map(Evidence).ok_or(ClaimError::Evidence(span))
    }

    /// Its words and place.
    pub fn quote(&self) -> &Quote {
        &self.0
    }
}

/// Why a claim could not be made or does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ClaimError {
    /// The evidence is empty or lies outside the text.
    #[error("bytes {} to {} do not cut the article's text", .0.start, .0.end)]
    Evidence(Span),
    /// A span's words differ from the text's.
    #[error("{field}: the text has other words than {words:?} at bytes {} to {}", span.start, span.end)]
    Words {
        /// Which part of the claim.
        field: &'static str,
        /// The claim's words.
        words: String,
        /// Where they should stand.
        span: Span,
    },
}

/// One attributed mention of an event in one article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Hash of article, trigger, type and parties: the same claim of the same text has the same id.
    pub id: String,
    /// The article's id.
    pub article: String,
    /// The article's language.
    pub language: Option<String>,
    /// What was done.
    pub event: Event,
    /// How, in PLOVER's words.
    pub mode: Option<String>,
    /// In what matter, in PLOVER's words.
    pub contexts: Vec<String>,
    /// CAMEO's code, where type, mode and status make it clear.
    pub cameo: Option<String>,
    /// Who did it; all parties of a mutual event.
    pub actor: Vec<PartyMention>,
    /// To whom.
    pub recipient: Vec<PartyMention>,
    /// The words that name the event.
    pub trigger: Quote,
    /// What was given, shipped, signed, demanded.
    pub item: Option<Quote>,
    /// How many.
    pub count: Option<Quote>,
    /// Where.
    pub place: Option<Quote>,
    /// When.
    pub when: Option<When>,
    /// What the text claims about its being real.
    pub status: Status,
    /// Who says so, nearest first.
    pub said_by: Vec<Attribution>,
    /// Who denies it.
    pub denied_by: Vec<Attribution>,
    /// The words that it rests on.
    pub evidence: Evidence,
    /// How sure the reader is, 0 to 1, calibrated.
    pub confidence: f32,
    /// What the trigger means in its sentence, in a form that languages share; `None` where no encoder of ours read it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub meaning: Option<Meaning>,
}

impl Claim {
    /// Every quotation of the claim with the field it stands in.
    pub fn quotes(&self) -> impl Iterator<Item = (&'static str, &Quote)> {
        let mut all: Vec<(&'static str, &Quote)> = vec![("trigger", &self.trigger), ("evidence", self.evidence.quote())];
        all.extend(self.actor.iter().map(|p| ("actor", &p.quote)));
        all.extend(self.recipient.iter().map(|p| ("recipient", &p.quote)));
        all.extend(self.said_by.iter().map(|p| ("said_by", &p.quote)));
        all.extend(self.denied_by.iter().map(|p| ("denied_by", &p.quote)));
        all.extend(self.item.iter().map(|q| ("item", q)));
        all.extend(self.count.iter().map(|q| ("count", q)));
        all.extend(self.place.iter().map(|q| ("place", q)));
        all.extend(self.when.iter().map(|w| ("when", &w.quote)));
        all.into_iter()
    }

    /// Cuts every span again from `text` and compares.
    pub fn verify(&self, text: &str) -> Result<(), ClaimError> {
        for (field, q) in self.quotes() {
            if q.span.cut(text) != Some(q.text.as_str()) {
                return Err(ClaimError::Words { field, words: q.text.clone(), span: q.span });
            }
        }
        Ok(())
    }
}
