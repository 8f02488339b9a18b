//! Web archives, WARC 1.0 and 1.1, plain or of gzip members.
//!
//! A small reader of our own: the crates there are stop at the first damaged record, and an archive of gigabytes has some.

use crate::stream::{Line, read_line};
use crate::{Kind, MAX_DOCUMENT, Out, encoding, feed, html, plain};
use flate2::bufread::{DeflateDecoder, GzDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{BufRead, BufReader, Cursor, Read};
use std::ops::ControlFlow;

/// The longest header line that is kept.
const MAX_HEADER: u64 = 64 << 10;
/// Longer payloads than this are no pages.
const MAX_PAYLOAD: u64 = 32 << 20;

/// Counts for the closing note.
#[derive(Default)]
struct Archive {
    records: u64,
    other: u64,
}

/// A record's header, by lower-case name.
#[derive(Default)]
struct Header(Vec<(String, String)>);

impl Header {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// An uncompressed archive.
pub(crate) fn read(input: &mut dyn BufRead, out: &mut Out) -> ControlFlow<()> {
    let mut archive = Archive::default();
    archive.records_of(input, out)?;
    archive.close(out)
}

/// An archive of gzip members. A damaged member is passed over, up to where the next begins.
pub(crate) fn read_gz(input: &mut dyn BufRead, out: &mut Out) -> ControlFlow<()> {
    let mut archive = Archive::default();
    let mut input = Rewind { inner: input, pending: Vec::new(), taken: Vec::new() };
    while let Some(passed) = input.next_member() {
        if passed > 0 {
            out.error(
                &format!("after record {}", archive.records),
                format!("{passed} bytes are no gzip data; passed over"),
                "fetch the archive again",
            )?;
        }
        input.taken.clear();
        let mut member = BufReader::new(Watched { inner: GzDecoder::new(&mut input), failed: false });
        archive.records_of(&mut member, out)?;
        // What is left of the member, so that the next one is found behind it.
        let _ = std::io::copy(&mut member, &mut std::io::sink());
        if member.get_ref().failed {
            input.rewind();
            out.error(
                &format!("record {}", archive.records.max(1)),
                "its gzip data is damaged or ends early",
                "fetch the archive again; the other records were read",
            )?;
        }
    }
    archive.close(out)
}

/// What a gzip member begins with; of the flags in the fourth byte three are never set.
fn is_member(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b, 8]) && bytes.get(3).is_none_or(|flags| flags & 0xe0 == 0)
}

/// Remembers what was read of the current member: a truncated one runs on into the next before it is noticed.
struct Rewind<'a> {
    inner: &'a mut dyn BufRead,
    /// Read from `inner` but not yet taken.
    pending: Vec<u8>,
    taken: Vec<u8>,
}

/// How much of a member is remembered.
const REMEMBERED: usize = 4 << 20;

impl Rewind<'_> {
    /// Skips to the next gzip header, and says over how many bytes; `None` at the end.
    fn next_member(&mut self) -> Option<u64> {
        let mut passed = 0;
        loop {
            self.taken.clear();
            while self.pending.len() < 4 {
                let more = self.inner.fill_buf().ok()?.to_vec();
                if more.is_empty() {
                    break;
                }
                self.inner.consume(more.len());
                self.pending.extend_from_slice(&more);
            }
            if self.pending.is_empty() {
                return None;
            }
            let found = (0..self.pending.len())
                .find(|&at| self.pending[at] == 0x1f && (self.pending.len() - at < 4 || is_member(&self.pending[at..])));
            let skip = found.unwrap_or(self.pending.len());
            self.pending.drain(..skip);
            passed += skip as u64;
            if is_member(&self.pending) && self.pending.len() >= 4 {
                return Some(passed);
            }
            // Fewer than four bytes are left over: of the next buffer's header, or of the input's end.
            if self.inner.fill_buf().ok()?.is_empty() {
                return None;
            }
        }
    }

    /// Goes back to the first header behind the member's own.
    fn rewind(&mut self) {
        let next = (1..self.taken.len()).find(|&at| is_member(&self.taken[at..]));
        if let Some(at) = next {
            let mut again = self.taken.split_off(at);
            again.append(&mut self.pending);
            self.pending = again;
        }
    }
}

impl Read for Rewind<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let ready = self.fill_buf()?;
        let n = ready.len().min(buf.len());
        buf[..n].copy_from_slice(&ready[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Rewind<'_> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.pending.is_empty() {
            let more = self.inner.fill_buf()?;
            self.pending.extend_from_slice(more);
            let n = more.len();
            self.inner.consume(n);
        }
        Ok(&self.pending)
    }

    fn consume(&mut self, n: usize) {
        let room = REMEMBERED.saturating_sub(self.taken.len()).min(n);
        self.taken.extend_from_slice(&self.pending[..room]);
        self.pending.drain(..n);
    }
}

/// Makes a decoder's fault an end, and keeps that there was one.
struct Watched<R> {
    inner: R,
    failed: bool,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        if self.failed {
            return Ok(0);
        }
        self.inner.read(buf).or_else(|_| {
            self.failed = true;
            Ok(0)
        })
    }
}

impl Archive {
    fn close(&self, out: &mut Out) -> ControlFlow<()> {
        if self.records == 0 {
            return out.error("", "no WARC record was found", "give --from if it is something else");
        }
        if self.other > 0 {
            return out.note("", format!("{} of {} records hold no page or text and were passed over", self.other, self.records));
        }
        ControlFlow::Continue(())
    }

    /// All records of `input`.
    fn records_of(&mut self, input: &mut dyn BufRead, out: &mut Out) -> ControlFlow<()> {
        let mut line = Vec::new();
        let mut lost = 0u64;
        loop {
            match read_line(input, &mut line, MAX_HEADER) {
                Line::End => break,
                Line::TooLong(n) => {
                    lost += n;
                    continue;
                }
                Line::Read => {}
            }
            let text = line.trim_ascii();
            if text.is_empty() {
                continue;
            }
            if !text.starts_with(b"WARC/") {
                lost += line.len() as u64;
                continue;
            }
            if lost > 0 {
                out.error(
                    &format!("after record {}", self.records),
                    format!("{lost} bytes belong to no record; passed over"),
                    "the archive is damaged there",
                )?;
                lost = 0;
            }
            self.records += 1;
            let header = read_header(input);
            self.record(&header, input, out)?;
        }
        if lost > 0 && self.records > 0 {
            out.error(
                &format!("after record {}", self.records),
                format!("{lost} bytes belong to no record; passed over"),
                "the archive is damaged there",
            )?;
        }
        ControlFlow::Continue(())
    }

    fn record(&mut self, header: &Header, input: &mut dyn BufRead, out: &mut Out) -> ControlFlow<()> {
        let place = format!("record {}", self.records);
        let Some(length) = header.get("content-length").and_then(|l| l.parse::<u64>().ok()) else {
            return out.error(&place, "its header has no length", "the archive is damaged there");
        };
        let kind = header.get("warc-type").unwrap_or_default().to_ascii_lowercase();
        let wanted = matches!(kind.as_str(), "response" | "resource" | "conversion");
        if !wanted || length > MAX_PAYLOAD {
            self.other += 1;
            let passed = std::io::copy(&mut input.take(length), &mut std::io::sink()).unwrap_or(0);
            if wanted {
                out.warning(&place, format!("{length} bytes long, more than 32 MiB; passed over"), "")?;
            }
            return if passed < length { cut_off(&place, out) } else { ControlFlow::Continue(()) };
        }
        let mut payload = Vec::new();
        let _ = input.take(length).read_to_end(&mut payload);
        let whole = payload.len() as u64 == length;
        let url = header.get("warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_owned());
        let content_type = header.get("content-type").unwrap_or_default().to_ascii_lowercase();
        let read = if kind == "response" && (content_type.starts_with("application/http") || payload.starts_with(b"HTTP/")) {
            response(&payload, url, &place, out)?
        } else {
            content(&payload, &content_type, None, url, &place, out)?
        };
        self.other += u64::from(!read);
        if whole { ControlFlow::Continue(()) } else { cut_off(&place, out) }
    }
}

fn cut_off(place: &str, out: &mut Out) -> ControlFlow<()> {
    out.error(place, "the record ends early; what is there was read", "fetch the archive again")
}

/// Header lines up to an empty one; continuation lines are joined.
fn read_header(input: &mut dyn BufRead) -> Header {
    let mut header = Header::default();
    let mut line = Vec::new();
    for _ in 0..500 {
        match read_line(input, &mut line, MAX_HEADER) {
            Line::End => break,
            Line::TooLong(_) => continue,
            Line::Read => {}
        }
        let text = String::from_utf8_lossy(&line);
        if text.trim().is_empty() {
            break;
        }
        add_header(&mut header, &text);
    }
    header
}

fn add_header(header: &mut Header, line: &str) {
    if line.starts_with([' ', '\t']) {
        if let Some((_, value)) = header.0.last_mut() {
            value.push(' ');
            value.push_str(line.trim());
        }
    } else if let Some((name, value)) = line.split_once(':') {
        header.0.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
    }
}

/// An HTTP response; whether it held a page or text.
fn response(payload: &[u8], url: Option<String>, place: &str, out: &mut Out) -> ControlFlow<(), bool> {
    let split = payload
        .windows(4)
        .take(1 << 18)
        .position(|w| w == b"\r\n\r\n")
        .map(|at| (at, at + 4))
        .or_else(|| payload.windows(2).take(1 << 18).position(|w| w == b"\n\n").map(|at| (at, at + 2)));
    let (head, body) = split.map_or((payload, &[][..]), |(end, start)| (&payload[..end], &payload[start..]));
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next().unwrap_or_default().split_whitespace().nth(1).and_then(|s| s.parse::<u16>().ok());
    if status.is_some_and(|s| !(200..300).contains(&s)) {
        return ControlFlow::Continue(false);
    }
    let mut header = Header::default();
    lines.for_each(|l| add_header(&mut header, l));
    let content_type = header.get("content-type").unwrap_or_default().to_ascii_lowercase();
    let chunked = header.get("transfer-encoding").is_some_and(|t| t.to_ascii_lowercase().contains("chunked"));
    let body = if chunked { dechunked(body) } else { body.to_vec() };
    let coding = header.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
    let body = match coding.trim() {
        "" | "identity" => body,
        "gzip" | "x-gzip" if !body.starts_with(&[0x1f, 0x8b]) => body,
        "gzip" | "x-gzip" => unpack(MultiGzDecoder::new(Cursor::new(body))),
        "deflate" => {
            let plain = unpack(ZlibDecoder::new(Cursor::new(&body)));
            if plain.is_empty() { unpack(DeflateDecoder::new(Cursor::new(&body))) } else { plain }
        }
        other if body.starts_with(b"<") => {
            // Some crawlers undo the coding and keep the header.
            let _ = other;
            body
        }
        other => {
            out.warning(place, format!("its body is packed as {other:?}, which is not read"), "crawl with gzip or without packing")?;
            return ControlFlow::Continue(false);
        }
    };
    content(&body, &content_type, header.get("content-language"), url, place, out)
}

/// What can be unpacked, up to a bound.
fn unpack(decoder: impl Read) -> Vec<u8> {
    let mut out = Vec::new();
    let _ = decoder.take(MAX_DOCUMENT).read_to_end(&mut out);
    out
}

/// A chunked body joined; as it stands where it is not chunked after all.
fn dechunked(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(end) = rest.iter().take(80).position(|b| *b == b'\n') {
        let size = std::str::from_utf8(&rest[..end]).ok().and_then(|l| usize::from_str_radix(l.split(';').next()?.trim(), 16).ok());
        let Some(size) = size else {
            if out.is_empty() {
                return body.to_vec();
            }
            break;
        };
        rest = &rest[end + 1..];
        if size == 0 || rest.is_empty() {
            break;
        }
        let take = size.min(rest.len());
        out.extend_from_slice(&rest[..take]);
        rest = &rest[take..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    out
}

/// A page, text or feed; whether it was one.
fn content(
    body: &[u8],
    content_type: &str,
    language: Option<&str>,
    url: Option<String>,
    place: &str,
    out: &mut Out,
) -> ControlFlow<(), bool> {
    let kind = match content_type.split(';').next().unwrap_or_default().trim() {
        "text/html" | "application/xhtml+xml" => Kind::Html,
        "text/plain" => match Kind::detect(&body[..body.len().min(4096)], "") {
            Kind::Html => Kind::Html,
            _ => Kind::Text,
        },
        "application/rss+xml" | "application/atom+xml" | "application/rdf+xml" => Kind::Feed,
        "text/xml" | "application/xml" | "" | "unknown" => match Kind::detect(&body[..body.len().min(4096)], "") {
            kind @ (Kind::Html | Kind::Feed) => kind,
            _ => return ControlFlow::Continue(false),
        },
        _ => return ControlFlow::Continue(false),
    };
    if body.iter().all(u8::is_ascii_whitespace) {
        return ControlFlow::Continue(false);
    }
    let declared = encoding::charset_of(content_type).or_else(|| if kind == Kind::Text { None } else { encoding::declared_within(body) });
    let decoded = encoding::decode(body, declared.as_deref());
    let done = (|| {
        if let Some(warning) = decoded.warning {
            out.warning(place, warning, "")?;
        }
        match kind {
            Kind::Feed => feed::read(decoded.text, kind, out),
            Kind::Html => html::read(&decoded.text, &html::Page { url, language: language.map(str::to_owned) }, place, out),
            _ => plain::read_text(&decoded.text, &plain::Known { url, language: language.map(str::to_owned) }, place, out),
        }
    })();
    match done {
        ControlFlow::Continue(()) => ControlFlow::Continue(true),
        ControlFlow::Break(()) => ControlFlow::Break(()),
    }
}
