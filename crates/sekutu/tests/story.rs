//! The bundled articles' story, read into a ledger day by day: what is asserted, denied and admitted of Iran's drones for Russia, and by whom. A change of model or tables shows in the diff, which is the review.

use std::path::{Path, PathBuf};
use std::process::Command;

fn sekutu(ledger: &Path, args: &[&str]) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_sekutu"))
        .args(args)
        .arg("--ledger")
        .arg(ledger)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .env("LANG", "C")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .output()
        .unwrap();
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn the_states_of_a_story_day_by_day() {
    let folder: PathBuf = std::env::temp_dir().join(format!("sekutu-story-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let ledger = folder.join("story.sekutu");
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/articles");
    let mut files: Vec<String> = std::fs::read_dir(articles).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    let mut days: Vec<&str> = files.iter().map(|f| &f[..10]).collect();
    days.dedup();
    let mut shown = String::new();
    for day in days.iter().take_while(|d| **d <= "2022-11-11") {
        let paths: Vec<String> = files.iter().filter(|f| f.starts_with(day)).map(|f| format!("examples/articles/{f}")).collect();
        let mut args = vec!["ingest", "--quiet"];
        args.extend(paths.iter().map(String::as_str));
        sekutu(&ledger, &args);
        shown += &format!("# {day}\n\n");
        shown += &sekutu(
            &ledger,
            &["events", "--actor", "IRN", "--recipient", "RUS", "--type", "AID", "--sort", "outlets", "--history", "--limit", "4"],
        );
        shown += "\n";
    }
    assert!(sekutu(&ledger, &["verify"]).is_empty());
    std::fs::remove_dir_all(&folder).unwrap();
    insta::assert_snapshot!(shown);
}
