//! A frame to a claim.

use crate::Extractor;
use crate::governed::{Governed, governed};
use crate::languages::{self, Language};
use crate::lists;
use crate::matter;
use crate::resolve::Resolved;
use crate::windows::{self, whole_words};
use sekutu_model::{Article, Attribution, Claim, Event, Evidence, Party, PartyMention, Quote, Span, Status, When, hash};
use sekutu_parties::{Kind, Match};
use sekutu_reader::{Frame as Read, Kind as MentionKind, Reading, Role, RoleFill};

/// A frame with what surrounds it.
pub struct Frame<'a> {
    /// The frame.
    pub frame: &'a Read,
    /// Its role fills, the members of a list made alike.
    pub roles: Vec<RoleFill>,
    /// Actors and recipients that are not likely enough alone.
    pub weak: Vec<RoleFill>,
    /// Its window in the article.
    pub window: Span,
    /// The window's reading.
    pub reading: &'a Reading,
    /// Who its mentions are.
    pub resolved: &'a [Vec<Resolved>],
    /// The article's sentences.
    pub sentences: &'a [Span],
    /// The names in the article.
    pub names: &'a [Match],
    /// The article's language, or all.
    pub languages: &'static [&'static Language],
    /// Whether the article is about sport or show business.
    pub pastime: bool,
}

/// A party in a role, with the probability that it plays it.
struct Filled {
    mention: PartyMention,
    kind: Kind,
    person: Option<String>,
    score: f32,
}

impl Filled {
    fn new(r: &Resolved, quote: &Quote, score: f32) -> Filled {
        let mention = PartyMention { party: r.party.clone(), quote: quote.clone(), via: r.via };
        Filled { mention, kind: r.kind, person: r.person.clone(), score: score * r.certainty }
    }

    /// Whether both are one party. A president and a minister, or two provinces' governments, have one code and may still meet, accuse or dismiss one another.
    fn is(&self, other: &Filled) -> bool {
        let (a, b) = (&self.mention, &other.mention);
        if a.party.code.is_none() {
            return a.party == b.party;
        }
        a.party.code == b.party.code && a.party.sector == b.party.sector && !self.is_one_of_several(other)
    }

    /// Whether two of one code are persons, offices or people told apart by their names: words of one do not come back in the other.
    fn is_one_of_several(&self, other: &Filled) -> bool {
        let own = |p: &Filled| matches!(p.kind, Kind::Person | Kind::Institution | Kind::Agents) && p.mention.via.is_none();
        let words = |p: &Filled| -> Vec<String> {
            let told = p.mention.quote.text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 1);
            told.map(str::to_lowercase).collect()
        };
        let (mine, theirs) = (words(self), words(other));
        own(self)
            && own(other)
            && !self.mention.quote.span.overlaps(other.mention.quote.span)
            && (self.person.is_none() || self.person != other.person)
            && mine.iter().any(|w| !theirs.contains(w))
            && theirs.iter().any(|w| !mine.contains(w))
    }
}

/// The claim of a frame; none where nobody that is known or described takes part.
pub fn claim(by: &Extractor<'_>, article: &Article, f: &Frame<'_>) -> Option<Claim> {
    let text = &article.text;
    let trigger = Quote::cut(text, whole_words(text, f.frame.trigger.shift(f.window.start)))?;
    let told = told(text, f, trigger.span)?;
    let mut actor = side(by, text, f, Role::Actor);
    let mut recipient = side(by, text, f, Role::Recipient);
    // whoever acts is not also acted upon: the likelier part stays
    actor.retain(|a| !recipient.iter().any(|r| a.is(r) && r.score > a.score));
    recipient.retain(|r| !actor.iter().any(|a| a.is(r)));
    without_places(text, f, &mut actor);
    without_places(text, f, &mut recipient);
    if recipient.is_empty() && takes_place(f.frame.event) && !(f.frame.event == Event::Consult && actor.len() != 1) {
        recipient = place_attacked_or_visited(text, f, &actor);
    }
    if recipient.is_empty() {
        recipient = place_acted_upon(by, text, f);
        recipient.retain(|r| !actor.iter().any(|a| a.is(r)));
    }
    if let Some(theirs) = only_country_left(f, &actor) {
        recipient.iter_mut().filter(|r| is_described(r)).for_each(|r| theirs.give(r));
    }
    if let Some(theirs) = only_country_left(f, &recipient) {
        actor.iter_mut().filter(|a| is_described(a)).for_each(|a| theirs.give(a));
    }
    // a crowd is of the country it gathers in, and so is whoever is attacked or arrested there
    if let Some(here) = place_country(f) {
        let local = |p: &&mut Filled| p.mention.party.code.is_none() && p.kind != Kind::Pronoun;
        let side = match f.frame.event {
            Event::Protest => Some(&mut actor),
            Event::Assault | Event::Coerce => Some(&mut recipient),
            _ => None,
        };
        side.into_iter().flatten().filter(local).for_each(|p| here.give(p));
    }
    // whoever protests and is only described ("organizaciones populares") is a part of the people
    if f.frame.event == Event::Protest {
        let described = |p: &&mut Filled| p.mention.party.sector.is_none() && !p.mention.party.name.starts_with(char::is_uppercase);
        actor.iter_mut().filter(described).for_each(|p| p.mention.party.sector = Some("CVL".to_owned()));
    }
    // a name that no table knows is as often a firm's or a singer's
    if !matter::is_political(f.frame.event, f.pastime, actor.iter().chain(&recipient).map(|p| (&p.mention.party, p.kind))) {
        return None;
    }
    // but one that is named by its letters beside a party that we know is an organisation of its own
    if actor.iter().chain(&recipient).any(|p| p.mention.party.code.is_some()) {
        for p in actor.iter_mut().chain(&mut recipient).filter(|p| p.mention.party.code.is_none() && p.mention.party.sector.is_none()) {
            p.mention.party.code = acronym(text, f, p);
        }
    }
    let roles = actor.iter().chain(&recipient).map(|p| p.score);
    let raw = f.frame.score * f.frame.event_score * roles.sum::<f32>() / (actor.len() + recipient.len()) as f32;
    let confidence = by.reader.confidence(raw);

    let one = |role| f.roles.iter().find(|r| r.role == role).and_then(|r| Quote::cut(text, span(text, f, r.mention)));
    let when = one(Role::Time).map(|quote| {
        let (from, to) = if told == Status::Planned {
            crate::dates::resolve_planned(&quote.text, article.language.as_deref(), article.date())
        } else {
            crate::dates::resolve(&quote.text, article.language.as_deref(), article.date())
        }
        .unwrap_or_default();
        When { from, to, quote }
    });
    let mut said_by = chain(by, text, f, Role::SaidBy);
    if said_by.iter().all(|a| a.outlet.is_some()) {
        said_by.splice(..0, crate::documents::cited(article, f, &said_by));
    }
    let mut denied_by = chain(by, text, f, Role::DeniedBy);
    let (item, count, place) = (one(Role::Item), one(Role::Count), one(Role::Place));
    let actor: Vec<_> = actor.into_iter().map(|p| p.mention).collect();
    let recipient: Vec<_> = recipient.into_iter().map(|p| p.mention).collect();
    let quotes = actor.iter().chain(&recipient).map(|p| p.quote.span).chain([trigger.span]);
    let evidence = Evidence::of(article, sentences_of(f, quotes)).ok()?;
    let status = if told == Status::Denied && denied_by.is_empty() && f.frame.status_score < 0.6 { Status::Negated } else { told };
    // what its own actor admits it neither denies nor alleges
    let sentence = f.sentences.iter().find(|s| s.overlaps(trigger.span)).map_or(trigger.span.start, |s| s.start);
    let own = |a: &Attribution| a.code.is_some() && actor.iter().any(|p| p.party.code == a.code);
    let speaks = said_by.iter().find(|a| a.outlet.is_none()).is_some_and(own);
    let admitted = (status == Status::Denied || status == Status::Alleged && speaks)
        && crate::denial::is_admitted(&text[sentence.min(trigger.span.start)..trigger.span.start], f.languages);
    let status = if admitted {
        denied_by.clear();
        Status::Reported
    } else {
        status
    };
    let key = format!("{}\n{}\n{}\n{}", article.sha256, trigger.span.start, trigger.span.end, f.frame.event);
    Some(Claim {
        id: hash(&key)[..16].to_owned(),
        article: article.id.clone(),
        language: article.language.clone(),
        event: f.frame.event,
        mode: f.frame.mode.clone(),
        contexts: f.frame.contexts.clone(),
        cameo: by.codebook.cameo(f.frame.event, f.frame.mode.as_deref(), status).map(str::to_owned),
        actor,
        recipient,
        trigger,
        item,
        count,
        place,
        when,
        status,
        said_by,
        denied_by,
        evidence,
        confidence,
        meaning: Some(f.frame.meaning),
    })
}

/// The reader's status, unless it took for a plain report what the words beside it leave ahead or undone; none for a mere condition.
fn told(text: &str, f: &Frame<'_>, trigger: Span) -> Option<Status> {
    let read = f.frame.status;
    match governed(text, trigger, f.frame.event, f.languages) {
        Some(Governed::Condition) => None,
        Some(Governed::Ahead) if read == Status::Reported => Some(Status::Planned),
        Some(Governed::Averted) if matches!(read, Status::Reported | Status::Planned) => Some(Status::Negated),
        _ => Some(read),
    }
}

fn span(text: &str, f: &Frame<'_>, mention: usize) -> Span {
    let m = &f.reading.mentions[mention];
    // the small words of a time belong to it: "in March", "sejak 2012"
    if m.kind == MentionKind::Time {
        whole_words(text, m.span.shift(f.window.start))
    } else {
        windows::mention(text, f.window, m.span, f.languages)
    }
}

/// The parties in a role, each once, the likeliest mention of each.
fn parties(text: &str, f: &Frame<'_>, role: Role) -> Vec<Filled> {
    let mut out: Vec<Filled> = Vec::new();
    for fill in f.roles.iter().filter(|r| r.role == role) {
        let Some(quote) = Quote::cut(text, span(text, f, fill.mention)) else { continue };
        if is_clock(text, quote.span) {
            continue;
        }
        for r in &f.resolved[fill.mention] {
            if r.party.code.is_none() && r.kind == Kind::Pronoun {
                continue; // nobody that the text lets us name
            }
            let new = Filled::new(r, &quote, fill.score);
            match out.iter_mut().find(|p| r.party.code.is_some() && p.is(&new)) {
                Some(p) if p.score >= fill.score => {}
                Some(p) => *p = new,
                None => out.push(new),
            }
        }
    }
    out.sort_by_key(|p| p.mention.quote.span);
    out
}

/// The actors or the recipients: those that the reader chose, and those whose mentions together are likely enough. Scores are a party's sums.
fn side(by: &Extractor<'_>, text: &str, f: &Frame<'_>, role: Role) -> Vec<Filled> {
    let weak = || f.weak.iter().filter(|w| w.role == role);
    let share = |code: &str| -> f32 {
        let names = |m: usize| f.resolved[m].iter().any(|r| r.party.code.as_deref() == Some(code));
        weak().filter(|w| names(w.mention)).map(|w| w.score).sum()
    };
    let mut out = parties(text, f, role);
    for p in &mut out {
        p.score = (p.score + p.mention.party.code.as_deref().map_or(0.0, share)).min(1.0);
    }
    let mut by_score: Vec<_> = weak().collect();
    by_score.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.mention.cmp(&b.mention)));
    for w in by_score {
        let Some(quote) = Quote::cut(text, span(text, f, w.mention)).filter(|q| !is_clock(text, q.span)) else { continue };
        for r in &f.resolved[w.mention] {
            let Some(code) = r.party.code.as_deref() else { continue };
            let score = share(code);
            if score > by.reader.least(role) && !out.iter().any(|p| p.mention.party.code.as_deref() == Some(code)) {
                out.push(Filled::new(r, &quote, score.min(1.0)));
            }
        }
    }
    out.sort_by_key(|p| p.mention.quote.span);
    out
}

/// Deeds whose place, where no recipient is named, stands for the state it lies in: what is bombed, occupied or visited.
const fn takes_place(event: Event) -> bool {
    matches!(event, Event::Assault | Event::Coerce | Event::Consult | Event::Aid | Event::Mobilize | Event::Retreat)
}

/// Of several parties those that are only where it happened ("NATO forces in Eastern Europe", "perundingan di Istanbul, Turki") take no part.
fn without_places(text: &str, f: &Frame<'_>, side: &mut Vec<Filled>) {
    let located = |p: &Filled| p.kind == Kind::State && p.mention.via.is_none() && is_located(text, f, p.mention.quote.span);
    if side.iter().any(|p| p.mention.party.code.is_some() && !located(p)) {
        side.retain(|p| !located(p));
    }
}

/// Whether a name follows a word such as "in", or another place that does ("di Istanbul, Turki", "in Kenya and Uganda").
fn is_located(text: &str, f: &Frame<'_>, name: Span) -> bool {
    let between = |n: &&Match| {
        n.span.end < name.start
            && f.window.contains(n.span)
            && text.get(n.span.end..name.start).is_some_and(|gap| lists::is_between(gap, f.languages))
    };
    if let Some(first) = f.names.iter().rev().find(between) {
        return is_located(text, f, first.span);
    }
    says_where(text, f.languages, name)
}

/// Whether a name directly follows a word such as "in".
pub(crate) fn says_where(text: &str, languages: &[&Language], name: Span) -> bool {
    let word = text[..name.start].trim_end().rsplit(char::is_whitespace).next().unwrap_or("").to_lowercase();
    languages.iter().any(|l| l.within.contains(&word.as_str()))
}

/// So many characters beside a name hold the longest of the words that make it a clock's, and the letter before or after it.
const BESIDE: usize = 40;

/// Whether a name only says by which clock ("waktu Amerika Serikat", "Moscow time").
fn is_clock(text: &str, name: Span) -> bool {
    let (before, after) = (text[..name.start].trim_end(), text[name.end..].trim_start());
    let before = before[before.char_indices().rev().nth(BESIDE).map_or(0, |(at, _)| at)..].to_lowercase();
    let after = after[..after.char_indices().nth(BESIDE).map_or(after.len(), |(at, _)| at)].to_lowercase();
    let ends = |w: &&str| before.strip_suffix(*w).is_some_and(|rest| !rest.ends_with(char::is_alphabetic));
    let starts = |w: &&str| after.strip_prefix(*w).is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
    languages::ALL.iter().any(|l| l.clock_before.iter().any(ends) || l.clock_after.iter().any(starts))
}

/// An organisation that no table knows, by its letters ("MER-C", "KAMMI"), where the text around it is not all in capitals.
fn acronym(text: &str, f: &Frame<'_>, p: &Filled) -> Option<String> {
    let words = &p.mention.quote.text;
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let fits = (3..=7).contains(&letters) && words.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '-' | '&'));
    let sentence = f.sentences.iter().find(|s| s.contains(p.mention.quote.span))?.cut(text)?;
    (fits && p.kind == Kind::Unknown && sentence.chars().any(char::is_lowercase)).then(|| words.clone())
}

/// The state of the place of a deed, unless it is the actor's own.
fn place_attacked_or_visited(text: &str, f: &Frame<'_>, actor: &[Filled]) -> Vec<Filled> {
    let mut found = parties(text, f, Role::Place);
    let own = |p: &Filled| actor.iter().any(|a| a.mention.party.code == p.mention.party.code);
    found.retain(|p| p.mention.party.code.as_ref().is_some_and(|c| c.len() == 3) && !own(p));
    found
}

/// The place where the reader half takes it for the recipient ("a curfew on Basra"), the actor's own country or not.
fn place_acted_upon(by: &Extractor<'_>, text: &str, f: &Frame<'_>) -> Vec<Filled> {
    let likely = |w: &&RoleFill| w.role == Role::Recipient && w.score > by.reader.least_alone();
    let places = f.roles.iter().filter(|r| r.role == Role::Place);
    let weak = places.filter_map(|p| f.weak.iter().filter(likely).find(|w| w.mention == p.mention));
    let known = weak.flat_map(|w| f.resolved[w.mention].iter().filter(|r| r.party.code.is_some()).map(move |r| (r, w)));
    known.filter_map(|(r, w)| Some(Filled::new(r, &Quote::cut(text, span(text, f, w.mention))?, w.score))).collect()
}

/// A state that the sentence names, for whoever is only described in it.
struct Country {
    code: String,
    name: String,
}

impl Country {
    fn give(&self, p: &mut Filled) {
        p.mention.party.code = Some(self.code.clone());
        p.mention.party.name.clone_from(&self.name);
    }
}

/// Whether words describe somebody ("demonstran", "insurgents") without telling the country.
fn is_described(p: &Filled) -> bool {
    p.mention.party.code.is_none() && p.mention.party.sector.is_some() && matches!(p.kind, Kind::Agents | Kind::Institution | Kind::Person)
}

/// The only country that the trigger's sentence speaks of besides those of the other side: "Russia's support for the insurgents" in a sentence
/// about Ukraine means Ukraine's. None where the other side is not known, for then anybody may be meant.
fn only_country_left(f: &Frame<'_>, other: &[Filled]) -> Option<Country> {
    let theirs: Vec<&str> = other.iter().filter_map(|p| p.mention.party.code.as_deref()).collect();
    if theirs.is_empty() {
        return None;
    }
    let at = f.frame.trigger.shift(f.window.start);
    let sentence = f.sentences.iter().find(|s| s.overlaps(at))?;
    let mut left: Option<&Match> = None;
    for n in f.names.iter().filter(|n| sentence.contains(n.span)) {
        let Some(code) = n.codes.first().filter(|c| c.len() == 3 && n.kind != Kind::Group && !theirs.contains(&c.as_str())) else {
            continue;
        };
        match left {
            Some(l) if l.codes.first() != Some(code) => return None,
            Some(l) if l.kind == Kind::State => {}
            _ => left = Some(n),
        }
    }
    let left = left?;
    let code = left.codes.first()?.clone();
    // a leader's own name is not his country's
    let name = if left.kind == Kind::State { left.name.clone() } else { code.clone() };
    Some(Country { code, name })
}

/// The state in which the deed's place lies.
fn place_country(f: &Frame<'_>) -> Option<Country> {
    let place = f.roles.iter().find(|r| r.role == Role::Place)?;
    let states = f.resolved[place.mention].iter().filter(|r| r.kind != Kind::Group);
    states.filter_map(|r| Some(Country { code: r.party.code.clone()?, name: r.party.name.clone() })).find(|c| c.code.len() == 3)
}

/// Who says it, nearest first: speakers before the outlets that relay them.
fn chain(by: &Extractor<'_>, text: &str, f: &Frame<'_>, role: Role) -> Vec<Attribution> {
    let at = f.frame.trigger.shift(f.window.start);
    let mut out: Vec<(bool, usize, Attribution)> = Vec::new();
    for fill in f.roles.iter().filter(|r| r.role == role) {
        let m = &f.reading.mentions[fill.mention];
        let Some(quote) = Quote::cut(text, span(text, f, fill.mention)) else { continue };
        let distance = quote.span.start.abs_diff(at.start);
        let known = by.parties.outlet(&quote.text).map(str::to_owned);
        let named = f.resolved[fill.mention].iter().any(|r| r.party.code.is_some());
        if m.kind == MentionKind::Outlet || known.is_some() && !named {
            let outlet = Some(known.unwrap_or_else(|| quote.text.to_lowercase()));
            out.push((true, distance, Attribution { outlet, code: None, sector: None, name: None, role: None, quote, via: None }));
            continue;
        }
        for r in &f.resolved[fill.mention] {
            if r.party.code.is_none() && r.kind == Kind::Pronoun {
                continue;
            }
            let Party { code, sector, name } = r.party.clone();
            let name = Some(r.person.clone().unwrap_or(name));
            let hop = Attribution { code, sector, name, role: r.role.clone(), outlet: None, quote: quote.clone(), via: r.via };
            out.push((false, distance, hop));
        }
    }
    out.sort_by_key(|(outlet, distance, a)| (*outlet, *distance, a.quote.span));
    let mut chain: Vec<Attribution> = Vec::new();
    for (_, _, a) in out {
        if !chain.iter().any(|b| a.code.is_some() && b.code == a.code && b.sector == a.sector || a.outlet.is_some() && b.outlet == a.outlet)
        {
            chain.push(a);
        }
    }
    chain
}

/// The sentences that hold the given spans, from the first to the last.
fn sentences_of(f: &Frame<'_>, spans: impl Iterator<Item = Span>) -> Span {
    let all = spans.reduce(Span::cover).unwrap_or(f.window);
    let own = f.sentences.iter().filter(|s| s.overlaps(all)).copied().reduce(Span::cover);
    own.map_or(all, |s| s.cover(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(text: &str, words: &str, kind: Kind, code: &str) -> Filled {
        let at = text.find(words).expect("the words stand in the text");
        let quote = Quote::cut(text, Span::new(at, at + words.len())).expect("a span of the text");
        let party = Party { code: Some(code.to_owned()), sector: None, name: code.to_owned() };
        Filled::new(&Resolved { party, kind, via: None, role: None, person: None, certainty: 1.0 }, &quote, 1.0)
    }

    #[test]
    fn two_of_one_country_are_two_where_their_names_differ() {
        let text = "President Arroyo dismissed Education Secretary Roco; Arroyo's Philippines";
        let president = party(text, "President Arroyo", Kind::Person, "PHL");
        assert!(!president.is(&party(text, "Education Secretary Roco", Kind::Person, "PHL")));
        assert!(president.is(&party(text, "Arroyo", Kind::Person, "PHL")), "the surname alone is the same man");
        assert!(president.is(&party(text, "Philippines", Kind::State, "PHL")), "a state is its president's");
    }
}
