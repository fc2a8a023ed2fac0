"""Golden values of power and sample size, by statsmodels.

Run in a virtual environment with requirements.txt: python power.py
Writes power.json beside this file. A paired difference is one sample of differences: `ratio=0` of NormalIndPower.
"""

import json
from pathlib import Path

from scipy import optimize
from statsmodels.stats.power import NormalIndPower

CASES = [
    (variance, distance, confidence, power)
    for variance in (0.02, 0.1, 1.7)
    for distance in (0.004, 0.02, 0.3)
    for confidence in (0.9, 0.95, 0.999)
    for power in (0.5, 0.8, 0.99)
]


def solve(variance, distance, confidence, power):
    planner = NormalIndPower()
    effect, alpha = distance / variance**0.5, 1 - confidence

    def power_at(units):
        return planner.power(effect, units, alpha, ratio=0, alternative="larger")

    # The solver of statsmodels does not converge on all cases; its power function is the golden part.
    units = optimize.brentq(lambda n: power_at(n) - power, 1e-9, 1e12, xtol=1e-12, rtol=1e-14)
    return {
        "variance": variance,
        "distance": distance,
        "confidence": confidence,
        "power": power,
        "units": units,
        "powerAt100": power_at(100),
    }


if __name__ == "__main__":
    golden = [solve(*case) for case in CASES]
    Path(__file__).with_name("power.json").write_text(json.dumps(golden, indent=1) + "\n")
