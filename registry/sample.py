"""Synthetic penalty files: believable, deterministic, and about nobody.

Everything follows from the seed and the day handed in. All codes lie in region 239999, which does
not exist; every row says 合成数据 in its remark.
"""

import json
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, cycle
from pathlib import Path
from random import Random
from typing import Any

from registry import departments
from registry.dirt import KINDS, Kind, applicable
from registry.numbers import made_up_id_number, made_up_uscc

WORDS = Path(__file__).parent / "data" / "sample_words.json"
SYNTHETIC = "合成数据"
DAYS = 3 * 365
RECENT = ((0.55, 1, 365), (0.30, 366, 730), (0.15, 731, DAYS))  # share of rows, days before the day handed in
PERSONS, INDIVIDUALS = 0.04, 0.12
SUBJECTS_PER_ROW = 0.7

Cells = dict[str, str]


@dataclass(frozen=True)
class Subject:
    """Whoever a synthetic row is about."""

    name: str
    kind: str
    uscc: str = ""
    id_number: str = ""
    legal_representative: str = ""


@dataclass
class Sample:
    """N rows of one layout. `dirt` is the share of dirty rows, spread evenly over the kinds of dirt."""

    count: int
    seed: int
    as_of: date
    layout: str = "new"
    dirt: float = 0.02

    def __post_init__(self) -> None:
        words = json.loads(WORDS.read_text(encoding="utf-8"))
        self._names, self._fields = words["names"], words["fields"]
        self._surnames, self._given = words["surnames"], words["given"]
        self.kinds = applicable(self.layout)
        self.made: dict[str, int] = dict.fromkeys((kind.name for kind in self.kinds), 0)

    @cached_property
    def _offices(self) -> tuple[list[dict], list[int]]:
        rows = [row for row in departments.read() if row["records_weight"]]
        return rows, list(accumulate(row["records_weight"] for row in rows))

    def __iter__(self) -> Iterator[Cells]:
        """The rows as cells by column code; what was made dirty is counted in `made`."""
        random, numbers = drawn_from(f"xinxiu/{self.seed}"), dict[tuple[str, int], int]()
        kinds = cycle(self.kinds)
        clean: Cells | None = None
        for _row in range(self.count):
            kind = next(kinds) if clean and random.random() < self.dirt else None
            repeated = clean if kind and kind.repeats else None
            cells = repeated or self._row(random, numbers, person=bool(kind and kind.about_persons))
            if kind is None:
                clean = cells
            else:
                self.made[kind.name] += 1
                cells = kind.spoil(dict(cells), random, self.as_of)
            yield cells

    def _row(self, random: Random, numbers: dict[tuple[str, int], int], *, person: bool) -> Cells:
        rows, bounds = self._offices
        office = rows[bisect(bounds, random.randrange(bounds[-1]))]
        words = self._fields[office["field"]]
        subject = self._named_person(random.randrange(10**6)) if person else self._subject(random)
        act = random.choices(words["acts"], [act["weight"] for act in words["acts"]])[0]
        decided_on = self._day(random)
        serial = numbers[(office["uscc"], decided_on.year)] = (
            numbers.get((office["uscc"], decided_on.year), 0) + 1
        )
        document = f"{office['letter_prefix']}罚〔{decided_on.year}〕{serial}号"
        cells = self._act(random, act, words["law"], decided_on) | {"CF_WSH": document}
        return _as_new(cells, office, subject) if self.layout == "new" else _as_old(cells, office, subject)

    def _day(self, random: Random) -> date:
        shares = [share for share, _from, _to in RECENT]
        _share, nearest, farthest = random.choices(RECENT, shares)[0]
        return self.as_of - timedelta(days=random.randint(nearest, farthest))

    def _subject(self, random: Random) -> Subject:
        """One of a limited number of subjects, so that some have several records."""
        number = random.randrange(max(1, round(self.count * SUBJECTS_PER_ROW)))
        own = drawn_from(f"subject/{number}")
        draw = own.random()
        if draw < PERSONS:
            return self._named_person(number)
        brand = own.choice(self._names) + own.choice(self._names)[:1]
        owner = own.choice(self._surnames) + own.choice(self._given)
        industry = own.choice(own.choice(list(self._fields.values()))["industries"])
        if draw < INDIVIDUALS:
            return Subject(f"江澜市{brand}{industry}店", "个体工商户", made_up_uscc("92", number), "", owner)
        return Subject(
            f"江澜市{brand}{industry}有限公司", "法人及非法人组织", made_up_uscc("91", number), "", owner
        )

    def _named_person(self, number: int) -> Subject:
        own = drawn_from(f"person/{number}")
        return Subject(
            own.choice(self._surnames) + own.choice(self._given), "自然人", "", made_up_id_number(number)
        )

    def _act(self, random: Random, act: dict[str, Any], law: str, decided_on: date) -> Cells:
        fine, confiscated = _amount(random, act.get("fine")), _amount(random, act.get("confiscated"))
        sentence = "；".join(filter(None, (
            act["order"],
            f"罚款人民币{fine}万元" if fine else "",
            f"没收违法所得{confiscated}万元" if confiscated else "",
            *(kind for kind in act["types"] if kind not in ("罚款", "没收违法所得", "没收违法所得、没收非法财物")),
        )))  # fmt: skip
        licence = f"{act['licence']} 合成{random.randrange(10**6):06d}" if "licence" in act else ""
        until = decided_on + timedelta(days=365) if _lasts(act["types"]) else date(2099, 12, 31)
        return {
            "CF_WFXW": act["title"],
            "CF_SY": act["facts"],
            "CF_YJ": law,
            "CF_CFLB": "；".join(act["types"]),
            "CF_NR": f"{sentence}。",
            "CF_NR_FK": fine,
            "CF_NR_WFFF": confiscated,
            "CF_NR_ZKDX": licence,
            "CF_JDRQ": decided_on.isoformat(),
            "CF_YXQ": until.isoformat(),
        }


def drawn_from(seed: str) -> Random:
    """Draws that repeat: a sample is no secret, it has to be the same every time."""
    return Random(seed)  # noqa: S311 - repeatable on purpose


def _lasts(types: list[str]) -> bool:
    return any(kind.startswith(("暂扣", "限制")) for kind in types)


def _amount(random: Random, bounds: list[float] | None) -> str:
    """An amount in 万元 with up to four decimals, as people write it."""
    if not bounds:
        return ""
    low, high = (int(Decimal(str(bound)) * 100) for bound in bounds)
    return format((Decimal(random.randint(low, high)) / 100).normalize(), "f")


def _as_new(cells: Cells, office: dict, subject: Subject) -> Cells:
    person = subject.kind == "自然人"
    return cells | {
        "CF_XDR_MC": subject.name,
        "CF_XDR_LB": subject.kind,
        "CF_XDR_SHXYM": subject.uscc,
        "CF_FRDB": subject.legal_representative,
        "CF_XDR_ZJLX": "身份证" if person else "",
        "CF_XDR_ZJHM": subject.id_number,
        "CF_CFJG": office["name"],
        "CF_CFJGDM": office["uscc"],
        "CF_SJLY": office["name"],
        "CF_SJLYDM": office["uscc"],
        "BZ": SYNTHETIC,
    }


def _as_old(cells: Cells, office: dict, subject: Subject) -> Cells:
    kept = {code: cells[code] for code in ("CF_WSH", "CF_SY", "CF_YJ", "CF_JDRQ")}
    return kept | {
        "CF_CFMC": cells["CF_WFXW"],
        "CF_CFLB1": cells["CF_CFLB"],
        "CF_JG": cells["CF_NR"],
        "CF_JZQ": cells["CF_YXQ"],
        "CF_XDR": subject.name,
        "CF_XDR_SHXYM": subject.uscc,
        "CF_XDR_SFZ": subject.id_number,
        "CF_FR": subject.legal_representative,
        "CF_XZJG": office["name"],
        "CF_ZT": "1",
        "DFBM": "239999",
        "CF_SYFW": "1",
        "BZ": SYNTHETIC,
    }


def summary(sample: Sample) -> list[tuple[Kind, int]]:
    """Each kind of dirt with the number of rows that have it."""
    return [(kind, sample.made[kind.name]) for kind in KINDS if kind.name in sample.made]
