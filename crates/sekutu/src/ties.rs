//! `sekutu allies`, `tie`, `blocs`: who stands where, counted from the ledger's acts.

mod rows;
mod table;

use crate::args::{AlliesArgs, Args, BlocsArgs, By, Counting, LeftOut, Rows, TieArgs};
use crate::ledger;
use crate::messages::Messages;
use crate::own;
use anyhow::{Context, Result, anyhow};
use sekutu_brief::{Language, party_name};
use sekutu_codebook::Codebook;
use sekutu_ledger::{ClaimFilter, ClaimRow, ClaimSort, EventFilter, EventRow, EventSort, Ledger, Page, War, Whose};
use sekutu_model::Date;
use sekutu_parties::{Parties, Query};
use sekutu_ties::{
    Act, Change, ClaimKey, EventId, Fact, HalfLife, Label, Line, Network, Options, Points, Sectors, Series, Step, Tie, Trend, Weights,
    against, changes, series, trend,
};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

/// How ties are counted, and by whose codebook.
pub struct Way {
    /// For `sekutu_ties`.
    pub options: Options,
    /// A user's own weights of types.
    pub book: Option<Codebook>,
    /// What was left out, as the user wrote it.
    pub left_out: Vec<String>,
    /// Whether nobody wants to see how far the work is.
    pub quiet: bool,
    messages: &'static Messages,
}

impl Way {
    /// What was asked for; the last report's day where no day was.
    pub fn of(c: &Counting, ledger: &Ledger, quiet: bool, messages: &'static Messages) -> Result<Way> {
        let as_of = match c.as_of {
            Some(day) => day,
            None => ledger.last_report()?.unwrap_or(Date::MAX),
        };
        let weights = c.weights.as_deref().map(weights).transpose()?.unwrap_or_else(|| Weights::builtin().clone());
        let mut options = Options::with(as_of, weights);
        options.from = c.since;
        options.half_life = c.half_life.unwrap_or(options.half_life);
        options.contested = !c.without_contested;
        options.confidence = !c.without_confidence;
        options.sectors = if c.all_sectors { Sectors::All } else { Sectors::States };
        options.seed = c.seed;
        options.resamples = c.resamples;
        let mut left_out = Vec::new();
        for l in &c.without {
            let w = &mut options.without;
            let (kind, what, set) = match l {
                LeftOut::Outlet(o) => ("outlet", o, &mut w.outlets),
                LeftOut::Speaker(o) => ("speaker", o, &mut w.speakers),
                LeftOut::Claim(o) => ("claim", o, &mut w.claims),
                LeftOut::Event(o) => ("event", o, &mut w.events),
            };
            set.insert(what.clone());
            left_out.push(format!("{kind}:{what}"));
        }
        let book = c.codebook.as_deref().map(codebook).transpose()?;
        Ok(Way { options, book, left_out, quiet, messages })
    }

    /// The first day whose acts can still add something: further back even the strongest has faded to less than half a millionth of a point, which
    /// counts as nothing. `None` where all can.
    pub fn first_day(&self) -> Option<Date> {
        let days = (self.options.half_life.get() * f64::log2(10.0 * 2e6)).ceil();
        let faded = if days < 1e7 { self.options.as_of.checked_sub(jiff::Span::new().days(days as i64)).ok() } else { None };
        self.options.from.max(faded)
    }

    /// Has `take` go through the acts that matter to ties of `whose`.
    pub fn acts<R>(
        &self,
        ledger: &Ledger,
        whose: Whose<'_>,
        from: Option<Date>,
        take: impl FnOnce(&mut dyn Iterator<Item = Act>) -> R,
    ) -> Result<R> {
        let to = Some(self.options.as_of);
        let war = War { intensity: self.options.weights.war_intensity(), from: self.first_day() };
        Ok(match &self.book {
            None => ledger.with_acts(whose, from, to, Some(war), take)?,
            // what is a fight is another matter then, and the ledger cannot choose
            Some(book) => {
                let typed = own::typed(ledger, book, whose, self.quiet, self.messages)?;
                let of = |claim: &ClaimKey| typed.get(claim).map(|m| &book.types()[m.own]);
                ledger.with_acts(Whose::All, from, to, None, |acts| take(&mut acts.map(|a| a.reweighed(book).narrowed(of))))?
            }
        })
    }
}

/// A user's own weights.
pub fn weights(path: &Path) -> Result<Weights> {
    Weights::parse(&text(path)?).map_err(|e| anyhow!("{}, {e}", path.display()))
}

/// A user's own codebook.
pub fn codebook(path: &Path) -> Result<Codebook> {
    Codebook::parse(&text(path)?).map_err(|e| anyhow!("{}, {e}", path.display()))
}

/// A small file, whole.
pub fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct FactsFile {
    #[serde(default)]
    fact: Vec<Fact>,
}

/// What stands on paper of a party: the table that comes with the program, unless it is not wanted, and a user's own.
fn facts(party: &str, own: Option<&Path>, builtin: bool) -> Result<Vec<Fact>> {
    let mut all = if builtin { Fact::builtin(party) } else { Vec::new() };
    let Some(path) = own else { return Ok(all) };
    let text = text(path)?;
    let file: FactsFile = toml::from_str(&text).map_err(|e| {
        let line = 1 + text.bytes().take(e.span().map_or(0, |s| s.start)).filter(|b| *b == b'\n').count();
        anyhow!(
            "{}, line {line}: {}; a [[fact]] has kind, parties, title, source and may have from, to",
            path.display(),
            e.message().trim().replace('\n', " ")
        )
    })?;
    all.extend(file.fact);
    Ok(all)
}

/// The language of names.
pub fn language(messages: &Messages) -> Language {
    if messages.page.lang == "id" { Language::Id } else { Language::En }
}

/// A party's name as a list has it, without an article; else its code as words.
pub fn name(code: &str, messages: &Messages) -> String {
    match party_name(code, language(messages)) {
        Some((full, _)) => full.strip_prefix("the ").unwrap_or(full).to_owned(),
        None => code.replace('_', " "),
    }
}

/// "Iran (IRN)".
pub fn named(code: &str, messages: &Messages) -> String {
    let name = name(code, messages);
    if name == code { name } else { format!("{name} ({code})") }
}

/// "1 event", "2 events".
pub fn counted(n: usize, [one, many]: [&str; 2]) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// The code of a party named by code or name; says so where there is none.
pub fn party(named: &str, ledger: &Ledger, messages: &Messages) -> Result<Option<String>> {
    let upper = named.trim().to_uppercase();
    for code in [named.trim(), &upper] {
        if ledger.has_acts(code)? || party_name(code, Language::En).is_some() {
            return Ok(Some(code.to_owned()));
        }
    }
    let found = Parties::builtin().resolve(&Query { text: named, ..Query::default() }).party.and_then(|p| p.code);
    if found.is_none() {
        eprintln!("sekutu: {named}: {}", messages.words.ties.unknown);
    }
    Ok(found)
}

/// A tie with what stands beside it.
pub struct Shown<'a> {
    /// The tie.
    pub tie: &'a Tie,
    /// Its place under its heading, from 1.
    pub place: usize,
    /// What stands on paper between the two.
    pub facts: Vec<&'a Fact>,
}

/// The headings under which `sekutu allies` has its ties, and how many there are of each.
pub struct Standing<'a> {
    /// In the order in which they are printed.
    pub groups: Vec<(Label, Vec<Shown<'a>>, usize)>,
}

/// Those who stand with the party in the order of cooperation, those against it in the order of conflict, and the rest.
fn standing<'a>(ties: &'a [Tie], facts: &'a [Fact], on: Date, limit: usize) -> Standing<'a> {
    let most = if limit == 0 { usize::MAX } else { limit };
    let by_conflict = against(ties);
    let counts = |t: &Tie| t.cooperation.value > Points::ZERO || t.conflict.value > Points::ZERO || !t.indirect.is_empty();
    let groups = [Label::Cooperative, Label::Conflictual, Label::Mixed, Label::TooLittleEvidence].map(|label| {
        let of: Vec<&Tie> = match label {
            Label::Conflictual => by_conflict.iter().copied().filter(|t| t.label == label).collect(),
            _ => ties.iter().filter(|t| t.label == label && counts(t)).collect(),
        };
        let all = of.len();
        let shown = of.into_iter().take(most).enumerate();
        let shown = shown.map(|(i, tie)| Shown { tie, place: i + 1, facts: sekutu_ties::facts(facts, &tie.a, &tie.b, on) });
        (label, shown.collect::<Vec<_>>(), all)
    });
    Standing { groups: groups.into_iter().collect() }
}

/// `sekutu allies`
pub fn allies(a: &AlliesArgs, all: &Args, messages: &'static Messages) -> Result<ExitCode> {
    let ledger = ledger::for_ties(all, messages)?;
    let way = Way::of(&a.counting, &ledger, all.quiet, messages)?;
    let Some(code) = party(&a.party, &ledger, messages)? else { return Ok(ExitCode::from(1)) };
    let facts = facts(&code, a.facts.as_deref(), !a.without_facts)?;
    let ties = way.acts(&ledger, Whose::Party(&code), way.first_day(), |acts| sekutu_ties::allies(&code, acts, &way.options))?;
    let standing = standing(&ties, &facts, way.options.as_of, a.limit);
    let mut out = BufWriter::new(io::stdout().lock());
    match a.format {
        Rows::Table => table::allies(&mut out, &code, &standing, &way, messages)?,
        Rows::Jsonl => rows::allies_lines(&mut out, &standing, messages)?,
        Rows::Csv => rows::allies_csv(&mut out, &standing, messages)?,
    }
    out.flush().context(messages.cannot_write)?;
    if !all.quiet {
        let w = &messages.words.ties;
        let hidden: usize = standing.groups.iter().map(|(_, shown, all)| all - shown.len()).sum();
        if ties.is_empty() {
            eprintln!("{}", w.none);
        } else if hidden > 0 {
            eprintln!("{hidden} {} {} {}", w.not_shown, messages.words.of, ties.len());
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Everything about one tie.
pub struct Whole<'a> {
    /// The two sums, the receipt.
    pub tie: &'a Tie,
    /// By periods.
    pub series: &'a Series,
    /// Where it is going.
    pub trend: Trend,
    /// When it changed.
    pub changes: Vec<Change>,
    /// What stands on paper.
    pub facts: Vec<&'a Fact>,
}

/// `sekutu tie`
pub fn tie(a: &TieArgs, all: &Args, messages: &'static Messages) -> Result<ExitCode> {
    let ledger = ledger::for_ties(all, messages)?;
    let way = Way::of(&a.counting, &ledger, all.quiet, messages)?;
    let w = &messages.words.ties;
    if a.format == Rows::Csv && a.by.is_some() && a.receipt {
        anyhow::bail!("{}", w.one_kind);
    }
    let (Some(x), Some(y)) = (party(&a.a, &ledger, messages)?, party(&a.b, &ledger, messages)?) else { return Ok(ExitCode::from(1)) };
    if x == y {
        anyhow::bail!("{x}: {}", w.same);
    }
    let facts = facts(&x, a.facts.as_deref(), !a.without_facts)?;
    let acts: Vec<Act> = way.acts(&ledger, Whose::Pair(&x, &y), way.options.from, |acts| acts.collect())?;
    let found = sekutu_ties::tie(&x, &y, &acts, &way.options);
    let step = match a.by {
        Some(By::Day) => Step::Day,
        Some(By::Week) => Step::Week,
        Some(By::Quarter) => Step::Quarter,
        Some(By::Year) => Step::Year,
        Some(By::Month) | None => Step::Month,
    };
    let series = series(&x, &y, &acts, step, &way.options);
    drop(acts);
    let whole = Whole {
        tie: &found,
        series: &series,
        trend: trend(&series),
        changes: changes(&series),
        facts: sekutu_ties::facts(&facts, &x, &y, way.options.as_of),
    };
    let mut out = BufWriter::new(io::stdout().lock());
    match a.format {
        Rows::Table => table::tie(&mut out, &whole, a, &way, &ledger, messages)?,
        Rows::Jsonl => rows::tie_lines(&mut out, &whole, a, &way, &ledger, messages)?,
        Rows::Csv if a.by.is_some() => rows::series_csv(&mut out, &whole)?,
        Rows::Csv if a.receipt => rows::receipt_csv(&mut out, &whole, &ledger, &way)?,
        Rows::Csv => rows::tie_csv(&mut out, &whole, messages)?,
    }
    out.flush().context(messages.cannot_write)?;
    if !all.quiet && found.receipt.is_empty() && found.indirect.is_empty() {
        eprintln!("{}", w.none);
    }
    Ok(ExitCode::SUCCESS)
}

/// An event of the ledger, by the id that a receipt has.
pub fn event(ledger: &Ledger, id: EventId) -> Result<Option<EventRow>> {
    let filter = EventFilter { ids: vec![id.to_string()], ..EventFilter::default() };
    Ok(ledger.events(&filter, &Page { limit: 1, offset: 0, sort: EventSort::Oldest })?.0.pop())
}

/// The claims of a receipt's line that were not left out by their outlet or id, oldest first, and what the line would be without each.
pub fn claims(ledger: &Ledger, line: &Line, way: &Way) -> Result<Vec<(ClaimRow, Points)>> {
    let filter = ClaimFilter { event_ids: vec![line.event.to_string()], ..ClaimFilter::default() };
    let (rows, _) = ledger.claims(&filter, &Page { limit: usize::MAX >> 1, offset: 0, sort: ClaimSort::Oldest })?;
    let without = &way.options.without;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let key = ClaimKey::of(&row.claim.id);
        if !without.outlets.contains(&row.outlet) && !without.claims.iter().any(|c| ClaimKey::of(c).means(&key)) {
            let left = line.without(&key);
            out.push((row, left));
        }
    }
    Ok(out)
}

/// `sekutu blocs`
pub fn blocs(a: &BlocsArgs, all: &Args, messages: &'static Messages) -> Result<ExitCode> {
    let ledger = ledger::for_ties(all, messages)?;
    let way = Way::of(&a.counting, &ledger, all.quiet, messages)?;
    let network = way.acts(&ledger, Whose::All, way.first_day(), |acts| Network::of(acts, &way.options))?;
    let blocs = network.blocs(way.options.seed);
    let mut out = BufWriter::new(io::stdout().lock());
    match a.format {
        Rows::Table => table::blocs(&mut out, &network, &blocs, &way, messages)?,
        Rows::Jsonl => rows::blocs_lines(&mut out, &blocs)?,
        Rows::Csv => rows::blocs_csv(&mut out, &blocs, messages)?,
    }
    out.flush().context(messages.cannot_write)?;
    if !all.quiet && network.parties.is_empty() {
        eprintln!("{}", messages.words.ties.none);
    }
    Ok(ExitCode::SUCCESS)
}

/// The half-life in words.
pub fn fading(h: HalfLife, messages: &Messages) -> String {
    let w = &messages.words.ties;
    if h.get().is_finite() { format!("{} {} {}", w.half_life, h.get(), w.days) } else { w.no_fading.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sekutu_ties::Factors;

    #[test]
    fn what_lies_before_the_first_day_adds_nothing() {
        let as_of = Date::constant(2026, 1, 1);
        for days in [7.0, 90.0, 365.5] {
            let mut options = Options::new(as_of);
            options.half_life = HalfLife::days(days).unwrap();
            let way = Way { options, book: None, left_out: Vec::new(), quiet: true, messages: crate::messages::of(None) };
            let first = way.first_day().unwrap();
            let strongest = |on: Date| {
                let decay = way.options.half_life.left((as_of - on).get_days());
                Factors { intensity: 10.0, status: 1.0, confidence: 1.0, contested: 1.0, decay }.product()
            };
            assert_eq!(strongest(first.yesterday().unwrap()), Points::ZERO);
            assert!(strongest(first.checked_add(jiff::Span::new().days(2)).unwrap()) > Points::ZERO);
        }
        let mut options = Options::new(as_of);
        options.half_life = HalfLife::NEVER;
        assert_eq!(Way { options, book: None, left_out: Vec::new(), quiet: true, messages: crate::messages::of(None) }.first_day(), None);
    }
}
