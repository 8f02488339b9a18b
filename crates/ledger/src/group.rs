//! Claims to events: the whole ledger in order through `merge::Sweep`, and what came out otherwise than before is written.

use crate::acts::acts_in;
use crate::schema::KNOWN;
use crate::store::{changed, days, dyads_of, free, parties_of, row_of, stamp, voices_of};
use crate::{Ledger, LedgerError};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use sekutu_codebook::Codebook;
use sekutu_merge::{Carrier, Decision, EventRecord, Features, Grouped, Member, Successor, Sweep, describe};
use sekutu_model::{Claim, Party, hash};
use sekutu_ties::Act;
use std::collections::HashMap;

/// What grouping did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Regrouped {
    /// Claims that were gone through.
    pub claims: u64,
    /// Events there are now.
    pub events: u64,
    /// Of these, written new or again.
    pub written: u64,
    /// Left as they were.
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
        let mut out = Regrouped::default();
        let due: i64 = self.conn.query_row("SELECT value FROM meta WHERE name = 'changes'", [], |r| r.get(0))?;
        let all: i64 = self.conn.query_row("SELECT count(*) FROM features", [], |r| r.get(0))?;
        if self.is_grouped()? {
            out.claims = all as u64;
            out.events = self.conn.query_row("SELECT count(*) FROM events", [], |r| r.get::<_, i64>(0))? as u64;
            out.unchanged = out.events;
            return Ok(out);
        }
        let mut sweep = Sweep::new(self.decisions()?);
        let mut waiting: Vec<Grouped> = Vec::new();
        let mut after: Vec<u8> = Vec::new();
        loop {
            let page = page(&self.conn, &after)?;
            let Some((last, _)) = page.last() else { break };
            after.clone_from(last);
            for (_, features) in page {
                out.claims += 1;
                waiting.extend(sweep.push(features));
                if waiting.len() >= BATCH {
                    self.write(&mut waiting, &mut out)?;
                }
            }
            progress(out.claims, (all as u64).max(out.claims));
        }
        waiting.extend(sweep.finish());
        self.write(&mut waiting, &mut out)?;
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // every claim is in one group, so an event that none names is of a group that is no more
        out.removed = tx.execute("DELETE FROM events WHERE NOT EXISTS (SELECT 1 FROM claims WHERE claims.event = events.row)", [])? as u64;
        out.events = tx.query_row("SELECT count(*) FROM events", [], |r| r.get::<_, i64>(0))? as u64;
        tx.execute("UPDATE meta SET value = ? WHERE name = 'grouped'", [due])?;
        tx.execute("UPDATE meta SET value = ? WHERE name = 'grouped_by'", [by()])?;
        tx.commit()?;
        Ok(out)
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

    fn write(&mut self, waiting: &mut Vec<Grouped>, out: &mut Regrouped) -> Result<(), LedgerError> {
        while !waiting.is_empty() {
            let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for grouped in waiting.drain(..waiting.len().min(BATCH)) {
                if group(&tx, &grouped)? { out.written += 1 } else { out.unchanged += 1 }
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
        changed(&tx)?;
        Ok(tx.commit()?)
    }

    /// Takes a decision back; whether there was one.
    pub fn undecide(&mut self, a: &str, b: &str) -> Result<bool, LedgerError> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let there = tx.execute("DELETE FROM decisions WHERE a = ? AND b = ?", [a.min(b), a.max(b)])? > 0;
        if there {
            changed(&tx)?;
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

/// The next claims in the order of the sweep, and their places.
fn page(conn: &Connection, after: &[u8]) -> Result<Vec<(Vec<u8>, Features)>, LedgerError> {
    let mut rows = conn.prepare_cached("SELECT place, record FROM features WHERE place > ? ORDER BY place LIMIT ?")?;
    let mut rows = rows.query(params![after, PAGE as i64])?;
    let mut out = Vec::with_capacity(PAGE);
    while let Some(r) = rows.next()? {
        out.push((r.get(0)?, serde_json::from_str(r.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?));
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
fn group(tx: &Transaction<'_>, grouped: &Grouped) -> Result<bool, LedgerError> {
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
    let event = event_in(tx, &record, &members, digest)?;
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

/// Writes an event's row, in place of the one that has its id; gives the row's number.
fn event_in(tx: &Transaction<'_>, e: &EventRecord, members: &[Member<'_>], digest: &str) -> Result<i64, LedgerError> {
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
    acts_in(tx, row, e, members)?;
    Ok(row)
}
