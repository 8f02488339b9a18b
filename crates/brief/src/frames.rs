//! The verbs: which a briefing takes for an event, and which the check knows as acts of which events.

use crate::Language;
use sekutu_model::{Event, Status};
use std::collections::HashMap;
use std::sync::LazyLock;

/// One row of `data/frames.tsv`.
#[derive(Debug)]
pub(crate) struct Frame {
    pub event: Event,
    mode: &'static str,
    cues: Vec<&'static str>,
    need: &'static str,
    /// Base, past, participle, gerund.
    pub en: [&'static str; 4],
    pub id: &'static str,
    en_tails: [&'static str; 4],
    id_tails: [&'static str; 4],
}

impl Frame {
    /// What follows the verb, with `{i}` and `{r}` to fill in.
    pub(crate) fn tail(&self, language: Language, item: bool, recipient: bool) -> &'static str {
        language.pick(&self.en_tails, &self.id_tails)[match (item, recipient) {
            (true, true) => 0,
            (false, true) => 1,
            (true, false) => 2,
            (false, false) => 3,
        }]
    }
}

pub(crate) static FRAMES: LazyLock<Vec<Frame>> =
    LazyLock::new(|| include_str!("../data/frames.tsv").lines().filter(|l| !l.starts_with('#')).filter_map(row).collect());

fn row(line: &'static str) -> Option<Frame> {
    let mut cells = line.split('\t').chain(std::iter::repeat(""));
    let mut next = || cells.next().unwrap_or_default();
    let event = next().parse().ok()?;
    let (mode, cues, need) = (next(), next(), next());
    let four = |text: &'static str, by: char| {
        let mut parts = text.split(by).map(str::trim);
        [(); 4].map(|()| parts.next().unwrap_or_default())
    };
    let en = four(next(), ',');
    let en_tails = four(next(), '/');
    let id = next();
    let id_tails = four(next(), '/');
    Some(Frame { event, mode, cues: cues.split('|').filter(|c| *c != "-").collect(), need, en, id, en_tails, id_tails })
}

/// What chooses a frame.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Want<'a> {
    pub event: Event,
    pub mode: Option<&'a str>,
    pub trigger: &'a str,
    pub recipient: bool,
    pub mutual: bool,
    pub status: Status,
}

/// Whether a word of the text begins so; scripts that write particles to the word count from any letter.
fn begins(text: &str, cue: &str) -> bool {
    text.match_indices(cue).any(|(i, _)| {
        !cue.is_ascii() && cue.chars().all(|c| c as u32 >= 0x600) || text[..i].chars().next_back().is_none_or(|c| !c.is_alphanumeric())
    })
}

/// The first row that fits; every event type has one that always does.
pub(crate) fn frame(w: Want<'_>) -> Option<&'static Frame> {
    let trigger = w.trigger.to_lowercase();
    FRAMES.iter().find(|f| {
        f.event == w.event
            && (f.mode == "*" || Some(f.mode) == w.mode)
            && (f.cues.is_empty() || f.cues.iter().any(|c| begins(&trigger, c)))
            && match f.need {
                "r" => w.recipient,
                "m" => w.mutual && !w.recipient,
                "s" => !w.mutual && !w.recipient,
                "p" => w.status == Status::Planned,
                _ => true,
            }
    })
}

/// The English third person of a verb phrase's base.
pub(crate) fn third(base: &str) -> String {
    let (verb, rest) = base.split_once(' ').map_or((base, ""), |(v, r)| (v, r));
    let ends = |e: &[&str]| e.iter().any(|e| verb.ends_with(e));
    let consonant_y = verb.ends_with('y') && !ends(&["ay", "ey", "oy", "uy"]);
    let verb = if consonant_y {
        format!("{}ies", &verb[..verb.len() - 1])
    } else if ends(&["s", "sh", "ch", "x", "z", "o"]) {
        format!("{verb}es")
    } else {
        format!("{verb}s")
    };
    if rest.is_empty() { verb } else { format!("{verb} {rest}") }
}

/// Phrases of a language that name acts, each with its events; a trailing star ends a stem. Keys are the first words.
pub(crate) struct Acts {
    by_first: HashMap<String, Vec<Phrase>>,
}

/// A phrase's words and the events that it may name.
type Phrase = (Vec<String>, Vec<Event>);

impl Acts {
    /// The longest phrase that begins at a word: how many words it has and what it may be.
    pub(crate) fn at(&self, words: &[String]) -> Option<(usize, &[Event])> {
        let rows = self.by_first.get(words.first()?)?;
        let fits = rows.iter().filter(|(phrase, _)| words.len() >= phrase.len() && words[..phrase.len()] == phrase[..]);
        fits.max_by_key(|(phrase, _)| phrase.len()).map(|(phrase, events)| (phrase.len(), events.as_slice()))
    }

    fn add(&mut self, phrase: &str, event: Event) {
        let words: Vec<String> = phrase.split_whitespace().map(str::to_lowercase).collect();
        let Some(first) = words.first() else { return };
        let rows = self.by_first.entry(first.clone()).or_default();
        match rows.iter_mut().find(|(w, _)| *w == words) {
            Some((_, events)) if events.contains(&event) => {}
            Some((_, events)) => events.push(event),
            None => rows.push((words, vec![event])),
        }
    }

    /// Every word of every phrase.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.by_first.values().flatten().flat_map(|(w, _)| w.iter().map(String::as_str))
    }
}

fn acts_of(language: Language) -> Acts {
    let mut acts = Acts { by_first: HashMap::new() };
    for f in FRAMES.iter() {
        match language {
            Language::En => {
                for form in f.en {
                    acts.add(form, f.event);
                }
                acts.add(&third(f.en[0]), f.event);
            }
            Language::Id => acts.add(f.id, f.event),
        }
    }
    for line in include_str!("../data/acts.tsv").lines().filter(|l| !l.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        if let [lang, event, words] = cells[..]
            && lang == language.code()
            && let Ok(event) = event.parse()
        {
            words.split('|').for_each(|w| acts.add(w, event));
        }
    }
    acts
}

/// The acts of a language.
pub(crate) fn acts(language: Language) -> &'static Acts {
    static EN: LazyLock<Acts> = LazyLock::new(|| acts_of(Language::En));
    static ID: LazyLock<Acts> = LazyLock::new(|| acts_of(Language::Id));
    match language {
        Language::En => &EN,
        Language::Id => &ID,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_has_a_frame_for_all_it_may_come_with() {
        for &event in Event::ALL {
            for &status in Status::ALL {
                for (recipient, mutual) in [(true, false), (false, true), (false, false), (true, true)] {
                    let f = frame(Want { event, mode: None, trigger: "", recipient, mutual, status });
                    assert!(f.is_some_and(|f| !f.en[0].is_empty() && !f.id.is_empty()), "{event} {status} {recipient} {mutual}");
                }
            }
        }
    }

    #[test]
    fn every_row_is_whole() {
        for f in FRAMES.iter() {
            assert!(f.en.iter().all(|v| !v.is_empty()) && !f.id.is_empty(), "{f:?}");
            for tails in [&f.en_tails, &f.id_tails] {
                assert!(!tails[1].contains("{i}") && !tails[2].contains("{r}") && !tails[3].contains('{'), "{f:?}");
            }
        }
    }

    #[test]
    fn english_third_person() {
        let check = |base: &str, want: &str| assert_eq!(third(base), want);
        check("send", "sends");
        check("cast a veto", "casts a veto");
        check("express support", "expresses support");
        check("carry out air strikes", "carries out air strikes");
        check("deploy forces", "deploys forces");
    }
}
