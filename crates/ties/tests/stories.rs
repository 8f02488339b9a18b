//! Small stories with known endings.

mod common;

use common::{acts, day, event};
use jiff::ToSpan;
use sekutu_codebook::Codebook;
use sekutu_ties::{
    Act, By, ClaimKey, Direction, EventId, Fact, FactKind, HalfLife, Label, Manner, Network, Options, Points, Sectors, Side, Step, Weights,
    against, allies, changes, facts, series, tie, ties, trend,
};

fn plain(as_of: &str) -> Options {
    Options { half_life: HalfLife::NEVER, ..Options::new(day(as_of)) }
}

const WAR: &str = "
    2022-11-01 RUS ASSAULT/aerial UKR military reported ukr,ap,afp,un
    2022-11-02 RUS ASSAULT/drone UKR military reported ukr,reuters,bbc
    2022-11-03 PRK AID RUS military alleged usa,kor
    2022-11-04 PRK AID RUS military reported usa,kor,jpn
    2022-11-05 PRK,RUS CONSULT - diplomatic reported tass,kcna
    2022-11-06 IRN AID RUS military reported! usa,ukr
    2022-11-07 CHN CONSULT/phone RUS - reported xinhua
    2022-11-08 USA AID UKR military reported usa,ukr,ap
    2022-11-09 USA SANCTION RUS economic reported usa,ap,reuters
    2022-11-10 BLR AID RUS - denied blr";

#[test]
fn a_story_of_allies() {
    let acts = acts(WAR);
    let options = plain("2022-12-31");
    let all = allies("RUS", &acts, &options);
    let order: Vec<(&str, Label)> = all.iter().map(|t| (t.b.as_str(), t.label)).collect();
    assert_eq!(
        order,
        [
            ("PRK", Label::Cooperative),
            ("IRN", Label::Cooperative),
            ("CHN", Label::TooLittleEvidence),
            ("BLR", Label::TooLittleEvidence),
            ("UKR", Label::Conflictual),
            ("USA", Label::Conflictual),
        ]
    );
    let prk = &all[0];
    assert_eq!(prk.cooperation.value, Points::of(7.4 * 0.5 + 7.4 + 1.5));
    assert_eq!((prk.cooperation.deeds, prk.cooperation.words), (Points::of(11.1), Points::of(1.5)));
    assert_eq!((prk.cooperation.events, prk.cooperation.origins, prk.conflict.events), (3, 5, 0));
    assert_eq!(prk.receipt.iter().map(|l| l.by).collect::<Vec<_>>(), [By::B, By::B, By::Both]);
    assert_eq!(all[1].cooperation.value, Points::of(3.7), "a contested event counts half");
    assert_eq!(all[3].receipt.len(), 1, "what is denied stands in the receipt, at nothing");
    assert_eq!(all[3].receipt[0].product, Points::ZERO);
    // Russia's enemies; and those who arm them
    let against: Vec<&str> = against(&all).iter().map(|t| t.b.as_str()).collect();
    assert_eq!(against, ["UKR", "USA"]);
}

#[test]
fn arms_to_one_side_harm_the_other_apart() {
    let acts = acts(WAR);
    let options = plain("2022-12-31");
    let usa = tie("RUS", "USA", &acts, &options);
    assert_eq!(usa.harm_by("USA"), Points::of(7.4));
    assert_eq!((usa.indirect[0].through.as_str(), usa.indirect[0].to.as_str()), ("UKR", "RUS"));
    assert_eq!(usa.conflict.value, Points::of(6.0), "the harm is in no sum");
    // North Korea has no act towards Ukraine, and yet arms its enemy
    let prk = tie("UKR", "PRK", &acts, &options);
    assert!(prk.receipt.is_empty() && prk.label == Label::TooLittleEvidence);
    assert_eq!((prk.harm_by("PRK"), prk.harm_by("UKR")), (Points::of(7.4 * 1.5), Points::ZERO));
    assert_eq!(allies("UKR", &acts, &options).iter().find(|t| t.b == "PRK"), Some(&prk));
    // no fight near the gift, no harm; nor by sanctions, money for relief, or a gift to one's own enemy
    let far = "2021-01-01 RUS ASSAULT UKR - reported a,b\n 2022-11-08 USA AID UKR military reported a,b";
    assert!(tie("RUS", "USA", common::acts(far), &options).indirect.is_empty());
    let soft = "2022-11-01 RUS SANCTION UKR - reported a,b\n 2022-11-08 USA AID UKR military reported a,b";
    assert!(tie("RUS", "USA", common::acts(soft), &options).indirect.is_empty());
    let relief = "2022-11-01 RUS ASSAULT UKR - reported a,b\n 2022-11-08 USA AID UKR economic reported a,b";
    assert!(tie("RUS", "USA", common::acts(relief), &options).indirect.is_empty());
    let own = "2022-11-01 RUS ASSAULT UKR - reported a,b\n 2022-11-08 RUS AID UKR military reported a,b";
    assert!(tie("RUS", "UKR", common::acts(own), &options).indirect.is_empty());
}

#[test]
fn an_event_makes_an_act_for_each_pair() {
    let pairs =
        |line: &str| Act::of(&event(line), Codebook::builtin()).iter().map(|a| format!("{}>{}", a.a, a.b)).collect::<Vec<_>>().join(" ");
    assert_eq!(pairs("2022-01-01 A,B CONSULT - - reported x"), "A>B B>A");
    assert_eq!(pairs("2022-01-01 A,B,C CONSULT - - reported x"), "A>B A>C B>A B>C C>A C>B");
    assert_eq!(pairs("2022-01-01 A,B ACCUSE C,D - reported x"), "A>C A>D B>C B>D");
    assert_eq!(pairs("2022-01-01 A,B ACCUSE A - reported x"), "B>A");
    assert_eq!(pairs("2022-01-01 SYR.REB,SYR.MIL ASSAULT SYR - reported x"), "");
    assert_eq!(pairs("2022-01-01 A PROTEST - - reported x"), "");
    let mut nameless = event("2022-01-01 A ACCUSE B - reported x");
    nameless.recipient[0].code = None;
    assert!(Act::of(&nameless, Codebook::builtin()).is_empty());
}

#[test]
fn the_facts_of_an_act() {
    let act = |line: &str| Act::of(&event(line), Codebook::builtin()).remove(0);
    let aid = act("2022-01-01 USA AID UKR - reported x");
    assert_eq!((aid.intensity, aid.side, aid.manner, aid.arms), (7.4, Side::Cooperation, Manner::Deed, false));
    let visit = act("2022-01-01 A CONSULT/visit B - reported x");
    assert_eq!((visit.intensity, visit.manner, visit.mode.as_deref()), (1.9, Manner::Word, Some("visit")));
    let accuse = act("2022-01-01 A ACCUSE B - reported x");
    assert_eq!((accuse.intensity, accuse.side, accuse.manner), (3.0, Side::Conflict, Manner::Word));
    let mut drones = event("2022-01-01 IRN AID RUS - reported x");
    drones.history[0].scope.items = vec!["drone".into()];
    assert!(Act::of(&drones, Codebook::builtin())[0].arms);
}

#[test]
fn the_day_of_an_act() {
    let check = |from: Option<&str>, to: Option<&str>, status: &str, expect: Option<&str>| {
        let mut e = event(&format!("2022-06-10 A AID B - {status} x"));
        (e.from, e.to) = (from.map(day), to.map(day));
        e.last_report = Some(day("2022-06-20"));
        assert_eq!(Act::of(&e, Codebook::builtin())[0].day, expect.map(day), "{from:?} {to:?} {status}");
    };
    check(Some("2022-06-09"), Some("2022-06-09"), "reported", Some("2022-06-09"));
    check(Some("2022-06-01"), Some("2022-06-30"), "reported", Some("2022-06-20"));
    check(Some("2012-01-01"), None, "reported", Some("2022-06-20"));
    check(Some("2022-07-01"), Some("2022-07-31"), "planned", Some("2022-06-10"));
    check(None, None, "reported", Some("2022-06-20"));
    let mut e = event("2022-06-10 A AID B - reported x");
    (e.from, e.to, e.first_report, e.last_report) = (None, None, None, None);
    let acts = Act::of(&e, Codebook::builtin());
    assert_eq!(acts[0].day, None);
    let t = tie("A", "B", &acts, &plain("2022-12-31"));
    assert_eq!((t.cooperation.value, t.receipt.len()), (Points::ZERO, 1));
}

#[test]
fn half_life_period_and_as_of() {
    let acts = acts("2022-01-01 A AID B - reported x,y\n 2022-04-01 A AID B - reported x,y");
    let value = |o: &Options| tie("A", "B", &acts, o).cooperation.value;
    assert_eq!(value(&Options::new(day("2022-04-01"))), Points::of(7.4 * 1.5));
    assert_eq!(value(&Options::new(day("2022-03-31"))), Points::of(7.4 * (-89.0f64 / 90.0).exp2()));
    assert_eq!(value(&Options { from: Some(day("2022-01-02")), ..plain("2023-01-01") }), Points::of(7.4));
    assert_eq!(value(&plain("2021-12-31")), Points::ZERO);
}

#[test]
fn what_is_left_out() {
    let acts = acts("2022-11-06 IRN AID RUS military reported! usa,ukr");
    let id = acts[0].event.to_string();
    let check = |with: &dyn Fn(&mut Options), expect: f64, lines: usize| {
        let mut o = plain("2022-12-31");
        with(&mut o);
        let t = tie("RUS", "IRN", &acts, &o);
        assert_eq!((t.cooperation.value, t.receipt.len()), (Points::of(expect), lines));
    };
    check(&|_| {}, 3.7, 1);
    check(&|o| o.contested = false, 0.0, 1);
    check(&|o| o.without.speakers.extend(["USA".into()]), 3.7, 1);
    check(&|o| o.without.speakers.extend(["USA".into(), "UKR.MIL".into()]), 0.0, 0);
    check(&|o| o.without.outlets.extend(["the usa".into(), "the ukr".into()]), 0.0, 0);
    check(&|o| o.without.events.extend([id.clone()]), 0.0, 0);
    check(&|o| o.without.claims.extend([format!("{id}-usa")]), 3.7, 1);
    // without the one who denies, nothing is contested
    check(&|o| o.without.speakers.extend(["NAY".into()]), 7.4, 1);
    check(&|o| o.without.claims.extend([format!("{id}-no")]), 7.4, 1);
}

#[test]
fn a_line_tells_on_which_claims_it_hinges() {
    let mut e = event("2022-11-06 IRN AID RUS military reported usa,ukr,gbr");
    e.history[1].status = sekutu_model::Status::Alleged;
    e.history[2].status = sekutu_model::Status::Alleged;
    let acts = Act::of(&e, Codebook::builtin());
    let t = tie("RUS", "IRN", &acts, &plain("2022-12-31"));
    let claim = |o: &str| ClaimKey::of(&format!("{}-{o}", e.id));
    assert_eq!(t.receipt[0].without(&claim("usa")), Points::of(3.7), "without the only one who reports it, it is alleged");
    assert_eq!(t.receipt[0].without(&claim("ukr")), Points::of(7.4));
    assert_eq!(t.receipt[0].hinges.len(), 1);
}

#[test]
fn rebels_are_not_the_state() {
    let acts = acts(
        "2022-01-01 SYR.REB ASSAULT TUR - reported x,y\n 2022-01-02 HAMAS.REB ASSAULT ISR - reported x,y,z\n 2022-01-02 PKK.REB ASSAULT TUR - reported x,y",
    );
    let value = |a, b, sectors| tie(a, b, &acts, &Options { sectors, ..plain("2022-12-31") }).conflict.value;
    assert_eq!(value("SYR", "TUR", Sectors::States), Points::ZERO);
    assert_eq!(value("SYR", "TUR", Sectors::All), Points::of(9.5));
    assert_eq!(value("HAMAS", "ISR", Sectors::States), Points::of(9.5));
    assert_eq!(value("PKK", "TUR", Sectors::States), Points::of(9.5), "a group of its own, though its code has three letters");
}

#[test]
fn what_nobody_vouches_for_any_more_counts_nothing() {
    let t = tie("A", "B", acts("2022-01-01 A AID B - reported -"), &plain("2022-12-31"));
    assert_eq!((t.cooperation.value, t.receipt.len()), (Points::ZERO, 1));
}

#[test]
fn labels_need_two_origins() {
    let label = |story: &str| tie("A", "B", acts(story), &plain("2022-12-31")).label;
    let many = |kind: &str, origins: &str| (1..=9).map(|d| format!("2022-01-0{d} A {kind} B - reported {origins}\n")).collect::<String>();
    assert_eq!(label(&many("AID", "x")), Label::TooLittleEvidence);
    assert_eq!(label(&many("AID", "x,y")), Label::Cooperative);
    assert_eq!(label(&many("ASSAULT", "x,y")), Label::Conflictual);
    assert_eq!(label(&(many("AID", "x,y,z") + &many("COERCE", "x,y,z"))), Label::Mixed);
    assert_eq!(label(&(many("AID", "x,y") + &many("ASSAULT", "z"))), Label::TooLittleEvidence);
    assert_eq!(label(""), Label::TooLittleEvidence);
}

#[test]
fn users_weights() {
    let weights = Weights::parse(&Weights::BUILTIN_TOML.replace("alleged = 0.5", "alleged = 0.25")).unwrap();
    let t = tie("A", "B", acts("2022-12-31 A AID B - alleged x"), &Options::with(day("2022-12-31"), weights));
    assert_eq!(t.cooperation.value, Points::of(7.4 / 4.0));
}

/// A tie that is at peace until the last day of 2021 and at war from then on.
fn turning(noise: bool) -> Vec<Act> {
    let mut story = String::new();
    for i in 0..24i64 {
        let first = day("2020-01-01").checked_add(i.months()).unwrap();
        for k in 0..6i64 {
            let d = first.checked_add((4 * k).days()).unwrap();
            let (kind, other) = if i < 12 { ("AID", "ACCUSE") } else { ("ASSAULT", "CONSULT") };
            let kind = if noise && k == i % 6 { other } else { kind };
            story += &format!("{d} A {kind} B - reported o{},p{}\n", k, i % 5);
        }
    }
    acts(&story)
}

#[test]
fn a_turn_is_found_with_its_events() {
    for noise in [false, true] {
        let acts = turning(noise);
        let s = series("B", "A", &acts, Step::Month, &plain("2021-12-31"));
        assert_eq!((s.points.len(), s.lines.len()), (24, 144));
        assert_eq!(trend(&s).direction, Direction::Cooling);
        let found = changes(&s);
        assert_eq!(found.iter().map(|c| c.at).collect::<Vec<_>>(), [day("2021-01-01")]);
        assert!(!found[0].events.is_empty() && found[0].strength >= 1.0);
        let near = acts.iter().filter(|a| (day("2020-11-01")..=day("2021-02-28")).contains(&a.day.unwrap())).map(|a| a.event);
        let near: Vec<EventId> = near.collect();
        assert!(found[0].events.iter().all(|e| near.contains(e)));
    }
}

#[test]
fn a_steady_tie_has_neither_trend_nor_change() {
    let story: String = (0..24i64)
        .map(|i| {
            let d = day("2020-01-05").checked_add(i.months()).unwrap();
            let kind = if i % 3 == 0 { "ACCUSE" } else { "CONSULT" };
            format!("{d} A {kind} B - reported x,y\n")
        })
        .collect();
    let s = series("A", "B", acts(&story), Step::Month, &plain("2021-12-31"));
    assert_eq!(trend(&s).direction, Direction::NoClearChange);
    assert!(changes(&s).is_empty());
}

#[test]
fn a_sparse_tie_warms() {
    // one event a quarter with gaps: threats, then complaints and talks, then aid
    let story = "
        2020-02-01 A THREATEN B - reported x
        2020-08-01 A THREATEN B - reported y
        2020-08-02 A CONSULT B - reported y
        2021-02-01 A ACCUSE B - reported x
        2021-02-02 A CONSULT/visit B - reported x
        2021-08-01 A REQUEST B - reported x
        2021-08-02 A CONSULT B - reported z
        2022-02-01 A REQUEST B - reported z
        2022-02-01 A AID B - reported z
        2022-08-01 A AID B - reported z";
    let s = series("A", "B", acts(story), Step::Quarter, &plain("2022-12-31"));
    assert_eq!((s.points.len(), trend(&s).periods), (12, 6));
    assert_eq!(trend(&s).direction, Direction::Warming);
}

#[test]
fn a_series_adds_up_at_every_step() {
    let acts = turning(true);
    let options = Options { from: Some(day("2020-02-10")), ..plain("2021-11-20") };
    let whole = tie("A", "B", &acts, &options);
    for step in [Step::Day, Step::Week, Step::Month, Step::Quarter, Step::Year] {
        let s = series("A", "B", &acts, step, &options);
        assert_eq!(s.points.iter().map(|p| p.cooperation).sum::<Points>(), whole.cooperation.value);
        assert_eq!(s.points.iter().map(|p| p.conflict).sum::<Points>(), whole.conflict.value);
        assert_eq!((s.points[0].from, s.points[s.points.len() - 1].to), (day("2020-02-10"), day("2021-11-20")));
        assert!(s.points.windows(2).all(|w| w[0].to.tomorrow().unwrap() == w[1].from));
    }
}

#[test]
fn blocs_of_a_war() {
    let story = "
        2022-01-01 A,B COOPERATE - - reported x
        2022-01-01 B,C COOPERATE - - reported x
        2022-01-01 D,E COOPERATE - - reported x
        2022-01-01 A ASSAULT D - reported x
        2022-01-01 C ASSAULT E - reported x
        2022-01-01 C ACCUSE A - reported x
        2022-01-02 F CONSULT F - reported x";
    let network = Network::of(acts(story), &plain("2022-12-31"));
    assert_eq!(network.parties, ["A", "B", "C", "D", "E"]);
    let found = network.blocs(1);
    assert_eq!(found.blocs, [vec!["A", "B", "C"], vec!["D", "E"]]);
    assert!(found.modularity > 0.3);
    assert!(found.balance.exact() && found.balance.high == 1 && found.balance.edges == 6);
    assert_eq!(found.balance.value, Some((1.0 - 1.0 / 3.0, 1.0 - 1.0 / 3.0)));
    let none = Network::of(Vec::<Act>::new(), &plain("2022-12-31")).blocs(1);
    assert!(none.blocs.is_empty() && none.balance.value.is_none());
}

#[test]
fn facts_stand_beside() {
    let pact = |kind, parties: &[&str], from: &str, to: Option<&str>| Fact {
        kind,
        parties: parties.iter().map(|p| (*p).to_owned()).collect(),
        title: "Treaty".into(),
        from: Some(day(from)),
        to: to.map(day),
        source: "test".into(),
    };
    let all = [
        pact(FactKind::Treaty, &["RUS", "PRK"], "2000-02-09", Some("2024-12-03")),
        pact(FactKind::Defence, &["PRK", "RUS"], "2024-12-04", None),
        pact(FactKind::Defence, &["PRK", "CHN"], "1961-07-11", None),
    ];
    let kinds = |on| facts(&all, "RUS", "PRK", day(on)).iter().map(|f| f.kind).collect::<Vec<_>>();
    assert_eq!((kinds("2020-01-01"), kinds("2025-01-01"), kinds("1999-01-01")), (vec![FactKind::Treaty], vec![FactKind::Defence], vec![]));
}

/// `cargo nextest run --release -p sekutu-ties --run-ignored only speed --no-capture`: 200,000 acts of 80 parties and 300 origins.
#[test]
#[ignore = "a measurement"]
fn speed() {
    let kinds = ["AID", "CONSULT/visit", "ACCUSE", "ASSAULT", "SANCTION", "COOPERATE", "SUPPORT"];
    let mut all = Vec::new();
    let start = day("2020-01-01");
    for i in 0..200_000i64 {
        let h = sekutu_ties::hash(&i.to_string());
        let d = start.checked_add(((h % 1000) as i64).days()).unwrap();
        let other = format!("P{}", h / 1000 % 80);
        let origins: Vec<String> = (0..=h / 80_000 % 3).map(|k| format!("o{}", (h / 240_000 + 7 * k) % 300)).collect();
        let (a, b) = if h >> 60 < 8 { ("RUS", other.as_str()) } else { (other.as_str(), "RUS") };
        let line = format!("{d} {a} {} {b} military reported {}", kinds[(h >> 50) as usize % 7], origins.join(","));
        let mut e = event(&line);
        e.id = format!("{h:016x}");
        all.extend(Act::of(&e, Codebook::builtin()));
    }
    let options = Options::new(day("2022-12-31"));
    // on a busy machine the clock tells more about the others: where Linux counts it, the thread's own time is taken
    let clock = std::time::Instant::now();
    let now = || {
        let own =
            std::fs::read_to_string("/proc/thread-self/schedstat").ok().and_then(|s| s.split(' ').next().and_then(|n| n.parse().ok()));
        own.map_or_else(|| clock.elapsed(), std::time::Duration::from_nanos)
    };
    let best = |f: &dyn Fn() -> usize| {
        let mut all: Vec<_> = (0..7)
            .map(|_| {
                let start = now();
                assert!(f() > 0);
                now() - start
            })
            .collect();
        all.sort_unstable();
        all[0]
    };
    let took = best(&|| allies("RUS", &all, &options).len());
    println!("allies, all acts the party's own: {took:?} for {} acts", all.len());
    println!("allies, of 80 acts one the party's own: {:?}", best(&|| allies("P7", &all, &options).len()));
    println!("ties: {:?}", best(&|| ties(&all, &options).len()));
    println!("network: {:?}", best(&|| Network::of(&all, &options).parties.len()));
    let bytes: Vec<Vec<u8>> = all.iter().map(Act::to_bytes).collect();
    println!("bytes an act: {}", bytes.iter().map(Vec::len).sum::<usize>() / bytes.len());
    println!("read from bytes: {:?}", best(&|| allies("RUS", bytes.iter().map(|b| Act::from_bytes(b).unwrap()), &options).len()));
    assert!(took.as_millis() < 100, "{took:?}");
}

#[test]
fn the_readers_doubt_is_taken_off() {
    // of one origin the surest claim speaks, and origins leave less in doubt together
    let sure = |claim: &ClaimKey| {
        let told = |o: &str| *claim == ClaimKey::of(&format!("{}-{o}", event(TWO).id));
        Some(if told("x") { 0.6 } else { 0.5 })
    };
    const TWO: &str = "2022-12-31 A AID B - reported x,y";
    let doubted: Vec<Act> = acts(TWO).into_iter().map(|a| a.sure(sure)).collect();
    let t = tie("A", "B", &doubted, &plain("2022-12-31"));
    let line = &t.receipt[0];
    assert_eq!((line.factors.confidence, t.cooperation.value), (0.8, Points::of(7.4 * 0.8)));
    let without = |o: &str| line.without(&ClaimKey::of(&format!("{}-{o}", line.event)));
    assert_eq!((without("x"), without("y")), (Points::of(7.4 * 0.5), Points::of(7.4 * 0.6)));

    let mut copies = doubted.clone();
    copies[0].origins.truncate(1);
    copies[0].vouches.iter_mut().for_each(|v| v.origin = 0);
    assert_eq!(tie("A", "B", &copies, &plain("2022-12-31")).cooperation.value, Points::of(7.4 * 0.6));

    let off = Options { confidence: false, ..plain("2022-12-31") };
    assert_eq!(tie("A", "B", &doubted, &off).cooperation.value, Points::of(7.4));
    let half = Weights::parse(&Weights::BUILTIN_TOML.replace("confidence = 1.0", "confidence = 0.5")).unwrap();
    let half = Options { weights: half, ..plain("2022-12-31") };
    assert_eq!(tie("A", "B", &doubted, &half).cooperation.value, Points::of(7.4 * 0.9));
    assert_eq!(tie("A", "B", acts(TWO), &plain("2022-12-31")).cooperation.value, Points::of(7.4), "claims without a figure are certain");
}
