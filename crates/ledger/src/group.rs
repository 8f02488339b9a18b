//! Claims to events: in the order of time through `merge::Again`, and what came out otherwise than before is written.
//!
//! Where nothing asks for all, only those stretches of time are gone through that a change reaches. What stands in `claims.event` before the first changed day is what the sweep made of those claims, so the groups that
//! were open on that day are read off it. `whole` in `meta` says when it may not be relied on: before the first grouping, after a kill in the middle of one, after a decision, after another version.

use crate::acts::{acts_in, pack};
use crate::schema::KNOWN;
use crate::store::{changed, days, dyads_of, first_place, free, parties_of, row_of, stamp, voices_of};
use crate::{Ledger, LedgerError};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use sekutu_codebook::Codebook;
use sekutu_merge::{Again, Carrier, Decision, EventRecord, Features, Grouped, Link, Member, Open, Successor, describe};
use sekutu_model::{Claim, Party, hash};
use sekutu_ties::Act;
use std::collections::{BTreeSet, HashMap, HashSet};

/// What grouping did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Regrouped {
    /// Claims that were gone through: all, or those of the days that a change reaches.
    pub claims: u64,
    /// Events there are now.
    pub events: u64,
    /// Of these, written new or again.
    pub written: u64,
    /// Left as they were, gone through or not.
    pub unchanged: u64,
    /// Events that are no more.
    pub removed: u64,
}

/// How many claims are read at a time, and how many events written in one transaction.
const PAGE: usize = 4096;
const BATCH: usize = 2048;

/// What stands in every digest, so that another way of grouping, describing and weighing has all events written again.
fn by() -> String {
    format!("{} {KNOWN} {} acts {}", env!("CARGO_PKG_VERSION"), Codebook::builtin().version(), Act::FORM)
}

impl Ledger {
    /// Finds out which claims are about one happening and writes the events. What is as it was is not written again; `progress` gets claims done and claims in all.
    ///
    /// A kill in between leaves some events new and some old, and the ledger knows that grouping is due: the next call mends it. So does a claim that another program stores meanwhile.
    pub fn regroup(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<Regrouped, LedgerError> {
        let count = |conn: &Connection, table: &str| -> Result<u64, LedgerError> {
            Ok(conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get::<_, i64>(0))? as u64)
        };
        let all = count(&self.conn, "claims")?;
        if self.is_grouped()? {
            let events = count(&self.conn, "events")?;
            return Ok(Regrouped { claims: all, events, unchanged: events, ..Regrouped::default() });
        }
        let mut work = self.begin()?;
        let mut told = |claims: u64| progress(claims, all.max(claims));
        while let Some(&(day, _)) = work.days.last() {
            let Some(open) = self.open_on(day)? else {
                work.whole();
                break;
            };
            self.sweep(Some(day), open, &mut work, &mut told)?;
        }
        if work.whole {
            self.sweep(None, Vec::new(), &mut work, &mut told)?;
        }
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut out = work.out;
        // every claim is in one group, so an event that none names is of a group that is no more
        const ALONE: &str = "NOT EXISTS (SELECT 1 FROM claims WHERE claims.event = events.row)";
        if work.whole {
            out.removed = tx.execute(&format!("DELETE FROM events WHERE {ALONE}"), [])? as u64;
        } else {
            let mut delete = tx.prepare(&format!("DELETE FROM events WHERE row = ? AND {ALONE}"))?;
            for event in work.left.iter().chain(&work.altered) {
                out.removed += delete.execute([event])? as u64;
            }
        }
        out.events = count(&tx, "events")?;
        out.unchanged = out.events.saturating_sub(out.written);
        tx.execute("UPDATE meta SET value = ? WHERE name = 'grouped_by'", [by()])?;
        tx.execute("UPDATE meta SET value = ? WHERE name = 'grouped'", [work.due])?;
        // what another program stored meanwhile may have been seen in part
        tx.execute("UPDATE meta SET value = (SELECT value FROM meta WHERE name = 'changes') WHERE name = 'whole' AND (SELECT value FROM meta WHERE name = 'changes') <> ?", [work.due])?;
        for table in ["due_days", "due_events"] {
            tx.execute(&format!("DELETE FROM {table} WHERE change <= ?"), [work.due])?;
        }
        tx.commit()?;
        pack(&mut self.conn, work.acts)?;
        Ok(out)
    }

    /// Notes that grouping has begun: until it ends, what claims say of their events is neither the old nor the new.
    fn begin(&mut self) -> Result<Work, LedgerError> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let meta = |name: &str| tx.query_row("SELECT value FROM meta WHERE name = ?", [name], |r| r.get::<_, i64>(0));
        let (due, grouped, whole) = (meta("changes")?, meta("grouped")?, meta("whole")?);
        let by_this: bool = tx.query_row("SELECT value = ? FROM meta WHERE name = 'grouped_by'", [by()], |r| r.get(0))?;
        let days: Vec<(i32, i32)> = tx
            .prepare("SELECT day, until FROM due_days ORDER BY day DESC")?
            .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let altered = tx.prepare("SELECT event FROM due_events")?.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
        tx.execute("UPDATE meta SET value = ? WHERE name = 'whole'", [due])?;
        tx.commit()?;
        let mut work =
            Work { due, whole: false, days, altered, left: HashSet::new(), waiting: Vec::new(), acts: 0, out: Regrouped::default() };
        if whole > grouped || !by_this || work.days.is_empty() {
            work.whole();
        }
        Ok(work)
    }

    /// Goes through the claims from a day on, or through all, until the groups that are open are those that were open there before, which no changed claim can then alter; takes the days that it reached out of those due.
    fn sweep(&mut self, from: Option<i32>, open: Vec<Open>, work: &mut Work, told: &mut dyn FnMut(u64)) -> Result<(), LedgerError> {
        let mut again = Again::new(self.decisions()?, open, work.altered.iter().copied());
        let mut after = from.map_or_else(Vec::new, |day| first_place(day).to_vec());
        let (mut today, mut until) = (None, i32::MIN);
        loop {
            let page = page(&self.conn, &after)?;
            let Some((last, ..)) = page.last() else { break };
            after.clone_from(last);
            for (_, features, was) in page {
                let day = features.sort_day();
                if today.replace(day) != Some(day) {
                    work.waiting.extend(again.reach(day));
                    while let Some((_, last)) = work.days.pop_if(|(due, _)| *due <= day) {
                        until = until.max(last);
                    }
                    if !work.whole && day > until && again.is_settled() {
                        return self.write(work);
                    }
                }
                work.out.claims += 1;
                work.waiting.extend(again.push(features, was));
                if work.waiting.len() >= BATCH {
                    self.write(work)?;
                }
            }
            told(work.out.claims);
        }
        work.days.clear();
        work.waiting.extend(again.finish());
        self.write(work)
    }

    /// The groups that are open when the claims of a day come, as the events tell; `None` where they do not tell it.
    fn open_on(&self, day: i32) -> Result<Option<Vec<Open>>, LedgerError> {
        let here = first_place(day);
        // no claim keeps its group open for longer than this after its own day, but those without any
        let back = first_place(day.saturating_sub(Features::OPEN_AT_MOST));
        let dated = first_place(i32::MIN + 1);
        let mut keep = self.conn.prepare_cached(
            "SELECT c.event FROM features f INDEXED BY features_place CROSS JOIN claims c ON c.row = f.claim WHERE f.place < min(?1, ?2)
             UNION SELECT c.event FROM features f INDEXED BY features_place CROSS JOIN claims c ON c.row = f.claim
             WHERE f.place >= max(?1, ?3) AND f.place < ?2 AND f.until >= ?4
             UNION SELECT c.event FROM claims c JOIN features f ON f.claim = c.row
             WHERE c.id IN (SELECT a FROM decisions UNION SELECT b FROM decisions) AND f.place < ?2",
        )?;
        let events: Vec<Option<i64>> = keep.query_map(params![dated, here, back, day], |r| r.get(0))?.collect::<Result<_, _>>()?;
        let mut members = self.conn.prepare_cached(
            "SELECT f.record FROM claims c INDEXED BY claims_event CROSS JOIN features f ON f.claim = c.row WHERE c.event = ? AND f.place < ? ORDER BY f.place",
        )?;
        let mut record = self.conn.prepare_cached("SELECT record FROM event_records WHERE event = ?")?;
        let mut out = Vec::with_capacity(events.len());
        for event in events {
            let Some(event) = event else { return Ok(None) };
            let mut rows = members.query(params![event, here])?;
            let mut of: Vec<Features> = Vec::new();
            while let Some(r) = rows.next()? {
                of.push(serde_json::from_str(r.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?);
            }
            let mut links = Vec::new();
            if of.len() > 1 {
                let Linked { links: all } = serde_json::from_str(&record.query_row([event], |r| r.get::<_, String>(0))?)?;
                let ids: BTreeSet<&str> = of.iter().map(|f| f.id.as_str()).collect();
                links.extend(all.into_iter().filter(|l| ids.contains(l.claim.as_str())));
            }
            out.push(Open { event, members: of, links });
        }
        Ok(Some(out))
    }

    /// Whether the events are those of the claims that are in the ledger now.
    pub fn is_grouped(&self) -> Result<bool, LedgerError> {
        let sql = "SELECT (SELECT value FROM meta WHERE name = 'changes') = (SELECT value FROM meta WHERE name = 'grouped')
                   AND (SELECT value FROM meta WHERE name = 'grouped_by') IN (?, '')";
        Ok(self.conn.query_row(sql, [by()], |r| r.get(0))?)
    }

    /// Whether the events were written by this version of the program, or there are none yet. Where they were not, they lack what older versions did not write, such as acts; the next
    /// [`Ledger::regroup`] writes them again.
    pub fn is_of_this_version(&self) -> Result<bool, LedgerError> {
        let sql = "SELECT (SELECT value FROM meta WHERE name = 'grouped_by') IN (?, '') OR NOT EXISTS (SELECT 1 FROM events)";
        Ok(self.conn.query_row(sql, [by()], |r| r.get(0))?)
    }

    fn write(&mut self, work: &mut Work) -> Result<(), LedgerError> {
        while !work.waiting.is_empty() {
            let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let batch: Vec<Grouped> = work.waiting.drain(..work.waiting.len().min(BATCH)).collect();
            for grouped in &batch {
                work.out.written += u64::from(group(&tx, grouped, work)?);
            }
            tx.commit()?;
        }
        Ok(())
    }

    /// Settles that two claims are about one happening, or are not; the next [`Ledger::regroup`] obeys.
    pub fn decide(&mut self, a: &str, b: &str, decision: Decision) -> Result<(), LedgerError> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let word = match decision {
            Decision::Together => "together",
            Decision::Apart => "apart",
        };
        tx.execute("INSERT OR REPLACE INTO decisions (a, b, decision) VALUES (?, ?, ?)", params![a.min(b), a.max(b), word])?;
        redecided(&tx)?;
        Ok(tx.commit()?)
    }

    /// Takes a decision back; whether there was one.
    pub fn undecide(&mut self, a: &str, b: &str) -> Result<bool, LedgerError> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let there = tx.execute("DELETE FROM decisions WHERE a = ? AND b = ?", [a.min(b), a.max(b)])? > 0;
        if there {
            redecided(&tx)?;
        }
        tx.commit()?;
        Ok(there)
    }

    /// What was decided, in order of ids.
    pub fn decisions(&self) -> Result<Vec<(String, String, Decision)>, LedgerError> {
        let mut rows = self.conn.prepare_cached("SELECT a, b, decision FROM decisions ORDER BY a, b")?;
        let rows = rows.query_map([], |r| {
            let together = r.get::<_, String>(2)? == "together";
            Ok((r.get(0)?, r.get(1)?, if together { Decision::Together } else { Decision::Apart }))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// What one grouping has to do and has done.
struct Work {
    /// The changes that it sees.
    due: i64,
    /// Whether everything has to be gone through.
    whole: bool,
    /// The days that are due, the first of them last, and until when one of their claims keeps or kept its group open.
    days: Vec<(i32, i32)>,
    /// Events of which a claim changed or went.
    altered: Vec<i64>,
    /// Events that a claim left, unless all are looked at anyway.
    left: HashSet<i64>,
    waiting: Vec<Grouped>,
    /// How many acts were written.
    acts: u64,
    out: Regrouped,
}

impl Work {
    fn whole(&mut self) {
        self.whole = true;
        self.days.clear();
        self.out.claims = 0;
    }
}

/// An event's record, as far as a sweep that goes on from it needs it.
#[derive(serde::Deserialize)]
struct Linked {
    links: Vec<Link>,
}

/// Notes that decisions changed, which may matter to any claim.
fn redecided(tx: &Transaction<'_>) -> Result<(), LedgerError> {
    changed(tx)?;
    tx.execute("UPDATE meta SET value = (SELECT value FROM meta WHERE name = 'changes') WHERE name = 'whole'", [])?;
    Ok(())
}

/// A claim in the order of the sweep: its place, and its event, once it has one.
type Placed = (Vec<u8>, Features, Option<i64>);

/// The next claims in the order of the sweep.
fn page(conn: &Connection, after: &[u8]) -> Result<Vec<Placed>, LedgerError> {
    let mut rows = conn.prepare_cached(
        "SELECT f.place, f.record, c.event FROM features f JOIN claims c ON c.row = f.claim WHERE f.place > ? ORDER BY f.place LIMIT ?",
    )?;
    let mut rows = rows.query(params![after, PAGE as i64])?;
    let mut out = Vec::with_capacity(PAGE);
    while let Some(r) = rows.next()? {
        out.push((r.get(0)?, serde_json::from_str(r.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?, r.get(2)?));
    }
    Ok(out)
}

/// A claim of a group, without what only describing needs.
struct Row {
    claim: i64,
    article: i64,
    event: Option<i64>,
}

/// Writes a group's event if it is not as it was; whether it did.
fn group(tx: &Transaction<'_>, grouped: &Grouped, work: &mut Work) -> Result<bool, LedgerError> {
    let mut facts = tx.prepare_cached(
        "SELECT c.row, c.article, c.event, c.stamp, a.stamp, a.key, a.version, a.successor, a.successor_published
         FROM claims c JOIN articles a ON a.row = c.article WHERE c.id = ?",
    )?;
    let mut rows = Vec::with_capacity(grouped.claims.len());
    let mut facts_of_all = by();
    for id in &grouped.claims {
        // a claim that another program replaced since the sweep read it is left to the next regroup
        let Some((row, facts)) = facts
            .query_row([id], |r| {
                let text = |i: usize| r.get::<_, Option<String>>(i).map(Option::unwrap_or_default);
                let version: u32 = r.get(6)?;
                let facts = format!("\n{id}\t{}\t{}\t{}\t{version}\t{}\t{}", text(3)?, text(4)?, text(5)?, text(7)?, text(8)?);
                Ok((Row { claim: r.get(0)?, article: r.get(1)?, event: r.get(2)? }, facts))
            })
            .optional()?
        else {
            continue;
        };
        rows.push(row);
        facts_of_all.push_str(&facts);
    }
    facts_of_all.push_str(&serde_json::to_string(&grouped.links)?);
    let digest = &hash(&facts_of_all)[..32];
    let Some(event) = rows.first().map(|r| r.event) else { return Ok(false) };
    if let Some(event) = event.filter(|_| rows.iter().all(|r| r.event == event)) {
        let old: Option<String> =
            tx.prepare_cached("SELECT digest FROM events WHERE row = ?")?.query_row([event], |r| r.get(0)).optional()?;
        if old.as_deref() == Some(digest) {
            return Ok(false);
        }
    }
    let (claims, carriers) = members(tx, &rows)?;
    let members: Vec<Member<'_>> =
        claims.iter().zip(&rows).filter_map(|(claim, row)| carriers.get(&row.article).map(|carrier| Member { claim, carrier })).collect();
    let Some(record) = describe(&members, grouped) else { return Ok(false) };
    let (event, acts) = event_in(tx, &record, &members, digest)?;
    work.acts += acts;
    if !work.whole {
        work.left.extend(rows.iter().filter_map(|r| r.event).filter(|was| *was != event));
    }
    let mut point = tx.prepare_cached("UPDATE claims SET event = ?1 WHERE row = ?2 AND event IS NOT ?1")?;
    for row in &rows {
        point.execute([event, row.claim])?;
    }
    Ok(true)
}

/// The claims, in the order of `rows`, and their articles' carriers.
fn members(tx: &Transaction<'_>, rows: &[Row]) -> Result<(Vec<Claim>, HashMap<i64, Carrier>), LedgerError> {
    let mut claims = Vec::with_capacity(rows.len());
    let mut carriers = HashMap::new();
    let mut record = tx.prepare_cached("SELECT record FROM claim_records WHERE claim = ?")?;
    for row in rows {
        claims.push(serde_json::from_str(&record.query_row([row.claim], |r| r.get::<_, String>(0))?)?);
        if let std::collections::hash_map::Entry::Vacant(free) = carriers.entry(row.article) {
            free.insert(carrier(tx, row.article)?);
        }
    }
    Ok((claims, carriers))
}

fn carrier(conn: &Connection, article: i64) -> Result<Carrier, LedgerError> {
    let mut carrier = conn.prepare_cached("SELECT carrier, version, successor, successor_published FROM articles WHERE row = ?")?;
    let (json, version, successor, published): (String, u32, Option<String>, Option<String>) =
        carrier.query_row([article], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?;
    let carrier: Carrier = serde_json::from_str(&json)?;
    let published = published.map(|p| p.parse().map_err(|e: jiff::Error| LedgerError::Damaged(e.to_string()))).transpose()?;
    Ok(Carrier { version, successor: successor.map(|sha256| Successor { sha256, published }), ..carrier })
}

/// Writes an event's row, in place of the one that has its id; gives the row's number, and how many acts it has.
fn event_in(tx: &Transaction<'_>, e: &EventRecord, members: &[Member<'_>], digest: &str) -> Result<(i64, u64), LedgerError> {
    let (first_day, last_day) = (e.from.or(e.to).map(days), e.to.or(e.last_report).map(days));
    let (first_day, last_day) = (first_day.or(last_day), last_day.max(first_day));
    let record = serde_json::to_string(e)?;
    // its claims lose their event until their own groups are written, which happens in this regroup
    tx.prepare_cached("DELETE FROM events WHERE id = ?")?.execute([&e.id])?;
    let row = free(tx, "events", row_of(first_day, &e.id))?;
    tx.prepare_cached(
        "INSERT INTO events (row, id, digest, stamp, type, quad, mode, status, state, contested, origins, outlets, articles, claims, first_day, last_day, first_report, last_report)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        row,
        e.id,
        digest,
        stamp(&record),
        e.event.name(),
        e.quad.name(),
        e.mode,
        e.status.name(),
        e.state.name(),
        e.contested,
        e.origins.len() as i64,
        e.outlets.len() as i64,
        e.articles as i64,
        e.claims.len() as i64,
        first_day,
        last_day,
        e.first_report.map(|d| d.to_string()),
        e.last_report.map(|d| d.to_string())
    ])?;
    tx.prepare_cached("INSERT INTO event_records (event, record) VALUES (?, ?)")?.execute(params![row, record])?;
    let (actor, recipient): (Vec<&Party>, Vec<&Party>) = (e.actor.iter().collect(), e.recipient.iter().collect());
    let mut all = parties_of(&actor, &recipient);
    all.extend(members.iter().flat_map(|m| voices_of(m.claim)));
    // of all its articles, also those that a later version replaced, as the claims' own filters have it
    all.extend(members.iter().map(|m| ('o', m.carrier.outlet.clone(), String::new())));
    all.extend(members.iter().filter_map(|m| m.claim.language.clone()).map(|l| ('l', l, String::new())));
    let mut party = tx.prepare_cached("INSERT INTO event_parties (event, role, code, sector) VALUES (?, ?, ?, ?)")?;
    for (role, code, sector) in all {
        party.execute(params![row, role.to_string(), code, sector])?;
    }
    let mut dyad = tx.prepare_cached("INSERT INTO event_dyads (event, a, b) VALUES (?, ?, ?)")?;
    for (a, b) in dyads_of(e.event, &actor, &recipient) {
        dyad.execute(params![row, a, b])?;
    }
    Ok((row, acts_in(tx, row, e, members)?))
}
