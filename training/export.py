#!/usr/bin/env python3
"""Turns trained weights into the model that the program carries.

    export.py BASE WEIGHTS OUT [--float]

Writes OUT/encoder.onnx and OUT/top.onnx (the two passes, weights in int8), OUT/rows.q4, OUT/tokenizer.json, OUT/first.i8 (the first stage), OUT/meta.json
(names, thresholds, calibration fitted on the held-out part) and OUT/agree.jsonl: what this trainer decodes from 100 held-out passages with
that same int8 graph, for the test that the Rust reader agrees.
"""
from __future__ import annotations

import argparse
import dataclasses
import json
import pathlib
import shutil
import tempfile

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper

import corpus
import first
import model as M
import train


class Trunk(torch.nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, words, mask):
        return self.net.trunk_outputs(words, mask)


class Top(Trunk):
    def forward(self, states, marks, buckets):
        return self.net.top_outputs(states, marks, buckets)


def to_onnx(graph, path, inputs, outputs):
    """`inputs`: name → example; the first two sizes of an input are free, and so is each output's first (and second, where it is a token's)."""
    free = {name: {0: "b", 1: "n"} for name in inputs} | {name: {0: "b", 1: "n"} if by_token else {0: "b"} for name, by_token in outputs.items()}
    torch.onnx.export(graph.eval(), tuple(inputs.values()), str(path), input_names=list(inputs), output_names=list(outputs),
                      dynamic_axes=free, opset_version=17, dynamo=False)


def both_to_onnx(net, trunk, top):
    to_onnx(Trunk(net), trunk, {"words": torch.randn(1, 16, M.HIDDEN), "mask": torch.ones(1, 16)},
            dict.fromkeys(("hidden", "tags", "keys", "queries"), True))
    marks = torch.zeros(2, 16)
    marks[:, 3:5] = 1
    to_onnx(Top(net), top, {"states": torch.randn(2, 16, M.HIDDEN), "marks": marks, "buckets": torch.zeros(2, 16, dtype=torch.int32)},
            {"roles": True, "event": False, "status": False, "mode": False, "context": False})


def weights_to_int8(source, target):
    """Weights of the matrix products in int8, one scale a column; activations stay f32.

    Activations in int8 as well (one scale a tensor) are half again as fast, but rounding then moves the hidden states by a tenth of their size,
    two runtimes, or one with and without its fusions, decode a third of the passages differently, and claims lose a point of F1.
    """
    graph = onnx.load(str(source))
    weights = {t.name: t for t in graph.graph.initializer}
    added, gone = [], set()
    for node in graph.graph.node:
        if node.op_type != "MatMul" or node.input[1] not in weights:
            continue
        name = node.input[1]
        w = numpy_helper.to_array(weights[name])
        scale = np.maximum(np.abs(w).max(0) / 127, 1e-12).astype(np.float32)
        q = np.clip(np.rint(w / scale), -127, 127).astype(np.int8)
        graph.graph.initializer.extend([numpy_helper.from_array(q, name + "_q"), numpy_helper.from_array(scale, name + "_scale"),
                                        numpy_helper.from_array(np.zeros_like(scale, dtype=np.int8), name + "_zero")])
        added.append(onnx.helper.make_node("DequantizeLinear", [name + "_q", name + "_scale", name + "_zero"], [name + "_f"], name=name + "_dequantise", axis=1))
        node.input[1] = name + "_f"
        gone.add(name)
    kept = [t for t in graph.graph.initializer if t.name not in gone]
    del graph.graph.initializer[:]
    graph.graph.initializer.extend(kept)
    nodes = list(graph.graph.node)
    del graph.graph.node[:]
    graph.graph.node.extend(added + nodes)
    onnx.checker.check_model(graph)
    onnx.save(graph, str(target))


def fit(pairs, bins=12):
    """Raw score → share that is right, by pooled adjacent violators over equal-sized bins; the knots rise."""
    pairs.sort()
    groups = [g for g in np.array_split(np.array(pairs, dtype=float), bins) if len(g)]
    pools = []
    for g in groups:
        pools.append([g[:, 0].sum(), g[:, 1].sum(), len(g)])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            b = pools.pop()
            pools[-1] = [x + y for x, y in zip(pools[-1], b)]
    return [(round(s / n, 4), round((r + 1) / (n + 2), 4)) for s, r, n in pools]


def raw_score(claim):
    """What the calibration starts from; crates/extract multiplies the same."""
    parties = [p for r, _, p in claim["roles"] if r in (0, 1)]
    return claim["score"] * claim["event_p"] * (sum(parties) / len(parties) if parties else 0.5)


class Session:
    """The exported graphs in place of the network, so that figures and calibration are the int8 model's."""

    def __init__(self, folder, net):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        # no fusions: with them this runtime rounds activations to int8 where weights are, which the Rust reader does not
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        self.trunk, self.top = (onnxruntime.InferenceSession(str(folder / f), options, providers=["CPUExecutionProvider"]) for f in ("encoder.onnx", "top.onnx"))
        self.coref_distance = net.coref_distance

    def eval(self):
        return self

    def run(self, session, **inputs):
        return [torch.from_numpy(x) for x in session.run(None, {k: v.numpy() for k, v in inputs.items()})]

    def trunk_outputs(self, words, mask):
        return self.run(self.trunk, words=words, mask=mask)

    def top_outputs(self, hidden, marks, buckets):
        return self.run(self.top, states=hidden, marks=marks, buckets=buckets.int())


def thresholds(net, examples, table):
    """The least probabilities at which each role's F1, and the mean of whole claims' and event types' F1, is best on the held-out part."""
    grid, least = [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6], M.Least()
    f1 = lambda tp, p, g: 2 * tp / max(1, p + g)

    def tried(**change):
        new = dataclasses.replace(least, **change)
        n = train.figures(net, examples, table, least=new, quiet=True)
        return f1(n["full"], n["pred"], n["gold"]) + f1(n["event"], n["pred"], n["gold"]), new, n

    best = -1.0
    for mention in (0.25, 0.4):
        rows = {}
        for p in grid:
            _, _, n = tried(mention=mention, roles=[p] * len(M.ROLE_NAMES))
            for r in M.ROLE_NAMES:
                rows[r, p] = f1(n[r, "tp"], n[r, "pred"], n[r, "gold"])
        score, new, _ = tried(mention=mention, roles=[max(grid, key=lambda p: rows[r, p]) for r in M.ROLE_NAMES])
        if score > best:
            best, kept = score, new
    least = kept
    for name, values in (("trigger", (0.1, 0.2, 0.3)), ("frame", (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65)), ("second", (0.1, 0.15, 0.2, 0.3, 0.9))):
        for value in values:
            score, new, _ = tried(**{name: value})
            if score > best:
                best, kept = score, new
        least = kept
    print("thresholds:", least)
    return least


def calibration(net, examples, table, least):
    pairs = []
    for e, out in train.predictions(net, examples, table, least):
        left = list(e.triggers)
        for c in out["claims"]:
            hit = next((t for t in left if c["trigger"][0] < t["span"][1] and t["span"][0] < c["trigger"][1] and t["event"] == c["event"]), None)
            good = hit is not None and all(train.match(hit["roles"][r], [out["mentions"][m][:2] for q, m, _ in c["roles"] if q == r]) for r in (0, 1))
            if hit is not None:
                left.remove(hit)
            pairs.append((raw_score(c), float(good)))
    knots = fit(pairs)
    xs, ys = zip(*knots)
    fold, error = np.array([int(i % 5) for i in range(len(pairs))]), 0.0
    for k in range(5):  # five-fold, so that the error is not measured on what it was fitted to
        fitted = fit([p for p, f in zip(pairs, fold) if f != k])
        test = np.array([p for p, f in zip(pairs, fold) if f == k])
        got = np.interp(test[:, 0], *zip(*fitted))
        for lo in np.arange(0, 1, 0.1):
            at = (got >= lo) & (got < lo + 0.1)
            if at.any():
                error += abs(got[at].mean() - test[at, 1].mean()) * at.sum() / len(pairs)
    print(f"calibration on {len(pairs)} held-out claims: {np.mean(ys):.3f} mean, expected calibration error {error:.3f} (five-fold)")
    return knots, round(error, 4)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("base", type=pathlib.Path)
    ap.add_argument("weights", type=pathlib.Path)
    ap.add_argument("out", type=pathlib.Path)
    ap.add_argument("--float", action="store_true", help="leave the transformer in f32, to compare")
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    vocabulary = M.Vocabulary(a.base)
    net = M.load(a.weights, M.Reader()).eval()
    with tempfile.TemporaryDirectory() as t:
        plain = [pathlib.Path(t) / "encoder.onnx", pathlib.Path(t) / "top.onnx"]
        both_to_onnx(net, *plain)
        for path in plain:
            (shutil.copy if a.float else weights_to_int8)(path, a.out / path.name)
    (a.out / "rows.q4").write_bytes(np.load(a.base / "rows.npy").tobytes())
    shutil.copy(a.base / "tokenizer.json", a.out / "tokenizer.json")
    passages, _ = corpus.read_all(pathlib.Path(__file__).parent / "corpus")
    test = [M.example(p, vocabulary) for p in passages if p.held_out]
    session = Session(a.out, net)
    seen = list(train.states(session, test, vocabulary.table))
    # thresholds where passages are about as dense in claims as news is
    least = thresholds(session, [x for x in seen if not train.is_dense(x[0].passage)], vocabulary.table)
    print("the exported model on the corpus's held-out part:")
    train.figures(session, seen, vocabulary.table, by_language=True, least=least)
    knots, error = calibration(session, seen, vocabulary.table, least)
    weights, stage = first.fit(passages, vocabulary)
    (a.out / "first.i8").write_bytes(weights.tobytes())
    meta = json.loads(M.describe()) | {"first": stage}
    near = [round(float(x), 6) for x in net.coref_distance.weight.detach()[:, 0]]
    meta |= {"least": dataclasses.asdict(least), "coref_distance": near, "calibration": knots, "calibration_error": error, "passages": len(passages)}
    (a.out / "meta.json").write_text(json.dumps(meta, indent=1) + "\n")
    step = max(1, len(test) // 100)
    with open(a.out / "agree.jsonl", "w", encoding="utf-8") as f:
        for e, out in train.predictions(session, seen[::step][:100], vocabulary.table, least):
            text = e.passage.text
            cut = lambda x, y: (lambda s: [len(text[:s[0][0]].encode()), len(text[:s[-1][1]].encode())])([e.spans[i] for i in range(x, y) if e.spans[i][1] > e.spans[i][0]])
            frames = [{"trigger": cut(*c["trigger"]), "event": corpus.EVENTS[c["event"]], "status": corpus.STATUSES[c["status"]],
                       "mode": M.MODE_NAMES[c["mode"]] if c["mode"] else None, "contexts": [corpus.CONTEXTS[i] for i in c["contexts"]],
                       "roles": sorted([M.ROLE_NAMES[r], *cut(*out["mentions"][m][:2])] for r, m, _ in c["roles"])} for c in out["claims"]]
            f.write(json.dumps({"id": e.passage.id, "text": text, "frames": frames}, ensure_ascii=False) + "\n")
    for p in sorted(a.out.iterdir()):
        print(f"{p.name}: {p.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
