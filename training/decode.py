"""From scores to attributions: the same steps as src/tagging/decode.rs."""
import numpy as np

import network


def viterbi(scores, steps, starts, ends):
    """Best labels of one sequence (L, 7)."""
    s, back = scores[0] + starts, []
    for e in scores[1:]:
        z = s[:, None] + steps
        k = z.argmax(0)
        back.append(k)
        s = z[k, np.arange(len(k))] + e
    y = [int((s + ends).argmax())]
    for k in reversed(back):
        y.append(int(k[y[-1]]))
    return y[::-1]


def spans(labels):
    """[(kind, first, past last)] with kind S, Q, C."""
    out = []
    for i, l in enumerate(labels):
        if l == 0:
            continue
        kind = "SSQQCC"[l - 1]
        if l % 2 == 0 and out and out[-1][0] == kind and out[-1][2] == i:
            out[-1][2] = i + 1
        else:
            out.append([kind, i, i + 1])
    return [tuple(x) for x in out]


def log_softmax(x):
    x = x - x.max()
    return x - np.log(np.exp(x).sum())


def attributions(labels, to_cue, to_source, no_cue, no_source, quoted):
    """Joins spans by the links: [dict(cue=[…], source=span or None, content=[…], …scores)].
    Content that links to no cue is a quotation without one, if it is quoted at all."""
    found = spans(labels)
    cues = [s for s in found if s[0] == "Q"]
    sources = [s for s in found if s[0] == "S"]
    out = [{"cue": [q], "source": None, "content": [], "content_link": []} for q in cues]
    alone = []
    for c in (s for s in found if s[0] == "C"):
        row = [to_cue[c[1]:c[2], q[1]].mean() for q in cues]
        row = np.array(row + [no_cue + np.mean([to_cue[i, i] for i in range(c[1], c[2])])])
        p = log_softmax(row)
        k = int(row.argmax())
        if k < len(cues):
            out[k]["content"].append(c)
            out[k]["content_link"].append(float(p[k]))
        elif quoted[c[1]] and quoted[c[2] - 1]:
            alone.append({"cue": [], "source": None, "content": [c], "content_link": [float(p[k])]})
    for a, q in zip(out, cues):
        row = to_source[q[1]:q[2]].mean(0)
        null = np.mean([to_source[i, i] for i in range(q[1], q[2])]) + no_source
        values = np.array([row[s[1]] for s in sources] + [null])
        p = log_softmax(values)
        a["source_null"] = float(p[-1])
        if sources:
            k = int(values[:-1].argmax())
            a["source"], a["source_link"] = sources[k], float(p[k])
    return sorted([a for a in out if a["content"]] + alone, key=lambda a: a["content"][0][1])
