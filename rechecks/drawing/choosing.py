"""Which cases: every unit of weight is a ticket, tickets are put in the order of their hashes, the first are drawn.

A case stands where its first ticket stands. So each next case is drawn with the chance that its weight
has among those left, without replacement, and with whole numbers alone.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from rechecks.drawing.population import Item, Plan, Population
from rechecks.drawing.sizes import Key, sizes_of, strata_of


@dataclass(frozen=True)
class Chosen:
    """A drawn case with the hash of its first ticket."""

    key: str
    item: Item


def hashed(seed: str, *words: str) -> str:
    """HMAC-SHA256 with the seed as key, over the words, one a line."""
    return hmac.new(seed.encode(), "\n".join(words).encode(), "sha256").hexdigest()


def choose(population: Population, population_digest: str, seed: str) -> list[Chosen]:
    """The sample, in the order of the hashes: exactly as many of each stratum as its size says."""
    plan = population.plan
    by_stratum: dict[Key, list[Item]] = {}
    for item in population.items:
        by_stratum.setdefault(item.stratum, []).append(item)
    sizes = sizes_of(strata_of(population), population.size, plan)
    chosen: list[Chosen] = []
    for key, size in sizes.items():
        chosen += _first(by_stratum[key], size, plan, population_digest, seed)
    return sorted(chosen, key=_place)


def _place(chosen: Chosen) -> tuple[str, str]:
    return chosen.key, chosen.item.id


def _first(items: Sequence[Item], size: int, plan: Plan, population_digest: str, seed: str) -> list[Chosen]:
    placed = [
        Chosen(
            min(
                hashed(seed, population_digest, "item", item.id, str(ticket))
                for ticket in range(1, plan.weight_of(item) + 1)
            ),
            item,
        )
        for item in items
    ]
    return sorted(placed, key=_place)[:size]
