//! Paths to readers: files, folders, standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Something to read, and its name in messages.
pub struct Input {
    /// The path, or `-`.
    pub name: String,
    path: Option<PathBuf>,
}

impl Input {
    /// Its length in bytes; 0 where that cannot be told.
    pub fn len(&self) -> u64 {
        self.path.as_ref().and_then(|p| std::fs::metadata(p).ok()).map_or(0, |m| m.len())
    }

    /// Opens it.
    pub fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        match &self.path {
            None => Ok(Box::new(io::stdin())),
            Some(p) => Ok(Box::new(File::open(p)?)),
        }
    }
}

/// The files of the given paths, folders entered, in order of name; and what could not be listed.
pub fn list(paths: &[PathBuf]) -> (Vec<Input>, Vec<(String, io::Error)>) {
    let (mut inputs, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Input { name: "-".to_owned(), path: None });
        } else {
            walk(path, true, &mut inputs, &mut problems);
        }
    }
    (inputs, problems)
}

fn walk(path: &Path, named: bool, inputs: &mut Vec<Input>, problems: &mut Vec<(String, io::Error)>) {
    let name = path.display().to_string();
    match std::fs::metadata(path) {
        Err(e) => problems.push((name, e)),
        Ok(m) if m.is_dir() => match std::fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Err(e) => problems.push((name, e)),
            Ok(entries) => {
                let mut below: Vec<_> = entries.iter().map(std::fs::DirEntry::path).collect();
                below.sort();
                for p in below.iter().filter(|p| !p.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'))) {
                    walk(p, false, inputs, problems);
                }
            }
        },
        // a folder's pictures and scripts are passed over in silence; a file that was named is read whatever it is
        Ok(_) if named || !is_asset(path) => inputs.push(Input { name, path: Some(path.to_owned()) }),
        Ok(_) => {}
    }
}

fn is_asset(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let asset = ["css", "js", "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "woff", "woff2", "ttf", "mp4", "mp3", "pdf"];
    extension.is_some_and(|e| asset.contains(&e.as_str()))
}
