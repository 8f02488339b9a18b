//! Articles, versions, copies; what is refused; runs; a full disk; two writers and a reader.

mod common;

use common::*;
use rusqlite::Connection;
use sekutu_ledger::{Change, ClaimFilter, Counts, Input, Ledger, LedgerError, Stored, key};
use sekutu_model::Event;

#[test]
fn the_same_article_again_changes_nothing() {
    let (_dir, mut ledger, run) = fresh();
    let one = aid("Iran sent drones to Russia.", "https://a.example/1", "A", "2026-03-01");
    assert!(!ledger.known(&one.article, READER).unwrap());
    assert_eq!(store(&mut ledger, run, &[one.clone(), one.clone()]), [Stored::New { claims: 1 }, Stored::Unchanged]);
    let before = export(&ledger);
    assert!(ledger.known(&one.article, READER).unwrap());
    let run = begin(&mut ledger);
    assert_eq!(store(&mut ledger, run, &[one]), [Stored::Unchanged]);
    assert_eq!(export(&ledger), before);
}

#[test]
fn another_reader_replaces_the_claims() {
    let (_dir, mut ledger, run) = fresh();
    let mut one = aid("Iran sent drones to Russia.", "https://a.example/1", "A", "2026-03-01");
    store(&mut ledger, run, std::slice::from_ref(&one));
    one.reader = "model 2";
    assert!(!ledger.known(&one.article, one.reader).unwrap());
    one.claims[0].event = Event::Cooperate;
    assert_eq!(store(&mut ledger, run, &[one]), [Stored::Reread { claims: 1 }]);
    let all = found(&ledger, &ClaimFilter::default());
    assert_eq!(all.iter().map(|c| c.claim.event).collect::<Vec<_>>(), [Event::Cooperate]);
    assert_eq!(by_text(&ledger, "drones"), 1);
    assert_eq!(problems(&ledger), [""; 0]);
}

#[test]
fn an_edited_article_is_a_new_version() {
    let (_dir, mut ledger, run) = fresh();
    let url = "https://a.example/1";
    let (old, new) =
        (aid("Iran sent 40 drones to Russia.", url, "A", "2026-03-01"), aid("Iran sent 400 drones to Russia.", url, "A", "2026-03-01"));
    store(&mut ledger, run, std::slice::from_ref(&old));
    let run = begin(&mut ledger);
    let stored = store(&mut ledger, run, std::slice::from_ref(&new));
    assert_eq!(stored, [Stored::Version { key: url.into(), version: 2, beside: old.article.sha256.clone(), claims: 1 }]);
    let versions = ledger.versions(url).unwrap();
    assert_eq!(
        versions.iter().map(|v| (v.version, v.successor.clone())).collect::<Vec<_>>(),
        [(1, Some(new.article.sha256.clone())), (2, None)]
    );
    let changed = ledger.changed(&old.article.sha256, &new.article.sha256).unwrap().unwrap();
    assert_eq!(changed, Change::between(&old.article.text, &new.article.text));
    assert_eq!(changed[0].new.cut(&new.article.text), Some("400"));
    assert_eq!(count(&ledger, &ClaimFilter { current: true, ..ClaimFilter::default() }), 1);
    assert_eq!(count(&ledger, &ClaimFilter::default()), 2);
}

#[test]
fn versions_of_one_run_are_ordered_by_date() {
    let url = "https://a.example/1";
    let all: Vec<_> = (1..=4).map(|d| aid(&format!("Iran sent {d}0 drones to Russia."), url, "A", &format!("2026-03-0{d}"))).collect();
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
        let (_dir, mut ledger, run) = fresh();
        for i in order {
            store(&mut ledger, run, std::slice::from_ref(&all[i]));
        }
        let texts: Vec<_> = ledger.versions(url).unwrap().into_iter().map(|v| v.article.text).collect();
        assert_eq!(texts, all.iter().map(|r| r.article.text.clone()).collect::<Vec<_>>());
    }
}

#[test]
fn one_text_in_two_outlets_is_two_articles() {
    let (_dir, mut ledger, run) = fresh();
    let text = "Iran sent drones to Russia.";
    let (a, b) = (aid(text, "https://a.example/1", "A", "2026-03-01"), aid(text, "https://b.example/1", "B", "2026-03-01"));
    let nameless = aid(text, "", "", "");
    store(&mut ledger, run, &[a.clone(), b]);
    assert!(ledger.known(&nameless.article, READER).unwrap());
    assert_eq!(store(&mut ledger, run, &[nameless]), [Stored::Unchanged]);
    let ids: Vec<_> = found(&ledger, &ClaimFilter::default()).into_iter().map(|c| c.claim.id).collect();
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[0], ids[1]);
    // both are found by what `sekutu read` calls them
    assert_eq!(count(&ledger, &ClaimFilter { ids: vec![a.claims[0].id.clone()], ..ClaimFilter::default() }), 2);
    assert_eq!(ledger.claim(&ids[0]).unwrap().unwrap().claim.id, ids[0]);
    assert!(ledger.claim(&a.claims[0].id).unwrap().is_none());
}

#[test]
fn what_was_exported_is_stored_with_the_same_ids() {
    let (_dir, mut ledger, run) = fresh();
    store(&mut ledger, run, &corpus());
    let before = export(&ledger);
    let mut all = Vec::new();
    ledger
        .each_article(&mut |a| {
            all.push(read(&a.article, a.claims));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    let (_dir, mut other, run) = fresh();
    store(&mut other, run, &all);
    assert_eq!(export(&other), before);
}

#[test]
fn a_file_of_several_is_not_several_versions() {
    for order in [[0, 1, 2], [2, 1, 0]] {
        let (_dir, mut ledger, run) = fresh();
        let all: Vec<_> = (1..=3).map(|n| aid(&format!("Iran sent {n}0 drones to Russia."), "", "", "2026-03-01")).collect();
        for i in order {
            assert_eq!(store(&mut ledger, run, std::slice::from_ref(&all[i])), [Stored::New { claims: 1 }]);
        }
        for r in &all {
            assert_eq!(ledger.versions(&r.article.sha256).unwrap().len(), 1);
            assert!(ledger.known(&r.article, READER).unwrap());
        }
        assert_eq!(problems(&ledger), [""; 0]);
    }
    let (_dir, mut ledger, run) = fresh();
    let mut file = aid("Iran sent 10 drones to Russia.", "", "", "2026-03-01");
    file.article.source = "a.txt".into();
    store(&mut ledger, run, std::slice::from_ref(&file));
    let run = begin(&mut ledger);
    let mut edited = aid("Iran sent 20 drones to Russia.", "", "", "2026-03-01");
    edited.article.source = "a.txt".into();
    assert!(matches!(store(&mut ledger, run, &[edited])[..], [Stored::Version { version: 2, .. }]));
    assert_eq!(key(&file.article), "a.txt");
}

#[test]
fn what_does_not_hold_is_refused_and_the_rest_stored() {
    let (_dir, mut ledger, run) = fresh();
    let good = aid("Iran sent drones to Russia.", "https://a.example/1", "A", "2026-03-01");
    let mut hash = aid("Iran sent tanks to Russia.", "https://a.example/2", "A", "2026-03-01");
    hash.article.text.push('!');
    let mut words = aid("Iran sent ships to Russia.", "https://a.example/3", "A", "2026-03-01");
    words.claims[0].trigger.span.start += 1;
    let mut twice = aid("Iran sent shells to Russia.", "https://a.example/4", "A", "2026-03-01");
    twice.claims.push(twice.claims[0].clone());
    let stored = store(&mut ledger, run, &[hash, words, good, twice]);
    assert!(
        matches!(stored[..], [Stored::Refused { .. }, Stored::Refused { .. }, Stored::New { .. }, Stored::Refused { .. }]),
        "{stored:?}"
    );
    assert_eq!(ledger.totals().unwrap().articles, 1);
}

#[test]
fn the_order_of_articles_and_batches_does_not_matter() {
    let all = corpus();
    let mut expect = None;
    for seed in 0..6usize {
        let (_dir, mut ledger, run) = fresh();
        let mut order = all.clone();
        // shuffled by a fixed rule
        order.sort_by_key(|r| sekutu_model::hash(&format!("{seed} {} {:?} {}", r.article.sha256, r.article.url, r.article.source)));
        for batch in order.chunks([1, 2, 7, 1000][seed % 4]) {
            store(&mut ledger, run, batch);
            if seed == 3 {
                ledger.regroup(&mut |_, _| {}).unwrap();
            }
        }
        ledger.regroup(&mut |_, _| {}).unwrap();
        assert_eq!(problems(&ledger), [""; 0]);
        let got = export(&ledger);
        let rows: Vec<_> = found(&ledger, &ClaimFilter::default()).into_iter().map(|c| c.claim.id).collect();
        match &expect {
            None => expect = Some((got, rows)),
            Some(e) => {
                assert!(e.0 == got, "seed {seed}");
                assert_eq!(e.1, rows);
            }
        }
    }
}

#[test]
fn without_texts_long_evidence_is_cut() {
    let (_dir, path) = place();
    let mut ledger = Ledger::open_with(&path, sekutu_ledger::Options { text: Some(false), ..Default::default() }).unwrap();
    let run = begin(&mut ledger);
    let long = format!("Iran sent drones to Russia. {}", (100..160).map(|n| format!("é secret {n} ")).collect::<String>());
    let one = aid(long.trim_end(), "https://a.example/1", "A", "2026-03-01");
    let text = one.article.text.clone();
    store(&mut ledger, run, &[one]);
    let all = found(&ledger, &ClaimFilter::default());
    assert!(all[0].claim.evidence.quote().text.len() <= 120 && all[0].claim.evidence.quote().span.len() == text.len());
    assert_eq!(all[0].evidence_sha256.as_deref(), Some(sekutu_model::hash(&text).as_str()));
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.extend(std::fs::read(path.with_extension("sekutu-wal")).unwrap());
    assert!(!bytes.windows(40).any(|w| w == &text.as_bytes()[200..240]));
    let mut n = 0;
    let seen = ledger.verify(None, &mut |_| n += 1).unwrap();
    assert_eq!((n, seen.claims, seen.claims_without_text, seen.articles_without_text), (0, 0, 1, 1));
    let seen = ledger.verify(Some(&|_: &str| Some(text.clone())), &mut |_| n += 1).unwrap();
    assert_eq!((n, seen.claims, seen.articles), (0, 1, 1));
    let seen = ledger.verify(Some(&|_: &str| Some(text.replace("é s", "é S"))), &mut |_| n += 1).unwrap();
    assert_eq!((n, seen.problems), (2, 2));
}

#[test]
fn runs_are_listed_and_a_killed_one_shows() {
    let (_dir, mut ledger, first) = fresh();
    ledger.add_input(first, &Input { source: "b.txt".into(), sha256: None, articles: 1, claims: 2 }).unwrap();
    ledger.add_input(first, &Input { source: "a.txt".into(), sha256: Some("00".into()), articles: 3, claims: 4 }).unwrap();
    ledger.finish_run(first, &Counts { articles: 4, claims: 6, ..Counts::default() }, "2026-11-28T20:01:00Z".parse().unwrap()).unwrap();
    begin(&mut ledger);
    let runs = ledger.runs().unwrap();
    assert_eq!(runs.iter().map(|r| r.finished.is_some()).collect::<Vec<_>>(), [false, true]);
    assert_eq!(runs[1].info, info());
    assert_eq!(runs[1].inputs.iter().map(|i| i.source.as_str()).collect::<Vec<_>>(), ["a.txt", "b.txt"]);
    assert_eq!(runs[1].counts.as_ref().map(|c| c.claims), Some(6));
}

#[test]
fn a_full_disk_takes_the_batch_back() {
    let (_dir, path) = place();
    let mut ledger = Ledger::open(&path).unwrap();
    let run = begin(&mut ledger);
    let all = corpus();
    store(&mut ledger, run, &all[..4]);
    let before = export(&ledger);
    let pages: i64 = Connection::open(&path).unwrap().query_row("PRAGMA page_count", [], |r| r.get(0)).unwrap();
    ledger.limit(4096 * (pages as u64 + 2)).unwrap();
    assert!(matches!(ledger.store(run, &all), Err(LedgerError::Full)));
    assert_eq!(export(&ledger), before);
    assert_eq!(problems(&ledger), [""; 0]);
    ledger.limit(1 << 40).unwrap();
    store(&mut ledger, run, &all);
    assert_eq!(problems(&ledger), [""; 0]);
}

#[test]
fn two_writers_and_a_reader() {
    let (_dir, path) = place();
    let all = corpus();
    let (left, right) = all.split_at(all.len() / 2);
    std::thread::scope(|s| {
        for half in [left, right] {
            let path = &path;
            s.spawn(move || {
                // both make the file, or one finds it made
                let mut ledger = Ledger::open(path).unwrap();
                let run = begin(&mut ledger);
                for batch in half.chunks(3) {
                    store(&mut ledger, run, batch);
                }
            });
        }
        s.spawn(|| {
            let ledger = loop {
                match Ledger::read(&path) {
                    Ok(ledger) => break ledger,
                    Err(LedgerError::Missing(_)) => std::thread::yield_now(),
                    Err(e) => panic!("{e}"),
                }
            };
            for _ in 0..20 {
                // an article is there with all of its claims or not at all
                ledger
                    .each_article(&mut |a| {
                        assert!(!a.claims.is_empty());
                        std::ops::ControlFlow::Continue(())
                    })
                    .unwrap();
            }
        });
    });
    let mut ledger = Ledger::open(&path).unwrap();
    ledger.regroup(&mut |_, _| {}).unwrap();
    assert_eq!(problems(&ledger), [""; 0]);
    for r in &all {
        assert!(ledger.known(&r.article, READER).unwrap(), "{:?}", r.article);
    }
}
