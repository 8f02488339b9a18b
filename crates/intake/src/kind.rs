use std::fmt;
use std::str::FromStr;

/// What an input is made of. Gzip around any of them is undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Plain text: one article.
    Text,
    /// Markdown, with front matter: one article.
    Markdown,
    /// A web page: one article.
    Html,
    /// One JSON object a line, each an article.
    Jsonl,
    /// One JSON object, or an array of them, over several lines.
    Json,
    /// RSS, RDF or Atom.
    Feed,
    /// JSON Feed.
    JsonFeed,
    /// A web archive.
    Warc,
    /// A web archive of gzip members, one a record.
    WarcGz,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 9] =
        [Kind::Text, Kind::Markdown, Kind::Html, Kind::Jsonl, Kind::Json, Kind::Feed, Kind::JsonFeed, Kind::Warc, Kind::WarcGz];

    /// The name that `--from` takes.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Markdown => "markdown",
            Kind::Html => "html",
            Kind::Jsonl => "jsonl",
            Kind::Json => "json",
            Kind::Feed => "feed",
            Kind::JsonFeed => "jsonfeed",
            Kind::Warc => "warc",
            Kind::WarcGz => "warc.gz",
        }
    }

    /// What `head`, the first bytes of an input already unzipped and in UTF-8, begins; the name settles what they leave open.
    pub(crate) fn detect(head: &[u8], name: &str) -> Kind {
        let lossy = String::from_utf8_lossy(head);
        let text = lossy.trim_start_matches('\u{feff}').trim_start();
        let lower = name.to_ascii_lowercase();
        let stem = lower.strip_suffix(".gz").unwrap_or(&lower);
        let named = |endings: &[&str]| endings.iter().any(|e| stem.ends_with(e));
        if text.starts_with("WARC/") {
            return Kind::Warc;
        }
        if text.starts_with('{') {
            let line = text.lines().next().unwrap_or_default();
            let feed = text.contains("jsonfeed.org/version/") && text.contains("\"version\"");
            if feed {
                return Kind::JsonFeed;
            }
            let whole = serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok();
            let pretty = line.trim() == "{"
                || (!whole && !line.trim_end().ends_with('}') && text.lines().nth(1).is_some_and(|l| !l.trim_start().starts_with('{')));
            return if pretty && !named(&[".jsonl", ".ndjson"]) { Kind::Json } else { Kind::Jsonl };
        }
        if text.starts_with('[') && (text[1..].trim_start().starts_with('{') || named(&[".json"])) {
            return Kind::Json;
        }
        if text.starts_with('<') {
            // The element that comes first says what it is; a feed may well hold HTML.
            let head = text[..floor(text, 4096)].to_ascii_lowercase();
            let at = |tags: &[&str]| tags.iter().filter_map(|t| head.find(t)).min().unwrap_or(usize::MAX);
            let feed = at(&["<rss", "<feed", "<rdf:rdf"]);
            return if feed < at(&["<html", "<!doctype html", "<body", "<head>"]) { Kind::Feed } else { Kind::Html };
        }
        if named(&[".md", ".markdown", ".mdown"]) {
            return Kind::Markdown;
        }
        if named(&[".html", ".htm", ".xhtml", ".shtml"]) {
            return Kind::Html;
        }
        if named(&[".jsonl", ".ndjson"]) {
            return Kind::Jsonl;
        }
        if text.starts_with("---\n") || text.starts_with("---\r\n") || text.starts_with("# ") {
            return Kind::Markdown;
        }
        let head = text[..floor(text, 2048)].to_ascii_lowercase();
        if ["<html", "<!doctype html", "<body", "</p>"].iter().any(|t| head.contains(t)) { Kind::Html } else { Kind::Text }
    }
}

fn floor(text: &str, limit: usize) -> usize {
    let mut at = text.len().min(limit);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(s: &str) -> Result<Kind, String> {
        let s = s.to_ascii_lowercase();
        let alias = match s.as_str() {
            "txt" => "text",
            "md" => "markdown",
            "htm" | "xhtml" => "html",
            "ndjson" => "jsonl",
            "rss" | "atom" | "rdf" => "feed",
            s => s,
        };
        Kind::ALL.into_iter().find(|k| k.name() == alias).ok_or_else(|| {
            let names: Vec<_> = Kind::ALL.iter().map(|k| k.name()).collect();
            format!("{s:?} is none of {}", names.join(", "))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[track_caller]
    fn check(head: &str, name: &str, kind: Kind) {
        assert_eq!(Kind::detect(head.as_bytes(), name), kind, "{head:?}");
    }

    #[test]
    fn content_tells() {
        check("WARC/1.1\r\n", "-", Kind::Warc);
        check("{\"text\": \"a\"}\n{\"text\": \"b\"}", "-", Kind::Jsonl);
        check("{\"text\": \"a", "-", Kind::Jsonl);
        check("{\n  \"text\": \"a\"\n}", "-", Kind::Json);
        check("[{\"text\": \"a\"}]", "-", Kind::Json);
        check("{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}", "-", Kind::JsonFeed);
        check("\u{feff}\n<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><description>&lt;html", "-", Kind::Feed);
        check("<?xml version=\"1.0\"?><!DOCTYPE html><html><head>", "-", Kind::Html);
        check("<!-- x --><!doctype HTML>", "a.txt", Kind::Html);
        check("---\ntitle: A\n---\n", "-", Kind::Markdown);
        check("Iran membantah.", "a.md", Kind::Markdown);
        check("Iran membantah.", "-", Kind::Text);
        check("[Pyongyang] membantah.", "-", Kind::Text);
        check("Judul\n<p>Isi</p>", "-", Kind::Html);
    }

    #[test]
    fn names_go_round() {
        for k in Kind::ALL {
            assert_eq!(k.to_string().parse(), Ok(k));
        }
        assert!("pdf".parse::<Kind>().unwrap_err().contains("warc.gz"));
    }
}
