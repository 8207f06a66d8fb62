#!/usr/bin/env python3
"""Fits models/pairs.json: are two claims of one speaker the same statement? Logistic regression on named features, on the claims that the program finds in
tests/clusters/first.txt (never second.txt; models/pairs.md tells how far that one still measures), cross-validated by story. What can only speak against two claims being one has no weight
above nought, and the other way round: a small corpus would else teach that another figure is a good sign."""
import argparse
import json
import re
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

FOR = "contained covered exact exact_back order run shared numbers_same languages_contained meaning".split()
AGAINST = "missing missing_back numbers_apart numbers_one negation apart gap far languages_missing quoted_otherwise".split()


def articles(path):
    """Name, article as a Markdown file, claims as (cluster, text)."""
    for part in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
        head, body = part.split("\n", 1)
        name, outlet, date = head.split(" | ")
        claims = re.findall(r"\[\[([^|]*)\|(.*?)\]\]", body)
        title, _, text = re.sub(r"\[\[[^|]*\|(.*?)\]\]", r"\1", body).strip().partition("\n")
        yield name, f"---\ntitle: \"{title}\"\nsource: {outlet}\ndate: {date}\n---\n\n{text.strip()}\n", claims


def pairs(program, examples, path):
    with tempfile.TemporaryDirectory() as folder:
        place, gold = Path(folder), []
        (place / "news").mkdir()
        for name, article, claims in articles(path):
            (place / "news" / f"{name}.md").write_text(article, encoding="utf-8")
            gold += [{"path": f"{name}.md", "cluster": cluster, "text": text} for cluster, text in claims]
        (place / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
        subprocess.run([program, "--index", place / "index", "index", "-q", place / "news"], check=True)
        out = subprocess.run([examples, place / "index", place / "gold.json"], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    lines = [json.loads(line) for line in out.splitlines()]
    return [p for p in lines if p["a"]["cluster"] and p["b"]["cluster"]], gold


def fit(x, y, names, ridge):
    bounds = [(0, None) if n in FOR else (None, 0) if n in AGAINST else (None, None) for n in names] + [(None, None)]

    def loss(w):
        z = x @ w[:-1] + w[-1]
        p = 1 / (1 + np.exp(-z))
        value = np.mean(np.logaddexp(0, z) - y * z) + ridge * np.sum(w[:-1] ** 2)
        gradient = np.append(x.T @ (p - y) / len(y) + 2 * ridge * w[:-1], np.mean(p - y))
        return value, gradient

    return minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds).x


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--program", required=True, help="whosaid, built")
    p.add_argument("--pairs", required=True, help="its example pairs, built")
    p.add_argument("--corpus", default="tests/clusters/first.txt", type=Path)
    p.add_argument("--ridge", type=float, default=2e-4)
    p.add_argument("--odds", type=float, default=0.2, help="the logarithm of the odds from which two claims are one")
    p.add_argument("--show", action="store_true", help="every pair on which the fit is wrong")
    p.add_argument("--out", help="models/pairs.json")
    args = p.parse_args()
    rows, gold = pairs(args.program, args.pairs, args.corpus)
    # Two who say the same words are told apart by who they are, not by this model.
    rows = [r for r in rows if r["of_one"] or r["features"]["exact"] < 0.8]
    names = sorted(rows[0]["features"])
    x = np.array([[r["features"][n] for n in names] for r in rows])
    y = np.array([r["a"]["cluster"] == r["b"]["cluster"] for r in rows], float)
    own = np.array([r["of_one"] for r in rows])
    story = np.array([r["a"]["path"][0] for r in rows])
    z = np.zeros(len(y))
    for held in sorted(set(story)):
        w = fit(x[story != held], y[story != held], names, args.ridge)
        z[story == held] = x[story == held] @ w[:-1] + w[-1]
    # What excludes the other, the program never joins.
    apart = (x[:, [names.index(n) for n in ("numbers_apart", "negation", "apart")]] > 0).any(1)
    z[apart] = np.minimum(z[apart], -1)
    rows, z, y, x, others = [r for r, o in zip(rows, own) if o], z[own], y[own], x[own], (x[~own], y[~own])
    said = z >= args.odds
    print(f"{len(gold)} gold claims, {len(y)} pairs, {int(y.sum())} of them one; cross-validated: precision "
          f"{y[said].mean():.3f}, recall {said[y > 0].mean():.3f}; recall across languages "
          f"{said[(y > 0) & (x[:, names.index('languages')] > 0)].mean():.3f}")
    probability = 1 / (1 + np.exp(-z))
    for low, high in [(0, 0.05), (0.05, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 1.01)]:
        there = (probability >= low) & (probability < high)
        if there.any():
            print(f"  said {low}-{min(high, 1)}: {there.sum()} pairs, on average {probability[there].mean():.2f}, right {y[there].mean():.2f}")
    if args.show:
        for r, v, t in sorted(zip(rows, z, y), key=lambda row: row[1]):
            if (v >= args.odds) != (t > 0):
                print(f"{'wrong ' if t == 0 else 'missed'} {v:.2f} {r['a']['cluster']}/{r['b']['cluster']}: {r['a']['text']} | {r['b']['text']}")
    w = fit(np.vstack([x, others[0]]), np.append(y, others[1]), names, args.ridge)
    weights = {n: round(float(v), 4) for n, v in zip(names, w) if abs(v) > 1e-3}
    print(json.dumps(weights))
    if args.out:
        model = {"bias": round(float(w[-1]), 4), "threshold": args.odds, "weights": weights}
        Path(args.out).write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
