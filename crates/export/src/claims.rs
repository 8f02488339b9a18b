//! The table of report-level claims. Its first 34 columns are those of `sekutu read --format csv`.

use crate::row::ClaimRow;
use crate::table::{Column, Record, count, day, decimal, flag, lent, list, real, text, whole};
use crate::words::{is_deed, labels, names, speaker, texts};

impl Record for ClaimRow {
    const COLUMNS: &'static [Column<ClaimRow>] = &[
        text("id", "the claim's id: hash of article, trigger, type and parties", |r| lent(&r.claim.id)),
        text("article", "the article's id: the input's own, else the SHA-256 of its text", |r| lent(&r.claim.article)),
        text("language", "the article's language, ISO 639-1", |r| r.claim.language.as_deref().and_then(lent)),
        day("published", "the article's day of publication", |r| r.published),
        text("outlet", "the outlet's name as printed", |r| Some(r.outlet.as_str()).filter(|o| !o.is_empty()).and_then(lent)),
        text("title", "the article's title", |r| r.title.as_deref().and_then(lent)),
        text("event", "PLOVER's type", |r| lent(r.claim.event.name())),
        text("quad", "PLOVER's quad class", |r| lent(r.claim.event.quad().name())),
        text("mode", "PLOVER's mode", |r| r.claim.mode.as_deref().and_then(lent)),
        list("contexts", "PLOVER's contexts", |r| r.claim.contexts.iter().map(|c| c.as_str().into()).collect()),
        text("cameo", "CAMEO's code, where it is clear", |r| r.claim.cameo.as_deref().and_then(lent)),
        text("status", "reported, alleged, planned, denied or negated", |r| lent(r.claim.status.name())),
        real("confidence", "how sure the reader is, 0 to 1", |r, _| decimal(r.claim.confidence)),
        list("actor", "actors' labels: code, with the sector where it is not GOV", |r| labels(&r.claim.actor)),
        list("actor_name", "actors' usual English names", |r| names(&r.claim.actor)),
        list("actor_text", "the words that name the actors", |r| texts(&r.claim.actor)),
        list("recipient", "recipients' labels", |r| labels(&r.claim.recipient)),
        list("recipient_name", "recipients' usual English names", |r| names(&r.claim.recipient)),
        list("recipient_text", "the words that name the recipients", |r| texts(&r.claim.recipient)),
        text("trigger", "the words that name the event", |r| lent(&r.claim.trigger.text)),
        whole("trigger_start", "their first byte", |r| count(r.claim.trigger.span.start)),
        whole("trigger_end", "one past their last byte", |r| count(r.claim.trigger.span.end)),
        text("item", "what was given, shipped, signed, demanded", |r| r.claim.item.as_ref().and_then(|q| lent(&q.text))),
        text("count", "how many, in the text's words", |r| r.claim.count.as_ref().and_then(|q| lent(&q.text))),
        text("place", "where, in the text's words", |r| r.claim.place.as_ref().and_then(|q| lent(&q.text))),
        day("when_from", "first day it may have happened on, where a text says so", |r| r.claim.when.as_ref().and_then(|w| w.from)),
        day("when_to", "last day", |r| r.claim.when.as_ref().and_then(|w| w.to)),
        text("when_text", "the words that say when", |r| r.claim.when.as_ref().and_then(|w| lent(&w.quote.text))),
        list("said_by", "who says so, nearest first: outlet, code, else words", |r| {
            r.claim.said_by.iter().map(|a| speaker(a).into()).collect()
        }),
        list("said_by_text", "the words that name them", |r| r.claim.said_by.iter().map(|a| a.quote.text.as_str().into()).collect()),
        list("denied_by", "who denies it: code, else words", |r| {
            r.claim.denied_by.iter().map(|a| a.code.as_deref().unwrap_or(&a.quote.text).into()).collect()
        }),
        text("evidence", "the words that the claim rests on", |r| lent(&r.claim.evidence.quote().text)),
        whole("evidence_start", "their first byte", |r| count(r.claim.evidence.quote().span.start)),
        whole("evidence_end", "one past their last byte", |r| count(r.claim.evidence.quote().span.end)),
        text("url", "the article's address", |r| r.url.as_deref().and_then(lent)),
        text("sha256", "SHA-256 of the article's text, which the offsets count in", |r| lent(&r.sha256)),
        whole("version", "the article's version, from 1", |r| Some(r.version.into())),
        text("event_id", "the event that the claim is about", |r| r.event.as_deref().and_then(lent)),
        real("intensity", "the codebook's weight for type and mode, −10 to 10, whatever the status", |r, book| {
            decimal(book.weight(r.claim.event, r.claim.mode.as_deref()))
        }),
        flag("deed", "whether the type is a deed (material) or words (verbal)", |r| is_deed(r.claim.event)),
    ];
}
