//! The small dense layers on top of the encoder, in f32.

use crate::ModelError;
use crate::decode::{Kind, Role};
use sekutu_model::{Event, Status};
use serde::Deserialize;
use std::collections::HashMap;

/// A dense layer: `out × in` weights and a bias.
pub struct Dense {
    weight: Vec<f32>,
    bias: Vec<f32>,
    input: usize,
}

impl Dense {
    /// weight · x + bias.
    pub fn apply(&self, x: &[f32]) -> Vec<f32> {
        debug_assert_eq!(x.len(), self.input);
        self.weight.chunks_exact(self.input).zip(&self.bias).map(|(row, b)| dot(row, x) + b).collect()
    }
}

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
    /// Width of a key.
    pub width: usize,
    /// Distance buckets a side.
    pub reach: usize,
    /// Least scores.
    pub least: Least,
    /// Score → probability, rising: knots of a piecewise linear function.
    calibration: Vec<(f32, f32)>,
}

/// Least probabilities for what is kept.
#[derive(Deserialize, Clone)]
pub struct Least {
    /// That a piece belongs to a trigger.
    pub trigger: f32,
    /// That a piece belongs to a mention.
    pub mention: f32,
    /// That a mention plays each role.
    pub roles: Vec<f32>,
    /// That the likeliest mention plays actor or recipient, where no other does.
    pub second: f32,
    /// That a mention stands for another.
    pub coref: f32,
}

/// All heads.
pub struct Heads {
    /// H → a role query each.
    pub queries: Dense,
    /// H → a coreference query.
    pub coref_query: Dense,
    /// H → the trigger's own layer.
    pub trigger: Dense,
    /// → event.
    pub event: Dense,
    /// → status.
    pub status: Dense,
    /// → mode.
    pub mode: Dense,
    /// → contexts.
    pub context: Dense,
    /// Bias by role (the last is coreference) and distance bucket.
    pub distance: Vec<f32>,
    /// Bias by role.
    pub bias: Vec<f32>,
    /// Names and thresholds.
    pub meta: Meta,
    /// Modes that each event may have, as indices.
    pub event_modes: Vec<Vec<usize>>,
}

impl Heads {
    /// Reads the weights and checks that the names are this program's.
    pub fn load(weights: &[u8], meta: &[u8]) -> Result<Heads, ModelError> {
        let meta: Meta = serde_json::from_slice(meta).map_err(|e| ModelError::new("meta", e))?;
        same("event types", &meta.events, Event::ALL.iter().map(|e| e.name()))?;
        same("statuses", &meta.statuses, Status::ALL.iter().map(|s| s.name()))?;
        same("mention kinds", &meta.kinds, Kind::ALL.iter().map(|k| k.name()))?;
        same("roles", &meta.roles, Role::ALL.iter().map(|r| r.name()))?;
        if meta.least.roles.len() != Role::ALL.len() {
            return Err(ModelError::new("meta", "it does not have one least probability a role"));
        }
        let file = safetensors::SafeTensors::deserialize(weights).map_err(|e| ModelError::new("heads", e))?;
        let floats = |name: &str| -> Result<Vec<f32>, ModelError> {
            let t = file.tensor(name).map_err(|e| ModelError::new("heads", format!("{name}: {e}")))?;
            if t.dtype() != safetensors::Dtype::F32 {
                return Err(ModelError::new("heads", format!("{name} is not f32")));
            }
            Ok(t.data().chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
        };
        let dense = |name: &str| -> Result<Dense, ModelError> {
            let (weight, bias) = (floats(&format!("{name}.weight"))?, floats(&format!("{name}.bias"))?);
            let input = weight.len() / bias.len().max(1);
            Ok(Dense { weight, bias, input })
        };
        let event_modes = meta
            .events
            .iter()
            .map(|e| meta.event_modes.get(e).into_iter().flatten().filter_map(|m| meta.modes.iter().position(|x| x == m)).collect())
            .collect();
        Ok(Heads {
            queries: dense("queries")?,
            coref_query: dense("coref_query")?,
            trigger: dense("trigger")?,
            event: dense("event")?,
            status: dense("status")?,
            mode: dense("mode")?,
            context: dense("context")?,
            distance: floats("distance")?,
            bias: floats("bias")?,
            meta,
            event_modes,
        })
    }

    /// The bias of `role` at a signed distance in pieces: exact to 4, then by powers of √2, as in `training/model.py`.
    pub fn near(&self, role: usize, distance: isize) -> f32 {
        let reach = self.meta.reach;
        let d = distance.unsigned_abs();
        let b = if d <= 4 { d } else { (4 + (2.0 * (d as f64 / 4.0).log2()).floor() as usize).min(reach) };
        let bucket = if distance < 0 { reach - b } else { reach + b };
        self.distance[role * (2 * reach + 1) + bucket] + self.bias[role]
    }

    /// The probability behind a raw score.
    pub fn calibrate(&self, score: f32) -> f32 {
        let knots = &self.meta.calibration;
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

/// Gaussian error linear unit, by the error function.
pub fn gelu(x: f32) -> f32 {
    let x = f64::from(x);
    (0.5 * x * (1.0 + erf(x / std::f64::consts::SQRT_2))) as f32
}

/// The error function (Abramowitz & Stegun 7.1.26, |error| < 1.5e-7).
fn erf(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x.abs());
    let y =
        1.0 - (((((1.061_405_429 * t - 1.453_152_027) * t) + 1.421_413_741) * t - 0.284_496_736) * t + 0.254_829_592) * t * (-x * x).exp();
    if x < 0.0 { -y } else { y }
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
