//! XLM-R's unigram segmentation over the pruned vocabulary.

use crate::{ModelError, WINDOW};
use sekutu_model::Span;
use tokenizers::Tokenizer;

/// A window in pieces: ids with `<s>` and `</s>`, and each piece's bytes in the window, white space trimmed; empty for the two specials.
pub struct Pieces {
    /// Rows of the embedding table.
    pub ids: Vec<u32>,
    /// The bytes each stands for.
    pub spans: Vec<Span>,
}

/// The segmenter.
pub struct Vocabulary {
    tokenizer: Tokenizer,
    size: usize,
}

const BOS: u32 = 0;
/// The last of the special pieces that stand for no words.
pub(crate) const EOS: u32 = 2;

impl Vocabulary {
    /// Reads Hugging Face's `tokenizer.json`.
    pub fn load(json: &[u8]) -> Result<Vocabulary, ModelError> {
        let tokenizer = Tokenizer::from_bytes(json).map_err(|e| ModelError::new("tokenizer", e))?;
        let size = tokenizer.get_vocab_size(true);
        Ok(Vocabulary { tokenizer, size })
    }

    /// How many pieces there are.
    pub fn len(&self) -> usize {
        self.size
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.size == 0
    }

    /// Cuts `text` into pieces, at most [`WINDOW`] of them. `None` where there is nothing to cut.
    pub fn segment(&self, text: &str) -> Option<Pieces> {
        let encoding = self.tokenizer.encode(text, false).ok()?;
        if encoding.get_ids().is_empty() {
            return None;
        }
        let mut ids = vec![BOS];
        let mut spans = vec![Span::new(0, 0)];
        for (&id, &(start, end)) in encoding.get_ids().iter().zip(encoding.get_offsets()).take(WINDOW) {
            ids.push(id);
            spans.push(trimmed(text, start, end));
        }
        ids.push(EOS);
        spans.push(Span::new(0, 0));
        Some(Pieces { ids, spans })
    }
}

/// The span without white space at its ends; empty where the offsets do not cut the text.
fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let Some(words) = text.get(start..end) else { return Span::new(0, 0) };
    let left = words.len() - words.trim_start().len();
    Span::new(start + left, start + left + words.trim().len())
}
