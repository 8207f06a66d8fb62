"""The sets of articles: where they come from, what each of them teaches, which articles are held out.

A set is a folder of `*.txt` with what is known of them beside it: gold.jsonl, unsaid.jsonl, optional.jsonl, people.jsonl (marked.py's format), names.jsonl (another program's names)
or mentions.jsonl (GUM); windows.jsonl is what the program makes of the texts. `NAME+1`, `NAME+2` … are altered copies (augment.py).
"""
import collections
import os

import data

# language; times an epoch; every so many articles one is held out; whether attributions are annotated, whether every name and role is.
Set = collections.namedtuple("Set", "language times every attributions whole")
SETS = {
    "polnear": Set("en", 1, 13, True, False),
    "annotated-nl": Set("nl", 2, 5, True, False),
    "annotated-en": Set("en", 2, 5, True, False),
    "own-nl": Set("nl", 2, 8, True, True),
    "own-mt": Set("en", 2, 8, True, True),
    "own-en": Set("en", 2, 8, True, True),
    # Dense in nouns and pronouns that take up somebody told: none is trained on, all serve what is fitted on the network's answers.
    "short-nl": Set("nl", 2, 1, True, True),
    "short-mt": Set("en", 2, 1, True, True),
    "short-en": Set("en", 2, 1, True, True),
    "gum": Set("en", 2, 0, False, True),
}
HELD_GENRES = ("court", "interview")      # of GUM
# Which articles are held out: networks of several folds leave several parts of the articles to what is fitted on their answers.
fold = 0
# Never trained on: name of the set, its folder in the data's folder `bench`, language.
DEV = {"polnear/dev": ("polnear/dev", "en"), "nl/dev": ("nl/dev", "nl"), "mt/dev": ("mt/dev", "en"), "fresh/en": ("fresh/en/dev", "en"), "fresh/nl": ("fresh/nl/dev", "nl"),
       "fresh2/en": ("fresh2/en/dev", "en"), "fresh2/nl": ("fresh2/nl/dev", "nl")}


def held_out(name, names, genres=None):
    """The articles of a set that are never trained on."""
    if genres:
        return {d for d in names if genres[d] in HELD_GENRES}
    every = SETS[name].every
    return {d for i, d in enumerate(sorted(names)) if i % every == (every // 2 + fold) % every}


def texts(folder):
    return sorted(f for f in os.listdir(folder) if f.endswith(".txt"))


def load(work, name, copy=0, held=False, stats=None):
    """The labelled windows, by document, of the articles that are trained on, of those that are held out, or (None) of all."""
    folder = os.path.join(work, name)
    set_ = SETS[name]
    genres = data.rows_of(f"{folder}/mentions.jsonl", "genre") if name == "gum" else None
    out = held_out(name, texts(folder), genres)
    original = lambda d: d
    if copy:
        folder += f"+{copy}"
        original = lambda d: d[:-4].rpartition(".")[0] + ".txt"
    keep = {d for d in texts(folder) if held is None or (original(d) in out) == held}
    docs = data.load_windows(f"{folder}/windows.jsonl", name, keep)
    if set_.attributions:
        data.label(docs, data.load_gold(f"{folder}/gold.jsonl"), folder, stats, data.rows_of(f"{folder}/unsaid.jsonl", "unsaid"), data.load_gold(f"{folder}/optional.jsonl"))
    else:
        for windows in docs.values():
            for window in windows:
                window.labels[:] = data.UNKNOWN
    if name == "gum":
        data.mark_entities(docs, data.rows_of(f"{folder}/mentions.jsonl", "entities"), folder)
    elif name == "polnear":
        data.mark_names(docs, data.rows_of(f"{folder}/names.jsonl", "names"), folder)
    else:
        people = {d: p for d, p in data.rows_of(f"{folder}/people.jsonl", "people").items() if p}
        data.mark_mentions(docs, people, folder, set_.whole)
    return docs
