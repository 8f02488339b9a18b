//! How much speaks for two claims' being about one happening: a sum of evidence for and against, in the manner of Fellegi and Sunter (1969).

use crate::features::Features;
use crate::items;
use crate::record::Reason;
use sekutu_model::{Event, Status};

/// The least average score with which a claim joins others.
pub(crate) const THRESHOLD: f32 = 1.6;

/// The score of two claims, `None` where they cannot be about one happening.
pub(crate) fn alike(a: &Features, b: &Features) -> Option<(f32, Vec<Reason>)> {
    let mut score = -1.0;
    let mut why = Vec::new();
    let mut add = |points: f32, reason: Reason| {
        score += points;
        if points > 0.3 {
            why.push(reason);
        }
    };
    add(types(a.event, b.event)?, Reason::Type);
    let (actor, recipient) = parties(a, b)?;
    add(actor, Reason::Actor);
    add(recipient, Reason::Recipient);
    add(time(a, b)?, Reason::Time);
    if !a.items.is_empty() && !b.items.is_empty() {
        let same = a.items.iter().any(|x| b.items.contains(x));
        let related = a.items.iter().any(|x| b.items.iter().any(|y| items::related(x, y)));
        // "weapons" may be drones or missiles, and must not tie the two together
        add(
            if same {
                0.7
            } else if related {
                0.0
            } else {
                -1.6
            },
            Reason::Item,
        );
    }
    if let (Some(x), Some(y)) = (a.count, b.count) {
        let (less, more) = (x.min(y), x.max(y));
        add(
            if less == more {
                0.7
            } else if more - less <= 2 || less * 5 >= more * 4 {
                0.3
            } else {
                -0.4
            },
            Reason::Count,
        );
    }
    if let (Some(x), Some(y)) = (&a.place, &b.place) {
        let same = x.contains(y.as_str()) || y.contains(x.as_str());
        // the same place is written in other letters in another language
        add(
            if same {
                0.6
            } else if a.language == b.language {
                -0.7
            } else {
                0.0
            },
            Reason::Place,
        );
    }
    if let Some(c) = a.meaning.as_ref().zip(b.meaning.as_ref()).and_then(|(x, y)| x.cosine(y)) {
        let points = 2.0 * (c - 0.35).clamp(-0.5, 0.5);
        // a promise of missiles means much the same as a delivery of arms, and would tie it to one of drones
        add(if a.event == b.event { points } else { points.min(0.0) }, Reason::Meaning);
    }
    // that claims of one sentence share its words says nothing
    let shared = if a.article == b.article { 0.0 } else { contained(&a.words, &b.words) };
    let words = if shared >= 0.5 {
        1.4
    } else if shared >= 0.2 {
        0.8
    } else {
        0.0
    } + if a.trigger == b.trigger { 0.3 } else { 0.0 };
    add(words, Reason::Words);
    if let (Some(x), Some(y)) = (&a.mode, &b.mode)
        && x != y
        && a.event == b.event
    {
        add(-0.4, Reason::Type);
    }
    if a.article == b.article && a.key == b.key {
        // one sentence seldom names one happening twice, and a text that goes on mostly goes on to another
        add(if a.evidence == b.evidence { -1.3 } else { -0.7 }, Reason::Words);
    }
    if (a.status == Status::Negated) != (b.status == Status::Negated) {
        add(-0.4, Reason::Type);
    }
    Some((score, why))
}

/// Types that careful readers take for each other.
pub(crate) fn types(a: Event, b: Event) -> Option<f32> {
    use Event::{
        Accuse, Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest, Reject, Request, Retreat, Sanction, Support,
        Threaten,
    };
    const NEAR: [(Event, Event); 17] = [
        (Agree, Support),
        (Agree, Cooperate),
        (Agree, Consult),
        (Agree, Concede),
        (Agree, Aid),
        (Support, Cooperate),
        (Cooperate, Aid),
        (Consult, Cooperate),
        (Concede, Retreat),
        (Agree, Retreat),
        (Assault, Coerce),
        (Mobilize, Assault),
        (Mobilize, Threaten),
        (Sanction, Coerce),
        (Accuse, Reject),
        (Request, Threaten),
        (Protest, Assault),
    ];
    if a == b {
        Some(1.0)
    } else if NEAR.contains(&(a, b)) || NEAR.contains(&(b, a)) {
        Some(0.1)
    } else {
        None
    }
}

/// Events without sides: who comes first says nothing.
const fn mutual(e: Event) -> bool {
    matches!(e, Event::Consult | Event::Agree | Event::Cooperate | Event::Support)
}

/// Points for actors and for recipients; `None` where they exclude each other.
fn parties(a: &Features, b: &Features) -> Option<(f32, f32)> {
    let straight = (side(&a.actor, &b.actor), side(&a.recipient, &b.recipient));
    let crossed = || -> Option<(f32, f32)> {
        if !mutual(a.event) || !mutual(b.event) {
            return None;
        }
        let all = |f: &Features| -> Vec<String> { f.actor.iter().chain(&f.recipient).cloned().collect() };
        let (x, y) = (all(a), all(b));
        let both = side(&x, &y)?;
        let n = x.iter().filter(|p| y.contains(p)).count();
        // two of two in common say as much as an actor and a recipient
        Some(if n >= 2 { (both, both * 0.8) } else { (both * 0.5, 0.0) })
    };
    match straight {
        (Some(x), Some(y)) if x + y > 0.0 => match crossed() {
            Some((p, q)) if p + q > x + y => Some((p, q)),
            _ => Some((x, y)),
        },
        _ => crossed().filter(|(x, y)| x + y > 0.0),
    }
}

/// Whether both name an actor and a recipient, and mostly the same ones.
pub(crate) fn same_sides(a: &Features, b: &Features) -> bool {
    parties(a, b).is_some_and(|(x, y)| x > 0.3 && y > 0.3)
}

/// Points for two lists of labels on one side.
fn side(a: &[String], b: &[String]) -> Option<f32> {
    if a.is_empty() || b.is_empty() {
        return Some(0.0);
    }
    let loose = a.iter().filter(|x| b.iter().any(|y| country(x) == country(y))).count();
    let exact = a.iter().filter(|x| b.contains(x)).count();
    if loose == 0 {
        return None;
    }
    let most = a.len().max(b.len()) as f32;
    let least = a.len().min(b.len()) as f32;
    // a shorter list is often the same list cut short
    let share = |n: usize| 0.5 * n as f32 / most + 0.5 * (n as f32 / least).min(1.0);
    Some(0.9 * share(exact).max(0.75 * share(loose)))
}

/// `RUS.MIL` → `RUS`.
pub(crate) fn country(label: &str) -> &str {
    label.split('.').next().unwrap_or(label)
}

/// Points for time; `None` where the days exclude each other.
fn time(a: &Features, b: &Features) -> Option<f32> {
    let (Some(af), Some(at), Some(bf), Some(bt)) = (a.from, a.to, b.from, b.to) else {
        return Some(if a.from.is_none() && b.from.is_none() { -0.2 } else { -0.8 });
    };
    let gap = (af.max(bf) - at.min(bt)).max(0);
    let (long_a, long_b) = (at - af, bt - bf);
    match (a.stated, b.stated) {
        (true, true) => {
            let exact = long_a <= 3 && long_b <= 3;
            match gap {
                0 if exact => Some(1.1),
                0 if (long_a > 45) != (long_b > 45) => Some(-0.4),
                // the same year says little: much happens in one
                0 if long_a > 45 => Some(if af == bf { 0.2 } else { 0.0 }),
                0 => Some(0.6),
                1 if exact => Some(0.3),
                _ => None,
            }
        }
        (false, false) => {
            let (x, y) = (a.published.unwrap_or(at), b.published.unwrap_or(bt));
            let planned = a.status == Status::Planned || b.status == Status::Planned;
            match (x - y).abs() {
                0..=1 => Some(0.7),
                2..=3 => Some(0.4),
                4..=7 => Some(if planned { 0.2 } else { -0.4 }),
                8..=14 => Some(if planned { 0.0 } else { -1.0 }),
                15..=30 if planned => Some(-0.5),
                _ => None,
            }
        }
        _ => {
            let (stated, other, length) = if a.stated { (a, b, long_a) } else { (b, a, long_b) };
            if gap == 0 {
                return Some(if length <= 7 { 0.7 } else { 0.1 });
            }
            // a text days later that does not say when
            let later = other.published.unwrap_or(0) - stated.to.unwrap_or(0);
            match later {
                0..=7 => Some(0.1),
                8..=21 => Some(-0.5),
                22..=60 => Some(-1.1),
                _ if gap <= 2 => Some(0.0),
                _ => None,
            }
        }
    }
}

/// The share of the smaller set of hashes that stands in the other, both in order.
pub(crate) fn contained(a: &[u32], b: &[u32]) -> f32 {
    let n = a.len().min(b.len());
    if n < 3 {
        return 0.0;
    }
    let same = a.iter().filter(|h| b.binary_search(h).is_ok()).count();
    same as f32 / n as f32
}
