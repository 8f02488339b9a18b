//! Scores to frames: which pieces are triggers and mentions, who plays what for which trigger, which mention stands for which.
//!
//! `training/model.py` does the same in numpy, and `tests/agrees.rs` holds the two together.

use crate::encoder::{Look, States};
use crate::meta::{Meta, dot, sigmoid, softmax};
use sekutu_model::{Event, Meaning, Span, Status};

/// What a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Kind {
    Party,
    Place,
    Time,
    Item,
    Count,
    Outlet,
}

/// What a mention is to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Role {
    Actor,
    Recipient,
    Place,
    Time,
    Item,
    Count,
    SaidBy,
    DeniedBy,
}

impl Kind {
    /// In the order in which the model numbers them.
    pub const ALL: [Kind; 6] = [Kind::Party, Kind::Place, Kind::Time, Kind::Item, Kind::Count, Kind::Outlet];

    /// The model's name for it.
    pub const fn name(self) -> &'static str {
        ["party", "place", "time", "item", "count", "outlet"][self as usize]
    }

    /// The roles that such a mention may play.
    const fn roles(self) -> &'static [Role] {
        match self {
            Kind::Party => &[Role::Actor, Role::Recipient, Role::Place, Role::SaidBy, Role::DeniedBy],
            Kind::Place => &[Role::Actor, Role::Recipient, Role::Place, Role::SaidBy],
            Kind::Time => &[Role::Time],
            Kind::Item => &[Role::Item],
            Kind::Count => &[Role::Count],
            Kind::Outlet => &[Role::Actor, Role::Recipient, Role::SaidBy],
        }
    }
}

impl Role {
    /// In the order in which the model numbers them.
    pub const ALL: [Role; 8] =
        [Role::Actor, Role::Recipient, Role::Place, Role::Time, Role::Item, Role::Count, Role::SaidBy, Role::DeniedBy];

    /// The model's name for it.
    pub const fn name(self) -> &'static str {
        ["actor", "recipient", "place", "time", "item", "count", "said_by", "denied_by"][self as usize]
    }

    /// One of these a mention: whoever acts is not also acted upon, nor the place.
    const fn exclusive(self) -> bool {
        matches!(self, Role::Actor | Role::Recipient | Role::Place)
    }

    /// One mention of these an event.
    const fn single(self) -> bool {
        matches!(self, Role::Place | Role::Time | Role::Item | Role::Count)
    }
}

/// A span that names something.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Bytes in the window.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// How sure the tagger is; 0 where only the gazetteer knows the name.
    pub score: f32,
}

/// A mention in a role.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoleFill {
    /// Which role.
    pub role: Role,
    /// Index into [`Reading::mentions`].
    pub mention: usize,
    /// Its probability.
    pub score: f32,
}

/// One event as the text names it.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Bytes of the words that name it.
    pub trigger: Span,
    /// That they name an event.
    pub score: f32,
    /// Which event.
    pub event: Event,
    /// Its probability.
    pub event_score: f32,
    /// Its status.
    pub status: Status,
    /// Its probability.
    pub status_score: f32,
    /// PLOVER's mode.
    pub mode: Option<String>,
    /// PLOVER's contexts.
    pub contexts: Vec<String>,
    /// What the trigger means in its sentence.
    pub meaning: Meaning,
    /// Who plays what.
    pub roles: Vec<RoleFill>,
    /// Actors and recipients that are not likely enough by themselves: whoever knows which mentions name the same party can add them up, for
    /// the model was taught to choose one of a party's mentions.
    pub weak: Vec<RoleFill>,
}

/// A mention that stands for others.
#[derive(Debug, Clone, PartialEq)]
pub struct Coref {
    /// Index into [`Reading::mentions`].
    pub mention: usize,
    /// The mentions it stands for, with probabilities.
    pub to: Vec<(usize, f32)>,
}

/// What one window holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// In the order of the text.
    pub mentions: Vec<Mention>,
    /// In the order of the text.
    pub frames: Vec<Frame>,
    /// Which mentions stand for others.
    pub corefs: Vec<Coref>,
}

/// Least probability of what stands in [`Frame::weak`].
const WEAK: f32 = 0.05;
const TRIGGER_TAGS: usize = 3;
/// Tag scores a piece.
pub(crate) const TAGS: usize = TRIGGER_TAGS + 1 + 2 * Kind::ALL.len();
const ROLES: usize = Role::ALL.len();

/// The pieces that may name an event, as first and one past the last: what the second pass looks at.
pub fn triggers(meta: &Meta, states: &States, spans: &[Span]) -> Vec<(usize, usize, f32)> {
    let found = tagged(&tags(states, 0, TRIGGER_TAGS), meta.least.trigger);
    found.iter().filter(|t| !bytes(spans, t.from, t.to).is_empty()).map(|t| (t.from, t.to, t.score)).collect()
}

/// How likely each piece is to be of words that name an event.
pub(crate) fn names_event(states: &States) -> Vec<f32> {
    tags(states, 0, TRIGGER_TAGS).iter().map(|t| 1.0 - t[0]).collect()
}

fn tags(states: &States, from: usize, to: usize) -> Vec<Vec<f32>> {
    states.tags.chunks_exact(TAGS).map(|t| softmax(&t[from..to])).collect()
}

/// Scores to a reading. `triggers` are what [`triggers`] gave and `looks` the second pass over each of them; `spans` are the pieces' bytes,
/// `names` further candidate parties: those in no mention, and those inside an item ("the prime minister's declaration"), which is one kind of mention only.
pub fn decode(meta: &Meta, states: &States, triggers: &[(usize, usize, f32)], looks: &[Look], spans: &[Span], names: &[Span]) -> Reading {
    let n = states.len();
    debug_assert!(n == spans.len() && triggers.len() == looks.len());
    let least = &meta.least;
    let mut mentions = tagged(&tags(states, TRIGGER_TAGS, TAGS), least.mention);
    for name in names {
        let Some((a, b)) = pieces(spans, *name) else { continue };
        if mentions.iter().all(|m| b <= m.from || m.to <= a || Kind::ALL[m.kind] == Kind::Item) {
            mentions.push(Tagged { from: a, to: b, kind: 0, score: 0.0 });
        }
    }
    mentions.sort_by_key(|m| (m.from, m.to));
    mentions.retain(|m| !bytes(spans, m.from, m.to).is_empty());

    let mut frames = Vec::new();
    for (&(from, to, tagged), look) in triggers.iter().zip(looks) {
        let events = softmax(&look.event);
        let (named, none) = events.split_at(Event::ALL.len());
        let is_one = 1.0 - none[0];
        let score = (tagged * is_one).sqrt();
        if score <= least.frame {
            continue;
        }
        let (e, event_score) = top(named);
        let (s, status_score) = top(&softmax(&look.status));
        let better = |best: usize, i: usize| if look.mode[i] > look.mode[best] { i } else { best };
        let mode = meta.modes_of[e].iter().copied().fold(0, better);
        let (strong, weak) = fills(meta, look, &mentions);
        frames.push(Frame {
            trigger: bytes(spans, from, to),
            score,
            event: Event::ALL[e],
            event_score: event_score / is_one.max(f32::MIN_POSITIVE),
            status: Status::ALL[s],
            status_score,
            mode: (mode > 0).then(|| meta.modes[mode].clone()),
            contexts: look.context.iter().zip(&meta.contexts).filter(|(x, _)| **x > 0.0).map(|(_, c)| c.clone()).collect(),
            meaning: look.meaning,
            roles: settle(strong),
            weak,
        });
    }

    let width = states.keys.len() / n;
    let scale = 1.0 / (width as f32).sqrt();
    let row = |i: usize| i * width..(i + 1) * width;
    let mut corefs = Vec::new();
    for (i, m) in mentions.iter().enumerate().filter(|(_, m)| m.kind == 0) {
        let mut query = vec![0f32; width];
        for j in m.from..m.to {
            query.iter_mut().zip(&states.queries[row(j)]).for_each(|(q, x)| *q += x / (m.to - m.from) as f32);
        }
        let answer = |j: usize| dot(&query, &states.keys[row(j)]) * scale + meta.near(j as isize - m.from as isize);
        let candidates = mentions.iter().enumerate().filter(|(j, o)| *j != i && o.kind <= 1);
        let scored = candidates.map(|(j, o)| (j, sigmoid((o.from..o.to).map(answer).sum::<f32>() / (o.to - o.from) as f32)));
        let to: Vec<_> = scored.filter(|(_, p)| *p > least.coref).collect();
        if !to.is_empty() {
            corefs.push(Coref { mention: i, to });
        }
    }
    let mentions = mentions.iter().map(|m| Mention { span: bytes(spans, m.from, m.to), kind: Kind::ALL[m.kind], score: m.score }).collect();
    Reading { mentions, frames, corefs }
}

/// Which mention plays what, before conflicts are settled; and actors and recipients that fall short of the bar.
fn fills(meta: &Meta, look: &Look, mentions: &[Tagged]) -> (Vec<RoleFill>, Vec<RoleFill>) {
    let (mut fills, mut faint): (Vec<RoleFill>, Vec<RoleFill>) = (Vec::new(), Vec::new());
    for (i, m) in mentions.iter().enumerate() {
        for &role in Kind::ALL[m.kind].roles() {
            let r = role as usize;
            let score = sigmoid((m.from..m.to).map(|j| look.roles[j * ROLES + r]).sum::<f32>() / (m.to - m.from) as f32);
            if score > meta.least.roles[r] {
                fills.push(RoleFill { role, mention: i, score });
            }
            if matches!(role, Role::Actor | Role::Recipient) {
                faint.push(RoleFill { role, mention: i, score });
            }
        }
    }
    // an event with nobody in a role takes the likeliest mention that is free, at a lower bar
    for role in [Role::Actor, Role::Recipient] {
        if fills.iter().any(|f| f.role == role) {
            continue;
        }
        let taken = |m: usize| fills.iter().any(|f| f.mention == m && f.role.exclusive());
        let free = faint.iter().filter(|f| f.role == role && f.score > meta.least.second && !taken(f.mention));
        let best = free.fold(None, |b: Option<RoleFill>, f| if b.is_none_or(|b| f.score > b.score) { Some(*f) } else { b });
        fills.extend(best);
    }
    faint.retain(|w| w.score > WEAK && !fills.iter().any(|f| f.mention == w.mention && f.role == w.role));
    (fills, faint)
}

struct Tagged {
    from: usize,
    to: usize,
    kind: usize,
    score: f32,
}

/// BIO probabilities a piece to spans. A span goes on while "inside" beats "begin" and is at least half of the span's likeliest piece; what
/// trails off below that belongs to nothing.
fn tagged(p: &[Vec<f32>], least: f32) -> Vec<Tagged> {
    let inside = |i: usize| 1.0 - p[i][0];
    let begins = |i: usize| 2.0 * p[i].iter().skip(1).step_by(2).sum::<f32>() > inside(i);
    let mut out = Vec::new();
    let n = p.len().saturating_sub(1);
    let mut at = 1;
    while at < n {
        if inside(at) <= least {
            at += 1;
            continue;
        }
        let (mut end, mut peak) = (at + 1, inside(at));
        while end < n && inside(end) > least.max(peak / 2.0) && !begins(end) {
            peak = peak.max(inside(end));
            end += 1;
        }
        let kinds = (p[at].len() - 1) / 2;
        let by_kind: Vec<f32> = (0..kinds).map(|k| (at..end).map(|i| p[i][1 + 2 * k] + p[i][2 + 2 * k]).sum()).collect();
        let score = (at..end).map(inside).sum::<f32>() / (end - at) as f32;
        out.push(Tagged { from: at, to: end, kind: top(&by_kind).0, score });
        while end < n && inside(end) > least && inside(end) <= peak / 2.0 && !begins(end) {
            end += 1;
        }
        at = end;
    }
    out
}

/// One of actor, recipient and place a mention; one mention for each of place, time, item and count.
fn settle(fills: Vec<RoleFill>) -> Vec<RoleFill> {
    let best = |m: usize| {
        let own = fills.iter().filter(|f| f.mention == m && f.role.exclusive());
        own.fold(None, |b: Option<&RoleFill>, f| if b.is_none_or(|b| f.score > b.score) { Some(f) } else { b }).map(|f| f.role)
    };
    let stands = |f: &&RoleFill| !f.role.exclusive() || best(f.mention) == Some(f.role);
    let beaten = |f: &RoleFill| {
        let rivals = fills.iter().filter(stands).filter(|o| o.role == f.role);
        f.role.single() && rivals.into_iter().any(|o| o.score > f.score || o.score == f.score && o.mention < f.mention)
    };
    fills.iter().filter(stands).filter(|f| !beaten(f)).copied().collect()
}

fn top(p: &[f32]) -> (usize, f32) {
    p.iter().copied().enumerate().fold((0, f32::NEG_INFINITY), |best, (i, v)| if v > best.1 { (i, v) } else { best })
}

/// The bytes from the first piece that has any to the last.
fn bytes(spans: &[Span], from: usize, to: usize) -> Span {
    let own = || spans[from..to].iter().filter(|s| !s.is_empty());
    own().copied().reduce(Span::cover).unwrap_or(Span::new(0, 0))
}

/// The pieces that share a byte with `span`.
pub(crate) fn pieces(spans: &[Span], span: Span) -> Option<(usize, usize)> {
    let first = spans.iter().position(|s| s.overlaps(span))?;
    let last = spans.iter().rposition(|s| s.overlaps(span))?;
    Some((first, last + 1))
}
