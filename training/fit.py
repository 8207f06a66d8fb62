#!/usr/bin/env python3
"""Trains the network of the tagger. train.py runs this and what comes before and after it."""
import argparse
import collections
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
import sets


def arguments():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--sets", required=True, help="folder that train.py filled: a folder a set, layout.json")
    p.add_argument("--data", required=True, help="folder with bench/")
    p.add_argument("--only", help="of the training sets only these, by commas")
    p.add_argument("--all", action="store_true", help="train on what is held out as well: for the weights that ship, when all else is fitted and chosen without")
    p.add_argument("--fold", type=int, default=0, help="which articles are held out: the next ones of each set for each fold")
    p.add_argument("--start", help="a network to begin with, instead of chance")
    p.add_argument("--copies", type=int, default=2, help="altered copies of each article, one an epoch beside the article itself; 0: none")
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
    p.add_argument("--rate", type=float, default=2.3e-3)
    p.add_argument("--decay", type=float, default=0.01)
    p.add_argument("--table-decay", type=float, default=0.0)
    p.add_argument("--batch", type=int, default=3000)
    p.add_argument("--link-weight", type=float, default=0.25)
    p.add_argument("--name-weight", type=float, default=0.6)
    p.add_argument("--nominal-weight", type=float, default=0.4)
    p.add_argument("--said-weight", type=float, default=0.3)
    p.add_argument("--meaning-weight", type=float, default=0.2)
    p.add_argument("--meaning", type=int, default=64, help="values of a mention's view")
    p.add_argument("--articles", type=int, default=0, help="only so many articles of polnear/train")
    p.add_argument("--every", type=int, default=8)
    p.add_argument("--bf16", type=int, default=1)
    p.add_argument("--threads", type=int, default=1)
    return p.parse_args()


def scorer(folder):
    sys.path.insert(0, folder)
    import score
    return score


Said = collections.namedtuple("Said", "labels to_cue to_source names nominals said meaning")


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


def collate(windows, batch):
    """Tensors of a batch, padded: features, and what is to be learned (data.UNKNOWN: nothing); its lengths and mask."""
    n = [len(windows[i]) for i in batch]
    size, longest, k = len(batch), n[0], max(windows[i].features.shape[1] for i in batch)
    f = np.full((size, longest, k), -1, np.int64)
    y, cue, src, said, names, nominals = (np.full((size, longest), data.UNKNOWN) for _ in range(6))
    for r, i in enumerate(batch):
        w = windows[i]
        f[r, :n[r], :w.features.shape[1]], y[r, :n[r]] = w.features, w.labels
        cue[r, :n[r]] = np.where(w.cue_of == data.NULL_LINK, np.arange(n[r]), w.cue_of)
        src[r, :n[r]] = np.where(w.source_of == data.NULL_LINK, np.arange(n[r]), w.source_of)
        said[r, :n[r]], names[r, :n[r]], nominals[r, :n[r]] = w.said, w.names, w.nominals
    n = torch.tensor(n)
    mask = (torch.arange(longest)[None] < n[:, None]).float().unsqueeze(-1)
    return [torch.from_numpy(a) for a in (f, y, cue, src, said, names, nominals)] + [n, mask]


def looking_back(windows, batch, longest):
    """For each mention of a batch (window, word): which words it may mean (itself for none), and which of them are right."""
    at, may, right = [], [], []
    for r, i in enumerate(batch):
        anchors = windows[i].anchors
        for k, (word, who) in enumerate(anchors):
            m, g = np.zeros(longest, bool), np.zeros(longest, bool)
            m[word] = True
            for earlier, other in anchors[:k]:
                m[earlier] = True
                g[earlier] = other == who
            g[word] = not g.any()
            at.append((r, word))
            may.append(m)
            right.append(g)
    if not at:
        return None
    return torch.tensor(at), torch.from_numpy(np.array(may)), torch.from_numpy(np.array(right))


@torch.no_grad()
def predict(model, windows):
    """What the network says of every window: label scores, links to cues and sources, names, nominals, said, antecedents."""
    model.eval()
    out = [None] * len(windows)
    for batch in data.batches([len(w) for w in windows], 4000):
        f, *_, n, mask = collate(windows, batch)
        x = model.encode(f, mask)
        values = [a.numpy() for a in (*model.scores(x), *model.links(x), model.antecedents(x))]
        labels, names, nominals, said, to_cue, to_source, meaning = values
        for r, i in enumerate(batch):
            k = int(n[r])
            out[i] = Said(labels[r, :k].copy(), to_cue[r, :k, :k].copy(), to_source[r, :k, :k].copy(), names[r, :k].copy(), nominals[r, :k].copy(), said[r, :k].copy(), meaning[r, :k, :k].copy())
    return out


def attributions(model, windows, outputs, bias=0.0):
    steps, starts, ends = (a.detach().numpy() for a in model.crf())
    found = []
    for window, (s, p, q, *_) in zip(windows, outputs):
        s, quoted = s.copy(), window.quoted
        s[:, 0] -= bias
        y = decode.viterbi(s, steps, starts, ends)
        found.append(decode.attributions(y, p, q, model.no_cue.item(), model.no_source.item(), quoted) if any(y) else [])
    return found


def cues_of(window):
    """(first, past last, said) of the cues whose said-or-not is known."""
    at = 0
    while at < len(window):
        end = at + 1
        if window.said[at] != data.UNKNOWN:
            while end < len(window) and window.said[end] == window.said[at] and window.labels[end] not in (data.SOURCE, data.CUE, data.CONTENT):
                end += 1
            yield at, end, window.said[at]
        at = end


def said_or_not(windows, outputs):
    """Of cues: how many, how many right; of those that were not said, how many are seen, and how many others are taken for one."""
    rows = [(said, output.said[at:end].mean() > 0) for window, output in zip(windows, outputs) for at, end, said in cues_of(window)]
    unsaid = [found for said, found in rows if not said]
    return len(rows), sum(found == said for said, found in rows), len(unsaid), unsaid.count(False), sum(1 for said, found in rows if said and not found)


def mentions_of(labels):
    """{(first, past last, kind)} of a sequence of B and I."""
    out, start = set(), None
    for i, l in enumerate([*labels, 0]):
        if start is not None and l != labels[start] + 1:
            out.add((start, i, int(labels[start])))
            start = None
        if l > 0 and l % 2 == 1:
            start = i
    return out


def judged(want, have):
    """The mentions that are annotated, and those found where it is known what stands there; of names people and organizations alone where no others are annotated."""
    known = want != data.UNKNOWN
    gold, found = mentions_of(np.where(want >= 0, want, 0)), {m for m in mentions_of(have) if known[m[0]:m[1]].all()}
    if (want == data.NOBODY).any():
        gold, found = ({m for m in ms if m[2] in (1, 3)} for ms in (gold, found))
    return gold, found


def best_mentions(scores):
    """The best sequence in which every I follows its B or I."""
    steps = np.zeros((scores.shape[1],) * 2)
    for j in range(2, scores.shape[1], 2):
        steps[:, j] = network.FORBIDDEN
        steps[[j - 1, j], j] = 0
    starts = np.where((np.arange(scores.shape[1]) > 0) & (np.arange(scores.shape[1]) % 2 == 0), network.FORBIDDEN, 0)
    return decode.viterbi(scores, steps, starts, np.zeros(scores.shape[1]))


def show_mentions(windows, outputs):
    """Typed F1 of names and of nominals where they are annotated; how many antecedents are right, of pronouns and of other mentions that have one."""
    parts = []
    for field in ("names", "nominals"):
        found = gold = both = 0
        for window, output in zip(windows, outputs):
            want = getattr(window, field)
            w, h = judged(want, best_mentions(getattr(output, field)))
            found, gold, both = found + len(h), gold + len(w), both + len(w & h)
        parts.append(f"{field} {200 * both / max(1, found + gold):.1f} (R {100 * both / max(1, gold):.1f})")
    right, total = [0, 0], [0, 0]
    for window, output in zip(windows, outputs):
        for k, (word, who) in enumerate(window.anchors):
            golds = [w for w, o in window.anchors[:k] if o == who]
            if golds:
                kind = 0 if window.nominals[word] in (7, 8) else 1
                candidates = [w for w, _ in window.anchors[:k]]
                total[kind] += 1
                right[kind] += candidates[int(np.argmax(output.meaning[word, candidates]))] in golds
    parts.append(f"antecedents of pronouns {100 * right[0] / max(1, total[0]):.1f} of {total[0]}, others {100 * right[1] / max(1, total[1]):.1f} of {total[1]}")
    return ", ".join(parts)


def load(args):
    """For each epoch the training windows, and the sets to measure on."""
    bench = os.path.join(args.data, "bench")
    always, copies, measured = [], [[] for _ in range(max(1, args.copies))], []
    for name, set_ in sets.SETS.items():
        folder = os.path.join(args.sets, name)
        if not os.path.isdir(folder) or args.only and name not in args.only.split(","):
            continue
        stats = collections.Counter()
        part = None if args.all else False
        docs = sets.load(args.sets, name, held=part, stats=stats)
        print(name, len(docs), "articles", dict(stats), flush=True)
        if name == "polnear" and args.articles:
            docs = {d: docs[d] for d in random.Random(7).sample(sorted(docs), args.articles)}
        windows = [w for ws in docs.values() for w in ws]
        altered = [c for c in range(1, args.copies + 1) if os.path.isdir(f"{folder}+{c}")]
        if altered:      # one of the times is an altered copy; of what is seen once, every second time
            always += windows * (set_.times - 1)
            for e in range(len(copies)):
                if set_.times == 1 and e % 2 == 0:
                    copies[e] += windows
                else:
                    copies[e] += [w for d, ws in sets.load(args.sets, name, altered[e % len(altered)], held=part).items()
                                  if not args.articles or name != "polnear" or d[:-4].rpartition(".")[0] + ".txt" in docs for w in ws]
        else:
            always += windows * set_.times
        if args.all:
            continue
        held = sets.load(args.sets, name, held=True)
        measured.append(Bench(name, held, data.load_gold(f"{folder}/gold.jsonl"), folder, data.load_gold(f"{folder}/optional.jsonl") or None))
    for name, (where, _) in sets.DEV.items():
        path = os.path.join(args.sets, name.replace("/", "-"), "windows.jsonl")
        if not os.path.exists(path):
            continue
        docs = data.load_windows(path, name)
        folder = os.path.join(bench, where)
        gold, optional = data.load_gold(folder + ".gold.jsonl"), data.load_gold(folder + ".optional.jsonl")
        docs = {d: w for d, w in docs.items() if d in gold}
        if name == "polnear/dev":
            with open(f"{bench}/polnear/dev.names", encoding="utf-8") as f:
                keep = {line.strip() for line in f}
            docs = {d: w for d, w in docs.items() if d in keep}
        measured.append(Bench(name, docs, gold, folder, optional or None))
    return [always + c for c in copies], measured


def main():
    args = arguments()
    sets.fold = args.fold
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    np.random.seed(args.seed)
    rng = random.Random(args.seed)
    score = scorer(os.path.join(args.data, "bench"))
    by_epoch, measured = load(args)
    with open(f"{args.sets}/layout.json", encoding="utf-8") as f:
        layout = json.load(f)
    config = {"rows": layout["rows"], "width": args.width, "hidden": args.hidden, "layers": args.layers, "convolutions": 1,
              "rank": args.rank, "meaning": args.meaning, "drop": args.drop, "words": layout["words"]}
    vectors = torch.from_numpy(np.load(args.vectors)) if args.vectors else None
    if args.vectors:
        config["vectors"] = vectors.shape[1]
    seen = np.zeros(layout["rows"], np.int64)
    for w in {id(w): w for windows in by_epoch for w in windows}.values():
        np.add.at(seen, w.features[w.features >= 0], 1)
    counts = seen[:layout["words"]].copy()
    keep = torch.from_numpy((1 - args.word_drop) * counts / (counts + args.rare + 1e-9)).float()
    model = network.Network(config)
    if args.vectors:
        model.vectors.copy_(vectors)
    table = sum(p.numel() for p in model.table.parameters())
    total = sum(p.numel() for p in model.parameters())
    lengths = [[len(w) for w in windows] for windows in by_epoch]
    print(f"{len(by_epoch[0])} windows, {sum(lengths[0])} tokens an epoch; {total / 1e6:.2f} M weights, {(total - table) / 1e3:.0f} k outside the table", flush=True)
    optimizer = torch.optim.AdamW([
        {"params": [model.table.weight], "weight_decay": args.table_decay},
        {"params": [p for n, p in model.named_parameters() if not n.startswith("table")], "weight_decay": args.decay}],
        lr=args.rate, betas=(0.9, 0.98), fused=True)
    whole = False
    if args.start:
        with open(args.start, "rb") as f:
            start = pickle.load(f)
        whole = start.get("whole", False)
        model.load_state_dict({k: torch.from_numpy(v) for k, v in start["weights"].items()})
    average = {k: v.detach().clone() for k, v in model.state_dict().items()}
    steps = sum(len(data.batches(lengths[e % len(lengths)], args.batch, random.Random(0))) for e in range(args.epochs))
    warm, step, began = min(300, steps // 10), 0, time.time()
    for epoch in range(args.epochs):
        model.train()
        sums, read = collections.Counter(), 0
        at = time.time()
        windows = by_epoch[epoch % len(by_epoch)]
        for batch in data.batches(lengths[epoch % len(by_epoch)], args.batch, rng):
            rate = step / warm if step < warm else max(0.01, 0.5 * (1 + math.cos(math.pi * min(1, (step - warm) / (steps - warm)))))
            for group in optimizer.param_groups:
                group["lr"] = args.rate * rate
            f, y, cue, src, said, names, nominals, n, mask = collate(windows, batch)
            words = f[..., 0]
            drop = torch.rand(words.shape) >= keep[words.clamp(min=0)]
            f[..., 0] = torch.where(drop & (words >= 0), torch.zeros_like(words), words)
            known = torch.where(drop & (torch.rand(words.shape) < args.vector_drop), torch.zeros_like(words), words)
            with torch.autocast("cpu", torch.bfloat16, enabled=bool(args.bf16)):
                x = model.encode(f, mask, known)
            x = x.float()
            tokens = int(n.sum())
            labels, to_names, to_nominals, to_said = model.scores(x)
            losses = {"crf": network.CrfLoss.apply(labels, *model.crf(), y, n) / tokens}
            p, q = model.links(x)
            outside = (mask.squeeze(-1) < 0.5)[:, None, :]
            eye = torch.eye(p.shape[1])[None]
            p = p.masked_fill(outside, -1e4) + eye * model.no_cue
            q = q.masked_fill(outside, -1e4) + eye * model.no_source
            cross = nn.functional.cross_entropy
            if (cue >= 0).any():
                losses["link"] = args.link_weight * cross(p[cue >= 0], cue[cue >= 0])
            if (src >= 0).any():
                losses["source"] = 0.4 * args.link_weight * cross(q[src >= 0], src[src >= 0])
            nobody = names == data.NOBODY
            if (names >= 0).any():
                losses["names"] = args.name_weight * cross(to_names[names >= 0], names[names >= 0], reduction="sum") / tokens
            if nobody.any():
                free = to_names[nobody]
                losses["nobody"] = args.name_weight * (free.logsumexp(1) - free[:, [0, 5, 6, 7, 8]].logsumexp(1)).sum() / tokens
            if (nominals >= 0).any():
                losses["nominals"] = args.nominal_weight * cross(to_nominals[nominals >= 0], nominals[nominals >= 0], reduction="sum") / tokens
            if (said >= 0).any():
                losses["said"] = args.said_weight * nn.functional.binary_cross_entropy_with_logits(to_said[said >= 0], said[said >= 0].float(), reduction="mean")
            back = looking_back(windows, batch, x.shape[1]) if args.meaning_weight else None
            if back:
                at_, may, right = back
                m = model.antecedents(x)[at_[:, 0], at_[:, 1]]
                losses["meaning"] = args.meaning_weight * (m.masked_fill(~may, -1e4).logsumexp(1) - m.masked_fill(~right, -1e4).logsumexp(1)).mean()
            loss = sum(losses.values())
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            step += 1
            for name, value in losses.items():
                sums[name] += value.item() * tokens
            read += tokens
            if step % 8 == 0:
                with torch.no_grad():
                    d = min(0.998, (1 + step) / (10 + step)) ** 8
                    for k, v in model.state_dict().items():
                        if k != "vectors":
                            average[k].lerp_(v, 1 - d)
        print(f"epoch {epoch + 1}: " + ", ".join(f"{k} {v / read:.4f}" for k, v in sums.items()) + f"; {time.time() - at:.0f} s ({read / (time.time() - at):.0f} words/s)", flush=True)
        if (epoch + 1) % args.every == 0 or epoch + 1 == args.epochs:
            kept = {k: v.detach().clone() for k, v in model.state_dict().items()}
            model.load_state_dict(average)
            for s in measured:
                outputs = predict(model, s.windows)
                if any(s.gold.values()):
                    print(f"  {s.name:12} {show(s.score(score, attributions(model, s.windows, outputs)))}", flush=True)
                if any(w.anchors for w in s.windows):
                    print(f"  {'':12} {show_mentions(s.windows, outputs)}; said or not: of {{}} cues {{}} right; of {{}} unsaid {{}} seen, {{}} wrongly".format(*said_or_not(s.windows, outputs)), flush=True)
            with open(args.save, "wb") as out:
                pickle.dump({"config": config, "layout": layout, "args": vars(args), "counts": counts, "seen": seen, "whole": whole,
                             "weights": {k: v.numpy().copy() for k, v in model.state_dict().items()}}, out)
            model.load_state_dict(kept)
    print(f"{(time.time() - began) / 60:.1f} minutes")


if __name__ == "__main__":
    main()
