"""Random populations keep every constraint, and the independent program repeats each of them.

XINXIU_DRAWS says how many populations, XINXIU_SEED from which seed; the seed is printed.
"""

import os
import random
from collections import Counter

import pytest

from rechecks.drawing import CASES, RECORDS, CannotDraw, draw_list, population_text, sizes_of, strata_of
from tests.rechecks.populations import random_population
from tools import verify_draw

DRAWS = int(os.environ.get("XINXIU_DRAWS", "150"))
SEED = int(os.environ.get("XINXIU_SEED") or random.SystemRandom().randrange(2**32))


@pytest.fixture
def files(tmp_path):
    return tmp_path / "population.jsonl", tmp_path / "list.jsonl"


def test_every_random_population_keeps_every_constraint(files):
    print(f"XINXIU_SEED={SEED}, {DRAWS} populations")
    refused, held = 0, Counter()
    while (drawn := held.total()) < DRAWS:
        number = drawn + refused
        population = random_population(random.Random(f"{SEED}/{number}"))  # noqa: S311
        try:
            if population is None:
                raise CannotDraw("--size", "", "")
            text = population_text(population)
            result = draw_list(text, f"seed {number}", "test")
        except CannotDraw:
            refused += 1
            continue
        held[population.plan.holds] += 1
        where = f"population {number} of XINXIU_SEED={SEED}"
        _keeps_every_constraint(population, result, where)
        for path, said in zip(files, (text, result.text), strict=True):
            path.write_bytes(said.encode())
        assert verify_draw.main([*map(str, files), "--seed", f"seed {number}"]) == 0, where

    print(f"drawn from {dict(sorted(held.items()))}; {refused} could not be drawn from")
    assert min(held[holds] for holds in (CASES, RECORDS)) > DRAWS / 3  # both populations, about as often


def _keeps_every_constraint(population, result, where):
    strata, checkers = strata_of(population), {each.id: each for each in population.checkers}
    sizes = sizes_of(strata, population.size, population.plan)
    assert len(result.items) == population.size == sum(sizes.values()), where
    assert len({item.id for item, _who in result.items}) == population.size, where
    assert Counter(item.stratum for item, _who in result.items) == Counter(sizes), where
    for key, size in sizes.items():
        assert min(population.plan.minimum, strata[key].count) <= size <= strata[key].count, where
    for item, who in result.items:
        assert who not in item.barred, where
        assert not set(checkers[who].departments) & set(item.departments), where
    assert _nothing_handed_on_makes_it_more_even(result, population), where


def _nothing_handed_on_makes_it_more_even(result, population):
    """No chain of handing cases on leads from a checker to one with at least two fewer: then no assignment is more even."""
    checkers = {each.id: set(each.departments) for each in population.checkers}
    loads = Counter(dict.fromkeys(checkers, 0))
    loads.update(who for _item, who in result.items)
    onward = {who: set() for who in checkers}
    for item, who in result.items:
        onward[who] |= {
            other for other, places in checkers.items()
            if other not in item.barred and not places & set(item.departments)
        }  # fmt: skip
    for who in checkers:
        reached, waiting = {who}, [who]
        while waiting:
            fresh = onward[waiting.pop()] - reached
            reached |= fresh
            waiting += fresh
        if loads[who] - min(loads[each] for each in reached) > 1:
            return False
    return True
