"""Sums by distinct score, for metrics of the order of the scores."""

import numpy as np
from scipy import sparse


class Ranking:
    """Scores by distinct value, from the lowest: how much of either class has each. `rows`: of which row each one is."""

    def __init__(self, positive, negative, score, rows=None):
        levels, place = np.unique(score, return_inverse=True)
        rows, ones = np.arange(len(score)) if rows is None else rows, np.ones(len(score))
        shape = (len(levels), rows.max() + 1)
        of = lambda chosen: sparse.csr_array((ones[chosen], (place[chosen], rows[chosen])), shape=shape)
        self.positive, self.negative = of(positive), of(negative)

    def sums(self, w):
        """By replicate and level, of positives and of negatives."""
        return (self.positive @ w.T).T, (self.negative @ w.T).T


def area(positives, negatives):
    """P(positive above negative), ties counted half."""
    below = np.cumsum(negatives, axis=1) - negatives / 2
    return (positives * below).sum(axis=1) / (positives.sum(axis=1) * negatives.sum(axis=1))


def averaged(family, measure, names, rankings, pooled, support, w):
    """Macro, micro (all scores pooled), weighted by the positives, and by class."""
    each = np.stack([measure(*ranking.sums(w)) for ranking in rankings], axis=1)
    return {
        f"{family}_macro": each.mean(axis=1),
        f"{family}_micro": measure(*pooled.sums(w)),
        f"{family}_weighted": (each * support).sum(axis=1) / support.sum(axis=1),
        **{f"{family}[class={name}]": each[:, k] for k, name in enumerate(names)},
    }


def pool(marks, scores):
    """One ranking of the scores of all classes."""
    rows = np.repeat(np.arange(len(marks)), marks.shape[1])
    return Ranking(marks.ravel(), ~marks.ravel(), scores.ravel(), rows)


def from_highest(positives, negatives):
    return positives[:, ::-1], negatives[:, ::-1]


def average_precision(positives, negatives):
    p, n = from_highest(positives, negatives)
    hits, flagged = np.cumsum(p, axis=1), np.cumsum(p + n, axis=1)
    precision = np.divide(hits, flagged, out=np.zeros_like(hits), where=flagged > 0)
    return (p * precision).sum(axis=1) / p.sum(axis=1)


def kolmogorov_smirnov(positives, negatives):
    p, n = from_highest(positives, negatives)
    share = lambda x: np.cumsum(x, axis=1) / x.sum(axis=1, keepdims=True)
    return (share(p) - share(n)).max(axis=1)


def gain(positives, negatives, part):
    """Share of the positives among the highest scores; ties at the limit count in part."""
    p, n = from_highest(positives, negatives)
    size = p + n
    before = np.cumsum(size, axis=1) - size
    limit = part * size.sum(axis=1, keepdims=True)
    taken = np.clip(np.divide(limit - before, size, out=np.zeros_like(size), where=size > 0), 0, 1)
    return (p * taken).sum(axis=1) / p.sum(axis=1)
