//! What a page says of its article: JSON-LD, then meta elements, then what the reader sees, then the address.

use crate::dates;
use crate::draft::{one_line, same};
use crate::html::boilerplate;
use sekutu_model::{DateSource, Published};
use serde_json::Value;
use std::collections::HashMap;
use trafilatura::dom::{Document, NodeId};

/// A page's metadata, as found.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    pub title: Option<String>,
    /// A summary that is meant for readers of the page.
    pub standfirst: Option<String>,
    /// A summary that may be for search engines only.
    pub description: Option<String>,
    pub byline: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub published: Option<Published>,
    /// The body as JSON-LD gives it.
    pub body: Option<String>,
    /// A declared date that is none.
    pub bad_date: Option<String>,
}

pub(crate) fn read(doc: &Document, known_url: Option<&str>) -> Metadata {
    let ld = linked_data(doc);
    let meta = Meta::read(doc);
    let root = doc.root();
    let mut m = Metadata::default();

    let attribute = |selector: &str, name: &str| {
        doc.query_selector(root, selector).and_then(|n| doc.get_attribute(n, name)).filter(|v| !v.trim().is_empty())
    };
    let seen = |selector: &str| doc.query_selector(root, selector).map(|n| text(doc, n)).filter(|t| !t.is_empty());

    m.outlet = ld.publisher.clone().or_else(|| {
        meta.first(&["og:site_name", "application-name", "publisher", "dc.publisher", "citation_journal_title", "al:android:app_name"])
    });
    m.url = attribute("link[rel='canonical']", "href")
        .filter(|u| u.starts_with("http"))
        .or_else(|| meta.first(&["og:url"]))
        .or(ld.url.clone())
        .or_else(|| known_url.map(str::to_owned));
    if m.outlet.is_none() {
        m.outlet = m.url.as_deref().and_then(host);
    }

    let h1s = doc.query_selector_all(root, "h1");
    let h1 = match h1s[..] {
        [one] => Some(text(doc, one)).filter(|t| t.split_whitespace().count() > 2 || t.chars().count() > 12),
        _ => seen("article h1").or_else(|| seen("h1[itemprop='headline']")),
    };
    let titles = [
        ld.headline.clone(),
        meta.first(&["og:title", "citation_title", "dc.title", "twitter:title", "headline"]),
        h1.clone(),
        seen("head title"),
        seen("title"),
    ];
    m.title = titles.into_iter().flatten().map(|t| without_outlet(&one_line(&t), m.outlet.as_deref())).find(|t| !t.is_empty());
    // The page's own wording of the same headline is what its readers see.
    if let (Some(title), Some(h1)) = (&m.title, &h1)
        && same(title, h1)
    {
        m.title = Some(h1.clone());
    }

    m.standfirst = STANDFIRST.iter().find_map(|s| seen(s)).filter(|s| (20..=600).contains(&s.chars().count()));
    m.description = ld
        .description
        .clone()
        .or_else(|| meta.first(&["og:description", "description", "twitter:description", "dc.description"]))
        .map(|d| one_line(&d));

    m.byline = ld
        .author
        .clone()
        .or_else(|| {
            meta.all(&["author", "article:author", "dc.creator", "citation_author", "parsely-author", "sailthru.author", "byl"])
                .find(|a| !a.contains("://"))
        })
        .or_else(|| {
            BYLINE
                .iter()
                .find_map(|s| seen(s))
                .filter(|b| b.chars().count() <= 80)
                .map(|b| boilerplate::byline(&b).unwrap_or(b))
                .or_else(|| short_texts(doc).take(150).find_map(|t| boilerplate::byline(&t)))
        });

    m.language = attribute("html", "lang")
        .or_else(|| attribute("html", "xml:lang"))
        .or_else(|| meta.first(&["og:locale", "content-language", "language", "dc.language"]))
        .or(ld.language.clone());

    let declared = ld.published.iter().cloned().chain(meta.all(DATES));
    let mut bad = None;
    for value in declared {
        match dates::parse(&value) {
            Some(date) => {
                m.published = Some(Published { date, source: DateSource::Declared });
                break;
            }
            None => bad = bad.or(Some(value)),
        }
    }
    if m.published.is_none() {
        m.published = time_element(doc).or_else(|| seen_date(doc)).or_else(|| {
            let url = m.url.as_deref().or(known_url)?;
            dates::in_url(url).map(|date| Published { date, source: DateSource::Guessed })
        });
        m.bad_date = bad;
    }
    m.body = ld.body;
    m
}

const DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article.published",
    "published_time",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "article_date_original",
    "cxenseparse:recs:publishtime",
    "rnews:datepublished",
    "originalpublicationdate",
    "release_date",
    "content_publisheddate",
    "date",
    "created",
];

const STANDFIRST: &[&str] = &[
    "[itemprop='alternativeHeadline']",
    "[data-testid='standfirst']",
    ".standfirst",
    ".article-standfirst",
    ".article__standfirst",
    ".subheadline",
    ".sub-headline",
    ".article-subtitle",
    ".article__subtitle",
    ".entry-subtitle",
    ".subtitle",
    ".article-dek",
    ".dek",
    ".article__dek",
    ".article-lead",
    ".article__lead",
    ".lede",
    ".article-summary",
    ".article__summary",
    ".article__excerpt",
    ".bajada",
    ".entradilla",
    ".article__chapo",
    ".chapo",
    ".chapeau",
    ".article-intro",
    ".article__intro",
    ".detail__subtitle",
    ".article-deck",
    ".deck",
];

const BYLINE: &[&str] = &[
    "[itemprop='author'] [itemprop='name']",
    "[itemprop='author']",
    "a[rel='author']",
    ".byline__name",
    ".author-name",
    ".byline",
    ".article-author",
    ".article__author",
    ".author",
    ".penulis",
    ".detail__author",
    ".read__author",
];

/// The `time` elements: one that says it is of the publication, else the first.
fn time_element(doc: &Document) -> Option<Published> {
    let root = doc.root();
    let times = doc.query_selector_all(root, "time, [itemprop='datePublished'], abbr.published");
    let of = |n: &NodeId| {
        let declared = ["datetime", "content", "title"].iter().find_map(|a| doc.get_attribute(*n, a)).and_then(|v| dates::parse(&v));
        match declared {
            Some(date) => Some(Published { date, source: DateSource::Declared }),
            None => dates::visible(&text(doc, *n)).map(|date| Published { date, source: DateSource::Visible }),
        }
    };
    let says = |n: &&NodeId| {
        doc.get_attribute(**n, "pubdate").is_some()
            || doc.get_attribute(**n, "itemprop").is_some_and(|i| i == "datePublished")
            || doc.class_name(**n).to_lowercase().contains("publi")
    };
    // Times in lists of other articles do not count.
    let within = |n: &&NodeId| {
        let mut at = doc.parent(**n);
        let mut steps = 0;
        while let Some(node) = at {
            if matches!(doc.tag_name(node), "aside" | "nav" | "footer" | "li") {
                return false;
            }
            steps += 1;
            if steps > 200 {
                break;
            }
            at = doc.parent(node);
        }
        true
    };
    times.iter().filter(says).find_map(of).or_else(|| times.iter().filter(within).find_map(of))
}

/// A date that stands alone or nearly so in one of the page's short texts.
fn seen_date(doc: &Document) -> Option<Published> {
    short_texts(doc).take(2000).find_map(|t| dates::visible(&t)).map(|date| Published { date, source: DateSource::Visible })
}

/// The page's texts of one line, in order.
fn short_texts(doc: &Document) -> impl Iterator<Item = String> + '_ {
    let start = doc.body().unwrap_or_else(|| doc.root());
    let nodes = doc.query_selector_all(start, "span, div, p, small, li, td, em, i, b, strong, h5, h6, a, font, time");
    nodes.into_iter().filter(|n| doc.children(*n).len() <= 6).filter_map(|n| text_up_to(doc, n, 240)).filter(|t| !t.is_empty())
}

/// A node's text on one line; `None` where it has more than `limit` bytes.
fn text_up_to(doc: &Document, node: NodeId, limit: usize) -> Option<String> {
    let mut out = String::new();
    let mut stack = vec![node];
    while let Some(n) = stack.pop() {
        if doc.is_text(n) {
            out.push_str(&doc.text_content(n));
            if out.len() > limit {
                return None;
            }
        } else if !matches!(doc.tag_name(n), "script" | "style") {
            stack.extend(doc.child_nodes(n).into_iter().rev());
        }
    }
    Some(one_line(&out))
}

fn text(doc: &Document, node: NodeId) -> String {
    text_up_to(doc, node, 4000).unwrap_or_default()
}

/// "Title - Outlet" and "Title | Outlet" without the outlet.
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » ", "_", "｜"] {
        if let Some((head, tail)) = title.rsplit_once(mark) {
            let is_outlet = outlet.is_some_and(|o| {
                same(o, tail)
                    || (tail.chars().count() <= 40 && o.to_lowercase().contains(&tail.to_lowercase()))
                    || same(o.split('.').next().unwrap_or(o), tail)
            });
            let is_host = tail.contains('.') && !tail.contains(' ') && !tail.ends_with('.');
            if !head.trim().is_empty()
                && (is_outlet || is_host || (mark == " | " && tail.split_whitespace().count() <= 3 && head.split_whitespace().count() > 3))
            {
                return without_outlet(head.trim(), outlet);
            }
        }
    }
    title.to_owned()
}

fn host(url: &str) -> Option<String> {
    let host = url.split_once("://")?.1.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.') && !host.contains('@')).then(|| host.to_lowercase())
}

/// The meta elements, by lower-case name.
struct Meta(HashMap<String, Vec<String>>);

impl Meta {
    fn read(doc: &Document) -> Meta {
        let mut all: HashMap<String, Vec<String>> = HashMap::new();
        for n in doc.query_selector_all(doc.root(), "meta").into_iter().take(500) {
            let Some(content) = doc.get_attribute(n, "content").filter(|c| !c.trim().is_empty()) else { continue };
            for key in ["property", "name", "itemprop", "http-equiv"] {
                if let Some(name) = doc.get_attribute(n, key) {
                    all.entry(name.trim().to_lowercase()).or_default().push(content.trim().to_owned());
                }
            }
        }
        Meta(all)
    }

    fn all<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = String> + 'a {
        names.iter().filter_map(|n| self.0.get(*n)).flatten().cloned()
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        self.all(names).next()
    }
}

/// What JSON-LD says of the article.
#[derive(Debug, Default)]
struct LinkedData {
    headline: Option<String>,
    description: Option<String>,
    published: Option<String>,
    author: Option<String>,
    publisher: Option<String>,
    language: Option<String>,
    url: Option<String>,
    body: Option<String>,
}

fn linked_data(doc: &Document) -> LinkedData {
    let mut out = LinkedData::default();
    let mut found: Vec<(u8, Value)> = Vec::new();
    for script in doc.query_selector_all(doc.root(), "script[type='application/ld+json']").into_iter().take(40) {
        // Line breaks inside strings, which JSON forbids, are common.
        let raw: String = doc.text_content(script).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let raw = raw
            .trim()
            .trim_start_matches("<!--")
            .trim_start_matches("//<![CDATA[")
            .trim_start_matches("<![CDATA[")
            .trim_end_matches("-->")
            .trim_end_matches("//]]>")
            .trim_end_matches("]]>")
            .trim()
            .trim_end_matches(';');
        // A second document behind the first, or damage, loses only what is behind it.
        for value in serde_json::Deserializer::from_str(raw).into_iter::<Value>().map_while(Result::ok) {
            collect(value, &mut found, 0);
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    for (_, v) in &found {
        let o = &mut out;
        fill(&mut o.headline, || words(v.get("headline")).or_else(|| words(v.get("name"))));
        fill(&mut o.description, || words(v.get("description")));
        fill(&mut o.published, || words(v.get("datePublished")).or_else(|| words(v.get("dateCreated"))));
        fill(&mut o.author, || names(v.get("author")).or_else(|| names(v.get("creator"))));
        fill(&mut o.publisher, || names(v.get("publisher")).or_else(|| names(v.get("sourceOrganization"))));
        fill(&mut o.language, || words(v.get("inLanguage")));
        fill(&mut o.url, || words(v.get("url")).or_else(|| words(v.get("mainEntityOfPage"))).filter(|u| u.starts_with("http")));
        fill(&mut o.body, || words(v.get("articleBody")));
    }
    out
}

fn fill(slot: &mut Option<String>, value: impl FnOnce() -> Option<String>) {
    if slot.is_none() {
        *slot = value();
    }
}

/// Gathers the objects that are articles, best first; depth is bounded by serde_json's own limit.
fn collect(value: Value, found: &mut Vec<(u8, Value)>, depth: usize) {
    if found.len() > 50 || depth > 20 {
        return;
    }
    match value {
        Value::Array(all) => all.into_iter().for_each(|v| collect(v, found, depth + 1)),
        Value::Object(mut o) => {
            if let Some(graph) = o.remove("@graph") {
                collect(graph, found, depth + 1);
            }
            for key in ["mainEntity", "mainEntityOfPage"] {
                if o.get(key).is_some_and(Value::is_object)
                    && let Some(inner) = o.get(key).cloned()
                {
                    collect(inner, found, depth + 1);
                }
            }
            let types: Vec<&str> = match o.get("@type") {
                Some(Value::String(t)) => vec![t],
                Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
                _ => Vec::new(),
            };
            let rank = types.iter().filter_map(|t| rank(t)).min();
            if let Some(rank) = rank {
                found.push((rank, Value::Object(o)));
            }
        }
        _ => {}
    }
}

fn rank(kind: &str) -> Option<u8> {
    let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
    match kind {
        k if k.ends_with("NewsArticle") => Some(0),
        "Article" | "Report" | "LiveBlogPosting" | "BlogPosting" => Some(1),
        "WebPage" | "SocialMediaPosting" | "CreativeWork" => Some(2),
        _ => None,
    }
}

/// A string, or an object's or list's `@id` or `@value`, with entities undone.
fn words(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(s) if s.contains('&') => {
            Some(Document::parse(&format!("<p>{}</p>", s.replace('<', "&lt;")))).map(|d| d.text_content(d.root()))
        }
        Value::String(s) => Some(s.clone()),
        Value::Array(all) => words(all.first()),
        Value::Object(o) => words(o.get("@id").or_else(|| o.get("@value"))),
        _ => None,
    }
    .filter(|s| !s.trim().is_empty())
}

/// The names of people or organisations.
fn names(value: Option<&Value>) -> Option<String> {
    match value? {
        v @ Value::String(_) => words(Some(v)).filter(|s| !s.contains("://")),
        Value::Array(all) => {
            let all: Vec<String> = all.iter().filter_map(|v| names(Some(v))).collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        Value::Object(o) => names(o.get("name")),
        _ => None,
    }
}
