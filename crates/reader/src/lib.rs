//! Text to typed mentions, event triggers, roles and status: one pass of a compact multilingual encoder over a window of sentences.
//!
//! A [`Reader`] holds the model (see `training/MODEL_CARD.md` for how it was made) and turns a window of text into a [`Reading`]:
//!
//! 1. [`vocabulary`]: XLM-R segmentation over the pruned vocabulary; every piece keeps its bytes in the window.
//! 2. [`encoder`], first pass: 4-bit embedding rows looked up here, then ten int8 transformer layers in `rten` give trigger and mention tags a piece.
//! 3. [`encoder`], second pass: for each trigger two more layers, over the same states with the trigger marked, give event, status, mode, contexts and
//!    each piece's part in it.
//! 4. [`decode`]: tags to spans, scores to one consistent frame a trigger. [`meta`] holds names and thresholds.
//!
//! Nothing here knows who a party is; spans are bytes into the window. The same window and model give the same reading, whatever else
//! is read at the same time: windows are never batched with others.

pub mod decode;
pub mod encoder;
pub mod meta;
pub mod vocabulary;

use sekutu_model::{Meaning, Span};
use std::borrow::Cow;
use thiserror::Error;

pub use decode::{Coref, Frame, Kind, Mention, Reading, Role, RoleFill};

/// The model's files, as `training/export.py` writes them.
#[derive(Clone)]
pub struct ModelFiles {
    /// The first pass's int8 layers, ONNX.
    pub encoder: Cow<'static, [u8]>,
    /// The second pass's, ONNX.
    pub top: Cow<'static, [u8]>,
    /// 4-bit embedding rows.
    pub rows: Cow<'static, [u8]>,
    /// The segmentation, Hugging Face's JSON.
    pub tokenizer: Cow<'static, [u8]>,
    /// The first stage's weights, one byte a piece.
    pub first: Cow<'static, [u8]>,
    /// The names behind the numbers, thresholds and calibration.
    pub meta: Cow<'static, [u8]>,
}

/// Why a model cannot be used.
#[derive(Debug, Error)]
pub enum ModelError {
    /// A file is damaged or of another version.
    #[error("the model's {file} cannot be read: {why}; install the model files that came with this version")]
    File {
        /// Which.
        file: &'static str,
        /// What is wrong.
        why: String,
    },
}

impl ModelError {
    fn new(file: &'static str, why: impl ToString) -> ModelError {
        ModelError::File { file, why: why.to_string() }
    }
}

/// The reader: one is shared by all threads.
pub struct Reader {
    vocabulary: vocabulary::Vocabulary,
    encoder: encoder::Encoder,
    first: Cow<'static, [u8]>,
    meta: meta::Meta,
}

/// How many pieces a window may have, specials not counted; what is longer is cut by the caller.
pub const WINDOW: usize = 254;

impl Reader {
    /// Loads the model. Takes a few tenths of a second.
    pub fn load(files: ModelFiles) -> Result<Reader, ModelError> {
        let meta = meta::Meta::load(&files.meta)?;
        let vocabulary = vocabulary::Vocabulary::load(&files.tokenizer)?;
        let encoder = encoder::Encoder::load(files.encoder, files.top, files.rows)?;
        if encoder.rows() != vocabulary.len() {
            let why = format!("{} rows for {} pieces", encoder.rows(), vocabulary.len());
            return Err(ModelError::new("embedding rows", why));
        }
        if files.first.len() != vocabulary.len() {
            let why = format!("{} weights for {} pieces", files.first.len(), vocabulary.len());
            return Err(ModelError::new("first stage", why));
        }
        Ok(Reader { vocabulary, encoder, first: files.first, meta })
    }

    /// How many pieces `text` has.
    pub fn count(&self, text: &str) -> usize {
        self.vocabulary.segment(text).map_or(0, |p| p.ids.len())
    }

    /// The first stage: whether a sentence may hold a claim, by its pieces' weights. Where it names no party that is known, the bar is higher.
    pub fn may_claim(&self, sentence: &str, named: bool) -> bool {
        let Some(pieces) = self.vocabulary.segment(sentence) else { return false };
        let mut ids = pieces.ids;
        ids.sort_unstable();
        ids.dedup();
        let weight = |id: &u32| self.first.get(*id as usize).map_or(0.0, |w| f32::from(w.cast_signed()));
        let first = self.meta.first;
        let sum = ids.iter().filter(|id| **id > vocabulary::EOS).map(weight).sum::<f32>() * first.scale + first.bias;
        sum >= if named { first.least } else { first.unnamed }
    }

    /// Reads one window. `names` are further candidate parties (spans of names that a gazetteer knows), for when the tagger misses one.
    /// Text beyond [`WINDOW`] pieces is not read.
    pub fn read(&self, text: &str, names: &[Span], thread: &encoder::Thread) -> Result<Reading, ReadError> {
        let Some(pieces) = self.vocabulary.segment(text) else { return Ok(Reading::default()) };
        let states = self.encoder.run(&pieces.ids, thread)?;
        let triggers = decode::triggers(&self.meta, &states, &pieces.spans);
        let spans: Vec<_> = triggers.iter().map(|t| (t.0, t.1)).collect();
        let looks = self.encoder.look(&states, &spans, &self.meta, thread)?;
        Ok(decode::decode(&self.meta, &states, &triggers, &looks, &pieces.spans, names))
    }

    /// What words of a sentence say, as a vector of twice [`encoder::HIDDEN`] numbers: the mean of the first pass's states over the pieces of `words`, and that over the whole sentence, each cut to length
    /// 1. Without `words`, each piece weighs by how likely it is to name an event. Only the directions between such vectors mean anything.
    pub fn meaning(&self, text: &str, words: Option<Span>, thread: &encoder::Thread) -> Result<Vec<f32>, ReadError> {
        let Some(pieces) = self.vocabulary.segment(text) else { return Ok(vec![0.0; 2 * encoder::HIDDEN]) };
        let states = self.encoder.run(&pieces.ids, thread)?;
        let inside = |s: &Span| !s.is_empty() && words.is_some_and(|w| s.overlaps(w));
        // words beyond the window are not there; then whatever names an event is meant
        let weights: Vec<f32> = if pieces.spans.iter().any(inside) {
            pieces.spans.iter().map(|s| f32::from(u8::from(inside(s)))).collect()
        } else {
            decode::names_event(&states).into_iter().zip(&pieces.spans).map(|(p, s)| if s.is_empty() { 0.0 } else { p + 1e-6 }).collect()
        };
        let whole: Vec<f32> = pieces.spans.iter().map(|s| f32::from(u8::from(!s.is_empty()))).collect();
        Ok([mean(&states.hidden, &weights), mean(&states.hidden, &whole)].concat())
    }

    /// What the words at `span` mean in a window: for claims that were marked by hand. `None` where nothing of the window stands there.
    pub fn meaning_at(&self, text: &str, span: Span, thread: &encoder::Thread) -> Result<Option<Meaning>, ReadError> {
        let Some(pieces) = self.vocabulary.segment(text) else { return Ok(None) };
        let Some(at) = decode::pieces(&pieces.spans, span) else { return Ok(None) };
        Ok(Some(self.encoder.meaning(&self.encoder.run(&pieces.ids, thread)?, at)))
    }

    /// The confidence that a claim with these scores is right, calibrated on the corpus's held-out part.
    pub fn confidence(&self, score: f32) -> f32 {
        self.meta.calibrate(score)
    }

    /// The least probability at which a mention plays a role.
    pub fn least(&self, role: Role) -> f32 {
        self.meta.least.roles[role as usize]
    }

    /// The least probability at which a mention is an event's only actor or recipient.
    pub fn least_alone(&self) -> f32 {
        self.meta.least.second
    }

    /// Encodes rows of the embedding table and gives the number of states: for benchmarks.
    pub fn encode_ids(&self, ids: &[u32], thread: &encoder::Thread) -> Result<usize, ReadError> {
        self.encoder.run(ids, thread).map(|s| s.len())
    }
}

/// The weighted mean of hidden states, cut to length 1.
fn mean(hidden: &[f32], weights: &[f32]) -> Vec<f32> {
    let mut sum = vec![0f32; encoder::HIDDEN];
    for (state, weight) in hidden.chunks_exact(encoder::HIDDEN).zip(weights).filter(|(_, w)| **w > 0.0) {
        sum.iter_mut().zip(state).for_each(|(s, x)| *s += weight * x);
    }
    let length = sum.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        sum.iter_mut().for_each(|x| *x /= length);
    }
    sum
}

/// Why a window could not be read.
#[derive(Debug, Error)]
#[error("the encoder failed: {0}")]
pub struct ReadError(String);
