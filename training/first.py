"""The cheap first stage: a weight for every piece of the vocabulary; a sentence whose pieces' weights add up to little can hold no claim.

Logistic regression on the set of a sentence's pieces, against whether a claim's trigger stands in it. Pieces that the corpus does not have weigh
nothing, so that unknown words leave the decision to the rest. The threshold is the highest at which at most one in two thousand of the held-out
sentences with a claim falls below it.
"""
from __future__ import annotations

import re

import numpy as np
import torch
import torch.nn.functional as F

END = re.compile(r"(?<=[.!?。！？؟।])[\"”’»)]*\s+|\n|(?<=[。！？])")
LOSES = 0.0005
UNNAMED = 0.6  # how much higher the bar is where no known party is named


def sentences(p):
    """(text, whether a claim's trigger stands in it) of a passage."""
    cuts = [0] + [m.end() for m in END.finditer(p.text)] + [len(p.text)]
    for a, b in zip(cuts, cuts[1:]):
        if p.text[a:b].strip():
            yield p.text[a:b].strip(), any(a <= c.start < b for c in p.claims)


def rows(passages, vocabulary):
    return [(sorted(set(vocabulary.encode(t)[0][1:-1])), y) for p in passages for t, y in sentences(p)]


def fit(passages, vocabulary, epochs=6, seed=1):
    """→ int8 weights [vocabulary], their scale, bias, threshold, and what it loses and saves on the held-out part."""
    train, test = (rows([p for p in passages if p.held_out == held], vocabulary) for held in (False, True))
    torch.manual_seed(seed)
    weight = torch.nn.EmbeddingBag(len(vocabulary.table), 1, mode="sum")
    torch.nn.init.zeros_(weight.weight)
    bias = torch.nn.Parameter(torch.zeros(1))
    optimiser = torch.optim.Adam([*weight.parameters(), bias], lr=0.02)

    def score(batch):
        flat = torch.tensor([i for ids, _ in batch for i in ids])
        starts = torch.tensor(np.cumsum([0] + [len(ids) for ids, _ in batch[:-1]]))
        return weight(flat, starts)[:, 0] + bias

    order = np.random.default_rng(seed)
    for _ in range(epochs):
        mixed = [train[i] for i in order.permutation(len(train))]
        for at in range(0, len(mixed), 256):
            batch = mixed[at:at + 256]
            loss = F.binary_cross_entropy_with_logits(score(batch), torch.tensor([float(y) for _, y in batch])) + 1e-4 * weight.weight.square().sum() / 256
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    w = weight.weight.detach().numpy()[:, 0]
    scale = float(np.abs(w).max() / 127)
    q = np.rint(w / scale).astype(np.int8)
    scored = np.array([q[ids].astype(np.float32).sum() * scale + bias.item() for ids, _ in test])
    claim = np.array([y for _, y in test])
    threshold = float(np.quantile(scored[claim], LOSES))
    saves = float((scored[~claim] < threshold).mean())
    print(f"first stage: {len(train)} sentences; held out: loses {(scored[claim] < threshold).mean():.2%} of {claim.sum()} sentences with a claim, passes over {saves:.0%} of {(~claim).sum()} without")
    return q, {"scale": scale, "bias": round(bias.item(), 5), "least": round(threshold, 4), "unnamed": round(threshold + UNNAMED, 4)}
