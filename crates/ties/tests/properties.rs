//! What must hold for any acts.

mod common;

use common::{day, event};
use jiff::ToSpan;
use proptest::prelude::*;
use sekutu_codebook::Codebook;
use sekutu_merge::EventRecord;
use sekutu_model::Status;
use sekutu_ties::{Act, ClaimKey, HalfLife, Options, Points, Side, Tie, allies, tie};

prop_compose! {
    fn an_event()(
        days in 0i64..700, actor in 0usize..5, recipient in 0usize..6, kind in 0usize..16, status in 0usize..5, contested: bool, military: bool,
        origins in prop::collection::btree_set(0u8..6, 0..4), alleged in 0u8..8, id: u64,
    ) -> EventRecord {
        let codes = ["RUS", "UKR", "USA", "PRK", "SYR.REB", "-"];
        let d = day("2021-01-01").checked_add(days.days()).unwrap();
        let both = recipient == 5 || codes[recipient] == codes[actor];
        let (a, r) = if both { (format!("{},CHN", codes[actor]), "-") } else { (codes[actor].to_owned(), codes[recipient]) };
        let names: Vec<String> = origins.iter().map(|o| format!("o{o}")).collect();
        let names = if names.is_empty() { "-".to_owned() } else { names.join(",") };
        let kind = sekutu_model::Event::ALL[kind];
        let status = Status::ALL[status];
        let line = format!("{d} {a} {kind} {r} {} {status}{} {names}", if military { "military" } else { "-" }, if contested { "!" } else { "" });
        let mut e = event(&line);
        // some claims say less than the event's status; a claim may tell both the event and its denial
        for (i, s) in e.history.iter_mut().enumerate() {
            if status == Status::Reported && alleged >> i & 1 == 1 {
                s.status = Status::Alleged;
            }
        }
        if contested && alleged & 4 == 4 && let Some(claim) = e.origins.first().map(|o| o.claims[0].clone()) {
            e.claims.pop();
            e.history.last_mut().unwrap().claim = claim;
        }
        e.id = format!("{id:016x}");
        e
    }
}

fn events() -> impl Strategy<Value = Vec<EventRecord>> {
    prop::collection::vec(an_event(), 0..40)
}

/// With claims that the reader is more or less sure of, some of them certain.
fn acts(events: &[EventRecord]) -> Vec<Act> {
    let doubted = |c: &ClaimKey| Some(((format!("{c:?}").bytes().map(u32::from).sum::<u32>() % 12) as f32 / 10.0).min(1.0));
    events.iter().flat_map(|e| Act::of(e, Codebook::builtin())).map(|a| a.sure(doubted)).collect()
}

fn options(contested: bool) -> Options {
    Options { contested, confidence: contested, resamples: 50, ..Options::new(day("2022-10-01")) }
}

fn adds_up(t: &Tie) {
    for side in [Side::Cooperation, Side::Conflict] {
        let (sum, lines) = (t.sum(side), t.receipt.iter().filter(|l| l.side == side));
        assert_eq!(sum.value, lines.clone().map(|l| l.product).sum::<Points>());
        assert_eq!(sum.value, sum.deeds + sum.words);
        assert_eq!(sum.events, lines.clone().filter(|l| l.product > Points::ZERO).count());
        assert!(sum.low <= sum.value.value() && sum.value.value() <= sum.high && sum.low >= 0.0, "{sum:?}");
        for l in lines {
            assert_eq!(l.product, l.factors.product());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn receipts_add_up(events in events(), contested: bool) {
        let acts = acts(&events);
        for t in allies("RUS", &acts, &options(contested)) {
            adds_up(&t);
            prop_assert_eq!(&tie("RUS", &t.b, &acts, &options(contested)), &t);
        }
    }

    #[test]
    fn an_event_left_out_takes_its_line(events in events(), contested: bool) {
        let acts = acts(&events);
        for t in allies("RUS", &acts, &options(contested)) {
            for line in &t.receipt {
                let mut o = options(contested);
                o.without.events.insert(line.event.to_string());
                let less = tie("RUS", &t.b, &acts, &o);
                prop_assert_eq!(less.sum(line.side).value, t.sum(line.side).value - line.product);
                prop_assert_eq!(less.receipt.len() + 1, t.receipt.len());
            }
        }
    }

    #[test]
    fn a_claim_left_out_takes_what_hinges_on_it(events in events(), contested: bool) {
        let acts = acts(&events);
        for t in allies("RUS", &acts, &options(contested)) {
            for line in &t.receipt {
                let Some(e) = events.iter().find(|e| e.id == line.event.to_string()) else { continue };
                for claim in &e.claims {
                    let mut o = options(contested);
                    o.without.claims.insert(claim.clone());
                    let less = tie("RUS", &t.b, &acts, &o);
                    let key = ClaimKey::of(claim);
                    let expect: Points = t.receipt.iter().filter(|l| l.side == line.side).map(|l| l.without(&key)).sum();
                    prop_assert_eq!(less.sum(line.side).value, expect);
                }
            }
        }
    }

    #[test]
    fn order_and_repetition_do_not_matter(events in events(), turn in 0usize..100) {
        let acts = acts(&events);
        let expect = allies("RUS", &acts, &options(true));
        let mut other = acts.clone();
        other.reverse();
        let at = turn % (other.len() + 1);
        other.rotate_left(at);
        prop_assert_eq!(&allies("RUS", &other, &options(true)), &expect);
        other.extend(acts.clone());
        prop_assert_eq!(&allies("RUS", other, &options(true)), &expect);
    }

    #[test]
    fn one_event_more_adds_no_less(events in events(), more in an_event()) {
        let (fewer, mut all) = (acts(&events), events.clone());
        all.push(more);
        let after = allies("RUS", acts(&all), &options(true));
        for t in allies("RUS", &fewer, &options(true)) {
            let u = after.iter().find(|u| u.b == t.b).unwrap();
            prop_assert!(u.cooperation.value >= t.cooperation.value && u.conflict.value >= t.conflict.value);
        }
    }

    #[test]
    fn fading_is_monotone(events in events(), later in 0i64..500, half in 1.0f64..400.0) {
        let acts: Vec<Act> = acts(&events).into_iter().filter(|a| a.day.is_some_and(|d| d <= day("2022-10-01"))).collect();
        let now = Options { half_life: HalfLife::days(half).unwrap(), ..options(true) };
        let then = Options { as_of: now.as_of.checked_add(later.days()).unwrap(), ..now.clone() };
        let slower = Options { half_life: HalfLife::days(half * 1.5).unwrap(), ..now.clone() };
        let value = |o: &Options| { let t = tie("RUS", "UKR", &acts, o); (t.cooperation.value, t.conflict.value) };
        let (v, w, s) = (value(&now), value(&then), value(&slower));
        prop_assert!(w.0 <= v.0 && w.1 <= v.1 && s.0 >= v.0 && s.1 >= v.1);
    }

    #[test]
    fn bytes_come_back(events in events()) {
        for act in acts(&events) {
            let bytes = act.to_bytes();
            prop_assert_eq!(&Act::from_bytes(&bytes).unwrap(), &act);
            let json = serde_json::to_string(&act).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Act>(&json).unwrap(), &act);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..80), event in an_event(), at: prop::sample::Index, to: u8) {
        let _ = Act::from_bytes(&[&[Act::FORM][..], &bytes].concat());
        if let Some(act) = Act::of(&event, Codebook::builtin()).first() {
            let mut bytes = act.to_bytes();
            let at = at.index(bytes.len());
            prop_assert!(Act::from_bytes(&bytes[..at]).is_err());
            bytes[at] = to;
            let _ = Act::from_bytes(&bytes);
        }
    }
}
