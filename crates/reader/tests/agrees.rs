//! The Rust reader decodes what the trainer decodes: `model/agree.jsonl` holds the trainer's frames of 100 held-out passages,
//! made with the same int8 graph under another runtime. At least 99 of 100 must be the same.

use sekutu_reader::{ModelFiles, Reader, encoder::Thread};
use serde_json::{Value, json};
use std::path::PathBuf;

fn model() -> PathBuf {
    std::env::var_os("SEKUTU_MODEL").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../model"), PathBuf::from)
}

#[test]
fn rust_and_trainer_agree() {
    let file = |name: &str| std::fs::read(model().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    let files = ModelFiles {
        encoder: file("encoder.onnx").into(),
        rows: file("rows.q4").into(),
        tokenizer: file("tokenizer.json").into(),
        top: file("top.onnx").into(),
        first: file("first.i8").into(),
        meta: file("meta.json").into(),
    };
    let reader = Reader::load(files).unwrap();
    let thread = Thread::new(2);
    let mut same = 0;
    let mut all = 0;
    for line in String::from_utf8(file("agree.jsonl")).unwrap().lines() {
        let want: Value = serde_json::from_str(line).unwrap();
        let reading = reader.read(want["text"].as_str().unwrap(), &[], &thread).unwrap();
        let frames: Vec<Value> = reading
            .frames
            .iter()
            .map(|f| {
                let mut roles: Vec<(&str, usize, usize)> = f
                    .roles
                    .iter()
                    .map(|r| (r.role.name(), reading.mentions[r.mention].span.start, reading.mentions[r.mention].span.end))
                    .collect();
                roles.sort();
                json!({"trigger": [f.trigger.start, f.trigger.end], "event": f.event.name(), "status": f.status.name(),
                       "mode": f.mode, "contexts": f.contexts, "roles": roles})
            })
            .collect();
        all += 1;
        if want["frames"] == Value::Array(frames.clone()) {
            same += 1;
        } else {
            println!("{}\n  trainer {}\n  here    {}", want["id"], want["frames"], Value::Array(frames));
        }
    }
    println!("{same} of {all} passages decoded alike");
    assert!(all >= 20, "only {all} passages in agree.jsonl");
    assert!(same * 100 >= all * 99, "only {same} of {all} passages decoded alike");
}
