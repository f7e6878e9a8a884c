"""Same inputs, same list; exact sizes; every case with the chance that its weight says."""

import random
from collections import Counter
from fractions import Fraction
from math import sqrt

import pytest

from rechecks.drawing import (
    CannotDraw,
    Checker,
    Item,
    Plan,
    Population,
    choose,
    digest,
    draw_list,
    population_text,
    read_population,
    sizes_of,
)
from rechecks.drawing.sizes import Stratum
from tests.rechecks.populations import random_population

A, B, C = ("甲", "x"), ("乙", "x"), ("丙", "x")


def sizes(size: int, minimum: int = 0, **counts: int) -> list[int]:
    strata = {(name,): Stratum(count, count) for name, count in counts.items()}
    return list(sizes_of(strata, size, Plan(size=size, minimum=minimum)).values())


def small(plan: Plan, count: int = 12) -> Population:
    items = tuple(
        Item(f"XF-{n:03}", (A, B, C)[n % 3], ((A, B, C)[n % 3][0],), risks=("refused",) if n % 4 == 0 else ())
        for n in range(count)
    )
    return Population(plan, items, (Checker("gao"), Checker("lin", ("甲",)), Checker("sun", ("乙",))))


def test_the_same_population_and_seed_give_the_same_list_for_ever():
    text = population_text(small(Plan(size=6, minimum=1, weights=(("refused", 1),))))
    assert digest(text) == POPULATION_DIGEST
    assert digest(draw_list(text, "2026136期 07 12 15", "双色球").text) == LIST_DIGEST


def test_another_seed_gives_another_list():
    text = population_text(small(Plan(size=6), 60))
    assert draw_list(text, "1", "t").items != draw_list(text, "2", "t").items


def test_a_population_read_from_its_file_is_the_one_written():
    chance = random.Random(5)  # noqa: S311  (a test that can be repeated)
    for population in filter(None, (random_population(chance) for _n in range(50))):
        text = population_text(population)
        assert population_text(read_population(text)) == text


def test_sizes_are_proportional_with_the_largest_remainders():
    assert sizes(10, a=50, b=30, c=20) == [5, 3, 2]
    assert sizes(10, a=45, b=35, c=20) == [
        5,
        3,
        2,
    ]  # 4.5, 3.5, 2: one is left, and equal remainders go by name
    assert sizes(1, a=1, b=2) == [0, 1]


def test_no_stratum_is_under_its_minimum_and_small_ones_are_drawn_whole():
    assert sizes(10, 3, a=94, b=4, c=2) == [5, 3, 2]


def test_a_heavy_stratum_is_never_asked_for_more_than_it_holds():
    strata = {A: Stratum(2, 200), B: Stratum(50, 50), C: Stratum(50, 50)}
    assert list(sizes_of(strata, 12, Plan(size=12)).values()) == [2, 5, 5]


def test_a_minimum_that_needs_more_than_the_size_is_refused_by_its_option():
    with pytest.raises(CannotDraw, match="--minimum"):
        sizes(5, 3, a=10, b=10)


def test_a_share_is_rounded_up_exactly():
    assert small(Plan(share=Fraction(1, 20)), 40).size == 2
    assert small(Plan(share=Fraction(1, 20)), 41).size == 3


@pytest.mark.parametrize(
    ("option", "plan"),
    [
        ("--size", Plan(size=13)),
        ("--size", Plan(size=0)),
        ("--size/--share", Plan()),
        ("--minimum", Plan(size=5, minimum=-1)),
        ("--weight", Plan(size=5, weights=(("refused", 100),))),
    ],
)
def test_a_plan_that_does_not_fit_is_refused_by_its_option(option, plan):
    with pytest.raises(CannotDraw) as refused:
        small(plan)
    assert refused.value.option == option


def test_a_case_that_nobody_may_check_is_named():
    item = Item("XF-7", A, ("甲",), barred=("gao",))
    with pytest.raises(CannotDraw, match="XF-7") as refused:
        Population(Plan(size=1), (item,), (Checker("gao"), Checker("lin", ("甲",))))
    assert refused.value.option == "--checker"


@pytest.mark.parametrize("seed", ["", " 1", "1\n", "x" * 201])
def test_a_seed_that_nobody_could_type_again_is_refused(seed):
    with pytest.raises(CannotDraw, match="--seed"):
        draw_list(population_text(small(Plan(size=3))), seed, "t")


def test_the_loads_differ_by_one_at_most_where_everybody_may_check_everything():
    items = tuple(Item(f"XF-{n:03}", A, ("甲",)) for n in range(50))
    people = tuple(Checker(f"p{n}") for n in range(7))
    drawn = draw_list(population_text(Population(Plan(size=45), items, people)), "s", "t")
    loads = Counter(who for _item, who in drawn.items)
    assert sorted(loads.values()) == [6, 6, 6, 6, 7, 7, 7]


ROUNDS = 2000


def chances(items: tuple[Item, ...], plan: Plan) -> Counter:
    population = Population(plan, items, (Checker("gao"),))
    drawn: Counter = Counter()
    for n in range(ROUNDS):
        drawn.update(each.item.id for each in choose(population, "0" * 64, f"uniformity {n}"))
    return drawn


def test_every_case_of_a_stratum_is_drawn_equally_often():
    """Stated bound: over 2,000 seeds each share lies within 4.5 standard deviations of n/N, and so do all together.

    Under a uniform draw a share beyond that has a chance of 1 in 147,000; the seeds are fixed, so it is the same each time.
    """
    count, size = 20, 5
    drawn = chances(tuple(Item(f"XF-{n:03}", A, ("甲",)) for n in range(count)), Plan(size=size))
    expected = ROUNDS * size / count
    deviation = sqrt(expected * (1 - size / count))
    assert sum(drawn.values()) == ROUNDS * size
    assert max(abs(drawn[f"XF-{n:03}"] - expected) for n in range(count)) < 4.5 * deviation
    # of 19 degrees of freedom: beyond 50 with a chance of 1 in 7,000
    spread = sum((drawn[f"XF-{n:03}"] - expected) ** 2 for n in range(count)) / (
        expected * (1 - size / count)
    )
    assert spread * (count - 1) / count < 50


def test_a_weight_of_three_is_drawn_first_three_times_as_often():
    """One of {3, 1, 1, 1}: with the chance 3/6, within the same bound."""
    items = tuple(Item(f"XF-{n}", A, ("甲",), risks=("refused",) if n == 0 else ()) for n in range(4))
    drawn = chances(items, Plan(size=1, weights=(("refused", 2),)))
    assert abs(drawn["XF-0"] - ROUNDS / 2) < 4.5 * sqrt(ROUNDS / 4)
    assert abs(drawn["XF-1"] - ROUNDS / 6) < 4.5 * sqrt(ROUNDS * 5 / 36)


def test_every_checker_gets_a_case_equally_often():
    """Stated bound: over 2,000 seeds each of five checkers gets the one case within 4.5 standard deviations of a fifth.

    Under a uniform draw a share beyond that has a chance of 1 in 147,000; the seeds are fixed, so it is the same each time.
    """
    people = tuple(Checker(f"p{n}") for n in range(5))
    text = population_text(Population(Plan(size=1), (Item("XF-1", A, ("甲",)),), people))
    got = Counter(draw_list(text, f"uniformity {n}", "t").items[0][1] for n in range(ROUNDS))
    expected = ROUNDS / len(people)
    assert max(abs(got[each.id] - expected) for each in people) < 4.5 * sqrt(expected * 4 / 5)


POPULATION_DIGEST = "36189c74068b36210f2b2241f1592706fd68d1a98450579874a8a568fb371b3c"
LIST_DIGEST = "a6eb1207f9cdc87502cb26356ced4f0ef5d41542e5fb884e4b15b39bc6803ee4"
