//! `sekutu bench`: how fast this machine reads, in figures that a script can take up (`training/bench.py` sets them beside onnxruntime's).

use crate::args::{BenchArgs, BenchFormat};
use crate::messages::Messages;
use crate::model;
use anyhow::{Context, Result, bail};
use sekutu_codebook::Codebook;
use sekutu_extract::{Extractor, Options, windows};
use sekutu_intake::{Item, Source};
use sekutu_model::{Article, Claim};
use sekutu_parties::Parties;
use sekutu_reader::{Reader, encoder::Thread};
use serde::Serialize;
use std::collections::HashSet;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::process::{Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// What was measured; times in seconds, memory in megabytes.
#[derive(Serialize, Default)]
struct Figures {
    model_load_s: f64,
    threads: usize,
    encoder: Vec<Encoded>,
    articles: usize,
    pieces_an_article: usize,
    articles_per_s: f64,
    claims: usize,
    /// Sentences that the first stage passes over.
    sentences_skipped: f64,
    /// Claims that are found only when every sentence is read, as a share of all.
    claims_lost: f64,
    /// Time of reading with the first stage, as a share of the time without.
    time_with_first_stage: f64,
    peak_memory_mb: f64,
    who_cold_s: f64,
}

#[derive(Serialize)]
struct Encoded {
    pieces: usize,
    windows_per_s: f64,
}

/// Runs the command.
pub fn run(a: &BenchArgs, messages: &'static Messages) -> Result<ExitCode> {
    let begun = Instant::now();
    let reader = model::load(a.model.as_deref())?;
    let mut f = Figures { model_load_s: begun.elapsed().as_secs_f64(), threads: a.threads, ..Figures::default() };
    f.encoder = encoder(&reader, a)?;
    if a.articles.is_some() {
        let articles = articles(&reader, a)?;
        whole(&reader, &articles, a, &mut f)?;
    }
    f.peak_memory_mb = peak_memory().unwrap_or(0.0);
    f.who_cold_s = who_cold()?;
    match a.format {
        BenchFormat::Json => println!("{}", serde_json::to_string(&f)?),
        BenchFormat::Table => {
            println!("model loaded            {:.2} s", f.model_load_s);
            for e in &f.encoder {
                println!("encoder, {:>3} pieces     {:.1} windows/s a thread", e.pieces, e.windows_per_s);
            }
            if f.articles > 0 {
                println!(
                    "reading, {} threads      {:.1} articles/s ({} articles of {} pieces, {} {})",
                    f.threads, f.articles_per_s, f.articles, f.pieces_an_article, f.claims, messages.claims
                );
                println!(
                    "first stage             passes over {:.0} % of sentences, takes {:.0} % of the time, loses {:.2} % of claims",
                    100.0 * f.sentences_skipped,
                    100.0 * f.time_with_first_stage,
                    100.0 * f.claims_lost
                );
            }
            println!("peak memory             {:.0} MB", f.peak_memory_mb);
            println!("sekutu who, cold        {:.3} s", f.who_cold_s);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Windows a second on one thread, by length.
fn encoder(reader: &Reader, a: &BenchArgs) -> Result<Vec<Encoded>> {
    let thread = Thread::new(1);
    let mut out = Vec::new();
    for pieces in [32, 64, 128] {
        reader.encode_ids(&vec![5; pieces], &thread)?;
        let begun = Instant::now();
        let mut n = 0;
        while n < 8 || begun.elapsed().as_secs_f64() < a.seconds {
            reader.encode_ids(&vec![5; pieces], &thread)?;
            n += 1;
        }
        out.push(Encoded { pieces, windows_per_s: n as f64 / begun.elapsed().as_secs_f64() });
    }
    Ok(out)
}

/// The file's articles, joined or cut to the asked length, so that every one has about the same number of pieces.
fn articles(reader: &Reader, a: &BenchArgs) -> Result<Vec<Article>> {
    let Some(path) = &a.articles else { bail!("no file of articles") };
    let file = std::fs::File::open(path).with_context(|| path.display().to_string())?;
    let name = path.display().to_string();
    let mut out = Vec::new();
    let (mut text, mut pieces, mut first): (String, usize, Option<Article>) = (String::new(), 0, None);
    sekutu_intake::read(BufReader::new(file), &Source { name: &name, from: None }, &mut |item| {
        let Item::Article(article) = item else { return ControlFlow::Continue(()) };
        for s in sekutu_extract::windows::sentences(&article.text, article.language.as_deref()) {
            let words = s.cut(&article.text).unwrap_or("");
            text.push_str(words);
            text.push(' ');
            pieces += reader.count(words);
            if pieces >= a.pieces {
                let like = first.as_ref().unwrap_or(&article);
                let mut joined = Article::new(std::mem::take(&mut text).trim_end().to_owned());
                joined.language.clone_from(&like.language);
                joined.published = like.published;
                out.push(joined);
                pieces = 0;
                first = None;
                if out.len() >= a.count {
                    return ControlFlow::Break(());
                }
            }
        }
        first.get_or_insert(article);
        ControlFlow::Continue(())
    });
    if out.is_empty() {
        bail!("{name}: no article of {} pieces could be made of it; give a larger file or a smaller --pieces", a.pieces);
    }
    Ok(out)
}

/// Reads all articles with `threads` workers; the claims in order and the seconds.
fn timed(extractor: &Extractor<'_>, articles: &[Article], threads: usize) -> (Vec<Vec<Claim>>, f64) {
    let next = AtomicUsize::new(0);
    let begun = Instant::now();
    let mut all: Vec<(usize, Vec<Claim>)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.max(1))
            .map(|_| {
                scope.spawn(|| {
                    let thread = Thread::new(1);
                    let mut own = Vec::new();
                    loop {
                        let i = next.fetch_add(1, Ordering::Relaxed);
                        let Some(article) = articles.get(i) else { return own };
                        own.push((i, extractor.read(article, &thread).0));
                    }
                })
            })
            .collect();
        workers.into_iter().flat_map(|w| w.join().unwrap_or_default()).collect()
    });
    let seconds = begun.elapsed().as_secs_f64();
    all.sort_by_key(|(i, _)| *i);
    (all.into_iter().map(|(_, c)| c).collect(), seconds)
}

fn whole(reader: &Reader, articles: &[Article], a: &BenchArgs, f: &mut Figures) -> Result<()> {
    let with =
        |skip| Extractor { reader, parties: Parties::builtin(), codebook: Codebook::builtin(), options: Options { skip, least: 0.0 } };
    timed(&with(true), &articles[..articles.len().min(2)], a.threads);
    let (some, quick) = timed(&with(true), articles, a.threads);
    let (every, slow) = timed(&with(false), articles, a.threads);
    let (mut sentences, mut live) = (0, 0);
    for article in articles {
        let lang = article.language.as_deref();
        let own = windows::sentences(&article.text, lang);
        let names = Parties::builtin().find(&article.text, lang);
        live +=
            windows::live(&article.text, lang, &own, &names, true, &|s, named| reader.may_claim(s, named)).iter().filter(|l| **l).count();
        sentences += own.len();
    }
    let key = |c: &Claim| (c.article.clone(), c.trigger.span, c.event);
    let found: HashSet<_> = some.iter().flatten().map(key).collect();
    let all: Vec<_> = every.iter().flatten().map(key).collect();
    // a claim that another window's context turned is not lost to the first stage: only sentences that were not read count
    let lost = every.iter().zip(articles).flat_map(|(claims, article)| {
        let lang = article.language.as_deref();
        let own = windows::sentences(&article.text, lang);
        let names = Parties::builtin().find(&article.text, lang);
        let live = windows::live(&article.text, lang, &own, &names, true, &|s, named| reader.may_claim(s, named));
        claims.iter().filter(move |c| own.iter().zip(&live).any(|(s, l)| !l && s.overlaps(c.trigger.span))).map(key).collect::<Vec<_>>()
    });
    let lost = lost.filter(|k| !found.contains(k)).count();
    f.articles = articles.len();
    f.pieces_an_article = a.pieces;
    f.articles_per_s = articles.len() as f64 / quick;
    f.claims = found.len();
    f.sentences_skipped = 1.0 - live as f64 / sentences.max(1) as f64;
    f.claims_lost = lost as f64 / all.len().max(1) as f64;
    f.time_with_first_stage = quick / slow.max(1e-9);
    Ok(())
}

/// The most memory that this process has held, in megabytes; where the system tells.
fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
}

/// Median of seven cold runs of `sekutu who`.
fn who_cold() -> Result<f64> {
    let program = std::env::current_exe()?;
    let mut times = Vec::new();
    for _ in 0..7 {
        let begun = Instant::now();
        Command::new(&program).args(["who", "Menteri Luar Negeri Rusia", "--on", "2022-11-07"]).stdout(Stdio::null()).status()?;
        times.push(begun.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    Ok(times[times.len() / 2])
}
