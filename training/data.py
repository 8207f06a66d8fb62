"""From the program's own tokens (`dump_features`) and gold annotations to training examples.

A *window* is a paragraph, or a part of one that is longer than the program's cap: byte spans of its tokens, feature rows,
sentence numbers, and (here) labels and links.
"""
import bisect
import collections
import json
import os

import numpy as np

LABELS = ["O", "B-S", "I-S", "B-Q", "I-Q", "B-C", "I-C"]
SOURCE, CUE, CONTENT = 1, 3, 5      # the B labels; I is one more
NO_LINK, NULL_LINK = -100, -1       # nothing to learn; "links to nothing"


class Window:
    """One sequence for the network."""
    __slots__ = ("doc", "set", "spans", "sentences", "quoted", "features", "labels", "cue_of", "source_of")

    def __init__(self, row, set_name):
        self.doc = row["doc"]
        self.set = set_name
        self.spans = row["spans"]
        self.sentences = row["sent"]
        self.quoted = row["quoted"]
        wide = max(map(len, row["f"]))
        self.features = np.array([r + [-1] * (wide - len(r)) for r in row["f"]], np.int32)
        n = len(self.spans)
        self.labels = np.zeros(n, np.int64)
        self.cue_of = np.full(n, NO_LINK, np.int64)      # content token -> first token of its cue
        self.source_of = np.full(n, NO_LINK, np.int64)   # cue token -> first token of its source

    def __len__(self):
        return len(self.spans)


def byte_offsets(text):
    """Byte offset of every code point, and the end."""
    sizes = [len(c.encode()) for c in text]
    return np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])


def load_gold(path):
    with open(path, encoding="utf-8") as f:
        return {r["doc"]: r["attributions"] for r in map(json.loads, f)}


def load_windows(path, name):
    """Windows of a dump, by document, in order."""
    docs = collections.OrderedDict()
    with open(path, encoding="utf-8") as f:
        for line in f:
            row = json.loads(line)
            docs.setdefault(row["doc"], []).append(Window(row, name))
    return docs


def label(docs, gold, texts, stats=None):
    """Writes labels and links into the windows of every document. Returns the documents without an annotation."""
    stats = stats if stats is not None else collections.Counter()
    for doc, windows in docs.items():
        with open(os.path.join(texts, doc), encoding="utf-8", newline="") as f:
            at = byte_offsets(f.read().removeprefix("\ufeff"))
        starts, where = [], []
        for w, window in enumerate(windows):
            for i, (s, _) in enumerate(window.spans):
                starts.append(s)
                where.append((w, i))

        def tokens(pieces):
            out = []
            for b, e in pieces:
                b, e = at[b], at[e]
                first = max(0, bisect.bisect_right(starts, b) - 1)
                got = [where[k] for k in range(first, bisect.bisect_left(starts, e))
                       if windows[where[k][0]].spans[where[k][1]][1] > b]
                if got:
                    out.append(got)
            return out

        items = [(tokens(g["source"]), tokens(g["cue"]), tokens(g["content"])) for g in gold.get(doc, ())]
        for sources, cues, contents in items:
            if cues and contents:
                inside = cues[0][0]
                if any(inside in piece for _, q, c in items if c is not contents and q for piece in c):
                    stats["nested, left out"] += 1
                    continue
            cue = cues[0][0] if cues else None
            for kind, pieces in ((CONTENT, contents), (SOURCE, sources), (CUE, cues)):
                if kind == SOURCE and cue is None:
                    continue
                for piece in pieces:
                    for k, (w, i) in enumerate(piece):
                        window = windows[w]
                        if kind == CONTENT and window.labels[i]:
                            stats["content on " + LABELS[window.labels[i]]] += 1
                            continue
                        if window.labels[i] and not (kind == SOURCE and window.labels[i] in (1, 2)):
                            stats[LABELS[kind] + " on " + LABELS[window.labels[i]]] += 1
                        window.labels[i] = kind if k == 0 else kind + 1
                        if kind == CONTENT:
                            window.cue_of[i] = NULL_LINK if cue is None else cue[1] if cue[0] == w else NO_LINK
                        elif kind == CUE:
                            window.cue_of[i] = NO_LINK
                            first = sources[0][0] if sources else None
                            window.source_of[i] = NULL_LINK if first is None else first[1] if first[0] == w else NO_LINK
                        else:
                            window.cue_of[i] = NO_LINK
                            if window.labels[i] in (CUE, CUE + 1):
                                window.source_of[i] = NO_LINK
            stats["attributions"] += 1
        for window in windows:      # I after something else becomes B
            for i, l in enumerate(window.labels):
                if l and l % 2 == 0 and (i == 0 or window.labels[i - 1] not in (l - 1, l)):
                    window.labels[i] = l - 1
    return stats


def batches(lengths, size, rng=None):
    """Lists of indices, each at most `size` padded tokens; shuffled when a random generator is given."""
    key = [n + (rng.random() * 4 if rng else 0) for n in lengths]
    out, now, longest = [], [], 0
    for i in sorted(range(len(lengths)), key=key.__getitem__):
        if now and (len(now) + 1) * max(longest, lengths[i]) > size:
            out.append(now)
            now, longest = [], 0
        now.append(i)
        longest = max(longest, lengths[i])
    if now:
        out.append(now)
    if rng:
        rng.shuffle(out)
    return [sorted(b, key=lambda i: -lengths[i]) for b in out]
