//! JSON Lines, and JSON documents of one or several articles.

use crate::draft::{Draft, declared_date};
use crate::stream::{Line, read_line};
use crate::{MAX_DOCUMENT, Out, encoding};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::BufRead;
use std::ops::ControlFlow;

/// A line's fields; others are passed over.
#[derive(Deserialize)]
struct Record {
    id: Option<Value>,
    text: Option<Value>,
    title: Option<Value>,
    date: Option<Value>,
    outlet: Option<Value>,
    url: Option<Value>,
    #[serde(alias = "language")]
    lang: Option<Value>,
}

/// The ids read so far, by their hash: where each was first, and how often it was.
#[derive(Default)]
struct Seen(HashMap<u64, (u64, u32)>);

pub(crate) fn read(input: &mut dyn BufRead, out: &mut Out) -> ControlFlow<()> {
    let mut seen = Seen::default();
    let mut buffer = Vec::new();
    let mut number = 0u64;
    loop {
        number += 1;
        let place = format!("line {number}");
        match read_line(input, &mut buffer, MAX_DOCUMENT) {
            Line::End => return ControlFlow::Continue(()),
            Line::TooLong(bytes) => out.error(
                &place,
                format!("{bytes} bytes long, more than 64 MiB; passed over"),
                "split the article, or leave out what is not its text",
            )?,
            Line::Read => {
                let line = buffer.strip_prefix(b"\xef\xbb\xbf").filter(|_| number == 1).unwrap_or(&buffer);
                if line.iter().all(u8::is_ascii_whitespace) {
                    continue;
                }
                let decoded = encoding::decode(line, None);
                if let Some(warning) = decoded.warning {
                    out.warning(&place, warning, "JSON is UTF-8; convert the file first")?;
                }
                match serde_json::from_str::<Record>(&decoded.text) {
                    Ok(record) => emit(record, &place, number, &mut seen, out)?,
                    Err(e) => out.error(
                        &format!("{place}, column {}", e.column()),
                        format!("not a JSON object of the expected form: {}", reason(&e)),
                        "each line is one object: {\"id\": …, \"text\": …}",
                    )?,
                }
            }
        }
        // A huge line must not be held on to.
        if buffer.capacity() > 1 << 20 {
            buffer = Vec::new();
        }
    }
}

/// A JSON document over several lines: an object, an array of them, or objects one after another.
pub(crate) fn read_document(text: &str, out: &mut Out) -> ControlFlow<()> {
    let mut seen = Seen::default();
    let mut number = 0;
    let mut take = |value: Value, out: &mut Out| {
        number += 1;
        let place = format!("object {number}");
        match serde_json::from_value::<Record>(value) {
            Ok(record) => emit(record, &place, number, &mut seen, out),
            Err(e) => out.error(&place, format!("not an object of the expected form: {e}"), "an article is an object with a \"text\""),
        }
    };
    for value in serde_json::Deserializer::from_str(text.trim_start_matches('\u{feff}')).into_iter::<Value>() {
        match value {
            Ok(Value::Array(all)) => {
                for value in all {
                    take(value, out)?;
                }
            }
            Ok(value) => take(value, out)?,
            Err(e) => {
                return out.error(
                    &format!("line {}, column {}", e.line(), e.column()),
                    format!("not JSON: {}", reason(&e)),
                    "repair it, or make it JSON Lines, of which only the bad line is lost",
                );
            }
        }
    }
    ControlFlow::Continue(())
}

fn emit(record: Record, place: &str, number: u64, seen: &mut Seen, out: &mut Out) -> ControlFlow<()> {
    let text = match record.text {
        Some(Value::String(text)) => text,
        None | Some(Value::Null) => return out.error(place, "there is no \"text\"", "put the article's text into the field \"text\""),
        Some(_) => return out.error(place, "\"text\" is not a string", "put the article's text into the field \"text\""),
    };
    let date = record.date.as_ref().and_then(words);
    let published = date.as_deref().and_then(declared_date);
    if let Some(date) = date.filter(|_| published.is_none()) {
        let shown: String = date.chars().take(40).collect();
        out.warning(place, format!("{shown:?} is no date; the article has none"), "write it as 2022-11-03")?;
    }
    let empty = text.trim().is_empty();
    if empty {
        out.warning(place, "\"text\" is empty", "")?;
    }
    let mut id = record.id.as_ref().and_then(words);
    if let Some(id) = &mut id {
        let (first, times) = seen.count(id, number);
        if times > 1 {
            let unique = format!("{id}#{times}");
            let unit = place.split(' ').next().unwrap_or_default();
            out.warning(
                place,
                format!("the id {id:?} was {unit} {first}'s already; this article is {unique:?}"),
                "give each article an id of its own",
            )?;
            *id = unique;
        }
    }
    let field = |v: Option<Value>| v.as_ref().and_then(words);
    let draft = Draft {
        id,
        title: field(record.title),
        body: text,
        outlet: field(record.outlet),
        url: field(record.url),
        language: field(record.lang),
        published,
        ..Draft::default()
    };
    match draft.article() {
        Some(article) => out.article(article),
        None if empty => ControlFlow::Continue(()),
        None => out.warning(place, "\"text\" holds nothing that can be read", ""),
    }
}

impl Seen {
    /// Where the id was first and how often it has been, this time included.
    fn count(&mut self, id: &str, number: u64) -> (u64, u32) {
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        let entry = self.0.entry(hasher.finish()).or_insert((number, 0));
        entry.1 += 1;
        *entry
    }
}

/// A string, number or truth value as words.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()).filter(|s| !s.trim().is_empty()),
        Value::Number(n) => Some(n.to_string()),
        Value::Bool(b) => Some(b.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// serde_json's message without its place, which is in the diagnostic.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line ").next().unwrap_or_default().to_owned()
}
