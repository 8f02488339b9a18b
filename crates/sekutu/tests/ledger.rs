//! The ledger as its users work with it, on the happenings' articles with their claims given, so that no model is needed.

mod common;

use common::*;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

/// Everything that is exported, as one text.
fn exported(ledger: &str) -> String {
    let mut all = String::new();
    for what in [["claims", "jsonl"], ["events", "jsonl"], ["dyad-months", "csv"], ["ledger", "csv"]] {
        all += &good(ledger, &["export", what[0], "--format", what[1]]);
    }
    all
}

#[test]
fn the_order_of_files_and_the_number_of_threads_do_not_matter() {
    let f = Folder::new("order");
    let (articles, claims) = set(1);
    let claims = f.write("claims.jsonl", &claims);
    let (first, second) = articles.split_at(70);
    let a = f.write("a.jsonl", &(first.join("\n") + "\n"));
    let b = f.write("b.jsonl", &(second.join("\n") + "\n"));
    let (one, two, three) = (f.file("1.sekutu"), f.file("2.sekutu"), f.file("3.sekutu"));
    assert!(ingest(&one, &[&a, &b], &claims).status.success());
    assert!(ingest(&two, &["--threads", "3", &b, &a], &claims).status.success());
    assert!(ingest(&three, &[&b], &claims).status.success());
    assert!(ingest(&three, &[&a], &claims).status.success());
    let want = exported(&one);
    assert!(want.lines().count() > 1000);
    assert_eq!(want, exported(&two));
    // versions of one address came in two runs here, and keep the order of the runs; all else is the same
    let ids = |text: &str| text.lines().filter(|l| l.starts_with("{\"id\"")).count();
    assert_eq!(ids(&want), ids(&exported(&three)));
}

#[test]
fn the_same_again_changes_nothing_and_an_edited_article_is_a_new_version() {
    let f = Folder::new("again");
    let (articles, claims) = set(1);
    let (ledger, claims) = (f.file("l.sekutu"), f.write("claims.jsonl", &claims));
    let a = f.write("a.jsonl", &(articles.join("\n") + "\n"));
    assert!(ingest(&ledger, &[&a], &claims).status.success());
    let before = exported(&ledger);
    let again = ingest(&ledger, &[&a], &claims);
    assert!(told(&again).contains("unchanged") && told(&again).contains(" 0 new"), "{}", told(&again));
    assert_eq!(before, exported(&ledger));
    let mut edited: serde_json::Value = serde_json::from_str(&articles[3]).unwrap();
    let text = edited["text"].as_str().unwrap().to_owned();
    edited["text"] = serde_json::Value::String(format!("{text} Koreksi: angka diperbaiki."));
    let url = edited["url"].as_str().unwrap().to_owned();
    let b = f.write("b.jsonl", &format!("{edited}\n"));
    let out = ingest(&ledger, &[&b], &claims);
    assert!(told(&out).contains("a new version of"), "{}", told(&out));
    let shown = good(&ledger, &["articles", "--versions", &url]);
    assert!(shown.contains("Koreksi: angka diperbaiki"), "{shown}");
    assert!(run(&ledger, &["verify"]).status.success());
    let runs = good(&ledger, &["runs", "--format", "jsonl", "--inputs"]);
    assert_eq!(runs.lines().count(), 3);
    let last: serde_json::Value = serde_json::from_str(runs.lines().next().unwrap()).unwrap();
    assert_eq!(last["counts"]["versions"], 1);
    assert_eq!(last["inputs"][0]["sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn filters_pages_and_formats_agree() {
    let f = Folder::new("filters");
    let (articles, claims) = set(1);
    let (ledger, claims) = (f.file("l.sekutu"), f.write("claims.jsonl", &claims));
    let a = f.write("a.jsonl", &(articles.join("\n") + "\n"));
    assert!(ingest(&ledger, &[&a], &claims).status.success());
    let lines = |args: &[&str]| -> Vec<serde_json::Value> {
        let all: Vec<&str> = args.iter().copied().chain(["--format", "jsonl", "--limit", "0"]).collect();
        good(&ledger, &all).lines().map(|l| serde_json::from_str(l).unwrap()).collect()
    };
    let all = lines(&["claims"]);
    let iran_russia = lines(&["claims", "--dyad", "RUS,IRN"]);
    assert!(!iran_russia.is_empty() && iran_russia.len() < all.len());
    let codes = |c: &serde_json::Value| -> BTreeSet<String> {
        ["actor", "recipient"]
            .iter()
            .flat_map(|s| c[*s].as_array().unwrap())
            .filter_map(|p| p["code"].as_str().map(str::to_owned))
            .collect()
    };
    assert!(iran_russia.iter().all(|c| codes(c).contains("IRN") && codes(c).contains("RUS")));
    assert_eq!(lines(&["claims", "--party", "IRN"]).len(), all.iter().filter(|c| codes(c).contains("IRN")).count());
    for (flag, field, value) in [("--type", "event", "ASSAULT"), ("--status", "status", "denied"), ("--language", "language", "ar")] {
        let got = lines(&["claims", flag, value]);
        assert!(!got.is_empty() && got.iter().all(|c| c[field] == value), "{flag}");
        assert_eq!(got.len(), all.iter().filter(|c| c[field] == value).count(), "{flag}");
    }
    let mut paged = Vec::new();
    for offset in ["0", "40", "80", "120"] {
        paged.extend(
            good(&ledger, &["claims", "--party", "IRN", "--limit", "40", "--offset", offset, "--format", "jsonl"])
                .lines()
                .map(str::to_owned),
        );
    }
    assert_eq!(paged.len(), lines(&["claims", "--party", "IRN"]).len());
    assert!(!lines(&["claims", "--text", "drones"]).is_empty());
    assert!(!lines(&["claims", "--text", "无人机"]).is_empty() || !lines(&["claims", "--text", "导弹"]).is_empty());
    assert!(lines(&["events", "--min-origins", "2"]).iter().all(|e| e["origins"].as_array().unwrap().len() >= 2));
    let contested = lines(&["events", "--contested"]);
    assert!(!contested.is_empty() && contested.iter().all(|e| e["contested"] == true));
    let table = good(&ledger, &["events", "--contested", "--history"]);
    assert!(table.contains("CONTESTED") && table.contains("denied"), "{table}");
    assert!(good(&ledger, &["events", "--contested", "--ui", "id"]).contains("DIPERSENGKETAKAN"));
    let csv = good(&ledger, &["claims", "--format", "csv", "--limit", "5"]);
    assert_eq!(csv.lines().next().unwrap().split(',').next(), Some("id"));
    assert!(!good(&ledger, &["articles", "Moscow"]).is_empty());
    let bad = run(&ledger, &["claims", "--dyad", "RUS"]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(told(&bad).contains("RUS,IRN"), "{}", told(&bad));
}

#[test]
fn two_claims_can_be_parted_and_joined_again() {
    let f = Folder::new("group");
    let (articles, claims) = set(1);
    let (ledger, claims) = (f.file("l.sekutu"), f.write("claims.jsonl", &claims));
    let a = f.write("a.jsonl", &(articles.join("\n") + "\n"));
    assert!(ingest(&ledger, &[&a], &claims).status.success());
    let before = exported(&ledger);
    let events = good(&ledger, &["events", "--sort", "outlets", "--format", "jsonl", "--limit", "1"]);
    let event: serde_json::Value = serde_json::from_str(&events).unwrap();
    let ids: Vec<&str> = event["claims"].as_array().unwrap().iter().map(|c| c.as_str().unwrap()).collect();
    good(&ledger, &["group", "apart", ids[0], ids[1]]);
    let of = |id: &str| -> String {
        serde_json::from_str::<serde_json::Value>(&good(&ledger, &["claims", "--id", id, "--format", "jsonl"])).unwrap()["event_id"]
            .to_string()
    };
    assert_ne!(of(ids[0]), of(ids[1]));
    good(&ledger, &["group", "undo", ids[0], ids[1]]);
    assert_eq!(before, exported(&ledger));
    let other: serde_json::Value =
        serde_json::from_str(good(&ledger, &["events", "--sort", "oldest", "--format", "jsonl", "--limit", "1"]).lines().next().unwrap())
            .unwrap();
    let other = other["claims"][0].as_str().unwrap().to_owned();
    good(&ledger, &["group", "together", ids[0], &other]);
    assert_eq!(of(ids[0]), of(&other));
    assert_eq!(run(&ledger, &["group", "undo", ids[0], ids[1]]).status.code(), Some(1));
}

#[test]
fn what_is_exported_comes_back_the_same() {
    let f = Folder::new("import");
    let (articles, claims) = set(1);
    let (ledger, back, claims) = (f.file("l.sekutu"), f.file("back.sekutu"), f.write("claims.jsonl", &claims));
    let a = f.write("a.jsonl", &(articles.join("\n") + "\n"));
    assert!(ingest(&ledger, &[&a], &claims).status.success());
    let dump = f.file("dump.jsonl");
    good(&ledger, &["export", "ledger", "--output", &dump]);
    good(&back, &["import", &dump]);
    assert_eq!(exported(&ledger), exported(&back));
    // every format is written; each is read back by real readers in crates/export
    for what in ["plover", "polecat", "graphml", "gexf", "annotations", "schema-org", "bibtex", "ris"] {
        assert!(good(&ledger, &["export", what]).len() > 1000, "{what}");
    }
    let iran = good(&ledger, &["export", "claims", "--party", "IRN"]);
    assert!(iran.lines().count() > 10 && iran.lines().count() < good(&ledger, &["export", "claims"]).lines().count());
    // a line that was tampered with is told, and the others come in
    let mut lines: Vec<String> = std::fs::read_to_string(&dump).unwrap().lines().map(str::to_owned).collect();
    lines[5] = lines[5].replacen("a", "e", 40);
    let broken = f.write("broken.jsonl", &(lines.join("\n") + "\n"));
    let third = f.file("third.sekutu");
    let out = run(&third, &["import", &broken]);
    assert!(out.status.success() && told(&out).contains("line 6"), "{}", told(&out));
    assert!(run(&third, &["verify"]).status.success());
}

#[test]
fn without_texts_the_files_given_again_are_compared() {
    let f = Folder::new("textless");
    let (articles, claims) = set(1);
    let (ledger, claims) = (f.file("l.sekutu"), f.write("claims.jsonl", &claims));
    let a = f.write("a.jsonl", &(articles.join("\n") + "\n"));
    let out = run(&ledger, &["ingest", "--text", "off", "--claims", &claims, &a]);
    assert!(out.status.success(), "{}", told(&out));
    let bytes = std::fs::read(&ledger).unwrap();
    let text: serde_json::Value = serde_json::from_str(&articles[0]).unwrap();
    let text = text["text"].as_str().unwrap();
    assert!(!bytes.windows(text.len()).any(|w| w == text.as_bytes()), "the text stands in the file");
    let out = run(&ledger, &["verify"]);
    assert!(told(&out).contains("name their files"), "{}", told(&out));
    assert!(run(&ledger, &["verify", &a]).status.success());
}

#[test]
fn files_that_are_no_ledgers_are_refused_and_left_alone() {
    let f = Folder::new("refused");
    let (articles, claims) = set(1);
    let claims = f.write("claims.jsonl", &claims);
    let a = f.write("a.jsonl", &(articles[..5].join("\n") + "\n"));
    let check = |path: &str, word: &str| {
        let before = std::fs::read(path).unwrap();
        for args in [vec!["claims"], vec!["verify"], vec!["ingest", "--claims", &claims, &a]] {
            let out = run(path, &args);
            assert_eq!(out.status.code(), Some(2), "{path} {args:?}: {}", told(&out));
            assert_eq!(told(&out).trim_end().lines().count(), 1, "{}", told(&out));
            assert!(told(&out).to_lowercase().contains(word), "{path}: {}", told(&out));
        }
        assert_eq!(before, std::fs::read(path).unwrap(), "{path} was changed");
    };
    check(&f.write("notes.txt", &"These are my notes on Iran and Russia.\n".repeat(40)), "ledger");
    let missing = run(&f.file("none.sekutu"), &["claims"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(told(&missing).contains("sekutu ingest"), "{}", told(&missing));
    assert!(!Path::new(&f.file("none.sekutu")).exists());
}

#[test]
fn two_writers_and_a_reader_at_once() {
    let f = Folder::new("writers");
    let (articles, claims) = set(4);
    let (ledger, claims) = (f.file("l.sekutu"), f.write("claims.jsonl", &claims));
    let half = articles.len() / 2;
    let a = f.write("a.jsonl", &(articles[..half].join("\n") + "\n"));
    let b = f.write("b.jsonl", &(articles[half..].join("\n") + "\n"));
    let one = sekutu(&ledger, &["ingest", "--claims", &claims, &a]).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let two = sekutu(&ledger, &["ingest", "--claims", &claims, &b]).stderr(std::process::Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(150));
    let read = run(&ledger, &["claims", "--quiet"]);
    assert!(read.status.success() || told(&read).contains("ingest"), "{}", told(&read));
    for child in [one, two] {
        let out = child.wait_with_output().unwrap();
        assert!(out.status.success(), "{}", told(&out));
    }
    let verified = run(&ledger, &["verify"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
    let alone = f.file("alone.sekutu");
    assert!(ingest(&alone, &[&a, &b], &claims).status.success());
    assert_eq!(exported(&alone), exported(&ledger));
}

/// `kill -9` at a hundred random points: what was committed stays, no article is half there, and the next run carries on.
#[test]
#[cfg(unix)]
fn a_hundred_kills_lose_nothing() {
    let f = Folder::new("kills");
    let (articles, claims) = set(4);
    let (ledger, whole, claims) = (f.file("l.sekutu"), f.file("whole.sekutu"), f.write("claims.jsonl", &claims));
    let a = f.write("a.jsonl", &(articles.join("\n") + "\n"));
    let begun = std::time::Instant::now();
    assert!(ingest(&whole, &[&a], &claims).status.success());
    let took = begun.elapsed().as_millis() as u64;
    let want = exported(&whole);
    // a fixed sequence, so that a failure can be seen again
    let (mut random, mut before, mut cut) = (0x9e37_79b9_7f4a_7c15u64, 0, 0);
    for round in 0..100 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut child = sekutu(&ledger, &["ingest", "--quiet", "--claims", &claims, &a]).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(5 + (random >> 33) % (took * 3 / 4).max(10)));
        let running = child.try_wait().unwrap().is_none();
        cut += usize::from(running);
        let _ = child.kill(); // SIGKILL
        child.wait().unwrap();
        let out = run(&ledger, &["verify", "--quiet"]);
        if told(&out).contains("sekutu ingest") {
            continue; // killed before the first table was made
        }
        assert!(out.status.success(), "round {round}: {}{}", String::from_utf8_lossy(&out.stdout), told(&out));
        let n = good(&ledger, &["export", "ledger", "--quiet"]).lines().count();
        assert!(n >= before, "round {round}: {n} lines after {before}");
        before = n;
        if !running {
            // complete: nothing is left to interrupt
            assert_eq!(want, exported(&ledger), "round {round}");
            for end in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{ledger}{end}"));
            }
            before = 0;
        }
    }
    assert!(cut >= 30, "only {cut} of 100 runs were cut short");
    assert!(ingest(&ledger, &[&a], &claims).status.success());
    assert_eq!(want, exported(&ledger));
    assert!(run(&ledger, &["verify"]).status.success());
}
