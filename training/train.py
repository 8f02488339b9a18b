#!/usr/bin/env python3
"""Trains the reader on the corpus.

    train.py BASE OUT [--epochs 6] [--start CHECKPOINT] [--all]

BASE is what prepare.py wrote. Writes OUT/epoch-N.pt and OUT/last.pt (weights), OUT/state.pt (to go on from, with --resume) and prints the
held-out figures after each epoch. Fixed seeds: the same corpus, base and options give the same weights on the same machine and thread count.
`--all` trains on the held-out tenth as well (never for a model whose figures are to be quoted from it).
"""
from __future__ import annotations

import argparse
import collections
import math
import pathlib
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

import corpus
import model as M


def glue(text: str, p: corpus.Passage, rnd: random.Random) -> corpus.Passage:
    """Sometimes loses a space before or after a name, as scrapers do; all offsets move along."""
    if p.lang in ("zh",) or rnd.random() > 0.06:
        return p
    ends = sorted({x for c in p.claims for a in c.args if a.code for x in (a.start - 1, a.end)})
    ends = [x for x in ends if 0 < x < len(text) - 1 and text[x] == " " and text[x - 1].isalpha() and text[x + 1].isalpha()]
    if not ends:
        return p
    cut = rnd.choice(ends)
    move = lambda i: i - (i > cut)
    args = lambda c: [corpus.Arg(a.role, move(a.start), move(a.end), a.code, a.outlet, a.via and (move(a.via[0]), move(a.via[1]))) for a in c.args]
    claims = [corpus.Claim(c.event, c.mode, c.status, c.contexts, move(c.start), move(c.end), args(c)) for c in p.claims]
    return corpus.Passage(p.id, p.lang, p.date, p.register, p.region, text[:cut] + text[cut + 1:], claims, p.where)


def batches(examples, size, rnd):
    """Batches of about `size` tokens of like lengths, in random order."""
    order = sorted(range(len(examples)), key=lambda i: (len(examples[i].ids) + rnd.random() * 8, i))
    out, batch, longest = [], [], 0
    for i in order:
        longest = max(longest, len(examples[i].ids))
        if batch and longest * (len(batch) + 1) > size:
            out.append(batch)
            batch, longest = [], len(examples[i].ids)
        batch.append(i)
    if batch:
        out.append(batch)
    rnd.shuffle(out)
    return out


def collate(batch, table):
    n = max(len(e.ids) for e in batch)
    ids = torch.full((len(batch), n), M.PAD)
    tt, mt = torch.full((len(batch), n), -100), torch.full((len(batch), n), -100)
    for i, e in enumerate(batch):
        k = len(e.ids)
        ids[i, :k] = torch.tensor(e.ids)
        tt[i, :k] = torch.from_numpy(e.trigger_tags)
        mt[i, :k] = torch.from_numpy(e.mention_tags)
    return table[ids], (ids != M.PAD).float(), tt, mt


def span_mean(h, rows, spans):
    w = torch.zeros(len(rows), h.shape[1])
    for i, (a, b) in enumerate(spans):
        w[i, a:b] = 1.0 / (b - a)
    return torch.einsum("tn,tnd->td", w, h[rows])


def distances(n, starts):
    return torch.from_numpy(np.stack([M.bucket(np.arange(n) - a) for a in starts]))


def loss_of(net, batch, table):
    words, mask, tt, mt = collate(batch, table)
    h = net.encode(words, mask)
    tags = net.tags(h)
    n, roles = h.shape[1], len(M.ROLE_NAMES)
    parts = {"trigger": F.cross_entropy(tags[..., :M.TRIGGER_TAGS].flatten(0, 1), tt.flatten(), ignore_index=-100),
             "mention": F.cross_entropy(tags[..., M.TRIGGER_TAGS:].flatten(0, 1), mt.flatten(), ignore_index=-100)}
    rows = [i for i, e in enumerate(batch) for _ in e.triggers]
    if rows:
        triggers = [t for e in batch for t in e.triggers]
        keys = net.keys(h).view(len(batch), n, roles + 1, M.WIDTH)
        q = span_mean(h, rows, [t["span"] for t in triggers])
        t = F.dropout(F.gelu(net.trigger(q)), net.drop, net.training)
        gold = lambda k: torch.tensor([x[k] for x in triggers])
        parts["event"] = F.cross_entropy(net.event(t), gold("event"), label_smoothing=0.05)
        parts["status"] = F.cross_entropy(net.status(t), gold("status"), label_smoothing=0.05)
        has = gold("has_mode").bool()
        if has.any():
            parts["mode"] = 0.3 * F.cross_entropy(net.mode(t)[has], gold("mode")[has], label_smoothing=0.05)
        parts["context"] = F.binary_cross_entropy_with_logits(net.context(t), torch.from_numpy(np.stack([x["contexts"] for x in triggers])))
        query = net.queries(q).view(-1, roles, M.WIDTH)
        logit = torch.einsum("trw,tnrw->trn", query, keys[rows][:, :, :roles]) / math.sqrt(M.WIDTH)
        where = distances(n, [x["span"][0] for x in triggers])
        logit = logit + net.distance[:roles][:, where].transpose(0, 1) + net.bias[:roles, None]
        want = torch.zeros(len(rows), roles, n)
        for i, x in enumerate(triggers):
            want[i, :, :x["roles"].shape[1]] = torch.from_numpy(x["roles"])
        raw = F.binary_cross_entropy_with_logits(logit, want, reduction="none") * mask[rows][:, None]
        parts["role"] = raw.sum() / len(rows) / 16  # about sixteen marked pieces a trigger
        pairs = [(i, s, to) for i, e in enumerate(batch) for s, to in e.corefs]
        if pairs:
            at = [i for i, _, _ in pairs]
            q = net.coref_query(span_mean(h, at, [s for _, s, _ in pairs]))
            logit = torch.einsum("tw,tnw->tn", q, keys[at][:, :, roles]) / math.sqrt(M.WIDTH)
            logit = logit + net.distance[roles][distances(n, [s[0] for _, s, _ in pairs])] + net.bias[roles]
            want = torch.zeros(len(at), n)
            for k, (_, _, to) in enumerate(pairs):
                for a, b in to:
                    want[k, a:b] = 1
            parts["coref"] = (F.binary_cross_entropy_with_logits(logit, want, reduction="none") * mask[at]).sum() / len(at) / 4
    weights = {"trigger": 5.0, "mention": 2.0, "event": 1.5, "status": 0.7, "context": 1.0, "role": 2.0, "coref": 0.5, "mode": 1.0}
    return sum(weights[k] * v for k, v in parts.items()), {k: v.item() for k, v in parts.items()}


@torch.no_grad()
def states(net, examples, table):
    """(example, H, tags, keys) of each, one at a time as the Rust reader sees them."""
    net.eval()
    for e in examples:
        h, tags, keys = net.outputs(table[torch.tensor([e.ids])], torch.ones(1, len(e.ids)))
        yield e, h[0].numpy(), tags[0].numpy(), keys[0].numpy()


def predictions(net, examples, table, least=None):
    """(example, decoded window) of each; `examples` may be what `states` gave before."""
    heads = M.Heads(net, least)
    for e, h, tags, keys in (examples if examples and isinstance(examples[0], tuple) else states(net, examples, table)):
        yield e, heads.decode(h, tags, keys)


def prf(tp, p, g):
    return f"P {tp / max(1, p):.3f} R {tp / max(1, g):.3f} F1 {2 * tp / max(1, p + g):.3f}"


def figures(net, examples, table, by_language=False, least=None, quiet=False):
    """On spans alone, without a gazetteer: a predicted claim is right when its type and the tokens' parties overlap the gold's."""
    n = collections.Counter()
    for e, out in predictions(net, examples, table, least):
        gold = [(t["span"], t) for t in e.triggers]
        lang = e.passage.lang
        n["gold"] += len(gold)
        n["pred"] += len(out["claims"])
        n[lang, "gold"] += len(gold)
        n[lang, "pred"] += len(out["claims"])
        if not gold:
            n["quiet"] += 1
            n["false alarm"] += bool(out["claims"])
        left = list(out["claims"])
        for span, t in gold:
            hit = next((c for c in left if c["trigger"][0] < span[1] and span[0] < c["trigger"][1]), None)
            if hit is None:
                continue
            left.remove(hit)
            n["trigger"] += 1
            n["event"] += hit["event"] == t["event"]
            n["status"] += hit["status"] == t["status"]
            n["mode"] += hit["mode"] == t["mode"]
            for r, name in enumerate(M.ROLE_NAMES):
                got = {m for q, m, _ in hit["roles"] if q == r}
                spans = [out["mentions"][m][:2] for m in got]
                runs = spans_of(t["roles"][r])
                n[name, "gold"] += len(runs)
                n[name, "pred"] += len(spans)
                n[name, "tp"] += sum(any(a < d and c < b for c, d in spans) for a, b in runs)
            same = all(match(t["roles"][r], [out["mentions"][m][:2] for q, m, _ in hit["roles"] if q == r]) for r in (0, 1))
            n["full"] += same and hit["event"] == t["event"]
            n[lang, "full"] += same and hit["event"] == t["event"]
    if quiet:
        return n
    print(f"  triggers {prf(n['trigger'], n['pred'], n['gold'])}; claims with type and party spans {prf(n['full'], n['pred'], n['gold'])}; "
          f"false alarms {n['false alarm'] / max(1, n['quiet']):.3f}")
    print(f"  on found triggers: event {n['event'] / max(1, n['trigger']):.3f} status {n['status'] / max(1, n['trigger']):.3f} mode {n['mode'] / max(1, n['trigger']):.3f}; "
          + "; ".join(f"{r} {prf(n[r, 'tp'], n[r, 'pred'], n[r, 'gold'])}" for r in M.ROLE_NAMES))
    if by_language:
        for lang in corpus.LANGUAGES:
            if n[lang, "gold"]:
                print(f"  {lang}: {n[lang, 'gold']} claims, {prf(n[lang, 'full'], n[lang, 'pred'], n[lang, 'gold'])}")
    return 2 * n["full"] / max(1, n["pred"] + n["gold"])


def spans_of(flags):
    out, at = [], None
    for i, f in enumerate(list(flags) + [0]):
        if f and at is None:
            at = i
        if not f and at is not None:
            out.append((at, i))
            at = None
    return out


def match(flags, spans):
    runs = spans_of(flags)
    return all(any(a < d and c < b for c, d in spans) for a, b in runs) and all(any(a < d and c < b for a, b in runs) for c, d in spans)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("base", type=pathlib.Path)
    ap.add_argument("out", type=pathlib.Path)
    ap.add_argument("--epochs", type=int, default=5)
    ap.add_argument("--start", type=pathlib.Path, help="weights to start from in place of the base's")
    ap.add_argument("--resume", action="store_true", help="go on from OUT/state.pt")
    ap.add_argument("--all", action="store_true")
    ap.add_argument("--rate", type=float, default=2.5e-4)
    ap.add_argument("--tokens", type=int, default=500, help="a batch's size")
    ap.add_argument("--frozen", type=int, default=2, help="how many of the lowest layers stay as they are")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--only", type=int, help="only so many passages, for trying things out")
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rnd = random.Random(a.seed)
    vocabulary = M.Vocabulary(a.base)
    passages, problems = corpus.read_all(pathlib.Path(__file__).parent / "corpus")
    print(f"{len(passages)} passages, {len(problems)} problems", flush=True)
    train = [p for p in passages if a.all or not p.held_out]
    if a.only:
        train = random.Random(7).sample(train, a.only)
    test = [M.example(p, vocabulary) for p in passages if p.held_out]
    net = M.Reader()
    net.load_base(a.base / "encoder.npz")
    if a.start:
        M.load(a.start, net)
    for part in [net.position, net.ln, *net.layers[:a.frozen]]:
        part.requires_grad_(False)
    net.kind.requires_grad_(False)
    body = [p for n, p in net.named_parameters() if p.requires_grad and n.split(".")[0] == "layers"]
    heads = [p for n, p in net.named_parameters() if p.requires_grad and n.split(".")[0] != "layers"]
    decay = lambda ps, rate: [{"params": [p for p in ps if p.dim() > 1], "lr": rate, "weight_decay": 0.01},
                              {"params": [p for p in ps if p.dim() < 2], "lr": rate, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(decay(body, a.rate) + decay(heads, 6 * a.rate))
    per_epoch = len(batches([M.example(p, vocabulary) for p in train], a.tokens, random.Random(0)))
    steps = per_epoch * a.epochs
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm))))
    first = 0
    if a.resume and (a.out / "state.pt").exists():
        state = torch.load(a.out / "state.pt", weights_only=False)
        net.load_state_dict(state["net"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        rnd.setstate(state["random"])
        torch.set_rng_state(state["torch"])
        first = state["epoch"]
    for epoch in range(first, a.epochs):
        net.train()
        examples = [M.example(glue(p.text, p, rnd), vocabulary) for p in train]
        total, begun = collections.Counter(), time.time()
        todo = batches(examples, a.tokens, rnd)
        for step, batch in enumerate(todo):
            loss, parts = loss_of(net, [examples[i] for i in batch], vocabulary.table)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total.update(parts)
            if step % 50 == 49:
                print(f"  {epoch + 1}: {step + 1}/{len(todo)} {time.time() - begun:.0f}s " + " ".join(f"{k} {v / (step + 1):.3f}" for k, v in total.items()), flush=True)
        torch.save(net.state_dict(), a.out / "last.pt")
        torch.save({"net": net.state_dict(), "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict(), "random": rnd.getstate(),
                    "torch": torch.get_rng_state(), "epoch": epoch + 1}, a.out / "state.pt")
        print(f"epoch {epoch + 1}: {time.time() - begun:.0f}s, {len(examples)} passages", flush=True)
        figures(net, test, vocabulary.table, by_language=epoch + 1 == a.epochs)


if __name__ == "__main__":
    main()
