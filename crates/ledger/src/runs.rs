use crate::{Ledger, LedgerError};
use jiff::Timestamp;
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

/// The number of a run, counted from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RunId(pub i64);

/// What a run was made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunInfo {
    /// The program's version.
    pub program: String,
    /// The model's version or hash.
    pub model: String,
    /// The codebook's.
    pub codebook: String,
    /// The tables of parties'.
    pub parties: String,
    /// The options, as a JSON object.
    pub options: serde_json::Value,
    /// When it began; the ledger has no clock of its own.
    pub started: Timestamp,
}

/// One input of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// The file, `-` for standard input.
    pub source: String,
    /// SHA-256 of its bytes, where it was read to the end.
    pub sha256: Option<String>,
    /// How many articles it held.
    pub articles: u64,
    /// How many claims they gave.
    pub claims: u64,
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Articles looked at.
    pub articles: u64,
    /// Of these, new ones.
    pub new: u64,
    /// New versions of known ones.
    pub versions: u64,
    /// Read again, with another reader.
    pub reread: u64,
    /// Known already.
    pub unchanged: u64,
    /// Not stored, because they did not hold.
    pub refused: u64,
    /// Claims stored.
    pub claims: u64,
    /// Diagnostics of the intake.
    pub problems: u64,
}

/// A run as the ledger has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Its number.
    pub id: RunId,
    /// What it was made with.
    pub info: RunInfo,
    /// When it ended; `None` where it is going on or was killed.
    pub finished: Option<Timestamp>,
    /// What it did, once it has ended.
    pub counts: Option<Counts>,
    /// What it read, in order of source.
    pub inputs: Vec<Input>,
}

impl Ledger {
    /// Begins a run; what is stored names it.
    pub fn begin_run(&mut self, info: &RunInfo) -> Result<RunId, LedgerError> {
        self.conn.execute(
            "INSERT INTO runs (program, model, codebook, parties, options, started) VALUES (?, ?, ?, ?, ?, ?)",
            params![info.program, info.model, info.codebook, info.parties, info.options.to_string(), info.started.to_string()],
        )?;
        Ok(RunId(self.conn.last_insert_rowid()))
    }

    /// Notes an input of a run; the same source again takes the place of what was noted of it.
    pub fn add_input(&mut self, run: RunId, input: &Input) -> Result<(), LedgerError> {
        self.conn
            .prepare_cached("INSERT OR REPLACE INTO inputs (run, source, sha256, articles, claims) VALUES (?, ?, ?, ?, ?)")?
            .execute(params![run.0, input.source, input.sha256, input.articles as i64, input.claims as i64])?;
        Ok(())
    }

    /// Ends a run.
    pub fn finish_run(&mut self, run: RunId, counts: &Counts, finished: Timestamp) -> Result<(), LedgerError> {
        self.conn.execute(
            "UPDATE runs SET finished = ?, counts = ? WHERE row = ?",
            params![finished.to_string(), serde_json::to_string(counts)?, run.0],
        )?;
        Ok(())
    }

    /// All runs, the last first.
    pub fn runs(&self) -> Result<Vec<Run>, LedgerError> {
        let mut runs = self.conn.prepare_cached(
            "SELECT row, program, model, codebook, parties, options, started, finished, counts FROM runs ORDER BY row DESC",
        )?;
        let mut runs = runs.query([])?;
        let mut out = Vec::new();
        while let Some(r) = runs.next()? {
            out.push(self.run(r)?);
        }
        Ok(out)
    }

    fn run(&self, r: &Row<'_>) -> Result<Run, LedgerError> {
        let time = |at: usize| -> Result<Option<Timestamp>, LedgerError> {
            let text: Option<String> = r.get(at)?;
            text.map(|t| t.parse().map_err(|e: jiff::Error| LedgerError::Damaged(e.to_string()))).transpose()
        };
        let id: i64 = r.get(0)?;
        let mut inputs = self.conn.prepare_cached("SELECT source, sha256, articles, claims FROM inputs WHERE run = ? ORDER BY source")?;
        let inputs = inputs.query_map([id], |r| {
            Ok(Input { source: r.get(0)?, sha256: r.get(1)?, articles: r.get::<_, i64>(2)? as u64, claims: r.get::<_, i64>(3)? as u64 })
        })?;
        let counts: Option<String> = r.get(8)?;
        Ok(Run {
            id: RunId(id),
            info: RunInfo {
                program: r.get(1)?,
                model: r.get(2)?,
                codebook: r.get(3)?,
                parties: r.get(4)?,
                options: serde_json::from_str(&r.get::<_, String>(5)?)?,
                started: time(6)?.ok_or_else(|| LedgerError::Damaged(format!("run {id} has no beginning")))?,
            },
            finished: time(7)?,
            counts: counts.map(|c| serde_json::from_str(&c)).transpose()?,
            inputs: inputs.collect::<Result<_, _>>()?,
        })
    }
}
