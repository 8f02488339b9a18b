//! The TOML form of a codebook, and its checks.

use crate::{Codebook, CodebookError, Entry, Mode, Term, Words};
use sekutu_model::{Event, Quad};
use serde::Deserialize;
use std::ops::Range;
use toml::{Spanned, Table, Value};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: Spanned<String>,
    source: String,
    licence: String,
    event: Vec<Spanned<RawEvent>>,
    contexts: Spanned<Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEvent {
    name: Spanned<String>,
    quad: Spanned<String>,
    weight: Spanned<f32>,
    cameo: Option<Spanned<String>>,
    planned: Option<Spanned<String>>,
    verb: Pair,
    en: String,
    id: String,
    #[serde(default)]
    modes: Option<Spanned<Table>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    en: String,
    id: String,
}

impl From<Pair> for Words {
    fn from(p: Pair) -> Words {
        Words { en: p.en, id: p.id }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMode {
    weight: f32,
    cameo: Option<String>,
    planned: Option<String>,
    en: String,
    id: String,
}

/// Makes errors that tell the line of a place in the text.
struct At<'a>(&'a str);

impl At<'_> {
    fn error(&self, span: Range<usize>, message: impl Into<String>, hint: impl Into<String>) -> CodebookError {
        let before = self.0.as_bytes().get(..span.start).unwrap_or_default();
        CodebookError { line: 1 + before.iter().filter(|b| **b == b'\n').count(), message: message.into(), hint: hint.into() }
    }
}

pub fn parse(text: &str) -> Result<Codebook, CodebookError> {
    let at = At(text);
    let file: File = toml::from_str(text).map_err(|e| {
        at.error(e.span().unwrap_or_default(), e.message().trim().replace('\n', " "), "see the builtin codebook for the form")
    })?;
    let mut found: Vec<Option<Entry>> = vec![None; Event::ALL.len()];
    for raw in file.event {
        let (event, entry) = entry(&at, raw.into_inner())?;
        found[event as usize] = match found[event as usize] {
            None => Some(entry.0),
            Some(_) => return Err(at.error(entry.1, format!("{event} is defined twice"), "keep one of the two")),
        };
    }
    let end = text.len().saturating_sub(1);
    let mut events = Vec::with_capacity(found.len());
    for (event, entry) in Event::ALL.iter().zip(found) {
        events.push(
            entry.ok_or_else(|| {
                at.error(end..end, format!("{event} is not defined"), format!("add an [[event]] with name = \"{event}\""))
            })?,
        );
    }
    let place = file.contexts.span();
    let mut contexts = Vec::new();
    for (name, value) in file.contexts.into_inner() {
        let pair: Pair = value.try_into().map_err(|e: toml::de::Error| {
            at.error(line_of(text, &place, &name), format!("context {name}: {}", e.message()), "write NAME = { en = \"…\", id = \"…\" }")
        })?;
        contexts.push(Term { name, definition: pair.into() });
    }
    if file.version.get_ref().trim().is_empty() {
        return Err(at.error(file.version.span(), "the version is empty", "name it, for example \"mine-1\""));
    }
    Ok(Codebook { version: file.version.into_inner(), source: file.source, licence: file.licence, events, contexts })
}

fn entry(at: &At<'_>, raw: RawEvent) -> Result<(Event, (Entry, Range<usize>)), CodebookError> {
    let place = raw.name.span();
    let event: Event =
        raw.name.get_ref().parse().map_err(|e: String| at.error(place.clone(), e, "a codebook defines PLOVER's sixteen types"))?;
    let quad = raw.quad.get_ref().parse::<Quad>().ok().filter(|q| *q == event.quad()).ok_or_else(|| {
        at.error(raw.quad.span(), format!("{event} is not {}", raw.quad.get_ref()), format!("write quad = \"{}\"", event.quad()))
    })?;
    let weight = weight(*raw.weight.get_ref()).map_err(|(m, h)| at.error(raw.weight.span(), format!("{event}: {m}"), h))?;
    let code = |c: Option<Spanned<String>>| {
        c.map(|c| cameo(c.get_ref()).map_err(|(m, h)| at.error(c.span(), format!("{event}: {m}"), h))).transpose()
    };
    let (cameo_code, planned) = (code(raw.cameo)?, code(raw.planned)?);
    let mut modes = Vec::new();
    if let Some(table) = raw.modes {
        let inside = table.span();
        for (name, value) in table.into_inner() {
            let mode = mode(&name, value)
                .map_err(|(m, h)| at.error(mode_place(at.0, &place, &inside, &name), format!("{event}/{name}: {m}"), h))?;
            modes.push(mode);
        }
    }
    let definition = Words { en: raw.en, id: raw.id };
    Ok((event, (Entry { quad, definition, verb: raw.verb.into(), weight, cameo: cameo_code, planned, modes }, place)))
}

/// What is wrong, and the hint.
type Wrong = (String, String);

fn mode(name: &str, value: Value) -> Result<Mode, Wrong> {
    let raw: RawMode = value
        .try_into()
        .map_err(|e: toml::de::Error| (e.message().to_owned(), "a mode has weight, en, id and may have cameo, planned".into()))?;
    let code = |c: Option<String>| c.map(|c| cameo(&c)).transpose();
    Ok(Mode {
        term: Term { name: name.to_owned(), definition: Words { en: raw.en, id: raw.id } },
        weight: weight(raw.weight)?,
        cameo: code(raw.cameo)?,
        planned: code(raw.planned)?,
    })
}

fn weight(w: f32) -> Result<f32, Wrong> {
    if (-10.0..=10.0).contains(&w) { Ok(w) } else { Err((format!("weight {w}"), "a weight lies between -10 and 10".into())) }
}

fn cameo(code: &str) -> Result<String, Wrong> {
    let root: u32 = code.get(..2).and_then(|r| r.parse().ok()).unwrap_or(0);
    let good = code.is_empty() || (2..=4).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit()) && (1..=20).contains(&root);
    if good {
        Ok(code.to_owned())
    } else {
        Err((format!("{code:?} is no CAMEO code"), "a code has two to four figures and begins with 01 to 20, or is empty for none".into()))
    }
}

/// Where a context's line stands.
fn line_of(text: &str, place: &Range<usize>, name: &str) -> Range<usize> {
    let from = place.start.min(text.len());
    text.get(from..).and_then(|t| t.find(&format!("\n{name} "))).map_or(place.clone(), |i| from + i + 1..from + i + 1)
}

/// Where a mode's header stands, after its event's name; else where its table begins.
fn mode_place(text: &str, event: &Range<usize>, inside: &Range<usize>, name: &str) -> Range<usize> {
    let after = text.get(event.start..).and_then(|t| t.find(&format!("[event.modes.{name}]")));
    after.map_or(inside.clone(), |i| event.start + i..event.start + i)
}
