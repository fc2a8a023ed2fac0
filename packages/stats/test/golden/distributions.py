"""Golden values of distributions and intervals, by scipy and statsmodels.

Run in a virtual environment with requirements.txt: python distributions.py
Writes distributions.json beside this file.
"""

import json
from pathlib import Path

import numpy as np
from scipy import optimize, stats
from statsmodels.stats.proportion import proportion_confint

PROBABILITIES = [1e-12, 1e-6, 0.001, 0.025, 0.05, 0.3, 0.5, 0.8, 0.95, 0.975, 0.999, 1 - 1e-9]
DEGREES = [1, 2, 3.5, 10, 29, 499, 99_999, 100_000, 1e6, 1e9]
CHI_DEGREES = [1, 2, 3.5, 10, 29, 499, 1e6]
POINTS = [-38.0, -12.5, -6.0, -1.96, -0.5, 0.0, 0.3, 1.0, 2.5, 5.7, 9.0]
BETAS = [(0.5, 0.5), (1, 20), (3, 7.5), (120, 4), (2500, 3000), (1e6, 2.3e6)]
TABLES = [(1, 1, 7, 12), (43, 0, 1, 0), (40, 25, 15, 80), (10, 0, 0, 10), (0, 9, 2, 0), (400, 31, 35, 534), (3, 5, 0, 0)]
LEVELS = [0.9, 0.95, 0.99]


def tango_statistic(table, difference):
    """Score statistic with the restricted maximum of the multinomial likelihood found numerically, not by Tango's
    closed form. The one free parameter u is the smaller of the two discordant probabilities."""
    both, first, second, neither = table
    n = sum(table)
    width = (1 - abs(difference)) / 2
    extra_first, extra_second = max(difference, 0.0), max(-difference, 0.0)

    def slope(u):
        return (
            (first / (u + extra_first) if first else 0)
            + (second / (u + extra_second) if second else 0)
            - ((both + neither) / (width - u) if both + neither else 0)
        )

    low, high = width * 1e-16, width * (1 - 1e-15)
    if slope(low) <= 0:
        u = 0.0
    elif slope(high) >= 0:
        u = width
    else:
        u = optimize.brentq(slope, low, high, xtol=1e-18, rtol=1e-15)
    variance = n * (2 * u + abs(difference) - difference**2)
    return (first - second - n * difference) / np.sqrt(variance)


def tango_interval(table, level):
    z = stats.norm.ppf((1 + level) / 2)
    _, first, second, _ = table
    estimate = (first - second) / sum(table)
    lower = optimize.brentq(lambda d: tango_statistic(table, d) - z, -1 + 1e-12, estimate - 1e-12, xtol=1e-15)
    upper = optimize.brentq(lambda d: tango_statistic(table, d) + z, estimate + 1e-12, 1 - 1e-12, xtol=1e-15)
    return [lower, upper]


golden = {
    "normalQuantile": [[p, stats.norm.ppf(p)] for p in PROBABILITIES],
    "normalCdf": [[x, stats.norm.cdf(x)] for x in POINTS],
    "studentQuantile": [[p, df, stats.t.ppf(p, df)] for p in PROBABILITIES for df in DEGREES],
    "studentCdf": [[x, df, stats.t.cdf(x, df)] for x in POINTS for df in DEGREES],
    "betaCdf": [
        [x, a, b, stats.beta.cdf(x, a, b)]
        for a, b in BETAS
        for x in [0.01, 0.3, 0.5, 0.97, float(np.round(a / (a + b), 6))]
    ],
    "chiSquareQuantile": [[p, df, stats.chi2.ppf(p, df)] for p in PROBABILITIES for df in CHI_DEGREES],
    "chiSquareCdf": [[x, df, stats.chi2.cdf(x, df)] for x in [0.001, 0.5, 3.84, 9.0, 30.0, 520.0, 1e6] for df in CHI_DEGREES],
    "binomialPmf": [
        [k, n, p, stats.binom.pmf(k, n, p)]
        for k, n, p in [(0, 10, 0.2), (3, 10, 0.2), (10, 10, 0.2), (510, 1000, 0.5), (299_500, 1_000_000, 0.3)]
    ],
    "binomialCdf": [
        [k, n, p, stats.binom.cdf(k, n, p)]
        for k, n, p in [(0, 10, 0.2), (3, 10, 0.2), (9, 10, 0.2), (480, 1000, 0.5), (299_500, 1_000_000, 0.3)]
    ],
    "wilson": [
        [k, n, level, *proportion_confint(k, n, 1 - level, "wilson")]
        for k, n in [(81, 263), (15, 148), (0, 20), (1, 29), (20, 20), (65_432, 100_000)]
        for level in LEVELS
    ],
    "tangoStatistic": [[*t, d, tango_statistic(t, d)] for t in TABLES for d in [-0.2, -0.05, 0.01, 0.3]],
    "tangoInterval": [[*t, level, *tango_interval(t, level)] for t in TABLES for level in LEVELS],
    # mid-p (statsmodels has none): exact two-sided p less the probability of the observed count, 1 − pmf for a tie.
    "mcnemarMidP": [
        [
            b,
            c,
            1 - stats.binom.pmf(b, b + c, 0.5)
            if b == c
            else stats.binomtest(min(b, c), b + c).pvalue - stats.binom.pmf(min(b, c), b + c, 0.5),
        ]
        for b, c in [(1, 7), (121, 59), (5, 5), (0, 1)]
    ],
}


def plain(value):
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return float(value)


rows = {name: [plain(row) for row in table] for name, table in golden.items()}
body = ",\n".join(
    f' "{name}": [\n' + ",\n".join("  " + json.dumps(row) for row in table) + "\n ]" for name, table in rows.items()
)
Path(__file__).with_name("distributions.json").write_text("{\n" + body + "\n}\n")
