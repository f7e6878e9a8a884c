"""How many of each stratum: in proportion to its weight, never under its minimum, never over what it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rechecks.drawing.errors import CannotDraw
from rechecks.drawing.population import Plan, Population

Key = tuple[str, ...]


@dataclass(frozen=True)
class Stratum:
    """How many cases it holds, and what they weigh together."""

    count: int
    weight: int


def strata_of(population: Population) -> dict[Key, Stratum]:
    """The strata of a population, in the order of their names."""
    found: dict[Key, tuple[int, int]] = {}
    for item in population.items:
        count, weight = found.get(item.stratum, (0, 0))
        found[item.stratum] = (count + 1, weight + population.plan.weight_of(item))
    return {key: Stratum(*found[key]) for key in sorted(found)}


@dataclass(frozen=True)
class Layer:
    """One stratum with how many of it are drawn."""

    key: Key
    count: int
    weight: int
    size: int

    @property
    def part(self) -> float:
        return self.size / self.count


def layers_of(population: Population) -> list[Layer]:
    """What a draw takes of each stratum, in the order of their names."""
    strata = strata_of(population)
    sizes = sizes_of(strata, population.size, population.plan)
    return [Layer(key, each.count, each.weight, sizes[key]) for key, each in strata.items()]


def sizes_of(strata: Mapping[Key, Stratum], size: int, plan: Plan) -> dict[Key, int]:
    """Exact sizes that add up to `size`; whole strata are drawn where they hold less than the minimum.

    What lies under its minimum or over what it holds is fixed there, and the rest shared anew, until
    every quota fits; then what is left after the whole parts goes to the largest remainders.
    """
    least = {key: min(plan.minimum, each.count) for key, each in strata.items()}
    if sum(least.values()) > size:
        raise CannotDraw(
            "--minimum",
            f"各层最少件数合计{sum(least.values())}件，超过样本量{size}件。",
            f"The minimum of all strata is {sum(least.values())}, more than the size {size}.",
        )
    fixed: dict[Key, int] = {}
    while True:
        quotas = _quotas(strata, size, fixed)
        bounded = {
            key: min(max(quota, Fraction(least[key])), Fraction(strata[key].count))
            for key, quota in quotas.items()
        }
        gained = sum((bounded[key] - quota for key, quota in quotas.items()), Fraction(0))
        now_fixed = {
            key: int(bounded[key])
            for key, quota in quotas.items()
            if bounded[key] != quota and (bounded[key] - quota) * gained >= 0
        }
        if not now_fixed:
            return _rounded(strata, size, fixed, quotas)
        fixed |= now_fixed


def _quotas(strata: Mapping[Key, Stratum], size: int, fixed: Mapping[Key, int]) -> dict[Key, Fraction]:
    free = {key: each.weight for key, each in strata.items() if key not in fixed}
    left, weight = size - sum(fixed.values()), sum(free.values())
    return {key: Fraction(left * each, weight) for key, each in free.items()}


def _rounded(
    strata: Mapping[Key, Stratum], size: int, fixed: Mapping[Key, int], quotas: Mapping[Key, Fraction]
) -> dict[Key, int]:
    sizes = dict(fixed) | {key: int(quota) for key, quota in quotas.items()}
    by_remainder = sorted(quotas, key=lambda key: (int(quotas[key]) - quotas[key], key))
    for key in by_remainder[: size - sum(sizes.values())]:
        sizes[key] += 1
    return {key: sizes[key] for key in strata}
