//! Web pages: metadata by our own cascade, the body by trafilatura.

mod body;
pub(crate) mod boilerplate;
mod metadata;

pub(crate) use body::fragment;

use crate::Out;
use crate::draft::{Draft, language_code, same};
use sekutu_text::{canonical, detect};
use std::ops::ControlFlow;
use trafilatura::dom::Document;

/// What is known of a page from outside it.
#[derive(Debug, Default, Clone)]
pub(crate) struct Page {
    pub url: Option<String>,
    pub language: Option<String>,
}

/// Pages longer than this, in bytes, are read up to here; no article is.
const MAX_PAGE: usize = 16 << 20;

pub(crate) fn read(html: &str, page: &Page, place: &str, out: &mut Out) -> ControlFlow<()> {
    let mut html = html;
    if html.len() > MAX_PAGE {
        let mut end = MAX_PAGE;
        while !html.is_char_boundary(end) {
            end -= 1;
        }
        html = &html[..end];
        out.warning(place, "the page is longer than 16 MiB; only its first 16 MiB were read", "")?;
    }
    if let Some(fault) = truncation(html) {
        out.warning(place, fault, "fetch the page again; what is there was read")?;
    }
    let mut doc = Document::parse(html);
    let meta = metadata::read(&doc, page.url.as_deref());
    let mut body = canonical(&body::read(&mut doc));
    drop(doc);
    if let Some(declared) = meta.body.map(|b| canonical(&b)).filter(|b| b.len() > 400 && b.len() > body.len() * 3) {
        body = declared;
    }
    if body.is_empty() {
        let hint = "the text may be loaded by a script; save the page from a browser";
        if meta.title.is_none() {
            return out.warning(place, "the page has no text", hint);
        }
        out.warning(place, "the page has a title but no text", hint)?;
    }
    if let Some(bad) = &meta.bad_date {
        let shown: String = bad.chars().take(40).collect();
        out.warning(place, format!("the page declares {shown:?} as its date, which is none"), "")?;
    }
    let declared = meta.language.as_deref().and_then(language_code).or_else(|| page.language.as_deref().and_then(language_code));
    let detected = detect(&body).map(|l| l.code());
    let language = match (&declared, detected) {
        // Templates declare English whatever the article is written in.
        (Some(d), Some(found)) if d != found && body.len() > 400 && (d == "en" || !akin(d, found)) => {
            out.note(place, format!("declared as {d:?} but written in {found:?}; read as {found:?}"))?;
            Some(found.to_owned())
        }
        _ => declared,
    };
    let standfirst = meta.standfirst.or_else(|| meta.description.filter(|d| is_standfirst(d, &body)));
    let draft = Draft {
        id: None,
        title: meta.title,
        standfirst,
        body,
        byline: meta.byline,
        outlet: meta.outlet,
        url: meta.url,
        language,
        published: meta.published,
    };
    match draft.article() {
        Some(article) => out.article(article),
        None => out.warning(place, "the page has no text", ""),
    }
}

/// Whether two languages are so near that a declaration is more trustworthy than detection.
fn akin(a: &str, b: &str) -> bool {
    const FAMILIES: &[&[&str]] = &[
        &["id", "ms", "jv", "su", "tl"],
        &["es", "pt", "gl", "ca", "it", "fr", "ro", "ast", "oc", "an"],
        &["ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "tt"],
        &["ar", "fa", "ur", "ps", "ku", "ug"],
        &["hi", "mr", "ne", "sa"],
        &["zh", "ja"],
        &["tr", "az", "uz", "tk"],
        &["no", "da", "sv", "nb", "nn", "is", "fi"],
        &["de", "nl", "af", "lb"],
    ];
    FAMILIES.iter().any(|f| f.contains(&a) && f.contains(&b))
}

/// Whether a summary for search engines is a standfirst too: a whole sentence that is not cut out of the body.
fn is_standfirst(description: &str, body: &str) -> bool {
    let ends = description.ends_with(['.', '!', '?', '"', '”', '»', '。', '।', '؟'])
        && !description.ends_with("...")
        && !description.ends_with('…');
    let head: String = description.chars().take(50).collect();
    let first = body.lines().take(3).any(|l| same(l, description));
    ends && (40..=500).contains(&description.chars().count()) && (first || !body.contains(&head))
}

/// How a page shows that its end is missing.
fn truncation(html: &str) -> Option<&'static str> {
    let mut end = html.len().saturating_sub(4096);
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    let tail = html[end..].to_ascii_lowercase();
    if let Some(open) = tail.rfind('<')
        && !tail[open..].contains('>')
        && tail[open..].len() < 2048
        && tail[open + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
    {
        return Some("the page ends inside a tag");
    }
    let mut limit = html.len().min(8192);
    while !html.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = html[..limit].to_ascii_lowercase();
    ((head.contains("<html") || head.contains("<body")) && !tail.contains("</body") && !tail.contains("</html"))
        .then_some("the page ends before its closing tags")
}
