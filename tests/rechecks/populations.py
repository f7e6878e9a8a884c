"""Random populations for draws: departments, checkers, weights and limits of every shape."""

import random
from fractions import Fraction

from rechecks.drawing import CASES, RECORDS, CannotDraw, Checker, Item, Plan, Population

RISKS = {CASES: ("fast", "refused"), RECORDS: ("objection", "refused")}
STRATA = {CASES: ("department", "outcome"), RECORDS: ("department", "reason")}
SECOND = {
    CASES: ("repair.repaired", "repair.rejected", "repair.withdrawn"),
    RECORDS: ("still_shown", "period_over", "repairable"),
}


def random_population(chance: random.Random) -> Population | None:
    """One that can be drawn from, or none where its parts do not fit together."""
    departments = [f"部门{n}" for n in range(chance.randint(1, 6))]
    checkers = tuple(
        Checker(
            f"p{n:02}",
            tuple(sorted(chance.sample(departments, chance.choice((0, 1, 1, min(2, len(departments))))))),
        )
        for n in range(chance.randint(1, 8))
    )
    holds = chance.choice((CASES, RECORDS))
    items = tuple(_item(chance, holds, n, departments, checkers) for n in range(chance.randint(1, 60)))
    size = chance.randint(1, len(items))
    share = Fraction(chance.randint(1, 20), 20) if chance.random() < 0.3 else None
    plan = Plan(
        size=None if share else size,
        share=share,
        minimum=chance.choice((0, 0, 1, 2, 5)),
        strata=STRATA[holds],
        weights=tuple((risk, chance.randint(0, 4)) for risk in RISKS[holds]),
        holds=holds,
    )
    try:
        return Population(plan, items, checkers)
    except CannotDraw:
        return None


def _item(
    chance: random.Random, holds: str, n: int, departments: list[str], checkers: tuple[Checker, ...]
) -> Item:
    """A case or a record: of one department, or handed on and so of two."""
    places = chance.sample(departments, min(chance.choice((1, 1, 1, 2)), len(departments)))
    barred = tuple(sorted(each.id for each in checkers if chance.random() < 0.15))
    risks = tuple(risk for risk in RISKS[holds] if chance.random() < 0.3)
    stratum = (places[0], chance.choice(SECOND[holds]))
    return Item(f"XF-{n:04}", stratum, tuple(sorted(places)), barred, risks)
