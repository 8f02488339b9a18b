//! The transformer: 4-bit embedding rows looked up here, int8 layers in `rten`. Ten layers read the window once; two look again for each trigger.

use crate::decode::{Role, TAGS};
use crate::meta::Meta;
use crate::{ModelError, ReadError};
use rten::{Model, NodeId, RunOptions, ThreadPool, ValueView};
use rten_tensor::{AsView, Layout, NdTensor, Tensor};
use sekutu_model::{Event, Meaning, Status};
use std::borrow::Cow;
use std::sync::Arc;

/// Width of a hidden state.
pub const HIDDEN: usize = 384;
/// Width of a coreference key.
const WIDTH: usize = 64;
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

/// What the first pass gives for a window of n pieces.
pub struct States {
    /// Hidden states, n × 384.
    pub hidden: Vec<f32>,
    /// Trigger and mention tag scores, n × 16.
    pub tags: Vec<f32>,
    /// Coreference keys, n × 64.
    pub keys: Vec<f32>,
    /// Coreference queries, n × 64.
    pub queries: Vec<f32>,
    n: usize,
}

impl States {
    /// The states of `n` pieces; `None` where a part has another length. For tests of decoding.
    pub fn new(hidden: Vec<f32>, tags: Vec<f32>, keys: Vec<f32>, queries: Vec<f32>, n: usize) -> Option<States> {
        let fits = hidden.len() == n * HIDDEN && n > 0 && [&tags, &keys, &queries].iter().all(|x| x.len() % n == 0);
        fits.then_some(States { hidden, tags, keys, queries, n })
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

/// What the second pass gives for one trigger in a window of n pieces: scores before softmax or sigmoid.
#[derive(Debug, Clone)]
pub struct Look {
    /// How each piece plays each role, n × roles.
    pub roles: Vec<f32>,
    /// Event types; the last is that the words name none.
    pub event: Vec<f32>,
    /// Statuses.
    pub status: Vec<f32>,
    /// Modes.
    pub mode: Vec<f32>,
    /// Contexts.
    pub context: Vec<f32>,
    /// What the trigger means in its sentence, as the first pass has it.
    pub meaning: Meaning,
}

/// A graph with the numbers of its inputs and outputs.
struct Graph<const I: usize, const O: usize> {
    model: Model,
    inputs: [NodeId; I],
    outputs: [NodeId; O],
}

impl<const I: usize, const O: usize> Graph<I, O> {
    fn load(file: &'static str, onnx: Cow<'static, [u8]>, inputs: [&str; I], outputs: [&str; O]) -> Result<Graph<I, O>, ModelError> {
        let bad = |e: &dyn std::fmt::Display| ModelError::new(file, e);
        let mut options = rten::ModelOptions::with_all_ops();
        options.prepack_weights(true);
        let model = match onnx {
            Cow::Borrowed(bytes) => options.load_static_slice(bytes),
            Cow::Owned(bytes) => options.load(bytes),
        };
        let model = model.map_err(|e| bad(&e))?;
        let ids = |names: &[&str]| names.iter().map(|n| model.node_id(n).map_err(|e| bad(&e))).collect::<Result<Vec<NodeId>, _>>();
        let count = |_| bad(&"an input or output is missing");
        let (inputs, outputs) = (ids(&inputs)?.try_into().map_err(count)?, ids(&outputs)?.try_into().map_err(count)?);
        Ok(Graph { model, inputs, outputs })
    }

    /// Runs it; each output's floats, checked to be as many as asked.
    fn run(&self, values: [ValueView<'_>; I], sizes: [usize; O], thread: &Thread) -> Result<[Vec<f32>; O], ReadError> {
        let options = RunOptions::default().with_thread_pool(Some(thread.0.clone()));
        let inputs: Vec<_> = self.inputs.into_iter().zip(values).map(|(id, value)| (id, value.into())).collect();
        let given = self.model.run_n(inputs, self.outputs, Some(options)).map_err(|e| ReadError(e.to_string()))?;
        let mut out = [(); O].map(|()| Vec::new());
        for ((value, size), out) in given.into_iter().zip(sizes).zip(&mut out) {
            let t: Tensor<f32> = value.try_into().map_err(|_| ReadError("an output is not of floats".to_owned()))?;
            if t.len() != size {
                return Err(ReadError(format!("an output has {} values where {size} belong", t.len())));
            }
            *out = t.to_vec();
        }
        Ok(out)
    }
}

/// The encoder.
pub struct Encoder {
    trunk: Graph<2, 4>,
    top: Graph<3, 5>,
    rows: Cow<'static, [u8]>,
    planes: Planes,
}

/// Random directions, by whose signs a state becomes a [`Meaning`].
struct Planes {
    /// Hash of the first pass, whose states they cut.
    encoder: u32,
    /// ±1, one row of all directions for each of a state's numbers.
    rows: Vec<f32>,
}

impl Planes {
    /// Directions out of a fixed sequence, the same in every build.
    fn new(trunk: &[u8]) -> Planes {
        let words = trunk.chunks(8).map(|c| c.iter().fold(0u64, |w, b| w << 8 | u64::from(*b)));
        let hash = words.fold(0, |h: u64, w| mix(h.rotate_left(7) ^ w));
        let rows = (0..Meaning::SIGNS * HIDDEN).map(|i| if mix(i as u64 / 64 + 1) >> (i % 64) & 1 == 1 { 1.0 } else { -1.0 });
        Planes { encoder: (hash >> 32) as u32, rows: rows.collect() }
    }

    /// The signs of the mean of some pieces' states.
    fn meaning(&self, states: &States, (from, to): (usize, usize)) -> Meaning {
        let mut mean = [0f32; HIDDEN];
        for state in states.hidden[from * HIDDEN..to * HIDDEN].chunks_exact(HIDDEN) {
            mean.iter_mut().zip(state).for_each(|(m, x)| *m += x);
        }
        let mut along = [0f32; Meaning::SIGNS];
        for (x, row) in mean.iter().zip(self.rows.chunks_exact(Meaning::SIGNS)) {
            along.iter_mut().zip(row).for_each(|(a, sign)| *a += x * sign);
        }
        let mut signs = [0u64; Meaning::SIGNS / 64];
        for (i, a) in along.iter().enumerate() {
            signs[i / 64] |= u64::from(*a > 0.0) << (i % 64);
        }
        Meaning { encoder: self.encoder, signs }
    }
}

/// SplitMix64's finaliser.
const fn mix(h: u64) -> u64 {
    let h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ (h >> 31)
}

impl Encoder {
    /// Reads the ONNX graphs of both passes and the embedding rows.
    pub fn load(trunk: Cow<'static, [u8]>, top: Cow<'static, [u8]>, rows: Cow<'static, [u8]>) -> Result<Encoder, ModelError> {
        let planes = Planes::new(&trunk);
        let trunk = Graph::load("encoder", trunk, ["words", "mask"], ["hidden", "tags", "keys", "queries"])?;
        let top = Graph::load("second pass", top, ["states", "marks", "buckets"], ["roles", "event", "status", "mode", "context"])?;
        if rows.is_empty() || !rows.len().is_multiple_of(ROW_BYTES) {
            return Err(ModelError::new("embedding rows", "their length is not a multiple of a row's"));
        }
        Ok(Encoder { trunk, top, rows, planes })
    }

    /// How many embedding rows there are.
    pub fn rows(&self) -> usize {
        self.rows.len() / ROW_BYTES
    }

    /// Encodes one window: the first pass.
    pub fn run(&self, ids: &[u32], thread: &Thread) -> Result<States, ReadError> {
        let n = ids.len();
        let mut words = vec![0f32; n * HIDDEN];
        for (out, &id) in words.chunks_exact_mut(HIDDEN).zip(ids) {
            let at = (id as usize).min(self.rows() - 1) * ROW_BYTES;
            dequantise(&self.rows[at..at + ROW_BYTES], out);
        }
        let words = NdTensor::from_data([1, n, HIDDEN], words);
        let mask = NdTensor::full([1, n], 1f32);
        let inputs = [ValueView::from(words.view()), ValueView::from(mask.view())];
        let [hidden, tags, keys, queries] = self.trunk.run(inputs, [n * HIDDEN, n * TAGS, n * WIDTH, n * WIDTH], thread)?;
        Ok(States { hidden, tags, keys, queries, n })
    }

    /// What the words of some pieces, given as first and one past the last, mean in their window.
    pub fn meaning(&self, states: &States, pieces: (usize, usize)) -> Meaning {
        self.planes.meaning(states, pieces)
    }

    /// Looks at a window again for each trigger, given as first piece and one past the last: the second pass.
    pub fn look(&self, states: &States, triggers: &[(usize, usize)], meta: &Meta, thread: &Thread) -> Result<Vec<Look>, ReadError> {
        let n = states.n;
        let mut out = Vec::with_capacity(triggers.len());
        // a few at a time: a page of nothing but triggers would take much memory
        for some in triggers.chunks(4) {
            let t = some.len();
            let (mut marks, mut buckets) = (vec![0f32; t * n], vec![0i32; t * n]);
            for (i, &(from, to)) in some.iter().enumerate() {
                marks[i * n + from..i * n + to].fill(1.0);
                buckets[i * n..(i + 1) * n].iter_mut().enumerate().for_each(|(j, b)| *b = meta.bucket(j as isize - from as isize) as i32);
            }
            let again = NdTensor::from_data([t, n, HIDDEN], states.hidden.repeat(t));
            let (marks, buckets) = (NdTensor::from_data([t, n], marks), NdTensor::from_data([t, n], buckets));
            let inputs = [ValueView::from(again.view()), ValueView::from(marks.view()), ValueView::from(buckets.view())];
            let sizes = [Role::ALL.len() * n, Event::ALL.len() + 1, Status::ALL.len(), meta.modes.len(), meta.contexts.len()];
            let [roles, event, status, mode, context] = self.top.run(inputs, sizes.map(|s| s * t), thread)?;
            let cut = |v: &[f32], i: usize| v[i * v.len() / t..(i + 1) * v.len() / t].to_vec();
            out.extend((0..t).map(|i| Look {
                roles: cut(&roles, i),
                event: cut(&event, i),
                status: cut(&status, i),
                mode: cut(&mode, i),
                context: cut(&context, i),
                meaning: self.meaning(states, some[i]),
            }));
        }
        Ok(out)
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
