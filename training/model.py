"""The reader's network and how its outputs become claims. The Rust reader (crates/reader) does the same; a test holds the two together.

Two passes that share most of their work:
  trunk   ten layers over the window → H [tokens, 384]
            tags   H → 3 trigger tags (O B I) and 13 mention tags (O, then B I a kind)
            coref  H → a 64-wide key and query a token: which named mention a pronoun stands for
  top     two layers a trigger, over H with the trigger's tokens marked → G [tokens, 384]
            roles  G → how likely each token plays each role for that trigger, with a bias by role and distance
            event  mean of G over the trigger → event (or none: the words name no event after all), status, mode, contexts
A token's part differs from trigger to trigger; marking the trigger and letting two layers look again finds recipients far better than
comparing one state a token with one a trigger (figures in ARCHITECTURE.md).
"""
from __future__ import annotations

import dataclasses
import json
import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import nn

import corpus
import e5

KINDS = "party place time item count outlet".split()
ROLE_NAMES = list(corpus.ROLES.values())
MODE_NAMES = ["none"] + sorted({m for ms in corpus.MODES.values() for m in ms})
WIDTH = 64          # of a key or query
REACH = 12          # distance buckets a side
HIDDEN, LAYERS, HEADS, FF = 384, 12, 12, 1536
TOP = 2             # layers that look again for each trigger
NONE = len(corpus.EVENTS)  # the event of words that name none
TRIGGER_TAGS, MENTION_TAGS = 3, 1 + 2 * len(KINDS)
BOS, PAD, EOS = 0, 1, 2
MAX_TOKENS = 256


def bucket(distance: np.ndarray) -> np.ndarray:
    """Signed distance in tokens → 0 … 2·REACH: exact to 4, then by powers of √2."""
    d = np.abs(distance)
    far = 4 + np.floor(2 * np.log2(np.maximum(d, 4) / 4)).astype(int)
    b = np.minimum(np.where(d <= 4, d, far), REACH)
    return np.where(distance < 0, REACH - b, REACH + b)


class Dropout:
    """Dropout from one pool of random bits, cut anew at random each time: drawing every bit afresh took a fifth of a step."""

    def __init__(self, share: float, seed: int = 0):
        g = torch.Generator().manual_seed(seed)
        pool = (torch.rand(1 << 23, generator=g) >= share) / (1 - share)
        self.pools = {t: pool.to(t) for t in (torch.float32, torch.bfloat16)}
        self.rnd = np.random.default_rng(seed)

    def __call__(self, x):
        pool = self.pools[x.dtype]
        at = int(self.rnd.integers(0, len(pool) - x.numel()))
        return x * pool[at:at + x.numel()].view(x.shape)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.ao = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.fi, self.fo = nn.Linear(HIDDEN, FF), nn.Linear(FF, HIDDEN)
        self.aln, self.oln = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, h, mask, drop):
        b, n, _ = h.shape
        q, k, v = (f(h).view(b, n, HEADS, HIDDEN // HEADS).transpose(1, 2) for f in (self.q, self.k, self.v))
        # written out: every runtime has these operators, and PyTorch's fused attention has a slow way back on processors
        a = ((q * (HIDDEN // HEADS) ** -0.5) @ k.transpose(-1, -2) + mask.to(q.dtype)).softmax(-1).to(v.dtype) @ v
        h = self.aln(drop(self.ao(a.transpose(1, 2).reshape(b, n, HIDDEN))) + h)
        return self.oln(drop(self.fo(F.gelu(self.fi(h)))) + h)


class Reader(nn.Module):
    def __init__(self, drop=0.1):
        super().__init__()
        self.dropout = Dropout(drop)
        self.position = nn.Embedding(512, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.ln = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.tags = nn.Linear(HIDDEN, TRIGGER_TAGS + MENTION_TAGS)
        self.coref_key, self.coref_query = nn.Linear(HIDDEN, WIDTH), nn.Linear(HIDDEN, WIDTH)
        self.coref_distance = nn.Embedding(2 * REACH + 1, 1)
        self.mark = nn.Parameter(torch.randn(HIDDEN) * 0.1)
        self.roles = nn.Linear(HIDDEN, len(ROLE_NAMES))
        self.distance = nn.Embedding(2 * REACH + 1, len(ROLE_NAMES))
        self.trigger = nn.Linear(HIDDEN, 256)
        self.event = nn.Linear(256, len(corpus.EVENTS) + 1)
        self.status = nn.Linear(256, len(corpus.STATUSES))
        self.mode = nn.Linear(256, len(MODE_NAMES))
        self.context = nn.Linear(256, len(corpus.CONTEXTS))
        for e in (self.distance, self.coref_distance):
            nn.init.zeros_(e.weight)
        nn.init.constant_(self.roles.bias, -4.0)

    def drop(self, x):
        return self.dropout(x) if self.training else x

    def load_base(self, path: pathlib.Path):
        t = np.load(path)
        put = lambda p, n: p.data.copy_(torch.from_numpy(t[n].reshape(p.shape)))
        put(self.position.weight, "emb.pos")
        self.kind.data.copy_(torch.from_numpy(t["emb.type"].reshape(-1, HIDDEN)[0]))
        put(self.ln.weight, "emb.ln.w")
        put(self.ln.bias, "emb.ln.b")
        for i, layer in enumerate(self.layers):
            for name in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln"):
                part = getattr(layer, name)
                put(part.weight, f"l{i}.{name}.w")
                put(part.bias, f"l{i}.{name}.b")

    def trunk(self, words, mask):
        """words: f32 [batch, tokens, 384] embedding rows; mask: f32 [batch, tokens], 1 where there is a token."""
        n = words.shape[1]
        h = self.drop(self.ln(words + self.position.weight[None, :n] + self.kind))
        if torch.is_autocast_enabled("cpu"):
            h = h.bfloat16()
        m = (1.0 - mask[:, None, None, :]) * -1e9
        for layer in self.layers[:-TOP]:
            h = layer(h, m, self.drop)
        return h

    def top(self, h, mask, marks):
        """h: [triggers, tokens, 384], a window's H again for each trigger; marks: f32 [triggers, tokens], 1 on the trigger's tokens."""
        m = (1.0 - mask[:, None, None, :]) * -1e9
        g = h + (marks[..., None] * self.mark).to(h.dtype)
        for layer in self.layers[-TOP:]:
            g = layer(g, m, self.drop)
        return g

    def read_top(self, g, marks, buckets):
        """G → role scores [triggers, tokens, roles], event, status, mode, context scores a trigger. buckets: int [triggers, tokens], from `bucket`."""
        roles = self.roles(g) + self.distance(buckets)
        mean = (g * (marks / marks.sum(-1, keepdim=True))[..., None]).sum(1)
        t = self.drop(F.gelu(self.trigger(mean)))
        return roles, self.event(t), self.status(t), self.mode(t), self.context(t)

    def trunk_outputs(self, words, mask):
        """What the first exported graph gives: H, tags, coreference keys and queries."""
        h = self.trunk(words, mask)
        return h, self.tags(h), self.coref_key(h), self.coref_query(h)

    def top_outputs(self, hidden, marks, buckets):
        """What the second exported graph gives."""
        return self.read_top(self.top(hidden, torch.ones_like(marks), marks), marks, buckets)


# ---------------------------------------------------------------------------------------------- text in

class Vocabulary:
    def __init__(self, base: pathlib.Path):
        self.tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        rows = np.load(base / "rows.npy")
        self.table = torch.from_numpy(e5.dequantise(rows.reshape(-1, 18)).reshape(len(rows), HIDDEN))

    def encode(self, text: str):
        """ids with <s> and </s>, and the trimmed character span of every token (an empty one for the specials)."""
        e = self.tokenizer.encode(text, add_special_tokens=False)
        ids, spans = [BOS], [(0, 0)]
        for i, (s, t) in zip(e.ids[:MAX_TOKENS - 2], e.offsets):
            while s < t and text[s].isspace():
                s += 1
            while s < t and text[t - 1].isspace():
                t -= 1
            ids.append(i)
            spans.append((s, t))
        return ids + [EOS], spans + [(0, 0)]


def token_span(spans, start, end):
    """The tokens that share a character with [start, end): (first, one past last), or None."""
    hit = [i for i, (s, t) in enumerate(spans) if s < end and start < t]
    return (hit[0], hit[-1] + 1) if hit else None


@dataclasses.dataclass
class Example:
    passage: corpus.Passage
    ids: list[int]
    spans: list[tuple[int, int]]
    trigger_tags: np.ndarray
    mention_tags: np.ndarray
    triggers: list[dict]
    corefs: list[tuple[tuple[int, int], list[tuple[int, int]]]]


def kind_of(a: corpus.Arg) -> str:
    if a.role in ("actor", "recipient", "said_by", "denied_by"):
        return "outlet" if a.outlet else "party"
    return a.role


def example(p: corpus.Passage, vocabulary: Vocabulary) -> Example:
    ids, spans = vocabulary.encode(p.text)
    n = len(ids)
    ttags, mtags = np.zeros(n, int), np.zeros(n, int)
    triggers, corefs, taken = [], {}, []
    claimed = {}
    for c in p.claims:
        t = token_span(spans, c.start, c.end)
        if t is None or any(t[0] < b and a < t[1] for a, b in taken):
            continue
        taken.append(t)
        ttags[t[0]] = 1
        ttags[t[0] + 1:t[1]] = 2
        roles = np.zeros((len(ROLE_NAMES), n), np.float32)
        for a in c.args:
            s = token_span(spans, a.start, a.end)
            if s is None:
                continue
            roles[ROLE_NAMES.index(a.role), s[0]:s[1]] = 1
            key = (s, kind_of(a))
            claimed.setdefault(s, kind_of(a))
            if kind_of(a) == "party":
                claimed[s] = "party"
                via = token_span(spans, *a.via) if a.via else None
                corefs.setdefault(s, [])
                if via and via != s:
                    corefs[s].append(via)
                    claimed.setdefault(via, "party")
        triggers.append({"span": t, "event": corpus.EVENTS.index(c.event), "status": corpus.STATUSES.index(c.status),
                         "mode": MODE_NAMES.index(c.mode or "none"), "has_mode": c.event in corpus.MODES,
                         "contexts": np.array([x in c.contexts for x in corpus.CONTEXTS], np.float32), "roles": roles})
    for s, k in sorted(claimed.items(), key=lambda x: -(x[0][1] - x[0][0])):
        if not mtags[s[0]:s[1]].any():
            mtags[s[0]] = 1 + 2 * KINDS.index(k)
            mtags[s[0] + 1:s[1]] = 2 + 2 * KINDS.index(k)
    return Example(p, ids, spans, ttags, mtags, triggers, sorted(corefs.items()))


# ---------------------------------------------------------------------------------------------- claims out

@dataclasses.dataclass
class Least:
    """The least probabilities for what is kept; export.py fits them on the held-out part."""
    trigger: float = 0.2   # a piece to be looked at as a trigger
    frame: float = 0.4     # its probability after the second look
    mention: float = 0.4
    roles: list[float] = dataclasses.field(default_factory=lambda: [0.5] * len(ROLE_NAMES))
    second: float = 0.2  # that the likeliest mention plays actor or recipient, where no other does
    coref: float = 0.5


def tagged(probabilities: np.ndarray, least: float):
    """BIO probabilities [tokens, 1 + 2 kinds] → (first, past last, kind, score). A span goes on while 'inside' beats 'begin' and is at least half of the span's
    likeliest piece; what trails off below that belongs to nothing."""
    inside, begin = 1 - probabilities[:, 0], probabilities[:, 1::2].sum(1)
    out, at, n = [], 1, len(probabilities) - 1
    while at < n:
        if inside[at] <= least:
            at += 1
            continue
        end, peak = at + 1, inside[at]
        while end < n and inside[end] > max(least, peak / 2) and 2 * begin[end] <= inside[end]:
            peak = max(peak, inside[end])
            end += 1
        by_kind = probabilities[at:end, 1::2].sum(0) + probabilities[at:end, 2::2].sum(0)
        out.append((at, end, int(by_kind.argmax()), float(inside[at:end].mean())))
        while end < n and least < inside[end] <= peak / 2 and 2 * begin[end] <= inside[end]:
            end += 1
        at = end
    return out


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def decode(net, trunk, least: Least, spans, extra=(), top=None):
    """Raw claims of one window; spans of what is found are tokens. `trunk`: what trunk_outputs gave for it; `spans`: its tokens' characters.
    `extra`: further candidate party spans (names a gazetteer knows), in no mention or inside an item. `top` remembers what the second pass gave for a span, so that thresholds can be tried without running it again."""
    h, tags, keys, queries = trunk
    n = len(h)
    words = lambda found: [t for t in found if any(spans[i][0] < spans[i][1] for i in range(*t[:2]))]
    triggers = words(tagged(softmax(tags[:, :TRIGGER_TAGS]), least.trigger))
    mentions = words(tagged(softmax(tags[:, TRIGGER_TAGS:]), least.mention))
    mentions += [(a, b, 0, 0.0) for a, b in extra if not any(a < d and c < b and KINDS[k] != "item" for c, d, k, _ in mentions)]
    mentions.sort()
    top = {} if top is None else top
    new = [t for t in triggers if t[:2] not in top]
    if new:
        marks = np.zeros((len(new), n), np.float32)
        for i, (a, b, _, _) in enumerate(new):
            marks[i, a:b] = 1
        buckets = np.stack([bucket(np.arange(n) - a) for a, _, _, _ in new])
        out = net.top_outputs(torch.from_numpy(np.repeat(h[None], len(new), 0)), torch.from_numpy(marks), torch.from_numpy(buckets))
        for i, t in enumerate(new):
            top[t[:2]] = [x[i].numpy() for x in out]
    claims = []
    for a, b, _, score in triggers:
        roles, event, status, mode, context = top[a, b]
        event, status = softmax(event), softmax(status)
        score = math.sqrt(score * (1 - event[NONE]))
        if score <= least.frame:
            continue
        event = event[:NONE] / (1 - event[NONE])
        found, faint = [], []
        for m, (c, d, kind, _) in enumerate(mentions):
            p = sigmoid(roles[c:d].mean(0))
            found += [(r, m, float(p[r])) for r in allowed(kind) if p[r] > least.roles[r]]
            faint += [(float(p[r]), -m, r) for r in allowed(kind) if r < 2]
        for r in (0, 1):
            if not any(q == r for q, _, _ in found):
                free = [(p, m) for p, m, q in faint if q == r and p > least.second and not any(k == -m and q < 3 for q, k, _ in found)]
                found += [(r, -m, p) for p, m in [max(free)]] if free else []
        e = int(event.argmax())
        claims.append({"trigger": (a, b), "score": score, "event": e, "event_p": float(event[e]), "status": int(status.argmax()),
                       "status_p": float(status.max()), "mode": best_mode(e, mode), "contexts": [int(i) for i in np.flatnonzero(context > 0)],
                       "roles": settle(found, mentions)})
    corefs = {}
    near = net.coref_distance.weight.detach().numpy()[:, 0]
    for m, (c, d, kind, _) in enumerate(mentions):
        if kind != 0:
            continue
        logit = keys @ queries[c:d].mean(0) / math.sqrt(WIDTH) + near[bucket(np.arange(n) - c)]
        to = [(j, float(sigmoid(logit[x:y].mean()))) for j, (x, y, k, _) in enumerate(mentions) if j != m and k in (0, 1)]
        to = [(j, p) for j, p in to if p > least.coref]
        if to:
            corefs[m] = to
    return {"mentions": mentions, "claims": claims, "corefs": corefs}


def allowed(kind: int):
    """Roles that a mention of that kind may play."""
    return {"party": (0, 1, 2, 6, 7), "place": (0, 1, 2, 6), "time": (3,), "item": (4,), "count": (5,), "outlet": (6, 0, 1)}[KINDS[kind]]


def best_mode(event: int, p: np.ndarray) -> int:
    ok = [0] + [MODE_NAMES.index(m) for m in corpus.MODES.get(corpus.EVENTS[event], [])]
    return max(ok, key=lambda i: (p[i], -i))


def settle(found, mentions):
    """One of actor, recipient and place a mention; one mention for each of place, time, item, count."""
    out, best = [], {}
    for r, m, p in found:
        if r in (0, 1, 2) and (m not in best or p > best[m][1]):
            best[m] = (r, p)
    for r, m, p in found:
        if r in (0, 1, 2) and best[m][0] != r:
            continue
        if r in (2, 3, 4, 5) and any(r == s and (q, -k) > (p, -m) for s, k, q in found if s not in (0, 1, 2) or best[k][0] == s):
            continue
        out.append((r, m, p))
    return out


def load(path: pathlib.Path, net: Reader):
    net.load_state_dict(torch.load(path, weights_only=True))
    return net


def describe():
    """The names behind the numbers, as the exported model carries them."""
    return json.dumps({"events": corpus.EVENTS, "statuses": corpus.STATUSES, "modes": MODE_NAMES, "contexts": corpus.CONTEXTS,
                       "kinds": KINDS, "roles": ROLE_NAMES, "event_modes": corpus.MODES, "width": WIDTH, "reach": REACH})
