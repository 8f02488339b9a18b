//! Acts: what ties are counted from. They lie by pair and day, so a dyad's are one stretch of the table, and a party's two: what it did in the table, what was done to it in an index that has all of the table.
//!
//! Whose wars the others fight matters to a party's ties only where arms are in play (`sekutu_ties`, third parties). So with a party's own acts come, when these are through, the arms that others
//! gave to its enemies and the fights of those whom it armed. Both are looked for in small indices over nothing but arms and fights, in the order of days.

use crate::store::days;
use crate::{Ledger, LedgerError};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use sekutu_codebook::Codebook;
use sekutu_merge::{EventRecord, Member};
use sekutu_model::Date;
use sekutu_ties::{Act, ClaimKey, Manner, Side, hash};
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::ops::ControlFlow;

/// Below all days: nothing tells when it was.
const UNDATED: i64 = -(1 << 40);

/// Whose acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose<'a> {
    /// Everyone's.
    All,
    /// One party's, with everyone; what it did and what was done to it.
    Party(&'a str),
    /// Two parties' with each other, both ways.
    Pair(&'a str, &'a str),
}

/// What tells whose arms harm whom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct War {
    /// The intensity from which a deed of conflict is a fight, 0 to 10.
    pub intensity: f64,
    /// The first day whose arms and fights still count.
    pub from: Option<Date>,
}

/// Writes an event's acts and gives their number. How sure its claims are, and which of several outlets carries one where the record does not tell, its members
/// tell.
pub(crate) fn acts_in(tx: &Transaction<'_>, event: i64, record: &EventRecord, members: &[Member<'_>]) -> Result<u64, LedgerError> {
    let mut n = 0;
    let mut insert = tx.prepare_cached("INSERT INTO acts (a, b, day, event, fight, arms, record) VALUES (?, ?, ?, ?, ?, ?, ?)")?;
    let of: HashMap<ClaimKey, &Member<'_>> = members.iter().map(|m| (ClaimKey::of(&m.claim.id), m)).collect();
    for act in Act::of(record, Codebook::builtin()) {
        let mut act = act.sure(|claim| of.get(claim).map(|m| m.claim.confidence));
        for v in act.vouches.iter_mut().filter(|v| v.outlet.is_none()) {
            v.outlet = of.get(&v.claim).map(|m| hash(&m.carrier.outlet));
        }
        let day = act.day.map_or(UNDATED, |d| i64::from(days(d)));
        insert.execute(params![act.a, act.b, day, event, fight(&act), act.arms, act.to_bytes()])?;
        n += 1;
    }
    Ok(n)
}

/// Writes the table of acts anew, in its own order, where `written` and what was written since the last time are a quarter of what it had then.
///
/// Acts come in the order of days, and the table is in that of pairs, so a page that is filled up is parted and one half put at the end of the file: one party's acts lie all over it. Anew they lie in one piece,
/// which a disk gives at once.
pub(crate) fn pack(conn: &mut Connection, written: u64) -> Result<(), LedgerError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let meta = |name: &str| tx.query_row("SELECT value FROM meta WHERE name = ?", [name], |r| r.get::<_, i64>(0));
    let set = |name: &str, to: i64| tx.execute("UPDATE meta SET value = ? WHERE name = ?", params![to, name]);
    let (loose, packed, packs) = (meta("loose")? + written as i64, meta("packed")?, meta("packs")? + 1);
    if loose == 0 || loose * 4 < packed {
        set("loose", loose)?;
        return Ok(tx.commit()?);
    }
    // what is dropped first would leave its pages, which lie all over the file, to what is made next; so the new indices need names of their own. `acts_to` has all that is asked for, so that what was done to a party lies
    // in one piece too; and SQLite reads a row from the table where `arms` is not in the index, although the index holds no others
    tx.execute_batch(&format!(
        "CREATE TABLE packing (
             a TEXT NOT NULL, b TEXT NOT NULL, day INTEGER NOT NULL, event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
             fight INTEGER NOT NULL, arms INTEGER NOT NULL, record BLOB NOT NULL,
             PRIMARY KEY (a, b, day, event)
         ) WITHOUT ROWID;
         INSERT INTO packing SELECT a, b, day, event, fight, arms, record FROM acts ORDER BY a, b, day, event;
         CREATE INDEX acts_to_{packs} ON packing (b, a, day, event, record);
         CREATE INDEX acts_fights_{packs} ON packing (day, fight, a, b, event, record) WHERE fight > 0;
         CREATE INDEX acts_arms_{packs} ON packing (day, arms, a, b, event, record) WHERE arms;
         CREATE INDEX acts_event_{packs} ON packing (event);
         DROP TABLE acts;
         ALTER TABLE packing RENAME TO acts;"
    ))?;
    let n = tx.query_row("SELECT count(*) FROM acts", [], |r| r.get(0))?;
    set("packed", n)?;
    set("loose", 0)?;
    set("packs", packs)?;
    Ok(tx.commit()?)
}

/// Whether an event's acts are those that its record gives.
pub(crate) fn acts_hold(conn: &Connection, event: i64, record: &EventRecord) -> Result<bool, LedgerError> {
    let mut rows = conn.prepare_cached("SELECT a, b, day, fight, arms, record FROM acts WHERE event = ? ORDER BY a, b")?;
    let mut rows = rows.query([event])?;
    let mut sure = conn.prepare_cached("SELECT id, confidence FROM claims WHERE event = ?")?;
    let sure =
        sure.query_map([event], |r| Ok((ClaimKey::of(r.get_ref(0)?.as_str()?), r.get(1)?)))?.collect::<Result<HashMap<_, f32>, _>>()?;
    let mut wanted: Vec<Act> = Act::of(record, Codebook::builtin()).into_iter().map(|a| a.sure(|claim| sure.get(claim).copied())).collect();
    wanted.sort_by(|x, y| (&x.a, &x.b).cmp(&(&y.a, &y.b)));
    let mut wanted = wanted.into_iter();
    while let Some(r) = rows.next()? {
        let Some(want) = wanted.next() else { return Ok(false) };
        let Ok(mut act) = act(r, 5) else { return Ok(false) };
        // the record does not tell every claim's outlet
        act.vouches.iter_mut().zip(&want.vouches).filter(|(_, w)| w.outlet.is_none()).for_each(|(v, _)| v.outlet = None);
        let day = want.day.map_or(UNDATED, |d| i64::from(days(d)));
        let at: (String, String, i64, i64, bool) = (r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?);
        if act != want || at != (act.a.clone(), act.b.clone(), day, fight(&act), act.arms) {
            return Ok(false);
        }
    }
    Ok(wanted.next().is_none())
}

/// Tenths of the intensity of a deed of conflict; at least 1, so that it is in the index.
fn fight(act: &Act) -> i64 {
    if act.side == Side::Conflict && act.manner == Manner::Deed { ((act.intensity * 10.0).ceil() as i64).max(1) } else { 0 }
}

impl Ledger {
    /// The acts of a party, of two with each other, or all, by pair, day and event; those that begin on `from` or later and on `to` or earlier. Acts without any day come where no `from` is
    /// asked for.
    pub fn acts(
        &self,
        party: Option<&str>,
        other: Option<&str>,
        from: Option<Date>,
        to: Option<Date>,
        each: &mut dyn FnMut(Act) -> ControlFlow<()>,
    ) -> Result<(), LedgerError> {
        let whose = match (party, other) {
            (Some(a), Some(b)) => Whose::Pair(a, b),
            (Some(a), None) | (None, Some(a)) => Whose::Party(a),
            (None, None) => Whose::All,
        };
        self.with_acts(whose, from, to, None, |acts| {
            for act in acts {
                if each(act).is_break() {
                    break;
                }
            }
        })
    }

    /// The same as an iterator for `take`. With `war`, also what `sekutu_ties` needs of others' acts to tell whose arms harm whom: arms to
    /// those who fight the party, and the fights of those whom it arms.
    pub fn with_acts<R>(
        &self,
        whose: Whose<'_>,
        from: Option<Date>,
        to: Option<Date>,
        war: Option<War>,
        take: impl FnOnce(&mut dyn Iterator<Item = Act>) -> R,
    ) -> Result<R, LedgerError> {
        let _snapshot = self.snapshot()?;
        let days = (from.map_or(UNDATED, |d| i64::from(days(d))), to.map_or(i64::MAX, |d| i64::from(days(d))));
        let pairs = pairs(&self.conn, whose)?;
        let to: String =
            self.conn.query_row("SELECT name FROM sqlite_schema WHERE tbl_name = 'acts' AND name GLOB 'acts_to*'", [], |r| r.get(0))?;
        let from_table = "SELECT record FROM acts NOT INDEXED WHERE a = ? AND b = ? AND day BETWEEN ? AND ?";
        let mut acts = Acts {
            conn: &self.conn,
            days,
            sql: [from_table.to_owned(), from_table.replace("NOT INDEXED", &format!("INDEXED BY {to}"))],
            to: if let Whose::Party(p) = whose { Some(p.to_owned()) } else { None },
            pairs,
            ready: VecDeque::new(),
            around: war.and_then(|war| Around::of(whose, war)),
            failed: None,
        };
        let out = take(&mut acts);
        acts.failed.map_or(Ok(out), Err)
    }

    /// Whether a party has a part in any act.
    pub fn has_acts(&self, party: &str) -> Result<bool, LedgerError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM acts WHERE a = ?1) OR EXISTS (SELECT 1 FROM acts WHERE b = ?1)";
        Ok(self.conn.query_row(sql, [party], |r| r.get(0))?)
    }

    /// The day of publication of the last report of any event: what "now" is to a ledger.
    pub fn last_report(&self) -> Result<Option<Date>, LedgerError> {
        let day: Option<String> = self.conn.query_row("SELECT max(last_report) FROM events", [], |r| r.get(0))?;
        day.map(|d| d.parse().map_err(|e: jiff::Error| LedgerError::Damaged(e.to_string()))).transpose()
    }
}

/// The pairs that have acts, found by leaps from one to the next.
fn pairs(conn: &Connection, whose: Whose<'_>) -> Result<VecDeque<(String, String)>, LedgerError> {
    let leaps = |sql: &str, party: &str| -> Result<Vec<String>, LedgerError> {
        let mut next = conn.prepare_cached(sql)?;
        let (mut all, mut at) = (Vec::new(), String::new());
        while let Some(code) = next.query_row([party, &at], |r| r.get::<_, Option<String>>(0))? {
            at.clone_from(&code);
            all.push(code);
        }
        Ok(all)
    };
    let from = |a: &str| leaps("SELECT min(b) FROM acts WHERE a = ? AND b > ?", a);
    let mut out = VecDeque::new();
    match whose {
        Whose::Pair(a, b) => out.extend([(a.to_owned(), b.to_owned()), (b.to_owned(), a.to_owned())]),
        Whose::Party(p) => {
            out.extend(from(p)?.into_iter().map(|b| (p.to_owned(), b)));
            let to = leaps("SELECT min(a) FROM acts WHERE b = ? AND a > ?", p)?;
            out.extend(to.into_iter().map(|a| (a, p.to_owned())));
        }
        Whose::All => {
            for a in leaps("SELECT min(a) FROM acts WHERE ?1 = '' AND a > ?2", "")? {
                out.extend(from(&a)?.into_iter().map(|b| (a.clone(), b)));
            }
        }
    }
    Ok(out)
}

/// So many others' acts are read at a time, and what is left of the day.
const CHUNK: usize = 1024;

struct Acts<'l> {
    conn: &'l Connection,
    days: (i64, i64),
    /// How a pair's are read: off the table, off the index of those to whom it was done.
    sql: [String; 2],
    /// The party whose acts lie together in that index.
    to: Option<String>,
    pairs: VecDeque<(String, String)>,
    ready: VecDeque<Act>,
    around: Option<Around>,
    failed: Option<LedgerError>,
}

impl Iterator for Acts<'_> {
    type Item = Act;

    fn next(&mut self) -> Option<Act> {
        while self.ready.is_empty() {
            match self.fetch() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(e) => {
                    self.failed = Some(e);
                    (self.pairs, self.around) = Default::default();
                    return None;
                }
            }
        }
        self.ready.pop_front()
    }
}

impl Acts<'_> {
    /// The next pair's, or the next of those around; false at the end.
    fn fetch(&mut self) -> Result<bool, LedgerError> {
        if let Some((a, b)) = self.pairs.pop_front() {
            let mut rows = self.conn.prepare_cached(&self.sql[usize::from(self.to.as_deref() == Some(&b))])?;
            let mut rows = rows.query(params![a, b, self.days.0, self.days.1])?;
            while let Some(r) = rows.next()? {
                let act = act(r, 0)?;
                if let Some(around) = &mut self.around {
                    around.see(&act);
                }
                self.ready.push_back(act);
            }
            return Ok(true);
        }
        let Some(around) = &mut self.around else { return Ok(false) };
        let more = around.fetch(self.conn, self.days, &mut self.ready)?;
        if !more {
            self.around = None;
        }
        Ok(true)
    }
}

fn act(r: &rusqlite::Row<'_>, at: usize) -> Result<Act, LedgerError> {
    let bytes = r.get_ref(at)?.as_blob().map_err(rusqlite::Error::from)?;
    Act::from_bytes(bytes).map_err(|e| LedgerError::Damaged(e.to_string()))
}

/// What is needed of others' acts, as the own ones tell.
struct Around {
    /// The party, or the two.
    own: Vec<String>,
    /// Whether they are two of a tie.
    pair: bool,
    /// Tenths of intensity from which a deed of conflict is a fight.
    least: i64,
    /// Who got arms of the own parties.
    armed: BTreeSet<String>,
    /// Who fights them.
    enemies: BTreeSet<String>,
    /// Arms come first, then fights.
    fights: bool,
    /// The first day that counts.
    from: i64,
    /// The day from which they are to be read on.
    day: i64,
}

impl Around {
    fn of(whose: Whose<'_>, war: War) -> Option<Around> {
        let own = match whose {
            Whose::All => return None,
            Whose::Party(p) => vec![p.to_owned()],
            Whose::Pair(a, b) => vec![a.to_owned(), b.to_owned()],
        };
        let pair = own.len() == 2;
        // what has no day is near to nothing
        let from = war.from.map_or(UNDATED + 1, |d| i64::from(days(d)));
        let least = ((war.intensity * 10.0).ceil() as i64).max(1);
        Some(Around { own, pair, least, armed: BTreeSet::new(), enemies: BTreeSet::new(), fights: false, from, day: from })
    }

    fn is_own(&self, code: &str) -> bool {
        self.own.iter().any(|p| p == code)
    }

    fn see(&mut self, act: &Act) {
        if act.arms && self.is_own(&act.a) {
            self.armed.insert(act.b.clone());
        }
        if !self.pair && fight(act) >= self.least {
            let other = if self.is_own(&act.a) { &act.b } else { &act.a };
            self.enemies.insert(other.clone());
        }
    }

    /// Reads on; false at the end. Of a party: arms that others gave its enemies, then the fights of those whom it armed. Of two parties: arms that either gave to anyone, then the fights of either with
    /// those.
    fn fetch(&mut self, conn: &Connection, days: (i64, i64), into: &mut VecDeque<Act>) -> Result<bool, LedgerError> {
        let next = if self.idle() { None } else { self.read(conn, days, into)? };
        self.day = next.unwrap_or(self.from);
        if next.is_none() && self.fights {
            return Ok(false);
        }
        self.fights |= next.is_none();
        Ok(true)
    }

    /// Whether nothing of the kind can matter.
    fn idle(&self) -> bool {
        if self.fights { self.armed.is_empty() } else { !self.pair && self.enemies.is_empty() }
    }

    /// Some days' acts; gives the day to go on with.
    fn read(&mut self, conn: &Connection, days: (i64, i64), into: &mut VecDeque<Act>) -> Result<Option<i64>, LedgerError> {
        let sql = if self.fights {
            "SELECT a, b, day, record FROM acts WHERE fight > 0 AND day BETWEEN ? AND ? AND fight >= ? ORDER BY day"
        } else {
            "SELECT a, b, day, record FROM acts WHERE arms AND day BETWEEN ? AND ? AND ?3 = ?3 ORDER BY day"
        };
        let mut rows = conn.prepare_cached(sql)?;
        let mut rows = rows.query(params![days.0.max(self.day), days.1, self.least])?;
        let mut last = i64::MIN;
        while let Some(r) = rows.next()? {
            let code = |i: usize| r.get_ref(i).and_then(|v| v.as_str().map_err(rusqlite::Error::from));
            let (a, b) = (code(0)?, code(1)?);
            let (of_a, of_b) = (self.is_own(a), self.is_own(b));
            let wanted = match (self.fights, self.pair) {
                (false, true) => of_a && !of_b,
                (false, false) => !of_a && self.enemies.contains(b),
                (true, true) => of_a != of_b && self.armed.contains(if of_a { b } else { a }),
                (true, false) => !of_a && !of_b && (self.armed.contains(a) || self.armed.contains(b)),
            };
            if wanted {
                let day = r.get(2)?;
                if into.len() >= CHUNK && day > last {
                    return Ok(Some(day));
                }
                last = day;
                let act = act(r, 3)?;
                self.see(&act);
                into.push_back(act);
            }
        }
        Ok(None)
    }
}
