//! How sure, how long, and what is a war: the TOML form and its checks.

use sekutu_model::Status;
use serde::Deserialize;
use std::ops::Range;
use std::sync::LazyLock;
use thiserror::Error;
use toml::Spanned;

/// Why weights cannot be used: where, what, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {message}; {hint}")]
pub struct WeightsError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// The days after which an event counts half: more than none; [`HalfLife::NEVER`] for events that do not fade.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct HalfLife(f64);

impl HalfLife {
    /// No fading: every event counts as on its day.
    pub const NEVER: HalfLife = HalfLife(f64::INFINITY);

    /// So many days; `None` unless it is a number above zero.
    pub fn days(days: f64) -> Option<HalfLife> {
        (days > 0.0).then_some(HalfLife(days))
    }

    /// In days; infinite for [`HalfLife::NEVER`].
    pub const fn get(self) -> f64 {
        self.0
    }

    /// What is left after `age` days, 0 to 1: 2^(−age / half-life); 1 for an age of none or less.
    pub fn left(self, age: i32) -> f64 {
        (-f64::from(age.max(0)) / self.0).exp2()
    }
}

/// What an event keeps of its intensity, and what counts as a war. The builtin figures are Sekutu's own choice.
///
/// ```
/// use sekutu_model::Status;
/// use sekutu_ties::Weights;
///
/// assert_eq!(Weights::builtin().status(Status::Alleged), 0.5);
/// let e = Weights::parse(&Weights::BUILTIN_TOML.replace("alleged = 0.5", "alleged = 5")).unwrap_err();
/// assert_eq!(e.to_string(), "line 20: status alleged is 5; write a number from 0 to 1");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    version: String,
    half_life: HalfLife,
    contested: f64,
    confidence: f64,
    /// In the order of [`Status::ALL`].
    status: [f64; 5],
    war_days: i32,
    war_intensity: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    version: Spanned<String>,
    half_life: Spanned<f64>,
    contested: Spanned<f64>,
    confidence: Option<Spanned<f64>>,
    status: RawStatus,
    third_party: RawWar,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStatus {
    reported: Spanned<f64>,
    alleged: Spanned<f64>,
    planned: Spanned<f64>,
    denied: Spanned<f64>,
    negated: Spanned<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWar {
    days: Spanned<i64>,
    intensity: Spanned<f64>,
}

impl Weights {
    /// The text of the builtin weights: what a user's own begin with.
    pub const BUILTIN_TOML: &'static str = include_str!("../data/weights.toml");

    /// Those that come with the program, parsed at their first use.
    pub fn builtin() -> &'static Weights {
        static BUILTIN: LazyLock<Weights> = LazyLock::new(|| match Weights::parse(Weights::BUILTIN_TOML) {
            Ok(w) => w,
            Err(e) => unreachable!("data/weights.toml: {e}"), // a test parses it
        });
        &BUILTIN
    }

    /// Weights in TOML, every key of the builtin ones and no other. `confidence` may be left out, as in files from before it: then it is 0, and the file counts as it did.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line: no TOML, a key missing or unknown, a share outside 0 to 1, a half-life that is not above
    /// zero, days outside 0 to 3,650, an intensity outside 0 to 10, an empty version.
    pub fn parse(text: &str) -> Result<Weights, WeightsError> {
        let error = |span: Range<usize>, message: String, hint: &str| WeightsError {
            line: 1 + text.bytes().take(span.start).filter(|b| *b == b'\n').count(),
            message,
            hint: hint.to_owned(),
        };
        let file: File = toml::from_str(text).map_err(|e| {
            error(e.span().unwrap_or_default(), e.message().trim().replace('\n', " "), "see the builtin weights for the form")
        })?;
        if file.version.get_ref().trim().is_empty() {
            return Err(error(file.version.span(), "the version is empty".into(), "name it, for example \"mine-1\""));
        }
        let share = |name: &str, x: &Spanned<f64>| match *x.get_ref() {
            v if (0.0..=1.0).contains(&v) => Ok(v),
            v => Err(error(x.span(), format!("{name} is {v}"), "write a number from 0 to 1")),
        };
        let s = &file.status;
        let status = [
            share("status reported", &s.reported)?,
            share("status alleged", &s.alleged)?,
            share("status planned", &s.planned)?,
            share("status denied", &s.denied)?,
            share("status negated", &s.negated)?,
        ];
        let days = *file.half_life.get_ref();
        let half_life = HalfLife::days(days)
            .ok_or_else(|| error(file.half_life.span(), format!("half-life is {days}"), "write days above 0, or inf for no fading"))?;
        let war_days = i32::try_from(*file.third_party.days.get_ref()).ok().filter(|d| (0..=3650).contains(d)).ok_or_else(|| {
            error(file.third_party.days.span(), format!("days is {}", file.third_party.days.get_ref()), "write a number from 0 to 3650")
        })?;
        let war_intensity = *file.third_party.intensity.get_ref();
        if !(0.0..=10.0).contains(&war_intensity) {
            return Err(error(file.third_party.intensity.span(), format!("intensity is {war_intensity}"), "write a number from 0 to 10"));
        }
        let contested = share("contested", &file.contested)?;
        let confidence = file.confidence.as_ref().map_or(Ok(0.0), |c| share("confidence", c))?;
        Ok(Weights { version: file.version.into_inner(), half_life, contested, confidence, status, war_days, war_intensity })
    }

    /// The version that a run's manifest names.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The half-life, unless [`Options`](crate::Options) say otherwise.
    pub const fn half_life(&self) -> HalfLife {
        self.half_life
    }

    /// What a contested event keeps, 0 to 1.
    pub const fn contested(&self) -> f64 {
        self.contested
    }

    /// How much of the reader's doubt is taken off: 0 for none, 1 for all of it.
    pub const fn confidence(&self) -> f64 {
        self.confidence
    }

    /// What an event of a status keeps, 0 to 1.
    pub const fn status(&self, status: Status) -> f64 {
        self.status[status as usize]
    }

    /// How near in days, before or after, a fight must lie to an act for the two sides to be at war for it.
    pub const fn war_days(&self) -> i32 {
        self.war_days
    }

    /// How intense a deed of conflict must be to be a fight, 0 to 10.
    pub const fn war_intensity(&self) -> f64 {
        self.war_intensity
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, to: &str, expect: &str) {
        let text = Weights::BUILTIN_TOML.replace(from, to);
        assert_ne!(text, Weights::BUILTIN_TOML, "{from} is not there");
        assert_eq!(Weights::parse(&text).unwrap_err().to_string(), expect);
    }

    #[test]
    fn builtin_is_as_documented() {
        let w = Weights::parse(Weights::BUILTIN_TOML).unwrap();
        let status: Vec<f64> = Status::ALL.iter().map(|s| w.status(*s)).collect();
        assert_eq!(status, [1.0, 0.5, 0.3, 0.0, 0.0]);
        assert_eq!((w.half_life().get(), w.contested(), w.war_days(), w.war_intensity()), (90.0, 0.5, 90, 7.0));
        assert_eq!((w.version(), w.confidence()), ("sekutu-2", 1.0));
        let old = Weights::BUILTIN_TOML.replace("confidence = 1.0\n", "");
        assert_eq!(Weights::parse(&old).unwrap().confidence(), 0.0);
    }

    #[test]
    fn errors_name_line_and_remedy() {
        check("half-life = 90.0", "half-life = 0.0", "line 7: half-life is 0; write days above 0, or inf for no fading");
        check("half-life = 90.0", "half-life = nan", "line 7: half-life is NaN; write days above 0, or inf for no fading");
        check("contested = 0.5", "contested = -1", "line 10: contested is -1; write a number from 0 to 1");
        check("confidence = 1.0", "confidence = 2", "line 15: confidence is 2; write a number from 0 to 1");
        check("version = \"sekutu-2\"", "version = \" \"", "line 4: the version is empty; name it, for example \"mine-1\"");
        check("days = 90", "days = -2", "line 28: days is -2; write a number from 0 to 3650");
        check("intensity = 7.0", "intensity = 11", "line 29: intensity is 11; write a number from 0 to 10");
        let e = Weights::parse(&Weights::BUILTIN_TOML.replace("alleged", "aleged")).unwrap_err();
        assert!(e.line == 20 && e.message.contains("aleged"), "{e}");
    }

    #[test]
    fn fading() {
        let h = HalfLife::days(90.0).unwrap();
        assert_eq!((h.left(0), h.left(90), h.left(180), h.left(-5)), (1.0, 0.5, 0.25, 1.0));
        assert_eq!(HalfLife::NEVER.left(i32::MAX), 1.0);
        assert!(HalfLife::days(f64::NAN).is_none() && HalfLife::days(-1.0).is_none());
    }
}
