"""The population as a file: made before there is a seed, and holding all but the seed; one file, one digest."""

import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from rechecks.drawing.errors import CannotDraw
from rechecks.drawing.population import CASES, RECORDS, Checker, Item, Plan, Population

ALGORITHM = "xinxiu-draw/1"
FORMATS = {CASES: "xinxiu-draw-population/1", RECORDS: "xinxiu-draw-records/1"}


def line(facts: Mapping[str, Any]) -> str:
    """One canonical line: keys in order, no spaces, characters as they are."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def population_text(population: Population) -> str:
    """The file: a header, the checkers, the items, each in the order of their ids."""
    plan = population.plan
    header: dict[str, Any] = {
        "format": FORMATS[plan.holds],
        "algorithm": ALGORITHM,
        "scope": dict(plan.scope),
        "strata": list(plan.strata),
        "size": population.size,
        "share": str(plan.share) if plan.share is not None else None,
        "minimum": plan.minimum,
        "weights": dict(plan.weights),
        "items": len(population.items),
        "checkers": len(population.checkers),
    }
    if plan.seed_from:
        header["seed_from"] = plan.seed_from
    checkers = ({"checker": each.id, "departments": list(each.departments)} for each in population.checkers)
    items = (_item(plan, each) for each in population.items)
    return "".join(line(each) for each in (header, *checkers, *items))


def _item(plan: Plan, item: Item) -> dict[str, Any]:
    return dict(item.facts) | {
        "item": item.id,
        "stratum": list(item.stratum),
        "departments": list(item.departments),
        "barred": list(item.barred),
        "risks": list(item.risks),
        "weight": plan.weight_of(item),
    }


KNOWN = {"item", "stratum", "departments", "barred", "risks", "weight"}


def read_population(text: str) -> Population:
    """The population that a file of ours holds."""
    header, *rows = (json.loads(each) for each in text.removesuffix("\n").split("\n"))
    holds = {form: name for name, form in FORMATS.items()}.get(header["format"])
    if holds is None or header["algorithm"] != ALGORITHM:
        raise CannotDraw(
            "--population",
            "该总体由其他版本的算法冻结。",
            "It was frozen for another version of the algorithm.",
        )
    share = header["share"]
    plan = Plan(
        size=header["size"] if share is None else None,
        share=None if share is None else Fraction(share),
        minimum=header["minimum"],
        strata=tuple(header["strata"]),
        weights=tuple(sorted(header["weights"].items())),
        scope=tuple(sorted(header["scope"].items())),
        seed_from=header.get("seed_from", ""),
        holds=holds,
    )
    people, cases = rows[: header["checkers"]], rows[header["checkers"] :]
    return Population(
        plan,
        tuple(_read_item(each) for each in cases),
        tuple(Checker(each["checker"], tuple(each["departments"])) for each in people),
    )


def _read_item(row: Mapping[str, Any]) -> Item:
    def texts(name: str) -> tuple[str, ...]:
        return tuple(row[name])

    facts = tuple(sorted((name, value) for name, value in row.items() if name not in KNOWN))
    return Item(row["item"], texts("stratum"), texts("departments"), texts("barred"), texts("risks"), facts)
