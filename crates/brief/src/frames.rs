//! The verbs: which a briefing takes for an event, and which the check knows as acts of which events.

use crate::Language;
use sekutu_model::{Event, Status};
use std::collections::HashMap;
use std::sync::LazyLock;

/// One row of `data/frames.tsv`.
#[derive(Debug)]
pub(crate) struct Frame {
    pub event: Event,
    cues: Vec<&'static str>,
    words: Vec<&'static str>,
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

    /// Whether a claim's words bear the verb out.
    pub(crate) fn rests_on(&self, w: &Words) -> bool {
        let any = |stems: &[&str], text: &str| stems.is_empty() || stems.iter().any(|s| begins(text, s));
        any(&self.cues, &w.trigger) && any(&self.words, &w.sentence)
    }

    /// Whether an item takes the recipient's place after the verb ("recognise").
    pub(crate) fn one_object(&self) -> bool {
        self.en_tails[0].contains("{i}") && !self.en_tails[0].contains("{r}")
    }
}

/// The words of a claim that bear an act out, in small letters.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub trigger: String,
    /// The sentence in which the trigger stands.
    pub sentence: String,
}

pub(crate) static FRAMES: LazyLock<Vec<Frame>> = LazyLock::new(|| rows(include_str!("../data/frames.tsv")).filter_map(row).collect());

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|l| !l.starts_with('#'))
}

/// Stems parted by |, those of a named row of `data/stems.tsv` in its place.
fn stems(cell: &'static str) -> Vec<&'static str> {
    static NAMED: LazyLock<HashMap<&'static str, &'static str>> =
        LazyLock::new(|| rows(include_str!("../data/stems.tsv")).filter_map(|l| l.split_once('\t')).collect());
    let all = cell.split('|').filter(|c| *c != "-");
    all.flat_map(|c| c.strip_prefix('@').and_then(|name| NAMED.get(name)).map_or(c, |s| s).split('|')).collect()
}

fn row(line: &'static str) -> Option<Frame> {
    let mut cells = line.split('\t').chain(std::iter::repeat(""));
    let mut next = || cells.next().unwrap_or_default();
    let event = next().parse().ok()?;
    let (cues, words, need) = (stems(next()), stems(next()), next());
    let four = |text: &'static str, by: char| {
        let mut parts = text.split(by).map(str::trim);
        [(); 4].map(|()| parts.next().unwrap_or_default())
    };
    let en = four(next(), ',');
    let en_tails = four(next(), '/');
    let id = next();
    let id_tails = four(next(), '/');
    Some(Frame { event, cues, words, need, en, id, en_tails, id_tails })
}

/// What chooses a frame.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Want<'a> {
    pub event: Event,
    pub words: &'a Words,
    pub recipient: bool,
    /// An item that can be told.
    pub item: bool,
    pub mutual: bool,
    /// One of the actors is a person.
    pub person: bool,
    pub status: Status,
}

/// Whether a word of the text begins so; a dollar sign ends the word. Scripts that write particles to the word count from any letter.
fn begins(text: &str, stem: &str) -> bool {
    let (stem, whole) = stem.strip_suffix('$').map_or((stem, false), |s| (s, true));
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(stem).any(|(i, _)| {
        (!stem.is_ascii() && stem.chars().all(|c| c as u32 >= 0x600) || edge(text[..i].chars().next_back()))
            && (!whole || edge(text[i + stem.len()..].chars().next()))
    })
}

/// The first row that fits.
pub(crate) fn frame(w: Want<'_>) -> Option<&'static Frame> {
    FRAMES.iter().find(|f| {
        f.event == w.event
            && f.rests_on(w.words)
            && match f.need {
                "r" => w.recipient,
                "m" => w.mutual && !w.recipient,
                "p" => w.status == Status::Planned,
                "i" => w.item,
                "o" => w.recipient || w.item,
                "x" => w.recipient || w.item || w.mutual,
                "h" => w.person,
                _ => true,
            }
    })
}

/// Whether a word is a verb as far as the language shows it: by its form, or because a briefing's own verbs hold it.
pub(crate) fn is_verb(trigger: &str, lang: Option<&str>) -> bool {
    let words: Vec<String> = trigger.split_whitespace().map(str::to_owned).collect();
    let form = |w: &str| match lang {
        Some("id" | "ms") => w.len() > 5 && ["me", "ber", "di", "ter"].iter().any(|p| w.starts_with(p)),
        Some("en") => w.len() > 4 && (w.ends_with("ed") || w.ends_with("ts") || w.ends_with("es")),
        _ => false,
    };
    let known = |l: Language| acts(l).at(&words).is_some();
    words.first().is_some_and(|w| form(w)) || (lang == Some("en") && known(Language::En)) || (lang == Some("id") && known(Language::Id))
}

/// Whether a word is an active verb by its form.
pub(crate) fn is_active(trigger: &str, lang: Option<&str>) -> bool {
    match lang {
        Some("id" | "ms") => trigger.starts_with("me") || trigger.starts_with("ber"),
        Some("en") => is_verb(trigger, lang) && !trigger.ends_with("ing"),
        _ => false,
    }
}

/// Whether a word is an irregular participle of the verbs that briefings use.
pub(crate) fn is_participle(word: &str) -> bool {
    FRAMES.iter().any(|f| f.en[2] == word)
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

/// Phrases of a language that name acts, each with its rows. Keys are the first words.
pub(crate) struct Acts {
    by_first: HashMap<String, Vec<Phrase>>,
}

/// A phrase's words and the rows by whose cues it may be said.
type Phrase = (Vec<String>, Vec<&'static Frame>);

impl Acts {
    /// The longest phrase that begins at a word: how many words it has and by which rows it may be said.
    pub(crate) fn at(&self, words: &[String]) -> Option<(usize, &[&'static Frame])> {
        let rows = self.by_first.get(words.first()?)?;
        let fits = rows.iter().filter(|(phrase, _)| words.len() >= phrase.len() && words[..phrase.len()] == phrase[..]);
        fits.max_by_key(|(phrase, _)| phrase.len()).map(|(phrase, frames)| (phrase.len(), frames.as_slice()))
    }

    fn add(&mut self, phrase: &str, frame: &'static Frame) {
        let words: Vec<String> = phrase.split_whitespace().map(str::to_lowercase).collect();
        let Some(first) = words.first() else { return };
        let rows = self.by_first.entry(first.clone()).or_default();
        match rows.iter_mut().find(|(w, _)| *w == words) {
            Some((_, frames)) => frames.push(frame),
            None => rows.push((words, vec![frame])),
        }
    }
}

fn acts_of(language: Language) -> Acts {
    let mut acts = Acts { by_first: HashMap::new() };
    for f in FRAMES.iter() {
        match language {
            Language::En => {
                // some verbs have one form for several
                let mut forms: Vec<String> = f.en.iter().map(|v| (*v).to_owned()).chain([third(f.en[0])]).collect();
                forms.sort();
                forms.dedup();
                forms.iter().for_each(|form| acts.add(form, f));
            }
            Language::Id => acts.add(f.id, f),
        }
    }
    for line in rows(include_str!("../data/acts.tsv")) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [lang, verb, words] = cells[..] else { continue };
        let Some((event, base)) = verb.split_once(':').filter(|_| lang == language.code()) else { continue };
        for f in FRAMES.iter().filter(|f| f.event.name() == event && f.en[0] == base) {
            words.split('|').for_each(|w| acts.add(w, f));
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

    fn words(trigger: &str, sentence: &str) -> Words {
        Words { trigger: trigger.into(), sentence: sentence.into() }
    }

    #[test]
    fn the_verb_is_what_the_words_bear_out() {
        let check = |event: Event, trigger: &str, sentence: &str, want: Option<&str>| {
            let words = words(trigger, sentence);
            let want_of =
                Want { event, words: &words, recipient: true, item: false, mutual: false, person: false, status: Status::Reported };
            assert_eq!(frame(want_of).map(|f| f.en[1]), want, "{event} {trigger}");
        };
        check(Event::Assault, "struck", "norland struck a bridge", Some("attacked"));
        check(Event::Assault, "struck", "norland's jets struck in an air raid", Some("carried out air strikes"));
        check(Event::Assault, "struck", "at the airport norland struck a bridge", Some("attacked"));
        check(Event::Sanction, "menghentikan", "norlandia menghentikan bantuan", Some("cut or halted aid"));
        check(Event::Sanction, "menghentikan", "norlandia menghentikan siaran", None);
        check(Event::Coerce, "arrested", "norland arrested a captain", Some("detained"));
        check(Event::Coerce, "bank", "a bank of norland", None);
        check(Event::Consult, "زار", "زار الوزير", Some("visited"));
    }

    #[test]
    fn every_event_has_a_verb() {
        for &event in Event::ALL {
            assert!(FRAMES.iter().any(|f| f.event == event), "{event}");
        }
    }

    #[test]
    fn every_row_is_whole() {
        for f in FRAMES.iter() {
            assert!(f.en.iter().all(|v| !v.is_empty()) && !f.id.is_empty() && !f.cues.is_empty(), "{f:?}");
            assert!(f.cues.iter().chain(&f.words).all(|s| !s.starts_with('@') && !s.is_empty()), "{f:?}");
            for tails in [&f.en_tails, &f.id_tails] {
                assert!(!tails[1].contains("{i}") && !tails[2].contains("{r}") && !tails[3].contains('{'), "{f:?}");
            }
        }
    }

    #[test]
    fn every_verb_of_an_edit_has_its_row() {
        for line in rows(include_str!("../data/acts.tsv")) {
            let verb = line.split('\t').nth(1).and_then(|v| v.split_once(':'));
            assert!(verb.is_some_and(|(event, base)| FRAMES.iter().any(|f| f.event.name() == event && f.en[0] == base)), "{line}");
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
