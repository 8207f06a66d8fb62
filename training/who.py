#!/usr/bin/env python3
"""Fits the scorer of speakers, and how sure a whole claim is, on the articles that the network was not trained on.

    who.py --data DIR --sets WORK --found FOLDER --out models/who.json

FOLDER holds what `tag LANGUAGE DIR --who` printed for the articles held out: SET.jsonl, and with `--flat` SET-flat.jsonl: articles lose their line breaks, and nobody's
words become another's for that. A candidate is right when its name is that of the annotated speaker; nobody is, where the speaker has
no name or is not among the candidates. Figures are those of cross-validation by article, and so are the probabilities that the second step, a logistic one, learns from.
"""
import argparse
import json
import os
import random

import numpy as np
import torch

import data
import fit
import sets

FOLDS = 5
PARTICLES = set("van de der den het 't ten ter te von zu al el bin ibn da di del du la le".split())
KNOTS = 20     # of the curve of whole claims
RESAMPLES = 200
SUREST = 0.98  # none of so few articles prove more
NOUN = 0.65    # there, too
NETS = 3       # fitted from other beginnings, their scores' mean counts: one net alone wavers


class Claim:
    """A claim of the program that an annotated one matches, or none."""
    __slots__ = ("doc", "evidence", "names", "right", "named", "content", "row", "flat", "natural", "unsure", "shown")


def is_named(speaker, people):
    """A proper name: not a role in small letters ("spokesman of the FBI"), not told as unnamed."""
    first = speaker.split()[0] if speaker else ""
    capital = first[:1].isupper() or first.lower() in PARTICLES or any(c.isupper() for c in first)
    return bool(first) and capital and not any(p.get("unnamed") and p["name"] == speaker for p in people)


def is_same(score, gold, name, person=True):
    """The same person or body: as the scorer of the bench has it, or a shorter form that is right as well ("Fed" and "Federal Reserve" are not, they share no form).
    What a body's name begins with is not the body ("Paris" of the "Paris court", "FBI" of an "FBI agent"), or is ("Fed"): None, unless it is its initials."""
    if score.same_name(gold, name):
        return True
    a, b = (w.casefold().replace(".", "").replace(",", "").split() for w in (gold, name))
    short, long = sorted((a, b), key=len)
    capitals = "".join(w[0] for w in (gold if len(a) > len(b) else name).split() if w[0].isupper())
    if short and "".join(short).upper() == capitals and len(capitals) > 1:
        return True
    if len(short) == 1 and len(long) > 1 and len(short[0]) > 2 and long[0] != short[0] and long[0].startswith(short[0]) and not person:
        return None
    if short and long[:len(short)] == short and not {"and", "en"} & set(long):
        return True if person else None
    return False


def is_known(speaker, people):
    """Whether the annotated speaker is a person, as far as that is told."""
    return all(p["type"] == "person" for p in people if p["name"] == speaker)


def claims(score, name, folder, found):
    gold, optional, unsaid = (data.rows_of(os.path.join(folder, f), k) for f, k in (("gold.jsonl", "attributions"), ("optional.jsonl", "attributions"), ("unsaid.jsonl", "unsaid")))
    people = data.rows_of(os.path.join(folder, "people.jsonl"), "people")
    out = []
    with open(found, encoding="utf-8") as f:
        for r in map(json.loads, f):
            doc = r["doc"]
            if not people.get(doc):
                continue
            with open(os.path.join(folder, doc), encoding="utf-8", newline="") as g:
                text = g.read().removeprefix("\ufeff")
            index = score.words(text)
            wanted = [score.Item(g, index) for g in gold.get(doc, [])]
            maybe = [score.Item({"kind": "indirect", **o}, index) for o in optional.get(doc, []) + unsaid.get(doc, [])]
            items = [score.Item(a, index) for a in r["attributions"]]
            pair = {j: i for i, j in score.match(wanted, items) if score.soft(wanted[i], items[j])}
            for j, a in enumerate(r["attributions"]):
                if j not in pair and (any(score.soft(m, items[j]) for m in maybe) or a["stance"] in ("attitude", "unsaid")):
                    continue
                c = Claim()
                c.doc, c.row = f"{name}/{doc}", a
                c.evidence = np.array([x["evidence"] for x in a["candidates"]], np.float32)
                c.names = [x["name"] for x in a["candidates"]]
                c.content = j in pair
                speaker = gold[doc][pair[j]]["speaker"] if j in pair else None
                c.named = is_named(speaker, people[doc])
                same = [is_same(score, speaker, n, is_known(speaker, people[doc])) if n and c.named else False for n in c.names]
                # "Spanish authorities" have no name; their phrase is shown, and is right.
                c.shown = c.content and bool(speaker) and any(score.same_name(speaker, text[b:e]) for b, e in a["source"])
                # "FBI" for "FBI agent" is nobody; for "FBI Academy" it is not told.
                c.unsure = None in same and True not in same and speaker.split()[-1][0].isupper()
                c.right = [k for k, s in enumerate(same) if s] or [len(c.names) - 1]
                out.append(c)
    return out


class Scorer(torch.nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.direct = torch.nn.Linear(size, 1, bias=False)
        self.inner = torch.nn.Linear(size, hidden)
        self.output = torch.nn.Linear(hidden, 1, bias=False)
        torch.nn.init.zeros_(self.direct.weight)
        torch.nn.init.normal_(self.output.weight, 0, 0.1)

    def forward(self, x):
        return (self.direct(x) + self.output(torch.tanh(self.inner(x))))[..., 0]


def padded(cases, mean, deviation):
    longest = max(len(c.names) for c in cases)
    x = np.zeros((len(cases), longest, len(mean)), np.float32)
    there, right = np.zeros((len(cases), longest), bool), np.zeros((len(cases), longest), bool)
    for i, c in enumerate(cases):
        x[i, :len(c.names)] = (c.evidence - mean) / deviation
        there[i, :len(c.names)] = True
        right[i, c.right] = True
    return torch.from_numpy(x), torch.from_numpy(there), torch.from_numpy(right)


def fitted(cases, mean, deviation, hidden, decay, steps):
    nets = [one(cases, mean, deviation, hidden, decay, steps, seed) for seed in range(1, NETS + 1)]
    net = Scorer(len(mean), NETS * hidden)
    with torch.no_grad():
        net.direct.weight.copy_(torch.stack([n.direct.weight for n in nets]).mean(0))
        net.inner.weight.copy_(torch.cat([n.inner.weight for n in nets]))
        net.inner.bias.copy_(torch.cat([n.inner.bias for n in nets]))
        net.output.weight.copy_(torch.cat([n.output.weight for n in nets], 1) / NETS)
    return net


def one(cases, mean, deviation, hidden, decay, steps, seed):
    torch.manual_seed(seed)
    net = Scorer(len(mean), hidden)
    x, there, right = padded(cases, mean, deviation)
    optimizer = torch.optim.AdamW(net.parameters(), lr=0.01, weight_decay=decay)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for _ in range(steps):
        s = net(x).masked_fill(~there, -1e4)
        loss = (s.logsumexp(1) - s.masked_fill(~right, -1e4).logsumexp(1)).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    return net


def probabilities(net, cases, mean, deviation):
    with torch.no_grad():
        x, there, _ = padded(cases, mean, deviation)
        p = net(x).masked_fill(~there, -1e4).softmax(1).numpy()
    return [p[i, :len(c.names)] for i, c in enumerate(cases)]


def chosen(p, threshold, noun):
    """Which candidate is named (None: nobody), and how probable that is, as in src/resolve/who.rs."""
    best = int(np.argmax(p[:-1])) if len(p) > 1 else None
    if best is not None and p[best] >= max(threshold, NOUN if noun else 0) and p[best] >= p[-1]:
        return best, float(p[best])
    return None, float(p[-1])


def odds(p):
    return float(np.log(max(p, 1e-4) / max(1 - p, 1e-4)))


def known(c, pick, p):
    """What `known` in src/resolve/who.rs gives, for the pick of another fold's scorer."""
    content, who = odds(c.row["confidence"]), odds(p)
    pronoun, noun, silent = c.evidence[-1, 36:39] > 0
    named = pick is not None and not (pronoun or noun or silent)
    whole = named and c.evidence[pick, 32] > 0
    return [1.0, content, who, min(content, who), float(c.row["kind"] == "indirect"), float(not c.row["source"]), float(pick is None), c.row["known"][7],
            float(whole), float(named and not whole), float(pick is not None and pronoun), float(pick is not None and noun), float(c.row["kind"] == "direct")]


def rising(y):
    """The means of neighbours pooled until they rise (isotonic regression)."""
    pools = []
    for v in y:
        pools.append([v, 1])
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            (y0, n0), (y1, n1) = pools[-2:]
            pools[-2:] = [[(n0 * y0 + n1 * y1) / (n0 + n1), n0 + n1]]
    return np.concatenate([np.full(n, v) for v, n in pools])


def curve(p, y, docs):
    """What probabilities turned out to be: isotonic regression, the mean over resamples of the articles (bagging), for one curve alone jumps where another does not."""
    of = {}
    for k, d in enumerate(docs):
        of.setdefault(d, []).append(k)
    names, rng = sorted(of), random.Random(1)
    at = np.array([k.mean() for k in np.array_split(np.sort(p), KNOTS)])
    values = []
    for _ in range(RESAMPLES):
        mine = np.array([k for d in rng.choices(names, k=len(names)) for k in of[d]])
        mine = mine[np.argsort(p[mine], kind="stable")]
        values.append(np.interp(at, p[mine], rising(y[mine])))
    return [[0.0, 0.0]] + [[float(x), float(v)] for x, v in zip(at, np.maximum.accumulate(np.minimum(np.mean(values, 0), SUREST)))] + [[1.0, SUREST]]


def table(title, p, y):
    parts = [f"{low:.2f}-{min(high, 1):.2f}: {k.sum()}, said {p[k].mean():.3f}, right {y[k].mean():.3f}" for low, high in
             ((0, .3), (.3, .5), (.5, .7), (.7, .8), (.8, .9), (.9, .95), (.95, 1.01)) if (k := (p >= low) & (p < high)).any()]
    print(f"  {title}: " + "; ".join(parts))


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--data", required=True)
    a.add_argument("--sets", required=True)
    a.add_argument("--found", required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--hidden", type=int, default=12)
    a.add_argument("--decay", type=float, default=3.0)
    a.add_argument("--steps", type=int, default=300)
    a.add_argument("--threshold", type=float, default=0.5)
    args = a.parse_args()
    torch.set_num_threads(1)
    score = fit.scorer(os.path.join(args.data, "bench"))
    cases = []
    for name, set_ in sets.SETS.items():
        for end in ("", "-flat"):
            path = os.path.join(args.found, f"{name}{end}.jsonl")
            if set_.attributions and name != "polnear" and os.path.exists(path):
                found = claims(score, name, os.path.join(args.sets, name), path)
                for c in found:
                    c.flat, c.natural = bool(end), set_.every > 1
                cases += found
    matched = [c for c in cases if c.content and not c.unsure]
    every = np.concatenate([c.evidence for c in cases])
    mean, deviation = every.mean(0), np.maximum(every.std(0), 0.05)
    docs = sorted({c.doc for c in cases})
    random.Random(1).shuffle(docs)
    fold = {d: i % FOLDS for i, d in enumerate(docs)}
    p = [None] * len(cases)
    for k in range(FOLDS):
        net = fitted([c for c in matched if fold[c.doc] != k], mean, deviation, args.hidden, args.decay, args.steps)
        mine = [i for i, c in enumerate(cases) if fold[c.doc] == k]
        for i, q in zip(mine, probabilities(net, [cases[i] for i in mine], mean, deviation)):
            p[i] = q
    picks = [chosen(q, args.threshold, c.evidence[-1, 37] > 0) for q, c in zip(p, cases)]
    # Articles dense in hard forms teach who is meant, not how often one is wrong: that comes of the others.
    # Where it is not told whether a form is the speaker's, nothing is learned of how often one is wrong.
    natural = np.array([c.natural and not c.unsure for c in cases])
    plain = np.array([not c.flat for c in cases]) & natural
    print(f"{plain.sum()} claims, {sum(not c.flat and c.natural for c in matched)} of them annotated; {len(cases) - plain.sum()} without line breaks or dense in hard forms. Figures are of the first")
    heads = (("name", 32, 0), ("pronoun", 36, 1), ("noun", 37, 1), ("silent", 38, 1))
    for title, column, wanted in heads:
        mine = [i for i, c in enumerate(cases) if plain[i] and c.content and (c.evidence[-1, column] == 1 if wanted else not c.evidence[-1, 36:39].any())]
        if mine:
            named = [i for i in mine if cases[i].named]
            walk = sum(any(cases[i].evidence[k, 0] == 1 for k in cases[i].right) for i in mine)
            right = sum((picks[i][0] if picks[i][0] is not None else len(cases[i].names) - 1) in cases[i].right for i in mine)
            wrong = sum(picks[i][0] is not None and picks[i][0] not in cases[i].right for i in mine)
            reach = sum(cases[i].right != [len(cases[i].names) - 1] for i in named)
            print(f"  {title:8} {len(mine):5}: the walk right {100 * walk / len(mine):.1f} %, the scorer {100 * right / len(mine):.1f} %, wrong person {100 * wrong / len(mine):.1f} %; of {len(named)} named {reach} reachable")
    y = np.array([float(c.content and ((k is None and (c.shown or not c.named)) or (k is not None and k in c.right))) for c, (k, _) in zip(cases, picks)])
    who = np.array([q for _, q in picks])
    inside = np.array([c.content for c in cases]) & plain
    table("speaker", who[inside], y[inside])
    best = [(max(q[:-1]), int(np.argmax(q[:-1])) in c.right) for q, c, k in zip(p, cases, inside) if k and len(q) > 1 and c.evidence[-1, 37] > 0]
    table("the likeliest one for a noun", np.array([b for b, _ in best]), np.array([float(r) for _, r in best]))
    x = np.array([known(c, *pick) for c, pick in zip(cases, picks)])
    folds = np.array([fold[c.doc] for c in cases])
    whole = np.zeros(len(cases))
    for k in range(FOLDS):
        weights, _ = logistic(x[(folds != k) & natural], y[(folds != k) & natural])
        whole[folds == k] = 1 / (1 + np.exp(-x[folds == k] @ weights))
    knots = curve(whole[plain], y[plain], [c.doc for c, k in zip(cases, plain) if k])
    whole = np.interp(whole, *np.array(knots).T)
    table("whole claim", whole[plain], y[plain])
    sure = whole >= 0.9
    print("  at 0.9 and more: " + ", ".join(f"{(sure & k).sum()} {title} right {y[sure & k].mean():.3f}" for title, k in (("claims", plain), ("without line breaks", natural & ~plain), ("dense", ~natural)) if k.any()))
    weights, loss = logistic(x[natural], y[natural])
    net = fitted(matched, mean, deviation, args.hidden, args.decay, args.steps)
    out = {"mean": mean.tolist(), "deviation": deviation.tolist(), "inner": net.inner.weight.tolist(), "inner_bias": net.inner.bias.tolist(), "output": net.output.weight[0].tolist(),
           "direct": net.direct.weight[0].tolist(), "threshold": args.threshold, "whole": weights.tolist(), "curve": knots}
    rounded = lambda v: [rounded(a) for a in v] if isinstance(v, list) else round(v, 5)
    with open(args.out, "w", encoding="utf-8") as f:
        json.dump({k: rounded(v) for k, v in out.items()}, f)
        f.write("\n")


def logistic(x, y, decay=1e-3):
    w = torch.zeros(x.shape[1], dtype=torch.float64, requires_grad=True)
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    optimizer = torch.optim.LBFGS([w], max_iter=200, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(x @ w, y) + decay * (w ** 2).sum()
        loss.backward()
        return loss
    loss = optimizer.step(closure)
    return w.detach().numpy(), float(loss)


if __name__ == "__main__":
    main()
