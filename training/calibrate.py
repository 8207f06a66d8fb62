#!/usr/bin/env python3
"""Fits the filter: how probable it is that a candidate's content and source are right, and from where on it is worth keeping.

    calibrate.py --data DIR --sets WORK --candidates FOLDER --out filter.json

FOLDER holds what `tag LANGUAGE DIR --evidence BIAS` printed for the articles that the network was not trained on (sets.held_out): BIAS/SET.jsonl. Which BIAS: the best F1 in cross-validation by article. The threshold is half of that F1, which is where F1 is highest
for probabilities that are right (Lipton, Elkan & Naryanaswamy, 2014, arXiv:1402.1892), and less noisy than the best threshold itself.
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


def items(score, candidates, gold, optional, texts, held):
    """[(article, evidence, right?)] and the number of gold attributions by article. A candidate that is optional is left out: neither right nor wrong."""
    rows, wanted = [], {}
    with open(candidates, encoding="utf-8") as f:
        docs = {r["doc"]: r["attributions"] for r in map(json.loads, f)}
    for doc in held:
        with open(os.path.join(texts, doc), encoding="utf-8", newline="") as f:
            index = score.words(f.read())
        want = [score.Item(g, index) for g in gold.get(doc, [])]
        want = [g for g in want if g.content]
        wanted[doc] = len(want)
        have = docs.get(doc, [])
        found = [score.Item(p, index) for p in have]
        right = {j for i, j in score.match(want, found) if "source_soft" in score.hits(want[i], found[j])}
        maybe = [score.Item(o, index) for o in optional.get(doc, [])]
        matched = {j for i, j in score.match(want, found) if score.soft(want[i], found[j])}
        rows += [(doc, p["evidence"], j in right) for j, p in enumerate(have) if j in matched or not any(score.soft(m, found[j]) for m in maybe)]
    return rows, wanted


def fitted(x, y, hidden, decay, seed):
    """Weights of the small network; evidence is standardised outside."""
    torch.manual_seed(seed)
    net = torch.nn.Sequential(torch.nn.Linear(x.shape[1], hidden), torch.nn.Tanh(), torch.nn.Linear(hidden, 1))
    optimizer = torch.optim.LBFGS(net.parameters(), max_iter=300, line_search_fn="strong_wolfe")
    x, y = torch.tensor(x, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)

    def closure():
        optimizer.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(net(x)[:, 0], y)
        loss = loss + decay * sum((p ** 2).sum() for n, p in net.named_parameters() if n.endswith("weight"))
        loss.backward()
        return loss
    optimizer.step(closure)
    return net


def probability(net, x):
    with torch.no_grad():
        return torch.sigmoid(net(torch.tensor(x, dtype=torch.float32))[:, 0]).numpy()


def best_threshold(p, y, wanted):
    """Threshold and F1: at t, the kept are those with p >= t."""
    order = np.argsort(-p)
    hits = np.cumsum(y[order])
    f1 = 2 * hits / (np.arange(1, len(p) + 1) + wanted)
    k = int(f1.argmax())
    return float(p[order[k]]), float(f1[k])


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--data", required=True)
    a.add_argument("--sets", required=True)
    a.add_argument("--candidates", required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--hidden", type=int, default=6)
    a.add_argument("--decay", type=float, default=1e-3)
    args = a.parse_args()
    torch.set_num_threads(1)
    score = fit.scorer(os.path.join(args.data, "bench"))
    names = [n for n, s in sets.SETS.items() if s.attributions]
    best = None
    for bias in sorted(os.listdir(args.candidates), key=float):
        rows, wanted = [], {}
        for name in names:
            path = os.path.join(args.candidates, bias, name + ".jsonl")
            folder = os.path.join(args.sets, name)
            if not os.path.exists(path):
                continue
            held = sets.held_out(name, sets.texts(folder))
            gold, optional = (data.load_gold(os.path.join(folder, f)) for f in ("gold.jsonl", "optional.jsonl"))
            more, count = items(score, path, gold, optional, folder, held)
            rows += [(name + "/" + doc, e, r) for doc, e, r in more]
            wanted.update({name + "/" + d: n for d, n in count.items()})
        x = np.array([r[1] for r in rows], np.float64)
        y = np.array([r[2] for r in rows], np.float64)
        mean, deviation = x.mean(0), np.maximum(x.std(0), 1e-3)
        z = (x - mean) / deviation
        docs = sorted(wanted)
        random.Random(1).shuffle(docs)
        fold = {d: i % FOLDS for i, d in enumerate(docs)}
        folds = np.array([fold[r[0]] for r in rows])
        p = np.zeros(len(rows))
        for k in range(FOLDS):
            inside = folds != k
            p[~inside] = probability(fitted(z[inside], y[inside], args.hidden, args.decay, 1), z[~inside])
        at, f1 = best_threshold(p, y, sum(wanted.values()))
        threshold = f1 / 2
        loss = -np.mean(np.log(np.where(y > 0, p, 1 - p).clip(1e-9)))
        line = []
        for name in names:
            mine = np.array([r[0].startswith(name + "/") for r in rows])
            total = sum(n for d, n in wanted.items() if d.startswith(name + "/"))
            if total:
                kept = mine & (p >= threshold)
                raw = 2 * y[mine].sum() / (mine.sum() + total)
                line.append(f"{name} {100 * raw:.1f} -> {100 * 2 * y[kept].sum() / (kept.sum() + total):.1f} (best {100 * best_threshold(p[mine], y[mine], total)[1]:.1f})")
        print(f"bias {bias}: {len(rows)} candidates of {sum(wanted.values())}, log-loss {loss:.3f}, F1 {100 * f1:.1f} at {at:.3f}; from {threshold:.3f} on: " + ", ".join(line))
        for low, high in ((0, .2), (.2, .4), (.4, .6), (.6, .8), (.8, .9), (.9, .95), (.95, 1.01)):
            k = (p >= low) & (p < high)
            if k.any():
                print(f"    {low:.2f}-{min(high, 1):.2f}: {k.sum():5} candidates, said {p[k].mean():.3f}, right {y[k].mean():.3f}")
        if best is None or f1 > best[0]:
            net = fitted(z, y, args.hidden, args.decay, 1)
            inner, outer = net[0], net[2]
            best = (f1, {"mean": mean.tolist(), "deviation": deviation.tolist(), "inner": inner.weight.tolist(), "inner_bias": inner.bias.tolist(),
                         "output": outer.weight[0].tolist(), "output_bias": outer.bias[0].item(), "threshold": threshold, "bias": float(bias)})
    with open(args.out, "w", encoding="utf-8") as f:
        json.dump(best[1], f)


if __name__ == "__main__":
    main()
