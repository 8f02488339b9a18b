#!/usr/bin/env python3
"""The program's encoder beside onnxruntime on the same ONNX file, in one run, turn by turn, one thread each; and the program's other figures.

    bench.py SEKUTU MODEL [ARTICLES]     SEKUTU is target/release/sekutu, MODEL the folder model/, ARTICLES JSON Lines to read

Quote the ratio: machines differ and are shared.
"""
import json
import pathlib
import statistics
import subprocess
import sys
import time

import numpy as np
import onnxruntime


def onnxruntime_rate(model, pieces, seconds):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model / "encoder.onnx"), options, providers=["CPUExecutionProvider"])
    words = np.random.default_rng(0).normal(0, 0.05, (1, pieces, 384)).astype(np.float32)
    feed = {"words": words, "mask": np.ones((1, pieces), np.float32)}
    session.run(None, feed)
    begun, n = time.time(), 0
    while n < 8 or time.time() - begun < seconds:
        session.run(None, feed)
        n += 1
    return n / (time.time() - begun)


def main(sekutu, model, articles=None):
    model = pathlib.Path(model)
    ratios = {32: [], 64: [], 128: []}
    for turn in range(3):
        ours = json.loads(subprocess.check_output([sekutu, "bench", "--format", "json", "--seconds", "2", "--model", str(model)]))
        for e in ours["encoder"]:
            theirs = onnxruntime_rate(model, e["pieces"], 2)
            ratios[e["pieces"]].append(e["windows_per_s"] / theirs)
            print(f"turn {turn + 1}, {e['pieces']} pieces: {e['windows_per_s']:.1f} windows/s against {theirs:.1f} of onnxruntime {onnxruntime.__version__}, {ratios[e['pieces']][-1]:.2f}×", flush=True)
    for pieces, r in ratios.items():
        print(f"{pieces} pieces: {statistics.median(r):.2f}× onnxruntime (median of {len(r)})")
    if articles:
        subprocess.run([sekutu, "bench", articles, "--model", str(model)], check=True)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
