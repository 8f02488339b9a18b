//! A document as the source of a claim, where the text names no speaker: "court documents seen by Reuters show", "menurut laporan intelijen".

use crate::assemble::Frame;
use sekutu_model::{Article, Attribution, Quote, Span};

/// The document that the trigger's sentence cites for what the frame tells; `said_by` are the outlets that relay it.
pub fn cited(article: &Article, f: &Frame<'_>, said_by: &[Attribution]) -> Option<Attribution> {
    let rules = article.language.as_deref().and_then(sekutu_text::language)?;
    let trigger = f.frame.trigger.shift(f.window.start);
    let sentence = f.sentences.iter().find(|s| s.overlaps(trigger))?;
    let parts = || f.roles.iter().map(|r| f.reading.mentions[r.mention].span.shift(f.window.start));
    // a document that is signed, handed over or relayed takes part; it does not tell
    let takes_part = |span: Span| parts().chain([trigger]).chain(said_by.iter().map(|a| a.quote.span)).any(|p| p.overlaps(span));
    let cited = rules.cited(sentence.cut(&article.text)?).into_iter().find_map(|c| {
        let span = Span::new(c.start, c.end).shift(sentence.start);
        (sentence.start + c.tells <= trigger.start && !takes_part(span)).then_some(span)
    })?;
    let quote = Quote::cut(&article.text, cited)?;
    Some(Attribution { code: None, sector: None, name: Some(quote.text.clone()), role: None, outlet: None, quote, via: None })
}
