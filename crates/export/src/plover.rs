//! PLOVER records: the JSON fields of the PLOVER manual (draft 0.7b1, chapter "JSON Data Fields"), a record a line.

use crate::CODER;
use crate::error::ExportError;
use crate::row::ClaimRow;
use crate::table::decimal;
use sekutu_codebook::Codebook;
use sekutu_model::{Attribution, Claim, Date, PartyMention};
use serde::Serialize;
use std::borrow::Cow;
use std::io::Write;

/// Writes claims as PLOVER records in JSON Lines.
///
/// The manual lets providers add fields. `status`, `said_by`, `denied_by`, `confidence`, `cameo`, `item` and `count` are ours: a record whose
/// status is `denied` or `negated` says that the event did not happen, and must not be counted as one.
pub struct Plover<W: Write> {
    out: W,
    book: Cow<'static, Codebook>,
}

impl<W: Write> Plover<W> {
    /// Writes nothing yet. Scale values are the builtin codebook's.
    pub fn new(out: W) -> Result<Plover<W>, ExportError> {
        Ok(Plover { out, book: Cow::Borrowed(Codebook::builtin()) })
    }

    /// The same with a user's codebook.
    pub fn with_codebook(mut self, book: Codebook) -> Plover<W> {
        self.book = Cow::Owned(book);
        self
    }

    /// Writes a record.
    pub fn claim(&mut self, row: &ClaimRow) -> Result<(), ExportError> {
        serde_json::to_writer(&mut self.out, &Record::of(row, &self.book))?;
        Ok(self.out.write_all(b"\n")?)
    }

    /// Flushes and gives the writer back.
    pub fn finish(mut self) -> Result<W, ExportError> {
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Optional fields that are not known are left out; `date`, which the manual requires, is null then.
#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enddate: Option<Date>,
    source: Vec<Actor<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recipient: Vec<Actor<'a>>,
    event: [&'static str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    event_loc: Option<Location<'a>>,
    event_text: [&'a str; 1],
    quad_code: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_scale: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mode: Option<[&'a str; 1]>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    context: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a str>,
    text: &'a str,
    text_info: TextInfo,
    cite_info: CiteInfo<'a>,
    coder: &'static str,
    status: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    said_by: &'a [Attribution],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    denied_by: &'a [Attribution],
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cameo: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<&'a str>,
}

#[derive(Serialize)]
struct Actor<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sector: Option<&'a str>,
    actor_text: &'a str,
    identifier_text: &'a str,
}

#[derive(Serialize)]
struct Location<'a> {
    name: &'a str,
}

/// The manual's `start` and `end` count characters, which a row without the article's text cannot tell; ours count bytes and say so.
#[derive(Serialize)]
struct TextInfo {
    start_byte: usize,
    end_byte: usize,
}

#[derive(Serialize)]
struct CiteInfo<'a> {
    citation: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    publication: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<Date>,
    codebook: &'a str,
}

impl<'a> Record<'a> {
    fn of(row: &'a ClaimRow, book: &'a Codebook) -> Record<'a> {
        let c = &row.claim;
        let (date, enddate) = days(c, row.published);
        let evidence = c.evidence.quote();
        Record {
            id: &c.id,
            date,
            enddate,
            source: c.actor.iter().map(actor).collect(),
            recipient: c.recipient.iter().map(actor).collect(),
            event: [c.event.name()],
            event_loc: c.place.as_ref().map(|q| Location { name: &q.text }),
            event_text: [&c.trigger.text],
            quad_code: c.event.quad() as usize + 1, // the manual numbers them in the order of Quad::ALL
            event_scale: decimal(book.weight(c.event, c.mode.as_deref())),
            mode: c.mode.as_deref().map(|m| [m]),
            context: &c.contexts,
            link: row.event.as_deref(),
            text: &evidence.text,
            text_info: TextInfo { start_byte: evidence.span.start, end_byte: evidence.span.end },
            cite_info: CiteInfo {
                citation: format!("sha256:{}", row.sha256),
                url: row.url.as_deref(),
                title: row.title.as_deref(),
                language: c.language.as_deref(),
                publication: &row.outlet,
                published: row.published,
                codebook: book.version(),
            },
            coder: CODER,
            status: c.status.name(),
            said_by: &c.said_by,
            denied_by: &c.denied_by,
            confidence: decimal(c.confidence),
            cameo: c.cameo.as_deref(),
            item: c.item.as_ref().map(|q| q.text.as_str()),
            count: c.count.as_ref().map(|q| q.text.as_str()),
        }
    }
}

fn actor(p: &PartyMention) -> Actor<'_> {
    let party = &p.party;
    Actor { code: party.code.as_deref(), sector: party.sector.as_deref(), actor_text: &p.quote.text, identifier_text: &party.name }
}

/// The first day that the text states, else the day of publication, as PLOVER's coders have it; the last day where it is another.
pub(crate) fn days(c: &Claim, published: Option<Date>) -> (Option<Date>, Option<Date>) {
    let when = c.when.as_ref();
    match when.and_then(|w| w.from.or(w.to)) {
        Some(day) => (Some(day), when.and_then(|w| w.to).filter(|to| *to != day)),
        None => (published, None),
    }
}
