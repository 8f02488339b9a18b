//! Grouping can be done again, in pieces, after a kill; decisions are obeyed and can be taken back.

mod common;

use common::*;
use rusqlite::Connection;
use sekutu_ledger::{ClaimFilter, Ledger, Regrouped};
use sekutu_merge::Decision;

fn regroup(ledger: &mut Ledger) -> Regrouped {
    let out = ledger.regroup(&mut |done, all| assert!(done <= all)).unwrap();
    assert!(ledger.is_grouped().unwrap());
    assert_eq!(problems(ledger), [""; 0]);
    out
}

#[test]
fn a_second_time_writes_nothing() {
    let (_dir, mut ledger, run) = fresh();
    assert_eq!(regroup(&mut ledger), Regrouped::default());
    store(&mut ledger, run, &corpus());
    assert!(!ledger.is_grouped().unwrap());
    let first = regroup(&mut ledger);
    assert!(first.written > 1 && first.written == first.events && first.unchanged == 0, "{first:?}");
    let before = export(&ledger);
    assert_eq!(regroup(&mut ledger), Regrouped { written: 0, unchanged: first.events, ..first });
    // gone through again, since something may have changed; nothing has
    let one = corpus().remove(0);
    ledger.decide(&one.claims[0].id, "nobody", Decision::Apart).unwrap();
    let again = regroup(&mut ledger);
    assert_eq!((again.written, again.events), (0, first.events), "{again:?}");
    assert_eq!(export(&ledger), before);
}

#[test]
fn a_new_article_touches_its_event_only() {
    let (_dir, mut ledger, run) = fresh();
    let all = corpus();
    store(&mut ledger, run, &all[..all.len() - 2]);
    let first = regroup(&mut ledger);
    store(&mut ledger, run, &all[all.len() - 2..]);
    let second = regroup(&mut ledger);
    assert_eq!((second.written, second.events), (1, first.events + 1));
}

#[test]
fn decisions_part_and_join_and_are_taken_back() {
    let (_dir, mut ledger, run) = fresh();
    let text = |n: u8, outlet: &str| format!("Iran sent drones to Russia, {outlet} said in note {n}.");
    store(
        &mut ledger,
        run,
        &[
            aid(&text(1, "Kirby"), "https://a.example/1", "A", "2026-03-01"),
            aid(&text(2, "Kirby"), "https://b.example/1", "B", "2026-03-01"),
            aid("Iran sent nothing else to Russia for a whole year.", "https://c.example/1", "C", "2027-09-01"),
        ],
    );
    regroup(&mut ledger);
    let before = export(&ledger);
    let claims = found(&ledger, &ClaimFilter::default());
    let [late, x, y] = &claims[..] else { panic!("{claims:?}") };
    assert_eq!(x.event, y.event);
    assert_ne!(late.event, x.event);
    ledger.decide(&x.claim.id, &y.claim.id, Decision::Apart).unwrap();
    ledger.decide(&late.claim.id, &x.claim.id, Decision::Together).unwrap();
    regroup(&mut ledger);
    let event = |id: &str| ledger.claim(id).unwrap().unwrap().event.unwrap();
    assert_ne!(event(&x.claim.id), event(&y.claim.id));
    assert_eq!(event(&x.claim.id), event(&late.claim.id));
    assert_eq!(ledger.decisions().unwrap().len(), 2);
    assert!(ledger.undecide(&y.claim.id, &x.claim.id).unwrap());
    assert!(ledger.undecide(&x.claim.id, &late.claim.id).unwrap());
    assert!(!ledger.undecide(&x.claim.id, &late.claim.id).unwrap());
    regroup(&mut ledger);
    assert_eq!(export(&ledger), before);
}

#[test]
fn a_decision_follows_a_claim_whose_article_gets_a_name() {
    let (_dir, mut ledger, run) = fresh();
    let text = "Iran sent drones to Russia.";
    let nameless = aid(text, "", "", "2026-03-01");
    let id = nameless.claims[0].id.clone();
    store(&mut ledger, run, &[nameless]);
    ledger.decide(&id, "zzz", Decision::Apart).unwrap();
    store(&mut ledger, run, &[aid(text, "https://a.example/1", "A", "2026-03-01")]);
    let all = found(&ledger, &ClaimFilter::default());
    assert_eq!(all.len(), 1);
    assert_eq!(ledger.decisions().unwrap(), [(all[0].claim.id.clone(), "zzz".into(), Decision::Apart)]);
    regroup(&mut ledger);
}

#[test]
fn a_kill_in_between_is_mended() {
    let (dir, mut ledger, run) = fresh();
    let all = corpus();
    store(&mut ledger, run, &all[..20]);
    regroup(&mut ledger);
    let before = std::fs::read(dir.path().join("ledger.sekutu")).unwrap();
    drop(before);
    store(&mut ledger, run, &all[20..]);
    regroup(&mut ledger);
    let expect = export(&ledger);
    // as a kill leaves it: some events gone, some claims without, some pointing elsewhere, grouping due, and the mark of one that has begun
    Connection::open(dir.path().join("ledger.sekutu"))
        .unwrap()
        .execute_batch(
            "PRAGMA foreign_keys = ON; DELETE FROM events WHERE row IN (SELECT row FROM events ORDER BY id LIMIT 3);
             UPDATE claims SET event = (SELECT max(row) FROM events) WHERE row IN (SELECT row FROM claims ORDER BY id LIMIT 5);
             UPDATE meta SET value = value + 1 WHERE name = 'changes'; INSERT INTO due_days VALUES (20513, 20600, 999999);
             UPDATE meta SET value = (SELECT value FROM meta WHERE name = 'changes') WHERE name = 'whole'",
        )
        .unwrap();
    regroup(&mut ledger);
    assert_eq!(export(&ledger), expect);
}

/// Chosen by a fixed rule.
fn chosen(what: &str, n: usize) -> usize {
    usize::from_str_radix(&sekutu_model::hash(what)[..8], 16).unwrap() % n
}

/// News of some hundred days on few happenings, with texts that were edited, undated ones and later mentions of days long past.
fn news(n: usize, seed: usize) -> sekutu_ledger::Read<'static> {
    let of = |what: &str, m: usize| chosen(&format!("{seed} {n} {what}"), m);
    let (day, kind) = (of("day", 500) as i64, of("kind", 12));
    let published = if kind == 0 && of("undated", 4) == 0 {
        String::new()
    } else {
        (jiff::civil::date(2024, 1, 1) + jiff::Span::new().days(day)).to_string()
    };
    let parties = [("IRN", "Iran"), ("RUS", "Russia"), ("UKR", "Ukraine"), ("CHN", "China")];
    let (a, b) = (parties[of("a", 3)], parties[3]);
    let verb = ["sent", "visited", "accused"][of("verb", 3)];
    let past = jiff::civil::date(2024, 1, 1) + jiff::Span::new().days(day - 20 * of("back", 20) as i64);
    let text = format!("{} {verb} {} {} drones in case {} on {past}, it was said.", a.1, b.1, 100 + of("count", 3) * 100, of("case", 5));
    // some addresses come again, with another text
    let mut article = article(
        &text,
        &format!("https://{}.example/{}", of("outlet", 5), of("address", 70)),
        &format!("Outlet {}", of("outlet", 5)),
        &published,
        "en",
    );
    article.source = format!("{n}.txt");
    let event = [sekutu_model::Event::Aid, sekutu_model::Event::Consult, sekutu_model::Event::Accuse][of("verb", 3)];
    let mut c = claim(&article, event, verb, &[a], &[b]);
    if kind < 4 {
        c = on(c, &article, &past.to_string(), &past.to_string());
    }
    let again = claim(&article, sekutu_model::Event::Consult, "drones", &[b], &[a]);
    read(&article, if kind % 3 == 0 { vec![c, again] } else { vec![c] })
}

#[test]
fn grouping_in_pieces_gives_what_grouping_at_once_does() {
    let mut spared = 0;
    for seed in 0..6 {
        let mut all: Vec<_> = (0..160).map(|n| news(n, seed)).collect();
        if seed % 2 == 0 {
            // as news comes: by day, and single articles in between that come late
            all.sort_by_key(|r| (r.article.source.len() % 2 == 0, r.article.date()));
        }
        let (_dir, mut pieces, run) = fresh();
        let (_dir, mut once, run_of_once) = fresh();
        let mut from = 0;
        let mut piece = 0;
        while from < all.len() {
            let n = [90, 1, 3, 1, 12, 1][piece % 6].min(all.len() - from);
            let mut batch = all[from..from + n].to_vec();
            if piece % 4 == 3 {
                // another reader finds less in what is known
                batch.extend(all[chosen(&format!("{seed} {piece}"), from)..].iter().take(2).cloned().map(|r| sekutu_ledger::Read {
                    claims: r.claims.into_iter().skip(piece % 2).collect(),
                    reader: "model 2",
                    ..r
                }));
            }
            store(&mut pieces, run, &batch);
            store(&mut once, run_of_once, &batch);
            let done = regroup(&mut pieces);
            let claims = pieces.totals().unwrap().claims;
            assert!(done.claims <= claims);
            spared += usize::from(done.claims < claims / 2);
            (from, piece) = (from + n, piece + 1);
        }
        regroup(&mut once);
        assert!(export(&pieces) == export(&once), "seed {seed}");
    }
    assert!(spared > 10, "{spared}");
}
