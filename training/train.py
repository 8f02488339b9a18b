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
import re
import time

import numpy as np
import torch
import torch.nn.functional as F

import corpus
import model as M


HALF = True  # the encoder's products in bfloat16: five times as fast where the processor has matrix units for it


def moved(p: corpus.Passage, text: str, move) -> corpus.Passage:
    """The passage over another text, every offset through `move`."""
    args = lambda c: [corpus.Arg(a.role, move(a.start), move(a.end), a.code, a.outlet, a.via and (move(a.via[0]), move(a.via[1]))) for a in c.args]
    claims = [corpus.Claim(c.event, c.mode, c.status, c.contexts, move(c.start), move(c.end), args(c)) for c in p.claims]
    return corpus.Passage(p.id, p.lang, p.date, p.register, p.region, text, claims, p.where)


def glue(p: corpus.Passage, rnd: random.Random) -> corpus.Passage:
    """Sometimes loses a space before or after a name, as scrapers do; all offsets move along."""
    text = p.text
    if p.lang in ("zh",) or rnd.random() > 0.06:
        return p
    ends = sorted({x for c in p.claims for a in c.args if a.code for x in (a.start - 1, a.end)})
    ends = [x for x in ends if 0 < x < len(text) - 1 and text[x] == " " and text[x - 1].isalpha() and text[x + 1].isalpha()]
    if not ends:
        return p
    cut = rnd.choice(ends)
    return moved(p, text[:cut] + text[cut + 1:], lambda i: i - (i > cut))


def country_names(tables: pathlib.Path, passages: list[corpus.Passage]):
    """(language → what is a country's name there → its code, language → code → its first name, language → pattern of all names), from the tables that the program itself
    knows names by; the second holds those that the corpus writes of."""
    of = collections.Counter(code for p in passages for code in {a.code for c in p.claims for a in c.args})
    known, first = collections.defaultdict(dict), collections.defaultdict(dict)
    for file in ("states.tsv", "press.tsv"):
        for line in (tables / file).read_text(encoding="utf-8").splitlines():
            cell = line.split("\t")
            if len(cell) == 5 and cell[0] == "state" and cell[3] in SWAPPED:
                for name in cell[4].split("|"):
                    if len(name) > 3 or name.isupper():
                        known[cell[3]].setdefault(name, cell[1])
                if file == "states.tsv" and of[cell[1]] >= 10:
                    first[cell[3]].setdefault(cell[1], cell[4].split("|")[0])
    pattern = {lang: r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(known[lang], key=lambda n: (-len(n), n)))) + r")(?!\w)" for lang in known}
    return known, first, pattern


SWAPPED = {"id": "", "ms": "", "en": "the", "es": "el la los las", "ar": ""}  # languages whose country names stand without inflection, and the articles that forbid another name behind them


def swap(p: corpus.Passage, names, rnd: random.Random) -> corpus.Passage:
    """Sometimes puts other countries' names in the place of a passage's, the same for the same, so that the reader looks at the sentence rather than at what it believes of those countries."""
    known, first = names[0].get(p.lang), names[1].get(p.lang)
    if not known or rnd.random() > 0.4:
        return p
    tied = [x for c in p.claims for a in c.args if a.via for x in ((a.start, a.end), a.via)]
    edges = sorted({(x.start, x.end) for c in p.claims for x in [c, *c.args]})
    other, cuts = {}, []
    for m in re.finditer(names[2][p.lang], p.text):
        a, b = m.span()
        before = p.text[:a].rsplit(None, 1)[-1:]
        if before and before[0].lower() in SWAPPED[p.lang].split() or any(s < b and a < e for s, e in tied) or any(s < b and a < e and not (s <= a and b <= e) for s, e in edges):
            continue
        code = known[m.group()]
        if code not in other:
            other[code] = rnd.choice(list(first.values())) if rnd.random() < 0.7 else None
        if other[code]:
            cuts.append((a, b, other[code]))
    if not cuts:
        return p
    text, at = "", 0
    for a, b, name in cuts:
        text += p.text[at:a] + name
        at = b
    text += p.text[at:]
    return moved(p, text, lambda i: i + sum(len(name) - (b - a) for a, b, name in cuts if b <= i))


def join(passages: list[corpus.Passage], share: float, rnd: random.Random) -> list[corpus.Passage]:
    """Some passages behind another of their language, for windows over whole articles are longer than most passages and hold what has nothing to do with each other."""
    waiting, out = {}, []
    for p in passages:
        if len(p.text) > 450 or rnd.random() > share:
            out.append(p)
            continue
        other = waiting.pop(p.lang, None)
        if other is None:
            waiting[p.lang] = p
            continue
        gap = rnd.choice((" ", "\n"))
        at = len(other.text) + len(gap)
        text = other.text + gap + p.text
        both = moved(p, text, lambda i: i + at)
        both.claims = moved(other, text, lambda i: i).claims + both.claims
        out.append(both)
    return out + list(waiting.values())


def is_dense(p: corpus.Passage) -> bool:
    """Whether it stands in a file before 101; these are denser in claims than news is."""
    return int(pathlib.Path(p.where.rsplit(":", 1)[0]).name[:3]) < 101


def drawn(passages: list[corpus.Passage], share: float, rnd: random.Random) -> list[corpus.Passage]:
    """One epoch's passages in random order: of the dense ones only a share."""
    kept = [p for p in passages if not is_dense(p) or rnd.random() < share]
    return rnd.sample(kept, len(kept))


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


def distances(n, starts):
    return torch.from_numpy(np.stack([M.bucket(np.arange(n) - a) for a in starts]))


def tempting(tags, batch, rnd):
    """(row, span) of words that the tagger takes for triggers and that are none, and of a few at random: for the second pass to say no to."""
    p = tags[..., :M.TRIGGER_TAGS].detach().softmax(-1).numpy()
    out = []
    for i, e in enumerate(batch):
        n = len(e.ids)
        gold = [t["span"] for t in e.triggers]
        wrong = [(a, b) for a, b, _, _ in M.tagged(p[i, :n], 0.15)]
        if rnd.random() < 0.25 and n > 4:
            a = rnd.randrange(1, n - 2)
            wrong.append((a, min(n - 1, a + rnd.randint(1, 2))))
        wrong = [w for w in wrong if not any(w[0] < b and a < w[1] for a, b in gold)]
        out += [(i, w) for w in wrong[:2]]
    return out


def loss_of(net, batch, table, rnd):
    words, mask, tt, mt = collate(batch, table)
    words = words * (torch.rand(mask.shape) >= 0.05)[..., None]  # a piece in twenty is blank, to be read from its neighbours
    with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
        half = net.trunk(words, mask)
    h = half.float()
    tags = net.tags(h)
    n, roles = h.shape[1], len(M.ROLE_NAMES)
    parts = {"trigger": F.cross_entropy(tags[..., :M.TRIGGER_TAGS].flatten(0, 1), tt.flatten(), ignore_index=-100),
             "mention": F.cross_entropy(tags[..., M.TRIGGER_TAGS:].flatten(0, 1), mt.flatten(), ignore_index=-100)}
    triggers = [t for e in batch for t in e.triggers]
    rows = [i for i, e in enumerate(batch) for _ in e.triggers]
    wrong = tempting(tags, batch, rnd)
    if rows or wrong:
        spans = [t["span"] for t in triggers] + [s for _, s in wrong]
        marks = torch.zeros(len(spans), n)
        for i, (a, b) in enumerate(spans):
            marks[i, a:b] = 1
        every = rows + [i for i, _ in wrong]
        with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
            g = net.top(half[every], mask[every], marks)
        logit, event, status, mode, context = net.read_top(g.float(), marks, distances(n, [a for a, _ in spans]))
        k = len(rows)
        gold = lambda key: torch.tensor([x[key] for x in triggers])
        parts["event"] = F.cross_entropy(event, torch.tensor([t["event"] for t in triggers] + [M.NONE] * len(wrong)), label_smoothing=0.05)
        if k:
            parts["status"] = F.cross_entropy(status[:k], gold("status"), label_smoothing=0.05)
            has = gold("has_mode").bool()
            if has.any():
                parts["mode"] = 0.3 * F.cross_entropy(mode[:k][has], gold("mode")[has], label_smoothing=0.05)
            parts["context"] = F.binary_cross_entropy_with_logits(context[:k], torch.from_numpy(np.stack([x["contexts"] for x in triggers])))
            want = torch.zeros(k, n, roles)
            for i, x in enumerate(triggers):
                want[i, :x["roles"].shape[1]] = torch.from_numpy(x["roles"]).T
            raw = F.binary_cross_entropy_with_logits(logit[:k], want, reduction="none") * mask[rows][..., None]
            parts["role"] = raw.sum() / k / 16  # about sixteen marked pieces a trigger
        pairs = [(i, s, to) for i, e in enumerate(batch) for s, to in e.corefs]
        if pairs:
            at = [i for i, _, _ in pairs]
            mean = torch.zeros(len(pairs), n)
            for i, (_, (a, b), _) in enumerate(pairs):
                mean[i, a:b] = 1 / (b - a)
            q = torch.einsum("tn,tnw->tw", mean, net.coref_query(h)[at])
            logit = torch.einsum("tw,tnw->tn", q, net.coref_key(h)[at]) / math.sqrt(M.WIDTH)
            logit = logit + net.coref_distance(distances(n, [s[0] for _, s, _ in pairs]))[..., 0]
            want = torch.zeros(len(at), n)
            for i, (_, _, to) in enumerate(pairs):
                for a, b in to:
                    want[i, a:b] = 1
            parts["coref"] = (F.binary_cross_entropy_with_logits(logit, want, reduction="none") * mask[at]).sum() / len(at) / 4
    weights = {"trigger": 5.0, "mention": 2.0, "event": 1.5, "status": 0.7, "context": 1.0, "role": 3.0, "coref": 0.5, "mode": 1.0}
    return sum(weights[k] * v for k, v in parts.items()), {k: v.item() for k, v in parts.items()}


@torch.no_grad()
def states(net, examples, table):
    """(example, what the first pass gives, a place to keep what the second gives) of each, one at a time as the Rust reader sees them."""
    net.eval()
    for e in examples:
        out = net.trunk_outputs(table[torch.tensor([e.ids])], torch.ones(1, len(e.ids)))
        yield e, [x[0].numpy() for x in out], {}


@torch.no_grad()
def predictions(net, examples, table, least=None):
    """(example, decoded window) of each; `examples` may be what `states` gave before."""
    for e, trunk, top in (examples if examples and isinstance(examples[0], tuple) else states(net, examples, table)):
        yield e, M.decode(net, trunk, least or M.Least(), e.spans, top=top)


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


def slowly(average, now, steps):
    """A running mean over the last few hundred steps' weights; it reads a little better than any one of them."""
    torch._foreach_lerp_(average, now, 1 - min(0.998, float(1 + steps) / float(20 + steps)))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("base", type=pathlib.Path)
    ap.add_argument("out", type=pathlib.Path)
    ap.add_argument("--epochs", type=int, default=5)
    ap.add_argument("--start", type=pathlib.Path, help="weights to start from in place of the base's")
    ap.add_argument("--resume", action="store_true", help="go on from OUT/state.pt")
    ap.add_argument("--all", action="store_true")
    ap.add_argument("--rate", type=float, default=1.5e-4, help="of the highest layer; the heads' is six times that")
    ap.add_argument("--fade", type=float, default=0.92, help="each lower layer's rate beside the one above it")
    ap.add_argument("--tokens", type=int, default=1000, help="a batch's size")
    ap.add_argument("--frozen", type=int, default=2, help="how many of the lowest layers stay as they are")
    ap.add_argument("--dense", type=float, default=0.65, help="share of the denser, older files' passages that an epoch draws")
    ap.add_argument("--join", type=float, default=0.4, help="share of passages that stand in one window with another")
    ap.add_argument("--tables", type=pathlib.Path, default=pathlib.Path(__file__).parent.parent / "crates/parties/data", help="the tables of names, for swapping countries")
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
    names = country_names(a.tables, train)
    net = M.Reader()
    net.load_base(a.base / "encoder.npz")
    if a.start:
        M.load(a.start, net)
    for part in [net.position, net.ln, *net.layers[:a.frozen]]:
        part.requires_grad_(False)
    net.kind.requires_grad_(False)
    decay = lambda ps, rate: [{"params": [p for p in ps if p.dim() > 1], "lr": rate, "weight_decay": 0.01},
                              {"params": [p for p in ps if p.dim() < 2], "lr": rate, "weight_decay": 0.0}]
    groups = [g for i, layer in enumerate(net.layers[a.frozen:], a.frozen) for g in decay(list(layer.parameters()), a.rate * a.fade ** (M.LAYERS - 1 - i))]
    heads = [p for n, p in net.named_parameters() if p.requires_grad and n.split(".")[0] != "layers"]
    optimiser = torch.optim.AdamW(groups + decay(heads, 6 * a.rate), fused=True)
    average = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=slowly)
    per_epoch = len(batches([M.example(p, vocabulary) for p in join(drawn(train, a.dense, random.Random(0)), a.join, random.Random(0))], a.tokens, random.Random(0)))
    steps = per_epoch * a.epochs
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm))))
    first = 0
    if a.resume and (a.out / "state.pt").exists():
        state = torch.load(a.out / "state.pt", weights_only=False)
        net.load_state_dict(state["net"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        rnd.setstate(state["random"])
        torch.set_rng_state(state["torch"])
        first = state["epoch"]
    for epoch in range(first, a.epochs):
        net.train()
        examples = [M.example(p, vocabulary) for p in join([glue(swap(p, names, rnd), rnd) for p in drawn(train, a.dense, rnd)], a.join, rnd)]
        total, begun = collections.Counter(), time.time()
        todo = batches(examples, a.tokens, rnd)
        for step, batch in enumerate(todo):
            loss, parts = loss_of(net, [examples[i] for i in batch], vocabulary.table, rnd)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            average.update_parameters(net)
            total.update(parts)
            if step % 50 == 49:
                print(f"  {epoch + 1}: {step + 1}/{len(todo)} {time.time() - begun:.0f}s " + " ".join(f"{k} {v / (step + 1):.3f}" for k, v in total.items()), flush=True)
        torch.save(average.module.state_dict(), a.out / "last.pt")
        torch.save({"average": average.state_dict(), "net": net.state_dict(), "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict(), "random": rnd.getstate(),
                    "torch": torch.get_rng_state(), "epoch": epoch + 1}, a.out / "state.pt")
        print(f"epoch {epoch + 1}: {time.time() - begun:.0f}s, {len(examples)} passages", flush=True)
        figures(average.module, test, vocabulary.table, by_language=epoch + 1 == a.epochs)


if __name__ == "__main__":
    main()
