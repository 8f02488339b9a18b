//! Mentions to coded parties.

use crate::country::{self, Asked};
use crate::languages::{self, Language};
use crate::windows;
use sekutu_model::{Article, Party, Span};
use sekutu_parties::{Kind, Match, Parties, Query, Resolution};
use sekutu_reader::{Kind as MentionKind, Reading, Role};
use std::collections::{HashMap, HashSet};

/// Whether a name may play a party's part.
pub fn is_candidate(m: &Match) -> bool {
    !matches!(m.kind, Kind::Pronoun | Kind::Unknown)
}

/// Who a mention stands for.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// The party; its code is `None` where nobody we know is named.
    pub party: Party,
    /// What kind of words they are.
    pub kind: Kind,
    /// The name that a pronoun stands for.
    pub via: Option<Span>,
    /// The person's office.
    pub role: Option<String>,
    /// Whether the words name a person.
    pub person: Option<String>,
    /// How likely the party's country is, where only the text around speaks for it; else 1.
    pub certainty: f32,
}

/// Resolves the mentions of an article's windows, one after the other.
pub struct Resolver<'a> {
    parties: &'a Parties,
    article: &'a Article,
    names: &'a [Match],
    sentences: &'a [Span],
    languages: &'static [&'static Language],
    /// Surnames that here are not their famous bearer's.
    strangers: &'a HashSet<String>,
    /// What earlier windows resolved, by the mention's bytes in the article.
    known: HashMap<Span, Vec<Resolved>>,
    /// States and persons in the order of the text, for words that stand for the latest of them.
    trail: Vec<(Span, Resolved)>,
}

impl<'a> Resolver<'a> {
    /// A resolver for one article with the names and sentences found in it, and the surnames in it that are not their famous bearer's.
    pub fn new(
        parties: &'a Parties,
        article: &'a Article,
        names: &'a [Match],
        sentences: &'a [Span],
        strangers: &'a HashSet<String>,
    ) -> Resolver<'a> {
        let languages = languages::of(article.language.as_deref());
        Resolver { parties, article, names, sentences, languages, strangers, known: HashMap::new(), trail: Vec::new() }
    }

    /// "We", "kami": whoever speaks.
    fn is_first_person(&self, words: &str) -> bool {
        self.languages.iter().any(|l| l.first.contains(&words.to_lowercase().as_str()))
    }

    fn query(&self, span: Span, context: &str) -> Resolution {
        let text = span.cut(&self.article.text).unwrap_or("");
        let mut r = self.parties.resolve(&Query { text, context, date: self.article.date(), lang: self.article.language.as_deref() });
        let last = text.rsplit(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty());
        if r.kind == Kind::Person && last.is_some_and(|w| self.strangers.contains(&w.to_lowercase())) {
            (r.party, r.kind, r.person, r.role) = (None, Kind::Unknown, None, None);
        }
        r
    }

    /// Who each mention of a window's reading is; empty where it stands for nobody known, several for "kedua negara".
    pub fn window(&mut self, window: Span, reading: &Reading) -> Vec<Vec<Resolved>> {
        let context = window.cut(&self.article.text).unwrap_or("");
        let own: Vec<Option<Resolved>> = reading
            .mentions
            .iter()
            .map(|m| {
                if !matches!(m.kind, MentionKind::Party | MentionKind::Place | MentionKind::Outlet) {
                    return None;
                }
                let span = windows::mention(&self.article.text, window, m.span, self.languages);
                let r = self.query(span, context);
                let name = span.cut(&self.article.text).unwrap_or("").to_owned();
                // a country that is only guessed for a description is worse than none: `described` looks at the window
                let known = |mut p: Party| {
                    if r.confidence < 0.5 || p.code.is_none() {
                        p.code = None;
                        p.name.clone_from(&name);
                    }
                    p
                };
                let party = r.party.map(known).unwrap_or(Party { code: None, sector: None, name: name.clone() });
                Some(Resolved { party, kind: r.kind, via: None, role: r.role, person: r.person, certainty: 1.0 })
            })
            .collect();
        let mut out = Vec::with_capacity(own.len());
        for (i, m) in reading.mentions.iter().enumerate() {
            let span = windows::mention(&self.article.text, window, m.span, self.languages);
            let resolved = match &own[i] {
                None => Vec::new(),
                Some(r) if r.party.code.is_some() => vec![r.clone()],
                Some(r) => {
                    let speaker =
                        if r.kind == Kind::Pronoun && self.is_first_person(&r.party.name) { speaker(i, reading, &own) } else { None };
                    let mut found = match speaker {
                        Some((to, mut who)) => {
                            who.via = Some(windows::mention(&self.article.text, window, reading.mentions[to].span, self.languages));
                            vec![who]
                        }
                        None => self.followed(i, window, reading, &own),
                    };
                    if found.is_empty() {
                        found = self.known.get(&span).cloned().unwrap_or_default();
                    }
                    if found.is_empty() && r.kind == Kind::Pronoun {
                        found = self.latest(span);
                    }
                    if found.is_empty() {
                        found = self.surname(span).into_iter().collect();
                    }
                    if found.is_empty() {
                        found.push(self.described(r, span, window));
                    }
                    found
                }
            };
            for r in &resolved {
                if r.party.code.is_some()
                    && r.via.is_none()
                    && matches!(r.kind, Kind::State | Kind::Person | Kind::Group | Kind::Organisation)
                {
                    self.trail.push((span, r.clone()));
                }
            }
            self.known.insert(span, resolved.clone());
            out.push(resolved);
        }
        out
    }

    /// Through the mentions that the reader says it stands for; these may themselves have been resolved in an earlier window.
    fn followed(&self, mention: usize, window: Span, reading: &Reading, own: &[Option<Resolved>]) -> Vec<Resolved> {
        let mut found: Vec<Resolved> = Vec::new();
        for (to, _) in reading.corefs.iter().filter(|c| c.mention == mention).flat_map(|c| &c.to) {
            let span = windows::mention(&self.article.text, window, reading.mentions[*to].span, self.languages);
            let named = own[*to].iter().filter(|r| r.party.code.is_some()).cloned();
            let earlier = self.known.get(&span).into_iter().flatten().filter(|r| r.party.code.is_some()).cloned();
            for mut r in named.chain(earlier) {
                r.via = Some(r.via.unwrap_or(span));
                if !found.iter().any(|f| f.party == r.party) {
                    found.push(r);
                }
            }
        }
        found
    }

    /// A pronoun that the reader pointed nowhere: "both countries" are the last two states named before it, within a few sentences.
    fn latest(&self, span: Span) -> Vec<Resolved> {
        let words = span.cut(&self.article.text).unwrap_or("").to_lowercase();
        if !self.languages.iter().flat_map(|l| l.both).any(|b| words.contains(b)) {
            return Vec::new();
        }
        let mut found: Vec<Resolved> = Vec::new();
        let near = |s: &Span| s.end <= span.start && span.start - s.end < 600;
        for (s, r) in self.trail.iter().rev().filter(|(s, _)| near(s)) {
            if !found.iter().any(|f| f.party.code == r.party.code) {
                found.push(Resolved { via: Some(*s), ..r.clone() });
            }
            if found.len() == 2 {
                return found;
            }
        }
        Vec::new()
    }

    /// A part of a name ("Kim") after or before the whole of it ("Kim Jong Un") in the same article, where only one person there has it.
    fn surname(&self, span: Span) -> Option<Resolved> {
        let text = &self.article.text;
        let part = span.cut(text)?;
        if part.chars().count() < 2 || part.contains(char::is_whitespace) || !part.starts_with(char::is_uppercase) {
            return None;
        }
        let persons = self.names.iter().filter(|n| n.kind == Kind::Person);
        let mut whole = persons.filter(|n| {
            n.span != span && n.span.cut(text).is_some_and(|w| w.split_whitespace().count() > 1 && w.split_whitespace().any(|t| t == part))
        });
        let first = whole.next()?;
        if whole.any(|n| n.name != first.name) {
            return None;
        }
        let r = self.query(first.span, "");
        let party = r.party.filter(|p| p.code.is_some())?;
        Some(Resolved { party, kind: r.kind, via: Some(first.span), role: r.role, person: r.person, certainty: 1.0 })
    }

    /// Somebody whose words tell no country ("polisi", "Interior Minister Gérald Darmanin") is of the one that the text around him speaks for, where one does.
    fn described(&self, r: &Resolved, span: Span, window: Span) -> Resolved {
        let mut r = r.clone();
        let (text, languages) = (self.article.text.as_str(), self.languages);
        let asked = Asked { text, languages, sentences: self.sentences, names: self.names, party: span, kind: r.kind, end: window.end };
        if let Some((code, certainty)) = country::of(&asked) {
            let named = self.names.iter().find(|n| n.kind == Kind::State && n.codes.first() == Some(&code));
            r.party.name = named.map_or(code.as_str(), |n| n.name.as_str()).to_owned();
            r.party.code = Some(code);
            r.certainty = certainty;
        }
        r
    }
}

/// Who the window has speaking nearest to a mention.
fn speaker(mention: usize, reading: &Reading, own: &[Option<Resolved>]) -> Option<(usize, Resolved)> {
    let said = reading.frames.iter().flat_map(|f| &f.roles).filter(|r| r.role == Role::SaidBy).map(|r| r.mention);
    let known = said.filter_map(|m| own[m].clone().filter(|r| r.party.code.is_some()).map(|r| (m, r)));
    known.min_by_key(|(m, _)| m.abs_diff(mention))
}
