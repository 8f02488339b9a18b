//! Each format read back by the programs that people read it with (`readers.py`). What is not installed is skipped, and said so.

mod common;

use common::{articles, claims, events, months};
use sekutu_export::*;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Writes all rows into a file of the folder.
macro_rules! write {
    ($folder:expr, $name:literal, $exporter:ty, $method:ident, $rows:expr) => {{
        let mut out = <$exporter>::new(File::create($folder.join($name)).unwrap()).unwrap();
        for row in &$rows {
            out.$method(row).unwrap();
        }
        out.finish().unwrap();
    }};
}

fn written() -> PathBuf {
    use sekutu_merge::EventRecord;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("export");
    _ = fs::remove_dir_all(&folder); // what an earlier run with other features left
    fs::create_dir_all(&folder).unwrap();
    write!(folder, "claims.csv", Csv<ClaimRow, _>, row, claims());
    write!(folder, "events.csv", Csv<EventRecord, _>, row, events());
    write!(folder, "months.csv", Csv<DyadMonth, _>, row, months());
    write!(folder, "claims.jsonl", JsonLines<ClaimRow, _>, row, claims());
    write!(folder, "events.jsonl", JsonLines<EventRecord, _>, row, events());
    write!(folder, "months.jsonl", JsonLines<DyadMonth, _>, row, months());
    write!(folder, "ledger.jsonl", Ledger<_>, article, articles());
    write!(folder, "plover.jsonl", Plover<_>, claim, claims());
    write!(folder, "polecat.tsv", Polecat<_>, claim, claims());
    write!(folder, "network.graphml", GraphMl<_>, event, events());
    write!(folder, "network.gexf", Gexf<_>, event, events());
    write!(folder, "annotations.jsonld", Annotations<_>, article, articles());
    write!(folder, "claims.jsonld", SchemaClaims<_>, article, articles());
    write!(folder, "articles.bib", BibTex<_>, article, articles());
    write!(folder, "articles.ris", Ris<_>, article, articles());
    #[cfg(feature = "parquet")]
    {
        write!(folder, "claims.parquet", Parquet<ClaimRow, _>, row, claims());
        write!(folder, "events.parquet", Parquet<EventRecord, _>, row, events());
        write!(folder, "months.parquet", Parquet<DyadMonth, _>, row, months());
        write!(folder, "none.parquet", Parquet<DyadMonth, _>, row, months()[..0]);
        let many: Vec<ClaimRow> = claims().into_iter().cycle().take(20_000).collect(); // three row groups
        write!(folder, "many.parquet", Parquet<ClaimRow, _>, row, many);
    }
    folder
}

#[test]
fn others_read_what_is_written() {
    let folder = written();
    let python = std::env::var("SEKUTU_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers.py");
    match Command::new(&python).arg("-X").arg("utf8").arg(script).arg(&folder).output() {
        Err(e) => println!("skipped: all readers, for {python} does not start: {e}"),
        Ok(out) => {
            println!("{}", String::from_utf8_lossy(&out.stdout));
            assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        }
    }
}
