//! Claims that were read before, for `sekutu ingest --claims`: a file of JSON Lines, looked up by article. Only places in the file are held in memory.

use anyhow::{Context, Result};
use sekutu_model::{Article, Claim, Diagnostic, Severity};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Mutex;

/// The file, and where each article's claims stand in it.
pub struct Claims {
    name: String,
    file: Mutex<File>,
    at: HashMap<String, Vec<(u64, u32, u32)>>,
}

/// The only field that is needed to find a claim's article.
#[derive(serde::Deserialize)]
struct Of {
    article: String,
}

impl Claims {
    /// Goes through the file once.
    pub fn open(path: &Path) -> Result<Claims> {
        let name = path.display().to_string();
        let file = File::open(path).with_context(|| format!("{name}: cannot be opened"))?;
        let mut reader = BufReader::with_capacity(1 << 16, file);
        let mut at: HashMap<String, Vec<(u64, u32, u32)>> = HashMap::new();
        let (mut offset, mut line, mut n) = (0u64, Vec::new(), 0u32);
        loop {
            line.clear();
            let read = reader.read_until(b'\n', &mut line).with_context(|| format!("{name}: cannot be read"))?;
            if read == 0 {
                break;
            }
            n += 1;
            if !line.trim_ascii().is_empty() {
                let of: Of = serde_json::from_slice(&line)
                    .with_context(|| format!("{name}, line {n}: not a claim as `sekutu read --format jsonl` prints them"))?;
                at.entry(of.article).or_default().push((offset, read as u32, n));
            }
            offset += read as u64;
        }
        Ok(Claims { name, file: Mutex::new(reader.into_inner()), at })
    }

    /// The claims of an article; those that do not fit its text are told and left out.
    pub fn of(&self, article: &Article) -> (Vec<Claim>, Vec<Diagnostic>) {
        let (mut claims, mut problems) = (Vec::new(), Vec::new());
        let places = self.at.get(&article.id).or_else(|| self.at.get(&article.sha256)).map_or(&[][..], Vec::as_slice);
        for &(offset, length, line) in places {
            match self
                .claim(offset, length)
                .map_err(|e| e.to_string())
                .and_then(|c| c.verify(&article.text).map(|()| c).map_err(|e| e.to_string()))
            {
                Ok(claim) => claims.push(claim),
                Err(e) => problems.push(
                    Diagnostic::new(
                        Severity::Error,
                        &self.name,
                        format!("the claim does not fit article {} and is left out: {e}", article.id),
                    )
                    .at(format!("line {line}")),
                ),
            }
        }
        (claims, problems)
    }

    fn claim(&self, offset: u64, length: u32) -> Result<Claim> {
        let mut bytes = vec![0; length as usize];
        {
            let mut file = self.file.lock().map_err(|_| anyhow::anyhow!("another thread failed"))?;
            file.seek(SeekFrom::Start(offset))?;
            file.read_exact(&mut bytes)?;
        }
        Ok(serde_json::from_slice(&bytes)?)
    }
}
