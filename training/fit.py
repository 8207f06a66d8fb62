#!/usr/bin/env python3
"""Trains the network of the tagger. train.py runs this and what comes before and after it."""
import argparse
import json
import math
import os
import pickle
import random
import sys
import time

import numpy as np
import torch
from torch import nn

import data
import decode
import network

VALIDATION_EVERY = 13      # every 13th article of polnear/train: 65 of them


def arguments():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--dump", required=True, help="folder of dump_features' output: NAME.jsonl")
    p.add_argument("--data", required=True, help="folder with polnear/ and score.py")
    p.add_argument("--own", help="folder with nl/ and mt/: texts and gold.jsonl of marked.py")
    p.add_argument("--vectors", help="what vectors.py saved")
    p.add_argument("--vector-drop", type=float, default=0.1, help="of the words that are taken for unknown ones, so many lose their vector too")
    p.add_argument("--save", required=True)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--epochs", type=int, default=16)
    p.add_argument("--width", type=int, default=128)
    p.add_argument("--hidden", type=int, default=128)
    p.add_argument("--layers", type=int, default=2)
    p.add_argument("--rank", type=int, default=32)
    p.add_argument("--drop", type=float, default=0.35)
    p.add_argument("--word-drop", type=float, default=0.1)
    p.add_argument("--rare", type=float, default=0.25, help="word dropout a / (a + count) on top")
    p.add_argument("--rate", type=float, default=2e-3)
    p.add_argument("--decay", type=float, default=0.01)
    p.add_argument("--table-decay", type=float, default=0.0)
    p.add_argument("--batch", type=int, default=2000)
    p.add_argument("--link-weight", type=float, default=0.25)
    p.add_argument("--own-weight", type=int, default=2, help="times each own article is seen an epoch")
    p.add_argument("--articles", type=int, default=0, help="only so many articles of polnear/train")
    p.add_argument("--all", action="store_true", help="train on the validation part too")
    p.add_argument("--every", type=int, default=4)
    p.add_argument("--bf16", type=int, default=1)
    return p.parse_args()


def scorer(folder):
    sys.path.insert(0, folder)
    import score
    return score


class Bench:
    """A set to measure on: windows, gold, texts."""

    def __init__(self, name, docs, gold, texts, optional=None):
        self.name, self.docs = name, docs
        self.windows = [w for ws in docs.values() for w in ws]
        self.gold = {d: gold.get(d, []) for d in docs}
        self.optional = optional
        self.texts, self.points = {}, {}
        for doc in docs:
            with open(os.path.join(texts, doc), encoding="utf-8", newline="") as f:
                self.texts[doc] = f.read()
            at = data.byte_offsets(self.texts[doc])
            self.points[doc] = {int(b): i for i, b in enumerate(at)}

    def score(self, score, found):
        rows = {d: [] for d in self.docs}
        for window, items in zip(self.windows, found):
            at = self.points[window.doc]

            def place(s):
                return [at[window.spans[s[1]][0]], at[window.spans[s[2] - 1][1]]]
            for a in items:
                inside = [window.quoted[i] for c in a["content"] for i in range(c[1], c[2])]
                rows[window.doc].append({
                    "kind": "direct" if all(inside) else "mixed" if any(inside) else "indirect",
                    "source": [place(a["source"])] if a["source"] else [], "cue": [place(q) for q in a["cue"]],
                    "content": [place(c) for c in a["content"]], "speaker": None})
        return score.score(self.gold, rows, self.texts, self.optional)


def show(result):
    m, v = result["measures"], result["direct_view"]["direct+mixed"]
    f = lambda x: 100 * (x or 0)
    s = m["source_soft"]
    return (f"attribution {f(s['f1']):.1f} (P {f(s['precision']):.1f} R {f(s['recall']):.1f}) exact {f(m['content_exact']['f1']):.1f} "
            f"soft {f(m['content_soft']['f1']):.1f} cue {f(m['cue_soft']['f1']):.1f} quote {f(v['quote']):.1f} / {f(v['quote+speaker']):.1f}")


def held_out(names, name):
    """The articles that are never trained on (unless --all), of a sorted list of file names."""
    every, at = (VALIDATION_EVERY, 5) if name == "polnear" else (8, 3)
    return {d for i, d in enumerate(names) if i % every == at}


def collate(windows, batch):
    n = [len(windows[i]) for i in batch]
    size, longest, k = len(batch), n[0], max(windows[i].features.shape[1] for i in batch)
    f = np.full((size, longest, k), -1, np.int64)
    y, cue, src = (np.full((size, longest), data.NO_LINK) for _ in range(3))
    for r, i in enumerate(batch):
        w = windows[i]
        f[r, :n[r], :w.features.shape[1]], y[r, :n[r]] = w.features, w.labels
        cue[r, :n[r]] = np.where(w.cue_of == data.NULL_LINK, np.arange(n[r]), w.cue_of)
        src[r, :n[r]] = np.where(w.source_of == data.NULL_LINK, np.arange(n[r]), w.source_of)
    n = torch.tensor(n)
    mask = (torch.arange(longest)[None] < n[:, None]).float().unsqueeze(-1)
    return [torch.from_numpy(a) for a in (f, y, cue, src)] + [n, mask]


@torch.no_grad()
def predict(model, windows):
    """Scores of every window: label scores, links, nulls."""
    model.eval()
    out = [None] * len(windows)
    for batch in data.batches([len(w) for w in windows], 4000):
        f, _, _, _, n, mask = collate(windows, batch)
        x = model.encode(f, mask)
        s = model.scores(x).numpy()
        p, q = (a.numpy() for a in model.links(x))
        for r, i in enumerate(batch):
            k = int(n[r])
            out[i] = (s[r, :k].copy(), p[r, :k, :k].copy(), q[r, :k, :k].copy())
    return out


def attributions(model, windows, outputs, bias=0.0):
    steps, starts, ends = (a.detach().numpy() for a in model.crf())
    found = []
    for window, (s, p, q) in zip(windows, outputs):
        s, quoted = s.copy(), window.quoted
        s[:, 0] -= bias
        y = decode.viterbi(s, steps, starts, ends)
        found.append(decode.attributions(y, p, q, model.no_cue.item(), model.no_source.item(), quoted) if any(y) else [])
    return found


def load(args):
    """Training windows and the sets to measure on."""
    bench = os.path.join(args.data, "polnear")
    docs = data.load_windows(f"{args.dump}/polnear-train.jsonl", "polnear")
    gold = data.load_gold(f"{bench}/train.gold.jsonl")
    print("polnear/train", dict(data.label(docs, gold, f"{bench}/train")), flush=True)
    names = sorted(docs)
    held = held_out(names, "polnear")
    valid = {d: docs[d] for d in names if d in held}
    train = [d for d in names if args.all or d not in held]
    if args.articles:
        train = random.Random(7).sample(train, args.articles)
    windows = [w for d in train for w in docs[d]]
    sets = [Bench("valid", valid, gold, f"{bench}/train")]
    for lang in ("nl", "mt") if args.own else ():
        folder = os.path.join(args.own, lang)
        if not os.path.exists(f"{folder}/gold.jsonl"):
            continue
        own = data.load_windows(f"{args.dump}/own-{lang}.jsonl", lang)
        gold = data.load_gold(f"{folder}/gold.jsonl")
        print("own", lang, dict(data.label(own, gold, folder)), flush=True)
        names = sorted(own)
        held = held_out(names, lang)
        sets.append(Bench(f"own-{lang}", {d: own[d] for d in names if d in held}, gold, folder))
        windows += [w for d in names if args.all or d not in held for w in own[d]] * args.own_weight
    for name, where in (("polnear", "polnear/dev"), ("nl", "nl/dev"), ("mt", "mt/dev")):
        if not os.path.exists(f"{args.dump}/{name}-dev.jsonl"):
            continue
        docs = data.load_windows(f"{args.dump}/{name}-dev.jsonl", name)
        gold = data.load_gold(os.path.join(args.data, name, "dev.gold.jsonl"))
        if name == "polnear":
            with open(f"{bench}/dev.names", encoding="utf-8") as f:
                keep = {line.strip() for line in f}
            docs = {d: w for d, w in docs.items() if d in keep}
        data.label(docs, gold, os.path.join(args.data, where))
        optional = os.path.join(args.data, name, "dev.optional.jsonl")
        sets.append(Bench(name + "/dev", docs, gold, os.path.join(args.data, where),
                          data.load_gold(optional) if os.path.exists(optional) else None))
    return windows, sets


def main():
    args = arguments()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    np.random.seed(args.seed)
    rng = random.Random(args.seed)
    score = scorer(args.data)
    windows, sets = load(args)
    with open(f"{args.dump}/layout.json", encoding="utf-8") as f:
        layout = json.load(f)
    config = {"rows": layout["rows"], "width": args.width, "hidden": args.hidden, "layers": args.layers, "convolutions": 1,
              "rank": args.rank, "drop": args.drop, "words": layout["words"]}
    vectors = torch.from_numpy(np.load(args.vectors)) if args.vectors else None
    if args.vectors:
        config["vectors"] = vectors.shape[1]
    seen = np.zeros(layout["rows"], np.int64)
    for w in windows:
        np.add.at(seen, w.features[w.features >= 0], 1)
    counts = seen[:layout["words"]].copy()
    keep = torch.from_numpy((1 - args.word_drop) * counts / (counts + args.rare + 1e-9)).float()
    model = network.Network(config)
    if args.vectors:
        model.vectors.copy_(vectors)
    table = sum(p.numel() for p in model.table.parameters())
    total = sum(p.numel() for p in model.parameters())
    lengths = [len(w) for w in windows]
    print(f"{len(windows)} windows, {sum(lengths)} tokens; {total / 1e6:.2f} M weights, {(total - table) / 1e3:.0f} k outside the table", flush=True)
    optimizer = torch.optim.AdamW([
        {"params": [model.table.weight], "weight_decay": args.table_decay},
        {"params": [p for n, p in model.named_parameters() if not n.startswith("table")], "weight_decay": args.decay}],
        lr=args.rate, betas=(0.9, 0.98), fused=True)
    average = {k: v.detach().clone() for k, v in model.state_dict().items()}
    steps = len(data.batches(lengths, args.batch, random.Random(0))) * args.epochs
    warm, step, began = min(300, steps // 10), 0, time.time()
    for epoch in range(args.epochs):
        model.train()
        sum_crf = sum_link = seen = 0
        at = time.time()
        for batch in data.batches(lengths, args.batch, rng):
            rate = step / warm if step < warm else max(0.01, 0.5 * (1 + math.cos(math.pi * min(1, (step - warm) / (steps - warm)))))
            for group in optimizer.param_groups:
                group["lr"] = args.rate * rate
            f, y, cue, src, n, mask = collate(windows, batch)
            words = f[..., 0]
            drop = torch.rand(words.shape) >= keep[words.clamp(min=0)]
            f[..., 0] = torch.where(drop & (words >= 0), torch.zeros_like(words), words)
            known = torch.where(drop & (torch.rand(words.shape) < args.vector_drop), torch.zeros_like(words), words)
            with torch.autocast("cpu", torch.bfloat16, enabled=bool(args.bf16)):
                x = model.encode(f, mask, known)
            x = x.float()
            tokens = int(n.sum())
            crf = network.CrfLoss.apply(model.scores(x), *model.crf(), y, n) / tokens
            p, q = model.links(x)
            outside = (mask.squeeze(-1) < 0.5)[:, None, :]
            eye = torch.eye(p.shape[1])[None]
            p = p.masked_fill(outside, -1e4) + eye * model.no_cue
            q = q.masked_fill(outside, -1e4) + eye * model.no_source
            link = 0
            if (cue >= 0).any():
                link = link + nn.functional.cross_entropy(p[cue >= 0], cue[cue >= 0])
            if (src >= 0).any():
                link = link + 0.4 * nn.functional.cross_entropy(q[src >= 0], src[src >= 0])
            loss = crf + args.link_weight * link
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            step += 1
            sum_crf += crf.item() * tokens
            sum_link += (link.item() if torch.is_tensor(link) else 0) * tokens
            seen += tokens
            if step % 8 == 0:
                with torch.no_grad():
                    d = min(0.998, (1 + step) / (10 + step)) ** 8
                    for k, v in model.state_dict().items():
                        if k != "vectors":
                            average[k].lerp_(v, 1 - d)
        print(f"epoch {epoch + 1}: loss {sum_crf / seen:.4f} link {sum_link / seen:.3f}, {time.time() - at:.0f} s ({seen / (time.time() - at):.0f} tokens/s)", flush=True)
        if (epoch + 1) % args.every == 0 or epoch + 1 == args.epochs:
            kept = {k: v.detach().clone() for k, v in model.state_dict().items()}
            model.load_state_dict(average)
            for s in sets:
                print(f"  {s.name:12} {show(s.score(score, attributions(model, s.windows, predict(model, s.windows))))}", flush=True)
            with open(args.save, "wb") as out:
                pickle.dump({"config": config, "layout": layout, "args": vars(args), "counts": counts, "seen": seen,
                             "weights": {k: v.numpy().copy() for k, v in model.state_dict().items()}}, out)
            model.load_state_dict(kept)
    print(f"{(time.time() - began) / 60:.1f} minutes")


if __name__ == "__main__":
    main()
