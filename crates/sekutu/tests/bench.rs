//! The bench that judges reading, where it lies beside the clone (`../shared/bench`); its scorer needs python3.
//!
//! The floors stand a little under what this version reaches (see README.md), so that a change that reads worse is seen.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn bench() -> Option<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/bench");
    if dir.join("score.py").exists() {
        return Some(dir);
    }
    println!("skipped: ../shared/bench is not here");
    None
}

/// Runs `sekutu ARGS FILE`, scores what it prints, and holds each named figure to its floor (or its ceiling, for false alarms).
fn check(what: &str, args: &[&str], gold: &str, floors: &[(&str, &str, f64)]) {
    let Some(dir) = bench() else { return };
    let gold = dir.join("gold").join(gold);
    let printed = Command::new(env!("CARGO_BIN_EXE_sekutu")).args(args).arg(&gold).stderr(Stdio::null()).output().unwrap().stdout;
    let file = std::env::temp_dir().join(format!("sekutu-{what}-{}.jsonl", std::process::id()));
    std::fs::write(&file, printed).unwrap();
    let scored = Command::new("python3")
        .arg(dir.join("score.py"))
        .args([what, gold.to_str().unwrap(), file.to_str().unwrap(), "--json"])
        .output()
        .unwrap();
    std::fs::remove_file(&file).unwrap();
    let figures: serde_json::Value =
        serde_json::from_slice(&scored.stdout).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&scored.stderr)));
    println!("{figures:#}");
    for (name, part, bound) in floors {
        let got = if part.is_empty() { &figures[name] } else { &figures[name][part] };
        let got = got.as_f64().unwrap_or_else(|| panic!("no figure {name} {part}"));
        let holds = if name.contains("false alarms") { got <= *bound } else { got >= *bound };
        assert!(holds, "{name} {part}: {got}, held to {bound}");
    }
}

#[test]
fn claims() {
    check(
        "claims",
        &["read", "--format", "jsonl"],
        "claims_dev.jsonl",
        &[("all event+dyad", "F1", 0.44), ("all status accuracy", "", 0.95), ("all said_by", "F1", 0.74), ("all false alarms", "", 0.25)],
    );
}

#[test]
fn pairs() {
    check("pairs", &["read", "--format", "jsonl"], "plv_train.jsonl", &[("accuracy", "", 0.52), ("macro F1", "", 0.55)]);
}

#[test]
fn events() {
    check("events", &["read", "--format", "jsonl"], "es_protest.jsonl", &[("event types", "F1", 0.36)]);
}

#[test]
fn actors() {
    check("actors", &["who", "--format", "jsonl"], "actors_dev.jsonl", &[("country accuracy", "", 0.9), ("sector accuracy", "", 0.84)]);
}
