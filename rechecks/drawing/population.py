"""What a draw stands on but the seed: what may be drawn, who may check, and by which parameters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from rechecks.drawing.errors import CannotDraw

CASES, RECORDS = "cases", "records"  # what a population may hold
MOST_WEIGHT = 100  # every unit of weight is a ticket that is hashed
SHARE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)%|([1-9][0-9]{0,8}/[1-9][0-9]{0,8})")


def read_share(text: str) -> Fraction:
    """5% or 1/20, exactly."""
    read = SHARE.fullmatch(text.strip().replace("％", "%"))
    if read is None:
        raise CannotDraw("--share", "应为5%或1/20的形式。", "Write 5% or 1/20.")
    value = Fraction(read[1]) / 100 if read[1] else Fraction(read[2])
    if not 0 < value <= 1:
        raise CannotDraw("--share", "应大于0，不超过100%。", "More than 0, at most 100%.")
    return value


@dataclass(frozen=True)
class Checker:
    """Somebody who may be drawn to check, with the departments in which they have or had a place."""

    id: str
    departments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """One case that may be drawn; `barred` are the checkers who had a part in it."""

    id: str
    stratum: tuple[str, ...]
    departments: tuple[str, ...]
    barred: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()  # what else the file says of it, for people


def allowed_checkers(item: Item, checkers: Sequence[Checker]) -> list[str]:
    """Who may check: nobody who had a part in the case, nobody of a department that had."""
    return [
        each.id
        for each in checkers
        if each.id not in item.barred and not set(each.departments) & set(item.departments)
    ]


@dataclass(frozen=True)
class Plan:
    """How is drawn: so many, or so large a share, of which strata, and what each risk adds to a weight.

    Where the seed is to be a public number that is not there yet, `seed_from` says beforehand which one.
    """

    size: int | None = None
    share: Fraction | None = None
    minimum: int = 0
    strata: tuple[str, ...] = ()
    weights: tuple[tuple[str, int], ...] = ()
    scope: tuple[tuple[str, Any], ...] = ()  # period, kinds and limits from which the items were taken
    seed_from: str = ""
    holds: str = CASES

    def weight_of(self, item: Item) -> int:
        """One ticket, and those that its risks add."""
        adds = dict(self.weights)
        return 1 + sum(adds.get(risk, 0) for risk in item.risks)

    def size_among(self, count: int) -> int:
        """How many are drawn of so many; a share is rounded up."""
        if (self.size is None) == (self.share is None):
            raise CannotDraw("--size/--share", "请填写其中一项。", "Give one of the two.")
        if self.size is not None:
            return self.size
        assert self.share is not None  # noqa: S101  (said above; for the type checker)
        return -(-count * self.share.numerator // self.share.denominator)


@dataclass(frozen=True)
class Population:
    """Everything a draw stands on but the seed; in order, every item with somebody to check it."""

    plan: Plan
    items: tuple[Item, ...]
    checkers: tuple[Checker, ...]

    def __post_init__(self) -> None:
        _refuse_bad_figures(self.plan, len(self.items))
        for option, name, ids in (
            ("--kind", "案件", [each.id for each in self.items]),
            ("--checker", "核查人员", [each.id for each in self.checkers]),
        ):
            if sorted(set(ids)) != ids:
                raise CannotDraw(option, f"{name}编号重复或未排序。", "Ids are not in order, or not unique.")
        if any(self.plan.weight_of(item) > MOST_WEIGHT for item in self.items):
            raise CannotDraw(
                "--weight",
                f"一件案件的权重合计不能超过{MOST_WEIGHT}。",
                f"No case weighs more than {MOST_WEIGHT} altogether.",
            )
        for item in self.items:
            if not allowed_checkers(item, self.checkers):
                _refuse_without_checker(self.plan, item)

    @property
    def size(self) -> int:
        return self.plan.size_among(len(self.items))


def _refuse_bad_figures(plan: Plan, count: int) -> None:
    size, option = plan.size_among(count), "--size" if plan.size is not None else "--share"
    if not count and plan.holds == RECORDS:
        raise CannotDraw(
            "--from/--to/--kind", "该范围内没有应停未停的信息。", "No record of that range is still there."
        )
    if not count:
        raise CannotDraw("--from/--to/--kind", "该范围内没有办结案件。", "No case was closed in that range.")
    if size < 1:
        raise CannotDraw(option, "至少抽取1件。", "Draw one at least.")
    if size > count:
        raise CannotDraw(
            option,
            f"样本量大于总体（{size}＞{count}）。",
            f"The sample is larger than the population ({size} > {count}).",
        )
    if plan.minimum < 0:
        raise CannotDraw("--minimum", "不能为负数。", "It cannot be negative.")
    if any(adds < 0 for _risk, adds in plan.weights):
        raise CannotDraw("--weight", "不能为负数。", "It cannot be negative.")


def _refuse_without_checker(plan: Plan, item: Item) -> None:
    if plan.holds == RECORDS:
        named = dict(item.facts).get("document_number", item.id)
        chinese, english = f"记录{named}", f"record {named}"
    else:
        chinese, english = f"案件{item.id}", f"case {item.id}"
    raise CannotDraw(
        "--checker",
        f"{chinese}没有可以核查的人员：其他人都办理过相关案件，或与承办单位为同一单位。",
        f"Nobody may check {english}: everybody had a part in it or is of its department.",
    )
