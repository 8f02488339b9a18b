//! The model: inside the program, or a folder's.

use anyhow::{Context, Result};
use sekutu_reader::{ModelFiles, Reader};
use std::borrow::Cow;
use std::path::Path;

macro_rules! embedded {
    ($name:literal) => {
        Cow::Borrowed(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../model/", $name)))
    };
}

/// Loads the built-in model, or that of a folder.
pub fn load(folder: Option<&Path>) -> Result<Reader> {
    let files = match folder {
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
    };
    Reader::load(files).context("the model cannot be used")
}
