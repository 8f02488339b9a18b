//! One self-contained page: the articles with their claims highlighted and the claim cards beside them.

use super::Output;
use crate::messages::Messages;
use anyhow::Result;
use sekutu_model::{Article, Claim};
use std::io::Write;

/// The page.
pub struct Page<W> {
    out: W,
    _messages: &'static Messages,
}

impl<W: Write> Page<W> {
    /// Onto `out`.
    pub fn new(out: W, messages: &'static Messages) -> Page<W> {
        Page { out, _messages: messages }
    }
}

impl<W: Write> Output for Page<W> {
    fn article(&mut self, _article: &Article, _claims: &[Claim]) -> Result<()> {
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        Ok(self.out.flush()?)
    }
}
