//! An event's history, whether it is contested, and what is worth a look.

use crate::alike::country;
use crate::describe::Member;
use crate::features::day;
use crate::origins::{Source, outlet, speaker};
use crate::record::{Flag, FlagKind, Scope, Step, StepKind};
use crate::{items, numbers, tables};
use sekutu_model::{Attribution, Claim, Event, Status};
use std::collections::{BTreeMap, BTreeSet};

/// The steps in the order of publication.
pub(crate) fn history(members: &[Member<'_>]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for m in members {
        let c = m.claim;
        if c.status == Status::Negated {
            steps.push(step(m, StepKind::Negated, outlet(m.carrier)));
            continue;
        }
        if retracts(c) {
            let who = c.said_by.first().map_or_else(|| outlet(m.carrier), label);
            steps.push(step(m, StepKind::Retracted, who));
            continue;
        }
        if crate::origins::vouches(c) {
            let said = c.said_by.iter().find(|a| speaker(a).is_some());
            let own = said.is_some_and(|a| c.actor.iter().any(|p| p.party.code.is_some() && p.party.code == a.code));
            let told_before = steps.iter().any(|s| s.kind == StepKind::Asserted && Some(&s.speaker) != said.map(label).as_ref());
            let kind = if own && is_deed(c.event) && c.status == Status::Reported && told_before {
                let scope = scope(c, true);
                let fewer = steps.iter().filter_map(|s| s.scope.count).any(|n| scope.count.is_some_and(|k| k < n));
                if scope.limit.is_some() || fewer { StepKind::PartlyAdmitted } else { StepKind::ConfirmedByActor }
            } else {
                StepKind::Asserted
            };
            let who = said.or(c.said_by.first()).map_or_else(|| outlet(m.carrier), label);
            steps.push(step(m, kind, who));
        }
        for denier in &c.denied_by {
            steps.push(step(m, StepKind::Denied, label(denier)));
        }
        if c.status == Status::Denied && c.denied_by.is_empty() {
            let who = c.said_by.first().map_or_else(|| outlet(m.carrier), label);
            steps.push(step(m, StepKind::Denied, who));
        }
    }
    for m in members {
        let Some(successor) = &m.carrier.successor else { continue };
        let later = members
            .iter()
            .filter(|o| o.carrier.key == m.carrier.key && o.carrier.version > m.carrier.version)
            .min_by_key(|o| o.carrier.version);
        let mut s = step(m, StepKind::Retracted, outlet(m.carrier));
        match later {
            None => s.date = successor.published.or(s.date),
            Some(o) if differs(m.claim, o.claim) => {
                s = step(o, StepKind::Corrected, outlet(o.carrier));
                s.date = successor.published.or(s.date);
            }
            Some(_) => continue,
        }
        if !steps.iter().any(|t| t.kind == s.kind && t.claim == s.claim) {
            steps.push(s);
        }
    }
    steps.sort_by(|a, b| (a.date, &a.article, a.span, a.kind, &a.speaker).cmp(&(b.date, &b.article, b.span, b.kind, &b.speaker)));
    steps.dedup_by(|a, b| a.kind == b.kind && a.speaker == b.speaker && a.article == b.article && a.scope == b.scope);
    steps
}

/// Whether whoever said it takes it back: "the paper withdrew its report that …".
pub(crate) fn retracts(c: &Claim) -> bool {
    !c.said_by.is_empty() && tables::limited("retract", near(c)).is_some()
}

/// How long after it happened a report is a later mention, in days.
const LATER: i32 = 7;

/// Whether somebody does it, rather than says it.
const fn is_deed(e: Event) -> bool {
    !matches!(e, Event::Accuse | Event::Request | Event::Reject | Event::Threaten | Event::Support | Event::Concede)
}

fn differs(a: &Claim, b: &Claim) -> bool {
    let number = |c: &Claim| c.count.as_ref().and_then(|q| numbers::value(&q.text));
    let item = |c: &Claim| c.item.as_ref().map(|q| items::concepts(&q.text));
    let who = |c: &Claim| -> Vec<String> { c.actor.iter().chain(&c.recipient).map(|p| p.party.label()).collect() };
    number(a) != number(b) || item(a) != item(b) || a.status != b.status || who(a) != who(b)
}

/// A party's label, a person's or a described speaker's name, an outlet.
fn label(a: &Attribution) -> String {
    match (&a.code, &a.sector, &a.outlet, &a.name) {
        (Some(c), Some(s), _, _) if s != "GOV" => format!("{c}.{s}"),
        (Some(c), _, _, _) => c.clone(),
        (None, _, Some(o), _) => o.clone(),
        (None, _, None, Some(n)) => n.clone(),
        _ => a.quote.text.clone(),
    }
}

fn step(m: &Member<'_>, kind: StepKind, speaker: String) -> Step {
    let span = m.claim.evidence.quote().span;
    let happened = m.claim.when.as_ref().and_then(|w| w.to.or(w.from));
    let later = match (m.carrier.published, happened) {
        (Some(told), Some(day_of_it)) => day(told) - day(day_of_it) > LATER,
        _ => false,
    };
    Step {
        later,
        kind,
        date: m.carrier.published,
        speaker,
        outlet: outlet(m.carrier),
        claim: m.claim.id.clone(),
        article: m.carrier.sha256.clone(),
        span,
        scope: scope(m.claim, !matches!(kind, StepKind::Asserted | StepKind::Negated)),
        status: m.claim.status,
    }
}

/// The words around a claim's trigger; its evidence may hold other sentences.
fn near(c: &Claim) -> &str {
    let quote = c.evidence.quote();
    let at = c.trigger.span.start.saturating_sub(quote.span.start);
    let text = quote.text.as_str();
    let from = (0..=at.saturating_sub(90).min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    let to = ((at + c.trigger.text.len() + 160).min(text.len())..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
    text.get(from..to).unwrap_or("")
}

/// What the claim's own words narrow it to; the limiting words are looked for only where they matter.
fn scope(c: &Claim, limited: bool) -> Scope {
    let near = near(c);
    let kinds: &[&str] = if limited { &["not-for", "use", "before", "few"] } else { &[] };
    let limit = kinds.iter().find_map(|kind| tables::limited(kind, near)).map(str::to_owned);
    Scope {
        items: c.item.as_ref().map_or_else(Vec::new, |i| items::concepts(&i.text)),
        limit,
        count: c.count.as_ref().and_then(|q| numbers::value(&q.text)),
    }
}

/// Whether a named party denies what others assert, in the same scope, and has not said so itself since.
pub(crate) fn contested(history: &[Step]) -> bool {
    history.iter().enumerate().any(|(i, d)| {
        d.kind == StepKind::Denied
            && is_named(&d.speaker)
            && d.scope.limit.is_none()
            && history
                .iter()
                .any(|a| a.kind == StepKind::Asserted && country(&a.speaker) != country(&d.speaker) && overlap(&a.scope, &d.scope))
            && !history[i..].iter().any(|s| s.kind == StepKind::ConfirmedByActor && country(&s.speaker) == country(&d.speaker))
    })
}

/// A party's label is in capitals.
fn is_named(speaker: &str) -> bool {
    speaker.chars().any(char::is_uppercase)
}

fn overlap(a: &Scope, b: &Scope) -> bool {
    a.items.is_empty() || b.items.is_empty() || a.items.iter().any(|x| b.items.iter().any(|y| items::related(x, y)))
}

/// What is worth a look.
pub(crate) fn flags(members: &[Member<'_>], sources: &[Source]) -> Vec<Flag> {
    let now: Vec<(&Member<'_>, &Source)> = members.iter().zip(sources).filter(|(m, _)| m.carrier.successor.is_none()).collect();
    let mut out = Vec::new();
    headlines(&now, &mut out);
    roles(&now, &mut out);
    counts(&now, &mut out);
    hedges(&now, &mut out);
    out
}

fn flat(c: &Claim) -> bool {
    c.status == Status::Reported && c.said_by.is_empty()
}

fn headlines(now: &[(&Member<'_>, &Source)], out: &mut Vec<Flag>) {
    let in_title = |m: &Member<'_>| m.carrier.title.is_some_and(|t| t.contains(m.claim.trigger.span));
    for (m, _) in now.iter().filter(|(m, _)| in_title(m) && flat(m.claim)) {
        let body: Vec<&Claim> =
            now.iter().filter(|(o, _)| o.carrier.sha256 == m.carrier.sha256 && !in_title(o)).map(|(o, _)| o.claim).collect();
        if let (Some(weaker), true) = (body.first(), body.iter().all(|c| !flat(c))) {
            out.push(Flag {
                kind: FlagKind::HeadlineStronger,
                claims: vec![m.claim.id.clone(), weaker.id.clone()],
                note: format!("headline: \"{}\"; body: \"{}\"", m.claim.evidence.quote().text, weaker.evidence.quote().text),
            });
        }
    }
}

fn roles(now: &[(&Member<'_>, &Source)], out: &mut Vec<Flag>) {
    // by name and language: office, claim, outlet
    type Offices<'m> = Vec<(&'m str, &'m Claim, String)>;
    let mut said: BTreeMap<(String, Option<&str>), Offices<'_>> = BTreeMap::new();
    for (m, _) in now {
        for a in &m.claim.said_by {
            if let (Some(name), Some(role)) = (&a.name, &a.role) {
                said.entry((name.to_lowercase(), m.carrier.language.as_deref())).or_default().push((role, m.claim, outlet(m.carrier)));
            }
        }
    }
    for ((_, _), all) in said {
        for (i, (role, claim, from)) in all.iter().enumerate() {
            let low = role.to_lowercase();
            let other = all[..i].iter().find(|(r, c, o)| {
                let r = r.to_lowercase();
                o != from && c.id != claim.id && !r.contains(&low) && !low.contains(&r)
            });
            if let Some((r, c, o)) = other {
                out.push(Flag {
                    kind: FlagKind::RoleDiffers,
                    claims: vec![c.id.clone(), claim.id.clone()],
                    note: format!("{o}: \"{r}\"; {from}: \"{role}\""),
                });
                break;
            }
        }
    }
}

fn counts(now: &[(&Member<'_>, &Source)], out: &mut Vec<Flag>) {
    let mut seen: Vec<(u64, &Claim, String)> = Vec::new();
    for (m, _) in now {
        let Some(n) = m.claim.count.as_ref().and_then(|q| numbers::value(&q.text)) else { continue };
        let items = |c: &Claim| c.item.as_ref().map_or_else(Vec::new, |i| items::concepts(&i.text));
        let mine = items(m.claim);
        let other = seen.iter().find(|(k, c, _)| {
            let theirs = items(c);
            *k != n
                && c.article != m.claim.article
                && (mine.is_empty() == theirs.is_empty())
                && (mine.is_empty() || mine.iter().any(|x| theirs.iter().any(|y| items::related(x, y))))
        });
        let here = outlet(m.carrier);
        if let Some((k, c, from)) = other
            && !out.iter().any(|f| f.kind == FlagKind::NumberDiffers && f.claims.contains(&c.id))
        {
            out.push(Flag {
                kind: FlagKind::NumberDiffers,
                claims: vec![c.id.clone(), m.claim.id.clone()],
                note: format!("{k} ({from}); {n} ({here})"),
            });
        }
        seen.push((n, m.claim, here));
    }
}

fn hedges(now: &[(&Member<'_>, &Source)], out: &mut Vec<Flag>) {
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for (m, s) in now.iter().filter(|(m, s)| m.claim.status == Status::Reported && s.kind != crate::record::OriginKind::Outlet) {
        let source = now.iter().find(|(o, t)| {
            o.claim.id != m.claim.id
                && o.carrier.sha256 != m.carrier.sha256
                && o.claim.status == Status::Alleged
                && (t.key == s.key || outlet(o.carrier) == s.key)
        });
        if let Some((o, _)) = source
            && told.insert(m.carrier.sha256.as_str())
        {
            out.push(Flag {
                kind: FlagKind::SourceHedged,
                claims: vec![m.claim.id.clone(), o.claim.id.clone()],
                note: format!("{} states what {} gives as alleged", outlet(m.carrier), outlet(o.carrier)),
            });
        }
    }
}
