//! One row a claim; several parties in a cell are parted by "; ".

use super::Output;
use anyhow::Result;
use sekutu_model::{Article, Attribution, Claim, PartyMention, Quote};
use std::io::Write;

/// Rows of comma-separated values.
pub struct Rows<W: Write>(csv::Writer<W>);

const HEAD: [&str; 34] = [
    "id",
    "article",
    "language",
    "published",
    "outlet",
    "title",
    "event",
    "quad",
    "mode",
    "contexts",
    "cameo",
    "status",
    "confidence",
    "actor",
    "actor_name",
    "actor_text",
    "recipient",
    "recipient_name",
    "recipient_text",
    "trigger",
    "trigger_start",
    "trigger_end",
    "item",
    "count",
    "place",
    "when_from",
    "when_to",
    "when_text",
    "said_by",
    "said_by_text",
    "denied_by",
    "evidence",
    "evidence_start",
    "evidence_end",
];

impl<W: Write> Rows<W> {
    /// Writes the head.
    pub fn new(out: W) -> Result<Rows<W>> {
        let mut rows = csv::Writer::from_writer(out);
        rows.write_record(HEAD)?;
        Ok(Rows(rows))
    }
}

impl<W: Write> Output for Rows<W> {
    fn article(&mut self, article: &Article, claims: &[Claim]) -> Result<()> {
        let text = |q: &Option<Quote>| q.as_ref().map(|q| q.text.clone()).unwrap_or_default();
        for c in claims {
            let when = |f: fn(&sekutu_model::When) -> String| c.when.as_ref().map(f).unwrap_or_default();
            let row: [String; 34] = [
                c.id.clone(),
                c.article.clone(),
                c.language.clone().unwrap_or_default(),
                article.date().map(|d| d.to_string()).unwrap_or_default(),
                article.outlet.clone().unwrap_or_default(),
                article.title_text().unwrap_or_default().to_owned(),
                c.event.to_string(),
                c.event.quad().to_string(),
                c.mode.clone().unwrap_or_default(),
                c.contexts.join("; "),
                c.cameo.clone().unwrap_or_default(),
                c.status.to_string(),
                format!("{:.3}", c.confidence),
                parties(&c.actor, |p| p.party.label()),
                parties(&c.actor, |p| p.party.name.clone()),
                parties(&c.actor, |p| p.quote.text.clone()),
                parties(&c.recipient, |p| p.party.label()),
                parties(&c.recipient, |p| p.party.name.clone()),
                parties(&c.recipient, |p| p.quote.text.clone()),
                c.trigger.text.clone(),
                c.trigger.span.start.to_string(),
                c.trigger.span.end.to_string(),
                text(&c.item),
                text(&c.count),
                text(&c.place),
                when(|w| w.from.map(|d| d.to_string()).unwrap_or_default()),
                when(|w| w.to.map(|d| d.to_string()).unwrap_or_default()),
                when(|w| w.quote.text.clone()),
                hops(&c.said_by, |a| a.outlet.clone().or_else(|| a.code.clone()).unwrap_or_else(|| a.quote.text.clone())),
                hops(&c.said_by, |a| a.quote.text.clone()),
                hops(&c.denied_by, |a| a.code.clone().unwrap_or_else(|| a.quote.text.clone())),
                c.evidence.quote().text.clone(),
                c.evidence.quote().span.start.to_string(),
                c.evidence.quote().span.end.to_string(),
            ];
            self.0.write_record(&row)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        Ok(self.0.flush()?)
    }
}

fn parties(list: &[PartyMention], f: impl Fn(&PartyMention) -> String) -> String {
    list.iter().map(f).collect::<Vec<_>>().join("; ")
}

fn hops(list: &[Attribution], f: impl Fn(&Attribution) -> String) -> String {
    list.iter().map(f).collect::<Vec<_>>().join("; ")
}
