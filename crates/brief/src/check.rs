//! The check: whether a sentence says no more than the claims that it cites.
//!
//! A sentence is cut into tokens: quotations, dates, words taken over from a claim, names, acts, marks of mood and speech. Each clause is
//! then held against the cited claims: its act must be the type of one of them, who does it, to whom, who says and who denies must be that
//! claim's, the wording must be what the claim's status allows, and dates and numbers must be in the claims that are left. What remains
//! must be small words, the program's own verbs, or words of the claims.

use crate::dates::{self, Bind, Read};
use crate::document::{Document, closing_title, notes_title, withheld};
use crate::frames::{Frame, acts};
use crate::ground::Ground;
use crate::lexicon::{Mark, mark, numbers, split, verdict, vocabulary};
use crate::markdown;
use crate::names::party_name;
use crate::plan::{inner, is_speech};
use crate::{Footnote, Language, Matter, Source};
use sekutu_merge::item_name;
use sekutu_model::{Attribution, Event, PartyMention, Quote, Status};
use sekutu_parties::{Kind as PartyKind, Parties};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What would not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// A name that the claims do not have in that place: who does it, to whom, who says so, who denies it.
    Name,
    /// A number.
    Number,
    /// A date.
    Date,
    /// An act of another type than the claims'.
    Act,
    /// Stated flatly, and only alleged.
    Hedge,
    /// Stated in the briefing's own voice, and said by somebody.
    Speaker,
    /// Stated as done, and planned.
    Plan,
    /// Only possible, wished, asked for or conditional in the words that are quoted.
    Maybe,
    /// What is quoted is a heading or a list of topics, which says of nothing that it was done.
    Heading,
    /// Done or not done, the other way round.
    Negation,
    /// A denial that the claims do not have, or one that they have and the sentence leaves out.
    Denial,
    /// An admission by somebody else than its actor.
    Admission,
    /// A verdict of our own, or a word that makes a claim a fact.
    Verdict,
    /// Quoted words that no cited claim has.
    Quotation,
    /// A word that neither the claims nor the program's own prose has.
    Word,
    /// A footnote that differs from its claim.
    Note,
}

impl Why {
    /// All of them.
    pub const ALL: [Why; 16] = [
        Why::Name,
        Why::Number,
        Why::Date,
        Why::Act,
        Why::Hedge,
        Why::Speaker,
        Why::Plan,
        Why::Maybe,
        Why::Heading,
        Why::Negation,
        Why::Denial,
        Why::Admission,
        Why::Verdict,
        Why::Quotation,
        Why::Word,
        Why::Note,
    ];

    /// In a word or two.
    pub fn name(self, language: Language) -> &'static str {
        let (en, id) = match self {
            Why::Name => ("name", "nama"),
            Why::Number => ("number", "angka"),
            Why::Date => ("date", "tanggal"),
            Why::Act => ("act", "perbuatan"),
            Why::Hedge => ("only alleged", "baru dugaan"),
            Why::Speaker => ("who says so", "siapa yang mengatakan"),
            Why::Plan => ("only planned", "baru rencana"),
            Why::Maybe => ("only possible or asked for", "baru mungkin atau diminta"),
            Why::Heading => ("only a heading", "baru judul"),
            Why::Negation => ("did or did not", "terjadi atau tidak"),
            Why::Denial => ("denial", "bantahan"),
            Why::Admission => ("admission", "pengakuan"),
            Why::Verdict => ("verdict", "vonis"),
            Why::Quotation => ("quotation", "kutipan"),
            Why::Word => ("word", "kata"),
            Why::Note => ("source", "sumber"),
        };
        language.pick(en, id)
    }
}

/// What the check says of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "verdict")]
pub enum Verdict {
    /// All that it says stands in what it cites.
    Holds,
    /// Something does not.
    Fails {
        /// What.
        why: Why,
        /// The words at fault.
        detail: String,
    },
    /// It cites nothing, or no claim that is at hand.
    NoEvidence,
}

/// One sentence of a document and its verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Line of the Markdown, from 1.
    pub line: usize,
    /// The sentence without markup and references.
    pub sentence: String,
    /// What the check says.
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// Checks a finished or edited briefing in Markdown against claims. Title, standfirst, figures and box tell of no claim and come back as
/// [`Verdict::NoEvidence`]; [`check_within`] knows them.
pub fn check(text: &str, claims: &[Source]) -> Vec<Finding> {
    run(text, claims, &HashSet::new())
}

/// Checks a briefing against the matter it was written from: what the program says on its own account (title, ties in figures, coverage,
/// gaps) must be what it would say again.
pub fn check_within(text: &str, matter: &Matter) -> Vec<Finding> {
    let own = Document::of(matter).own_words();
    let own = own.iter().flat_map(|w| markdown::sentences(&markdown::escape(w))).map(|s| s.0).collect();
    run(text, &matter.claims, &own)
}

/// The language of a briefing's text: as its first line has it, else as its small words tell.
fn language_of(text: &str) -> Language {
    match text.split_once("lang=").map(|t| t.1.split_whitespace().next()) {
        Some(Some("id")) => return Language::Id,
        Some(Some("en")) => return Language::En,
        _ => {}
    }
    let count = |list: &[&str]| text.split_whitespace().filter(|w| list.contains(&w.to_lowercase().as_str())).count();
    if count(&["dan", "yang", "di", "pada", "menurut", "dengan"]) > count(&["and", "the", "of", "on", "to", "with"]) {
        Language::Id
    } else {
        Language::En
    }
}

fn run(text: &str, claims: &[Source], own: &HashSet<String>) -> Vec<Finding> {
    let language = language_of(text);
    let constant = |words: &str| {
        let how_many = words.split_whitespace().find_map(|w| w.parse().ok());
        [closing_title(language), notes_title(language)].contains(&words)
            || how_many.is_some_and(|n| Why::ALL.iter().any(|w| withheld(*w, n, language) == words))
    };
    let definition = |line: &str| -> Option<(usize, String)> {
        let rest = line.trim().strip_prefix("[^").or_else(|| line.trim().strip_prefix('['))?;
        let (number, body) = rest.split_once("]:")?;
        Some((number.parse().ok()?, body.to_owned()))
    };
    let claim_of = |body: &str| -> Option<&Source> {
        let plain = markdown::plain(body);
        let id = plain.rsplit("claim:").next()?.split([')', ' ']).next()?.to_owned();
        claims.iter().find(|s| s.claim.id == id)
    };
    let mut notes: BTreeMap<usize, Option<&Source>> = BTreeMap::new();
    for (n, body) in text.lines().filter_map(definition) {
        // a number defined twice stands for nothing
        notes.entry(n).and_modify(|s| *s = None).or_insert_with(|| claim_of(&body));
    }
    let mut out = Vec::new();
    for (i, line) in text.lines().enumerate() {
        let mut push = |sentence: String, verdict: Verdict| out.push(Finding { line: i + 1, sentence, verdict });
        let trimmed = line.trim();
        if trimmed.is_empty() || (trimmed.starts_with("<!--") && trimmed.ends_with("-->")) {
            continue;
        }
        if let Some((number, _)) = definition(line) {
            let verdict = match notes.get(&number).copied().flatten() {
                None => Verdict::NoEvidence,
                Some(s) if markdown::plain(&markdown::footnote(&Footnote::of(number, s), language)) == markdown::plain(line) => {
                    Verdict::Holds
                }
                Some(s) => Verdict::Fails { why: Why::Note, detail: s.claim.id.clone() },
            };
            push(markdown::plain(line), verdict);
            continue;
        }
        let heading = trimmed.starts_with('#');
        let body = trimmed.trim_start_matches(['#', '>']).trim_start();
        let body = body.strip_prefix("- ").unwrap_or(body);
        if heading {
            let words = markdown::plain(body);
            let parties = || Parties::builtin().find(&words, Some(language.code()));
            let known = own.contains(&words)
                || constant(&words)
                || {
                    // "3. Armenia": the name of somebody whom the claims speak of, and nothing else
                    let name = words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '));
                    parties().iter().any(|m| {
                        name.trim_start_matches("The ").len() <= m.span.len() + 4
                            && claims.iter().any(|s| m.codes.iter().any(|c| crate::plan::names(s, c)))
                    })
                }
                || markdown::sentences(body).iter().all(|s| own.contains(&s.0));
            push(words, if known { Verdict::Holds } else { Verdict::NoEvidence });
            continue;
        }
        for (sentence, refs) in markdown::sentences(body) {
            let verdict = if own.contains(&sentence) || constant(&sentence) {
                Verdict::Holds
            } else {
                let mut cited: Vec<&Source> = refs.iter().filter_map(|n| notes.get(n).copied().flatten()).collect();
                cited.dedup_by(|a, b| a.claim.id == b.claim.id);
                let missing = refs.iter().any(|n| notes.get(n).copied().flatten().is_none());
                if cited.is_empty() || missing { Verdict::NoEvidence } else { Judge::new(&cited, language).sentence(&sentence) }
            };
            push(sentence, verdict);
        }
    }
    out
}

/// Holds sentences against the claims that they cite.
pub(crate) struct Judge<'a> {
    facts: Vec<Facts<'a>>,
    language: Language,
}

/// A claim with what its texts name.
struct Facts<'a> {
    source: &'a Source,
    ground: Ground<'a>,
    /// What its own words let it be told as.
    status: Result<Status, Why>,
    /// Usual names of the people whom its words name.
    people: HashSet<String>,
    words: HashSet<String>,
    numbers: HashSet<String>,
}

impl<'a> Facts<'a> {
    fn of(source: &'a Source) -> Facts<'a> {
        let c = &source.claim;
        let ground = Ground::of(source);
        let mut texts: Vec<&str> = c.quotes().filter(|q| ground.holds(q.1)).map(|q| q.1.text.as_str()).collect();
        texts.extend(c.said_by.iter().chain(&c.denied_by).flat_map(|a| [a.name.as_deref(), a.role.as_deref()]).flatten());
        texts.extend(c.actor.iter().chain(&c.recipient).map(|p| p.party.name.as_str()));
        let people = texts
            .iter()
            .flat_map(|t| Parties::builtin().find(t, source.language.as_deref()))
            .filter(|m| m.kind == PartyKind::Person)
            .map(|m| m.name)
            .collect();
        let words = texts.iter().flat_map(|t| split(t)).map(str::to_lowercase).collect();
        let numbers = texts.iter().flat_map(|t| numbers(&split(t))).map(|n| n.value).collect();
        Facts { source, status: ground.status(), ground, people, words, numbers }
    }

    fn quotes(&self, text: &str) -> bool {
        let c = &self.source.claim;
        let held = c.quotes().filter(|q| self.ground.holds(q.1)).map(|q| q.1.text.as_str());
        held.chain(self.source.also.iter().map(|q| q.text.as_str())).any(|t| whole(&inner(t), text))
    }
}

/// Whether `part` stands in `text` from word's edge to word's edge.
fn whole(text: &str, part: &str) -> bool {
    !part.is_empty()
        && text.match_indices(part).any(|(i, _)| {
            let before = text[..i].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            let after = text[i + part.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
            let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            // scripts without spaces have no edges
            (before || edge(part.chars().next()) || !part.is_ascii()) && (after || edge(part.chars().next_back()) || !part.is_ascii())
        })
}

/// A token of a sentence.
#[derive(Debug, Clone)]
enum Token {
    Word(String),
    Comma,
    /// Between clauses.
    Break,
    /// Words taken over from a claim: an item, a number, a place, an office.
    Taken,
    Name(Name),
    Date(Vec<Read>),
}

/// A name, or words that a claim has in a name's place.
#[derive(Debug, Clone)]
struct Name {
    text: String,
    codes: Vec<String>,
    /// A person's usual name.
    person: Option<String>,
}

/// What a name is to a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Open,
    Object,
    Speaker,
    Denier,
}

const TAKEN: char = '\u{e001}';
const DATE: char = '\u{e002}';
const NAME: char = '\u{e003}';
const BREAK: char = '\u{e004}';

fn fails(why: Why, detail: impl Into<String>) -> Verdict {
    Verdict::Fails { why, detail: detail.into() }
}

impl<'a> Judge<'a> {
    pub(crate) fn new(cited: &[&'a Source], language: Language) -> Judge<'a> {
        Judge { facts: cited.iter().map(|s| Facts::of(s)).collect(), language }
    }

    /// The verdict on one sentence without references.
    pub(crate) fn sentence(&self, text: &str) -> Verdict {
        if self.facts.is_empty() {
            return Verdict::NoEvidence;
        }
        match self.judge(text) {
            Ok(()) => Verdict::Holds,
            Err(verdict) => verdict,
        }
    }

    fn judge(&self, text: &str) -> Result<(), Verdict> {
        let tokens = self.tokens(text)?;
        let clauses: Vec<&[Token]> = tokens.split(|t| matches!(t, Token::Break)).collect();
        let read: Vec<Clause<'_>> = clauses.iter().map(|c| self.clause(c)).collect();
        if let Some((word, _)) = read.iter().flat_map(|c| &c.marks).find(|m| m.1 == Mark::Never) {
            return Err(fails(Why::Verdict, word.clone()));
        }
        let denies = read.iter().any(|c| c.has(Mark::DenierBefore) || c.has(Mark::DenierAfter));
        if read.iter().all(|c| c.acts.is_empty()) {
            return Err(fails(Why::Act, text));
        }
        let mut chief: Option<Event> = None;
        for clause in &read {
            if let Some(event) = self.hold(clause, denies, chief)? {
                chief = chief.or(Some(event));
            }
        }
        self.words(&read)
    }

    /// Quotations, dates, taken words, names: in that order, each out of what the one before left.
    fn tokens(&self, text: &str) -> Result<Vec<Token>, Verdict> {
        let clean: String = text.chars().filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c)).collect();
        let (mut line, mut names) = self.quotations(&clean)?;
        let breaks = self.language.pick(
            &["; ", ", which ", ", but ", ", while ", ", although "][..],
            &["; ", ", hal yang ", ", tetapi ", ", sedangkan ", ", namun ", ", sementara "][..],
        );
        for b in breaks {
            line = line.replace(b, &format!(" {BREAK} "));
        }
        let mut found: Vec<Vec<Read>> = Vec::new();
        let reads = dates::read(&line);
        let mut out = String::new();
        let mut at = 0;
        for r in &reads {
            if r.start >= at {
                out.push_str(&line[at..r.start]);
                out.push(DATE);
                found.push(Vec::new());
                at = r.end;
            }
            if let Some(last) = found.last_mut() {
                last.push(*r);
            }
        }
        out.push_str(&line[at..]);
        line = self.taken(&out);
        self.voices(&mut line, &mut names);
        Ok(self.named(&line, names, found))
    }

    /// Takes out the quotations; each must stand in a cited claim. Those that name somebody stay as names.
    fn quotations(&self, text: &str) -> Result<(String, Vec<Name>), Verdict> {
        let mut out = String::new();
        let mut names = Vec::new();
        let mut rest = text;
        while let Some(i) = rest.find(['“', '"', '”']) {
            let open = rest[i..].chars().next().unwrap_or('"');
            let close = match open {
                '“' => '”',
                '"' => '"',
                _ => return Err(fails(Why::Quotation, rest)),
            };
            let body = &rest[i + open.len_utf8()..];
            let Some(end) = body.find(close) else { return Err(fails(Why::Quotation, body)) };
            let words = inner(&body[..end]);
            if !self.facts.iter().any(|f| f.quotes(&words)) {
                return Err(fails(Why::Quotation, words));
            }
            out.push_str(&rest[..i]);
            let c = |f: &Facts<'_>| {
                let c = &f.source.claim;
                let people = c.said_by.iter().chain(&c.denied_by).map(|a| inner(&a.quote.text));
                people.chain(c.actor.iter().chain(&c.recipient).map(|p| inner(&p.quote.text))).any(|t| t == words)
            };
            if self.facts.iter().any(c) {
                out.push(NAME);
                names.push(Name { text: words, codes: Vec::new(), person: None });
            } else {
                out.push(TAKEN);
            }
            rest = &body[end + close.len_utf8()..];
        }
        out.push_str(rest);
        Ok((out, names))
    }

    /// Items, numbers and offices in a claim's own words, the longest first; a place only after its preposition.
    fn taken(&self, line: &str) -> String {
        let mut phrases: BTreeSet<(std::cmp::Reverse<usize>, String, bool)> = BTreeSet::new();
        for f in &self.facts {
            let c = &f.source.claim;
            let held = |q: &&Quote| f.ground.holds(q);
            let mut add = |t: &str, place: bool| {
                let t = inner(t);
                // a bare number is for the check of numbers, a bare name for that of names; the prose's own words stand as they are
                let words = split(&t);
                let number = matches!(&numbers(&words)[..], [n] if n.from == 0 && n.to == words.len());
                let own = words.iter().all(|w| vocabulary(self.language).contains(&w.to_lowercase()));
                if ((t.chars().any(|c| c.is_lowercase()) && !number && !own) || place) && !verdict(&t) {
                    phrases.insert((std::cmp::Reverse(t.len()), t, place));
                }
            };
            if let Some(i) = c.item.as_ref().filter(held) {
                add(&i.text, false);
                // what it is called in the document's language, where that is another
                if let Some(name) = item_name(&i.text, self.language.code()) {
                    add(name, false);
                }
                if let Some(n) = c.count.as_ref().filter(held)
                    && n.span.end <= i.span.start
                    && let e = c.evidence.quote()
                    && let Some(both) = e.text.get(n.span.start - e.span.start..i.span.end - e.span.start)
                    && both.len() <= n.span.len() + i.span.len() + 2
                {
                    add(both, false);
                }
            }
            c.said_by.iter().chain(&c.denied_by).filter_map(|a| a.role.as_deref()).for_each(|r| add(r, false));
            if let Some(p) = c.place.as_ref().filter(held) {
                let bare = ["di ", "in ", "at ", "en ", "em ", "ke "].iter().find_map(|x| p.text.strip_prefix(x)).unwrap_or(&p.text);
                add(bare, true);
            }
        }
        let mut line = line.to_owned();
        for (_, phrase, place) in phrases {
            let mut out = String::new();
            let mut at = 0;
            // a sentence may begin with an office, its first letter made a capital
            let variants = [phrase.clone(), crate::prose::capital(&phrase)];
            while let Some((i, n)) = variants.iter().filter_map(|v| line[at..].find(v.as_str()).map(|i| (at + i, v.len()))).min() {
                let end = i + n;
                let edges = line[..i].chars().next_back().is_none_or(|c| !c.is_alphanumeric())
                    && line[end..].chars().next().is_none_or(|c| !c.is_alphanumeric());
                let led = !place || [" in ", " at ", " near ", " di ", " dekat "].iter().any(|p| line[..i].ends_with(p));
                out.push_str(&line[at..i]);
                if edges && led {
                    out.push(TAKEN)
                } else {
                    out.push_str(&line[i..end])
                }
                at = end;
            }
            out.push_str(&line[at..]);
            line = out;
        }
        line
    }

    /// Speakers, deniers and parties whom the claims only describe ("two diplomats") become names.
    fn voices(&self, line: &mut String, names: &mut Vec<Name>) {
        let mut all: BTreeSet<(std::cmp::Reverse<usize>, String)> = BTreeSet::new();
        for f in &self.facts {
            let c = &f.source.claim;
            let said = c.said_by.iter().chain(&c.denied_by).map(|a| (&a.code, [Some(&a.quote.text), a.name.as_ref()]));
            let parties = c.actor.iter().chain(&c.recipient).map(|p| (&p.party.code, [Some(&p.quote.text), Some(&p.party.name)]));
            for (code, texts) in said.chain(parties) {
                // who has a name in the tables is found by it
                if code.as_deref().is_none_or(|c| party_name(c, self.language).is_none()) {
                    all.extend(
                        texts
                            .into_iter()
                            .flatten()
                            .map(|t| (std::cmp::Reverse(t.len()), inner(t)))
                            .filter(|t| !t.1.is_empty() && !verdict(&t.1)),
                    );
                }
            }
        }
        // quoted ones stand in `names` already, in the order of their marks: the new ones are put between them
        for (_, words) in all {
            let variants = [words.clone(), crate::prose::capital(&words)];
            while let Some((i, n)) = variants.iter().filter_map(|v| line.find(v.as_str()).map(|i| (i, v.len()))).min() {
                let edges = line[..i].chars().next_back().is_none_or(|c| !c.is_alphanumeric())
                    && line[i + n..].chars().next().is_none_or(|c| !c.is_alphanumeric());
                if !edges {
                    break;
                }
                let before = line[..i].matches(NAME).count();
                names.insert(before, Name { text: words.clone(), codes: Vec::new(), person: None });
                line.replace_range(i..i + n, NAME.encode_utf8(&mut [0; 4]));
            }
        }
    }

    /// The rest: names of the tables, capitalised words that are none of the prose's, plain words.
    fn named(&self, line: &str, names: Vec<Name>, dates: Vec<Vec<Read>>) -> Vec<Token> {
        let own = vocabulary(self.language);
        let found = Parties::builtin().find(line, Some(self.language.code()));
        let (mut names, mut dates) = (names.into_iter(), dates.into_iter());
        let mut out: Vec<Token> = Vec::new();
        let mut at = 0;
        let mut first = true;
        while let Some(c) = line[at..].chars().next() {
            let hit = found.iter().find(|m| m.span.start == at).filter(|m| {
                let words = &line[m.span.start..m.span.end];
                // "Menurut", "May": a word of the prose at the sentence's head is that word
                !(first && own.contains(&words.to_lowercase()))
            });
            if let Some(m) = hit {
                let person = (m.kind == PartyKind::Person).then(|| m.name.clone());
                out.push(Token::Name(Name { text: line[m.span.start..m.span.end].to_owned(), codes: m.codes.clone(), person }));
                at = m.span.end;
                // "Israel’s military", "the Philippines’ police"
                for possessive in ["’s", "'s", "’", "'"] {
                    if line[at..].strip_prefix(possessive).is_some_and(|rest| rest.starts_with(' ')) {
                        at += possessive.len();
                    }
                }
                first = false;
                continue;
            }
            match c {
                ',' => out.push(Token::Comma),
                TAKEN => out.push(Token::Taken),
                BREAK => out.push(Token::Break),
                DATE => out.extend(dates.next().map(Token::Date)),
                NAME => out.extend(names.next().map(Token::Name)),
                c if c.is_alphanumeric() => {
                    let stop = line[at..].char_indices().find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '.' | ',' | '-' | '’' | '\'')));
                    let word = line[at..at + stop.map_or(line.len() - at, |s| s.0)].trim_end_matches(['.', ',', '-', '’', '\'']);
                    let word = if word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
                        word
                    } else {
                        word.split([',']).next().unwrap_or(word)
                    };
                    let capital = c.is_uppercase() && dates::weekday_of(word).is_none() && !(first && own.contains(&word.to_lowercase()));
                    match out.last_mut() {
                        // "Abbas Djuma" is one name
                        Some(Token::Name(n))
                            if capital
                                && n.codes.is_empty()
                                && n.person.is_none()
                                && line[..at].ends_with(' ')
                                && !line[..at].ends_with([',', NAME]) =>
                        {
                            n.text.push(' ');
                            n.text.push_str(word);
                        }
                        _ if capital => out.push(Token::Name(Name { text: word.to_owned(), codes: Vec::new(), person: None })),
                        _ => out.extend(word.split('-').filter(|w| !w.is_empty()).map(|w| Token::Word(w.to_lowercase()))),
                    }
                    at += word.len().max(c.len_utf8());
                    first = false;
                    continue;
                }
                _ => {}
            }
            first &= !c.is_alphanumeric() && !matches!(c, TAKEN | NAME);
            at += c.len_utf8();
        }
        out
    }
}

/// A clause, read.
struct Clause<'t> {
    /// The acts in order, each with the rows by which it may be said.
    acts: Vec<(String, &'static [&'static Frame])>,
    marks: Vec<(String, Mark)>,
    names: Vec<(&'t Name, Part)>,
    dates: Vec<Read>,
    numbers: Vec<(String, bool)>,
    /// Words that are no act, mark or number.
    plain: Vec<String>,
}

impl Clause<'_> {
    fn has(&self, m: Mark) -> bool {
        self.marks.iter().any(|x| x.1 == m)
    }

    fn of(&self, part: Part) -> impl Iterator<Item = &Name> {
        self.names.iter().filter(move |n| n.1 == part).map(|n| n.0)
    }
}

impl Judge<'_> {
    fn clause<'t>(&self, tokens: &'t [Token]) -> Clause<'t> {
        let mut c =
            Clause { acts: Vec::new(), marks: Vec::new(), names: Vec::new(), dates: Vec::new(), numbers: Vec::new(), plain: Vec::new() };
        let mut mode = Part::Open;
        // where the names of the present stretch, from comma to comma, begin
        let mut stretch = 0;
        let mut i = 0;
        while i < tokens.len() {
            match &tokens[i] {
                Token::Comma => {
                    mode = Part::Open;
                    stretch = c.names.len();
                }
                Token::Name(n) => {
                    let part = if mode != Part::Open {
                        mode
                    } else if c.acts.is_empty() {
                        Part::Open
                    } else {
                        Part::Object
                    };
                    c.names.push((n, part));
                }
                Token::Date(d) => c.dates.extend(d),
                Token::Taken | Token::Break => {}
                Token::Word(_) => {
                    let words: Vec<String> =
                        tokens[i..].iter().map_while(|t| if let Token::Word(w) = t { Some(w.clone()) } else { None }).collect();
                    let act = acts(self.language).at(&words);
                    let marks = mark(&words, self.language).filter(|m| act.is_none_or(|a| m.0 > a.0));
                    if let Some((n, marks)) = marks {
                        let phrase = words[..n].join(" ");
                        for m in marks {
                            c.marks.push((phrase.clone(), *m));
                            let from = if c.acts.is_empty() { 0 } else { stretch };
                            match m {
                                Mark::SpeakerAfter => mode = Part::Speaker,
                                Mark::DenierAfter => mode = Part::Denier,
                                Mark::SpeakerBefore => c.names[from..]
                                    .iter_mut()
                                    .filter(|n| matches!(n.1, Part::Open | Part::Object))
                                    .for_each(|n| n.1 = Part::Speaker),
                                Mark::DenierBefore => c.names[from..]
                                    .iter_mut()
                                    .filter(|n| matches!(n.1, Part::Open | Part::Object))
                                    .for_each(|n| n.1 = Part::Denier),
                                _ => {}
                            }
                        }
                        i += n;
                        continue;
                    }
                    if let Some((n, frames)) = act {
                        c.acts.push((words[..n].join(" "), frames));
                        mode = Part::Open;
                        i += n;
                        continue;
                    }
                    let strs: Vec<&str> = words.iter().map(String::as_str).collect();
                    if let Some(n) = numbers(&strs).first().filter(|n| n.from == 0) {
                        let times = words.get(n.to).is_some_and(|w| matches!(w.as_str(), "times" | "kali"));
                        if n.value != "1" || times {
                            c.numbers.push((n.value.clone(), times));
                        }
                        i += n.to;
                        continue;
                    }
                    if words[0] == "twice" {
                        c.numbers.push(("2".to_owned(), true));
                    } else if words[0] != "times" || words.len() > 1 {
                        c.plain.push(words[0].clone());
                    }
                }
            }
            i += 1;
        }
        c
    }

    /// Whether the clause says no more than the claims; the type of its act.
    fn hold(&self, clause: &Clause<'_>, sentence_denies: bool, chief: Option<Event>) -> Result<Option<Event>, Verdict> {
        let denial = clause.has(Mark::DenierBefore) || clause.has(Mark::DenierAfter);
        let Some((act, frames)) = clause.acts.first() else {
            return self.hold_bare(clause, denial, chief).map(|()| None);
        };
        let told_by = |frames: &[&Frame], f: &Facts<'_>| {
            let words = f.ground.words();
            frames.iter().any(|x| x.event == f.source.claim.event && x.rests_on(&words))
        };
        let mut left: Vec<&Facts<'_>> = self.facts.iter().filter(|f| told_by(frames, f)).collect();
        if left.is_empty() {
            return Err(fails(Why::Act, act.clone()));
        }
        for (more, frames) in &clause.acts[1..] {
            if !self.facts.iter().any(|f| told_by(frames, f)) {
                return Err(fails(Why::Act, more.clone()));
            }
        }
        // who does it: whoever stands before the verb; else who denies or says it
        let mut actors: Vec<&Name> = clause.of(Part::Open).collect();
        if actors.is_empty() && denial {
            actors = clause.of(Part::Denier).collect();
        }
        if actors.is_empty() {
            return Err(fails(Why::Name, act.clone()));
        }
        for n in actors {
            left.retain(|f| self.is_party(n, &f.source.claim.actor, f));
            if left.is_empty() {
                return Err(fails(Why::Name, n.text.clone()));
            }
        }
        for n in clause.of(Part::Object) {
            left.retain(|f| {
                let c = &f.source.claim;
                self.is_party(n, &c.recipient, f) || (c.actor.len() > 1 && self.is_party(n, &c.actor, f))
            });
            if left.is_empty() {
                return Err(fails(Why::Name, n.text.clone()));
            }
        }
        let typed = left.clone();
        self.mood(clause, denial, &mut left)?;
        for n in clause.of(Part::Speaker) {
            if !left.iter().any(|f| self.is_voice(n, &f.source.claim.said_by, false, f)) {
                return Err(fails(Why::Name, n.text.clone()));
            }
        }
        for n in clause.of(Part::Denier) {
            if !left.iter().any(|f| self.is_voice(n, denying(f.source), true, f)) {
                return Err(fails(Why::Denial, n.text.clone()));
            }
        }
        // what one of the cited claims denies may not be told without the denial
        let asserts = !clause.has(Mark::Not) && !clause.has(Mark::Admission) && !denial;
        if asserts && !sentence_denies && typed_denied(&self.facts, &typed) {
            return Err(fails(Why::Denial, act.clone()));
        }
        self.days(clause, &left)?;
        self.figures(clause, &left)?;
        Ok(Some(typed[0].source.claim.event))
    }

    /// A clause without an act: a denial of what the clause before it says, or names alone.
    fn hold_bare(&self, clause: &Clause<'_>, denial: bool, chief: Option<Event>) -> Result<(), Verdict> {
        let about: Vec<&Facts<'_>> = self.facts.iter().filter(|f| chief.is_none_or(|e| e == f.source.claim.event)).collect();
        if denial && !about.iter().any(|f| !denying(f.source).is_empty()) {
            return Err(fails(Why::Denial, clause.marks.first().map(|m| m.0.clone()).unwrap_or_default()));
        }
        for (n, part) in &clause.names {
            let fits = about.iter().any(|f| {
                let c = &f.source.claim;
                match part {
                    Part::Denier => self.is_voice(n, denying(f.source), true, f),
                    Part::Speaker => self.is_voice(n, &c.said_by, false, f),
                    Part::Open | Part::Object => self.is_party(n, &c.actor, f) || self.is_party(n, &c.recipient, f),
                }
            });
            if !fits {
                return Err(fails(if *part == Part::Denier { Why::Denial } else { Why::Name }, n.text.clone()));
            }
        }
        if let Some(m) = clause.marks.iter().find(|m| matches!(m.1, Mark::Admission)) {
            return Err(fails(Why::Admission, m.0.clone()));
        }
        self.days(clause, &about)?;
        self.figures(clause, &about)
    }

    /// Keeps the claims whose status allows the clause's wording.
    fn mood(&self, clause: &Clause<'_>, denial: bool, left: &mut Vec<&Facts<'_>>) -> Result<(), Verdict> {
        let (not, plan, hedge, admission) =
            (clause.has(Mark::Not), clause.has(Mark::Plan), clause.has(Mark::Hedge), clause.has(Mark::Admission));
        let said = clause.of(Part::Speaker).next().is_some();
        let word = |m: Mark| clause.marks.iter().find(|x| x.1 == m).map_or_else(|| clause.acts[0].0.clone(), |x| x.0.clone());
        let mut why = None;
        left.retain(|f| {
            let c = &f.source.claim;
            let own = c.said_by.iter().any(|a| a.code.is_some() && c.actor.iter().any(|p| p.party.code == a.code));
            let told = said
                || hedge
                || (c.said_by.is_empty() && (is_speech(c.event) || !f.ground.is_said()))
                || ((is_speech(c.event) || f.status == Ok(Status::Planned))
                    && own
                    && (c.said_by.iter().filter(|a| a.outlet.is_none()))
                        .all(|a| a.code.is_some() && c.actor.iter().any(|p| p.party.code == a.code)));
            let fault = if denial {
                let none = denying(f.source).is_empty().then_some((Why::Denial, Mark::DenierBefore));
                none.or(not.then_some((Why::Negation, Mark::Not)))
            } else if admission {
                let told = f.status == Ok(Status::Reported) && f.ground.admits();
                (!told || !own || not || plan).then_some((Why::Admission, Mark::Admission))
            } else {
                match f.status {
                    Err(why) => Some((why, Mark::Hedge)),
                    Ok(status) => match status {
                        Status::Denied => Some((Why::Denial, Mark::DenierBefore)),
                        Status::Negated if !not => Some((Why::Negation, Mark::Not)),
                        Status::Negated => (!told).then_some((Why::Speaker, Mark::Not)),
                        _ if not => Some((Why::Negation, Mark::Not)),
                        Status::Planned if !plan => Some((Why::Plan, Mark::Plan)),
                        Status::Planned => (!told).then_some((Why::Speaker, Mark::Plan)),
                        _ if plan => Some((Why::Plan, Mark::Plan)),
                        Status::Alleged => (!hedge).then_some((Why::Hedge, Mark::Hedge)),
                        Status::Reported => (!told).then_some((Why::Speaker, Mark::SpeakerBefore)),
                    },
                }
            };
            why = why.or(fault);
            fault.is_none()
        });
        match why {
            Some((why, mark)) if left.is_empty() => Err(fails(why, word(mark))),
            _ => Ok(()),
        }
    }

    fn is_party(&self, n: &Name, parties: &[PartyMention], f: &Facts<'_>) -> bool {
        parties.iter().any(|p| {
            let texts = [Some(p.party.name.as_str()), Some(p.quote.text.as_str())];
            is(n, p.party.code.as_deref(), &texts, f) && f.ground.party(p)
        })
    }

    /// Whether the name is one of those who say it, or who deny it where `denies`.
    fn is_voice(&self, n: &Name, voices: &[Attribution], denies: bool, f: &Facts<'_>) -> bool {
        voices.iter().any(|a| {
            let texts = [a.name.as_deref(), Some(a.quote.text.as_str()), a.role.as_deref(), a.outlet.as_deref()];
            is(n, a.code.as_deref(), &texts, f) && if denies { f.ground.denier(a) } else { f.ground.voice(a) }
        })
    }

    fn days(&self, clause: &Clause<'_>, left: &[&Facts<'_>]) -> Result<(), Verdict> {
        let show = |r: &Read| {
            let part = |x: Option<i16>| x.map(|n| n.to_string()).unwrap_or_default();
            format!("{}-{}-{}", part(r.year), part(r.month.map(i16::from)), part(r.day.map(i16::from)))
        };
        let ends: Vec<&Read> = clause.dates.iter().filter(|r| r.bind == Bind::End).collect();
        for r in &clause.dates {
            // of "between 10 and 13" the first must be the first day, the second the last
            let second = ends.iter().position(|e| std::ptr::eq(*e, r)).map(|i| i % 2 == 1);
            let paired = ends.len().is_multiple_of(2);
            let fits = left.iter().any(|f| {
                if r.bind == Bind::Report {
                    return r.month.is_some() && f.source.date.is_some_and(|d| r.is(d));
                }
                let Some(w) = f.source.claim.when.as_ref().filter(|w| f.ground.holds(&w.quote)) else { return false };
                match (w.from, w.to, r.bind) {
                    (Some(a), Some(b), Bind::On) if r.day.is_some() => a == b && r.is(a),
                    (Some(a), Some(b), Bind::On) => r.is(a) && r.is(b),
                    (Some(a), Some(b), Bind::End) if paired => a != b && r.is(if second == Some(true) { b } else { a }),
                    (Some(a), Some(b), Bind::End) => a != b && (r.is(a) || r.is(b)),
                    (Some(a), None, Bind::Since) => r.is(a),
                    _ => false,
                }
            });
            if !fits {
                return Err(fails(Why::Date, show(r)));
            }
        }
        for word in &clause.plain {
            if let Some(day) = dates::weekday_of(word) {
                let on = |d: Option<sekutu_model::Date>| d.is_some_and(|d| d.weekday().to_monday_one_offset() == day);
                if !left.iter().any(|f| f.source.claim.when.as_ref().is_some_and(|w| on(w.from) && w.from == w.to)) {
                    return Err(fails(Why::Date, word.clone()));
                }
            }
        }
        Ok(())
    }

    fn figures(&self, clause: &Clause<'_>, left: &[&Facts<'_>]) -> Result<(), Verdict> {
        let days = clause.dates.iter().filter(|d| d.bind == Bind::On && d.day.is_some()).count();
        for (value, times) in &clause.numbers {
            let told = left.iter().any(|f| f.numbers.contains(value));
            let counted = *times && days > 1 && days.to_string() == *value;
            if !(counted || (told && !(*times && days > 1))) {
                return Err(fails(Why::Number, value.clone()));
            }
        }
        Ok(())
    }

    /// No word but small ones, the program's own, and the claims'.
    fn words(&self, clauses: &[Clause<'_>]) -> Result<(), Verdict> {
        let own = vocabulary(self.language);
        for word in clauses.iter().flat_map(|c| &c.plain) {
            let bare = word.trim_end_matches("’s").trim_end_matches("'s");
            let known = own.contains(bare) || self.facts.iter().any(|f| f.words.contains(bare)) || dates::weekday_of(bare).is_some();
            if !known {
                return Err(fails(Why::Word, word.clone()));
            }
        }
        Ok(())
    }
}

/// Who denies, as the claim has it: those who deny it, or who speaks in what is told as denied.
fn denying(s: &Source) -> &[Attribution] {
    match s.claim.status {
        Status::Denied if s.claim.denied_by.is_empty() => &s.claim.said_by,
        _ => &s.claim.denied_by,
    }
}

/// Whether one of the cited claims of the same type and actor is denied.
fn typed_denied(all: &[Facts<'_>], typed: &[&Facts<'_>]) -> bool {
    all.iter().any(|f| {
        !denying(f.source).is_empty()
            && typed.iter().any(|t| {
                let (a, b) = (&t.source.claim, &f.source.claim);
                a.event == b.event && a.actor.iter().any(|p| b.actor.iter().any(|q| p.party.code == q.party.code))
            })
    })
}

/// Whether a name stands for who is coded and called so.
fn is(n: &Name, code: Option<&str>, texts: &[Option<&str>], f: &Facts<'_>) -> bool {
    let folded = n.text.to_lowercase();
    let texts = || texts.iter().flatten();
    // by the words themselves, or as a part of the usual name of the person whom the words name ("Путин": "Putin")
    let called = || {
        texts().any(|t| whole(&inner(t).to_lowercase(), &folded)) || {
            let found = texts().flat_map(|t| Parties::builtin().find(t, f.source.language.as_deref()));
            found.filter(|m| m.kind == PartyKind::Person).any(|m| whole(&m.name.to_lowercase(), &folded))
        }
    };
    let coded = || code.is_some_and(|c| n.codes.iter().any(|x| x == c));
    match &n.person {
        Some(person) => called() || ((coded() || code.is_none()) && f.people.contains(person)),
        None if n.codes.is_empty() => called(),
        None => coded() || (code.is_none() && called()),
    }
}
