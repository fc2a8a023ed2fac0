"""Golden values of intervals and families of tests, by scipy and statsmodels.

Run in a virtual environment with requirements.txt: python intervals.py
Writes intervals.json beside this file: each row is the arguments, then the result.
"""

import json
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from scipy import optimize, special, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

LEVELS = [0.9, 0.95, 0.99]


def glm_mean(family, values, level):
    """The mean of a generalised linear model with a constant alone: the delta method on the scale of its link. Its
    variance is that of the family, so the standard error is too; the mean and it are the arguments, the ends the result."""
    fit = sm.GLM(values, np.ones(len(values)), family=family).fit(tol=1e-14)
    frame = fit.get_prediction(np.ones(1)).summary_frame(alpha=1 - level)
    row = frame.iloc[0]
    return float(row["mean"]), float(row["mean_se"]), float(row["mean_ci_lower"]), float(row["mean_ci_upper"])


def logit_intervals():
    for successes, trials in [(3, 40), (81, 263), (19, 20), (500, 1000)]:
        for level in LEVELS:
            values = np.repeat([1.0, 0.0], [successes, trials - successes])
            mean, error, lower, upper = glm_mean(sm.families.Binomial(), values, level)
            yield [mean, error, level, None, 0, 1, lower, upper]


def log_intervals():
    counts = np.array([0, 1, 1, 2, 5, 9, 0, 3], dtype=float)
    for level in LEVELS:
        mean, error, lower, upper = glm_mean(sm.families.Poisson(), counts, level)
        yield [mean, error, level, None, 0, None, lower, upper]
        # A number at most 1, such as R²: the distance from 1 on the logarithmic scale.
        yield [1 - mean, error, level, None, None, 1, 1 - upper, 1 - lower]


def fisher_intervals():
    """Fisher's z of a correlation; its standard error is (1 − r²)/√(n − 3) on the scale of r."""
    rng = np.random.default_rng(1921)
    for n, slope in [(10, 0.4), (50, -2.0), (400, 0.05)]:
        x = rng.normal(size=n)
        result = stats.pearsonr(x, slope * x + rng.normal(size=n))
        r = float(result.statistic)
        for level in LEVELS:
            ends = result.confidence_interval(level)
            yield [r, (1 - r * r) / np.sqrt(n - 3), level, None, -1, 1, float(ends.low), float(ends.high)]


def student_intervals():
    for value, error, df in [(0.93, 0.04, 12), (0.5, 0.2, 3.5), (0.999, 0.0004, 5000)]:
        for level in LEVELS:
            reach = stats.t.ppf((1 + level) / 2, df) * error / (value * (1 - value))
            yield [value, error, level, df, 0, 1, *special.expit(special.logit(value) + np.array([-reach, reach]))]
    for value, error, df in [(0.3, 0.05, 40), (7.0, 6.5, 9)]:
        for level in LEVELS:
            reach = stats.t.ppf((1 + level) / 2, df) * error / value
            yield [value, error, level, df, 0, None, value * np.exp(-reach), value * np.exp(reach)]


def alone(k, n, level):
    p = k / n
    return [p, *proportion_confint(k, n, 1 - level, "wilson"), float(np.sqrt(p * (1 - p) / n))]


def mover_rows():
    """Two independent proportions: Newcombe's hybrid score interval is MOVER of two Wilson intervals."""
    for k1, n1, k2, n2 in [(7, 34, 1, 34), (56, 70, 48, 80), (9, 10, 3, 10), (0, 20, 5, 29)]:
        for level in LEVELS:
            ends = confint_proportions_2indep(k1, n1, k2, n2, method="newcomb", compare="diff", alpha=1 - level)
            first, second = alone(k1, n1, level), alone(k2, n2, level)
            yield [*first, *second, float(np.hypot(first[3], second[3])), *map(float, ends)]


def correlated_mover_rows():
    """Of symmetric intervals MOVER is the plain interval of the paired differences, whatever their correlation."""
    rng = np.random.default_rng(2008)
    for n, shared in [(12, 0.0), (60, 2.0), (60, -0.8), (500, 9.0)]:
        common = shared * rng.normal(size=n)
        x, y = common + rng.normal(size=n), np.sign(shared) * common + 2 * rng.normal(size=n) + 0.4
        for level in LEVELS:
            ends = lambda values: map(float, DescrStatsW(values).zconfint_mean(alpha=1 - level))
            error = lambda values: float(DescrStatsW(values).std_mean)
            sides = [[float(v.mean()), *ends(v), error(v)] for v in (x, y)]
            yield [*sides[0], *sides[1], error(x - y), *ends(x - y)]


def newcombe_auc(area, m, n, level):
    """The ends solve |A − θ| = z · √V(θ), V of exponential scores (Hanley and McNeil); by another method of roots."""
    z = stats.norm.ppf((1 + level) / 2)

    def variance(theta):
        # Hanley and McNeil 1982 with both class sizes replaced by their mean, as Newcombe's method 5 does.
        size = (m + n) / 2
        q1, q2 = theta / (2 - theta), 2 * theta**2 / (1 + theta)
        return (theta * (1 - theta) + (size - 1) * (q1 - theta**2 + q2 - theta**2)) / (m * n)

    reach = lambda theta: abs(area - theta) - z * np.sqrt(variance(theta))
    lower = 0.0 if area <= 0 else optimize.brentq(reach, 1e-15, area - 1e-15, xtol=1e-16, rtol=1e-15)
    upper = 1.0 if area >= 1 else optimize.brentq(reach, area + 1e-15, 1 - 1e-15, xtol=1e-16, rtol=1e-15)
    return [area, m, n, level, lower, upper]


def f_beta(hits, misses, alarms, beta, level):
    """The ends solve |T(f)| = z · √V(f), T of mean 0 where f is true and V its multinomial variance at cells with that
    F-beta; with beta = 1 statsmodels' Wilson interval of Jaccard's ratio."""
    m, weight = hits + misses + alarms, beta**2
    if beta == 1:
        return [hits, misses, alarms, beta, level, *(2 * j / (1 + j) for j in proportion_confint(hits, m, 1 - level, "wilson"))]
    z = stats.norm.ppf((1 + level) / 2)
    missed = (misses + 0.5) / (misses + alarms + 1)
    measure = lambda p: (1 + weight) * p[0] / ((1 + weight) * p[0] + weight * p[1] + p[2])
    cells = lambda share: np.array([share, (1 - share) * missed, (1 - share) * (1 - missed)])

    def excess(share):
        p = cells(share)
        f = measure(p)
        terms = np.array([(1 + weight) * (1 - f), -f * weight, -f])
        return abs(terms @ np.array([hits, misses, alarms])) - z * np.sqrt(m * (p @ terms**2))

    # In terms of the share of hits, in which F-beta increases.
    weighted = weight * missed + 1 - missed
    value = measure(np.array([hits, misses, alarms]))
    middle = value * weighted / ((1 + weight) * (1 - value) + value * weighted)
    solve = lambda a, b: measure(cells(optimize.brentq(excess, a, b, xtol=1e-16, rtol=1e-15)))
    lower = 0.0 if hits == 0 else solve(1e-12, min(middle, 1 - 1e-12))
    upper = 1.0 if misses + alarms == 0 else solve(max(middle, 1e-12), 1 - 1e-12)
    return [hits, misses, alarms, beta, level, lower, upper]


def quantile_rows():
    """The values of 1 … n are their own places."""
    for n in [5, 20, 73, 1000, 12345]:
        for p in [0.01, 0.5, 0.9, 0.95, 0.99]:
            for level in LEVELS:
                ends = stats.quantile_test(np.arange(1, n + 1), q=float(n) / 2, p=p).confidence_interval(level)
                found = [float(ends.low), float(ends.high)]
                yield [n, p, level, *(found if np.all(np.isfinite(found)) else [None, None])]


def prediction_rows():
    """A constant as the only regressor: the interval of one more observation."""
    rng = np.random.default_rng(1991)
    for n in [2, 3, 10, 25]:
        past = np.round(100 + 10 * rng.normal(size=n), 2)
        for level in LEVELS:
            prediction = sm.OLS(past, np.ones(n)).fit().get_prediction(np.ones(1))
            frame = prediction.summary_frame(alpha=1 - level).iloc[0]
            yield {
                "past": past.tolist(),
                "level": level,
                "mean": float(frame["mean"]),
                "lower": float(frame["obs_ci_lower"]),
                "upper": float(frame["obs_ci_upper"]),
            }


# The fifteen p-values of Benjamini and Hochberg 1995.
PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def family_rows():
    rng = np.random.default_rng(1995)
    families = [PUBLISHED, PUBLISHED[::-1], [0.05], [0.04, 0.04, 0.04], [0.9, 0.8], list(np.round(rng.beta(0.4, 1, 40), 5))]
    for pvalues in families:
        for level in [0.01, 0.05, 0.2]:
            yield {
                "pValues": list(map(float, pvalues)),
                "level": level,
                "holm": list(map(float, multipletests(pvalues, level, "holm")[1])),
                "holmRejections": int(multipletests(pvalues, level, "holm")[0].sum()),
                "discoveries": int(multipletests(pvalues, level, "fdr_bh")[0].sum()),
            }


golden = {
    "transformed": [*logit_intervals(), *log_intervals(), *fisher_intervals(), *student_intervals()],
    "mover": [*mover_rows(), *correlated_mover_rows()],
    "newcombeAuc": [
        newcombe_auc(area, m, n, level)
        for area, m, n in [(0.0, 4, 9), (0.5, 10, 10), (0.82, 12, 300), (0.975, 3, 17), (1.0, 5, 8)]
        for level in LEVELS
    ],
    "fBeta": [
        f_beta(*counts, beta, level)
        for counts in [(0, 5, 2), (3, 1, 0), (17, 4, 9), (120, 0, 0), (40, 60, 3)]
        for beta in [0.5, 1, 2]
        for level in LEVELS
    ],
    "quantileRanks": [*quantile_rows()],
    "prediction": [*prediction_rows()],
    "families": [*family_rows()],
}


def plain(value):
    return [plain(item) for item in value] if isinstance(value, list) else value if value is None else float(value)


body = ",\n".join(
    f' "{name}": [\n'
    + ",\n".join("  " + json.dumps(plain(row) if isinstance(row, list) else row) for row in table)
    + "\n ]"
    for name, table in golden.items()
)
Path(__file__).with_name("intervals.json").write_text("{\n" + body + "\n}\n")
