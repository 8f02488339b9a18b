//! Turns the tables in `data/` into sorted lines with an index, so that nothing is parsed when the program starts.

#[path = "src/fold.rs"]
#[allow(dead_code)]
mod fold;
#[path = "src/inflect.rs"]
mod inflect;
#[path = "src/lines.rs"]
#[allow(dead_code)]
mod lines;

use std::collections::HashMap;
use std::path::Path;
use std::{env, fs};

/// In the order in which they take precedence.
const TABLES: [&str; 11] = [
    "words.tsv",
    "ambiguous.tsv",
    "press.tsv",
    "states.tsv",
    "regions.tsv",
    "organisations.tsv",
    "groups.tsv",
    "institutions.tsv",
    "outlets.tsv",
    "agents.tsv",
    "agents_en.tsv",
];

fn main() {
    println!("cargo::rerun-if-changed=data");
    for f in ["fold", "inflect", "lines"] {
        println!("cargo::rerun-if-changed=src/{f}.rs");
    }
    println!("cargo::rerun-if-changed=build.rs");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let read = |name: &str| fs::read_to_string(Path::new("data").join(name)).unwrap_or_else(|e| panic!("data/{name}: {e}"));
    let mut builder = lines::Builder::default();
    builder.usual(&read("states.tsv"));
    for table in TABLES.iter().copied().chain(["cities.tsv"]) {
        for (n, row) in read(table).lines().enumerate() {
            if let Err(e) = builder.row(row) {
                panic!("data/{table}:{}: {e}", n + 1);
            }
        }
    }
    let mut people = String::new();
    let mut index = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for table in ["people.tsv", "people_leaders.tsv", "people_phoenix.tsv"] {
        let mine = table == "people.tsv";
        for (n, row) in read(table).lines().enumerate() {
            if row.trim().is_empty() || row.starts_with('#') {
                continue;
            }
            let Some((names, _)) = row.split_once('\t') else { panic!("data/{table}:{}: names, a tab, offices", n + 1) };
            let names: Vec<&str> = names.split('|').map(str::trim).collect();
            // A person whom an earlier table knows keeps its offices there; names that it lacks are added.
            let known = names.iter().filter(|n| !mine && n.contains(' ')).find_map(|n| seen.get(&fold::key(n)).copied());
            let id = known.unwrap_or(index.len());
            for name in &names {
                let key = fold::key(name);
                if mine || !seen.contains_key(&key) {
                    builder.person(name, id, names[0]);
                    seen.entry(key).or_insert(id);
                }
            }
            if known.is_some() {
                continue;
            }
            index.push(people.len() as u32);
            people.push_str(row);
            people.push('\n');
        }
        if mine {
            fs::write(Path::new(&out).join("people_mine"), index.len().to_string()).expect("writes to OUT_DIR");
        }
    }
    let (text, starts) = builder.finish();
    let bytes = |v: &[u32]| v.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
    for (name, data) in [
        ("names.txt", text.into_bytes()),
        ("names.idx", bytes(&starts)),
        ("people.txt", people.into_bytes()),
        ("people.idx", bytes(&index)),
    ] {
        fs::write(Path::new(&out).join(name), data).expect("writes to OUT_DIR");
    }
}
