//! Whatever is in the fields, CSV and JSON Lines come back equal.

mod common;

use proptest::prelude::*;
use sekutu_export::{ArticleRow, BibTex, ClaimRow, Csv, JsonLines, Ledger, Polecat, Record, Ris, Value, import};
use sekutu_model::{Article, Date, Evidence, Quote, Span, hash};

/// Words with all that formats stumble over.
fn words() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![Just("\""), Just(","), Just("\n"), Just("\r"), Just("\t"), Just("; "), Just("\\"), Just("{"), Just("}")],
        0..4,
    )
    .prop_flat_map(|odd| (Just(odd), proptest::collection::vec("\\PC{0,8}", 4)))
    .prop_map(|(odd, plain)| odd.into_iter().map(str::to_owned).zip(plain).map(|(a, b)| a + &b).collect())
}

fn day() -> impl Strategy<Value = Date> {
    (1900i16..2100, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Date::constant(y, m, d))
}

/// An article of three parts with a claim whose evidence is the middle one.
fn article() -> impl Strategy<Value = ArticleRow> {
    let parts = (words(), words(), words());
    (parts, words(), proptest::option::of(words()), proptest::option::of(day()), 0.0f32..=1.0, 1u32..9).prop_map(
        |((before, middle, after), outlet, byline, date, confidence, version)| {
            let middle = format!("-{middle}");
            let span = Span::new(before.len(), before.len() + middle.len());
            let mut a = Article::new(format!("{before}{middle}{after}"));
            a.title = Some(span);
            a.outlet = Some(outlet);
            a.byline = byline;
            a.published = date.map(|date| sekutu_model::Published { date, source: sekutu_model::DateSource::Guessed });
            let mut claim = common::articles().remove(0).claims.remove(0);
            let q = Quote::cut(&a.text, span).unwrap();
            claim.article = a.id.clone();
            claim.evidence = Evidence::of(&a, span).unwrap();
            claim.actor[0].quote = q.clone();
            claim.recipient[0].quote = q.clone();
            claim.trigger = q.clone();
            claim.item = Some(q.clone());
            claim.when = None;
            claim.said_by[0].quote = q;
            claim.confidence = confidence;
            ArticleRow { article: a, version, claims: vec![claim] }
        },
    )
}

fn row(a: &ArticleRow) -> ClaimRow {
    a.claim_rows(|c| Some(hash(&c.id))).next().unwrap()
}

/// What a CSV cell of the row should read.
fn cell(value: &Value<ClaimRow>, row: &ClaimRow) -> String {
    let book = sekutu_codebook::Codebook::builtin();
    match value {
        Value::Text(f) => f(row).unwrap_or_default().into_owned(),
        Value::List(f) => f(row).join("; "),
        Value::Whole(f) => f(row).map(|n| n.to_string()).unwrap_or_default(),
        Value::Real(f) => f(row, book).map(|x| format!("{x:.3}")).unwrap_or_default(),
        Value::Flag(f) => f(row).to_string(),
        Value::Day(f) => f(row).map(|d| d.to_string()).unwrap_or_default(),
    }
}

/// What a member of the row's JSON should be.
fn member(value: &Value<ClaimRow>, row: &ClaimRow) -> serde_json::Value {
    let book = sekutu_codebook::Codebook::builtin();
    match value {
        Value::Text(f) => f(row).into(),
        Value::List(f) => f(row).into(),
        Value::Whole(f) => f(row).into(),
        Value::Real(f) => f(row, book).into(),
        Value::Flag(f) => f(row).into(),
        Value::Day(f) => f(row).map(|d| d.to_string()).into(),
    }
}

proptest! {
    #[test]
    fn csv_comes_back(articles in proptest::collection::vec(article(), 1..4)) {
        let rows: Vec<ClaimRow> = articles.iter().map(row).collect();
        let mut out = Csv::<ClaimRow, _>::new(Vec::new()).unwrap();
        rows.iter().for_each(|r| out.row(r).unwrap());
        let bytes = out.finish().unwrap();
        let mut back = csv::Reader::from_reader(&bytes[..]);
        let cells: Vec<Vec<String>> = back.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
        let expect: Vec<Vec<String>> = rows.iter().map(|r| ClaimRow::COLUMNS.iter().map(|c| cell(&c.value, r)).collect()).collect();
        prop_assert_eq!(cells, expect);
    }

    #[test]
    fn json_lines_come_back(a in article()) {
        let row = row(&a);
        let mut out = JsonLines::<ClaimRow, _>::new(Vec::new()).unwrap();
        out.row(&row).unwrap();
        let bytes = out.finish().unwrap();
        prop_assert_eq!(bytes.iter().filter(|b| **b == b'\n').count(), 1);
        let back: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        for c in ClaimRow::COLUMNS {
            prop_assert_eq!(&back[c.name], &member(&c.value, &row), "{}", c.name);
        }
    }

    #[test]
    fn the_ledger_comes_back(articles in proptest::collection::vec(article(), 0..4)) {
        let mut out = Ledger::new(Vec::new()).unwrap();
        articles.iter().for_each(|a| out.article(a).unwrap());
        let bytes = out.finish().unwrap();
        let back: Vec<ArticleRow> = import::lines(&bytes[..]).map(Result::unwrap).collect();
        prop_assert_eq!(back, articles);
    }

    #[test]
    fn import_survives_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let input = [b"{\"sekutu\": 1}\n", &bytes[..]].concat();
        prop_assert!(import::lines(&input[..]).count() <= bytes.len());
    }

    #[test]
    fn formats_of_one_line_a_row_keep_to_it(a in article()) {
        let mut polecat = Polecat::new(Vec::new()).unwrap();
        polecat.claim(&row(&a)).unwrap();
        let text = String::from_utf8(polecat.finish().unwrap()).unwrap();
        prop_assert_eq!(text.lines().count(), 2);
        prop_assert!(text.lines().all(|l| l.split('\t').count() == 40));

        let mut ris = Ris::new(Vec::new()).unwrap();
        ris.article(&a).unwrap();
        let text = String::from_utf8(ris.finish().unwrap()).unwrap();
        prop_assert!(text.split("\r\n").all(|l| l.is_empty() || l.get(2..6) == Some("  - ")), "{}", text);

        let mut bib = BibTex::new(Vec::new()).unwrap();
        bib.article(&a).unwrap();
        let text = String::from_utf8(bib.finish().unwrap()).unwrap();
        let (open, close) = (text.matches('{').count(), text.matches('}').count());
        prop_assert_eq!(open, close);
    }
}
