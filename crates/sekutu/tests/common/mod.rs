//! The happenings' articles with their claims given, so that no model is needed, and the program run on them.
#![allow(dead_code)] // each test file uses some of it

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of its own for each test, gone with it.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("sekutu-ledger-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    pub fn write(&self, name: &str, text: &str) -> String {
        std::fs::write(self.0.join(name), text).unwrap();
        self.file(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn sekutu(ledger: &str, args: &[&str]) -> Command {
    let mut c = Command::new(env!("CARGO_BIN_EXE_sekutu"));
    c.args(args).args(["--ledger", ledger]).env("LANG", "C").env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("SEKUTU_LEDGER");
    c
}

pub fn run(ledger: &str, args: &[&str]) -> Output {
    sekutu(ledger, args).output().unwrap()
}

/// Runs, and fails the test where it does not end with 0.
pub fn good(ledger: &str, args: &[&str]) -> String {
    let out = run(ledger, args);
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

pub fn told(out: &Output) -> String {
    String::from_utf8(out.stderr.clone()).unwrap()
}

/// The set's articles, as lines for intake, and their claims.
pub fn set(copies: usize) -> (Vec<String>, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../merge/tests/happenings.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    let (mut articles, mut claims) = (Vec::new(), String::new());
    for copy in 0..copies {
        for (n, line) in text.lines().enumerate() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let a = &line["article"];
            let id = format!("{copy}-{n}");
            let url = a["url"].as_str().map_or_else(|| format!("https://none.example/{n}"), str::to_owned);
            let url = if copy == 0 { url } else { format!("{url}?copy={copy}") };
            let article = serde_json::json!({"id": id, "text": a["text"], "date": a["published"]["date"], "outlet": a["outlet"], "url": url, "lang": a["language"]});
            articles.push(article.to_string());
            for c in line["claims"].as_array().unwrap() {
                let mut c = c.clone();
                c["article"] = serde_json::Value::String(id.clone());
                claims.push_str(&c.to_string());
                claims.push('\n');
            }
        }
    }
    (articles, claims)
}

pub fn ingest(ledger: &str, articles: &[&str], claims: &str) -> Output {
    let mut args = vec!["ingest", "--claims", claims];
    args.extend(articles);
    run(ledger, &args)
}
