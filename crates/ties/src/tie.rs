//! Dyads: two sums, their intervals, label and receipt.

use crate::act::{Act, Manner, Side};
use crate::bootstrap::{Bootstrap, Share};
use crate::key::{ClaimKey, EventId, Hashed, Points, Quick};
use crate::options::{Factors, Hinge, Options, Scale, day_number};
use jiff::civil::Date;
use sekutu_model::{Event, Status};
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Two parties and what stands between them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tie {
    /// The party that was asked about, else the first by code.
    pub a: String,
    /// The other.
    pub b: String,
    /// What is good for the tie, both ways.
    pub cooperation: Sum,
    /// What is bad for it, both ways; never taken off the other.
    pub conflict: Sum,
    /// What the intervals allow to say.
    pub label: Label,
    /// Arms of one to an enemy of the other, apart from both sums.
    pub indirect: Vec<Harm>,
    /// Every contribution to the two sums, by day and event.
    pub receipt: Vec<Line>,
}

impl Tie {
    /// The sum of one side.
    pub const fn sum(&self, side: Side) -> &Sum {
        match side {
            Side::Cooperation => &self.cooperation,
            Side::Conflict => &self.conflict,
        }
    }

    /// The indirect harm that one of the two does to the other, in points; in no sum.
    pub fn harm_by(&self, party: &str) -> Points {
        self.indirect.iter().filter(|h| h.by == party).map(|h| h.product).sum()
    }
}

/// One of the two sums of a tie.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Sum {
    /// The figure, in points: the sum of the receipt's lines of this side, to the millionth.
    pub value: Points,
    /// Lower end of the 90 % interval, in points.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The part of the figure that deeds make up.
    pub deeds: Points,
    /// The part that words make up.
    pub words: Points,
    /// How many events add to it.
    pub events: usize,
    /// How many independent origins vouch for those.
    pub origins: usize,
}

/// What the intervals allow to say of a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    /// Cooperation's lower end lies above conflict's upper end, and two origins or more stand behind cooperation.
    Cooperative,
    /// Conflict's lower end lies above cooperation's upper end, and two origins or more stand behind conflict.
    Conflictual,
    /// Neither, both lower ends lie above zero, and two origins or more stand behind each.
    Mixed,
    /// None of these.
    TooLittleEvidence,
}

impl Label {
    /// In English, as output has it.
    pub const fn name(self) -> &'static str {
        match self {
            Label::Cooperative => "cooperative",
            Label::Conflictual => "conflictual",
            Label::Mixed => "mixed",
            Label::TooLittleEvidence => "too little evidence",
        }
    }

    /// The label of two sums.
    pub fn of(cooperation: &Sum, conflict: &Sum) -> Label {
        let behind = |s: &Sum| s.origins >= 2;
        match () {
            () if cooperation.low > conflict.high && behind(cooperation) => Label::Cooperative,
            () if conflict.low > cooperation.high && behind(conflict) => Label::Conflictual,
            () if cooperation.low > 0.0 && conflict.low > 0.0 && behind(cooperation) && behind(conflict) => Label::Mixed,
            () => Label::TooLittleEvidence,
        }
    }
}

/// One event's contribution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The event.
    pub event: EventId,
    /// The day that it counts from.
    pub day: Option<Date>,
    /// Who acted.
    pub by: By,
    /// What was done.
    pub kind: Event,
    /// The user's own type by which it is weighed, if any.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub own: Option<String>,
    /// Which sum it is in.
    pub side: Side,
    /// Deed or word.
    pub manner: Manner,
    /// Its status by the claims that stand.
    pub status: Status,
    /// Whether it is contested by the denials that stand.
    pub contested: bool,
    /// What is multiplied.
    pub factors: Factors,
    /// The product: what it adds.
    pub product: Points,
    /// How many origins stand behind it.
    pub origins: usize,
    /// The claims without which it would add something else, each with what it then would; every other claim may go and nothing moves.
    pub hinges: Vec<Hinge>,
}

impl Line {
    /// What the line would be without one claim.
    pub fn without(&self, claim: &ClaimKey) -> Points {
        self.hinges.iter().find(|h| h.claim == *claim).map_or(self.product, |h| h.without)
    }
}

/// Who of a tie acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// [`Tie::a`].
    A,
    /// [`Tie::b`].
    B,
    /// Both, together.
    Both,
}

/// Arms of one party to another that is at war with a third: a harm to the third, apart from every sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Harm {
    /// The event: aid in arms.
    pub event: EventId,
    /// Its day.
    pub day: Option<Date>,
    /// Who gives.
    pub by: String,
    /// Who gets them: at war with `to` in the days around.
    pub through: String,
    /// Who is harmed.
    pub to: String,
    /// What the aid adds to the tie of giver and receiver, in points.
    pub product: Points,
}

/// The ties of a party, those that stand with it first: by the lower end of cooperation, then by its value, then by code.
///
/// Takes all acts of the period, not only the party's own: whose wars the others fight is told by theirs. One pass, in any order; acts given
/// twice count once.
pub fn allies<I>(party: &str, acts: I, options: &Options) -> Vec<Tie>
where
    I: IntoIterator,
    I::Item: Borrow<Act>,
{
    let mut all = gather(&Focus::Party(party), acts, options).finish(options);
    all.sort_by(|x, y| first(&x.cooperation, &y.cooperation).then_with(|| x.b.cmp(&y.b)));
    all
}

/// Those of a party's ties that have conflict or indirect harm, those that stand against it first: by the lower end of conflict, then by its
/// value, then by indirect harm, then by code.
pub fn against(ties: &[Tie]) -> Vec<&Tie> {
    let harm = |t: &Tie| t.indirect.iter().map(|h| h.product).sum::<Points>();
    let mut out: Vec<&Tie> = ties.iter().filter(|t| t.conflict.value > Points::ZERO || !t.indirect.is_empty()).collect();
    out.sort_by(|x, y| first(&x.conflict, &y.conflict).then_with(|| harm(y).cmp(&harm(x))).then_with(|| x.b.cmp(&y.b)));
    out
}

fn first(x: &Sum, y: &Sum) -> std::cmp::Ordering {
    y.low.total_cmp(&x.low).then(y.value.cmp(&x.value))
}

/// The tie of two parties; with empty sums and receipt where no act is between them. Takes all acts of the period, as [`allies`] does.
pub fn tie<I>(a: &str, b: &str, acts: I, options: &Options) -> Tie
where
    I: IntoIterator,
    I::Item: Borrow<Act>,
{
    let none = Tie {
        a: a.to_owned(),
        b: b.to_owned(),
        cooperation: Sum::default(),
        conflict: Sum::default(),
        label: Label::TooLittleEvidence,
        indirect: Vec::new(),
        receipt: Vec::new(),
    };
    gather(&Focus::Pair(a, b), acts, options).finish(options).pop().unwrap_or(none)
}

/// Every tie that the acts make, by codes; without indirect harms.
pub fn ties<I>(acts: I, options: &Options) -> Vec<Tie>
where
    I: IntoIterator,
    I::Item: Borrow<Act>,
{
    let mut all = gather(&Focus::All, acts, options).finish(options);
    all.sort_by(|x, y| (&x.a, &x.b).cmp(&(&y.a, &y.b)));
    all
}

/// Whose ties are wanted.
pub(crate) enum Focus<'a> {
    Party(&'a str),
    Pair(&'a str, &'a str),
    All,
}

impl Focus<'_> {
    /// Whether an act between the two is of a wanted tie, and whether its actor is the tie's `a`.
    fn takes(&self, a: &str, b: &str) -> Option<bool> {
        match self {
            Focus::Party(p) if *p == a => Some(true),
            Focus::Party(p) if *p == b => Some(false),
            Focus::Pair(x, y) if *x == a && *y == b => Some(true),
            Focus::Pair(x, y) if *x == b && *y == a => Some(false),
            Focus::All => Some(a < b),
            _ => None,
        }
    }
}

/// A contribution and its origins' places in [`Gathered::origins`].
struct Draft {
    line: Line,
    origins: Range<usize>,
}

struct Arms {
    by: u32,
    to: u32,
    day: i32,
    harm: (EventId, Option<Date>, Points),
}

/// The contributions to the wanted ties.
#[derive(Default)]
pub(crate) struct Gathered {
    codes: Vec<String>,
    numbers: Quick<String, u32>,
    drafts: Quick<(u32, u32), Vec<Draft>>,
    origins: Vec<u64>,
    harms: BTreeMap<(u32, u32), Vec<Harm>>,
}

impl Gathered {
    fn number(&mut self, code: &str) -> u32 {
        if let Some(n) = self.numbers.get(code) {
            return *n;
        }
        let n = self.codes.len() as u32; // codes are few
        self.codes.push(code.to_owned());
        self.numbers.insert(code.to_owned(), n);
        n
    }

    fn code(&self, n: u32) -> String {
        self.codes[n as usize].clone()
    }
}

pub(crate) fn gather<I>(focus: &Focus<'_>, acts: I, options: &Options) -> Gathered
where
    I: IntoIterator,
    I::Item: Borrow<Act>,
{
    let scale = Scale::new(options);
    let mut out = Gathered::default();
    let mut arms: Vec<Arms> = Vec::new();
    let mut wars: Quick<(u32, u32), Vec<i32>> = Quick::default();
    let third = !matches!(focus, Focus::All);
    let me = if let Focus::Party(p) = focus { Some(out.number(p)) } else { None };
    for act in acts {
        let act = act.borrow();
        if act.a == act.b {
            continue;
        }
        let wanted = focus.takes(&act.a, &act.b);
        let fight = third && act.side == Side::Conflict && act.manner == Manner::Deed && act.intensity >= options.weights.war_intensity();
        if wanted.is_none() && !fight && !(third && act.arms) {
            continue;
        }
        let Some(w) = scale.weigh(act) else { continue };
        let product = w.factors.product();
        let (a, b) = match (me, wanted) {
            (Some(me), Some(true)) => (me, out.number(&act.b)),
            (Some(me), Some(false)) => (out.number(&act.a), me),
            _ => (out.number(&act.a), out.number(&act.b)),
        };
        if let Some(day) = act.day.map(day_number).filter(|_| product > Points::ZERO) {
            if fight {
                wars.entry((a.min(b), a.max(b))).or_default().push(day);
            }
            if third && act.arms && act.side == Side::Cooperation {
                arms.push(Arms { by: a, to: b, day, harm: (act.event, act.day, product) });
            }
        }
        if let Some(ahead) = wanted {
            let from = out.origins.len();
            out.origins.extend(scale.origins(act).map(|o| o.hash));
            let line = Line {
                event: act.event,
                day: act.day,
                by: if ahead { By::A } else { By::B },
                kind: act.kind,
                own: act.own.clone(),
                side: act.side,
                manner: act.manner,
                status: w.status,
                contested: w.contested,
                factors: w.factors,
                product,
                origins: out.origins.len() - from,
                hinges: w.hinges,
            };
            let origins = from..out.origins.len();
            out.drafts.entry(if ahead { (a, b) } else { (b, a) }).or_default().push(Draft { line, origins });
        }
    }
    indirect(focus, arms, wars, options.weights.war_days(), &mut out);
    out
}

/// Who arms whose enemy.
fn indirect(focus: &Focus<'_>, arms: Vec<Arms>, mut wars: Quick<(u32, u32), Vec<i32>>, within: i32, out: &mut Gathered) {
    let mut enemies: Quick<u32, Vec<u32>> = Quick::default();
    for ((y, z), days) in &mut wars {
        days.sort_unstable();
        enemies.entry(*y).or_default().push(*z);
        enemies.entry(*z).or_default().push(*y);
    }
    let number = |code: &str| out.numbers.get(code).copied();
    // the two ends of a wanted tie; one is open where all of a party's are wanted
    let (a, b) = match focus {
        Focus::Party(p) => (number(p), None),
        Focus::Pair(a, b) => (number(a), number(b)),
        Focus::All => (None, None),
    };
    for gift in arms {
        let ahead = Some(gift.by) == a;
        let other = if ahead { b } else { a };
        let harmed: &[u32] = match focus {
            Focus::Party(_) if ahead => enemies.get(&gift.to).map_or(&[], Vec::as_slice),
            Focus::Pair(..) if !ahead && Some(gift.by) != b => &[],
            _ => other.as_slice(),
        };
        for z in harmed.iter().copied().filter(|z| *z != gift.by) {
            let near = wars.get(&(z.min(gift.to), z.max(gift.to))).is_some_and(|days| {
                let next = days.partition_point(|d| *d < gift.day.saturating_sub(within));
                days.get(next).is_some_and(|d| *d <= gift.day.saturating_add(within))
            });
            if near {
                let (event, day, product) = gift.harm;
                let harm = Harm { event, day, by: out.code(gift.by), through: out.code(gift.to), to: out.code(z), product };
                out.harms.entry(if ahead { (gift.by, z) } else { (z, gift.by) }).or_default().push(harm);
            }
        }
    }
    for harms in out.harms.values_mut() {
        harms.sort_by(|x, y| (x.day, x.event, &x.by, &x.through).cmp(&(y.day, y.event, &y.by, &y.through)));
        harms.dedup_by(|x, y| x.event == y.event && x.by == y.by);
    }
}

impl Gathered {
    /// The receipts, by day and event, an event once each; then the sums and intervals.
    fn finish(mut self, options: &Options) -> Vec<Tie> {
        let mut bootstrap = Bootstrap::new(options.seed, options.resamples);
        let mut drafts = std::mem::take(&mut self.drafts);
        for pair in self.harms.keys() {
            drafts.entry(*pair).or_default();
        }
        let mut out = Vec::with_capacity(drafts.len());
        for (pair, all) in drafts {
            let all = once(all);
            let mut shares: Hashed<(Share, [bool; 2])> = Hashed::default();
            let (mut cooperation, mut conflict) = (Sum::default(), Sum::default());
            for d in all.iter().filter(|d| d.line.product > Points::ZERO) {
                let l = &d.line;
                let sum = if l.side == Side::Cooperation { &mut cooperation } else { &mut conflict };
                sum.value += l.product;
                *(if l.manner == Manner::Deed { &mut sum.deeds } else { &mut sum.words }) += l.product;
                sum.events += 1;
                let part = l.product.value() / d.origins.len().max(1) as f64;
                for o in &self.origins[d.origins.clone()] {
                    let (share, sides) = shares.entry(*o).or_default();
                    *(if l.side == Side::Cooperation { &mut share.cooperation } else { &mut share.conflict }) += part;
                    sides[l.side as usize] = true;
                }
            }
            cooperation.origins = shares.values().filter(|s| s.1[0]).count();
            conflict.origins = shares.values().filter(|s| s.1[1]).count();
            let mut shares: Vec<Share> = shares.into_iter().map(|(origin, (s, _))| Share { origin, ..s }).collect();
            shares.sort_unstable_by_key(|s| s.origin);
            let ends = bootstrap.intervals(&shares);
            for (sum, (low, high)) in [&mut cooperation, &mut conflict].into_iter().zip(ends) {
                let value = sum.value.value();
                (sum.low, sum.high) = (low.min(value), high.max(value));
            }
            out.push(Tie {
                a: self.code(pair.0),
                b: self.code(pair.1),
                label: Label::of(&cooperation, &conflict),
                cooperation,
                conflict,
                indirect: self.harms.remove(&pair).unwrap_or_default(),
                receipt: all.into_iter().map(|d| d.line).collect(),
            });
        }
        out
    }

    /// The two sums of every wanted tie, by codes, without intervals.
    pub fn sums(mut self) -> Vec<(String, String, [Points; 2])> {
        let drafts = std::mem::take(&mut self.drafts);
        let sum = |all: &[Draft], side| all.iter().map(|d| &d.line).filter(|l| l.side == side).map(|l| l.product).sum();
        let mut out: Vec<(String, String, [Points; 2])> = drafts
            .into_iter()
            .map(|(pair, all)| {
                let all = once(all);
                (self.code(pair.0), self.code(pair.1), [sum(&all, Side::Cooperation), sum(&all, Side::Conflict)])
            })
            .collect();
        out.sort();
        out
    }

    /// The contributions of the one wanted tie.
    pub fn lines(mut self) -> Vec<(Line, Vec<u64>)> {
        let all = self.drafts.drain().next().map(|(_, all)| once(all)).unwrap_or_default();
        all.into_iter().map(|d| (d.line, self.origins[d.origins].to_vec())).collect()
    }
}

/// By day and event, an event once: where it was done both ways, by both.
fn once(all: Vec<Draft>) -> Vec<Draft> {
    // drafts are large: their places are sorted, and each is moved once
    let mut order: Vec<_> =
        all.iter().enumerate().map(|(i, d)| (d.line.day.map_or(i32::MIN, day_number), d.line.event, d.line.by, i)).collect();
    order.sort_unstable();
    let mut all: Vec<Option<Draft>> = all.into_iter().map(Some).collect();
    let mut out: Vec<Draft> = Vec::with_capacity(all.len());
    for draft in order.into_iter().filter_map(|(.., i)| all[i].take()) {
        match out.last_mut().filter(|kept| kept.line.event == draft.line.event && kept.line.day == draft.line.day) {
            Some(kept) if kept.line.by != draft.line.by => kept.line.by = By::Both,
            Some(_) => {}
            None => out.push(draft),
        }
    }
    out
}
