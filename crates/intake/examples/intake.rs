//! Prints the articles and diagnostics of the files it is given: `cargo run -p sekutu-intake --example intake -- PATH…`

use sekutu_intake::{Item, Source, read};
use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;

fn main() -> std::io::Result<()> {
    for name in std::env::args().skip(1) {
        let file = BufReader::new(File::open(&name)?);
        read(file, &Source::new(&name), &mut |item| {
            match item {
                Item::Article(a) => println!(
                    "{} {} title {:?} standfirst {:?}\nbyline {:?} outlet {:?} url {:?} language {:?} published {:?}\n{}\n",
                    a.source, a.id, a.title, a.standfirst, a.byline, a.outlet, a.url, a.language, a.published, a.text
                ),
                Item::Diagnostic(d) => eprintln!("{d}"),
            }
            ControlFlow::Continue(())
        });
    }
    Ok(())
}
