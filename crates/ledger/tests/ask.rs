//! Filters, sorting, paging, and words in many scripts.

mod common;

use common::*;
use sekutu_ledger::{ClaimFilter, ClaimSort, EventFilter, EventSort, Ledger, Page, Total};
use sekutu_model::{Event, Quad, Status};

fn said(text: &str, language: &str) -> sekutu_ledger::Read<'static> {
    let a = article(text, &format!("https://x.example/{}", &sekutu_model::hash(text)[..8]), "X", "2026-03-01", language);
    let c = claim(&a, Event::Accuse, text.split(' ').next().unwrap(), &[], &[]);
    read(&a, vec![c])
}

#[test]
fn words_in_many_scripts() {
    let (_dir, mut ledger, run) = fresh();
    store(
        &mut ledger,
        run,
        &[
            said("Pemerintah México mengecam Đà Nẵng.", "id"),
            said("أعلنت وزارة الخارجية الإيرانيّة وبالحكومة مســؤول", "ar"),
            said("中国政府谴责了美国的制裁。", "zh"),
            said("МИД России осудил ещё раз", "ru"),
            said("İSTANBUL'da hükûmet kınadı", "tr"),
        ],
    );
    for (words, n) in [
        ("mexico", 1),
        ("MÉXICO mengecam", 1),
        ("mengecam mexico", 1),
        ("\"mengecam mexico\"", 0),
        ("\"mexico mengecam\"", 1),
        ("mengecam -mexico", 0),
        ("-mexico", 4),
        ("da nang", 1),
        ("حكومة", 1),
        ("الحكومة", 1),
        ("خارجيه", 1),
        ("الايرانية", 1),
        ("اعلنت", 1),
        ("مسؤول", 1),
        ("\"وزارة الخارجية\"", 1),
        ("政府", 1),
        ("中国", 1),
        ("国中", 0),
        ("制裁 美国", 1),
        ("мид еще", 1),
        ("istanbul", 1),
        ("hukumet", 1),
        ("nothing", 0),
        ("", 5),
        ("?!", 0),
        ("mexico AND", 0),
        ("mexico OR nothing", 0),
        ("mex*", 0),
    ] {
        assert_eq!(by_text(&ledger, words), n, "{words}");
    }
    assert_eq!(ledger.articles("中国政府", 10, 0).unwrap().len(), 1);
    assert_eq!(ledger.articles("-中国政府", 10, 0).unwrap().len(), 4);
    assert_eq!(ledger.articles("", 2, 1).unwrap().len(), 2);
}

/// Every filter against the plain reading of it over all rows.
#[test]
fn filters_do_what_they_say() {
    let (_dir, mut ledger, run) = fresh();
    store(&mut ledger, run, &corpus());
    ledger.regroup(&mut |_, _| {}).unwrap();
    let page = Page { limit: 1000, ..Page::default() };
    let all = ledger.claims(&ClaimFilter::default(), &page).unwrap().0;
    let none = ClaimFilter::default;
    type Holds = Box<dyn Fn(&sekutu_ledger::ClaimRow) -> bool>;
    let codes = |ps: &[sekutu_model::PartyMention], c: &str| ps.iter().any(|p| p.party.code.as_deref() == Some(c));
    let cases: Vec<(ClaimFilter, Holds)> = vec![
        (
            ClaimFilter { party: vec!["RUS".parse().unwrap()], ..none() },
            Box::new(move |c| codes(&c.claim.actor, "RUS") || codes(&c.claim.recipient, "RUS")),
        ),
        (
            ClaimFilter { actor: vec!["RUS".parse().unwrap(), "CHN".parse().unwrap()], ..none() },
            Box::new(move |c| codes(&c.claim.actor, "RUS") || codes(&c.claim.actor, "CHN")),
        ),
        (ClaimFilter { recipient: vec!["RUS.GOV".parse().unwrap()], ..none() }, Box::new(move |c| codes(&c.claim.recipient, "RUS"))),
        (ClaimFilter { recipient: vec!["RUS.MIL".parse().unwrap()], ..none() }, Box::new(|_| false)),
        (ClaimFilter { dyad: Some(("TUR".into(), "CHN".into())), ..none() }, Box::new(|c| c.claim.event == Event::Support)),
        (
            ClaimFilter { dyad: Some(("RUS".into(), "IRN".into())), ..none() },
            Box::new(|c| matches!(c.claim.event, Event::Aid | Event::Consult)),
        ),
        (
            ClaimFilter { events: vec![Event::Aid, Event::Support], ..none() },
            Box::new(|c| matches!(c.claim.event, Event::Aid | Event::Support)),
        ),
        (ClaimFilter { quads: vec![Quad::VerbalCooperation], ..none() }, Box::new(|c| c.claim.event.quad() == Quad::VerbalCooperation)),
        (
            ClaimFilter { statuses: vec![Status::Planned], events: vec![Event::Consult], ..none() },
            Box::new(|c| c.claim.status == Status::Planned),
        ),
        (ClaimFilter { languages: vec!["id".into()], ..none() }, Box::new(|c| c.claim.language.as_deref() == Some("id"))),
        (ClaimFilter { outlets: vec!["reuters".into()], ..none() }, Box::new(|c| c.outlet == "reuters")),
        (
            ClaimFilter { from: "2026-03-05".parse().ok(), to: "2026-03-06".parse().ok(), ..none() },
            Box::new(|c| c.published.is_some_and(|p| ["2026-03-05", "2026-03-06"].contains(&p.to_string().as_str()))),
        ),
        (
            ClaimFilter { text: Some("\"sent 10 drones\"".into()), current: true, ..none() },
            Box::new(|c| c.claim.evidence.quote().text.contains("sent 10 drones") && c.successor.is_none()),
        ),
        (ClaimFilter { articles: vec!["https://a.example/1".into()], ..none() }, Box::new(|c| c.key == "https://a.example/1")),
    ];
    for (filter, holds) in &cases {
        let expect: Vec<_> = all.iter().filter(|c| holds(c)).map(|c| c.claim.id.clone()).collect();
        let (rows, total) = ledger.claims(filter, &page).unwrap();
        assert_eq!(rows.iter().map(|c| c.claim.id.clone()).collect::<Vec<_>>(), expect, "{filter:?}");
        assert_eq!(total, Total::Exactly(expect.len()));
        let mut streamed = Vec::new();
        ledger
            .each_claim(filter, &mut |c| {
                // one may ask while one streams
                assert!(ledger.claim(&c.claim.id).unwrap().is_some());
                streamed.push(c.claim.id);
                std::ops::ControlFlow::Continue(())
            })
            .unwrap();
        streamed.sort();
        let mut expect = expect;
        expect.sort();
        assert_eq!(streamed, expect, "{filter:?}");
    }
    let event = all[0].event.clone().unwrap();
    let of_event = ledger.claims(&ClaimFilter { event_ids: vec![event.clone()], ..none() }, &page).unwrap().0;
    assert_eq!(of_event.len(), ledger.event(&event).unwrap().unwrap().claims.len());
}

#[test]
fn pages_join_and_sort() {
    let (_dir, mut ledger, run) = fresh();
    let mut all = corpus();
    for (i, c) in all.iter_mut().flat_map(|r| &mut r.claims).enumerate() {
        c.confidence = (i * 37 % 100) as f32 / 100.0;
    }
    store(&mut ledger, run, &all);
    for sort in [ClaimSort::Newest, ClaimSort::Oldest, ClaimSort::Published, ClaimSort::Confidence] {
        for filter in [ClaimFilter::default(), ClaimFilter { party: vec!["RUS".parse().unwrap()], ..ClaimFilter::default() }] {
            let whole = ledger.claims(&filter, &Page { limit: 1000, offset: 0, sort }).unwrap().0;
            let mut joined = Vec::new();
            while let (rows, _) = ledger.claims(&filter, &Page { limit: 7, offset: joined.len(), sort }).unwrap()
                && !rows.is_empty()
            {
                joined.extend(rows);
            }
            assert_eq!(joined, whole);
            let right = whole.windows(2).all(|w| match sort {
                ClaimSort::Newest | ClaimSort::Published => w[0].published >= w[1].published,
                ClaimSort::Oldest => w[0].published <= w[1].published,
                ClaimSort::Confidence => w[0].claim.confidence >= w[1].claim.confidence,
            });
            assert!(right, "{sort:?}");
        }
    }
}

fn events(ledger: &Ledger, filter: &EventFilter) -> usize {
    let (rows, total) = ledger.events(filter, &Page { limit: 1000, ..Page::default() }).unwrap();
    assert_eq!(total, Total::Exactly(rows.len()));
    rows.len()
}

#[test]
fn events_are_asked_for() {
    let (_dir, mut ledger, run) = fresh();
    store(&mut ledger, run, &corpus());
    ledger.regroup(&mut |_, _| {}).unwrap();
    let none = EventFilter::default;
    let all = ledger.events(&none(), &Page { limit: 1000, ..Page::default() }).unwrap().0;
    let n = |f: &dyn Fn(&sekutu_ledger::EventRow) -> bool| all.iter().filter(|e| f(e)).count();
    assert_eq!(events(&ledger, &EventFilter { dyad: Some(("TUR".into(), "CHN".into())), ..none() }), n(&|e| e.event == Event::Support));
    assert_eq!(events(&ledger, &EventFilter { min_origins: Some(2), ..none() }), n(&|e| e.origins.len() >= 2));
    assert_eq!(events(&ledger, &EventFilter { contested: Some(false), ..none() }), n(&|e| !e.contested));
    assert_eq!(events(&ledger, &EventFilter { text: Some("expelled".into()), ..none() }), 1);
    assert!(events(&ledger, &EventFilter { text: Some("-expelled".into()), ..none() }) >= n(&|e| e.event != Event::Sanction));
    let (from, to) = ("2026-03-05".parse().unwrap(), "2026-03-06".parse().unwrap());
    assert_eq!(
        events(&ledger, &EventFilter { from: Some(from), to: Some(to), ..none() }),
        n(&|e| e.to >= Some(from) && e.from <= Some(to) && e.from.is_some())
    );
    assert_eq!(events(&ledger, &EventFilter { outlets: vec!["b".into()], ..none() }), 1);
    assert_eq!(events(&ledger, &EventFilter { events: vec![Event::Sanction], articles: vec!["again/one.txt".into()], ..none() }), 1);
    for sort in [EventSort::Newest, EventSort::Oldest, EventSort::Published, EventSort::Origins, EventSort::Outlets] {
        let rows = ledger.events(&none(), &Page { limit: 1000, offset: 0, sort }).unwrap().0;
        assert_eq!(rows.len(), all.len());
        assert!(rows.windows(2).all(|w| match sort {
            EventSort::Newest => w[0].from >= w[1].from,
            EventSort::Oldest => w[0].from <= w[1].from,
            EventSort::Published => w[0].last_report >= w[1].last_report,
            EventSort::Origins => w[0].origins.len() >= w[1].origins.len(),
            EventSort::Outlets => w[0].outlets.len() >= w[1].outlets.len(),
        }));
    }
}
