//! The briefing on the bundled articles' country, in both languages, and its check. A change of model, tables or wording shows in the diff, which is the review.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn sekutu(args: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    Command::new(env!("CARGO_BIN_EXE_sekutu"))
        .args(args)
        .current_dir(root)
        .env("LANG", "C")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .output()
        .unwrap()
}

fn good(args: &[&str]) -> String {
    let out = sekutu(args);
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn the_briefing_on_the_bundled_articles_in_both_languages() {
    let folder: PathBuf = std::env::temp_dir().join(format!("sekutu-brief-test-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let ledger = folder.join("l.sekutu");
    let ledger = ledger.to_str().unwrap();
    good(&["ingest", "--quiet", "--ledger", ledger, "examples/articles"]);
    for lang in ["en", "id"] {
        let file = folder.join(format!("{lang}.md"));
        let file = file.to_str().unwrap();
        let text = good(&["brief", "IRN", "--lang", lang, "--ledger", ledger, "--quiet"]);
        std::fs::write(file, &text).unwrap();
        // what the program wrote holds
        let checked = sekutu(&["brief", "--check", file, "--ledger", ledger]);
        assert_eq!(
            checked.status.code(),
            Some(0),
            "{}{}",
            String::from_utf8_lossy(&checked.stdout),
            String::from_utf8_lossy(&checked.stderr)
        );
        // what an editor changed does not
        let (from, to) = if lang == "en" { ("Russia", "Norway") } else { ("Rusia", "Norwegia") };
        let at = text.find("[^1]").unwrap();
        let edited = format!("{}{}", text[..at].replace(from, to), &text[at..]);
        assert_ne!(edited, text);
        std::fs::write(file, &edited).unwrap();
        let checked = sekutu(&["brief", "--check", file, "--ledger", ledger]);
        assert_eq!(checked.status.code(), Some(1), "{}", String::from_utf8_lossy(&checked.stderr));
        let page = good(&["brief", "IRN", "--lang", lang, "--ledger", ledger, "--quiet", "--format", "html"]);
        assert!(page.contains("<svg") && page.trim_end().ends_with("</html>") && !page.contains("http://cdn"), "{lang}");
        insta::assert_snapshot!(format!("brief_{lang}"), text);
    }
    // the same again from the articles alone
    let direct = good(&["brief", "IRN", "--lang", "en", "--quiet", "--read", "examples/articles"]);
    let kept = good(&["brief", "IRN", "--lang", "en", "--quiet", "--ledger", ledger]);
    assert_eq!(direct, kept);
    let nobody = sekutu(&["brief", "NZL", "--ledger", ledger]);
    assert_eq!(nobody.status.code(), Some(1));
    std::fs::remove_dir_all(&folder).unwrap();
}
