//! The transformer: 4-bit embedding rows looked up here, twelve int8 layers in `rten`.

use crate::{ModelError, ReadError};
use rten::{Model, NodeId, RunOptions, ThreadPool, ValueView};
use rten_tensor::{AsView, Layout, NdTensor};
use std::borrow::Cow;
use std::sync::Arc;

/// Width of a hidden state.
pub const HIDDEN: usize = 384;
/// Weights that share one scale.
const BLOCK: usize = 32;
/// Bytes of a block: an f16 scale and 32 nibbles.
const BLOCK_BYTES: usize = 18;
const ROW_BYTES: usize = HIDDEN / BLOCK * BLOCK_BYTES;

/// A worker's own pool of one thread, so that workers on different articles do not wait for each other.
pub struct Thread(Arc<ThreadPool>);

impl Thread {
    /// A pool of `threads` threads.
    pub fn new(threads: usize) -> Thread {
        Thread(Arc::new(ThreadPool::with_num_threads(threads)))
    }
}

/// What the encoder gives for a window of n pieces.
pub struct States {
    /// Hidden states, n × 384.
    pub hidden: Vec<f32>,
    /// Trigger and mention tag scores, n × 16.
    pub tags: Vec<f32>,
    /// Role and coreference keys, n × (9 · 64).
    pub keys: Vec<f32>,
    n: usize,
}

impl States {
    /// The states of `n` pieces; `None` where a part has another length. For tests of decoding.
    pub fn new(hidden: Vec<f32>, tags: Vec<f32>, keys: Vec<f32>, n: usize) -> Option<States> {
        let fits = hidden.len() == n * HIDDEN && n > 0 && tags.len() % n == 0 && keys.len() % n == 0;
        fits.then_some(States { hidden, tags, keys, n })
    }

    /// How many pieces.
    pub fn len(&self) -> usize {
        self.n
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.n == 0
    }
}

/// The encoder.
pub struct Encoder {
    model: Model,
    words: NodeId,
    mask: NodeId,
    outputs: [NodeId; 3],
    rows: Cow<'static, [u8]>,
}

impl Encoder {
    /// Reads the ONNX graph and the embedding rows.
    pub fn load(onnx: Cow<'static, [u8]>, rows: Cow<'static, [u8]>) -> Result<Encoder, ModelError> {
        let bad = |e: &dyn std::fmt::Display| ModelError::new("encoder", e);
        let mut options = rten::ModelOptions::with_all_ops();
        options.prepack_weights(true);
        let model = match onnx {
            Cow::Borrowed(bytes) => options.load_static_slice(bytes),
            Cow::Owned(bytes) => options.load(bytes),
        };
        let model = model.map_err(|e| bad(&e))?;
        let node = |name| model.node_id(name).map_err(|e| bad(&e));
        let (words, mask) = (node("words")?, node("mask")?);
        let outputs = [node("hidden")?, node("tags")?, node("keys")?];
        if rows.is_empty() || rows.len() % ROW_BYTES != 0 {
            return Err(ModelError::new("embedding rows", "their length is not a multiple of a row's"));
        }
        Ok(Encoder { model, words, mask, outputs, rows })
    }

    /// How many embedding rows there are.
    pub fn rows(&self) -> usize {
        self.rows.len() / ROW_BYTES
    }

    /// Encodes one window.
    pub fn run(&self, ids: &[u32], thread: &Thread) -> Result<States, ReadError> {
        let n = ids.len();
        let mut words = vec![0f32; n * HIDDEN];
        for (out, &id) in words.chunks_exact_mut(HIDDEN).zip(ids) {
            let at = (id as usize).min(self.rows() - 1) * ROW_BYTES;
            dequantise(&self.rows[at..at + ROW_BYTES], out);
        }
        let words = NdTensor::from_data([1, n, HIDDEN], words);
        let mask = NdTensor::full([1, n], 1f32);
        let options = RunOptions::default().with_thread_pool(Some(thread.0.clone()));
        let inputs = vec![(self.words, ValueView::from(words.view()).into()), (self.mask, ValueView::from(mask.view()).into())];
        let [hidden, tags, keys] = self.model.run_n(inputs, self.outputs, Some(options)).map_err(|e| ReadError(e.to_string()))?;
        let flat = |v: rten::Value, name: &str| -> Result<Vec<f32>, ReadError> {
            let t: NdTensor<f32, 3> = v.try_into().map_err(|_| ReadError(format!("{name} has another shape than the model's")))?;
            if t.size(1) != n {
                return Err(ReadError(format!("{name} has {} rows for {n} pieces", t.size(1))));
            }
            Ok(t.to_vec())
        };
        Ok(States { hidden: flat(hidden, "hidden")?, tags: flat(tags, "tags")?, keys: flat(keys, "keys")?, n })
    }
}

/// One row of 4-bit blocks to f32: a block is an f16 scale d and 16 bytes; byte j holds weight j low and j + 16 high; w = (q − 8) d.
fn dequantise(row: &[u8], out: &mut [f32]) {
    for (block, out) in row.chunks_exact(BLOCK_BYTES).zip(out.chunks_exact_mut(BLOCK)) {
        let d = half(u16::from_le_bytes([block[0], block[1]]));
        for (j, &byte) in block[2..].iter().enumerate() {
            out[j] = (f32::from(byte & 15) - 8.0) * d;
            out[j + BLOCK / 2] = (f32::from(byte >> 4) - 8.0) * d;
        }
    }
}

/// IEEE half precision to single.
fn half(bits: u16) -> f32 {
    let sign = u32::from(bits >> 15) << 31;
    let exponent = u32::from(bits >> 10) & 31;
    let fraction = u32::from(bits) & 1023;
    match (exponent, fraction) {
        (0, f) => f32::from_bits(sign | (f as f32 * 2f32.powi(-24)).to_bits()),
        (31, f) => f32::from_bits(sign | 0x7f80_0000 | f << 13),
        (e, f) => f32::from_bits(sign | (e + 112) << 23 | f << 13),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision_follows_ieee() {
        for (bits, value) in [(0x3c00, 1.0), (0xc000, -2.0), (0x0001, 2f32.powi(-24)), (0x7bff, 65504.0), (0x3555, 0.333_251_95)] {
            assert_eq!(half(bits), value, "{bits:04x}");
        }
    }

    #[test]
    fn a_block_holds_low_nibbles_first() {
        let mut row = vec![0u8; ROW_BYTES];
        row[..2].copy_from_slice(&0x3c00u16.to_le_bytes());
        row[2] = 0x9f; // low 15, high 9
        let mut out = vec![0f32; HIDDEN];
        dequantise(&row, &mut out);
        assert_eq!((out[0], out[16], out[1]), (7.0, 1.0, -8.0));
    }
}
