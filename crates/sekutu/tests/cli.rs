//! The program as its users run it.

use sekutu_model::Claim;
use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sekutu(args: &[&str]) -> Command {
    let mut c = Command::new(env!("CARGO_BIN_EXE_sekutu"));
    c.args(args).current_dir(root()).env("LANG", "C").env_remove("LC_ALL").env_remove("LC_MESSAGES");
    c
}

fn run(args: &[&str]) -> Output {
    sekutu(args).output().unwrap()
}

fn feed(args: &[&str], input: &[u8]) -> Output {
    let mut child = sekutu(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(&input); // the program may have stopped reading
    });
    let out = child.wait_with_output().unwrap();
    writer.join().unwrap();
    out
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn claims(out: &Output) -> Vec<Claim> {
    text(&out.stdout).lines().map(|l| serde_json::from_str(l).unwrap_or_else(|e| panic!("{e}: {l}"))).collect()
}

fn article(id: &str, text: &str) -> String {
    serde_json::json!({"id": id, "text": text, "date": "2022-11-07"}).to_string() + "\n"
}

const PLAIN: &str = "Iran denied sending drones to Russia. Ukraine accused Moscow of shelling Kherson on Thursday.";

/// The bundled articles of one folder, one after the other, as (path, claims, canonical text).
#[test]
fn every_span_of_the_bundled_articles_cuts_back_to_its_words() {
    let mut all = 0;
    let mut files: Vec<_> = std::fs::read_dir(root().join("examples/articles")).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 12);
    for file in files {
        let path = file.to_str().unwrap();
        let canonical = text(&run(&["read", "--format", "text", path]).stdout);
        let canonical = canonical.strip_suffix('\n').unwrap();
        for c in claims(&run(&["read", "--format", "jsonl", path])) {
            all += 1;
            c.verify(canonical).unwrap_or_else(|e| panic!("{path}: {e}"));
            for q in c.quotes().map(|(_, q)| q) {
                assert!(canonical.is_char_boundary(q.span.start) && canonical.is_char_boundary(q.span.end), "{path}: {q:?}");
            }
            assert!((0.0..=1.0).contains(&c.confidence));
            assert!(
                c.actor.iter().chain(&c.recipient).any(|p| p.party.code.is_some() || p.party.sector.is_some()),
                "{path}: nobody in {c:?}"
            );
        }
    }
    assert!(all >= 60, "only {all} claims in the bundled articles");
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let one = run(&["read", "--format", "jsonl", "--threads", "1", "examples/articles"]);
    let three = run(&["read", "--format", "jsonl", "--threads", "3", "examples/articles"]);
    assert!(one.status.success());
    assert_eq!(text(&one.stdout), text(&three.stdout));
}

#[test]
fn a_plain_sentence_gives_its_claim_in_every_format() {
    let line = article("a", PLAIN);
    let out = feed(&["read", "--format", "jsonl", "-"], line.as_bytes());
    let got = claims(&out);
    let codes: Vec<_> = got.iter().flat_map(|c| c.actor.iter().chain(&c.recipient)).filter_map(|p| p.party.code.as_deref()).collect();
    for code in ["IRN", "RUS", "UKR"] {
        assert!(codes.contains(&code), "{code} in {codes:?}");
    }
    assert!(got.iter().all(|c| c.article == "a"));
    let csv = text(&feed(&["read", "--format", "csv", "-"], line.as_bytes()).stdout);
    assert_eq!(csv.lines().count(), got.len() + 1, "{csv}");
    assert!(csv.starts_with("id,article,language,"));
    let table = text(&feed(&["read", "-"], line.as_bytes()).stdout);
    assert!(table.contains("Iran") && table.contains("claims"), "{table}");
    let table = text(&feed(&["read", "--ui", "id", "-"], line.as_bytes()).stdout);
    assert!(table.contains("klaim"), "{table}");
    let page = text(&feed(&["read", "--format", "html", "-"], line.as_bytes()).stdout);
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"), "{page}");
    assert_eq!(text(&feed(&["read", "--format", "text", "-"], line.as_bytes()).stdout), format!("{PLAIN}\n"));
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_read() {
    let folder = std::env::temp_dir().join(format!("sekutu-cli-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.join(name), bytes).unwrap();
    };
    write("a-binary.txt", &[0, 159, 146, 150, 0, 0, 255, 3]);
    write("b-empty.txt", b"");
    write("c-broken.jsonl", b"{\"id\": \"x\", \"text\": \"unclosed\n{\"id\": \"y\", \"text\": \"Turkey expelled the Syrian ambassador.\", \"date\": \"32 Mei\"}\n");
    write(
        "d-cut.html",
        "<html><body><article><h1>Iran denies</h1><p>Iran denied sending drones to Russia, the foreign ministry said on Monday.</p><p>Ukr"
            .as_bytes(),
    );
    write("e-good.txt", PLAIN.as_bytes());
    let out = run(&["read", "--format", "jsonl", folder.to_str().unwrap()]);
    let told = text(&out.stderr);
    assert!(out.status.success(), "{told}");
    for name in ["a-binary.txt", "b-empty.txt", "c-broken.jsonl, line 1"] {
        assert!(told.contains(name), "{name} in:\n{told}");
    }
    let by: HashMap<String, usize> = claims(&out).into_iter().fold(HashMap::new(), |mut n, c| {
        *n.entry(c.article).or_default() += 1;
        n
    });
    assert!(by.contains_key("y"), "{by:?}\n{told}");
    assert!(by.len() >= 2, "{by:?}\n{told}");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_line_of_a_hundred_megabytes_is_passed_over() {
    let path = std::env::temp_dir().join(format!("sekutu-long-{}.jsonl", std::process::id()));
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    file.write_all(b"{\"id\": \"long\", \"text\": \"").unwrap();
    for _ in 0..100 {
        file.write_all(&vec![b'x'; 1 << 20]).unwrap();
    }
    file.write_all(b"\"}\n").unwrap();
    file.write_all(article("after", PLAIN).as_bytes()).unwrap();
    drop(file);
    let out = run(&["read", "--format", "jsonl", path.to_str().unwrap()]);
    std::fs::remove_file(&path).unwrap();
    assert!(text(&out.stderr).contains("line 1"), "{}", text(&out.stderr));
    assert!(claims(&out).iter().all(|c| c.article == "after"));
    assert!(!claims(&out).is_empty());
}

#[test]
fn bad_usage_exits_with_two_and_says_what_to_do() {
    let check = |args: &[&str], says: &str| {
        let out = run(args);
        let told = text(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{args:?}: {told}");
        assert!(told.contains(says), "{args:?}: {told}");
    };
    check(&["read"], "PATH");
    check(&["read", "no/such/file.txt"], "no/such/file.txt");
    check(&["read", "--model", "no/such/folder", "README.md"], "--model");
    check(&["read", "--from", "spreadsheet", "README.md"], "spreadsheet");
    check(&["read", "--date", "32 Mei", "README.md"], "32 Mei");
    check(&["read", "--parties", "no/such.toml", "README.md"], "no/such.toml");
    check(&["who"], "a name is missing");
}

#[test]
fn who_names_the_party_on_a_date() {
    let check = |args: &[&str], says: &str| {
        let mut all = vec!["who"];
        all.extend(args);
        let out = run(&all);
        assert!(text(&out.stdout).contains(says), "{args:?}: {}", text(&out.stdout));
    };
    check(&["Gedung Putih"], "USA");
    check(&["four Saudi men"], "SAU.CVL");
    check(&["pasukan Ukraina"], "UKR.MIL");
    check(&["Menteri Luar Negeri Rusia", "--on", "2022-11-07"], "Lavrov");
    check(&["Зеленский", "--on", "2023-01-01"], "UKR");
    check(&["泽连斯基", "--on", "2023-01-01"], "UKR");
    assert_eq!(run(&["who", "Zxqvw Plorb"]).status.code(), Some(1));
    let out = feed(
        &["who", "--format", "jsonl"],
        b"{\"id\": 7, \"text\": \"Kremlin\", \"date\": \"10 May 2015\"}\n\nnot json\n{\"id\": \"b\", \"text\": \"NATO\"}\n",
    );
    let lines: Vec<serde_json::Value> = text(&out.stdout).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!((&lines[0]["id"], &lines[0]["country"]), (&serde_json::json!(7), &serde_json::json!("RUS")));
    assert!(text(&out.stderr).contains("line 3"));
}

#[test]
fn a_users_own_names_come_first() {
    let path = std::env::temp_dir().join(format!("sekutu-own-{}.toml", std::process::id()));
    std::fs::write(&path, "[[party]]\nnames = [\"Front Kelapa\"]\ncode = \"KELAPA\"\nsector = \"REB\"\n").unwrap();
    let out = run(&["who", "Front Kelapa", "--parties", path.to_str().unwrap()]);
    std::fs::remove_file(&path).unwrap();
    assert!(text(&out.stdout).contains("KELAPA"), "{}{}", text(&out.stdout), text(&out.stderr));
}
