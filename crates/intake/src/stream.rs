//! From a reader to a kind: gzip and UTF-16 undone, binary and empty inputs told, the rest handed to the kind's reader.

use crate::{Kind, MAX_DOCUMENT, Out, Source, encoding, feed, html, jsonl, plain, warc};
use encoding_rs::{Decoder, UTF_16BE, UTF_16LE};
use flate2::read::MultiGzDecoder;
use std::cell::RefCell;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

/// How many first bytes tell the kind.
const HEAD: usize = 16 << 10;

pub(crate) fn read(reader: &mut dyn BufRead, source: &Source, out: &mut Out) -> ControlFlow<()> {
    let (mut lenient, fault) = Lenient::new(reader);
    let head = fill(&mut lenient, HEAD).unwrap_or_default();
    let whole = Cursor::new(head.clone()).chain(BufReader::with_capacity(HEAD, lenient));
    if !head.starts_with(&[0x1f, 0x8b]) {
        unzipped(head, whole, source, out)?;
    } else {
        let mut first = Vec::new();
        let _ = MultiGzDecoder::new(&head[..]).take(HEAD as u64).read_to_end(&mut first);
        let is_warc = matches!(source.from, Some(Kind::Warc | Kind::WarcGz)) || (source.from.is_none() && first.starts_with(b"WARC/"));
        if is_warc {
            let mut whole = whole;
            warc::read_gz(&mut whole, out)?;
        } else {
            let (mut lenient, damage) = Lenient::new(MultiGzDecoder::new(whole));
            let head = fill(&mut lenient, HEAD).unwrap_or_default();
            let whole = Cursor::new(head.clone()).chain(BufReader::with_capacity(HEAD, lenient));
            unzipped(head, whole, source, out)?;
            if let Some((at, _)) = damage.take() {
                let place = format!("byte {at} unzipped");
                out.error(
                    &place,
                    "the gzip data is damaged or ends early; what came before it was read",
                    "fetch or compress the file again",
                )?;
            }
        }
    }
    match fault.take() {
        Some((at, error)) => out.error(&format!("byte {at}"), format!("reading stopped: {error}"), "check the file and its permissions"),
        None => ControlFlow::Continue(()),
    }
}

fn unzipped(head: Vec<u8>, input: impl BufRead, source: &Source, out: &mut Out) -> ControlFlow<()> {
    let Some(wide) = utf16(&head) else { return dispatch(&head, input, source, out) };
    let mut narrow = Narrow::new(input, wide);
    let head = fill(&mut narrow, HEAD).unwrap_or_default();
    let whole = Cursor::new(head.clone()).chain(BufReader::with_capacity(HEAD, narrow));
    dispatch(&head, whole, source, out)
}

fn dispatch(head: &[u8], mut input: impl BufRead, source: &Source, out: &mut Out) -> ControlFlow<()> {
    if head.is_empty() {
        return out.warning("", "the file is empty", "");
    }
    let kind = match source.from {
        Some(kind) => kind,
        None => match binary(head) {
            Some((what, hint)) => return out.error("", format!("this is {what}, not text"), hint),
            None => Kind::detect(head, source.name),
        },
    };
    match kind {
        Kind::Jsonl => return jsonl::read(&mut input, out),
        Kind::Warc | Kind::WarcGz => return warc::read(&mut input, out),
        _ => {}
    }
    let mut bytes = Vec::new();
    // The reader below turns its errors into an end and keeps them for a diagnostic.
    let _ = input.by_ref().take(MAX_DOCUMENT).read_to_end(&mut bytes);
    if bytes.len() as u64 == MAX_DOCUMENT && !input.fill_buf().unwrap_or_default().is_empty() {
        out.warning(
            &format!("byte {MAX_DOCUMENT}"),
            "longer than 64 MiB; only the first 64 MiB were read",
            "split it, or make it JSON Lines with one article a line",
        )?;
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return out.warning("", "the file holds nothing but white space", "");
    }
    let declared = match kind {
        Kind::Html | Kind::Feed => encoding::declared_within(&bytes),
        _ => None,
    };
    let decoded = encoding::decode(&bytes, declared.as_deref());
    drop(bytes);
    if let Some(warning) = decoded.warning {
        out.warning("", warning, "check the text, or convert it to UTF-8 first")?;
    }
    match kind {
        Kind::Html => html::read(&decoded.text, &html::Page::default(), "", out),
        Kind::Feed | Kind::JsonFeed => feed::read(decoded.text, kind, out),
        Kind::Json => jsonl::read_document(&decoded.text, out),
        Kind::Markdown => plain::read_markdown(&decoded.text, out),
        Kind::Text | Kind::Jsonl | Kind::Warc | Kind::WarcGz => plain::read_text(&decoded.text, &plain::Known::default(), "", out),
    }
}

/// Up to `limit` bytes from the front of `reader`.
fn fill(reader: &mut impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(limit);
    reader.take(limit as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// Which UTF-16 the bytes are, by their mark or by the zero bytes of Latin letters.
fn utf16(head: &[u8]) -> Option<Decoder> {
    if head.starts_with(&[0xff, 0xfe, 0, 0]) || head.starts_with(&[0, 0, 0xfe, 0xff]) {
        return None;
    }
    if head.starts_with(&[0xff, 0xfe]) {
        return Some(UTF_16LE.new_decoder_with_bom_removal());
    }
    if head.starts_with(&[0xfe, 0xff]) {
        return Some(UTF_16BE.new_decoder_with_bom_removal());
    }
    let pairs = head.len() / 2;
    let zeros = |odd: usize| head.chunks_exact(2).filter(|p| p[odd] == 0 && p[1 - odd] != 0).count();
    let (first, second) = (zeros(0), zeros(1));
    match pairs {
        0..4 => None,
        _ if second * 10 > pairs * 6 && first * 20 < pairs => Some(UTF_16LE.new_decoder()),
        _ if first * 10 > pairs * 6 && second * 20 < pairs => Some(UTF_16BE.new_decoder()),
        _ => None,
    }
}

/// What a binary file is, and what to do instead; `None` for text.
fn binary(head: &[u8]) -> Option<(&'static str, &'static str)> {
    const CONVERT: &str = "convert it to text or HTML first";
    const UNPACK: &str = "unpack it and pass the files or their folder";
    const MAGIC: &[(&[u8], &str, &str)] = &[
        (b"%PDF-", "a PDF document", "convert it to text first, for instance with pdftotext"),
        (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save the document as text or HTML"),
        (b"\xd0\xcf\x11\xe0", "an old office document", "save it as text or HTML"),
        (b"{\\rtf", "a rich text document", "save it as text or HTML"),
        (b"\x28\xb5\x2f\xfd", "Zstandard data", "unpack it first: zstd -d"),
        (b"BZh", "bzip2 data", "unpack it first: bunzip2"),
        (b"\xfd7zXZ", "xz data", "unpack it first: unxz"),
        (b"7z\xbc\xaf", "a 7z archive", UNPACK),
        (b"Rar!", "a RAR archive", UNPACK),
        (b"SQLite format 3", "an SQLite database", "export its articles as JSON Lines"),
        (b"PAR1", "a Parquet file", "export its articles as JSON Lines"),
        (b"\x89PNG", "an image", CONVERT),
        (b"\xff\xd8\xff", "an image", CONVERT),
        (b"GIF8", "an image", CONVERT),
        (b"\x7fELF", "a program", ""),
        (b"MZ\x90", "a program", ""),
        (b"\x00\x00\xfe\xff", "UTF-32 text", "convert it to UTF-8 first"),
        (b"\xff\xfe\x00\x00", "UTF-32 text", "convert it to UTF-8 first"),
    ];
    if let Some((_, what, hint)) = MAGIC.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return Some((what, hint));
    }
    if head.get(257..262) == Some(b"ustar") {
        return Some(("a tar archive", UNPACK));
    }
    let zeros = head.iter().filter(|b| **b == 0).count();
    let controls = head.iter().filter(|b| matches!(b, 1..=8 | 0xe..=0x1a | 0x1c..=0x1f | 0x7f)).count();
    ((zeros >= 8 && zeros * 100 > head.len()) || (zeros + controls >= 16 && (zeros + controls) * 10 > head.len()))
        .then_some(("binary data", CONVERT))
}

/// Passes bytes on until the first error, which it makes an end and keeps, with its place.
struct Lenient<R> {
    inner: R,
    given: u64,
    fault: Fault,
}

type Fault = Rc<RefCell<Option<(u64, io::Error)>>>;

impl<R: Read> Lenient<R> {
    fn new(inner: R) -> (Lenient<R>, Fault) {
        let fault = Fault::default();
        (Lenient { inner, given: 0, fault: fault.clone() }, fault)
    }
}

impl<R: Read> Read for Lenient<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.fault.borrow().is_some() {
            return Ok(0);
        }
        match self.inner.read(buf) {
            Ok(n) => {
                self.given += n as u64;
                Ok(n)
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => Err(e),
            Err(e) => {
                *self.fault.borrow_mut() = Some((self.given, e));
                Ok(0)
            }
        }
    }
}

/// UTF-16 to UTF-8, as it streams.
struct Narrow<R> {
    inner: R,
    decoder: Decoder,
    ready: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: BufRead> Narrow<R> {
    fn new(inner: R, decoder: Decoder) -> Narrow<R> {
        Narrow { inner, decoder, ready: Vec::new(), at: 0, ended: false }
    }
}

impl<R: BufRead> Read for Narrow<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() && !self.ended {
            let input = self.inner.fill_buf()?;
            self.ended = input.is_empty();
            let need = self.decoder.max_utf8_buffer_length(input.len()).unwrap_or(HEAD * 4);
            self.ready.resize(need.max(16), 0);
            let (_, read, written, _) = self.decoder.decode_to_utf8(input, &mut self.ready, self.ended);
            self.ready.truncate(written);
            self.at = 0;
            self.inner.consume(read);
        }
        let n = buf.len().min(self.ready.len() - self.at);
        buf[..n].copy_from_slice(&self.ready[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

/// What became of a line.
pub(crate) enum Line {
    /// It is in the buffer, without its end.
    Read,
    /// It had this many bytes, more than the limit, and was passed over without being held.
    TooLong(u64),
    /// There is none.
    End,
}

/// Reads a line of at most `limit` bytes into `line`.
pub(crate) fn read_line(input: &mut dyn BufRead, line: &mut Vec<u8>, limit: u64) -> Line {
    line.clear();
    let mut seen = 0u64;
    loop {
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            // The reader below keeps its faults for a diagnostic.
            Err(_) => &[],
        };
        if chunk.is_empty() {
            return match seen {
                0 => Line::End,
                n if n > limit => Line::TooLong(n),
                _ => Line::Read,
            };
        }
        let end = chunk.iter().position(|b| *b == b'\n');
        let part = &chunk[..end.unwrap_or(chunk.len())];
        seen += part.len() as u64;
        if seen <= limit {
            line.extend_from_slice(part);
        } else {
            // Freed at once: the rest of the line need not be held.
            *line = Vec::new();
        }
        let used = part.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            return if seen > limit { Line::TooLong(seen) } else { Line::Read };
        }
    }
}
