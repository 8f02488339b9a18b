use thiserror::Error;

/// Why a codebook cannot be used: where, what, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {message}; {hint}")]
pub struct CodebookError {
    /// Counted from 1; the line of the nearest table where something is missing.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}
