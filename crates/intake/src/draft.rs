//! What the readers have found of an article, and its becoming one.

use crate::dates;
use sekutu_model::{Article, DateSource, Published, Span};
use sekutu_text::{canonical, detect, paragraphs};

/// An article's parts as found, not yet canonical.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub id: Option<String>,
    pub title: Option<String>,
    pub standfirst: Option<String>,
    pub body: String,
    pub byline: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    /// As declared; detected where there is none.
    pub language: Option<String>,
    pub published: Option<Published>,
}

impl Draft {
    /// The article: title, standfirst and body as one canonical text. `None` where it would be empty.
    pub(crate) fn article(self) -> Option<Article> {
        let body = canonical(&self.body);
        let title = self.title.as_deref().map(one_line).filter(|t| !t.is_empty());
        let standfirst = self.standfirst.as_deref().map(one_line).filter(|s| !s.is_empty());
        let (text, title, standfirst) = compose(title, standfirst, body);
        if text.is_empty() {
            return None;
        }
        let mut article = Article::new(text);
        if let Some(id) = self.id.map(|id| one_line(&id)).filter(|id| !id.is_empty()) {
            article.id = id;
        }
        article.title = title;
        article.standfirst = standfirst;
        let clean = |s: Option<String>| s.map(|s| one_line(&s)).filter(|s| !s.is_empty());
        article.byline = clean(self.byline);
        article.outlet = clean(self.outlet);
        article.url = clean(self.url);
        article.language = self.language.as_deref().and_then(language_code).or_else(|| detect(&article.text).map(|l| l.code().to_owned()));
        article.published = self.published;
        Some(article)
    }
}

/// Puts title and standfirst before the body, unless it has them already, and says where they stand.
fn compose(title: Option<String>, standfirst: Option<String>, mut body: String) -> (String, Option<Span>, Option<Span>) {
    let mut head = String::new();
    let mut title_span = None;
    let mut rest = 0;
    // Where both are known and the body repeats the title only, the standfirst goes between the two.
    if let (Some(title), Some(standfirst)) = (&title, &standfirst)
        && let Some(first) = body.lines().next().filter(|l| same(l, title)).map(str::len)
        && !paragraphs(&body).take(5).any(|p| same(&body[p.start..p.end], standfirst))
    {
        body = body[first..].trim_start().to_owned();
    }
    if let Some(title) = title {
        if let Some(span) = leads(&body, &title) {
            title_span = Some(span);
            rest = span.end;
        } else {
            head.push_str(&title);
            title_span = Some(Span::new(0, head.len()));
        }
    }
    let mut standfirst_span = None;
    if let Some(standfirst) = standfirst {
        let near = paragraphs(&body).filter(|p| p.start >= rest).take(4).find(|p| same(&body[p.start..p.end], &standfirst));
        if let Some(near) = near {
            standfirst_span = Some((near, true));
        } else if !head.is_empty() || title_span.is_none() {
            if !head.is_empty() {
                head.push('\n');
            }
            let start = head.len();
            head.push_str(&standfirst);
            standfirst_span = Some((Span::new(start, head.len()), false));
        }
    }
    let by = if head.is_empty() || body.is_empty() { head.len() } else { head.len() + 1 };
    let in_head = !head.is_empty();
    if title_span.is_some_and(|_| rest > 0) && by > 0 {
        title_span = title_span.map(|s| s.shift(by));
    }
    let standfirst_span = standfirst_span.map(|(span, in_body)| if in_body { span.shift(by) } else { span });
    let text = match (in_head, body.is_empty()) {
        (false, _) => body,
        (true, true) => head,
        (true, false) => format!("{head}\n{body}"),
    };
    (text, title_span, standfirst_span)
}

/// Where `body` begins with `title`: as its first words, or as its first paragraph in other capitals.
fn leads(body: &str, title: &str) -> Option<Span> {
    if let Some(rest) = body.strip_prefix(title)
        && !rest.starts_with(char::is_alphanumeric)
    {
        return Some(Span::new(0, title.len()));
    }
    paragraphs(body).next().filter(|p| same(&body[p.start..p.end], title))
}

/// Whether two lines have the same letters and digits.
pub(crate) fn same(a: &str, b: &str) -> bool {
    let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let a = letters(a);
    !a.is_empty() && a == letters(b)
}

/// The canonical text on one line.
pub(crate) fn one_line(text: &str) -> String {
    canonical(text).replace('\n', " ")
}

/// The ISO 639-1 code that a declared language means; `None` for one that says nothing.
pub(crate) fn language_code(tag: &str) -> Option<String> {
    let tag = tag.trim().to_ascii_lowercase();
    let primary = tag.split(['-', '_', ',', ';', ' ']).next().unwrap_or_default();
    let code = match primary {
        "in" | "ind" | "indonesian" | "indonesia" => "id",
        "msa" | "may" | "zsm" | "malay" => "ms",
        "eng" | "english" => "en",
        "spa" | "spanish" | "español" => "es",
        "por" | "portuguese" => "pt",
        "fra" | "fre" | "french" => "fr",
        "deu" | "ger" | "german" => "de",
        "ara" | "arabic" => "ar",
        "rus" | "russian" => "ru",
        "zho" | "chi" | "cmn" | "chinese" => "zh",
        "tur" | "turkish" => "tr",
        "hin" | "hindi" => "hi",
        "iw" => "he",
        "ji" => "yi",
        "nb" | "nn" | "nob" => "no",
        "fil" => "tl",
        "xx" | "zz" => return None,
        p if p.len() == 2 && p.bytes().all(|b| b.is_ascii_lowercase()) => p,
        _ => return None,
    };
    Some(code.to_owned())
}

/// A date that the input declares; `None` for nonsense.
pub(crate) fn declared_date(text: &str) -> Option<Published> {
    dates::parse(text).map(|date| Published { date, source: DateSource::Declared })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(title: &str, standfirst: &str, body: &str, expect: &str) {
        let some = |s: &str| (!s.is_empty()).then(|| s.to_owned());
        let draft = Draft { title: some(title), standfirst: some(standfirst), body: body.to_owned(), ..Draft::default() };
        let a = draft.article().unwrap();
        let mut marked = a.text.clone();
        let mut marks = vec![(a.title, 'T'), (a.standfirst, 'S')];
        marks.sort_by_key(|(s, _)| std::cmp::Reverse(s.map(|s| s.start)));
        for (span, mark) in marks {
            if let Some(s) = span {
                marked.insert(s.end, '>');
                marked.insert_str(s.start, &format!("<{mark}:"));
            }
        }
        assert_eq!(marked, expect);
    }

    #[test]
    fn title_and_standfirst_lead() {
        check("A b", "C d.", "E.\nF.", "<T:A b>\n<S:C d.>\nE.\nF.");
        check("A b", "", "E.", "<T:A b>\nE.");
        check("", "C d.", "E.", "<S:C d.>\nE.");
        check("A b", "", "", "<T:A b>");
    }

    #[test]
    fn nothing_stands_twice() {
        check("A b", "C d.", "A b\nC d.\nE.", "<T:A b>\n<S:C d.>\nE.");
        check("a B", "", "A b!\nE.", "<T:A b!>\nE.");
        check("A b", "C d.", "X\nC d.\nE.", "<T:A b>\nX\n<S:C d.>\nE.");
        check("A b", "C d.", "A b\nE.", "<T:A b>\n<S:C d.>\nE.");
        check("A", "", "Ab c", "<T:A>\nAb c");
    }

    #[test]
    fn languages() {
        for (tag, code) in
            [("id-ID", Some("id")), ("in", Some("id")), ("EN_us", Some("en")), ("zho", Some("zh")), ("und", None), ("", None)]
        {
            assert_eq!(language_code(tag).as_deref(), code, "{tag}");
        }
    }
}
