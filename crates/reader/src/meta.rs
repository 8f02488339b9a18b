//! The names behind the model's numbers, its fitted thresholds and calibration, and the little arithmetic that decoding needs.

use crate::ModelError;
use crate::decode::{Kind, Role};
use sekutu_model::{Event, Status};
use serde::Deserialize;
use std::collections::HashMap;

/// Σ a·b.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// The names behind the numbers, and the fitted thresholds.
#[derive(Deserialize)]
pub struct Meta {
    events: Vec<String>,
    statuses: Vec<String>,
    /// PLOVER's modes; the first is none.
    pub modes: Vec<String>,
    /// PLOVER's contexts.
    pub contexts: Vec<String>,
    kinds: Vec<String>,
    roles: Vec<String>,
    event_modes: HashMap<String, Vec<String>>,
    /// Distance buckets a side.
    pub reach: usize,
    /// Least scores.
    pub least: Least,
    /// The first stage's weights' scale, bias and threshold.
    pub first: First,
    /// Bias of coreference by distance bucket.
    coref_distance: Vec<f32>,
    /// Score → probability, rising: knots of a piecewise linear function.
    calibration: Vec<(f32, f32)>,
    /// For each event the numbers of the modes that it may have.
    #[serde(skip)]
    pub modes_of: Vec<Vec<usize>>,
}

/// The cheap first stage: `training/first.py`.
#[derive(Deserialize, Clone, Copy)]
pub struct First {
    /// What a weight of 1 stands for.
    pub scale: f32,
    /// Added to every sentence's sum.
    pub bias: f32,
    /// The sum below which a sentence can hold no claim.
    pub least: f32,
    /// The same where no party is named that the tables know.
    pub unnamed: f32,
}

/// Least probabilities for what is kept.
#[derive(Deserialize, Clone)]
pub struct Least {
    /// That a piece is looked at as a trigger.
    pub trigger: f32,
    /// That it is one, after the second pass.
    pub frame: f32,
    /// That a piece belongs to a mention.
    pub mention: f32,
    /// That a mention plays each role.
    pub roles: Vec<f32>,
    /// That the likeliest mention plays actor or recipient, where no other does.
    pub second: f32,
    /// That a mention stands for another.
    pub coref: f32,
}

impl Meta {
    /// Reads the file and checks that the names are this program's.
    pub fn load(json: &[u8]) -> Result<Meta, ModelError> {
        let bad = |why: &dyn std::fmt::Display| ModelError::new("meta", why);
        let mut meta: Meta = serde_json::from_slice(json).map_err(|e| bad(&e))?;
        same("event types", &meta.events, Event::ALL.iter().map(|e| e.name()))?;
        same("statuses", &meta.statuses, Status::ALL.iter().map(|s| s.name()))?;
        same("mention kinds", &meta.kinds, Kind::ALL.iter().map(|k| k.name()))?;
        same("roles", &meta.roles, Role::ALL.iter().map(|r| r.name()))?;
        if meta.least.roles.len() != Role::ALL.len() {
            return Err(bad(&"it does not have one least probability a role"));
        }
        if meta.coref_distance.len() != 2 * meta.reach + 1 {
            return Err(bad(&"it does not have one bias a distance"));
        }
        let numbers = |e: &String| meta.event_modes.get(e).into_iter().flatten().filter_map(|m| meta.modes.iter().position(|x| x == m));
        meta.modes_of = meta.events.iter().map(|e| numbers(e).collect()).collect();
        Ok(meta)
    }

    /// The number of a signed distance in pieces, 0 to 2·reach: exact to 4, then by powers of √2, as in `training/model.py`.
    pub fn bucket(&self, distance: isize) -> usize {
        let d = distance.unsigned_abs();
        let b = if d <= 4 { d } else { (4 + (2.0 * (d as f64 / 4.0).log2()).floor() as usize).min(self.reach) };
        if distance < 0 { self.reach - b } else { self.reach + b }
    }

    /// The bias of coreference at a signed distance in pieces.
    pub fn near(&self, distance: isize) -> f32 {
        self.coref_distance[self.bucket(distance)]
    }

    /// The probability behind a raw score.
    pub fn calibrate(&self, score: f32) -> f32 {
        let knots = &self.calibration;
        match knots.iter().position(|&(x, _)| x >= score) {
            Some(0) => knots[0].1,
            Some(i) => {
                let ((x0, y0), (x1, y1)) = (knots[i - 1], knots[i]);
                if x1 > x0 { y0 + (y1 - y0) * (score - x0) / (x1 - x0) } else { y1 }
            }
            None => knots.last().map_or(score, |k| k.1),
        }
    }
}

fn same<'a>(what: &str, have: &[String], want: impl Iterator<Item = &'a str>) -> Result<(), ModelError> {
    if have.iter().map(String::as_str).eq(want) {
        return Ok(());
    }
    Err(ModelError::new("meta", format!("its {what} are not this program's")))
}

/// 1 / (1 + e⁻ˣ).
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// Normalised exponentials.
pub fn softmax(x: &[f32]) -> Vec<f32> {
    let top = x.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let e: Vec<f32> = x.iter().map(|v| (v - top).exp()).collect();
    let sum: f32 = e.iter().sum();
    e.into_iter().map(|v| v / sum).collect()
}
