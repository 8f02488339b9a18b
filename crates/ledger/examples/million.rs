//! Makes a ledger of synthetic claims and times what is done to it and asked of it.
//!
//! `cargo run --release -p sekutu-ledger --example million -- PATH [claims] [claims an article] [group|no] [shuffled] [more]`: a million claims, five an article of 500 words, unless said otherwise; with `group` they
//! are grouped too; with `more`, twenty articles of the last day come and are grouped, then twenty of a day in the middle. Articles come in the order of their days, fifty a day, as news does; with `shuffled` on any of four thousand days, which is the hardest for every index. Times of processor are given beside those of the clock where the system tells them, for a machine that others use as well.
//! The cold times are those of a file that the system has forgotten (`posix_fadvise` by way of `dd`), read by a new connection.

use sekutu_ledger::{ClaimFilter, ClaimSort, EventFilter, EventSort, Ledger, Page, Read, RunInfo, War, Whose};
use sekutu_merge::{Carrier, Signature, Traces};
use sekutu_model::{Article, Claim, Date, DateSource, Event, Evidence, Meaning, Party, PartyMention, Published, Quote, Span, Status, hash};
use sekutu_ties::{Act, Options, Step, allies, changes, series, tie, trend};
use std::path::Path;
use std::time::Instant;

/// The machine that chooses: a linear congruential generator, the same numbers each time.
struct Dice(u64);

impl Dice {
    fn next(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }

    /// As words and names are: the first ones much oftener than the last.
    fn skewed(&mut self, n: usize) -> usize {
        let x = self.next(1 << 20) as f64 / f64::from(1 << 20);
        ((n as f64).powf(x) - 1.0) as usize
    }
}

const CODES: usize = 190;

fn code(i: usize) -> String {
    const FIRST: [&str; 8] = ["USA", "RUS", "CHN", "UKR", "ISR", "IRN", "PRK", "IDN"];
    FIRST
        .get(i)
        .map_or_else(|| format!("{}{}{}", (b'A' + (i / 26 % 26) as u8) as char, (b'A' + (i % 26) as u8) as char, 'Q'), |c| (*c).to_owned())
}

fn word(i: usize) -> String {
    const PARTS: [&str; 16] = ["ka", "re", "to", "mi", "su", "na", "lo", "di", "pe", "gu", "ba", "zi", "fo", "he", "ya", "wu"];
    let mut out = String::new();
    let mut i = i + 16;
    while i > 0 {
        out.push_str(PARTS[i % 16]);
        i /= 16;
    }
    out
}

fn article(n: usize, each: usize, shuffled: bool, dice: &mut Dice) -> Read<'static> {
    let mut text = String::new();
    let mut claims = Vec::new();
    for _ in 0..16 {
        let (start, a, b) = (text.len(), code(dice.skewed(CODES)), code(dice.skewed(CODES)));
        let mut at = [0; 3];
        for (slot, w) in [&a, "meets", &b].iter().enumerate() {
            at[slot] = text.len();
            text.push_str(w);
            text.push(' ');
        }
        for _ in 0..22 {
            text.push_str(&word(dice.skewed(60_000)));
            text.push(' ');
        }
        let end = text.len() - 1;
        for _ in 0..8 {
            text.push_str(&word(dice.skewed(60_000)));
            text.push(' ');
        }
        claims.push((start, end, at, a, b));
    }
    text.pop();
    let day = if shuffled { dice.next(4000) } else { n / 50 };
    let day = Date::constant(2015, 1, 1) + jiff::Span::new().days(day as i64);
    let outlet = format!("outlet{}", dice.skewed(2000));
    let mut article = Article::new(text);
    article.url = Some(format!("https://{outlet}.example/{n}"));
    article.outlet = Some(outlet.clone());
    article.published = Some(Published { date: day, source: DateSource::Declared });
    article.language = Some(["id", "en", "ar", "zh", "es"][dice.skewed(5)].to_owned());
    let party = |code: &str, at: usize| PartyMention {
        party: Party { code: Some(code.to_owned()), sector: Some("GOV".into()), name: code.to_owned() },
        quote: Quote { text: code.to_owned(), span: Span::new(at, at + 3) },
        via: None,
    };
    let claims = claims
        .into_iter()
        .take(each)
        .map(|(start, end, at, a, b)| {
            let event = Event::ALL[dice.skewed(16)];
            Claim {
                id: hash(&format!("{}\n{start}", article.sha256))[..16].to_owned(),
                article: article.id.clone(),
                language: article.language.clone(),
                event,
                mode: (dice.next(3) == 0).then(|| "meet".to_owned()),
                contexts: if event == Event::Aid && start % 3 == 0 { vec!["military".to_owned()] } else { Vec::new() },
                cameo: None,
                actor: vec![party(&a, at[0])],
                recipient: vec![party(&b, at[2])],
                trigger: Quote { text: "meets".into(), span: Span::new(at[1], at[1] + 5) },
                item: None,
                count: None,
                place: None,
                when: None,
                status: Status::ALL[dice.skewed(5)],
                said_by: Vec::new(),
                denied_by: Vec::new(),
                evidence: Evidence::of(&article, Span::new(start, end)).expect("within"),
                confidence: dice.next(1000) as f32 / 1000.0,
                meaning: Some(Meaning { encoder: 1, signs: std::array::from_fn(|_| dice.next(usize::MAX) as u64) }),
            }
        })
        .collect();
    let carrier = Carrier {
        sha256: article.sha256.clone(),
        outlet,
        published: article.date(),
        language: article.language.clone(),
        title: None,
        credits: Vec::new(),
        signature: Signature::of(&article.text[..200]),
        numbers: Vec::new(),
        traces: Traces::default(),
        version: 1,
        successor: None,
        key: String::new(),
    };
    Read { article, carrier, claims, reader: "synthetic" }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let path = Path::new(args.first().expect("a path"));
    let all: usize = args.get(1).map_or(1_000_000, |n| n.parse().expect("a number"));
    let each: usize = args.get(2).map_or(5, |n| n.parse().expect("a number"));
    if !path.exists() {
        fill(path, all, each.clamp(1, 16), args.iter().any(|a| a == "shuffled"));
    }
    if args.iter().any(|a| a == "group") {
        let mut ledger = Ledger::open(path).expect("opens");
        for _ in 0..2 {
            let (begun, before) = (Instant::now(), processor());
            let done = ledger.regroup(&mut |_, _| {}).expect("groups");
            println!(
                "grouped in {:.1} s ({:.1} s of processor): {done:?}; {}",
                begun.elapsed().as_secs_f64(),
                processor() - before,
                memory()
            );
        }
    }
    if args.iter().any(|a| a == "more") {
        more(path, each.clamp(1, 16));
    }
    ask(path);
}

/// What a small ingest into a large ledger costs.
fn more(path: &Path, each: usize) {
    let mut ledger = Ledger::open(path).expect("opens");
    let there = ledger.totals().expect("counts").articles as usize;
    let mut dice = Dice(there as u64);
    for (name, from) in [("the last day", there), ("a day in the middle", there / 2)] {
        let run = ledger.begin_run(&info()).expect("begins");
        let batch: Vec<_> = (0..20).map(|i| article(from + i, each, false, &mut dice)).collect();
        ledger.store(run, &batch).expect("stores");
        let (begun, before) = (Instant::now(), processor());
        let done = ledger.regroup(&mut |_, _| {}).expect("groups");
        println!(
            "20 articles of {name} grouped in {:.1} s ({:.1} s of processor): {done:?}; {}",
            begun.elapsed().as_secs_f64(),
            processor() - before,
            memory()
        );
    }
}

fn info() -> RunInfo {
    RunInfo {
        program: "million".into(),
        model: String::new(),
        codebook: String::new(),
        parties: String::new(),
        options: serde_json::json!({}),
        started: "2026-01-01T00:00:00Z".parse().expect("a time"),
    }
}

fn fill(path: &Path, all: usize, each: usize, shuffled: bool) {
    let mut ledger = Ledger::open(path).expect("opens");
    let run = ledger.begin_run(&info()).expect("begins");
    let mut dice = Dice(7);
    let (mut claims, mut n, mut spent) = (0, 0, 0.0);
    let (mut mark, mut used) = ((0, 0.0, 20_000), 0.0);
    let mut last = 0.0;
    while claims < all {
        let batch: Vec<_> = (0..64).map(|i| article(n + i, each, shuffled, &mut dice)).collect();
        let (begun, before) = (Instant::now(), processor());
        ledger.store(run, &batch).expect("stores");
        spent += begun.elapsed().as_secs_f64();
        used += processor() - before;
        n += batch.len();
        claims += batch.iter().map(|r| r.claims.len()).sum::<usize>();
        if n >= mark.2 || claims >= all {
            println!(
                "{n} articles, {claims} claims: {:.0} articles a second ({:.0} a second of processor) since {}, {:.0} MB; {}",
                (n - mark.0) as f64 / (spent - mark.1),
                (n - mark.0) as f64 / (used - last),
                mark.0,
                std::fs::metadata(path).expect("is there").len() as f64 / 1e6,
                memory()
            );
            (mark, last) = ((n, spent, n + 20_000), used);
        }
    }
}

/// Seconds of processor that this process used so far, to a hundredth; 0 where the system does not tell.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    after.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Bytes that this process had to have read from the disk so far; 0 where the system does not tell.
fn read_bytes() -> u64 {
    let io = std::fs::read_to_string("/proc/self/io").unwrap_or_default();
    io.lines().find_map(|l| l.strip_prefix("read_bytes: ")?.parse().ok()).unwrap_or(0)
}

/// The highest memory so far, where the system tells.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|l| l.starts_with("VmHWM")).map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
}

fn forget(path: &Path) {
    let dropped =
        std::process::Command::new("dd").args([&format!("if={}", path.display()), "iflag=nocache", "count=0", "status=none"]).status();
    if !dropped.is_ok_and(|s| s.success()) {
        println!("(the system keeps the file in memory: the next time is no cold one)");
    }
}

fn ask(path: &Path) {
    let party = |c: &str| vec![c.parse().expect("a party")];
    let none = ClaimFilter::default;
    let claims: Vec<(&str, ClaimFilter, ClaimSort)> = vec![
        ("all, newest", none(), ClaimSort::Newest),
        ("dyad, common: USA RUS", ClaimFilter { dyad: Some(("USA".into(), "RUS".into())), ..none() }, ClaimSort::Newest),
        ("dyad, rare: IDN and the last", ClaimFilter { dyad: Some(("IDN".into(), code(CODES - 2))), ..none() }, ClaimSort::Newest),
        ("party, common: USA", ClaimFilter { party: party("USA"), ..none() }, ClaimSort::Newest),
        ("party, rare: the last", ClaimFilter { party: party(&code(CODES - 2)), ..none() }, ClaimSort::Newest),
        ("party, two of them", ClaimFilter { party: [party("IRN"), party("PRK")].concat(), ..none() }, ClaimSort::Newest),
        ("party USA, oldest", ClaimFilter { party: party("USA"), ..none() }, ClaimSort::Oldest),
        ("party USA, surest", ClaimFilter { party: party("USA"), ..none() }, ClaimSort::Confidence),
        ("party USA by publication", ClaimFilter { party: party("USA"), ..none() }, ClaimSort::Published),
        ("text, common word", ClaimFilter { text: Some(word(0)), ..none() }, ClaimSort::Newest),
        ("text, middling word", ClaimFilter { text: Some(word(300)), ..none() }, ClaimSort::Newest),
        ("text, rare word", ClaimFilter { text: Some(word(50_000)), ..none() }, ClaimSort::Newest),
        ("text, two common words", ClaimFilter { text: Some(format!("{} {}", word(1), word(5))), ..none() }, ClaimSort::Newest),
        ("text, phrase of two", ClaimFilter { text: Some(format!("\"{} {}\"", word(1), word(5))), ..none() }, ClaimSort::Newest),
        ("text, common, surest", ClaimFilter { text: Some(word(3)), ..none() }, ClaimSort::Confidence),
        ("text and party", ClaimFilter { text: Some(word(3)), party: party("UKR"), ..none() }, ClaimSort::Newest),
        (
            "party, type, status, outlet",
            ClaimFilter {
                party: party("RUS"),
                events: vec![Event::Aid],
                statuses: vec![Status::Alleged],
                outlets: vec!["outlet7".into()],
                ..none()
            },
            ClaimSort::Newest,
        ),
        ("type and status", ClaimFilter { events: vec![Event::Assault], statuses: vec![Status::Negated], ..none() }, ClaimSort::Newest),
        (
            "one month of one party",
            ClaimFilter { party: party("RUS"), from: "2018-05-01".parse().ok(), to: "2018-05-31".parse().ok(), ..none() },
            ClaimSort::Newest,
        ),
        (
            "one month of a common word",
            ClaimFilter { text: Some(word(2)), from: "2018-05-01".parse().ok(), to: "2018-05-31".parse().ok(), ..none() },
            ClaimSort::Newest,
        ),
    ];
    println!("{:34} {:>9} {:>9} {:>9}", "page of 50 claims", "cold ms", "warm ms", "read MB");
    for (name, filter, sort) in claims {
        time(path, name, &|ledger| {
            let (rows, total) = ledger.claims(&filter, &Page { limit: 50, offset: 0, sort }).expect("answers");
            format!("{} of {total:?}", rows.len())
        });
    }
    let none = EventFilter::default;
    let events: Vec<(&str, EventFilter, EventSort)> = vec![
        ("events, newest", none(), EventSort::Newest),
        ("events of a party", EventFilter { party: party("RUS"), ..none() }, EventSort::Newest),
        ("events of a dyad, most origins", EventFilter { dyad: Some(("USA".into(), "RUS".into())), ..none() }, EventSort::Origins),
        ("events with a common word", EventFilter { text: Some(word(3)), ..none() }, EventSort::Newest),
        ("events with a rare word", EventFilter { text: Some(word(50_000)), ..none() }, EventSort::Newest),
        ("events, three origins", EventFilter { min_origins: Some(3), ..none() }, EventSort::Newest),
    ];
    for (name, filter, sort) in events {
        time(path, name, &|ledger| {
            let (rows, total) = ledger.events(&filter, &Page { limit: 50, offset: 0, sort }).expect("answers");
            format!("{} of {total:?}", rows.len())
        });
    }
    // what `sekutu allies` and `sekutu tie` do, printing left out
    let options = Options::new(Ledger::read(path).expect("opens").last_report().expect("answers").unwrap_or(Date::MAX));
    // 24.3 half-lives back the strongest act adds less than half a millionth of a point, which counts as nothing
    let since = options.as_of.checked_sub(jiff::Span::new().days((options.half_life.get() * 24.3) as i64 + 1)).ok();
    let war = Some(War { intensity: options.weights.war_intensity(), from: since });
    for party in ["USA".to_owned(), "IDN".to_owned(), code(CODES - 2)] {
        time(path, &format!("allies {party}"), &|ledger| {
            let mut n = 0;
            let ties = ledger
                .with_acts(Whose::Party(&party), since, Some(options.as_of), war, |acts| allies(&party, acts.inspect(|_| n += 1), &options))
                .expect("answers");
            format!("{} ties of {n} acts", ties.len())
        });
    }
    for (a, b) in [("USA".to_owned(), "RUS".to_owned()), ("IDN".to_owned(), code(CODES - 2))] {
        time(path, &format!("tie {a} {b}"), &|ledger| {
            let acts: Vec<Act> =
                ledger.with_acts(Whose::Pair(&a, &b), None, Some(options.as_of), war, |acts| acts.collect()).expect("answers");
            let whole = tie(&a, &b, &acts, &options);
            let months = series(&a, &b, &acts, Step::Month, &options);
            let found = changes(&months);
            format!("{} lines, {} acts, {} changes, {:?}", whole.receipt.len(), acts.len(), found.len(), trend(&months).direction)
        });
    }
    time(path, "articles with a common word", &|ledger| ledger.articles(&word(3), 50, 0).expect("answers").len().to_string());
}

fn time(path: &Path, name: &str, ask: &dyn Fn(&Ledger) -> String) {
    forget(path);
    let (begun, before) = (Instant::now(), read_bytes());
    let ledger = Ledger::read(path).expect("opens");
    let answer = ask(&ledger);
    let (cold, read) = (begun.elapsed().as_secs_f64() * 1e3, read_bytes() - before);
    // the best of several, for a machine that others use as well
    let warm = (0..7).map(|_| {
        let begun = Instant::now();
        ask(&ledger);
        begun.elapsed().as_secs_f64() * 1e3
    });
    println!("{name:34} {cold:9.1} {:9.2} {:9.2}  {answer}", warm.fold(f64::INFINITY, f64::min), read as f64 / 1e6);
}
