"""From the program's own words (`dump_features`) and annotations to training examples.

A *window* is a sequence of words that the network reads at once: byte spans, feature rows, sentence numbers, and (here) what is to be learned of each word.
Nothing is learned where a label is UNKNOWN: an annotation that leaves something out teaches nothing about it.
"""
import bisect
import collections
import json
import os
import re

import numpy as np

LABELS = ["O", "B-S", "I-S", "B-Q", "I-Q", "B-C", "I-C"]
SOURCE, CUE, CONTENT = 1, 3, 5      # the B labels; I is one more
UNKNOWN, NULL_LINK = -100, -1       # nothing to learn; "links to nothing"
NOBODY = -200                       # of names: no person and no organization, but a place or another name perhaps

# Names, and what else stands for people and bodies: B, then I.
NAMES = ["O"] + [b + t for t in ("person", "organization", "place", "other") for b in ("B-", "I-")]
NOMINALS = ["O"] + [b + t for t in ("person", "organization", "group", "pronoun") for b in ("B-", "I-")]
NAME_OF = {"person": 1, "organization": 3, "group": 3, "place": 5}
NOMINAL_OF = {"person": 1, "organization": 3, "place": 3, "document": 3, "group": 5, "pronoun": 7}
ARTICLES = {"de", "het", "een", "the", "a", "an"}
PRONOUNS = set("""i me my mine myself you he him his himself she her hers herself it its itself we us our ours ourselves they them their theirs themselves who whom whose
    ik me mij mijn mijzelf jij je jou hij hem zijn hemzelf zij ze haar haarzelf wij we ons onze hen hun zich zichzelf die wie""".split())


class Window:
    """One sequence for the network."""
    __slots__ = ("doc", "set", "spans", "sentences", "quoted", "features", "labels", "cue_of", "source_of", "said", "names", "nominals", "anchors")

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
        self.cue_of = np.full(n, UNKNOWN, np.int64)      # content word -> first word of its cue
        self.source_of = np.full(n, UNKNOWN, np.int64)   # cue word -> first word of its source
        self.said = np.full(n, UNKNOWN, np.int64)        # cue word -> said (1) or not (0)
        self.names = np.full(n, UNKNOWN, np.int64)
        self.nominals = np.full(n, UNKNOWN, np.int64)
        self.anchors = []                                # [(last word of a mention, whom it means)], in order

    def __len__(self):
        return len(self.spans)


def byte_offsets(text):
    """Byte offset of every code point, and the end."""
    sizes = [len(c.encode()) for c in text]
    return np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])


def rows_of(path, field):
    """What a file of annotations says of each document; nothing where there is no such file."""
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as f:
        return {r["doc"]: r[field] for r in map(json.loads, f)}


def load_gold(path):
    return rows_of(path, "attributions")


def load_windows(path, name, keep=None):
    """Windows of a dump, by document, in order; of the documents in `keep`."""
    docs = collections.OrderedDict()
    with open(path, encoding="utf-8") as f:
        for line in f:
            row = json.loads(line)
            if keep is None or row["doc"] in keep:
                docs.setdefault(row["doc"], []).append(Window(row, name))
    return docs


class Places:
    """Where code points of a document stand in its windows."""

    def __init__(self, text, windows):
        self.text, self.windows, self.at = text, windows, byte_offsets(text)
        self.starts, self.where = [], []
        for w, window in enumerate(windows):
            for i, (s, _) in enumerate(window.spans):
                self.starts.append(s)
                self.where.append((w, i))

    def words(self, b, e):
        """[(window, word)] that the span of code points touches."""
        b, e = self.at[b], self.at[e]
        first = max(0, bisect.bisect_right(self.starts, b) - 1)
        return [self.where[k] for k in range(first, bisect.bisect_left(self.starts, e))
                if self.windows[self.where[k][0]].spans[self.where[k][1]][1] > b]

    def pieces(self, spans):
        return [got for got in (self.words(b, e) for b, e in spans) if got]

    def surface(self, w, i):
        s, e = self.windows[w].spans[i]
        if not hasattr(self, "bytes"):
            self.bytes = self.text.encode()
        return self.bytes[s:e].decode()


def places(doc, windows, texts):
    with open(os.path.join(texts, doc), encoding="utf-8", newline="") as f:
        return Places(f.read().removeprefix("\ufeff"), windows)


def label(docs, gold, texts, stats=None, unsaid=None, optional=None):
    """Writes labels, links and said-or-not into the windows of every document."""
    stats = stats if stats is not None else collections.Counter()
    for doc, windows in docs.items():
        p = places(doc, windows, texts)
        rows = [(g, 1) for g in gold.get(doc, ())] + [(u, 0) for u in (unsaid or {}).get(doc, ())]
        items = [(p.pieces(g["source"]), p.pieces(g["cue"]), p.pieces(g["content"]), said) for g, said in rows]
        for sources, cues, contents, said in items:
            for piece in cues:
                for w, i in piece:
                    windows[w].said[i] = said
            if not contents:
                continue
            if cues:
                inside = cues[0][0]
                if any(inside in piece for _, q, c, _ in items if c is not contents and q for piece in c):
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
                            window.cue_of[i] = NULL_LINK if cue is None else cue[1] if cue[0] == w else UNKNOWN
                        elif kind == CUE:
                            window.cue_of[i] = UNKNOWN
                            first = sources[0][0] if sources else None
                            window.source_of[i] = NULL_LINK if first is None else first[1] if first[0] == w else UNKNOWN
                        else:
                            window.cue_of[i] = UNKNOWN
                            if window.labels[i] in (CUE, CUE + 1):
                                window.source_of[i] = UNKNOWN
            stats["attributions"] += 1
        for window in windows:      # I after something else becomes B
            for i, l in enumerate(window.labels):
                if l and l % 2 == 0 and (i == 0 or window.labels[i - 1] not in (l - 1, l)):
                    window.labels[i] = l - 1
        for o in (optional or {}).get(doc, ()):      # what annotators may differ on is neither right nor wrong
            for piece in p.pieces(o["source"] + o["cue"] + o["content"]):
                for w, i in piece:
                    if windows[w].labels[i] == 0:
                        windows[w].labels[i] = UNKNOWN
                        stats["optional words"] += 1
    return stats


def spread(windows, field, words, kind, other=UNKNOWN):
    """Writes a B and its I over the words of one mention."""
    for k, (w, i) in enumerate(words):
        getattr(windows[w], field)[i] = kind if k == 0 or words[k - 1][0] != w else kind + 1


def mark_mentions(docs, people, texts, whole):
    """Mentions and identities from people.jsonl. `whole`: everybody is marked, and names of places and things are not; else words that may be a name or a pronoun of
    somebody else teach nothing."""
    for doc, windows in docs.items():
        if doc not in people:
            continue
        p = places(doc, windows, texts)
        for w, window in enumerate(windows):
            for i in range(len(window)):
                word = p.surface(w, i)
                window.names[i] = 0 if not word[:1].isupper() else NOBODY if whole else UNKNOWN
                window.nominals[i] = 0 if whole or word.lower() not in PRONOUNS else UNKNOWN
        for identity, person in enumerate(people[doc]):
            for b, e in person["mentions"]:
                words = p.words(b, e)
                if not words:
                    continue
                surface = p.text[b:e]
                if surface.lower() in PRONOUNS:
                    spread(windows, "nominals", words, NOMINAL_OF["pronoun"])
                elif is_name(surface, person["name"], person.get("unnamed")):
                    if len(words) > 1 and p.surface(*words[0]).lower() in ARTICLES and p.surface(*words[0]).lower() != person["name"].split()[0].lower():
                        words = words[1:]
                    if person["type"] != "document":
                        spread(windows, "names", words, NAME_OF[person["type"]])
                    else:
                        spread(windows, "names", words, 7)
                    for w, i in words:
                        windows[w].nominals[i] = 0 if windows[w].nominals[i] == UNKNOWN else windows[w].nominals[i]
                else:
                    spread(windows, "nominals", words, NOMINAL_OF[person["type"]])
                w, i = words[-1]
                windows[w].anchors.append((i, identity))
        for window in windows:
            window.anchors = sorted(dict(window.anchors).items())
    return docs


def is_name(surface, name, unnamed=False):
    """True for a form of the name: it shares a capitalised word with it, or is its initials, or has several capitalised words of its own; a title or a role beside a name is none."""
    words = [w for w in re.findall(r"[\w'’.&-]+", surface) if w[:1].isupper()]
    if not words or unnamed or not any(c.isupper() for c in name):
        return False
    known = set(re.findall(r"[\w'’.&-]+", name.casefold()))
    if surface.split()[0].lower() in ("een", "a", "an", "zijn", "haar", "hun", "his", "her", "their", "our", "onze", "mijn", "my", "this", "deze", "dit", "that"):
        return surface.casefold() in name.casefold()
    if any(w.casefold() in known for w in words):
        return True
    letters = "".join(w[0] for w in re.findall(r"[\w]+", name)).casefold()
    return surface.isupper() and len(surface) <= 6 and surface.replace(".", "").casefold() in letters or len(words) > 1 and len(words) == len(surface.split())


def mark_names(docs, names, texts):
    """Names alone, as another program saw them."""
    kinds = {"person": 1, "organization": 3, "place": 5, "other": 7}
    for doc, windows in docs.items():
        if doc not in names:
            continue
        p = places(doc, windows, texts)
        for window in windows:
            window.names[:] = 0
        for b, e, kind in names[doc]:
            spread(windows, "names", p.words(b, e), kinds[kind])
    return docs


def mark_entities(docs, entities, texts):
    """GUM: every entity, nested ones too; the kind of each mention is told."""
    for doc, windows in docs.items():
        p = places(doc, windows, texts)
        for window in windows:
            window.names[:], window.nominals[:] = 0, 0
        order = []
        for identity, entity in enumerate(entities.get(doc, ())):
            for b, e, hb, he, kind in entity["mentions"]:
                order.append((e - b, identity, entity["type"], b, e, hb, he, kind))
        for _, identity, type_, b, e, hb, he, kind in sorted(order, reverse=True):      # the innermost last
            mine = type_ in ("person", "organization")
            head = p.words(hb, he)
            if not head:
                continue
            if kind == "name":
                spread(windows, "names", head, NAME_OF.get(type_, 7))
            elif kind == "pronoun" and mine:
                spread(windows, "nominals", head, NOMINAL_OF["pronoun"])
            elif kind == "nominal" and mine:
                spread(windows, "nominals", p.words(b, he), NOMINAL_OF[type_])
            if mine:
                w, i = head[-1]
                windows[w].anchors.append((i, identity))
        for window in windows:
            window.anchors = sorted(dict(window.anchors).items())
    return docs


def batches(lengths, size, rng=None):
    """Lists of indices, each at most `size` padded words; shuffled when a random generator is given."""
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
