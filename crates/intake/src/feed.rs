//! RSS, RDF, Atom and JSON Feed through feed-rs; entries' HTML is cleaned.

use crate::draft::{Draft, one_line};
use crate::{Kind, Out, dates, html};
use chrono::{DateTime, Utc};
use feed_rs::model::{Entry, Feed, Text};
use feed_rs::parser;
use sekutu_model::{Date, DateSource, Published};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(crate) fn read(text: String, kind: Kind, out: &mut Out) -> ControlFlow<()> {
    let text = if kind == Kind::Feed { without_prolog(text) } else { text };
    let feed = match parse(&text) {
        Ok(feed) => feed,
        Err(error) => match repair(&text, kind).and_then(|r| parse(&r).ok()) {
            Some(feed) => {
                out.warning("", format!("the feed is damaged or ends early ({error}); its whole entries were read"), "fetch it again")?;
                feed
            }
            None => return out.error("", format!("not a feed that can be read: {error}"), "give --from if it is something else"),
        },
    };
    let outlet = feed.title.as_ref().map(plain).filter(|t| !t.is_empty());
    if feed.entries.is_empty() {
        return out.warning("", "the feed has no entries", "");
    }
    for (n, entry) in feed.entries.into_iter().enumerate() {
        let place = format!("entry {}", n + 1);
        let language = feed.language.clone();
        match draft(entry, outlet.clone(), language).article() {
            Some(article) => out.article(article)?,
            None => out.warning(&place, "the entry has no text", "")?,
        }
    }
    ControlFlow::Continue(())
}

fn draft(entry: Entry, outlet: Option<String>, language: Option<String>) -> Draft {
    let summary = entry.summary.as_ref().map(|s| html::fragment(&s.content)).unwrap_or_default();
    let content = entry.content.as_ref().and_then(|c| c.body.as_deref()).map(html::fragment).unwrap_or_default();
    let (body, standfirst) = if content.len() > summary.len() {
        let new = summary.len() > 30 && !content.contains(summary.trim_end_matches(['.', '…', ' ']));
        (content, new.then_some(summary))
    } else {
        (summary, None)
    };
    let url =
        entry.links.iter().find(|l| l.rel.as_deref().is_none_or(|r| r == "alternate")).or(entry.links.first()).map(|l| l.href.clone());
    let byline: Vec<String> = entry.authors.iter().filter_map(|p| p.name.clone()).map(|n| one_line(&n)).filter(|n| !n.is_empty()).collect();
    let date = entry.published.or(entry.updated).and_then(civil);
    Draft {
        id: Some(entry.id).filter(|id| !id.is_empty()),
        title: entry.title.as_ref().map(plain),
        standfirst,
        body,
        byline: (!byline.is_empty()).then(|| byline.join(", ")),
        outlet: entry.source.or(outlet),
        language: entry.language.or(language),
        published: date
            .map(|date| Published { date, source: DateSource::Declared })
            .or_else(|| url.as_deref().and_then(dates::in_url).map(|date| Published { date, source: DateSource::Guessed })),
        url,
    }
}

fn plain(text: &Text) -> String {
    one_line(&html::fragment(&text.content))
}

fn parse(text: &str) -> Result<Feed, String> {
    let parser = parser::Builder::new()
        // No made-up ids: an article without one is known by its hash.
        .id_generator(|_, _, _| String::new())
        // The day as the feed writes it, not as it is in Greenwich.
        .timestamp_parser(|t| dates::parse(t).and_then(midnight))
        .build();
    match catch_unwind(AssertUnwindSafe(|| parser.parse(text.as_bytes()))) {
        Ok(Ok(feed)) => Ok(feed),
        Ok(Err(e)) => Err(e.to_string()),
        Err(_) => Err("the parser failed".to_owned()),
    }
}

fn midnight(date: Date) -> Option<DateTime<Utc>> {
    let days = date.since(Date::new(1970, 1, 1).ok()?).ok()?.get_days();
    DateTime::from_timestamp(i64::from(days) * 86_400, 0)
}

fn civil(time: DateTime<Utc>) -> Option<Date> {
    let timestamp = jiff::Timestamp::from_second(time.timestamp()).ok()?;
    Some(timestamp.to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// Without the XML declaration: the text is UTF-8 by now, whatever it declares.
fn without_prolog(text: String) -> String {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    match start.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest.trim_start().to_owned(),
        None => start.to_owned(),
    }
}

/// The whole entries of a feed that is cut off or broken further on.
fn repair(text: &str, kind: Kind) -> Option<String> {
    if kind != Kind::Feed {
        return None;
    }
    let bare: String = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
    let (item, close) = if bare.contains("<entry") {
        ("</entry>", "</feed>")
    } else if bare.contains("<rdf:RDF") {
        ("</item>", "</rdf:RDF>")
    } else {
        ("</item>", "</channel></rss>")
    };
    let end = bare.rfind(item)? + item.len();
    Some(format!("{}{close}", escape_ampersands(&bare[..end])))
}

/// `&` that begins no entity, and HTML's named entities, which XML does not know, as text.
fn escape_ampersands(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len());
    let mut rest = xml;
    let mut in_cdata = false;
    while let Some(at) = rest.find(if in_cdata { "]]>" } else { "&" }) {
        if !in_cdata && let Some(cdata) = rest[..at].rfind("<![CDATA[") {
            // Ampersands are literal in there.
            let (head, tail) = rest.split_at(cdata + 9);
            out.push_str(head);
            rest = tail;
            in_cdata = true;
            continue;
        }
        if in_cdata {
            let (head, tail) = rest.split_at(at + 3);
            out.push_str(head);
            rest = tail;
            in_cdata = false;
            continue;
        }
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let name = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(rest.len())];
        let known = rest[name.len()..].starts_with(';') && (matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") || name.starts_with('#'));
        out.push_str(if known { "&" } else { "&amp;" });
    }
    out.push_str(rest);
    out
}
