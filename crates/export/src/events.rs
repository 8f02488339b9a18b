//! The table of events.

use crate::table::{Column, Record, count, day, decimal, flag, lent, list, real, text, whole};
use crate::words::is_deed;
use sekutu_merge::{EventRecord, FlagKind, Step};
use sekutu_model::Party;
use std::borrow::Cow;

impl Record for EventRecord {
    const COLUMNS: &'static [Column<EventRecord>] = &[
        text("id", "the event's id", |e| lent(&e.id)),
        text("event", "PLOVER's type, as most of its claims have it", |e| lent(e.event.name())),
        text("quad", "PLOVER's quad class", |e| lent(e.quad.name())),
        text("mode", "PLOVER's mode", |e| e.mode.as_deref().and_then(lent)),
        list("contexts", "PLOVER's contexts", |e| lend(&e.contexts)),
        real("intensity", "the codebook's weight for type and mode, −10 to 10, whatever the status", |e, book| {
            decimal(book.weight(e.event, e.mode.as_deref()))
        }),
        flag("deed", "whether the type is a deed (material) or words (verbal)", |e| is_deed(e.event)),
        list("actor", "actors' labels: code, with the sector where it is not GOV", |e| labels(&e.actor)),
        list("actor_name", "actors' usual English names", |e| names(&e.actor)),
        list("recipient", "recipients' labels", |e| labels(&e.recipient)),
        list("recipient_name", "recipients' usual English names", |e| names(&e.recipient)),
        day("from", "first day it may have happened on", |e| e.from),
        day("to", "last day", |e| e.to),
        flag("stated", "whether a text says the day; else it is taken from the days of publication", |e| e.stated),
        text("place", "where, in a text's words", |e| e.place.as_deref().and_then(lent)),
        text("item", "what was given, shipped, signed, in a text's words", |e| e.item.as_deref().and_then(lent)),
        text("count", "how many, in a text's words", |e| e.count.as_deref().and_then(lent)),
        text("status", "the strongest status that a current claim gives it", |e| lent(e.status.name())),
        text("state", "the last of its history", |e| lent(e.state.name())),
        flag("contested", "whether a named party denies, in the same scope, what others assert", |e| e.contested),
        day("first_report", "first day of publication", |e| e.first_report),
        day("last_report", "last day of publication", |e| e.last_report),
        whole("claims", "how many claims are about it", |e| count(e.claims.len())),
        whole("articles", "how many articles tell it", |e| count(e.articles)),
        whole("outlets", "how many outlets carry it", |e| count(e.outlets.len())),
        whole("origins", "how many independent origins vouch for it", |e| count(e.origins.len())),
        whole("interested_origins", "how many of them speak of themselves", |e| count(e.origins.iter().filter(|o| o.interested).count())),
        list("outlet", "the outlets", |e| lend(&e.outlets)),
        list("origin", "the origins' keys", |e| e.origins.iter().map(|o| o.key.as_str().into()).collect()),
        list("claim", "ids of its claims, in the order of publication", |e| lend(&e.claims)),
        list("history", "its steps, each as \"day kind speaker\"", |e| e.history.iter().map(|s| step(s).into()).collect()),
        list("flags", "what is worth a look", |e| e.flags.iter().map(|f| flag_name(f.kind).into()).collect()),
    ];
}

fn lend(all: &[String]) -> Vec<Cow<'_, str>> {
    all.iter().map(|s| s.as_str().into()).collect()
}

fn labels(side: &[Party]) -> Vec<Cow<'_, str>> {
    side.iter().map(|p| p.label().into()).collect()
}

fn names(side: &[Party]) -> Vec<Cow<'_, str>> {
    side.iter().map(|p| p.name.as_str().into()).collect()
}

fn step(s: &Step) -> String {
    let day = s.date.map_or_else(|| "?".to_owned(), |d| d.to_string());
    format!("{day} {} {}", s.kind.name(), s.speaker)
}

/// As its JSON has it.
const fn flag_name(kind: FlagKind) -> &'static str {
    match kind {
        FlagKind::HeadlineStronger => "headline-stronger",
        FlagKind::RoleDiffers => "role-differs",
        FlagKind::NumberDiffers => "number-differs",
        FlagKind::SourceHedged => "source-hedged",
    }
}
