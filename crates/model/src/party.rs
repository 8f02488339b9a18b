use serde::{Deserialize, Serialize};

/// Who takes part: a state, its government, forces or people, an organisation, an armed or political group.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Party {
    /// ISO 3166 alpha-3 (`RUS`), or a short upper-case name (`NATO`, `HOUTHI`); `None` for a party that has no code of its own.
    pub code: Option<String>,
    /// PLOVER's sector: `GOV`, `MIL`, `REB`, `OPP`, `PTY`, `CVL` …
    pub sector: Option<String>,
    /// Its usual English name.
    pub name: String,
}

impl Party {
    /// The code with its sector where that says more than "the state": `RUS`, `SYR.REB`.
    pub fn label(&self) -> String {
        match (&self.code, &self.sector) {
            (Some(c), Some(s)) if s != "GOV" => format!("{c}.{s}"),
            (Some(c), _) => c.clone(),
            (None, Some(s)) => format!("?.{s}"),
            (None, None) => "?".to_owned(),
        }
    }
}
