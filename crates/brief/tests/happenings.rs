//! Fifty briefings and more over the happenings that the tests of merging are written from: no sentence without support.

mod common;

use common::{date, event, standing};
use sekutu_brief::{Document, Label, Language, Matter, Source, Trend, Verdict, Why, check_within};
use sekutu_model::{Article, Claim};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Line {
    article: Article,
    claims: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    happening: String,
    #[serde(flatten)]
    claim: Claim,
}

#[test]
fn no_sentence_of_fifty_briefings_is_unsupported() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../merge/tests/happenings.jsonl")).unwrap();
    let mut groups: BTreeMap<(String, &str), Vec<Source>> = BTreeMap::new();
    for line in text.lines() {
        let Line { article, claims } = serde_json::from_str(line).unwrap();
        for Told { happening, claim } in claims {
            let source = Source {
                outlet: article.outlet.clone().unwrap_or_else(|| "?".into()),
                title: article.title_text().unwrap_or_default().to_owned(),
                date: article.date(),
                url: article.url.clone(),
                sha256: article.sha256.clone(),
                language: claim.language.clone(),
                also: Source::leans_on(&claim, &article.text),
                claim,
            };
            groups.entry((happening, source.claim.event.name())).or_default().push(source);
        }
    }
    let events: Vec<_> = groups.values().map(|g| event(&g.iter().collect::<Vec<_>>())).collect();
    let sources: Vec<Source> = groups.into_values().flatten().collect();
    let mut parties: BTreeMap<&str, usize> = BTreeMap::new();
    for code in sources.iter().flat_map(|s| s.claim.actor.iter().chain(&s.claim.recipient)).filter_map(|p| p.party.code.as_deref()) {
        *parties.entry(code).or_default() += 1;
    }
    let mut parties: Vec<(&str, usize)> = parties.into_iter().collect();
    parties.sort_by_key(|p| std::cmp::Reverse(p.1));
    let (mut told, mut withheld, mut briefings) = (0, Vec::new(), 0);
    for language in [Language::En, Language::Id] {
        for (about, _) in parties.iter().take(25) {
            let m = Matter {
                about: (*about).into(),
                with: None,
                from: date("1980-01-01"),
                to: date("2030-12-31"),
                topic: None,
                language,
                standings: (parties.iter().take(40).filter(|p| p.0 != *about))
                    .map(|p| standing(p.0, 1.0, 1.0, Label::Mixed, Trend::NoClearChange))
                    .collect(),
                events: events.clone(),
                claims: sources.clone(),
            };
            let d = Document::of(&m);
            let bad: Vec<_> = check_within(&d.markdown(), &m).into_iter().filter(|f| f.verdict != Verdict::Holds).collect();
            assert!(bad.is_empty(), "{about}: {bad:#?}");
            briefings += 1;
            told += d.sections.iter().map(|s| s.sentences.len()).sum::<usize>();
            withheld.extend(d.sections.into_iter().flat_map(|s| s.withheld).map(|w| (w.why, format!("{:?} {}", w.why, w.text))));
        }
    }
    assert_eq!(briefings, 50);
    assert!(told > 300, "{told}");
    // a word, number, day or quotation that the claims do not have is the writer's own fault
    let own = |why: &Why| matches!(why, Why::Word | Why::Number | Why::Date | Why::Quotation | Why::Note);
    let faults: Vec<&String> = withheld.iter().filter(|w| own(&w.0)).map(|w| &w.1).collect();
    assert!(faults.len() * 50 < told, "{told} told, withheld: {faults:#?}");
    // what the quoted words do not bear out is less than what they do
    assert!(withheld.len() < told, "{told} told, withheld: {withheld:#?}");
}
