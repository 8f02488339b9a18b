"""The reader's network and how its outputs become claims. The Rust reader (crates/reader) does the same; a test holds the two together.

One pass of the encoder; on its last hidden states H [tokens, 384]:
  tags     H → 3 trigger tags (O B I) and 13 mention tags (O, then B I a kind)
  keys     H → for every role a 64-wide key a token, and one for coreference
  trigger  mean of H over a trigger's tokens → event, status, mode, contexts, and a query for every role
  roles    query · key / 8 + a bias by role and distance: how likely the token plays the role for that trigger
  coref    the same between a mention's mean and the tokens of the names it may stand for
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
TRIGGER_TAGS, MENTION_TAGS = 3, 1 + 2 * len(KINDS)
BOS, PAD, EOS = 0, 1, 2
MAX_TOKENS = 256


def bucket(distance: np.ndarray) -> np.ndarray:
    """Signed distance in tokens → 0 … 2·REACH: exact to 4, then by powers of √2."""
    d = np.abs(distance)
    far = 4 + np.floor(2 * np.log2(np.maximum(d, 4) / 4)).astype(int)
    b = np.minimum(np.where(d <= 4, d, far), REACH)
    return np.where(distance < 0, REACH - b, REACH + b)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.ao = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.fi, self.fo = nn.Linear(HIDDEN, FF), nn.Linear(FF, HIDDEN)
        self.aln, self.oln = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, h, mask, drop, plain=False):
        b, n, _ = h.shape
        q, k, v = (f(h).view(b, n, HEADS, HIDDEN // HEADS).transpose(1, 2) for f in (self.q, self.k, self.v))
        if plain:  # the same in operators that every runtime has
            a = ((q @ k.transpose(-1, -2)) * (HIDDEN // HEADS) ** -0.5 + mask).softmax(-1) @ v
        else:
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=drop if self.training else 0.0)
        h = self.aln(F.dropout(self.ao(a.transpose(1, 2).reshape(b, n, HIDDEN)), drop, self.training) + h)
        return self.oln(F.dropout(self.fo(F.gelu(self.fi(h))), drop, self.training) + h)


class Reader(nn.Module):
    def __init__(self, drop=0.1):
        super().__init__()
        self.drop = drop
        self.position = nn.Embedding(512, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.ln = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.tags = nn.Linear(HIDDEN, TRIGGER_TAGS + MENTION_TAGS)
        roles = len(ROLE_NAMES)
        self.keys = nn.Linear(HIDDEN, (roles + 1) * WIDTH)
        self.queries = nn.Linear(HIDDEN, roles * WIDTH)
        self.coref_query = nn.Linear(HIDDEN, WIDTH)
        self.distance = nn.Parameter(torch.zeros(roles + 1, 2 * REACH + 1))
        self.bias = nn.Parameter(torch.full((roles + 1,), -4.0))
        self.trigger = nn.Linear(HIDDEN, 256)
        self.event = nn.Linear(256, len(corpus.EVENTS))
        self.status = nn.Linear(256, len(corpus.STATUSES))
        self.mode = nn.Linear(256, len(MODE_NAMES))
        self.context = nn.Linear(256, len(corpus.CONTEXTS))

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

    def encode(self, words, mask, plain=False):
        """words: f32 [batch, tokens, 384] embedding rows; mask: f32 [batch, tokens], 1 where there is a token."""
        n = words.shape[1]
        h = self.ln(words + self.position.weight[None, :n] + self.kind)
        h = F.dropout(h, self.drop, self.training)
        m = (1.0 - mask[:, None, None, :]) * -1e9
        for layer in self.layers:
            h = layer(h, m, self.drop, plain)
        return h

    def outputs(self, words, mask):
        """What the exported graph gives: H, tags, keys."""
        h = self.encode(words, mask, plain=True)
        return h, self.tags(h), self.keys(h)


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
    trigger: float = 0.5
    mention: float = 0.4
    roles: list[float] = dataclasses.field(default_factory=lambda: [0.5] * len(ROLE_NAMES))
    second: float = 0.2  # that the likeliest mention plays actor or recipient, where no other does
    coref: float = 0.5


def tagged(probabilities: np.ndarray, least: float):
    """BIO probabilities [tokens, 1 + 2 kinds] → (first, past last, kind, score). A span goes on while 'inside' beats 'begin'."""
    inside, begin = 1 - probabilities[:, 0], probabilities[:, 1::2].sum(1)
    out, at, n = [], 1, len(probabilities) - 1
    while at < n:
        if inside[at] <= least:
            at += 1
            continue
        end = at + 1
        while end < n and inside[end] > least and 2 * begin[end] <= inside[end]:
            end += 1
        by_kind = probabilities[at:end, 1::2].sum(0) + probabilities[at:end, 2::2].sum(0)
        out.append((at, end, int(by_kind.argmax()), float(inside[at:end].mean())))
        at = end
    return out


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


class Heads:
    """The heads in numpy, as the Rust reader runs them."""

    def __init__(self, net: Reader, least: Least | None = None):
        self.least = least or Least()
        self.p = {n: v.detach().numpy() for n, v in net.state_dict().items()
                  if n.split(".")[0] in ("queries", "coref_query", "distance", "bias", "trigger", "event", "status", "mode", "context")}

    def linear(self, name, x):
        return x @ self.p[name + ".weight"].T + self.p[name + ".bias"]

    def decode(self, h, tags, keys, extra=()):
        """Raw claims of one window; spans are tokens. `extra`: further candidate party spans (names a gazetteer knows)."""
        soft = lambda x: np.exp(x - x.max(-1, keepdims=True)) / np.exp(x - x.max(-1, keepdims=True)).sum(-1, keepdims=True)
        n, roles = len(h), len(ROLE_NAMES)
        triggers = tagged(soft(tags[:, :TRIGGER_TAGS]), self.least.trigger)
        mentions = tagged(soft(tags[:, TRIGGER_TAGS:]), self.least.mention)
        mentions += [(a, b, 0, 0.0) for a, b in extra if not any(a < d and c < b for c, d, _, _ in mentions)]
        mentions.sort()
        keys = keys.reshape(n, roles + 1, WIDTH)
        claims = []
        for a, b, _, score in triggers:
            q = h[a:b].mean(0)
            t = F.gelu(torch.from_numpy(self.linear("trigger", q))).numpy()
            event, status, mode = (soft(self.linear(x, t)) for x in ("event", "status", "mode"))
            contexts = sigmoid(self.linear("context", t))
            query = self.linear("queries", q).reshape(roles, WIDTH)
            logit = np.einsum("rw,nrw->rn", query, keys[:, :roles]) / math.sqrt(WIDTH)
            logit += self.p["distance"][:roles][:, bucket(np.arange(n) - a)] + self.p["bias"][:roles, None]
            found, faint = [], []
            for m, (c, d, kind, mscore) in enumerate(mentions):
                p = sigmoid(logit[:, c:d].mean(1))
                found += [(r, m, float(p[r])) for r in allowed(kind) if p[r] > self.least.roles[r]]
                faint += [(float(p[r]), -m, r) for r in allowed(kind) if r < 2]
            for r in (0, 1):
                if not any(q == r for q, _, _ in found):
                    free = [(p, m) for p, m, q in faint if q == r and p > self.least.second and not any(k == -m and q < 3 for q, k, _ in found)]
                    found += [(r, -m, p) for p, m in [max(free)]] if free else []
            e = int(event.argmax())
            claims.append({"trigger": (a, b), "score": score, "event": e, "event_p": float(event[e]), "status": int(status.argmax()),
                           "status_p": float(status.max()), "mode": best_mode(e, mode), "contexts": [int(i) for i in np.flatnonzero(contexts > 0.5)],
                           "roles": settle(found, mentions)})
        corefs = {}
        for m, (c, d, kind, _) in enumerate(mentions):
            if kind != 0:
                continue
            q = self.linear("coref_query", h[c:d].mean(0))
            logit = keys[:, roles] @ q / math.sqrt(WIDTH) + self.p["distance"][roles][bucket(np.arange(n) - c)] + self.p["bias"][roles]
            to = [(j, float(sigmoid(logit[x:y].mean()))) for j, (x, y, k, _) in enumerate(mentions) if j != m and k in (0, 1)]
            to = [(j, p) for j, p in to if p > self.least.coref]
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
