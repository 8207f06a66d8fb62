"""The network: hashed features summed, one convolution, bidirectional QRNN layers; on top a CRF over BIO labels, biaffine links, names and other mentions
word by word, said or not, and a score of each earlier mention as what a mention means.

QRNN: Bradbury et al., 2017 (arXiv:1611.01576). Biaffine links: Dozat & Manning, 2017 (arXiv:1611.01734).
"""
import math

import numpy as np
import torch
from torch import nn

LABELS, NAMES, NOMINALS = 7, 9, 9
DISTANCES = 64
FORBIDDEN = -1e4


class Lockout(nn.Module):
    """Dropout with one mask a sequence: a feature is there for all tokens or for none."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        return x * ((torch.rand(x.shape[0], 1, x.shape[2]) >= self.p).to(x.dtype) / (1 - self.p))


class Scan(torch.autograd.Function):
    """h[t] = f[t] * h[t-1] + z[t], time first."""

    @staticmethod
    def forward(ctx, f, z):
        h = torch.empty_like(z)
        last = torch.zeros_like(z[0])
        for ft, zt, ht in zip(f.unbind(0), z.unbind(0), h.unbind(0)):
            torch.addcmul(zt, ft, last, out=ht)
            last = ht
        ctx.save_for_backward(f, h)
        return h

    @staticmethod
    def backward(ctx, g):
        f, h = ctx.saved_tensors
        dz = torch.empty_like(g)
        dz[-1] = g[-1]
        ds, gs, fs = dz.unbind(0), g.unbind(0), f.unbind(0)
        for t in range(len(ds) - 2, -1, -1):
            torch.addcmul(gs[t], fs[t + 1], ds[t + 1], out=ds[t])
        df = torch.zeros_like(f)
        df[1:] = dz[1:] * h[:-1]
        return df, dz


def neighbours(x):
    """Each position with its left and right neighbour; zeros outside."""
    zero = x.new_zeros(x.shape[0], 1, x.shape[2])
    return torch.cat([torch.cat([zero, x[:, :-1]], 1), x, torch.cat([x[:, 1:], zero], 1)], -1)


class Convolution(nn.Module):
    """Window of three, maxout of two, residual."""

    def __init__(self, width, drop):
        super().__init__()
        self.width = width
        self.linear = nn.Linear(3 * width, 2 * width)
        self.norm = nn.LayerNorm(width)
        self.drop = Lockout(drop)

    def forward(self, x, mask):
        y = self.linear(neighbours(x))
        y = torch.maximum(y[..., :self.width], y[..., self.width:])
        return (x + self.drop(self.norm(y.float()))) * mask


class Recurrence(nn.Module):
    """Bidirectional QRNN of window one, projected back, residual."""

    def __init__(self, width, hidden, drop):
        super().__init__()
        self.hidden = hidden
        self.inner = nn.Linear(width, 6 * hidden)
        self.outer = nn.Linear(2 * hidden, width)
        self.norm = nn.LayerNorm(width)
        self.drop = Lockout(drop)
        with torch.no_grad():      # gates that remember for 1 to 20 tokens
            self.inner.bias[2 * hidden:4 * hidden] = torch.cat([torch.linspace(-1, 3, hidden)] * 2)

    def forward(self, x, mask):
        h = self.hidden
        y = self.inner(x).float()
        z = torch.tanh(y[..., :2 * h])
        gates = torch.sigmoid(y[..., 2 * h:])
        f, o = gates[..., :2 * h], gates[..., 2 * h:]
        z = z * (1 - f) * mask
        f = f * mask + (1 - mask)      # padding keeps the state

        def turn(a):
            return torch.cat([a[..., :h], a[..., h:].flip(1)], -1)
        s = turn(Scan.apply(turn(f).transpose(0, 1).contiguous(), turn(z).transpose(0, 1).contiguous()).transpose(0, 1))
        return (x + self.drop(self.norm(self.outer(s * o).float()))) * mask


def allowed():
    """Transitions and starts that BIO allows, as additive masks."""
    steps, starts = np.zeros((LABELS, LABELS), np.float32), np.zeros(LABELS, np.float32)
    for j in (2, 4, 6):
        starts[j] = FORBIDDEN
        for i in range(LABELS):
            if i not in (j - 1, j):
                steps[i, j] = FORBIDDEN
    return steps, starts


def marginals(scores, steps, starts, ends, lengths):
    """Forward-backward in probabilities, rescaled. Sequences by falling length.
    Returns log partition (B), marginals (B, L, 7), expected transition counts (7, 7)."""
    size, longest, _ = scores.shape
    top = scores.max(2, keepdims=True)
    e = np.exp(scores - top)
    step, start, end = np.exp(steps), np.exp(starts), np.exp(ends)
    alive = (np.arange(longest)[:, None] < lengths[None]).sum(1)
    alpha = np.zeros_like(e)
    log = np.zeros(size)
    a = e[:, 0] * start
    for t in range(longest):
        n = alive[t]
        if t:
            a = (alpha[:n, t - 1] @ step) * e[:n, t]
        total = a.sum(1)
        alpha[:n, t] = a / total[:, None]
        log[:n] += np.log(total) + top[:n, t, 0]
    last = alpha[np.arange(size), lengths - 1] * end
    log += np.log(last.sum(1))
    beta = np.zeros_like(e)
    beta[np.arange(size), lengths - 1] = end
    for t in range(longest - 2, -1, -1):
        n = alive[t + 1]
        b = (e[:n, t + 1] * beta[:n, t + 1]) @ step.T
        beta[:n, t] = b / b.sum(1, keepdims=True)
    p = alpha * beta
    p /= np.maximum(p.sum(2, keepdims=True), 1e-30)
    right = e[:, 1:] * beta[:, 1:]
    left = alpha[:, :-1]
    norm = ((left @ step) * right).sum(2)
    weight = np.where(np.arange(1, longest)[None] < lengths[:, None], 1 / np.maximum(norm, 1e-30), 0)
    pairs = np.einsum("bti,btj->ij", left * weight[..., None], right, optimize=True) * step
    return log, p, pairs


class CrfLoss(torch.autograd.Function):
    """Sum of negative log-likelihoods; the gradient is marginals less gold."""

    @staticmethod
    def forward(ctx, scores, steps, starts, ends, labels, lengths):
        s, n, y = scores.detach().numpy(), lengths.numpy(), labels.numpy()
        rows = np.arange(len(n))
        a, b, c = (x.detach().numpy().astype(np.float64) for x in (steps, starts, ends))
        log, p, pairs = marginals(s.astype(np.float64), a, b, c, n)
        inside = np.arange(s.shape[1])[None] < n[:, None]
        open_ = np.flatnonzero((inside & (y < 0)).any(1))      # where a label is unknown, any is as good: the sum over all of them
        closed = np.setdiff1d(rows, open_)
        one, count, gold = np.zeros_like(p), np.zeros_like(pairs), 0.0
        if len(closed):
            m, t = inside[closed], np.where(inside[closed], y[closed], 0)
            st = steps.detach().numpy()
            both = m[:, 1:]
            gold += ((np.take_along_axis(s[closed], t[..., None], 2)[..., 0] * m).sum() + (st[t[:, :-1], t[:, 1:]] * both).sum()
                     + b[t[:, 0]].sum() + c[t[np.arange(len(closed)), n[closed] - 1]].sum())
            q = np.zeros_like(p[closed])
            np.put_along_axis(q, t[..., None], 1, 2)
            one[closed] = q
            np.add.at(count, (t[:, :-1][both], t[:, 1:][both]), 1)
        if len(open_):
            t = y[open_]
            held = s[open_].astype(np.float64)
            known = t >= 0
            held[known] += np.where(np.arange(held.shape[2])[None] == t[known][:, None], 0, FORBIDDEN)
            log_held, q, pairs_held = marginals(held, a, b, c, n[open_])
            gold += log_held.sum()
            one[open_] = q
            count += pairs_held
        d = (p - one) * inside[..., None]
        first, final = d[:, 0].sum(0), d[rows, n - 1].sum(0)
        ctx.save_for_backward(*[torch.from_numpy(np.ascontiguousarray(a, dtype=np.float32)) for a in (d, pairs - count, first, final)])
        return torch.tensor(log.sum() - gold, dtype=torch.float32)

    @staticmethod
    def backward(ctx, g):
        return (*[g * a for a in ctx.saved_tensors], None, None)


FAR = torch.tensor([16, 20, 24, 31, 39, 48, 61, 77, 96, 121, 153, 192, 242, 305, 384])


def distance_bucket(d):
    """Signed token distance -> 0..63: exact to 11, then three buckets an octave."""
    far = d.abs()
    b = torch.where(far < 12, far, 12 + torch.bucketize(far, FAR, right=True))
    return torch.where(d < 0, b + 32, b)


class Network(nn.Module):
    """Rows of feature ids -> label scores and link scores."""

    def __init__(self, config):
        super().__init__()
        self.config = c = config
        self.table = nn.Embedding(c["rows"], c["width"])
        nn.init.normal_(self.table.weight, 0, 0.4)
        # Known vectors of the words, which stay as they are, and what makes of them something like the table's rows. They are added up
        # before the program sees them (export.py).
        if c.get("vectors"):
            self.register_buffer("vectors", torch.zeros(c["words"], c["vectors"]))
            self.reading = nn.Linear(c["vectors"], c["width"], bias=False)
            nn.init.normal_(self.reading.weight, 0, 0.5 / math.sqrt(c["vectors"]))
        self.norm = nn.LayerNorm(c["width"])
        self.drop = Lockout(c["drop"])
        self.convolutions = nn.ModuleList([Convolution(c["width"], c["drop"]) for _ in range(c["convolutions"])])
        self.recurrences = nn.ModuleList([Recurrence(c["width"], c["hidden"], c["drop"]) for _ in range(c["layers"])])
        self.last = nn.LayerNorm(c["width"])
        self.out = nn.Linear(c["width"], LABELS + NAMES + NOMINALS + 1)      # labels, names, nominals, said
        self.steps = nn.Parameter(torch.zeros(LABELS, LABELS))
        self.starts = nn.Parameter(torch.zeros(LABELS))
        self.ends = nn.Parameter(torch.zeros(LABELS))
        steps, starts = allowed()
        self.register_buffer("no_steps", torch.from_numpy(steps), persistent=False)
        self.register_buffer("no_starts", torch.from_numpy(starts), persistent=False)
        self.link = nn.Linear(c["width"], 4 * c["rank"])      # content, cue; cue, source
        self.cue_distance = nn.Parameter(torch.zeros(DISTANCES))
        self.source_distance = nn.Parameter(torch.zeros(DISTANCES))
        self.no_cue = nn.Parameter(torch.full((1,), -4.0))
        self.no_source = nn.Parameter(torch.zeros(1))
        self.meaning = nn.Linear(c["width"], 2 * c["meaning"])      # a mention as it looks back, and as it is found
        self.mention_distance = nn.Parameter(torch.zeros(DISTANCES))
        self.no_antecedent = nn.Parameter(torch.zeros(1))

    def crf(self):
        return self.steps + self.no_steps, self.starts + self.no_starts, self.ends

    def encode(self, features, mask, words=None):
        """features (B, L, K) of table rows, -1 for none; mask (B, L, 1); words (B, L) as known to the vectors, where that is not the first feature."""
        b, n, k = features.shape
        flat = features.view(-1, k)
        x = nn.functional.embedding_bag(flat.clamp(min=0), self.table.weight, mode="sum",
                                        per_sample_weights=(flat >= 0).float()).view(b, n, -1)
        if self.config.get("vectors"):
            words = features[..., 0] if words is None else words
            x = x + self.reading(nn.functional.embedding(words.clamp(min=0), self.vectors))
        x = self.drop(self.norm(x)) * mask
        for layer in self.convolutions:
            x = layer(x, mask)
        for layer in self.recurrences:
            x = layer(x, mask)
        return self.drop(self.last(x))

    def scores(self, x):
        """(B, L, n) for labels, names, nominals; (B, L) for said."""
        labels, names, nominals, said = self.out(x).split([LABELS, NAMES, NOMINALS, 1], -1)
        return labels, names, nominals, said[..., 0]

    def antecedents(self, x):
        """(B, L, L): word i, the last of a mention, to j, that of an earlier one; itself for none."""
        looks, found = self.meaning(x).split(self.config["meaning"], -1)
        i = torch.arange(x.shape[1])
        bucket = distance_bucket(i[None, :] - i[:, None])
        return looks @ found.transpose(1, 2) / math.sqrt(self.config["meaning"]) + self.mention_distance[bucket] + torch.eye(x.shape[1])[None] * self.no_antecedent

    def links(self, x):
        """(B, L, L): content token i to cue j, and cue token i to source j."""
        r = self.config["rank"]
        a, b, c, d = self.link(x).split(r, -1)
        i = torch.arange(x.shape[1])
        bucket = distance_bucket(i[None, :] - i[:, None])
        return (a @ b.transpose(1, 2) / math.sqrt(r) + self.cue_distance[bucket],
                c @ d.transpose(1, 2) / math.sqrt(r) + self.source_distance[bucket])
