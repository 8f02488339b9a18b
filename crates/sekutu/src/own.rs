//! A user's own event types on real words: the encoder behind the codebook's matcher, the ledger's claims gone through with it.

use crate::messages::Messages;
use crate::model;
use anyhow::Result;
use sekutu_codebook::{Codebook, Matched, Matcher};
use sekutu_extract::windows;
use sekutu_ledger::{ClaimFilter, ClaimRow, Ledger, PartyIs, Whose};
use sekutu_model::{Claim, Span};
use sekutu_reader::{Reader, encoder::Thread};
use sekutu_ties::ClaimKey;
use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;

/// So many claims are encoded at a time.
const BATCH: usize = 512;

/// The matcher of a codebook's own types.
pub fn matcher(book: &Codebook, reader: &Reader) -> Result<Matcher> {
    let thread = Thread::new(1);
    let place = |text: &str, words: &str| text.find(words).map(|at| Span::new(at, at + words.len()));
    Ok(Matcher::fit(book, |text, words| reader.meaning(text, words.and_then(|w| place(text, w)), &thread))?)
}

/// The own type of a claim, if any: by the sentence that holds its trigger.
pub fn own_type(claim: &Claim, matcher: &Matcher, reader: &Reader, thread: &Thread) -> Result<Option<Matched>> {
    let evidence = claim.evidence.quote();
    let trigger = claim.trigger.span;
    // where texts are not kept, the trigger may lie beyond the first words
    let inside = trigger.start >= evidence.span.start && trigger.end <= evidence.span.start + evidence.text.len();
    let trigger = inside.then(|| Span::new(trigger.start - evidence.span.start, trigger.end - evidence.span.start));
    let sentences = windows::sentences(&evidence.text, claim.language.as_deref());
    let of = sentences.into_iter().find(|s| trigger.is_some_and(|t| s.contains(t)));
    let (text, trigger) =
        match of.zip(trigger).and_then(|(s, t)| Some((s.cut(&evidence.text)?, Span::new(t.start - s.start, t.end - s.start)))) {
            Some((sentence, trigger)) => (sentence, Some(trigger)),
            None => (evidence.text.as_str(), trigger),
        };
    Ok(matcher.of(claim.event, &reader.meaning(text, trigger, thread)?))
}

/// Which of the ledger's claims are of which own type; those of `whose` only. Without own types it costs nothing.
pub fn typed(ledger: &Ledger, book: &Codebook, whose: Whose<'_>, quiet: bool, messages: &Messages) -> Result<HashMap<ClaimKey, Matched>> {
    let mut out = HashMap::new();
    if book.types().is_empty() {
        return Ok(out);
    }
    let reader = model::load(None)?;
    let matcher = matcher(book, &reader)?;
    let mut filter = ClaimFilter { current: true, ..ClaimFilter::default() };
    match whose {
        Whose::All => {}
        Whose::Party(p) => filter.party = vec![PartyIs { code: p.to_owned(), sector: None }],
        Whose::Pair(a, b) => filter.dyad = Some((a.to_owned(), b.to_owned())),
    }
    if let Some(roots) = book.types().iter().map(|t| t.refines).collect::<Option<Vec<_>>>() {
        filter.events = roots;
    }
    let shown = !quiet && io::stderr().is_terminal();
    let (mut waiting, mut done, mut failed): (Vec<Claim>, usize, Result<()>) = (Vec::with_capacity(BATCH), 0, Ok(()));
    let mut flush = |waiting: &mut Vec<Claim>| -> Result<()> {
        out.extend(encode(waiting, &matcher, &reader)?);
        done += waiting.len();
        waiting.clear();
        if shown {
            eprint!("\r\x1b[K{done} {}", messages.words.ties.compared);
            io::stderr().flush()?;
        }
        Ok(())
    };
    ledger.each_claim(&filter, &mut |row: ClaimRow| {
        waiting.push(row.claim);
        if waiting.len() >= BATCH {
            failed = flush(&mut waiting);
        }
        if failed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    failed?;
    flush(&mut waiting)?;
    if shown {
        eprintln!();
    }
    Ok(out)
}

/// Each claim by itself, so that the result does not depend on how many are encoded at once.
fn encode(claims: &[Claim], matcher: &Matcher, reader: &Reader) -> Result<Vec<(ClaimKey, Matched)>> {
    let threads = std::thread::available_parallelism().map_or(1, Into::into);
    let parts: Vec<Result<Vec<_>>> = std::thread::scope(|scope| {
        let read = |part: &[Claim]| -> Result<Vec<(ClaimKey, Matched)>> {
            let thread = Thread::new(1);
            part.iter()
                .filter_map(|c| own_type(c, matcher, reader, &thread).map(|m| m.map(|m| (ClaimKey::of(&c.id), m))).transpose())
                .collect()
        };
        let running: Vec<_> = claims.chunks(claims.len().div_ceil(threads).max(1)).map(|part| scope.spawn(move || read(part))).collect();
        running.into_iter().map(|r| r.join().unwrap_or_else(|_| Err(anyhow::anyhow!("a thread failed")))).collect()
    });
    parts.into_iter().try_fold(Vec::new(), |mut all, part| {
        all.extend(part?);
        Ok(all)
    })
}
