//! Small made-up articles and claims. One helper touches the API in each way, so that a change of it is a change here.
#![allow(dead_code)] // each test file uses some of it

use sekutu_ledger::{ClaimFilter, ClaimRow, ClaimSort, EventFilter, Ledger, Page, Read, RunId, RunInfo, Stored, Total};
use sekutu_merge::Carrier;
use sekutu_model::{Article, Claim, Event, Evidence, Party, PartyMention, Published, Quote, Span, Status, When, hash};
use sekutu_parties::Parties;
use std::ops::ControlFlow;
use std::path::PathBuf;

pub const READER: &str = "model 1, codebook 1";

/// A folder that is gone at the end, and a ledger's path in it.
pub fn place() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ledger.sekutu");
    (dir, path)
}

pub fn fresh() -> (tempfile::TempDir, Ledger, RunId) {
    let (dir, path) = place();
    let mut ledger = Ledger::open(&path).unwrap();
    let run = begin(&mut ledger);
    (dir, ledger, run)
}

pub fn begin(ledger: &mut Ledger) -> RunId {
    ledger.begin_run(&info()).unwrap()
}

pub fn info() -> RunInfo {
    RunInfo {
        program: "0.1.0".into(),
        model: "m".into(),
        codebook: "c".into(),
        parties: "p".into(),
        options: serde_json::json!({ "min_confidence": 0.5 }),
        started: "2026-11-28T20:00:00Z".parse().unwrap(),
    }
}

pub fn article(text: &str, url: &str, outlet: &str, date: &str, language: &str) -> Article {
    let mut a = Article::new(text.to_owned());
    a.url = Some(url.to_owned()).filter(|u| !u.is_empty());
    a.outlet = Some(outlet.to_owned()).filter(|o| !o.is_empty());
    a.published = date.parse().ok().map(|date| Published { date, source: sekutu_model::DateSource::Declared });
    a.language = Some(language.to_owned());
    a.source = "in.jsonl".into();
    a
}

fn quote(a: &Article, words: &str) -> Quote {
    let start = a.text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {:?}", a.text));
    Quote::cut(&a.text, Span::new(start, start + words.len())).unwrap()
}

pub fn party(a: &Article, code: &str, words: &str) -> PartyMention {
    let (code, sector) = code.split_once('.').unwrap_or((code, "GOV"));
    PartyMention {
        party: Party { code: Some(code.into()), sector: Some(sector.into()), name: words.into() },
        quote: quote(a, words),
        via: None,
    }
}

/// A claim whose evidence is the whole text.
pub fn claim(a: &Article, event: Event, trigger: &str, actor: &[(&str, &str)], recipient: &[(&str, &str)]) -> Claim {
    let trigger = quote(a, trigger);
    let side = |s: &[(&str, &str)]| s.iter().map(|(code, words)| party(a, code, words)).collect();
    Claim {
        id: hash(&format!("{}\n{}\n{}\n{event}", a.sha256, trigger.span.start, trigger.span.end))[..16].to_owned(),
        article: a.id.clone(),
        language: a.language.clone(),
        event,
        mode: None,
        contexts: Vec::new(),
        cameo: None,
        actor: side(actor),
        recipient: side(recipient),
        trigger,
        item: None,
        count: None,
        place: None,
        when: None,
        status: Status::Reported,
        said_by: Vec::new(),
        denied_by: Vec::new(),
        evidence: Evidence::of(a, Span::new(0, a.text.len())).unwrap(),
        confidence: 0.9,
        meaning: None,
    }
}

pub fn on(mut c: Claim, a: &Article, words: &str, day: &str) -> Claim {
    c.when = Some(When { from: day.parse().ok(), to: day.parse().ok(), quote: quote(a, words) });
    c
}

pub fn read(article: &Article, claims: Vec<Claim>) -> Read<'static> {
    Read { carrier: Carrier::of(article, Parties::builtin()), article: article.clone(), claims, reader: READER }
}

/// "Iran sent drones to Russia" in the words of an outlet.
pub fn aid(text: &str, url: &str, outlet: &str, date: &str) -> Read<'static> {
    let a = article(text, url, outlet, date, "en");
    let c = claim(&a, Event::Aid, "sent", &[("IRN", "Iran")], &[("RUS", "Russia")]);
    read(&a, vec![c])
}

pub fn store(ledger: &mut Ledger, run: RunId, reads: &[Read<'_>]) -> Vec<Stored> {
    ledger.store(run, reads).unwrap()
}

pub fn found(ledger: &Ledger, filter: &ClaimFilter) -> Vec<ClaimRow> {
    ledger.claims(filter, &Page::<ClaimSort>::default()).unwrap().0
}

pub fn count(ledger: &Ledger, filter: &ClaimFilter) -> usize {
    match ledger.claims(filter, &Page::<ClaimSort>::default()).unwrap().1 {
        Total::Exactly(n) => n,
        Total::MoreThan(n) => panic!("more than {n}"),
    }
}

pub fn by_text(ledger: &Ledger, words: &str) -> usize {
    count(ledger, &ClaimFilter { text: Some(words.into()), ..ClaimFilter::default() })
}

/// Everything that is exported, as one text.
pub fn export(ledger: &Ledger) -> String {
    let mut out = String::new();
    let mut line = |json: serde_json::Value| {
        out.push_str(&json.to_string());
        out.push('\n');
        ControlFlow::Continue(())
    };
    ledger.each_article(&mut |a| line(serde_json::json!([a.article, a.key, a.version, a.successor, a.claims]))).unwrap();
    ledger
        .each_claim(&ClaimFilter::default(), &mut |c| {
            line(serde_json::json!([c.claim, c.outlet, c.published, c.url, c.title, c.sha256, c.key, c.version, c.successor, c.event]))
        })
        .unwrap();
    ledger.each_event(&EventFilter::default(), &mut |e| line(serde_json::json!(e))).unwrap();
    out
}

pub fn problems(ledger: &Ledger) -> Vec<String> {
    let mut out = Vec::new();
    ledger.verify(None, &mut |p| out.push(format!("{:?} {}: {}", p.kind, p.of, p.what))).unwrap();
    out
}

/// A small corpus with what makes order matter: versions, copies with and without an address, several happenings.
pub fn corpus() -> Vec<Read<'static>> {
    let mut out = Vec::new();
    let outlets = ["Antara", "Reuters", "Kabar", "Xinhua", "EFE", ""];
    for day in 1..=12 {
        for (i, outlet) in outlets.iter().enumerate() {
            let text = format!("Iran sent {} drones to Russia on Monday, {outlet} reports in number {}.", day * 10, day % 5 + i % 3);
            let url = if i % 4 == 3 { String::new() } else { format!("https://{i}.example/{}", day % 7) };
            let a = article(&text, &url, outlet, &format!("2026-03-{day:02}"), if i % 2 == 0 { "en" } else { "id" });
            let mut aid = claim(&a, Event::Aid, "sent", &[("IRN", "Iran")], &[("RUS", "Russia")]);
            aid.count = Quote::cut(&a.text, Span::new(10, 12));
            let mut meet = claim(&a, Event::Consult, "reports", &[("IRN", "Iran"), ("RUS", "Russia")], &[]);
            meet.status = if day % 3 == 0 { Status::Planned } else { Status::Reported };
            out.push(read(&a, vec![aid, meet]));
        }
    }
    // one text, three ways
    let a = article("China praised Turkey.", "https://a.example/1", "A", "2026-03-04", "en");
    let praise = |a: &Article| vec![claim(a, Event::Support, "praised", &[("CHN", "China")], &[("TUR", "Turkey")])];
    let b = article("China praised Turkey.", "https://b.example/1", "B", "2026-03-05", "en");
    let mut nameless = article("China praised Turkey.", "", "", "", "en");
    nameless.source = "copy.txt".into();
    out.extend([read(&a, praise(&a)), read(&b, praise(&b)), read(&nameless, praise(&nameless))]);
    // one file twice
    for source in ["one.txt", "again/one.txt"] {
        let mut c = article("France expelled Mali's envoy.", "", "", "2026-03-06", "en");
        c.source = source.into();
        out.push(read(&c, vec![claim(&c, Event::Sanction, "expelled", &[("FRA", "France")], &[("MLI", "Mali")])]));
    }
    out
}
