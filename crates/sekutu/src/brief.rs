//! `sekutu brief`: the explainer from the ledger, and the check of one that was edited.

use crate::args::{Args, BriefArgs, BriefFormat, BriefLanguage, Counting, Ui};
use crate::messages::Messages;
use crate::ties::{self, Way};
use crate::{ledger, messages};
use anyhow::{Context, Result, bail};
use clap::Parser;
use sekutu_brief::{Document, Finding, Label, Language, Matter, Source, Standing, Sum, Trend, Verdict, check_within};
use sekutu_ledger::{ClaimRow, EventFilter, EventSort, Ledger, Page, PartyIs, Whose};
use sekutu_merge::EventRecord;
use sekutu_model::Date;
use sekutu_ties::{Direction, Step, Tie};
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

/// How many events of one tie are told at most, those with the most origins first: an editor's page, not a database's.
const EVENTS: usize = 40;

/// A ledger for one briefing, gone with it.
struct Passing(std::path::PathBuf);

impl Drop for Passing {
    fn drop(&mut self) {
        // what cannot be taken away lies in the system's folder for such things
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs the command.
pub fn run(a: &BriefArgs, all: &Args, messages: &'static Messages) -> Result<ExitCode> {
    if a.read.is_empty() {
        return write(a, all, messages);
    }
    let folder = std::env::temp_dir().join(format!("sekutu-brief-{}", std::process::id()));
    std::fs::create_dir_all(&folder).with_context(|| format!("{}: the folder cannot be made", folder.display()))?;
    let passing = Passing(folder);
    let file = passing.0.join("passing.sekutu");
    let mut words: Vec<std::ffi::OsString> = ["sekutu", "ingest", "--ledger"].map(Into::into).to_vec();
    words.push(file.clone().into());
    words.extend(all.quiet.then(|| "--quiet".into()));
    words.push("--".into());
    words.extend(a.read.iter().map(Into::into));
    let reading = Args::try_parse_from(words)?;
    if let crate::args::Command::Ingest(i) = &reading.command {
        let code = crate::ingest::run(i, &reading, messages)?;
        if code != ExitCode::SUCCESS {
            return Ok(code);
        }
    }
    write(a, &Args { ledger: Some(file), ui: all.ui, quiet: all.quiet, command: reading.command }, messages)
}

fn write(a: &BriefArgs, all: &Args, messages: &'static Messages) -> Result<ExitCode> {
    let ledger = ledger::for_ties(all, messages)?;
    if let Some(file) = &a.check {
        return check(file, a, &ledger, messages);
    }
    let Some(party) = &a.party else { bail!(messages.words.brief.whom) };
    let Some(about) = ties::party(party, &ledger, messages)? else { return Ok(ExitCode::from(1)) };
    let with = match &a.with {
        None => None,
        Some(other) => match ties::party(other, &ledger, messages)? {
            Some(code) => Some(code),
            None => return Ok(ExitCode::from(1)),
        },
    };
    let language = match (a.lang, all.ui) {
        (Some(BriefLanguage::En), _) => Language::En,
        (Some(BriefLanguage::Id), _) => Language::Id,
        (None, ui) if std::ptr::eq(messages::of(ui), messages::of(Some(Ui::Id))) => Language::Id,
        (None, _) => Language::En,
    };
    let way = Way::of(&a.counting, &ledger, all.quiet, messages)?;
    let asked = Asked { about, with, language, topic: a.topic.clone(), parties: a.parties, least: a.min_confidence };
    let matter = matter(&ledger, &way, &asked)?;
    if matter.events.is_empty() {
        eprintln!("sekutu: {party}: {}", messages.words.brief.nothing);
        return Ok(ExitCode::from(1));
    }
    let document = Document::of(&matter);
    let text = match a.format {
        BriefFormat::Markdown => match a.counting.since {
            // the first line has the days that are told; --check must know whether they were asked for
            Some(since) => document.markdown().replacen(" -->", &format!(" since={since} -->"), 1),
            None => document.markdown(),
        },
        BriefFormat::Html => document.html(),
    };
    match &a.output {
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            out.write_all(text.as_bytes()).and_then(|()| out.flush()).context(messages.cannot_write)?;
        }
        Some(path) => std::fs::write(path, text).with_context(|| format!("{}: {}", path.display(), messages.cannot_write))?,
    }
    let withheld: usize = document.sections.iter().map(|s| s.withheld.len()).sum();
    if withheld > 0 && !all.quiet {
        eprintln!("{withheld} {}", messages.words.brief.withheld);
    }
    Ok(ExitCode::SUCCESS)
}

/// What a briefing is to be about.
struct Asked {
    about: String,
    with: Option<String>,
    language: Language,
    topic: Option<String>,
    parties: usize,
    least: f32,
}

/// What the ledger holds of it.
fn matter(ledger: &Ledger, way: &Way, asked: &Asked) -> Result<Matter> {
    let whose = asked.with.as_deref().map_or(Whose::Party(&asked.about), |with| Whose::Pair(&asked.about, with));
    let acts: Vec<sekutu_ties::Act> = way.acts(ledger, whose, way.first_day(), |acts| acts.collect())?;
    let ties: Vec<Tie> = match &asked.with {
        Some(with) => vec![sekutu_ties::tie(&asked.about, with, &acts, &way.options)],
        None => sekutu_ties::allies(&asked.about, &acts, &way.options),
    };
    // those who stand with it in order, then those against it, then the rest; a tie without any evidence is no section
    let rank = |t: &Tie| match t.label {
        sekutu_ties::Label::Cooperative => 0,
        sekutu_ties::Label::Mixed => 1,
        sekutu_ties::Label::TooLittleEvidence => 2,
        sekutu_ties::Label::Conflictual => 3,
    };
    let mut chosen: Vec<&Tie> = ties.iter().filter(|t| !t.receipt.is_empty() || asked.with.is_some()).collect();
    chosen.sort_by_key(|t| rank(t));
    // what has more behind it comes in before what has less, in whatever order it is then told
    let mut by_weight: Vec<&Tie> = chosen.clone();
    by_weight.sort_by(|x, y| {
        (y.cooperation.value + y.conflict.value).cmp(&(x.cooperation.value + x.conflict.value)).then_with(|| x.b.cmp(&y.b))
    });
    by_weight.truncate(asked.parties.max(1));
    chosen.retain(|t| by_weight.iter().any(|w| w.b == t.b));
    let mut events: BTreeMap<String, EventRecord> = BTreeMap::new();
    for t in &chosen {
        let filter = EventFilter {
            dyad: Some((asked.about.clone(), t.b.clone())),
            from: way.options.from,
            to: Some(way.options.as_of),
            text: asked.topic.clone(),
            ..EventFilter::default()
        };
        let page = Page { limit: EVENTS, offset: 0, sort: EventSort::Origins };
        events.extend(ledger.events(&filter, &page)?.0.into_iter().map(|e| (e.id.clone(), e)));
    }
    if asked.with.is_none() {
        // what names no other party: a denial, a test, an accusation in the open
        let about = PartyIs { code: asked.about.clone(), sector: None };
        let filter = EventFilter {
            actor: vec![about],
            from: way.options.from,
            to: Some(way.options.as_of),
            text: asked.topic.clone(),
            ..EventFilter::default()
        };
        let page = Page { limit: EVENTS, offset: 0, sort: EventSort::Origins };
        let alone =
            ledger.events(&filter, &page)?.0.into_iter().filter(|e| e.recipient.iter().all(|r| r.code.is_none()) && e.actor.len() == 1);
        events.extend(alone.map(|e| (e.id.clone(), e)));
    }
    let mut claims = Vec::new();
    for id in events.values().flat_map(|e| &e.claims) {
        if let Some(row) = ledger.claim(id)?.filter(|row| row.successor.is_none() && row.claim.confidence >= asked.least) {
            claims.push(source(row, ledger)?);
        }
    }
    let from = way.options.from.or_else(|| events.values().filter_map(|e| e.first_report).min()).unwrap_or(way.options.as_of);
    let standings = chosen.iter().map(|t| standing(t, &asked.about, &acts, way)).collect();
    Ok(Matter {
        about: asked.about.clone(),
        with: asked.with.clone(),
        from: from.min(way.options.as_of),
        to: way.options.as_of,
        topic: asked.topic.clone(),
        language: asked.language,
        standings,
        events: events.into_values().collect(),
        claims,
    })
}

fn source(row: ClaimRow, ledger: &Ledger) -> Result<Source> {
    // a ledger without texts has nothing to quote beside the evidence
    let also = ledger.text(&row.sha256)?.map(|text| Source::leans_on(&row.claim, &text)).unwrap_or_default();
    Ok(Source {
        language: row.claim.language.clone(),
        claim: row.claim,
        also,
        outlet: row.outlet,
        title: row.title.unwrap_or_default(),
        date: row.published,
        url: row.url,
        sha256: row.sha256,
    })
}

fn standing(t: &Tie, about: &str, acts: &[sekutu_ties::Act], way: &Way) -> Standing {
    let sum = |s: &sekutu_ties::Sum| Sum { value: s.value.value(), low: s.low, high: s.high };
    let span = way.options.from.map_or(365, |from| way.options.as_of.since(from).map_or(365, |s| s.get_days()));
    let step = match span {
        ..=45 => Step::Day,
        46..=400 => Step::Week,
        401..=1500 => Step::Month,
        _ => Step::Quarter,
    };
    let series = sekutu_ties::series(about, &t.b, acts, step, &way.options);
    Standing {
        party: t.b.clone(),
        cooperation: sum(&t.cooperation),
        conflict: sum(&t.conflict),
        label: match t.label {
            sekutu_ties::Label::Cooperative => Label::Cooperative,
            sekutu_ties::Label::Conflictual => Label::Conflictual,
            sekutu_ties::Label::Mixed => Label::Mixed,
            sekutu_ties::Label::TooLittleEvidence => Label::TooLittleEvidence,
        },
        trend: match sekutu_ties::trend(&series).direction {
            Direction::Warming => Trend::Warming,
            Direction::Cooling => Trend::Cooling,
            Direction::NoClearChange => Trend::NoClearChange,
        },
        series: series.points.iter().map(|p| (p.from, p.cooperation.value(), p.conflict.value())).collect(),
    }
}

/// What a briefing says of itself in its first line.
#[derive(Debug, Default, PartialEq, Eq)]
struct Head {
    lang: Option<String>,
    about: Option<String>,
    with: Option<String>,
    since: Option<Date>,
    to: Option<Date>,
}

impl Head {
    /// `<!-- sekutu-brief lang=id about=RUS with=IRN from=2022-01-01 to=2022-12-31 since=2022-01-01 -->`
    fn of(text: &str) -> Head {
        let mut head = Head::default();
        let line = text.lines().next().unwrap_or("");
        if !line.starts_with("<!--") {
            return head;
        }
        for (key, value) in line.split_whitespace().filter_map(|w| w.split_once('=')) {
            let value = value.trim_matches('"').trim_end_matches("-->").to_owned();
            match key {
                "lang" => head.lang = Some(value),
                "about" => head.about = Some(value),
                "with" if value != "-" && !value.is_empty() => head.with = Some(value),
                "since" => head.since = value.parse().ok(),
                "to" => head.to = value.parse().ok(),
                _ => {}
            }
        }
        head
    }
}

/// `sekutu brief --check FILE`
fn check(file: &Path, a: &BriefArgs, ledger: &Ledger, messages: &'static Messages) -> Result<ExitCode> {
    let text = ties::text(file)?;
    let head = Head::of(&text);
    let w = &messages.words.brief;
    let Some(about) = head.about.clone().or_else(|| a.party.clone()) else { bail!("{}: {}", file.display(), w.no_head) };
    let counting = Counting { as_of: head.to.or(a.counting.as_of), since: head.since.or(a.counting.since), ..a.counting.clone() };
    let way = Way::of(&counting, ledger, false, messages)?;
    let language = if head.lang.as_deref() == Some("id") { Language::Id } else { Language::En };
    let matter = matter(
        ledger,
        &way,
        &Asked { about, with: head.with, language, topic: a.topic.clone(), parties: a.parties, least: a.min_confidence },
    )?;
    let findings = check_within(&text, &matter);
    let mut out = BufWriter::new(io::stdout().lock());
    let failed: Vec<&Finding> = findings.iter().filter(|f| matches!(f.verdict, Verdict::Fails { .. } | Verdict::NoEvidence)).collect();
    for f in &failed {
        match &f.verdict {
            Verdict::Fails { why, detail } => {
                writeln!(out, "{}:{}: {}: {detail}\n    {}", file.display(), f.line, why.name(language), f.sentence)?
            }
            _ => writeln!(out, "{}:{}: {}\n    {}", file.display(), f.line, w.no_evidence, f.sentence)?,
        }
    }
    out.flush().context(messages.cannot_write)?;
    eprintln!("{} {}, {} {}", findings.len() - failed.len(), w.hold, failed.len(), w.fail);
    Ok(if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

#[cfg(test)]
mod tests {
    use super::Head;

    #[test]
    fn the_first_line_says_what_a_briefing_is_about() {
        let head = Head::of("<!-- sekutu-brief lang=id about=RUS with=IRN from=2022-01-01 to=2022-12-31 -->\n# …");
        assert_eq!((head.lang.as_deref(), head.about.as_deref(), head.with.as_deref()), (Some("id"), Some("RUS"), Some("IRN")));
        assert_eq!(head.to.map(|d| d.to_string()), Some("2022-12-31".to_owned()));
        assert_eq!(Head::of("# A title"), Head::default());
    }
}
