//! schema.org's Claim as JSON-LD: a graph, a Claim a claim.

use crate::error::ExportError;
use crate::json::{Items, Node, iri, object};
use crate::row::ArticleRow;
use sekutu_model::{Attribution, Claim, Date, PartyMention, Quote, When};
use std::io::Write;

/// Writes claims as schema.org has them: their words, who says them, the article they appear in, the action they are about.
///
/// schema.org rates claims elsewhere (ClaimReview); nothing here says whether one is true. `creativeWorkStatus` has the claim's status.
pub struct SchemaClaims<W: Write>(Items<W>);

impl<W: Write> SchemaClaims<W> {
    /// Writes the graph's head.
    pub fn new(out: W) -> Result<SchemaClaims<W>, ExportError> {
        Ok(SchemaClaims(Items::new(out, r#"{"@context":"https://schema.org","@graph":["#)?))
    }

    /// Writes an article's claims. Nothing of it is written if one of them does not hold against its text.
    pub fn article(&mut self, row: &ArticleRow) -> Result<(), ExportError> {
        for claim in &row.claims {
            row.text_of(claim)?;
        }
        row.claims.iter().try_for_each(|c| self.0.item(&schema_claim(row, c)))
    }

    /// Closes the graph and gives the writer back.
    pub fn finish(self) -> Result<W, ExportError> {
        self.0.finish()
    }
}

fn schema_claim(row: &ArticleRow, c: &Claim) -> Node {
    let named = |kind: &str, q: &Option<Quote>| -> Node {
        q.as_ref().map(|q| object([("@type", kind.into()), ("name", q.text.as_str().into())])).into()
    };
    let day = |d: fn(&When) -> Option<Date>| -> Node { c.when.as_ref().and_then(d).map(|d| d.to_string()).into() };
    let about = object([
        ("@type", "Action".into()),
        ("name", c.event.name().into()),
        ("agent", parties(&c.actor)),
        ("participant", parties(&c.recipient)),
        ("object", named("Thing", &c.item)),
        ("location", named("Place", &c.place)),
        ("startTime", day(|w| w.from)),
        ("endTime", day(|w| w.to)),
    ]);
    object([
        ("@type", "Claim".into()),
        ("@id", format!("{}#{}", row.address(), c.id).into()),
        ("identifier", c.id.as_str().into()),
        ("text", c.evidence.quote().text.as_str().into()),
        ("inLanguage", c.language.as_deref().into()),
        ("creativeWorkStatus", c.status.name().into()),
        ("author", Node::List(c.said_by.iter().map(speaker).collect())),
        ("about", about),
        ("appearance", appearance(row)),
    ])
}

fn appearance(row: &ArticleRow) -> Node {
    let a = &row.article;
    object([
        ("@type", "NewsArticle".into()),
        ("@id", row.address().into()),
        ("identifier", a.id.as_str().into()),
        ("url", a.url.as_deref().map(iri).into()),
        ("headline", a.title_text().into()),
        ("publisher", a.outlet.as_deref().map(|o| object([("@type", "Organization".into()), ("name", o.into())])).into()),
        ("datePublished", a.date().map(|d| d.to_string()).into()),
        ("inLanguage", a.language.as_deref().into()),
        ("version", row.version.to_string().into()),
    ])
}

fn parties(side: &[PartyMention]) -> Node {
    let one = |p: &PartyMention| {
        let code = p.party.code.as_ref().map(|_| p.party.label());
        object([("@type", "Organization".into()), ("name", p.party.name.as_str().into()), ("identifier", code.into())])
    };
    Node::List(side.iter().map(one).collect())
}

/// A person where an office is named, and whom the code stands for then; else an organisation, as an outlet or a state is. A voice that has
/// neither a code nor an outlet nor an office ("a source") may be either.
fn speaker(a: &Attribution) -> Node {
    let name = a.name.as_ref().or(a.outlet.as_ref()).unwrap_or(&a.quote.text).as_str();
    let code = a.code.as_deref();
    match (&a.role, a.outlet.as_deref().or(code)) {
        (Some(role), _) => {
            let side = code.map(|c| object([("@type", "Organization".into()), ("identifier", c.into())]));
            object([("@type", "Person".into()), ("name", name.into()), ("jobTitle", role.as_str().into()), ("affiliation", side.into())])
        }
        (None, Some(_)) => object([("@type", "Organization".into()), ("name", name.into()), ("identifier", code.into())]),
        (None, None) => object([("@type", Node::List(vec!["Person".into(), "Organization".into()])), ("name", name.into())]),
    }
}
