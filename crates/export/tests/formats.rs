//! Each small format, whole: the diff is the review.

mod common;

use common::{articles, claims, events, months};
use sekutu_export::*;
use sekutu_model::Status;

/// The bytes as text, without what changes from release to release.
fn shown(bytes: Result<Vec<u8>, ExportError>) -> String {
    let text = String::from_utf8(bytes.unwrap()).unwrap();
    text.replace(concat!("sekutu-", env!("CARGO_PKG_VERSION")), "sekutu-VERSION")
}

/// What an exporter writes of all rows.
macro_rules! written {
    ($exporter:ty, $method:ident, $rows:expr) => {{
        let mut out = <$exporter>::new(Vec::new()).unwrap();
        for row in &$rows {
            out.$method(row).unwrap();
        }
        shown(out.finish())
    }};
}

#[test]
fn csv() {
    insta::assert_snapshot!("claims.csv", written!(Csv<ClaimRow, _>, row, claims()));
    insta::assert_snapshot!("events.csv", written!(Csv<sekutu_merge::EventRecord, _>, row, events()));
    insta::assert_snapshot!("dyad-months.csv", written!(Csv<DyadMonth, _>, row, months()));
}

#[test]
fn json_lines() {
    insta::assert_snapshot!("claims.jsonl", written!(JsonLines<ClaimRow, _>, row, claims()));
    insta::assert_snapshot!("events.jsonl", written!(JsonLines<sekutu_merge::EventRecord, _>, row, events()));
    insta::assert_snapshot!("dyad-months.jsonl", written!(JsonLines<DyadMonth, _>, row, months()));
}

#[test]
fn ledger() {
    insta::assert_snapshot!("ledger.jsonl", written!(Ledger<_>, article, articles()));
}

#[test]
fn plover() {
    insta::assert_snapshot!("plover.jsonl", written!(Plover<_>, claim, claims()));
}

#[test]
fn polecat() {
    insta::assert_snapshot!("polecat.tsv", written!(Polecat<_>, claim, claims()));
}

#[test]
fn networks() {
    insta::assert_snapshot!("network.graphml", written!(GraphMl<_>, event, events()));
    insta::assert_snapshot!("network.gexf", written!(Gexf<_>, event, events()));
}

#[test]
fn json_ld() {
    insta::assert_snapshot!("annotations.jsonld", written!(Annotations<_>, article, articles()));
    insta::assert_snapshot!("claims.jsonld", written!(SchemaClaims<_>, article, articles()));
}

#[test]
fn bibliographies() {
    insta::assert_snapshot!("articles.bib", written!(BibTex<_>, article, articles()));
    insta::assert_snapshot!("articles.ris", written!(Ris<_>, article, articles()));
}

#[test]
fn nothing_is_a_whole_document_too() {
    assert_eq!(written!(Csv<ClaimRow, _>, row, claims()[..0]).lines().count(), 1);
    assert_eq!(written!(Polecat<_>, claim, claims()[..0]).trim_end().split('\t').count(), 40);
    for text in [written!(Annotations<_>, article, articles()[..0]), written!(SchemaClaims<_>, article, articles()[..0])] {
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
    }
}

#[test]
fn polecat_leaves_out_what_is_not_said_to_have_happened() {
    let mut out = Polecat::new(Vec::new()).unwrap();
    claims().iter().for_each(|c| out.claim(c).unwrap());
    assert_eq!(out.left_out(), 1);
    let text = shown(out.finish());
    assert_eq!(text.lines().count(), 4);
    assert!(text.lines().all(|l| l.split('\t').count() == 40));
}

#[test]
fn annotations_count_characters() {
    let page: serde_json::Value = serde_json::from_str(&written!(Annotations<_>, article, articles())).unwrap();
    let all: Vec<_> = articles().into_iter().flat_map(|a| a.claims.clone().into_iter().map(move |c| (a.article.text.clone(), c))).collect();
    let items = page["items"].as_array().unwrap();
    assert_eq!(items.len(), all.len());
    for (item, (text, claim)) in items.iter().zip(&all) {
        let position = &item["target"]["selector"][1];
        let at = |k: &str| usize::try_from(position[k].as_u64().unwrap()).unwrap();
        let cut: String = text.chars().skip(at("start")).take(at("end") - at("start")).collect();
        assert_eq!(cut, claim.evidence.quote().text);
        let back: sekutu_model::Claim = serde_json::from_str(item["body"][1]["value"].as_str().unwrap()).unwrap();
        assert_eq!(back, *claim);
    }
}

#[test]
fn annotations_without_a_text_quote_only() {
    let mut row = articles().remove(0);
    row.article.text.clear();
    let page = written!(Annotations<_>, article, [row]);
    assert!(page.contains("TextQuoteSelector") && !page.contains("TextPositionSelector") && !page.contains("prefix"));
}

#[test]
fn a_claim_that_does_not_hold_is_not_annotated() {
    let mut row = articles().remove(0);
    row.article.text = row.article.text.replace("memasok", "menerima");
    let mut out = Annotations::new(Vec::new()).unwrap();
    assert!(matches!(out.article(&row), Err(ExportError::Claim { .. })));
    assert!(!shown(out.finish()).contains("TextQuoteSelector"));
}

#[test]
fn keys_stand_once() {
    let a = articles().remove(0);
    let (mut later, mut other) = (a.clone(), a.clone());
    later.version = 2;
    other.article.id = "antara-7".to_owned();
    let text = written!(BibTex<_>, article, [a, later, other]);
    let keys: std::collections::BTreeSet<&str> = text.lines().filter(|l| l.starts_with('@')).collect();
    assert_eq!(keys.len(), 3, "{keys:?}");
}

#[test]
fn dyad_months_do_not_depend_on_the_order_of_events() {
    let mut all = DyadMonths::new();
    for i in 0..3 {
        events().iter().for_each(|e| all.event(&sekutu_merge::EventRecord { id: format!("{}{i}", e.id), ..e.clone() }));
    }
    let mut back = DyadMonths::new();
    for e in events().iter().rev().cycle().take(3 * events().len()) {
        back.event(e);
    }
    assert!(all.rows().eq(back.rows()));
}

#[test]
fn dyads_of_events() {
    let months = months();
    let row = |a: &str, r: &str| months.iter().find(|m| m.actor == a && m.recipient == r);
    let aid = row("PRK", "RUS").unwrap();
    assert_eq!((aid.deeds.events, aid.deeds.intensity, aid.words.events, aid.words.intensity), (1, 7.4, 1, -3.0));
    let next = months.iter().find(|m| m.actor == "PRK" && m.month == common::date(2022, 12, 1)).unwrap();
    assert_eq!((next.by_status.iter().sum::<u64>(), next.imprecise, next.last), (1, 1, Some(common::date(2023, 1, 9))));
    let denied = row("IRN", "RUS").unwrap();
    assert_eq!((denied.by_status[Status::Denied as usize], denied.deeds.events, denied.first), (1, 0, None));
    assert!(row("CHN", "IDN").is_some() && row("IDN", "CHN").is_some(), "a meeting has no sides");
    let strike = row("SAU.MIL", "HOUTHI.REB").unwrap();
    assert_eq!((strike.month, strike.imprecise), (common::date(2022, 12, 1), 0), "an undated event is of the month of its report");
}

#[test]
fn events_that_make_no_dyad_are_counted() {
    let mut all = DyadMonths::new();
    let mut lone = events().remove(0);
    lone.recipient.clear();
    all.event(&lone);
    let mut uncoded = events().remove(0);
    uncoded.actor[0].code = None;
    all.event(&uncoded);
    let mut undated = events().remove(0);
    (undated.from, undated.to, undated.first_report) = (None, None, None);
    all.event(&undated);
    assert_eq!((all.left_out(), all.rows().count()), (3, 0));
}

#[test]
fn a_users_codebook_weighs() {
    let toml = sekutu_codebook::Codebook::BUILTIN_TOML.replace("weight = 7.4", "weight = 1.5");
    let book = sekutu_codebook::Codebook::parse(&toml).unwrap();
    let mut all = DyadMonths::new().with_codebook(book);
    all.event(&events()[0]);
    assert_eq!(all.rows().next().unwrap().deeds.intensity, 1.5);
}

#[test]
fn every_column_is_documented() {
    let doc = include_str!("../../../docs/export.md");
    fn check<R: Record>(doc: &str) {
        for c in R::COLUMNS {
            let line = format!("| `{}` | {} | {} |", c.name, c.value.kind(), c.doc);
            assert!(doc.contains(&line), "docs/export.md lacks\n{line}");
        }
    }
    check::<ClaimRow>(doc);
    check::<sekutu_merge::EventRecord>(doc);
    check::<DyadMonth>(doc);
}
