//! The body of a page as paragraphs: trafilatura's, or, where that fails, our own plainer one.

use crate::draft::{one_line, same};
use crate::html::boilerplate::is_furniture;
use std::panic::{AssertUnwindSafe, catch_unwind};
use trafilatura::dom::{Document, NodeId};
use trafilatura::{Options, extract_document};

/// Beyond these a page goes to the plainer extraction: trafilatura recurses down the tree and takes more than linear time.
const MAX_DEPTH: usize = 150;
const MAX_NODES: usize = 60_000;

/// The body's paragraphs, one a line, without furniture.
pub(crate) fn read(doc: &mut Document) -> String {
    prune(doc);
    let (nodes, depth) = size(doc);
    let mut lines = Vec::new();
    if nodes <= MAX_NODES && depth <= MAX_DEPTH {
        let copy = doc.clone_document();
        let options = Options::default().with_fallback(true).with_exclude_comments(true);
        // A fault in the crate costs this page its better extraction, not the run.
        if let Ok(Ok(result)) = catch_unwind(AssertUnwindSafe(|| extract_document(copy, &options))) {
            let content = Document::parse(&result.content_html);
            lines = paragraphs(&content, content.body().unwrap_or_else(|| content.root()));
        }
    }
    lines = as_on_the_page(lines, doc);
    lines.retain(|l| !is_furniture(l));
    let ours = plainer(doc);
    let length = |lines: &[String]| lines.iter().map(String::len).sum::<usize>();
    if length(&lines) * 4 < length(&ours) || lines.is_empty() {
        lines = ours;
    }
    lines.join("\n")
}

/// The extracted lines with the page's own paragraph breaks, which trafilatura drops on short pages: the page's paragraphs, those that
/// follow one another in the extracted text.
fn as_on_the_page(extracted: Vec<String>, doc: &Document) -> Vec<String> {
    /// How far ahead, in bytes, the next paragraph is looked for, and from how many bytes on.
    const AHEAD: usize = 32 << 10;
    const LONG: usize = 24;
    let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let wanted: String = extracted.iter().map(|l| letters(l)).collect();
    let mut at = 0;
    let mut covered = 0;
    let mut out = Vec::new();
    for paragraph in paragraphs(doc, doc.body().unwrap_or_else(|| doc.root())) {
        let key = letters(&paragraph);
        if key.is_empty() {
            continue;
        }
        let rest = &wanted[at..];
        let found = if rest.starts_with(&key) {
            Some(0)
        } else if key.len() >= LONG {
            let mut end = rest.len().min(AHEAD + key.len());
            while !rest.is_char_boundary(end) {
                end -= 1;
            }
            rest[..end].find(&key)
        } else {
            None
        };
        if let Some(skipped) = found {
            at += skipped + key.len();
            covered += key.len();
            out.push(paragraph);
        }
    }
    if covered * 10 >= wanted.len() * 9 { out } else { extracted }
}

/// The text of a fragment: a feed entry's content.
pub(crate) fn fragment(html: &str) -> String {
    let doc = Document::parse(html);
    let mut lines = paragraphs(&doc, doc.body().unwrap_or_else(|| doc.root()));
    lines.retain(|l| !is_furniture(l));
    lines.join("\n")
}

/// Number of nodes and depth of the tree.
fn size(doc: &Document) -> (usize, usize) {
    let (mut nodes, mut depth) = (0, 0);
    let mut stack = vec![(doc.root(), 1)];
    while let Some((n, d)) = stack.pop() {
        nodes += 1;
        depth = depth.max(d);
        if nodes > MAX_NODES || depth > MAX_DEPTH {
            break;
        }
        stack.extend(doc.child_nodes(n).into_iter().map(|c| (c, d + 1)));
    }
    (nodes, depth)
}

/// Words of a class or id, between hyphens and underscores, that mark what is not the article.
const NOISE: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "adsense",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "caption",
    "comment",
    "comments",
    "komentar",
    "cookie",
    "cookies",
    "consent",
    "disclaimer",
    "embed",
    "footer",
    "gallery",
    "iklan",
    "linksisip",
    "lihatjg",
    "menu",
    "modal",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "outbrain",
    "paywall",
    "popular",
    "popup",
    "promo",
    "read-more",
    "readmore",
    "recirc",
    "recommend",
    "recommended",
    "related",
    "share",
    "sharing",
    "sharebar",
    "sidebar",
    "skip",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "tag",
    "tags",
    "terkait",
    "toolbar",
    "trending",
    "widget",
    "bacajuga",
    "bacaj",
    "terpopuler",
    "figcaption",
    "photo-credit",
];

/// Takes out what is surely no part of the article, so that no extraction can keep it.
fn prune(doc: &mut Document) {
    let root = doc.body().unwrap_or_else(|| doc.root());
    let total = doc.text_content(root).len();
    let gone = doc.query_selector_all(root, "script, style, noscript, template, nav, aside, figure, figcaption, form, button, iframe, svg, select, dialog, [role='navigation'], [role='complementary'], [aria-hidden='true'], [hidden]");
    let marked = doc.query_selector_all(root, "[class], [id]").into_iter().filter(|n| is_noise(doc, *n)).collect::<Vec<_>>();
    for n in gone.into_iter().chain(marked) {
        // A wrapper named after its share bar holds the article too.
        let text = doc.text_content(n).len();
        let script = matches!(doc.tag_name(n), "script" | "style" | "noscript" | "template" | "svg");
        if script || text * 3 < total || (text < 400 && doc.query_selector_all(n, "p").len() < 2) {
            doc.remove(n, false);
        }
    }
    for n in doc.query_selector_all(root, "p, li, div, strong, span") {
        let children = doc.children(n);
        // Only elements near the leaves: a wrapper's text is its article's.
        if children.len() > 4 {
            continue;
        }
        let text = one_line(&doc.text_content(n));
        if text.len() <= 300 && !text.is_empty() && is_furniture(&text) {
            doc.remove(n, false);
        }
    }
}

fn is_noise(doc: &Document, node: NodeId) -> bool {
    if matches!(doc.tag_name(node), "body" | "html" | "main" | "article") {
        return false;
    }
    let names = format!("{} {}", doc.class_name(node), doc.id_attr(node)).to_lowercase();
    names.split_whitespace().any(|name| NOISE.contains(&name) || name.split(['-', '_']).any(|part| NOISE.contains(&part)))
}

/// Elements that end the paragraph before them and begin a new one.
fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "li"
            | "item"
            | "ul"
            | "ol"
            | "list"
            | "blockquote"
            | "quote"
            | "section"
            | "article"
            | "main"
            | "table"
            | "tr"
            | "row"
            | "td"
            | "th"
            | "cell"
            | "pre"
            | "dl"
            | "dt"
            | "dd"
            | "header"
            | "footer"
            | "aside"
            | "figure"
            | "figcaption"
            | "hr"
            | "center"
            | "address"
            | "details"
            | "summary"
            | "body"
            | "form"
            | "fieldset"
    )
}

/// The text below `start`, a paragraph for each block element and at each pair of line breaks.
fn paragraphs(doc: &Document, start: NodeId) -> Vec<String> {
    enum Step {
        Enter(NodeId),
        Leave,
    }
    let mut out = Vec::new();
    let mut current = String::new();
    let flush = |current: &mut String, out: &mut Vec<String>| {
        let raw = std::mem::take(current);
        out.extend(raw.split('\u{1}').map(one_line).filter(|l| !l.is_empty()));
    };
    let mut stack = vec![Step::Enter(start)];
    while let Some(step) = stack.pop() {
        match step {
            Step::Leave => flush(&mut current, &mut out),
            Step::Enter(n) if doc.is_text(n) => current.push_str(&doc.text_content(n).replace('\u{1}', " ")),
            Step::Enter(n) => match doc.tag_name(n) {
                "script" | "style" | "noscript" | "template" | "svg" | "title" | "figcaption" => {}
                "br" | "lb" => current.push('\u{1}'),
                tag => {
                    if is_block(tag) {
                        flush(&mut current, &mut out);
                        stack.push(Step::Leave);
                    } else if tag == "img" || tag == "wbr" {
                        continue;
                    }
                    stack.extend(doc.child_nodes(n).into_iter().rev().map(Step::Enter));
                }
            },
        }
    }
    flush(&mut current, &mut out);
    out
}

/// The paragraphs of the element that is declared the article, else of the whole body, without lines too short to be prose.
fn plainer(doc: &Document) -> Vec<String> {
    let root = doc.body().unwrap_or_else(|| doc.root());
    let candidates = ["[itemprop='articleBody']", "article", "main", "[role='main']"];
    let found = candidates.iter().find_map(|s| {
        doc.query_selector_all(root, s)
            .into_iter()
            .map(|n| (doc.text_content(n).len(), n))
            .max_by_key(|(l, _)| *l)
            .filter(|(l, _)| *l > 200)
            .map(|(_, n)| n)
    });
    let mut lines = paragraphs(doc, found.unwrap_or(root));
    lines.retain(|l| {
        !is_furniture(l) && (found.is_some() || l.chars().count() > 25 || l.ends_with(['.', '!', '?', '"', '”', '。', '।', '؟']))
    });
    // A headline inside the article's element stands once.
    lines.dedup_by(|b, a| same(a, b));
    lines
}
