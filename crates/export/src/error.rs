use sekutu_model::ClaimError;
use std::io;
use thiserror::Error;

/// Why an export could not be written.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The writer refused.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A claim does not hold against its article's text; what it says of its evidence would be false in any format.
    #[error("claim {claim}: {error}")]
    Claim {
        /// The claim's id.
        claim: String,
        /// What does not hold.
        error: ClaimError,
    },
    /// The Parquet writer failed.
    #[cfg(feature = "parquet")]
    #[error(transparent)]
    Parquet(#[from] parquet::errors::ParquetError),
}

impl From<csv::Error> for ExportError {
    fn from(e: csv::Error) -> ExportError {
        ExportError::Io(e.into())
    }
}

impl From<serde_json::Error> for ExportError {
    fn from(e: serde_json::Error) -> ExportError {
        ExportError::Io(e.into())
    }
}
