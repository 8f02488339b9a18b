//! The TOML form of a codebook, and its checks.

use crate::{Codebook, CodebookError, CustomType, EXAMPLES, Entry, Expected, Mode, Sentence, Term, Words};
use sekutu_model::{Event, Quad, Status};
use serde::Deserialize;
use std::ops::Range;
use toml::{Spanned, Table, Value};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: Spanned<String>,
    source: String,
    licence: String,
    #[serde(default)]
    event: Vec<Spanned<RawEvent>>,
    contexts: Option<Spanned<Table>>,
    #[serde(default, rename = "type")]
    types: Vec<Spanned<RawType>>,
    #[serde(default)]
    test: Vec<Spanned<RawTest>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawType {
    name: Spanned<String>,
    refines: Option<Spanned<String>>,
    quad: Option<Spanned<String>>,
    weight: Spanned<f32>,
    en: String,
    id: String,
    examples: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    counter: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTest {
    text: Spanned<String>,
    lang: Option<String>,
    r#type: Spanned<String>,
    mode: Option<Spanned<String>>,
    quad: Option<Spanned<String>>,
    status: Option<Spanned<String>>,
    #[serde(default)]
    actor: Vec<String>,
    #[serde(default)]
    recipient: Vec<String>,
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
    let (events, contexts) = if file.event.is_empty() && file.contexts.is_none() && !(file.types.is_empty() && file.test.is_empty()) {
        let builtin = Codebook::builtin();
        (builtin.events.clone(), builtin.contexts.clone())
    } else {
        plover(&at, file.event, file.contexts)?
    };
    let types = types(&at, file.types)?;
    let mut tests = Vec::with_capacity(file.test.len());
    for raw in file.test {
        tests.push(test(&at, raw.into_inner(), &events, &types)?);
    }
    if file.version.get_ref().trim().is_empty() {
        return Err(at.error(file.version.span(), "the version is empty", "name it, for example \"mine-1\""));
    }
    Ok(Codebook { version: file.version.into_inner(), source: file.source, licence: file.licence, events, contexts, types, tests })
}

/// The sixteen types and the contexts.
fn plover(at: &At<'_>, raw: Vec<Spanned<RawEvent>>, contexts: Option<Spanned<Table>>) -> Result<(Vec<Entry>, Vec<Term>), CodebookError> {
    let text = at.0;
    let mut found: Vec<Option<Entry>> = vec![None; Event::ALL.len()];
    for raw in raw {
        let (event, entry) = entry(at, raw.into_inner())?;
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
    let table = contexts.ok_or_else(|| at.error(end..end, "missing field `contexts`", "see the builtin codebook for the form"))?;
    let place = table.span();
    let mut contexts = Vec::new();
    for (name, value) in table.into_inner() {
        let pair: Pair = value.try_into().map_err(|e: toml::de::Error| {
            at.error(line_of(text, &place, &name), format!("context {name}: {}", e.message()), "write NAME = { en = \"…\", id = \"…\" }")
        })?;
        contexts.push(Term { name, definition: pair.into() });
    }
    Ok((events, contexts))
}

fn types(at: &At<'_>, raw: Vec<Spanned<RawType>>) -> Result<Vec<CustomType>, CodebookError> {
    let mut all: Vec<CustomType> = Vec::with_capacity(raw.len());
    for raw in raw {
        let raw = raw.into_inner();
        let (name, place) = (raw.name.get_ref().clone(), raw.name.span());
        let formed =
            name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-') && name.bytes().any(|b| b.is_ascii_uppercase());
        if !formed {
            return Err(at.error(
                place,
                format!("{name:?} is no name of a type"),
                "write capitals, figures and hyphens, for example ARMS-TRANSFER",
            ));
        }
        if name.parse::<Event>().is_ok() || all.iter().any(|t| t.name == name) {
            return Err(at.error(
                place,
                format!("{name} is defined twice"),
                "give it a name that neither PLOVER nor another of your types has",
            ));
        }
        let refines = raw
            .refines
            .as_ref()
            .map(|r| {
                r.get_ref()
                    .parse::<Event>()
                    .map_err(|e| at.error(r.span(), format!("{name}: {e}"), "leave it out for a type that narrows none"))
            })
            .transpose()?;
        let quad = match (refines, &raw.quad) {
            (Some(event), None) => event.quad(),
            (None, None) => {
                return Err(at.error(
                    place,
                    format!("{name} has no quad class"),
                    "add quad = \"material conflict\" or another, or refines",
                ));
            }
            (_, Some(q)) => {
                let quad = parse_quad(at, q)?;
                if refines.is_some_and(|r| r.quad() != quad) {
                    return Err(at.error(
                        q.span(),
                        format!("{name} is not {quad}"),
                        "leave out quad: it is that of the type that is refined",
                    ));
                }
                quad
            }
        };
        let weight = weight(*raw.weight.get_ref()).map_err(|(m, h)| at.error(raw.weight.span(), format!("{name}: {m}"), h))?;
        if raw.examples.get_ref().len() < EXAMPLES {
            return Err(at.error(
                raw.examples.span(),
                format!("{name} has {} examples", raw.examples.get_ref().len()),
                format!("write {EXAMPLES} at least, better eight, in the languages that you read"),
            ));
        }
        let mut seen = std::collections::BTreeSet::new();
        for sentence in raw.examples.get_ref().iter().chain(&raw.counter) {
            if sentence.get_ref().split_whitespace().count() < 2 && sentence.get_ref().chars().count() < 6 {
                return Err(at.error(
                    sentence.span(),
                    format!("{name}: {:?} is no sentence", sentence.get_ref()),
                    "write a whole sentence, as news has it",
                ));
            }
            if !seen.insert(sentence.get_ref().clone()) {
                return Err(at.error(sentence.span(), format!("{name}: the sentence is there twice"), "leave one of the two out"));
            }
        }
        let plain = |all: Vec<Spanned<String>>| all.into_iter().map(Spanned::into_inner).collect();
        let (examples, counter) = (plain(raw.examples.into_inner()), plain(raw.counter));
        all.push(CustomType { name, refines, quad, weight, examples, counter, definition: Words { en: raw.en, id: raw.id } });
    }
    Ok(all)
}

fn test(at: &At<'_>, raw: RawTest, events: &[Entry], types: &[CustomType]) -> Result<Sentence, CodebookError> {
    let (name, place) = (raw.r#type.get_ref().as_str(), raw.r#type.span());
    let expect = match (name, name.parse::<Event>(), types.iter().position(|t| t.name == name)) {
        ("none", ..) => Expected::Nothing,
        (_, Ok(event), _) => Expected::Plover(event),
        (.., Some(own)) => Expected::Custom(own),
        _ => return Err(at.error(place, format!("{name} is no type"), "write one of PLOVER's types, one of your own, or none")),
    };
    if let Some(mode) = &raw.mode {
        let has = |e: &Entry| e.modes.iter().any(|m| m.term.name == *mode.get_ref());
        let good = match expect {
            Expected::Plover(event) => has(&events[event as usize]),
            Expected::Custom(own) => types[own].refines.map_or_else(|| events.iter().any(has), |r| has(&events[r as usize])),
            Expected::Nothing => false,
        };
        if !good {
            return Err(at.error(
                mode.span(),
                format!("{name} has no mode {}", mode.get_ref()),
                "`sekutu codebook` lists the modes of each type",
            ));
        }
    }
    let quad = raw.quad.as_ref().map(|q| parse_quad(at, q)).transpose()?;
    let status = raw.status.as_ref();
    let status = status
        .map(|s| s.get_ref().parse::<Status>().map_err(|e| at.error(s.span(), e, "write reported, alleged, planned, denied or negated")));
    let line = at.error(raw.text.span(), "", "").line;
    Ok(Sentence {
        text: raw.text.into_inner(),
        language: raw.lang,
        expect,
        mode: raw.mode.map(Spanned::into_inner),
        quad,
        status: status.transpose()?,
        actor: raw.actor,
        recipient: raw.recipient,
        line,
    })
}

fn parse_quad(at: &At<'_>, quad: &Spanned<String>) -> Result<Quad, CodebookError> {
    quad.get_ref().parse().map_err(|e| at.error(quad.span(), e, "write verbal or material, then cooperation or conflict"))
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
