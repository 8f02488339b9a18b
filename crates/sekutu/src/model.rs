//! The model: inside the program, or a folder's.

use anyhow::{Context, Result};
use sekutu_reader::{ModelFiles, Reader};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::path::Path;

macro_rules! embedded {
    ($name:literal) => {
        Cow::Borrowed(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../model/", $name)))
    };
}

/// Loads the built-in model, or that of a folder.
pub fn load(folder: Option<&Path>) -> Result<Reader> {
    Reader::load(files(folder)?).context("the model cannot be used")
}

/// What a run's manifest names the model by: SHA-256 over its files, lower-case hex.
pub fn version(folder: Option<&Path>) -> Result<String> {
    let f = files(folder)?;
    let mut hash = Sha256::new();
    for file in [&f.encoder, &f.rows, &f.tokenizer, &f.top, &f.first, &f.meta] {
        hash.update((file.len() as u64).to_le_bytes());
        hash.update(file);
    }
    Ok(hash.finalize().iter().map(|b| format!("{b:02x}")).collect())
}

fn files(folder: Option<&Path>) -> Result<ModelFiles> {
    Ok(match folder {
        None => ModelFiles {
            encoder: embedded!("encoder.onnx"),
            rows: embedded!("rows.q4"),
            tokenizer: embedded!("tokenizer.json"),
            top: embedded!("top.onnx"),
            first: embedded!("first.i8"),
            meta: embedded!("meta.json"),
        },
        Some(folder) => {
            let file = |name: &str| -> Result<Cow<'static, [u8]>> {
                let path = folder.join(name);
                let bytes = std::fs::read(&path);
                bytes.map(Cow::Owned).with_context(|| {
                    format!("{}: the model's file cannot be read; leave out --model to use the built-in one", path.display())
                })
            };
            ModelFiles {
                encoder: file("encoder.onnx")?,
                rows: file("rows.q4")?,
                tokenizer: file("tokenizer.json")?,
                top: file("top.onnx")?,
                first: file("first.i8")?,
                meta: file("meta.json")?,
            }
        }
    })
}
