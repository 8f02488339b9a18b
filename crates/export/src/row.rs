//! What exporters take: a claim with its article's particulars, an article with its claims.

use crate::ExportError;
use sekutu_model::{Article, Claim, Date};
use serde::{Deserialize, Serialize};

/// A claim and what is to be known of the article that makes it: a row of the report-level formats.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimRow {
    /// The claim.
    pub claim: Claim,
    /// The outlet's name; empty where it is not known.
    pub outlet: String,
    /// The article's day of publication.
    pub published: Option<Date>,
    /// The article's address.
    pub url: Option<String>,
    /// The article's title.
    pub title: Option<String>,
    /// SHA-256 of the article's text, lower-case hex.
    pub sha256: String,
    /// The article's version, from 1.
    pub version: u32,
    /// The id of the event that the claim is about.
    pub event: Option<String>,
}

/// An article with its claims: a line of the ledger's JSON Lines, an entry of the bibliographies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ArticleRow {
    /// The article; its text may be empty where the ledger keeps none.
    pub article: Article,
    /// Its version, from 1.
    pub version: u32,
    /// Its claims.
    pub claims: Vec<Claim>,
}

impl ArticleRow {
    /// A row a claim. `event` tells the id of the event that a claim is about.
    pub fn claim_rows(&self, event: impl Fn(&Claim) -> Option<String>) -> impl Iterator<Item = ClaimRow> {
        let article = &self.article;
        self.claims.iter().map(move |claim| ClaimRow {
            event: event(claim),
            claim: claim.clone(),
            outlet: article.outlet.clone().unwrap_or_default(),
            published: article.date(),
            url: article.url.clone(),
            title: article.title_text().map(str::to_owned),
            sha256: article.sha256.clone(),
            version: self.version,
        })
    }

    /// The article's text, once `claim` holds against it; `None` where the ledger keeps no text.
    pub(crate) fn text_of(&self, claim: &Claim) -> Result<Option<&str>, ExportError> {
        let text = self.article.text.as_str();
        if text.is_empty() {
            return Ok(None);
        }
        claim.verify(text).map_err(|error| ExportError::Claim { claim: claim.id.clone(), error })?;
        Ok(Some(text))
    }

    /// An address for the exact text that does not depend on where it was published.
    pub(crate) fn address(&self) -> String {
        format!("hash://sha256/{}", self.article.sha256)
    }
}
