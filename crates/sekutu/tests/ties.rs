//! Who stands where, asked of the happenings' ledger.

mod common;

use common::*;
use serde_json::Value;

thread_local! {
    /// A test's ledger, gone with its thread; nothing here writes to it.
    static LEDGER: (Folder, String) = {
        let f = Folder::new(&format!("ties-{:?}", std::thread::current().id()));
        let (articles, claims) = set(1);
        let (ledger, claims) = (f.file("l.sekutu"), f.write("claims.jsonl", &claims));
        let a = f.write("a.jsonl", &(articles.join("\n") + "\n"));
        let out = ingest(&ledger, &[&a], &claims);
        assert!(out.status.success(), "{}", told(&out));
        (f, ledger)
    };
}

fn asked(args: &[&str]) -> std::process::Output {
    LEDGER.with(|l| run(&l.1, args))
}

fn shown(args: &[&str]) -> String {
    LEDGER.with(|l| good(&l.1, args))
}

/// A file beside the ledger.
fn file(name: &str, text: &str) -> String {
    LEDGER.with(|l| l.0.write(name, text))
}

fn lines(args: &[&str]) -> Vec<Value> {
    let all: Vec<&str> = args.iter().copied().chain(["--format", "jsonl"]).collect();
    shown(&all).lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn of<'a>(all: &'a [Value], kind: &str) -> Vec<&'a Value> {
    all.iter().filter(|l| l["kind"] == kind).collect()
}

/// In millionths of a point, as the program counts.
fn millionths(v: &Value) -> i64 {
    (v.as_f64().unwrap() * 1e6).round() as i64
}

fn figures(tie: &Value) -> [i64; 2] {
    ["cooperation", "conflict"].map(|s| millionths(&tie[s]["value"]))
}

/// Ties with something in their receipts.
fn ties() -> Vec<(String, String)> {
    let mut out = Vec::new();
    for party in ["RUS", "IRN", "USA"] {
        for l in lines(&["allies", party, "--limit", "0"]) {
            if figures(&l) != [0, 0] {
                out.push((party.to_owned(), l["other"].as_str().unwrap().to_owned()));
            }
        }
    }
    assert!(out.len() > 5, "{out:?}");
    out
}

#[test]
fn receipts_add_up_to_the_figures() {
    let (mut contributions, mut spans) = (0, 0);
    for (a, b) in ties() {
        let all = lines(&["tie", &a, &b, "--receipt"]);
        let tie = of(&all, "tie")[0];
        let mut sums = [0, 0];
        for l in of(&all, "contribution") {
            sums[usize::from(l["side"] == "conflict")] += millionths(&l["product"]);
            let f = &l["factors"];
            let product: f64 = ["intensity", "status", "confidence", "contested", "decay"].iter().map(|k| f[k].as_f64().unwrap()).product();
            assert!((product - l["product"].as_f64().unwrap()).abs() < 1e-6, "{l}");
            let claims = l["claims"].as_array().unwrap();
            assert!(!claims.is_empty(), "{l}");
            for c in claims {
                assert!(c["evidence"]["end"].as_u64() > c["evidence"]["start"].as_u64() && c["outlet"].is_string(), "{c}");
                spans += 1;
            }
            contributions += 1;
        }
        assert_eq!(sums, figures(tie), "{a} {b}");
        assert_eq!(["cooperation", "conflict"].map(|s| millionths(&of(&all, "sum")[0][s])), sums);
        let csv = shown(&["tie", &a, &b, "--receipt", "--format", "csv"]);
        let mut rows = csv::Reader::from_reader(csv.as_bytes());
        let products = rows.records().map(|r| r.unwrap()[13].parse::<f64>().unwrap_or(0.0)).sum::<f64>();
        assert_eq!((products * 1e6).round() as i64, sums[0] + sums[1], "{a} {b}");
    }
    assert!(contributions > 10 && spans > contributions, "{contributions} {spans}");
}

#[test]
fn leaving_out_a_claim_moves_the_figure_by_its_line() {
    let (mut moved, mut still) = (0, 0);
    for (a, b) in ties().iter().take(6) {
        let all = lines(&["tie", a, b, "--receipt"]);
        let before = figures(of(&all, "tie")[0]);
        for l in of(&all, "contribution").into_iter().take(3) {
            let side = usize::from(l["side"] == "conflict");
            for c in l["claims"].as_array().unwrap().iter().take(3) {
                let without = format!("claim:{}", c["id"].as_str().unwrap());
                let after = figures(&lines(&["tie", a, b, "--without", &without])[0]);
                let line = millionths(&l["product"]) - millionths(&c["without"]);
                assert_eq!(before[side] - after[side], line, "{a} {b} {without}");
                assert_eq!(before[1 - side], after[1 - side], "{a} {b} {without}");
                *(if line == 0 { &mut still } else { &mut moved }) += 1;
            }
            let without = format!("event:{}", l["event"].as_str().unwrap());
            let after = figures(&lines(&["tie", a, b, "--without", &without])[0]);
            assert_eq!(before[side] - after[side], millionths(&l["product"]), "{a} {b} {without}");
        }
    }
    assert!(moved > 2 && still > 2, "{moved} {still}");
}

#[test]
fn leaving_out_outlets_and_speakers_leaves_less() {
    let all = lines(&["tie", "IRN", "RUS", "--receipt"]);
    let before = figures(of(&all, "tie")[0]);
    let mut outlets: Vec<String> = of(&all, "contribution")
        .iter()
        .flat_map(|l| l["claims"].as_array().unwrap())
        .map(|c| format!("outlet:{}", c["outlet"].as_str().unwrap()))
        .collect();
    outlets.sort();
    outlets.dedup();
    let mut args = vec!["tie", "IRN", "RUS", "--quiet"];
    for o in &outlets {
        args.extend(["--without", o]);
    }
    assert_eq!(figures(&lines(&args)[0]), [0, 0]);
    let none = figures(&lines(&["tie", "IRN", "RUS", "--without-contested"])[0]);
    assert!(none[0] <= before[0] && none[1] <= before[1]);
    let bad = asked(&["tie", "IRN", "RUS", "--without", "paper:x"]);
    assert!(bad.status.code() == Some(2) && told(&bad).contains("outlet:NAME"), "{}", told(&bad));
}

#[test]
fn lines_and_table_agree() {
    let args = ["allies", "RUS", "--limit", "0"];
    let (json, table) = (lines(&args), shown(&args));
    let csv = shown(&[&args[..], &["--format", "csv"]].concat());
    assert!(json.len() > 3 && csv.lines().count() == json.len() + 1);
    let mut at = 0;
    let headings = ["WITH RUSSIA", "AGAINST RUSSIA", "BOTH WITH AND AGAINST", "TOO LITTLE EVIDENCE TO SAY"];
    let labels = ["cooperative", "conflictual", "mixed", "too-little-evidence"];
    for (l, row) in json.iter().zip(csv::Reader::from_reader(csv.as_bytes()).records()) {
        let row = row.unwrap();
        assert_eq!(row[1], *l["other"].as_str().unwrap());
        let (name, code) = (l["name"].as_str().unwrap(), l["other"].as_str().unwrap());
        let head = format!("{}. {name}{}\n", l["place"], if name == code { String::new() } else { format!(" ({code})") });
        // in the same order
        at += table[at..].find(&head).unwrap_or_else(|| panic!("{head} in {table}"));
        let block: String = table[at..].lines().skip(1).take_while(|b| b.starts_with("     ")).collect();
        for (side, column) in [("cooperation", 5), ("conflict", 12)] {
            let s = &l[side];
            let [value, low, high] = ["value", "low", "high"].map(|k| s[k].as_f64().unwrap());
            assert_eq!(row[column].parse::<f64>().unwrap(), value);
            if value > 0.0 {
                let figure = format!("{value:.2} [{low:.2}, {high:.2}]");
                assert!(block.contains(&figure), "{figure} in {block}");
                assert!(low <= value && value <= high);
            }
        }
        let before = &table[..at];
        let heading = headings[labels.iter().position(|x| l["label"] == *x).unwrap()];
        let last = headings.iter().max_by_key(|h| before.rfind(**h).map_or(-1, |i| i as i64)).unwrap();
        assert_eq!(heading, *last, "{l}");
    }
}

#[test]
fn the_tie_over_time() {
    for (step, least) in [("year", 1), ("month", 2), ("week", 5)] {
        let all = lines(&["tie", "IRN", "RUS", "--by", step]);
        let periods = of(&all, "period");
        assert!(periods.len() >= least, "{step}");
        assert!(periods.windows(2).all(|w| w[0]["to"].as_str() < w[1]["from"].as_str()));
        // nothing fades in the series: with no fading the tie has the same sums
        let whole = figures(&lines(&["tie", "IRN", "RUS", "--half-life", "inf"])[0]);
        let sums = ["cooperation", "conflict"].map(|s| periods.iter().map(|p| millionths(&p[s])).sum::<i64>());
        assert_eq!(sums, whole, "{step}");
    }
    let table = shown(&["tie", "Iran", "Rusia", "--by", "month"]);
    assert!(table.contains("trend: ") && table.contains("changes:"), "{table}");
    assert_eq!(asked(&["tie", "IRN", "RUS", "--by", "month", "--receipt", "--format", "csv"]).status.code(), Some(2));
    assert_eq!(asked(&["tie", "IRN", "Iran"]).status.code(), Some(2));
}

#[test]
fn an_unknown_party_is_told() {
    for args in [vec!["allies", "Atlantis"], vec!["tie", "RUS", "Atlantis"]] {
        let out = asked(&args);
        assert_eq!(out.status.code(), Some(1), "{}", told(&out));
        assert!(out.stdout.is_empty() && told(&out).trim_end().lines().count() == 1, "{}", told(&out));
        assert!(told(&out).contains("Atlantis") && told(&out).contains("sekutu who"), "{}", told(&out));
    }
    // one that is known and of which the ledger has nothing is no error
    let out = asked(&["tie", "FJI", "TUV"]);
    assert!(out.status.success() && told(&out).contains("nothing"), "{}", told(&out));
}

#[test]
fn indonesian() {
    let table = shown(&["allies", "Rusia", "--ui", "id"]);
    for words in ["Rusia (RUS) · per ", "waktu paruh 90 hari", "kerja sama", "konflik", "tindakan", "sumber mandiri"] {
        assert!(table.contains(words), "{words} in {table}");
    }
    let tie = shown(&["tie", "IRN", "RUS", "--ui", "id", "--receipt"]);
    for words in ["arah: ", "perubahan", "RINCIAN", "intensitas", "jumlah kerja sama"] {
        assert!(tie.contains(words), "{words} in {tie}");
    }
    let out = asked(&["allies", "Atlantis", "--ui", "id"]);
    assert!(told(&out).contains("tidak ada pihak seperti itu"), "{}", told(&out));
    // what programs read is the same in both
    let plain: Vec<Value> = lines(&["blocs"]);
    assert_eq!(plain, lines(&["blocs", "--ui", "id"]));
}

#[test]
fn the_same_again_is_the_same() {
    for args in [vec!["allies", "RUS"], vec!["tie", "IRN", "RUS", "--receipt", "--by", "month"], vec!["blocs"]] {
        for format in ["table", "jsonl"] {
            let all: Vec<&str> = args.iter().copied().chain(["--format", format]).collect();
            assert_eq!(shown(&all), shown(&all));
        }
    }
    let seeded = |seed: &str| lines(&["tie", "IRN", "RUS", "--seed", seed, "--resamples", "50"])[0].clone();
    assert_eq!(figures(&seeded("1")), figures(&seeded("2")));
}

#[test]
fn facts_stand_beside() {
    let facts = file(
        "facts.toml",
        "[[fact]]\nkind = \"treaty\"\nparties = [\"IRN\", \"RUS\"]\ntitle = \"Treaty on the Basis for Mutual Relations\"\nfrom = \"2001-03-12\"\nsource = \"mid.ru\"\n",
    );
    let (with, plain) = (lines(&["tie", "IRN", "RUS", "--facts", &facts]), lines(&["tie", "IRN", "RUS"]));
    assert_eq!(figures(&with[0]), figures(&plain[0]));
    assert_eq!(with[0]["facts"][0]["kind"], "treaty");
    let table = shown(&["allies", "RUS", "--facts", &facts]);
    assert!(table.contains("on paper, in no sum: treaty, “Treaty on the Basis for Mutual Relations”, since 2001-03-12"), "{table}");
    // the program's own table
    let own = lines(&["tie", "RUS", "UKR"])[0]["facts"].clone();
    assert!(
        own.as_array().unwrap().iter().any(|f| f["title"] == "Budapest Memorandum on Security Assurances" && f["source"] == "A/49/765"),
        "{own}"
    );
    assert_eq!(lines(&["tie", "RUS", "UKR", "--without-facts"])[0]["facts"].as_array().map(Vec::len), Some(0));
    let bad = file("bad.toml", "[[fact]]\nkind = \"treaty\"\nparties = 3\n");
    let out = asked(&["allies", "RUS", "--facts", &bad]);
    assert!(out.status.code() == Some(2) && told(&out).contains("line 3"), "{}", told(&out));
}

#[test]
fn blocs_and_balance() {
    let all = lines(&["blocs", "--half-life", "inf"]);
    let blocs = of(&all, "bloc");
    let parties: Vec<&Value> = blocs.iter().flat_map(|b| b["parties"].as_array().unwrap()).collect();
    let unlike: std::collections::BTreeSet<String> = parties.iter().map(|p| p.to_string()).collect();
    assert!(parties.len() > 5 && unlike.len() == parties.len());
    let b = of(&all, "balance")[0];
    assert!(b["frustrated_low"].as_u64() <= b["frustrated_high"].as_u64() && b["edges"].as_u64() > Some(5), "{b}");
    assert_eq!(shown(&["blocs", "--half-life", "inf", "--format", "csv"]).lines().count(), parties.len() + 1);
    assert!(shown(&["blocs"]).contains("BLOCS"));
}

#[test]
fn codebooks_are_shown_checked_and_compared() {
    assert!(shown(&["codebook"]).contains("ASSAULT"));
    assert!(shown(&["codebook", "--ui", "id"]).contains("Bertemu"));
    assert!(lines(&["codebook", "show"]).len() > 16);
    let weights = shown(&["codebook", "toml", "weights"]);
    let book = shown(&["codebook", "toml", "codebook"]);
    let same = file("same.toml", &weights);
    assert!(shown(&["codebook", "check", &same]).contains("sekutu-2"));
    assert!(shown(&["codebook", "check", &file("book.toml", &book)]).contains("16 event types"));
    let bad = file("bad-weights.toml", &weights.replace("alleged = 0.5", "alleged = 5"));
    let out = asked(&["codebook", "check", &bad]);
    assert_eq!(out.status.code(), Some(1));
    assert!(told(&out).contains("line 20") && told(&out).contains("write a number from 0 to 1"), "{}", told(&out));
    assert_eq!(asked(&["allies", "RUS", "--weights", &bad]).status.code(), Some(2));
    assert!(lines(&["codebook", "diff", &same, "--quiet"]).is_empty());

    // alleged deeds at nothing: what the diff says is what the tie then is
    let mine = file("mine.toml", &weights.replace("alleged = 0.5", "alleged = 0.0"));
    let diff = lines(&["codebook", "diff", &mine, "--limit", "0"]);
    assert_eq!(of(&diff, "weight").len(), 1);
    let changed = of(&diff, "tie");
    assert!(!changed.is_empty());
    for t in changed.iter().take(3) {
        let (a, b) = (t["a"].as_str().unwrap(), t["b"].as_str().unwrap());
        let (before, after) = (figures(&lines(&["tie", a, b])[0]), figures(&lines(&["tie", a, b, "--weights", &mine])[0]));
        for (n, side) in ["cooperation", "conflict"].into_iter().enumerate() {
            assert_eq!([millionths(&t[side][0]), millionths(&t[side][1])], [before[n], after[n]], "{t}");
        }
    }
    let dearer = file("dearer.toml", &book.replacen("weight = 3.0", "weight = 4.0", 1));
    let diff = lines(&["codebook", "diff", &dearer]);
    assert_eq!(of(&diff, "weight")[0]["what"], "AGREE");
    for t in of(&diff, "tie").iter().take(3) {
        let (a, b) = (t["a"].as_str().unwrap(), t["b"].as_str().unwrap());
        let after = figures(&lines(&["tie", a, b, "--codebook", &dearer])[0]);
        assert_eq!(millionths(&t["cooperation"][1]), after[0], "{t}");
    }
    assert!(shown(&["codebook", "diff", &dearer, "--ui", "id"]).contains("kerja sama"));
}

/// The test file's types: its examples are those of the figures in the codebook's README.
fn types() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/types.toml")).unwrap()
}

#[test]
fn a_type_of_ones_own_is_tried_on_its_examples_and_sentences() {
    let all = types();
    // two of the six, so that the test is quick
    let parts: Vec<&str> = all.split("[[type]]").collect();
    let two = format!("{}[[type]]{}[[type]]{}", parts[0], parts[1], parts[2].split("# ----").next().unwrap());
    let tests = "[[test]]\ntext = \"France sent Armenia armoured carriers and radars in the autumn.\"\ntype = \"ARMS-TRANSFER\"\nactor = [\"FRA\"]\nrecipient = [\"ARM\"]\n";
    let good = file("two.toml", &format!("{two}\n{tests}"));
    assert!(shown(&["codebook", "check", &good]).contains("2 of your own, 1 test sentences"));
    let out = asked(&["codebook", "test", &good, "--format", "jsonl"]);
    let lines: Vec<Value> = String::from_utf8(out.stdout).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let kinds = of(&lines, "type");
    assert_eq!(kinds.iter().map(|k| k["name"].as_str().unwrap()).collect::<Vec<_>>(), ["ARMS-TRANSFER", "JOINT-EXERCISE"]);
    for k in kinds {
        assert_eq!(k["right"].as_u64().unwrap() + k["missed"].as_u64().unwrap(), 8, "{k}");
        assert!(k["f1"].as_f64().unwrap() > 0.6 && k["threshold"].as_f64().unwrap() >= 0.0, "{k}");
    }
    let failed = of(&lines, "sentence")
        .into_iter()
        .filter(|s| (s["example"] == true) != (s["taken"] == true) && (s["example"] == true || s["counter"] == true))
        .count();
    let test = of(&lines, "test")[0];
    assert_eq!(test["holds"], true, "{test}");
    assert_eq!(out.status.code(), Some(i32::from(failed > 0)));
    // what is asked for and not there fails, and says why
    let wrong = file("wrong.toml", &format!("{two}\n{}", tests.replace("\"ARM\"", "\"AZE\"")));
    let out = asked(&["codebook", "test", &wrong]);
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&out.stdout).contains("a recipient is missing"));
    assert_eq!(asked(&["codebook", "test", &file("no.toml", &shown(&["codebook", "toml", "weights"]))]).status.code(), Some(2));
}

#[test]
fn a_type_of_ones_own_weighs_in_claims_and_ties() {
    let all = types();
    let parts: Vec<&str> = all.split("[[type]]").collect();
    let one = file("arms.toml", &format!("{}[[type]]{}", parts[0], parts[1].replace("weight = 8.5", "weight = 9.5")));
    let diff = lines(&["codebook", "diff", &one, "--limit", "0", "--examples", "0"]);
    let moved = of(&diff, "claims");
    assert!(!moved.is_empty());
    for m in &moved {
        assert_eq!((m["after"]["type"].as_str(), m["after"]["weight"].as_f64()), (Some("ARMS-TRANSFER"), Some(9.5)), "{m}");
        assert!(m["before"]["type"] == "AID" && m["before"]["quad"] == m["after"]["quad"]);
        assert_eq!(m["examples"].as_array().map(|e| e.len() as u64), m["count"].as_u64());
        assert!(m["examples"].as_array().unwrap().iter().all(|e| e["sure"].as_f64().is_some_and(|s| s > 0.0 && s < 1.0)), "{m}");
    }
    let changed = of(&diff, "tie");
    assert!(!changed.is_empty());
    let t = changed[0];
    let (a, b) = (t["a"].as_str().unwrap(), t["b"].as_str().unwrap());
    let after = lines(&["tie", a, b, "--codebook", &one, "--receipt"]);
    assert_eq!(millionths(&t["cooperation"][1]), figures(&after[0])[0], "{t}");
    let own: Vec<&Value> = of(&after, "contribution").into_iter().filter(|l| l["own"] == "ARMS-TRANSFER").collect();
    assert!(!own.is_empty() && own.iter().all(|l| l["factors"]["intensity"] == 9.5), "{own:?}");
}

#[test]
fn the_readers_doubt_can_be_left_out_of_account() {
    let (with, without) = (lines(&["tie", "IRN", "RUS"]), lines(&["tie", "IRN", "RUS", "--without-confidence"]));
    let (with, without) = (figures(&with[0]), figures(&without[0]));
    assert!(with[0] <= without[0] && with[1] <= without[1]);
    assert!(shown(&["tie", "IRN", "RUS", "--without-confidence"]).contains("without the reader's doubt"));
}
