//! Questions to claims and events.
//!
//! Row numbers begin with the day (`store::row_of`), so every index is in the order of days. A question with a page of the newest is answered in one of two ways. Where one of its conditions
//! leaves few rows, as a look at its index for so many entries tells, these are read, tried against the other conditions and sorted. Where all leave many, an index is walked from the newest on
//! until the page is full, which does not take long where many fit. Where few fulfil all of them together, the walk is a long one: each row is then looked up in the other conditions' indices, which are in the same order and
//! far smaller than the table, and only what fulfils them is read.

use crate::filter::{ClaimFilter, ClaimSort, EventFilter, EventSort, Page, PartyIs, Total};
use crate::search::{self, query};
use crate::store::{after_row, days, first_row};
use crate::{Ledger, LedgerError};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, Transaction, params, params_from_iter};
use sekutu_merge::EventRecord;
use sekutu_model::{Article, Claim, Date, Event, Quad};
use std::ops::ControlFlow;

/// A claim and what is known of the article that carries it.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimRow {
    /// The claim. Where texts are not kept, long evidence has its first words only; its span is whole.
    pub claim: Claim,
    /// Who prints it, as `Carrier::outlet` has it.
    pub outlet: String,
    /// The day of publication.
    pub published: Option<Date>,
    /// The article's address.
    pub url: Option<String>,
    /// The article's title.
    pub title: Option<String>,
    /// The article's SHA-256.
    pub sha256: String,
    /// The key of the article's versions.
    pub key: String,
    /// Which version it stands in.
    pub version: u32,
    /// The SHA-256 of the version that took its place.
    pub successor: Option<String>,
    /// The id of its event, once grouped.
    pub event: Option<String>,
    /// SHA-256 of the whole evidence, where `claim` has its first words only.
    pub evidence_sha256: Option<String>,
}

/// An event as [`sekutu_merge::describe`] made it.
pub type EventRow = EventRecord;

/// An article with its claims, for exports.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleRow {
    /// The article; its text is empty where the ledger keeps none.
    pub article: Article,
    /// The key of its versions.
    pub key: String,
    /// Which version it is.
    pub version: u32,
    /// The SHA-256 of the version that took its place.
    pub successor: Option<String>,
    /// Its claims in the order of the text.
    pub claims: Vec<Claim>,
}

/// An article that has the words asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleHit {
    /// The article; its text is empty where the ledger keeps none.
    pub article: Article,
    /// The key of its versions.
    pub key: String,
    /// Which version it is.
    pub version: u32,
    /// How many claims it has.
    pub claims: usize,
}

/// How much the ledger holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Articles, versions counted each.
    pub articles: u64,
    /// Claims.
    pub claims: u64,
    /// Events.
    pub events: u64,
    /// Runs.
    pub runs: u64,
}

/// So many rows are read and sorted without a second thought.
const FEW: usize = 2000;

/// A piece of SQL and the values of its question marks, in order.
#[derive(Debug, Clone, Default)]
struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    fn new(text: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Sql {
        Sql { text: text.into(), values: values.into_iter().collect() }
    }

    fn push(&mut self, text: &str) -> &mut Sql {
        self.text.push_str(text);
        self
    }

    fn add(&mut self, other: &Sql) -> &mut Sql {
        self.text.push_str(&other.text);
        self.values.extend(other.values.iter().cloned());
        self
    }
}

/// `FROM` and `WHERE` of an index that is in the order of `row`.
#[derive(Debug, Clone)]
struct Walk {
    from: String,
    row: String,
    when: Sql,
    /// The less, the better to walk, or the dearer to try otherwise.
    rank: u8,
}

/// One condition.
#[derive(Debug, Clone)]
struct Condition {
    /// A SELECT of the rows that it leaves, perhaps several times; `None` where no index knows.
    rows: Option<Sql>,
    /// The index to walk, where one condition needs one stretch of it only.
    walk: Option<Walk>,
    /// Whether a row `x` fulfils it.
    test: Sql,
    /// The same by an index, in terms of `x.row` only; `None` where the test is of that kind, or there is no index.
    probe: Option<Sql>,
}

/// A question to one of the two tables.
#[derive(Debug, Default)]
struct Question {
    conditions: Vec<Condition>,
    /// Least row number, and first one beyond.
    rows: Option<(i64, i64)>,
    /// It cannot be fulfilled.
    void: bool,
}

fn text(s: &str) -> Value {
    Value::Text(s.to_owned())
}

fn marks(n: usize) -> String {
    vec!["?"; n].join(", ")
}

/// Which of the two tables a question goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Table {
    Claims,
    Events,
}

impl Table {
    const fn name(self) -> &'static str {
        match self {
            Table::Claims => "claims",
            Table::Events => "events",
        }
    }

    const fn one(self) -> &'static str {
        match self {
            Table::Claims => "claim",
            Table::Events => "event",
        }
    }
}

impl Question {
    /// A column is one of some values. `index` says whether there is an index on it.
    fn column(&mut self, table: Table, column: &str, values: &[String], index: bool, rank: u8) {
        if values.is_empty() {
            return;
        }
        let list = |pre: &str| Sql::new(format!("{pre}{column} IN ({})", marks(values.len())), values.iter().map(|v| text(v)));
        let name = table.name();
        let rows = index.then(|| {
            let mut sql = Sql::new(format!("SELECT row FROM {name} WHERE "), []);
            sql.add(&list(""));
            sql
        });
        let walk = (index && values.len() == 1).then(|| {
            let mut when = Sql::new(format!("x.{column} = ?"), [text(&values[0])]);
            if column == "mode" {
                when.push(" AND x.mode IS NOT NULL");
            }
            Walk { from: format!("{name} x INDEXED BY {name}_{column}"), row: "x.row".into(), when, rank }
        });
        let probe = index.then(|| {
            let present = if column == "mode" { " AND y.mode IS NOT NULL" } else { "" };
            let mut probe = Sql::new(format!("EXISTS (SELECT 1 FROM {name} y INDEXED BY {name}_{column} WHERE y.row = x.row AND "), []);
            probe.add(&list("y.")).push(present).push(")");
            probe
        });
        // a plus sign keeps SQLite from choosing that column's index by itself
        self.conditions.push(Condition { rows, walk, test: list("+x."), probe });
    }

    /// One of some parties plays a role.
    fn party(&mut self, table: Table, role: char, parties: &[PartyIs], rank: u8) {
        if parties.is_empty() {
            return;
        }
        let one = table.one();
        let (mut rows, mut test) = (Sql::default(), Sql::new("(", []));
        let mut walk = None;
        for (i, p) in parties.iter().enumerate() {
            let mut when = Sql::new("p.role = ? AND p.code = ?", [text(&role.to_string()), text(&p.code)]);
            if let Some(s) = &p.sector {
                when.push(" AND p.sector = ?").values.push(text(s));
            }
            rows.push(if i > 0 { " UNION ALL " } else { "" })
                .push(&format!("SELECT p.{one} FROM {one}_parties p INDEXED BY {one}_parties_code WHERE "))
                .add(&when);
            test.push(if i > 0 { " OR " } else { "" });
            test.push(&format!("EXISTS (SELECT 1 FROM {one}_parties p WHERE p.{one} = x.row AND ")).add(&when).push(")");
            // under a name of its own, since others' tests are made of the walked row
            when.text = when.text.replace("p.", "w.");
            walk = Some(Walk { from: format!("{one}_parties w INDEXED BY {one}_parties_code"), row: format!("w.{one}"), when, rank });
        }
        test.push(")");
        self.conditions.push(Condition { rows: Some(rows), walk: walk.filter(|_| parties.len() == 1), test, probe: None });
    }

    fn dyad(&mut self, table: Table, dyad: Option<&(String, String)>) {
        let Some((a, b)) = dyad else { return };
        let (a, b) = if a < b { (a, b) } else { (b, a) };
        let one = table.one();
        let when = Sql::new("p.a = ? AND p.b = ?", [text(a), text(b)]);
        let mut rows = Sql::new(format!("SELECT p.{one} FROM {one}_dyads p INDEXED BY {one}_dyads_pair WHERE "), []);
        rows.add(&when);
        let mut test = Sql::new(format!("EXISTS (SELECT 1 FROM {one}_dyads p WHERE p.{one} = x.row AND "), []);
        test.add(&when).push(")");
        let when = Sql { text: when.text.replace("p.", "w."), ..when };
        let walk = Walk { from: format!("{one}_dyads w INDEXED BY {one}_dyads_pair"), row: format!("w.{one}"), when, rank: 1 };
        self.conditions.push(Condition { rows: Some(rows), walk: Some(walk), test, probe: None });
    }

    fn text(&mut self, table: Table, asked: Option<&str>) {
        let asked = asked.map_or(search::Query::All, query);
        let (words, not) = match asked {
            search::Query::All => return,
            search::Query::None => {
                self.void = true;
                return;
            }
            search::Query::Match(words) => (words, false),
            search::Query::Not(words) => (words, true),
        };
        let words = text(&words);
        let matching = "t.claim_text MATCH ?";
        let not = if not { "NOT " } else { "" };
        self.conditions.push(match table {
            Table::Claims => Condition {
                rows: not.is_empty().then(|| Sql::new(format!("SELECT t.rowid FROM claim_text t WHERE {matching}"), [words.clone()])),
                walk: not.is_empty().then(|| Walk {
                    from: "claim_text t".into(),
                    row: "t.rowid".into(),
                    when: Sql::new(matching, [words.clone()]),
                    rank: 0,
                }),
                test: Sql::new(format!("{not}EXISTS (SELECT 1 FROM claim_text t WHERE {matching} AND t.rowid = x.row)"), [words]),
                probe: None,
            },
            Table::Events => Condition {
                rows: not.is_empty().then(|| {
                    let sql = format!("SELECT c.event FROM claim_text t CROSS JOIN claims c ON c.row = t.rowid WHERE {matching} AND c.event IS NOT NULL");
                    Sql::new(sql, [words.clone()])
                }),
                walk: None,
                test: Sql::new(
                    format!(
                        "{not}EXISTS (SELECT 1 FROM claims c INDEXED BY claims_event WHERE c.event = x.row AND EXISTS (SELECT 1 FROM claim_text t WHERE {matching} AND t.rowid = c.row))"
                    ),
                    [words],
                ),
                probe: None,
            },
        });
    }

    /// A SELECT of row numbers, and the same as a test.
    fn among(&mut self, rows: Sql, test: Sql) {
        self.conditions.push(Condition { rows: Some(rows), walk: None, test, probe: None });
    }

    fn test(&mut self, test: Sql) {
        self.conditions.push(Condition { rows: None, walk: None, test, probe: None });
    }

    /// What holds of a row besides the condition at `but`.
    fn tests(&self, but: Option<usize>) -> Sql {
        let mut out = Sql::default();
        if let Some((from, to)) = self.rows {
            out.push(" AND x.row >= ? AND x.row < ?").values.extend([Value::Integer(from), Value::Integer(to)]);
        }
        for (_, c) in self.conditions.iter().enumerate().filter(|(i, _)| Some(*i) != but) {
            out.push(" AND ").add(&c.test);
        }
        out
    }

    /// The same of a row that the index of the condition at `but` has, whose number is `row`: first what other indices tell, so that the row itself is read where all of these hold.
    fn probes(&self, but: usize, row: &str) -> Sql {
        let mut out = Sql::default();
        if let Some((from, to)) = self.rows {
            out.add(&Sql::new(format!(" AND {row} >= ? AND {row} < ?"), [Value::Integer(from), Value::Integer(to)]));
        }
        for (_, c) in self.conditions.iter().enumerate().filter(|(i, _)| *i != but) {
            let test = c.probe.as_ref().unwrap_or(&c.test);
            out.push(" AND ").add(&Sql { text: test.text.replace("x.row", row), ..test.clone() });
        }
        out
    }
}

/// Conditions on any of an event's or claim's types.
fn types(events: &[Event], quads: &[Quad]) -> (Vec<String>, Vec<String>) {
    let of =
        |keep: &dyn Fn(Event) -> bool| Event::ALL.iter().copied().filter(|e| keep(*e)).map(|e| e.name().to_owned()).collect::<Vec<_>>();
    let named = if events.is_empty() { Vec::new() } else { of(&|e| events.contains(&e)) };
    // a quad class is the types in it
    let classed = if quads.is_empty() { Vec::new() } else { of(&|e| quads.contains(&e.quad())) };
    (named, classed)
}

/// The articles of a list of hashes, ids and keys.
fn articles(names: &[String]) -> Sql {
    let n = marks(names.len());
    let all = || names.iter().map(|s| text(s));
    Sql::new(
        format!(
            "SELECT row FROM articles WHERE sha256 IN ({n}) UNION SELECT row FROM articles WHERE given IN ({n}) UNION SELECT row FROM articles WHERE key IN ({n})"
        ),
        all().chain(all()).chain(all()),
    )
}

fn wrap(before: &str, sql: &Sql, after: &str) -> Sql {
    let mut out = Sql::new(before, []);
    out.add(sql).push(after);
    out
}

fn of_claims(f: &ClaimFilter) -> Question {
    use Table::Claims;
    let mut q = Question::default();
    q.text(Claims, f.text.as_deref());
    q.dyad(Claims, f.dyad.as_ref());
    q.party(Claims, 'a', &f.actor, 2);
    q.party(Claims, 'r', &f.recipient, 2);
    q.party(Claims, 's', &f.said_by, 2);
    q.party(Claims, 'd', &f.denied_by, 2);
    q.party(Claims, 'p', &f.party, 3);
    q.column(Claims, "outlet", &f.outlets, true, 4);
    let (named, classed) = types(&f.events, &f.quads);
    q.column(Claims, "type", &named, true, 5);
    q.column(Claims, "type", &classed, true, 5);
    q.column(Claims, "mode", &f.modes, true, 4);
    q.column(Claims, "status", &f.statuses.iter().map(|s| s.name().to_owned()).collect::<Vec<_>>(), true, 6);
    q.column(Claims, "language", &f.languages, true, 7);
    if !f.articles.is_empty() {
        let list = articles(&f.articles);
        q.among(wrap("SELECT row FROM claims WHERE article IN (", &list, ")"), wrap("+x.article IN (", &list, ")"));
    }
    if !f.event_ids.is_empty() {
        let list =
            Sql::new(format!("SELECT row FROM events WHERE id IN ({})", marks(f.event_ids.len())), f.event_ids.iter().map(|s| text(s)));
        q.among(wrap("SELECT row FROM claims WHERE event IN (", &list, ")"), wrap("+x.event IN (", &list, ")"));
    }
    if !f.ids.is_empty() {
        let mut list = Sql::default();
        for (i, id) in f.ids.iter().enumerate() {
            // "<id>" also finds "<id>.<tag>": a slash is what follows the full stop
            list.push(if i > 0 { " UNION " } else { "" });
            list.add(&Sql::new(
                "SELECT row FROM claims WHERE id = ? UNION SELECT row FROM claims WHERE id > ? AND id < ?",
                [text(id), text(&format!("{id}.")), text(&format!("{id}/"))],
            ));
        }
        q.among(list.clone(), wrap("x.row IN (", &list, ")"));
    }
    if f.current {
        q.test(Sql::new("EXISTS (SELECT 1 FROM articles a WHERE a.row = x.article AND a.successor IS NULL)", []));
    }
    if let Some(n) = f.min_origins.filter(|n| *n > 0) {
        q.test(Sql::new("EXISTS (SELECT 1 FROM events e WHERE e.row = x.event AND e.origins >= ?)", [Value::Integer(n as i64)]));
    }
    if let Some(c) = f.contested {
        q.test(Sql::new("EXISTS (SELECT 1 FROM events e WHERE e.row = x.event AND e.contested = ?)", [Value::Integer(i64::from(c))]));
    }
    if f.from.is_some() || f.to.is_some() {
        // what has no day lies before all days
        q.rows =
            Some((f.from.map_or(first_row(Some(i32::MIN)), |d| first_row(Some(days(d)))), f.to.map_or(i64::MAX, |d| after_row(days(d)))));
    }
    q
}

fn of_events(f: &EventFilter) -> Question {
    use Table::Events;
    let mut q = Question::default();
    let bare = |all: &[String]| all.iter().map(|o| PartyIs { code: o.clone(), sector: None }).collect::<Vec<_>>();
    q.text(Events, f.text.as_deref());
    q.dyad(Events, f.dyad.as_ref());
    q.party(Events, 'a', &f.actor, 2);
    q.party(Events, 'r', &f.recipient, 2);
    q.party(Events, 's', &f.said_by, 2);
    q.party(Events, 'd', &f.denied_by, 2);
    q.party(Events, 'p', &f.party, 3);
    q.party(Events, 'o', &bare(&f.outlets), 4);
    let (named, classed) = types(&f.events, &f.quads);
    q.column(Events, "type", &named, true, 5);
    q.column(Events, "type", &classed, true, 5);
    q.column(Events, "mode", &f.modes, true, 4);
    q.column(Events, "status", &f.statuses.iter().map(|s| s.name().to_owned()).collect::<Vec<_>>(), true, 6);
    q.party(Events, 'l', &bare(&f.languages), 7);
    if !f.articles.is_empty() {
        let list = articles(&f.articles);
        q.among(
            wrap("SELECT event FROM claims WHERE event IS NOT NULL AND article IN (", &list, ")"),
            wrap("EXISTS (SELECT 1 FROM claims c INDEXED BY claims_event WHERE c.event = x.row AND c.article IN (", &list, "))"),
        );
    }
    if !f.ids.is_empty() {
        let list = Sql::new(format!("SELECT row FROM events WHERE id IN ({})", marks(f.ids.len())), f.ids.iter().map(|s| text(s)));
        q.among(list.clone(), wrap("x.row IN (", &list, ")"));
    }
    if let Some(n) = f.min_origins.filter(|n| *n > 0) {
        let n = [Value::Integer(n as i64)];
        q.among(Sql::new("SELECT row FROM events WHERE origins >= ?", n.clone()), Sql::new("+x.origins >= ?", n));
    }
    match f.contested {
        Some(true) => {
            let walk = Walk {
                from: "events x INDEXED BY events_contested".into(),
                row: "x.row".into(),
                when: Sql::new("x.contested", []),
                rank: 5,
            };
            q.conditions.push(Condition {
                rows: Some(Sql::new("SELECT row FROM events WHERE contested", [])),
                walk: Some(walk),
                test: Sql::new("+x.contested", []),
                probe: None,
            });
        }
        Some(false) => q.test(Sql::new("NOT x.contested", [])),
        None => {}
    }
    if let Some(from) = f.from {
        q.test(Sql::new("x.last_day >= ?", [Value::Integer(i64::from(days(from)))]));
    }
    if f.from.is_some() || f.to.is_some() {
        // a row number has the first day: an event that went on until `from` may have begun at any time
        q.rows = Some((first_row(Some(i32::MIN)), f.to.map_or(i64::MAX, |d| after_row(days(d)))));
    }
    q
}

/// How a page is ordered: the index to walk where it is not that of rows, its column, and which way.
struct Order {
    index: Option<(&'static str, &'static str)>,
    ascending: bool,
}

impl Order {
    fn sql(&self, row: &str) -> String {
        match self.index {
            Some((_, column)) => format!("x.{column} DESC, {row} DESC"),
            None if self.ascending => row.to_owned(),
            None => format!("{row} DESC"),
        }
    }
}

impl Ledger {
    /// A page of the claims that a filter lets through, and how many there are.
    pub fn claims(&self, filter: &ClaimFilter, page: &Page<ClaimSort>) -> Result<(Vec<ClaimRow>, Total), LedgerError> {
        let order = match page.sort {
            ClaimSort::Newest => Order { index: None, ascending: false },
            ClaimSort::Oldest => Order { index: None, ascending: true },
            ClaimSort::Published => Order { index: Some(("claims_published", "published")), ascending: false },
            ClaimSort::Confidence => Order { index: Some(("claims_confidence", "confidence")), ascending: false },
        };
        let _snapshot = self.snapshot()?;
        let (rows, total) = self.page(Table::Claims, &of_claims(filter), &order, page.limit, page.offset)?;
        let rows = rows.into_iter().map(|r| self.claim_row(r)).collect::<Result<_, _>>()?;
        Ok((rows, total))
    }

    /// A page of the events that a filter lets through, and how many there are. They are those of the last [`Ledger::regroup`].
    pub fn events(&self, filter: &EventFilter, page: &Page<EventSort>) -> Result<(Vec<EventRow>, Total), LedgerError> {
        let order = match page.sort {
            EventSort::Newest => Order { index: None, ascending: false },
            EventSort::Oldest => Order { index: None, ascending: true },
            EventSort::Published => Order { index: Some(("events_published", "last_report")), ascending: false },
            EventSort::Origins => Order { index: Some(("events_origins", "origins")), ascending: false },
            EventSort::Outlets => Order { index: Some(("events_outlets", "outlets")), ascending: false },
        };
        let _snapshot = self.snapshot()?;
        let (rows, total) = self.page(Table::Events, &of_events(filter), &order, page.limit, page.offset)?;
        let rows = rows.into_iter().map(|r| self.event_row(r)).collect::<Result<_, _>>()?;
        Ok((rows, total))
    }

    /// One claim by its id, as the ledger or, where only one article has its text, as `sekutu read` gives it.
    pub fn claim(&self, id: &str) -> Result<Option<ClaimRow>, LedgerError> {
        let found =
            self.claims(&ClaimFilter { ids: vec![id.to_owned()], ..ClaimFilter::default() }, &Page { limit: 2, ..Page::default() })?.0;
        let exact = found.iter().position(|c| c.claim.id == id);
        let only = (found.len() == 1).then_some(0);
        Ok(exact.or(only).and_then(|i| found.into_iter().nth(i)))
    }

    /// One event by its id.
    pub fn event(&self, id: &str) -> Result<Option<EventRow>, LedgerError> {
        let mut row = self.conn.prepare_cached("SELECT row FROM events WHERE id = ?")?;
        row.query_row([id], |r| r.get(0)).optional()?.map(|row| self.event_row(row)).transpose()
    }

    /// Articles whose text has the words (see [`ClaimFilter::text`]), the newest first. A ledger without texts finds none.
    pub fn articles(&self, words: &str, limit: usize, offset: usize) -> Result<Vec<ArticleHit>, LedgerError> {
        let columns = "a.meta, a.key, a.version, (SELECT count(*) FROM claims c WHERE c.article = a.row), x.text";
        let (sql, words) = match query(words) {
            search::Query::All => (
                format!("SELECT {columns} FROM articles a LEFT JOIN texts x ON x.article = a.row WHERE ?1 = '' ORDER BY a.row DESC"),
                String::new(),
            ),
            search::Query::None => return Ok(Vec::new()),
            search::Query::Match(words) => {
                let from = "article_text t CROSS JOIN articles a ON a.row = t.rowid LEFT JOIN texts x ON x.article = a.row";
                (format!("SELECT {columns} FROM {from} WHERE t.article_text MATCH ?1 ORDER BY t.rowid DESC"), words)
            }
            search::Query::Not(words) => {
                let except = "EXISTS (SELECT 1 FROM article_text t WHERE t.article_text MATCH ?1 AND t.rowid = a.row)";
                (
                    format!("SELECT {columns} FROM articles a JOIN texts x ON x.article = a.row WHERE NOT {except} ORDER BY a.row DESC"),
                    words,
                )
            }
        };
        let mut rows = self.conn.prepare_cached(&format!("{sql} LIMIT ?2 OFFSET ?3"))?;
        let mut rows = rows.query(params![words, limit as i64, offset as i64])?;
        let mut out = Vec::new();
        while let Some(r) = rows.next()? {
            let mut article: Article = serde_json::from_str(&r.get::<_, String>(0)?)?;
            article.text = r.get::<_, Option<String>>(4)?.unwrap_or_default();
            out.push(ArticleHit { article, key: r.get(1)?, version: r.get(2)?, claims: r.get::<_, i64>(3)? as usize });
        }
        Ok(out)
    }

    /// How much there is.
    pub fn totals(&self) -> Result<Totals, LedgerError> {
        let count = |table: &str| -> Result<u64, LedgerError> {
            Ok(self.conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get::<_, i64>(0))? as u64)
        };
        Ok(Totals { articles: count("articles")?, claims: count("claims")?, events: count("events")?, runs: count("runs")? })
    }

    /// Has what is read until it is dropped be of one moment. Where that is so already, since a streaming function asks something else in between, nothing is needed.
    pub(crate) fn snapshot(&self) -> Result<Option<Transaction<'_>>, LedgerError> {
        Ok(if self.conn.is_autocommit() { Some(self.conn.unchecked_transaction()?) } else { None })
    }

    fn page(&self, table: Table, q: &Question, order: &Order, limit: usize, offset: usize) -> Result<(Vec<i64>, Total), LedgerError> {
        if q.void {
            return Ok((Vec::new(), Total::Exactly(0)));
        }
        if let Some(few) = self.fewest(q)? {
            let rows = self.few(table, q, few, &order.sql("x.row"))?;
            let total = Total::Exactly(rows.len());
            return Ok((rows.into_iter().skip(offset).take(limit).collect(), total));
        }
        let mut sql = match (order.index, best_walk(q)) {
            (None, Some((at, walk))) => {
                let join =
                    if walk.row == "x.row" { String::new() } else { format!(" CROSS JOIN {} x ON x.row = {}", table.name(), walk.row) };
                let mut sql = Sql::new(format!("SELECT {} FROM {}{join} WHERE ", walk.row, walk.from), []);
                sql.add(&walk.when);
                sql.add(&q.probes(at, &walk.row));
                // a party of two sectors stands in its index twice
                if walk.from.contains("_parties") {
                    sql.push(&format!(" GROUP BY {}", walk.row));
                }
                sql.push(&format!(" ORDER BY {}", order.sql(&walk.row)));
                sql
            }
            (index, _) => {
                let by = index.map_or_else(|| "NOT INDEXED".to_owned(), |(i, _)| format!("INDEXED BY {i}"));
                let mut sql = Sql::new(format!("SELECT x.row FROM {} x {by} WHERE true", table.name()), []);
                sql.add(&q.tests(None)).push(&format!(" ORDER BY {}", order.sql("x.row")));
                sql
            }
        };
        sql.push(" LIMIT ? OFFSET ?").values.extend([Value::Integer(limit as i64 + 1), Value::Integer(offset as i64)]);
        let mut rows = self.rows(&sql)?;
        let total = match rows.len() {
            n if n > limit => Total::MoreThan(offset + limit),
            0 if offset > 0 => Total::MoreThan(0),
            n => Total::Exactly(offset + n),
        };
        rows.truncate(limit);
        Ok((rows, total))
    }

    fn rows(&self, sql: &Sql) -> Result<Vec<i64>, LedgerError> {
        let mut s = self.conn.prepare_cached(&sql.text)?;
        Ok(s.query_map(params_from_iter(&sql.values), |r| r.get(0))?.collect::<Result<_, _>>()?)
    }

    /// The condition that leaves the fewest rows, if they are few.
    fn fewest(&self, q: &Question) -> Result<Option<usize>, LedgerError> {
        let mut best: Option<(i64, usize)> = None;
        for (at, c) in q.conditions.iter().enumerate() {
            let Some(rows) = &c.rows else { continue };
            let most = best.map_or(FEW as i64, |(n, _)| n);
            let mut count = self.conn.prepare_cached(&format!("SELECT count(*) FROM (SELECT 1 FROM ({}) LIMIT {})", rows.text, FEW))?;
            let n: i64 = count.query_row(params_from_iter(&rows.values), |r| r.get(0))?;
            if n < most {
                best = Some((n, at));
            }
        }
        Ok(best.map(|(_, at)| at))
    }

    /// All rows that fulfil a question, by way of a condition that leaves few.
    fn few(&self, table: Table, q: &Question, at: usize, order: &str) -> Result<Vec<i64>, LedgerError> {
        let mut sql = Sql::new("WITH f(row) AS (SELECT DISTINCT * FROM (", []);
        if let Some(rows) = &q.conditions[at].rows {
            sql.add(rows);
        }
        let mut inner = sql;
        inner.push(&format!(")) SELECT x.row FROM f CROSS JOIN {} x ON x.row = f.row WHERE true", table.name()));
        inner.add(&q.tests(Some(at))).push(&format!(" ORDER BY {order}"));
        self.rows(&inner)
    }

    fn claim_row(&self, row: i64) -> Result<ClaimRow, LedgerError> {
        let mut s = self.conn.prepare_cached(
            "SELECT d.record, a.outlet, a.published, a.url, a.title, a.sha256, a.key, a.version, a.successor, e.id, c.evidence_sha256
             FROM claims c JOIN claim_records d ON d.claim = c.row JOIN articles a ON a.row = c.article LEFT JOIN events e ON e.row = c.event WHERE c.row = ?",
        )?;
        let mut rows = s.query([row])?;
        let r = rows.next()?.ok_or_else(|| LedgerError::Damaged(format!("claim row {row} has no record")))?;
        Ok(ClaimRow {
            claim: json(r, 0)?,
            outlet: r.get(1)?,
            published: date(r, 2)?,
            url: r.get(3)?,
            title: r.get(4)?,
            sha256: r.get(5)?,
            key: r.get(6)?,
            version: r.get(7)?,
            successor: r.get(8)?,
            event: r.get(9)?,
            evidence_sha256: r.get(10)?,
        })
    }

    fn event_row(&self, row: i64) -> Result<EventRow, LedgerError> {
        let mut s = self.conn.prepare_cached("SELECT record FROM event_records WHERE event = ?")?;
        let mut rows = s.query([row])?;
        let r = rows.next()?.ok_or_else(|| LedgerError::Damaged(format!("event row {row} has no record")))?;
        json(r, 0)
    }

    /// All claims that a filter lets through, in an order that depends on the content only: by the article's SHA-256 and key, the place in the text, the id. They are those of one
    /// moment, whatever is stored meanwhile, and are read one by one.
    pub fn each_claim(&self, filter: &ClaimFilter, each: &mut dyn FnMut(ClaimRow) -> ControlFlow<()>) -> Result<(), LedgerError> {
        let q = of_claims(filter);
        if q.void {
            return Ok(());
        }
        let _snapshot = self.snapshot()?;
        let order = "(SELECT sha256 FROM articles WHERE row = x.article), (SELECT key FROM articles WHERE row = x.article), x.start, x.id";
        if let Some(few) = self.fewest(&q)? {
            for row in self.few(Table::Claims, &q, few, order)? {
                if each(self.claim_row(row)?).is_break() {
                    break;
                }
            }
            return Ok(());
        }
        let mut articles = self.conn.prepare_cached("SELECT row FROM articles INDEXED BY articles_sha256 ORDER BY sha256, key")?;
        let mut articles = articles.query([])?;
        let mut sql = Sql::new("SELECT x.row FROM claims x INDEXED BY claims_article WHERE x.article = ?", [Value::Null]);
        sql.add(&q.tests(None)).push(" ORDER BY x.start, x.id");
        while let Some(r) = articles.next()? {
            sql.values[0] = Value::Integer(r.get(0)?);
            for row in self.rows(&sql)? {
                if each(self.claim_row(row)?).is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// All events that a filter lets through, in the order of their ids, as [`Ledger::each_claim`].
    pub fn each_event(&self, filter: &EventFilter, each: &mut dyn FnMut(EventRow) -> ControlFlow<()>) -> Result<(), LedgerError> {
        let q = of_events(filter);
        if q.void {
            return Ok(());
        }
        let _snapshot = self.snapshot()?;
        if let Some(few) = self.fewest(&q)? {
            for row in self.few(Table::Events, &q, few, "x.id")? {
                if each(self.event_row(row)?).is_break() {
                    break;
                }
            }
            return Ok(());
        }
        // SQLite's own name of the index of a UNIQUE column cannot be asked for, but an ORDER BY of it can
        let mut sql = Sql::new("SELECT x.row FROM events x WHERE x.id > ''", []);
        if let Some((from, to)) = q.rows {
            sql.push(" AND +x.row >= ? AND +x.row < ?").values.extend([Value::Integer(from), Value::Integer(to)]);
        }
        let rest = Question { rows: None, ..q };
        sql.add(&rest.tests(None)).push(" ORDER BY x.id");
        let mut rows = self.conn.prepare_cached(&sql.text)?;
        let mut rows = rows.query(params_from_iter(&sql.values))?;
        while let Some(r) = rows.next()? {
            if each(self.event_row(r.get(0)?)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// All articles with their claims, by SHA-256 and key, as [`Ledger::each_claim`].
    pub fn each_article(&self, each: &mut dyn FnMut(ArticleRow) -> ControlFlow<()>) -> Result<(), LedgerError> {
        let _snapshot = self.snapshot()?;
        let mut articles = self.conn.prepare_cached(
            "SELECT a.row, a.meta, a.key, a.version, a.successor, t.text FROM articles a INDEXED BY articles_sha256 LEFT JOIN texts t ON t.article = a.row ORDER BY a.sha256, a.key",
        )?;
        let mut articles = articles.query([])?;
        while let Some(r) = articles.next()? {
            let mut article: Article = json(r, 1)?;
            article.text = r.get::<_, Option<String>>(5)?.unwrap_or_default();
            let claims = self.claims_of(r.get(0)?)?.into_iter().map(|(claim, _)| claim).collect();
            if each(ArticleRow { article, key: r.get(2)?, version: r.get(3)?, successor: r.get(4)?, claims }).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// An article's claims in the order of the text, and the hash of evidence that is not whole.
    pub(crate) fn claims_of(&self, article: i64) -> Result<Vec<(Claim, Option<String>)>, LedgerError> {
        let mut s = self.conn.prepare_cached(
            "SELECT d.record, c.evidence_sha256 FROM claims c INDEXED BY claims_article JOIN claim_records d ON d.claim = c.row WHERE c.article = ? ORDER BY c.start, c.id",
        )?;
        let mut rows = s.query([article])?;
        let mut out = Vec::new();
        while let Some(r) = rows.next()? {
            out.push((json(r, 0)?, r.get(1)?));
        }
        Ok(out)
    }
}

/// The index to walk.
fn best_walk(q: &Question) -> Option<(usize, &Walk)> {
    q.conditions.iter().enumerate().filter_map(|(i, c)| c.walk.as_ref().map(|w| (i, w))).min_by_key(|(_, w)| w.rank)
}

fn json<T: serde::de::DeserializeOwned>(r: &Row<'_>, at: usize) -> Result<T, LedgerError> {
    Ok(serde_json::from_str(r.get_ref(at)?.as_str().map_err(rusqlite::Error::from)?)?)
}

fn date(r: &Row<'_>, at: usize) -> Result<Option<Date>, LedgerError> {
    let text: Option<String> = r.get(at)?;
    text.map(|t| t.parse().map_err(|e: jiff::Error| LedgerError::Damaged(e.to_string()))).transpose()
}
