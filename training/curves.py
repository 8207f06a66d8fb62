#!/usr/bin/env python3
"""Fits what makes probabilities of the network's scores: of mentions, of said or not, of antecedents, on the articles that were held out.

    curves.py --model network.pkl --sets WORK --out curves.json

A curve is logistic (Platt, 1999), from the log-odds of a mention's least probable label, or of "said" over a cue's words; antecedents get one factor (Guo et al., 2017, arXiv:1706.04599).
Mentions are judged where all of them are annotated: in own articles and GUM's.
"""
import argparse
import json
import pickle

import numpy as np
import torch

import data
import export
import fit
import network
import sets


def log_odds(scores, label):
    others = np.delete(scores, label)
    top = others.max()
    return float(scores[label] - top - np.log(np.exp(others - top).sum()))


def mentions(windows, outputs, field):
    """[(log-odds, right?)] of the mentions found; and how many there are."""
    rows, wanted = [], 0
    for window, output in zip(windows, outputs):
        scores, want = getattr(output, field), getattr(window, field)
        labels = fit.best_mentions(scores)
        gold, found = fit.judged(want, labels)
        wanted += len(gold)
        for m in found:
            rows.append((min(log_odds(scores[i], labels[i]) for i in range(m[0], m[1])), m in gold))
    return rows, wanted


def cues(windows, outputs):
    """[(log-odds of said, said?)] of annotated cues."""
    return [(float(output.said[at:end].mean()), bool(said)) for window, output in zip(windows, outputs) for at, end, said in fit.cues_of(window)]


def pairs(windows, outputs):
    """For each mention, scores of those that it may mean (the last: none), and which of them are right."""
    rows = []
    for window, output in zip(windows, outputs):
        for k, (word, who) in enumerate(window.anchors):
            earlier = window.anchors[:k]
            right = [o == who for _, o in earlier]
            rows.append((output.meaning[word, [w for w, _ in earlier] + [word]], np.array(right + [not any(right)])))
    return rows


def logistic(rows):
    """Slope and shift with the highest likelihood."""
    x = torch.tensor([r[0] for r in rows]).clamp(-12, 12)
    y = torch.tensor([float(r[1]) for r in rows])
    w = torch.tensor([1.0, 0.0], requires_grad=True)
    optimizer = torch.optim.LBFGS([w], max_iter=100, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(w[0] * x + w[1], y) + 1e-4 * (w ** 2).sum()
        loss.backward()
        return loss
    optimizer.step(closure)
    return {"slope": w[0].item(), "shift": w[1].item()}


def table(name, rows, curve):
    p = np.array([1 / (1 + np.exp(-(curve["slope"] * r[0] + curve["shift"]))) for r in rows])
    y = np.array([r[1] for r in rows])
    parts = [f"{low:.2f}-{min(high, 1):.2f}: {k.sum()}, said {p[k].mean():.3f}, right {y[k].mean():.3f}" for low, high in
             ((0, .5), (.5, .8), (.8, .9), (.9, .97), (.97, 1.01)) if (k := (p >= low) & (p < high)).any()]
    print(f"{name}: {len(rows)}; " + "; ".join(parts))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--model", required=True)
    p.add_argument("--sets", required=True)
    p.add_argument("--out", required=True)
    args = p.parse_args()
    torch.set_num_threads(1)
    with open(args.model, "rb") as f:
        model = pickle.load(f)
    net = network.Network({**model["config"], "drop": 0.0, "vectors": 0})
    net.load_state_dict({k: torch.from_numpy(v) for k, v in export.quantised_weights(model)[0].items()})
    whole, all_ = [], []
    for name, set_ in sets.SETS.items():
        windows = [w for ws in sets.load(args.sets, name, held=True).values() for w in ws]
        outputs = fit.predict(net, windows)
        all_.append((windows, outputs))
        if set_.whole:
            whole.append((name, windows, outputs))
    curves = {}
    for field in ("names", "nominals"):
        rows = []
        for name, windows, outputs in whole:
            mine, wanted = mentions(windows, outputs, field)
            rows += mine
            print(f"{field} {name}: F1 {200 * sum(r[1] for r in mine) / max(1, len(mine) + wanted):.1f} of {wanted}")
        curves[field] = logistic(rows)
        table(field, rows, curves[field])
    rows = [r for windows, outputs in all_ for r in cues(windows, outputs)]
    curves["said"] = logistic(rows)
    table("said", rows, curves["said"])
    rows = [r for windows, outputs in all_ for r in pairs(windows, outputs)]

    def loss(factor):
        total = 0
        for scores, right in rows:
            s = factor * (scores - scores.max())
            total -= np.log(np.exp(s[right]).sum() / np.exp(s).sum() + 1e-12)
        return total / len(rows)
    curves["antecedents"] = float(min(np.arange(0.2, 1.6, 0.05), key=loss))
    print(f"antecedents: {len(rows)}, factor {curves['antecedents']:.2f}, log-loss {loss(1.0):.3f} -> {loss(curves['antecedents']):.3f}")
    with open(args.out, "w", encoding="utf-8") as f:
        json.dump(curves, f)


if __name__ == "__main__":
    main()
