#!/usr/bin/env python3
"""Trains models/translated.bin: does an English news text read like a machine's translation?

    translated.py --data DIR [--check] [--count] [--program FILE]

DIR holds train/mtdetect/{mt,human,index.jsonl}, bench/polnear/train/*.txt and train/unlabelled/en.jsonl.xz. The features come from the program itself
(examples/translated_features.rs, built here with cargo unless --program names it); this script counts, fits, calibrates and writes. By fold: whole source documents.
--check only reports cross-validation; --count
only counts the phrases of seeds/en/translated.toml. The same data give the same file, byte for byte.
"""
import argparse
import collections
import hashlib
import json
import lzma
import math
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import tomllib

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import normalize

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODEL = ROOT / "models/translated.bin"
SAMPLES = ROOT / "models/translated.samples.jsonl"

VOCABULARY = 900         # words that stand for themselves; 350, 550, 900, 1700 gave cross-validated AUC .880, .884, .905, .898: more are topics
SEEN = (4, 6)            # pairs and triples of the language model seen less often are left out
LM_SHARE = 4             # every 4th text of PolNeAR is kept from the language model, as a human example
HELD_OUT = 3000          # articles of real news that nothing is learned from: for the threshold
NEWS = 4000              # further ones that are human examples
NEWS_LM = 9000           # further ones for the language model
NEWS_PIECES = 2          # pieces of an article of news that are human examples
COUNTED_TEXTS = 8        # texts and
COUNTED_SETS = 3         # source sets that a counted symbol or pair stands in
DENSE_SCALE = 0.12       # how much the named rates weigh against the counts
C = 30.0
WEIGHTS = {"mt": 1.0, "translator": 3.0, "native": 0.5, "polnear": 0.05, "news": 0.1, "own": 0.3, "held": 0.0}
HALVES = 0.5             # weight of the two halves of each text, a sentence a line, as texts of their own (AUC .887 to .902)
FOLDS = 5
FALSE_ALARMS = 0.02      # share of human translations and native texts above the threshold in cross-validation
FALSE_NEWS = 0.005       # share of articles of news held out above the threshold


def load(data, everything=False):
    rows = []
    base = data / "train/mtdetect"
    for line in (base / "index.jsonl").read_text().splitlines():
        r = json.loads(line)
        kind = "mt" if r["file"].startswith("mt/") else "translator" if r["system"].startswith("ref") else "native"
        rows.append({"text": (base / r["file"]).read_text(), "kind": kind, "set": r["set"], "doc": r["doc"], "system": r["system"]})
    for n, path in enumerate(sorted((data / "bench/polnear/train").glob("*.txt"))):
        rows.append({"text": path.read_text(), "kind": "polnear" if n % LM_SHARE == 0 else "lm", "set": "polnear", "doc": path.name,
                     "system": "polnear"})
    # Articles of this project, written in the manner of machines.
    for path in sorted((ROOT / "training/mt").glob("*.txt")):
        text = re.sub(r"\{[SQC][\d,]+ ", "", path.read_text().split("\n%%")[0]).replace("}", "")
        rows.append({"text": text, "kind": "own", "set": "own", "doc": path.name, "system": "own"})
    with lzma.open(data / "train/unlabelled/en.jsonl.xz", "rt") as file:
        news = [json.loads(line) for line in file]
    news = [r for r in news if len(r["text"].split()) >= 80]
    news.sort(key=lambda r: hashlib.md5(r["id"].encode()).hexdigest())
    for n, r in enumerate(news if everything else news[:HELD_OUT + NEWS + NEWS_LM]):
        kind = "held" if n < HELD_OUT else "news" if n < HELD_OUT + NEWS else "lm"
        rows.append({"text": r["text"], "kind": kind, "set": "news", "doc": r["id"], "system": "news"})
    return rows


def halves(rows):
    """Both halves of every text as texts of their own: what must not matter is how long a text is and how its paragraphs are cut."""
    for r in rows:
        if r["kind"] not in ("mt", "translator", "native"):
            continue
        sentences = [s for s in re.split(r'(?<=[.!?"])\s+|\n+', r["text"]) if s]
        middle = len(sentences) // 2
        for half in (sentences[:middle], sentences[middle:]):
            if sum(len(s.split()) for s in half) > 50:
                yield {**r, "text": "\n".join(half), "half": True}


class Phrases:
    """The turns of phrase of seeds/en/translated.toml, weighed as src/seeds/translated.rs does."""

    MOST = 3.0

    def __init__(self):
        self.file = tomllib.loads((ROOT / "seeds/en/translated.toml").read_text())
        share = lambda one, group: (one[group] + 0.5) / (self.file[group] + 1)
        self.all = []
        for one in self.file["phrase"]:
            weight = math.log(share(one, "machine") / ((share(one, "human") + share(one, "news")) / 2))
            self.all.append((one["name"], re.compile(one["regex"]), min(max(weight, -self.MOST), self.MOST)))

    def odds(self, text):
        return sum(weight for _, regex, weight in self.all if regex.search(text))

    def count(self, rows):
        groups = {"machine": ["mt"], "human": ["translator"], "news": ["native", "polnear", "news", "lm"], "held out": ["held"]}
        texts = {g: [r["text"] for r in rows if r["kind"] in kinds] for g, kinds in groups.items()}
        print({g: len(t) for g, t in texts.items()})
        for name, regex, weight in self.all:
            print(name, {g: sum(bool(regex.search(x)) for x in t) for g, t in texts.items()}, f"weight {weight:.2f}")


def leb(n):
    out = bytearray()
    while True:
        out.append(n & 0x7F | (0x80 if n > 0x7F else 0))
        n >>= 7
        if not n:
            return bytes(out)


def keys(sorted_keys):
    out, last = [struct.pack("<I", len(sorted_keys))], 0
    for k in sorted_keys:
        out.append(leb(k - last))
        last = k
    return b"".join(out)


def pack(words, frequencies=(), pairs=None, triples=None, blocks=None, dense=(), final=(0.0, 1.0, 0.0, 1.0)):
    """The file that src/language/translated/model.rs reads."""
    text = "\n".join(words).encode()
    out = [b"WSTR1\n", struct.pack("<I", len(text)), text, struct.pack("<I", len(frequencies)), np.asarray(frequencies, "<f4").tobytes()]
    for table in (pairs or {}, triples or {}):
        ks = sorted(table)
        out += [keys(ks), bytes(table[k] for k in ks)]
    for ks, idf, weight in blocks or [([], [], []), ([], [], [])]:
        scale = float(np.float32(max([abs(w) for w in weight], default=1.0) / 32000))
        out += [keys(ks), struct.pack("<f", scale), bytes(idf), np.round(np.asarray(weight, float) / scale).astype("<i2").tobytes()]
    out += [struct.pack("<I", len(dense))] + [struct.pack("<3d", *d) for d in dense] + [struct.pack("<4d", *final)]
    return b"".join(out)


PROGRAM = ["cargo", "run", "-q", "--example", "translated_features", "--"]


def features(model, texts):
    """Header and one record a text, from the program."""
    with tempfile.NamedTemporaryFile(suffix=".bin") as file:
        file.write(model)
        file.flush()
        run = subprocess.run([*PROGRAM, file.name], cwd=ROOT,
                             input="".join(json.dumps({"text": t}) + "\n" for t in texts), capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    return lines[0], lines[1:]


def vocabulary(rows):
    texts = collections.Counter()
    for r in rows:
        if r["kind"] == "lm":
            texts.update(set(re.findall(r"(?<!\w)[a-z]+(?:'[a-z]+)*(?!\w)", r["text"].replace("’", "'"))))
    return sorted(w for w, _ in sorted(texts.items(), key=lambda kv: (-kv[1], kv[0]))[:VOCABULARY])


def language_model(header, records):
    marks = header["symbols"].index("‹year›")
    plain = lambda s: s & ~1 if s < marks else s
    one, two, three = collections.Counter(), collections.Counter(), collections.Counter()
    for r in records:
        for p in r["pieces"]:
            s = [plain(x) for x in p["symbols"]]
            one.update(s)
            two.update(zip(s, s[1:]))
            three.update(zip(s, s[1:], s[2:]))
    total = sum(one.values())
    frequencies = [math.log((one[i] + 0.5) / (total + 1000)) for i in range(len(header["symbols"]))]
    context = collections.Counter()
    for g, n in three.items():
        context[g[:2]] += n
    byte = lambda p: min(255, round(-math.log(p) * 32))
    first = collections.Counter()
    for g, n in two.items():
        first[g[0]] += n
    pairs = {g[0] << 16 | g[1]: byte(n / first[g[0]]) for g, n in two.items() if n >= SEEN[0]}
    triples = {g[0] << 32 | g[1] << 16 | g[2]: byte(n / context[g[:2]]) for g, n in three.items() if n >= SEEN[1]}
    return frequencies, pairs, triples


def pieces(r):
    """How many pieces of a text are used; `None`: all."""
    return NEWS_PIECES if r["kind"] == "news" else None


class Data:
    """Every piece of every text as a row."""

    def __init__(self, rows, records):
        self.kind, self.set, self.doc, self.half, self.counts, dense = [], [], [], [], [[], []], []
        self.text, self.words, self.texts = [], [], []
        for r, record in zip(rows, records):
            for p in record["pieces"][:pieces(r)]:
                s = p["symbols"]
                self.text.append(len(self.texts))
                self.words.append(p["words"])
                self.kind.append(r["kind"])
                self.set.append(r["set"])
                self.doc.append(r["doc"])
                self.half.append(r.get("half", False))
                dense.append(p["dense"])
                self.counts[0].append(collections.Counter(s))
                self.counts[1].append(collections.Counter(a << 16 | b for a, b in zip(s, s[1:])))
            self.texts.append(r)
        self.text, self.words = np.array(self.text), np.array(self.words)
        self.kind, self.set, self.doc, self.half, self.dense = map(np.array, (self.kind, self.set, self.doc, self.half, dense))
        self.y = np.isin(self.kind, ["mt", "own"]).astype(int)
        self.weight = np.array([WEIGHTS[k] for k in self.kind]) * np.where(self.half, HALVES, 1.0)
        self.fold = np.array([int(hashlib.md5(d.encode()).hexdigest(), 16) % FOLDS for d in self.doc])
        self.keys, self.x = [], []
        for counts in self.counts:
            texts, sets = collections.Counter(), collections.defaultdict(set)
            for c, name in zip(counts, self.set):
                for k in c:
                    if name not in ("polnear", "news", "own"):
                        texts[k] += 1
                        sets[k].add(name)
            ks = sorted(k for k in texts if texts[k] >= COUNTED_TEXTS and len(sets[k]) >= COUNTED_SETS)
            column = {k: i for i, k in enumerate(ks)}
            cells = [(i, column[k], math.log1p(n)) for i, c in enumerate(counts) for k, n in sorted(c.items()) if k in column]
            i, j, v = zip(*cells)
            self.keys.append(ks)
            self.x.append(sp.csr_matrix((v, (i, j)), shape=(len(counts), len(ks))))


class Fit:
    """A logistic regression on the rows in `train`."""

    def __init__(self, data, train):
        self.mean, deviation = data.dense[train].mean(0), data.dense[train].std(0)
        self.inverse = 1 / np.maximum(deviation, 1e-6)
        self.idf = [np.clip(np.round(16 * (np.log((train.sum() + 1) / (np.asarray((x[train] > 0).sum(0)).ravel() + 1)) + 1)), 1, 255)
                    for x in data.x]
        m = LogisticRegression(C=C, max_iter=2000, solver="liblinear", random_state=0, tol=1e-4)
        m.fit(self.rows(data)[train], data.y[train], sample_weight=data.weight[train])
        self.w, self.b = m.coef_[0], float(m.intercept_[0])

    def rows(self, data):
        blocks = [normalize(x @ sp.diags(i / 16)) for x, i in zip(data.x, self.idf)]
        z = np.clip((data.dense - self.mean) * self.inverse, -3, 3) * DENSE_SCALE
        return sp.hstack([*blocks, sp.csr_matrix(z)]).tocsr()

    def margin(self, data):
        return self.rows(data) @ self.w + self.b


def held_out(data, fold):
    out = np.zeros(len(data.y))
    for f in sorted(set(fold)):
        out[fold == f] = Fit(data, (fold != f) & (data.weight > 0)).margin(data)[fold == f]
    return out


def platt(margin, y, weight):
    m = LogisticRegression(C=1e6, solver="lbfgs", max_iter=1000).fit(margin[:, None], y, sample_weight=weight)
    return float(m.coef_[0, 0]), float(m.intercept_[0])


def report(name, data, margin):
    k = np.where(data.half, "half", data.kind)

    def auc(*humans):
        m = (k == "mt") | np.isin(k, humans)
        return roc_auc_score(data.y[m], margin[m])

    print(f"{name}: AUC {auc('translator', 'native'):.3f} (against translators {auc('translator'):.3f}, native {auc('native'):.3f}, "
          f"polnear {auc('polnear'):.3f})")


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--data", type=pathlib.Path, required=True)
    args.add_argument("--check", action="store_true")
    args.add_argument("--count", action="store_true")
    args.add_argument("--program")
    args = args.parse_args()
    if args.program:
        PROGRAM[:] = [args.program]
    phrases = Phrases()
    rows = load(args.data, everything=args.count)
    if args.count:
        return phrases.count(rows)
    words = vocabulary(rows)
    header, records = features(pack(words), [r["text"] for r in rows if r["kind"] == "lm"])
    lm = language_model(header, records)
    rows = [r for r in rows if r["kind"] != "lm"]
    rows += list(halves(rows))
    header, records = features(pack(words, *lm), [r["text"] for r in rows])
    data = Data(rows, records)
    print(f"{len(words)} words, {len(lm[1])} pairs, {len(lm[2])} triples; {collections.Counter(data.kind.tolist())}; counted {[len(k) for k in data.keys]}")

    margin = held_out(data, data.fold)
    report("cross-validated by document", data, margin)
    language = np.array([{"ja": 0, "ru": 1}.get(s[2:4], 2) if s.endswith("-en") else -1 for s in data.set])
    by_language = held_out(data, np.where(language < 0, data.fold % 3, language))
    for n, name in enumerate(("Japanese", "Russian", "Icelandic, Ukrainian")):
        m = (language == n) & ~data.half
        everything = m | ((data.kind == "native") & (data.fold % 3 == n) & ~data.half)
        print(f"  {name} held out: AUC {roc_auc_score(data.y[m], by_language[m]):.3f} against translators, "
              f"{roc_auc_score(data.y[everything], by_language[everything]):.3f} with native texts")
    whole = ~data.half
    kind, y = data.kind[whole], data.y[whole]
    # Even odds: machine and human (translators and native alike) weigh the same.
    share = {**dict.fromkeys(WEIGHTS, 0.0), "mt": 1 / (kind == "mt").sum(), **{k: 0.5 / (kind == k).sum() for k in ("translator", "native")}}
    slope, offset = platt(margin[whole], y, np.array([share[k] for k in kind]) * 500)
    p = 1 / (1 + np.exp(-(slope * margin[whole] + offset)))
    # By text, with the phrases: what the program says.
    of_text, by_text = {}, {}
    for margins, result in ((margin, of_text), (by_language, by_text)):
        for n in sorted(set(data.text[whole])):
            m = data.text == n
            odds = slope * np.average(margins[m], weights=data.words[m]) + offset + phrases.odds(data.texts[n]["text"])
            result.setdefault(data.texts[n]["kind"], []).append(1 / (1 + math.exp(-odds)))
    human = np.array(of_text["translator"] + of_text["native"])
    threshold = max(np.quantile(human, 1 - FALSE_ALARMS), np.quantile(of_text["held"], 1 - FALSE_NEWS))
    threshold = min(0.99, math.ceil(threshold * 100) / 100)
    for name, result in (("by document", of_text), ("language held out", by_text)):
        y_true = np.repeat([1, 0, 0], [len(result[k]) for k in ("mt", "translator", "native")])
        print(f"  texts with phrases, {name}: AUC {roc_auc_score(y_true, result['mt'] + result['translator'] + result['native']):.3f}")
        for t in sorted({0.5, 0.8, 0.9, threshold}):
            print(f"    at {t:.2f}: " + ", ".join(f"{k} {np.mean(np.array(result[k]) >= t):.4f}" for k in WEIGHTS))
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        m = (p >= low) & (p < low + 0.2) & np.isin(kind, ["mt", "translator", "native"])
        print(f"  calibration {low:.1f}-{low + 0.2:.1f}: machine {y[m].mean():.2f} of {m.sum()}")
    if args.check:
        return
    fit = Fit(data, data.weight > 0)
    ends = np.cumsum([len(k) for k in data.keys])
    blocks = [(k, i.astype(int).tolist(), fit.w[e - len(k):e]) for k, i, e in zip(data.keys, fit.idf, ends)]
    dense = list(zip(fit.mean, fit.inverse, fit.w[ends[-1]:] * DENSE_SCALE))
    model = pack(words, *lm, blocks, dense, (fit.b, slope, offset, threshold))
    MODEL.write_bytes(model)
    print(f"{MODEL.name}: {len(model)} bytes")
    _, records = features(model, [r["text"] for r in rows])
    ours = slope * fit.margin(data) + offset
    theirs = np.concatenate([record["odds"][:pieces(r)] for r, record in zip(rows, records)])
    print(f"largest difference between program and trainer: {np.abs(ours - theirs).max():.4f} log-odds")
    if SAMPLES.exists():
        samples = [json.loads(line)["text"] for line in SAMPLES.read_text().splitlines()]
        _, records = features(model, samples)
        test = Data.__new__(Data)
        test.dense = np.array([p["dense"] for r in records for p in r["pieces"]])
        counts = [[collections.Counter(p["symbols"]) for r in records for p in r["pieces"]],
                  [collections.Counter(a << 16 | b for a, b in zip(p["symbols"], p["symbols"][1:])) for r in records for p in r["pieces"]]]
        test.x = [sp.csr_matrix([[math.log1p(c[k]) for k in ks] for c in cs]) for cs, ks in zip(counts, data.keys)]
        odds = slope * fit.margin(test) + offset
        with SAMPLES.open("w") as out:
            for text, o in zip(samples, odds[np.cumsum([0] + [len(r["pieces"]) for r in records])[:-1]]):
                out.write(json.dumps({"text": text, "odds": round(float(o), 4)}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
