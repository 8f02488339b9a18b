//! W3C Web Annotations as JSON-LD: an annotation page, an annotation a claim.

use crate::error::ExportError;
use crate::json::{Items, Node, iri, object};
use crate::row::ArticleRow;
use sekutu_model::{Claim, Span};
use std::io::Write;

/// Characters of text before and after the evidence that help to find it again.
const AROUND: usize = 32;

/// Writes claims as annotations of their articles' texts.
///
/// An annotation's target is the canonical text, which `hash://sha256/…` names; the page at the article's address, whose characters are other
/// ones, is its scope. Positions count Unicode code points, as the standard has it, not bytes. Where the ledger keeps no text there are
/// quotations only.
pub struct Annotations<W: Write>(Items<W>);

impl<W: Write> Annotations<W> {
    /// Writes the page's head.
    pub fn new(out: W) -> Result<Annotations<W>, ExportError> {
        let head = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:x-sekutu:annotations","type":"AnnotationPage","items":["#;
        Ok(Annotations(Items::new(out, head)?))
    }

    /// Writes the annotations of an article. Nothing of it is written if one of its claims does not hold against its text.
    pub fn article(&mut self, row: &ArticleRow) -> Result<(), ExportError> {
        let all: Result<Vec<Node>, ExportError> = row.claims.iter().map(|c| annotation(row, c)).collect();
        all?.iter().try_for_each(|a| self.0.item(a))
    }

    /// Closes the page and gives the writer back.
    pub fn finish(self) -> Result<W, ExportError> {
        self.0.finish()
    }
}

fn annotation(row: &ArticleRow, claim: &Claim) -> Result<Node, ExportError> {
    let evidence = claim.evidence.quote();
    let text = row.text_of(claim)?;
    let (before, after) = text.map(|t| around(t, evidence.span)).unzip();
    let quote = object([
        ("type", "TextQuoteSelector".into()),
        ("exact", evidence.text.as_str().into()),
        ("prefix", before.into()),
        ("suffix", after.into()),
    ]);
    let position = text.map(|t| {
        let start = t[..evidence.span.start].chars().count();
        let end = start + evidence.text.chars().count();
        object([("type", "TextPositionSelector".into()), ("start", Node::Whole(start)), ("end", Node::Whole(end))])
    });
    let tag = object([("type", "TextualBody".into()), ("purpose", "tagging".into()), ("value", claim.event.name().into())]);
    let body = object([
        ("type", "TextualBody".into()),
        ("purpose", "classifying".into()),
        ("format", "application/json".into()),
        ("value", serde_json::to_string(claim)?.into()),
    ]);
    let target = object([
        ("type", "SpecificResource".into()),
        ("source", row.address().into()),
        ("scope", row.article.url.as_deref().map(iri).into()),
        ("selector", Node::List([quote].into_iter().chain(position).collect())),
    ]);
    Ok(object([
        ("id", format!("{}#{}", row.address(), claim.id).into()),
        ("type", "Annotation".into()),
        ("motivation", "classifying".into()),
        ("body", Node::List(vec![tag, body])),
        ("target", target),
    ]))
}

/// The characters before and after a span that the text is known to have.
fn around(text: &str, span: Span) -> (&str, &str) {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(i, _)| i);
    let to = after.char_indices().nth(AROUND).map_or(after.len(), |(i, _)| i);
    (&before[from..], &after[..to])
}
