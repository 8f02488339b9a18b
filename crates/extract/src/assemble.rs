//! A frame to a claim.

use crate::Extractor;
use crate::resolve::Resolved;
use crate::windows::whole_words;
use sekutu_model::{Article, Attribution, Claim, Event, Evidence, Party, PartyMention, Quote, Span, Status, When, hash};
use sekutu_parties::Kind;
use sekutu_reader::{Frame as Read, Kind as MentionKind, Reading, Role};

/// A frame with what surrounds it.
pub struct Frame<'a> {
    /// The frame.
    pub frame: &'a Read,
    /// Its window in the article.
    pub window: Span,
    /// The window's reading.
    pub reading: &'a Reading,
    /// Who its mentions are.
    pub resolved: &'a [Vec<Resolved>],
    /// The article's sentences.
    pub sentences: &'a [Span],
}

/// A party in a role, with the probability that it plays it.
struct Filled {
    mention: PartyMention,
    kind: Kind,
    score: f32,
}

/// The claim of a frame; none where nobody that is known or described takes part.
pub fn claim(by: &Extractor<'_>, article: &Article, f: &Frame<'_>) -> Option<Claim> {
    let text = &article.text;
    let trigger = Quote::cut(text, whole_words(text, f.frame.trigger.shift(f.window.start)))?;
    let mut actor = parties(text, f, Role::Actor);
    let mut recipient = parties(text, f, Role::Recipient);
    // whoever acts is not also acted upon: the likelier part stays
    actor.retain(|a| !recipient.iter().any(|r| r.mention.party == a.mention.party && r.score > a.score));
    recipient.retain(|r| !actor.iter().any(|a| a.mention.party == r.mention.party));
    if recipient.is_empty() && takes_place(f.frame.event) {
        recipient = place_attacked_or_visited(text, f, &actor);
    }
    let political = |p: &Filled| {
        p.mention.party.code.is_some() || p.mention.party.sector.is_some() && matches!(p.kind, Kind::Agents | Kind::Institution)
    };
    if !actor.iter().chain(&recipient).any(political) {
        return None;
    }
    let roles = actor.iter().chain(&recipient).map(|p| p.score);
    let raw = f.frame.score * f.frame.event_score * roles.sum::<f32>() / (actor.len() + recipient.len()) as f32;
    let confidence = by.reader.confidence(raw);

    let one = |role| f.frame.roles.iter().find(|r| r.role == role).and_then(|r| Quote::cut(text, span(text, f, r.mention)));
    let when = one(Role::Time).map(|quote| {
        let (from, to) = if f.frame.status == Status::Planned {
            crate::dates::resolve_planned(&quote.text, article.language.as_deref(), article.date())
        } else {
            crate::dates::resolve(&quote.text, article.language.as_deref(), article.date())
        }
        .unwrap_or_default();
        When { from, to, quote }
    });
    let said_by = chain(by, text, f, Role::SaidBy);
    let denied_by = chain(by, text, f, Role::DeniedBy);
    let (item, count, place) = (one(Role::Item), one(Role::Count), one(Role::Place));
    let actor: Vec<_> = actor.into_iter().map(|p| p.mention).collect();
    let recipient: Vec<_> = recipient.into_iter().map(|p| p.mention).collect();
    let quotes = actor.iter().chain(&recipient).map(|p| p.quote.span).chain([trigger.span]);
    let evidence = Evidence::of(article, sentences_of(f, quotes)).ok()?;
    let status = if f.frame.status == Status::Denied && denied_by.is_empty() && f.frame.status_score < 0.6 {
        Status::Negated
    } else {
        f.frame.status
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
    })
}

fn span(text: &str, f: &Frame<'_>, mention: usize) -> Span {
    whole_words(text, f.reading.mentions[mention].span.shift(f.window.start))
}

/// The parties in a role, each once, the likeliest mention of each.
fn parties(text: &str, f: &Frame<'_>, role: Role) -> Vec<Filled> {
    let mut out: Vec<Filled> = Vec::new();
    for fill in f.frame.roles.iter().filter(|r| r.role == role) {
        let Some(quote) = Quote::cut(text, span(text, f, fill.mention)) else { continue };
        for r in &f.resolved[fill.mention] {
            if r.party.code.is_none() && r.kind == Kind::Pronoun {
                continue; // nobody that the text lets us name
            }
            let mention = PartyMention { party: r.party.clone(), quote: quote.clone(), via: r.via };
            match out
                .iter_mut()
                .find(|p| p.mention.party.code == r.party.code && p.mention.party.sector == r.party.sector && r.party.code.is_some())
            {
                Some(p) if p.score >= fill.score => {}
                Some(p) => *p = Filled { mention, kind: r.kind, score: fill.score },
                None => out.push(Filled { mention, kind: r.kind, score: fill.score }),
            }
        }
    }
    out.sort_by_key(|p| p.mention.quote.span);
    out
}

/// Deeds whose place, where no recipient is named, stands for the state it lies in: what is bombed, occupied or visited.
const fn takes_place(event: Event) -> bool {
    matches!(event, Event::Assault | Event::Coerce | Event::Consult | Event::Aid | Event::Mobilize)
}

/// The state of the place of a deed, unless it is the actor's own.
fn place_attacked_or_visited(text: &str, f: &Frame<'_>, actor: &[Filled]) -> Vec<Filled> {
    let mut found = parties(text, f, Role::Place);
    let own = |p: &Filled| actor.iter().any(|a| a.mention.party.code == p.mention.party.code);
    found.retain(|p| p.mention.party.code.as_ref().is_some_and(|c| c.len() == 3) && !own(p));
    found
}

/// Who says it, nearest first: speakers before the outlets that relay them.
fn chain(by: &Extractor<'_>, text: &str, f: &Frame<'_>, role: Role) -> Vec<Attribution> {
    let at = f.frame.trigger.shift(f.window.start);
    let mut out: Vec<(bool, usize, Attribution)> = Vec::new();
    for fill in f.frame.roles.iter().filter(|r| r.role == role) {
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
