//! Ties for programs: JSON Lines and CSV. Their words are English in either language.

use super::{Standing, Way, Whole, claims, event, name};
use crate::args::TieArgs;
use crate::messages::Messages;
use anyhow::Result;
use sekutu_ledger::Ledger;
use sekutu_ties::{Blocs, By, Fact, Factors, Harm, Label, Line, Manner, Points, Side, Sum, Tie};
use serde::Serialize;
use std::io::Write;

fn json(out: &mut impl Write, line: &impl Serialize) -> Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    Ok(out.write_all(b"\n")?)
}

/// One tie of a party.
#[derive(Serialize)]
struct Ally<'a> {
    party: &'a str,
    other: &'a str,
    name: String,
    place: usize,
    label: Label,
    cooperation: &'a Sum,
    conflict: &'a Sum,
    indirect: &'a [Harm],
    facts: &'a [&'a Fact],
}

/// `sekutu allies --format jsonl`
pub fn allies_lines(out: &mut impl Write, standing: &Standing<'_>, messages: &Messages) -> Result<()> {
    for s in standing.groups.iter().flat_map(|g| &g.1) {
        let t = s.tie;
        json(
            out,
            &Ally {
                party: &t.a,
                other: &t.b,
                name: name(&t.b, messages),
                place: s.place,
                label: t.label,
                cooperation: &t.cooperation,
                conflict: &t.conflict,
                indirect: &t.indirect,
                facts: &s.facts,
            },
        )?;
    }
    Ok(())
}

const SUMS: [&str; 14] = [
    "cooperation",
    "cooperation_low",
    "cooperation_high",
    "cooperation_deeds",
    "cooperation_words",
    "cooperation_events",
    "cooperation_origins",
    "conflict",
    "conflict_low",
    "conflict_high",
    "conflict_deeds",
    "conflict_words",
    "conflict_events",
    "conflict_origins",
];

fn sums(t: &Tie) -> Vec<String> {
    let one = |s: &Sum| {
        [
            s.value.to_string(),
            format!("{:.6}", s.low),
            format!("{:.6}", s.high),
            s.deeds.to_string(),
            s.words.to_string(),
            s.events.to_string(),
            s.origins.to_string(),
        ]
    };
    [one(&t.cooperation), one(&t.conflict)].concat()
}

/// What is in neither sum: harm that each does to the other, and what stands on paper.
const BESIDE: [&str; 3] = ["indirect_by_party", "indirect_by_other", "facts"];

fn beside(t: &Tie, facts: &[&Fact]) -> Vec<String> {
    let titles: Vec<&str> = facts.iter().map(|f| f.title.as_str()).collect();
    vec![t.harm_by(&t.a).to_string(), t.harm_by(&t.b).to_string(), titles.join("; ")]
}

fn table<const N: usize>(out: impl Write, first: [&str; N], more: &[&[&str]]) -> Result<csv::Writer<impl Write>> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(first.iter().chain(more.iter().copied().flatten()))?;
    Ok(rows)
}

/// `sekutu allies --format csv`
pub fn allies_csv(out: &mut impl Write, standing: &Standing<'_>, messages: &Messages) -> Result<()> {
    let mut rows = table(out, ["party", "other", "name", "place", "label"], &[&SUMS, &BESIDE])?;
    for s in standing.groups.iter().flat_map(|g| &g.1) {
        let t = s.tie;
        let first = vec![t.a.clone(), t.b.clone(), name(&t.b, messages), s.place.to_string(), t.label.name().to_owned()];
        rows.write_record([first, sums(t), beside(t, &s.facts)].concat())?;
    }
    Ok(rows.flush()?)
}

/// `sekutu tie --format csv`
pub fn tie_csv(out: &mut impl Write, whole: &Whole<'_>, messages: &Messages) -> Result<()> {
    let mut rows = table(out, ["party", "other", "name", "label", "trend", "tau", "p"], &[&SUMS, &BESIDE])?;
    let (t, trend) = (whole.tie, &whole.trend);
    let first = vec![
        t.a.clone(),
        t.b.clone(),
        name(&t.b, messages),
        t.label.name().to_owned(),
        trend.direction.name().to_owned(),
        format!("{:.6}", trend.tau),
        format!("{:.6}", trend.p),
    ];
    rows.write_record([first, sums(t), beside(t, &whole.facts)].concat())?;
    Ok(rows.flush()?)
}

/// `sekutu tie --by … --format csv`
pub fn series_csv(out: &mut impl Write, whole: &Whole<'_>) -> Result<()> {
    let mut rows = table(out, ["from", "to", "cooperation", "conflict", "cooperation_events", "conflict_events", "origins"], &[])?;
    for p in &whole.series.points {
        rows.write_record([
            p.from.to_string(),
            p.to.to_string(),
            p.cooperation.to_string(),
            p.conflict.to_string(),
            p.events[0].to_string(),
            p.events[1].to_string(),
            p.origins.to_string(),
        ])?;
    }
    Ok(rows.flush()?)
}

fn actor(t: &Tie, by: By) -> &str {
    match by {
        By::A => &t.a,
        By::B => &t.b,
        By::Both => "both",
    }
}

const fn manner(m: Manner) -> &'static str {
    match m {
        Manner::Deed => "deed",
        Manner::Word => "word",
    }
}

const fn side(s: Side) -> &'static str {
    match s {
        Side::Cooperation => "cooperation",
        Side::Conflict => "conflict",
    }
}

/// `sekutu tie --receipt --format csv`: a row a contribution and claim; `product` stands in the first row of each contribution only, so that its column adds up.
pub fn receipt_csv(out: &mut impl Write, whole: &Whole<'_>, ledger: &Ledger, way: &Way) -> Result<()> {
    let mut rows = table(
        out,
        [
            "event",
            "day",
            "by",
            "type",
            "side",
            "manner",
            "status",
            "contested",
            "intensity",
            "status_factor",
            "confidence_factor",
            "contested_factor",
            "decay",
            "product",
            "origins",
            "claim",
            "outlet",
            "published",
            "title",
            "url",
            "claim_status",
            "evidence",
            "start",
            "end",
            "without",
        ],
        &[],
    )?;
    for l in &whole.tie.receipt {
        let f = &l.factors;
        let mut first = vec![
            l.event.to_string(),
            l.day.map_or_else(String::new, |d| d.to_string()),
            actor(whole.tie, l.by).to_owned(),
            l.own.clone().unwrap_or_else(|| l.kind.to_string()),
            side(l.side).to_owned(),
            manner(l.manner).to_owned(),
            l.status.to_string(),
            l.contested.to_string(),
            f.intensity.to_string(),
            f.status.to_string(),
            f.confidence.to_string(),
            f.contested.to_string(),
            f.decay.to_string(),
            l.product.to_string(),
            l.origins.to_string(),
        ];
        for (row, left) in claims(ledger, l, way)? {
            let q = row.claim.evidence.quote();
            let more = vec![
                row.claim.id.clone(),
                row.outlet.clone(),
                row.published.map_or_else(String::new, |d| d.to_string()),
                row.title.clone().unwrap_or_default(),
                row.url.clone().unwrap_or_default(),
                row.claim.status.to_string(),
                q.text.clone(),
                q.span.start.to_string(),
                q.span.end.to_string(),
                left.to_string(),
            ];
            rows.write_record([first.clone(), more].concat())?;
            first[13].clear();
        }
    }
    Ok(rows.flush()?)
}

/// A receipt's line with its claims.
#[derive(Serialize)]
struct Contribution<'a> {
    kind: &'static str,
    event: String,
    day: Option<sekutu_model::Date>,
    by: &'a str,
    r#type: sekutu_model::Event,
    #[serde(skip_serializing_if = "Option::is_none")]
    own: Option<String>,
    side: Side,
    manner: Manner,
    status: sekutu_model::Status,
    contested: bool,
    factors: Factors,
    product: Points,
    origins: usize,
    claims: Vec<serde_json::Value>,
}

fn contribution<'a>(t: &'a Tie, l: &Line, ledger: &Ledger, way: &Way) -> Result<Contribution<'a>> {
    let claims = claims(ledger, l, way)?;
    let claims = claims.iter().map(|(row, left)| {
        serde_json::json!({
            "id": row.claim.id, "outlet": row.outlet, "published": row.published, "title": row.title, "url": row.url, "article": row.sha256,
            "status": row.claim.status, "said_by": row.claim.said_by, "evidence": row.claim.evidence, "without": left,
        })
    });
    Ok(Contribution {
        kind: "contribution",
        event: l.event.to_string(),
        day: l.day,
        by: actor(t, l.by),
        r#type: l.kind,
        own: l.own.clone(),
        side: l.side,
        manner: l.manner,
        status: l.status,
        contested: l.contested,
        factors: l.factors,
        product: l.product,
        origins: l.origins,
        claims: claims.collect(),
    })
}

/// `sekutu tie --format jsonl`: the tie, then with `--by` its periods, with `--receipt` its contributions and their sum.
pub fn tie_lines(out: &mut impl Write, whole: &Whole<'_>, a: &TieArgs, way: &Way, ledger: &Ledger, messages: &Messages) -> Result<()> {
    let t = whole.tie;
    let mut changes = Vec::new();
    for c in &whole.changes {
        let mut line = serde_json::to_value(c)?;
        let mut events = Vec::new();
        for id in &c.events {
            let e = event(ledger, *id)?;
            events.push(serde_json::json!({"id": id, "type": e.as_ref().map(|e| e.event), "from": e.as_ref().and_then(|e| e.from), "to": e.and_then(|e| e.to)}));
        }
        line["events"] = events.into();
        changes.push(line);
    }
    let half_life = Some(way.options.half_life.get()).filter(|h| h.is_finite());
    json(
        out,
        &serde_json::json!({
            "kind": "tie", "a": t.a, "b": t.b, "a_name": name(&t.a, messages), "b_name": name(&t.b, messages), "as_of": way.options.as_of,
            "since": way.options.from, "half_life": half_life, "weights": way.options.weights.version(), "without": way.left_out,
            "cooperation": t.cooperation, "conflict": t.conflict, "label": t.label, "step": whole.series.step, "trend": whole.trend,
            "changes": changes, "indirect": t.indirect, "facts": whole.facts,
        }),
    )?;
    if a.by.is_some() {
        for p in &whole.series.points {
            json(
                out,
                &serde_json::json!({
                    "kind": "period", "from": p.from, "to": p.to, "cooperation": p.cooperation, "conflict": p.conflict,
                    "cooperation_events": p.events[0], "conflict_events": p.events[1], "origins": p.origins,
                }),
            )?;
        }
    }
    if a.receipt {
        let mut sums = [Points::ZERO; 2];
        for l in &t.receipt {
            sums[l.side as usize] += l.product;
            json(out, &contribution(t, l, ledger, way)?)?;
        }
        json(out, &serde_json::json!({"kind": "sum", "cooperation": sums[0], "conflict": sums[1]}))?;
    }
    Ok(())
}

/// `sekutu blocs --format jsonl`
pub fn blocs_lines(out: &mut impl Write, blocs: &Blocs) -> Result<()> {
    for (i, parties) in blocs.blocs.iter().enumerate() {
        json(out, &serde_json::json!({"kind": "bloc", "place": i + 1, "parties": parties}))?;
    }
    let b = &blocs.balance;
    json(
        out,
        &serde_json::json!({
            "kind": "balance", "modularity": blocs.modularity, "edges": b.edges, "frustrated_low": b.low, "frustrated_high": b.high,
            "exact": b.exact(), "balance": b.value, "camps": b.camps,
        }),
    )
}

/// `sekutu blocs --format csv`: a row a party, with its bloc, and its camp (1 or 2) in its connected part.
pub fn blocs_csv(out: &mut impl Write, blocs: &Blocs, messages: &Messages) -> Result<()> {
    let mut rows = table(out, ["bloc", "party", "name", "part", "camp"], &[])?;
    for (i, parties) in blocs.blocs.iter().enumerate() {
        for p in parties {
            let found = blocs.balance.camps.iter().enumerate().find_map(|(n, c)| Some((n + 1, c.iter().position(|c| c.contains(p))? + 1)));
            let (part, camp) = found.map_or_else(Default::default, |(n, c)| (n.to_string(), c.to_string()));
            rows.write_record([(i + 1).to_string(), p.clone(), name(p, messages), part, camp])?;
        }
    }
    Ok(rows.flush()?)
}
