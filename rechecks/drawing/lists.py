"""The list: what was drawn from which population with which seed, and who checks each case."""

from collections import Counter
from dataclasses import dataclass

from rechecks.drawing.assigning import assign
from rechecks.drawing.choosing import choose, hashed
from rechecks.drawing.errors import CannotDraw
from rechecks.drawing.files import ALGORITHM, digest, line, read_population
from rechecks.drawing.population import Item
from rechecks.drawing.sizes import layers_of

FORMAT = "xinxiu-draw-list/1"
LONGEST_SEED = 200


@dataclass(frozen=True)
class DrawnList:
    """The drawn cases in order, each with its checker, and the file that says so."""

    items: tuple[tuple[Item, str], ...]
    text: str


def draw_list(population_text: str, seed: str, seed_source: str) -> DrawnList:
    """Draw from a frozen population: the same text and seed give the same list, everywhere."""
    _refuse_bad_seed(seed)
    population, its_digest = read_population(population_text), digest(population_text)
    _refuse_another_seed(population.plan.seed_from, seed_source)
    drawn = [each.item for each in choose(population, its_digest, seed)]
    checker_of = assign(
        drawn, population.checkers, lambda item, who: hashed(seed, its_digest, "checker", item, who)
    )
    loads = Counter(checker_of.values())
    header = {
        "format": FORMAT,
        "algorithm": ALGORITHM,
        "population_sha256": its_digest,
        "seed": seed,
        "seed_source": seed_source,
        "size": len(drawn),
        "strata": [
            {"stratum": list(each.key), "items": each.count, "weight": each.weight, "drawn": each.size}
            for each in layers_of(population)
        ],
        "loads": {each.id: loads[each.id] for each in population.checkers},
    }
    rows = (
        {"position": n, "item": item.id, "stratum": list(item.stratum), "checker": checker_of[item.id]}
        for n, item in enumerate(drawn, start=1)
    )
    text = "".join(map(line, (header, *rows)))
    return DrawnList(tuple((item, checker_of[item.id]) for item in drawn), text)


def _refuse_bad_seed(seed: str) -> None:
    if not 1 <= len(seed) <= LONGEST_SEED or seed != seed.strip() or not seed.isprintable():
        raise CannotDraw(
            "--seed",
            f"种子应为1至{LONGEST_SEED}个可见字符，前后不留空格。",
            f"A seed has 1 to {LONGEST_SEED} visible characters, and no space around it.",
        )


def _refuse_another_seed(stated: str, source: str) -> None:
    if stated and source != stated:
        raise CannotDraw(
            "--seed-source",
            f"冻结总体时已声明种子取自“{stated}”。",
            f"When the population was frozen it was said that the seed comes from “{stated}”.",
        )
