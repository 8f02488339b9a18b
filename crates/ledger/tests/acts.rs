//! Acts are written with their events, follow them, and come to a ledger of the older form.

mod common;

use common::*;
use jiff::civil::date;
use sekutu_codebook::Codebook;
use sekutu_ledger::{EventFilter, Ledger, Read, War, Whose};
use sekutu_model::Event;
use sekutu_ties::{Act, Options, allies, tie};
use std::ops::ControlFlow;

fn acts(ledger: &Ledger, party: Option<&str>, other: Option<&str>, days: [Option<jiff::civil::Date>; 2]) -> Vec<Act> {
    let mut out = Vec::new();
    ledger
        .acts(party, other, days[0], days[1], &mut |a| {
            out.push(a);
            ControlFlow::Continue(())
        })
        .unwrap();
    out
}

fn all(ledger: &Ledger) -> Vec<Act> {
    acts(ledger, None, None, [None; 2])
}

/// Without the outlets of single claims, which the ledger knows also where the record does not tell, and without how sure they are, which no record tells.
fn bare(mut acts: Vec<Act>) -> Vec<Act> {
    acts.iter_mut().flat_map(|a| &mut a.vouches).for_each(|v| v.outlet = None);
    acts.into_iter().map(|a| a.sure(|_| None)).collect()
}

#[test]
fn acts_are_as_sure_as_their_claims() {
    let (_dir, mut ledger, run) = fresh();
    let mut doubted = war();
    doubted[0].claims[0].confidence = 0.42;
    store(&mut ledger, run, &doubted);
    ledger.regroup(&mut |_, _| {}).unwrap();
    let sure = |a: &Act| a.vouches.iter().map(|v| v.confidence).collect::<Vec<_>>();
    for act in all(&ledger) {
        assert_eq!(sure(&act), [if act.a == "IRN" { 42 } else { 90 }], "{act:?}");
    }
    assert_eq!(problems(&ledger), [""; 0]);
}

/// What the events' records give.
fn of_events(ledger: &Ledger) -> Vec<Act> {
    let mut out = Vec::new();
    ledger
        .each_event(&EventFilter::default(), &mut |e| {
            out.extend(Act::of(&e, Codebook::builtin()));
            ControlFlow::Continue(())
        })
        .unwrap();
    out.sort_by(|x, y| (&x.a, &x.b, x.day, x.event).cmp(&(&y.a, &y.b, y.day, y.event)));
    out
}

fn told(n: usize, words: &str, event: Event, a: (&str, &str), b: (&str, &str), day: &str, military: bool) -> Read<'static> {
    let article = article(&format!("{} {words} {} in case {n}.", a.1, b.1), &format!("https://{n}.example/"), &format!("o{n}"), day, "en");
    let mut c = claim(&article, event, words, &[a], &[b]);
    if military {
        c.contexts.push("military".into());
    }
    read(&article, vec![c])
}

/// Iran arms Russia, Russia fights Ukraine, the USA arms Ukraine; others have their own affairs.
fn war() -> Vec<Read<'static>> {
    let (irn, rus, ukr, usa) = (("IRN", "Iran"), ("RUS", "Russia"), ("UKR", "Ukraine"), ("USA", "America"));
    let (chn, idn) = (("CHN", "China"), ("IDN", "Indonesia"));
    vec![
        told(1, "armed", Event::Aid, irn, rus, "2022-10-01", true),
        told(2, "bombed", Event::Assault, rus, ukr, "2022-10-05", false),
        told(3, "armed", Event::Aid, usa, ukr, "2022-10-09", true),
        told(4, "visited", Event::Consult, chn, idn, "2022-10-11", false),
        told(5, "accused", Event::Accuse, usa, irn, "2022-10-12", false),
        told(6, "raided", Event::Assault, idn, chn, "2022-10-13", false),
        told(7, "armed", Event::Aid, chn, idn, "2022-10-14", true),
    ]
}

#[test]
fn acts_are_those_of_the_events() {
    let (_dir, mut ledger, run) = fresh();
    store(&mut ledger, run, &corpus());
    store(&mut ledger, run, &war());
    assert!(all(&ledger).is_empty());
    ledger.regroup(&mut |_, _| {}).unwrap();
    let found = all(&ledger);
    assert!(found.len() > 7);
    assert!(found.iter().flat_map(|a| a.vouches.iter().map(move |v| (a, v))).all(|(a, v)| a.outlets.contains(&v.outlet.unwrap())));
    assert_eq!(bare(found.clone()), bare(of_events(&ledger)));
    let of = |a: &str, b: &str| found.iter().filter(|x| x.a == a && x.b == b).cloned().collect::<Vec<_>>();
    let pair = acts(&ledger, Some("RUS"), Some("IRN"), [None; 2]);
    assert_eq!(pair, [of("RUS", "IRN"), of("IRN", "RUS")].concat());
    let rus = acts(&ledger, Some("RUS"), None, [None; 2]);
    assert_eq!(rus.len(), found.iter().filter(|x| x.a == "RUS" || x.b == "RUS").count());
    let october = [Some(date(2022, 10, 5)), Some(date(2022, 10, 9))];
    assert_eq!(acts(&ledger, None, None, october).iter().map(|a| a.a.as_str()).collect::<Vec<_>>(), ["RUS", "USA"]);
    assert!(ledger.has_acts("UKR").unwrap() && !ledger.has_acts("SWE").unwrap());
    // what one more report changes goes with its event
    let before = found.len();
    store(&mut ledger, run, &[told(8, "armed", Event::Aid, ("SWE", "Sweden"), ("UKR", "Ukraine"), "2022-10-20", true)]);
    ledger.regroup(&mut |_, _| {}).unwrap();
    assert_eq!((all(&ledger).len(), bare(all(&ledger))), (before + 1, bare(of_events(&ledger))));
}

#[test]
fn what_is_streamed_is_enough() {
    let (_dir, mut ledger, run) = fresh();
    store(&mut ledger, run, &war());
    ledger.regroup(&mut |_, _| {}).unwrap();
    let everything = all(&ledger);
    let options = Options::new(date(2022, 12, 1));
    let war = Some(War { intensity: options.weights.war_intensity(), from: None });
    let codes = ["IRN", "RUS", "UKR", "USA", "CHN", "IDN"];
    let mut harms = 0;
    for a in codes {
        let some = ledger.with_acts(Whose::Party(a), None, None, war, |acts| allies(a, acts, &options)).unwrap();
        assert_eq!(some, allies(a, &everything, &options), "{a}");
        for b in codes.iter().filter(|b| **b != a) {
            let some = ledger.with_acts(Whose::Pair(a, b), None, None, war, |acts| tie(a, b, acts, &options)).unwrap();
            harms += some.indirect.len();
            assert_eq!(some, tie(a, b, &everything, &options), "{a} {b}");
        }
    }
    assert!(harms >= 4, "{harms}");
    let n = ledger.with_acts(Whose::Party("IRN"), None, None, war, |acts| acts.count()).unwrap();
    assert_eq!(n, 3, "Iran's two, and Russia's war");
    let later = war.map(|w| War { from: Some(date(2022, 10, 6)), ..w });
    assert_eq!(ledger.with_acts(Whose::Party("IRN"), None, None, later, |acts| acts.count()).unwrap(), 2, "the war before is left out");
}

#[test]
fn a_ledger_of_the_older_form_gets_them_once() {
    let (_dir, path) = place();
    let mut ledger = Ledger::open(&path).unwrap();
    let run = begin(&mut ledger);
    store(&mut ledger, run, &war());
    ledger.regroup(&mut |_, _| {}).unwrap();
    let want = all(&ledger);
    drop(ledger);
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch(
        "DROP TABLE acts; UPDATE events SET digest = 'older'; UPDATE meta SET value = '0.1.0 1' WHERE name = 'grouped_by';
         DROP TABLE due_days; DROP TABLE due_events; DELETE FROM meta WHERE name IN ('whole', 'packed', 'loose', 'packs');
         DROP INDEX features_place; ALTER TABLE features DROP COLUMN until; CREATE UNIQUE INDEX features_place ON features (place); PRAGMA user_version = 1;",
    )
    .unwrap();
    drop(conn);
    let mut ledger = Ledger::open(&path).unwrap();
    assert!(!ledger.is_of_this_version().unwrap() && all(&ledger).is_empty());
    let done = ledger.regroup(&mut |_, _| {}).unwrap();
    assert!(done.written == done.events && ledger.is_of_this_version().unwrap());
    assert_eq!(all(&ledger), want);
    assert_eq!(ledger.regroup(&mut |_, _| {}).unwrap().written, 0);
}

#[test]
fn altered_acts_are_found() {
    let (_dir, path) = place();
    let mut ledger = Ledger::open(&path).unwrap();
    let run = begin(&mut ledger);
    store(&mut ledger, run, &war());
    store(&mut ledger, run, &corpus());
    ledger.regroup(&mut |_, _| {}).unwrap();
    assert_eq!(problems(&ledger), [""; 0]);
    drop(ledger);
    for change in [
        "UPDATE acts SET fight = 100 WHERE fight > 0 AND a = 'RUS'",
        "DELETE FROM acts WHERE a = 'USA' AND b = 'IRN'",
        "UPDATE acts SET record = x'01' WHERE a = 'IDN'",
    ] {
        let before = std::fs::read(&path).unwrap();
        let conn = rusqlite::Connection::open(&path).unwrap();
        assert_eq!(conn.execute(change, []).unwrap(), 1, "{change}");
        drop(conn);
        let found = problems(&Ledger::read(&path).unwrap());
        assert!(found.len() == 1 && found[0].contains("acts"), "{change}: {found:?}");
        std::fs::write(&path, before).unwrap();
    }
}
