//! Plain text and Markdown.

use crate::dates;
use crate::draft::{Draft, declared_date, one_line, same};
use crate::{Out, html::boilerplate};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use sekutu_model::{DateSource, Published};
use std::ops::ControlFlow;

/// What is known of a text from around it: a web archive's record, for instance.
#[derive(Debug, Default, Clone)]
pub(crate) struct Known {
    pub url: Option<String>,
    pub language: Option<String>,
}

/// A line, and whether an empty one comes after it.
struct Block {
    text: String,
    parted: bool,
}

pub(crate) fn read_text(text: &str, known: &Known, place: &str, out: &mut Out) -> ControlFlow<()> {
    let mut draft = from_blocks(blocks(text));
    draft.url.clone_from(&known.url);
    draft.language.clone_from(&known.language);
    if draft.published.is_none() {
        draft.published = known.url.as_deref().and_then(dates::in_url).map(|date| Published { date, source: DateSource::Guessed });
    }
    emit(draft, place, out)
}

pub(crate) fn read_markdown(text: &str, out: &mut Out) -> ControlFlow<()> {
    let (front, body) = front_matter(text);
    let blocks = markdown_blocks(body);
    let heading = blocks.first().filter(|b| b.1).map(|b| b.0.clone());
    let has_title = front.iter().any(|(k, _)| k == "title");
    let mut draft = if has_title || heading.is_some() {
        // The title is known, so the first paragraph need not be taken for one.
        let rest: Vec<Block> = blocks.into_iter().map(|(text, _)| Block { text, parted: true }).collect();
        let mut draft = Draft { title: heading, ..Draft::default() };
        near_the_top(&rest, &mut draft);
        draft.body = join(&rest);
        draft
    } else {
        from_blocks(blocks.into_iter().map(|(text, _)| Block { text, parted: true }).collect())
    };
    for (key, value) in front {
        match key.as_str() {
            "title" | "headline" => draft.title = Some(value),
            "description" | "standfirst" | "subtitle" | "summary" | "lead" => draft.standfirst = Some(value),
            "author" | "byline" | "authors" => draft.byline = Some(value),
            "outlet" | "publisher" | "source" | "site" => draft.outlet = Some(value),
            "url" | "link" | "canonical" => draft.url = Some(value),
            "lang" | "language" => draft.language = Some(value),
            "id" => draft.id = Some(value),
            "date" | "published" => match declared_date(&value) {
                Some(date) => draft.published = Some(date),
                None => out.warning("front matter", format!("{value:?} is no date"), "write it as 2022-11-03")?,
            },
            _ => {}
        }
    }
    emit(draft, "", out)
}

fn emit(draft: Draft, place: &str, out: &mut Out) -> ControlFlow<()> {
    match draft.article() {
        Some(article) => out.article(article),
        None => out.warning(place, "nothing in it can be read as text", ""),
    }
}

/// Paragraphs: lines, or, where the text is wrapped at a fixed width, runs of lines between empty ones.
fn blocks(text: &str) -> Vec<Block> {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    let wrapped = is_wrapped(&lines);
    let mut out: Vec<Block> = Vec::new();
    for line in lines {
        match out.last_mut() {
            _ if line.is_empty() => {
                if let Some(last) = out.last_mut() {
                    last.parted = true;
                }
            }
            Some(last) if wrapped && !last.parted => {
                last.text.push(' ');
                last.text.push_str(line);
            }
            _ => out.push(Block { text: line.to_owned(), parted: false }),
        }
    }
    out
}

/// Whether lines were broken to fit a width: most lines inside a block fill it, and end in the middle of a sentence.
fn is_wrapped(lines: &[&str]) -> bool {
    let inner: Vec<&str> = lines.windows(2).filter(|w| !w[0].is_empty() && !w[1].is_empty()).map(|w| w[0]).collect();
    let widest = inner.iter().map(|l| l.chars().count()).max().unwrap_or(0);
    let full = inner.iter().filter(|l| l.chars().count() * 4 >= widest * 3).count();
    let open = inner.iter().filter(|l| !l.ends_with(['.', '!', '?', ':', '"', '”', '»', '।', '。', '؟'])).count();
    inner.len() >= 3 && (40..=100).contains(&widest) && full * 10 >= inner.len() * 8 && open * 10 >= inner.len() * 7
}

fn from_blocks(blocks: Vec<Block>) -> Draft {
    let mut draft = Draft::default();
    if let Some(first) = blocks.first().filter(|b| b.parted && blocks.len() > 1 && looks_like_title(&b.text)) {
        draft.title = Some(first.text.clone());
    }
    near_the_top(&blocks, &mut draft);
    draft.body = join(&blocks);
    draft
}

fn join(blocks: &[Block]) -> String {
    let mut out = String::new();
    for b in blocks {
        out.push_str(&b.text);
        out.push('\n');
    }
    out
}

/// Short, and no sentence.
fn looks_like_title(line: &str) -> bool {
    let line = line.trim();
    let closed = line.ends_with(['.', ':', ',', ';', '。', '।', '۔']) && !line.ends_with("...");
    !closed
        && line.chars().count() <= 200
        && line.split_whitespace().count() <= 28
        && line.contains(char::is_alphabetic)
        && dates::visible(line).is_none()
}

/// Date, byline and standfirst from the first lines.
fn near_the_top(blocks: &[Block], draft: &mut Draft) {
    let title = draft.title.as_deref().map(one_line);
    let top = &blocks[..blocks.len().min(8)];
    for (i, block) in top.iter().enumerate() {
        if draft.published.is_none()
            && let Some(date) = dates::visible(&block.text).or_else(|| dates::dateline(&block.text))
        {
            draft.published = Some(Published { date, source: DateSource::Visible });
        }
        if draft.byline.is_none() && i > 0 {
            draft.byline = boilerplate::byline(&block.text);
        }
    }
    // A sentence between the title and the date, the byline or the title once more.
    let is_title = |b: &Block| title.as_deref().is_some_and(|t| same(&b.text, t));
    if let [first, second, third, ..] = top
        && is_title(first)
        && !is_title(second)
        && second.parted
        && second.text.chars().count() > 30
        && dates::visible(&second.text).is_none()
        && boilerplate::byline(&second.text).is_none()
        && (is_title(third) || dates::visible(&third.text).is_some() || boilerplate::byline(&third.text).is_some())
    {
        draft.standfirst = Some(second.text.clone());
    }
}

/// The `key: value` lines between two `---` (or `key = value` between two `+++`) that a Markdown file begins with, and what follows.
fn front_matter(text: &str) -> (Vec<(String, String)>, &str) {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let Some((fence, split)) =
        [("---", ':'), ("+++", '=')].into_iter().find(|(f, _)| text.lines().next().is_some_and(|l| l.trim_end() == *f))
    else {
        return (Vec::new(), text);
    };
    let mut at = text.find('\n').map_or(text.len(), |n| n + 1);
    let mut fields = Vec::new();
    for line in text[at..].split_inclusive('\n').take(200) {
        at += line.len();
        if line.trim_end() == fence {
            return (fields, &text[at..]);
        }
        if let Some((key, value)) = line.split_once(split)
            && !key.starts_with([' ', '\t', '-', '#'])
        {
            let value = value.trim().trim_start_matches('[').trim_end_matches(']').trim_matches(['"', '\'']).trim();
            if !value.is_empty() {
                fields.push((key.trim().to_lowercase(), value.to_owned()));
            }
        }
    }
    // Never closed: a rule, not front matter.
    (Vec::new(), text)
}

/// The text of each block, without syntax, and whether it is a heading of the first level.
fn markdown_blocks(text: &str) -> Vec<(String, bool)> {
    let mut out: Vec<(String, bool)> = Vec::new();
    let mut current = String::new();
    let mut heading = false;
    let mut lists: Vec<Option<u64>> = Vec::new();
    let (mut image, mut html) = (0usize, 0usize);
    let mut flush = |current: &mut String, heading: bool| {
        let block = std::mem::take(current);
        if !block.trim().is_empty() {
            out.push((block, heading));
        }
    };
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                flush(&mut current, false);
                heading = level == pulldown_cmark::HeadingLevel::H1;
            }
            Event::Start(Tag::List(first)) => {
                flush(&mut current, false);
                lists.push(first);
            }
            Event::Start(Tag::Item) => {
                flush(&mut current, false);
                if let Some(Some(n)) = lists.last_mut() {
                    current = format!("{n}. ");
                    *n += 1;
                }
            }
            Event::Start(Tag::Image { .. }) => image += 1,
            Event::End(TagEnd::Image) => image = image.saturating_sub(1),
            Event::Start(Tag::HtmlBlock) => html += 1,
            Event::End(TagEnd::HtmlBlock) => html = html.saturating_sub(1),
            Event::Text(t) | Event::Code(t) if image == 0 && html == 0 => current.push_str(&t),
            Event::SoftBreak | Event::HardBreak => current.push(' '),
            Event::End(TagEnd::List(_)) => {
                flush(&mut current, false);
                lists.pop();
            }
            Event::End(TagEnd::TableCell) => current.push(' '),
            Event::End(TagEnd::Heading(_)) => {
                flush(&mut current, heading);
                heading = false;
            }
            Event::End(
                TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::BlockQuote(_) | TagEnd::TableRow | TagEnd::TableHead,
            ) => flush(&mut current, false),
            _ => {}
        }
    }
    flush(&mut current, false);
    out
}
