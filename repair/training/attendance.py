"""Lists of who took part in a training that was held in a room: their columns, and each cell read."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from registry.importing import cells
from registry.importing.cells import BadCell
from registry.importing.layouts import Column, Layout

LAYOUT = Layout(
    "attendance",
    (
        Column("PX_XYDM", "uscc", ("统一社会信用代码",), True, 40),
        Column("PX_XM", "learner", ("姓名", "参训人员"), True, 50),
        Column("PX_RQ", "held_on", ("培训日期",), True, 40),
        Column("PX_KC", "course", ("课程", "课程名称", "课程代码"), True, 120),
        Column("PX_JG", "held_by", ("培训机构/讲师", "培训机构", "讲师"), True, 100),
        Column("PX_DD", "place", ("地点", "培训地点"), True, 100),
        Column("PX_JGUO", "result", ("结果", "培训结果"), True, 10),
        Column("PX_XS", "hours", ("学时",), False, 10),
    ),
    sheet="线下培训",
)
NAMES = {column.role: column.names[0] for column in LAYOUT.columns}
NO_HEADER = (
    "前二十行内没有找到线下培训名单的表头，请使用页面上的模板。 / "
    "No header of a list of participants in the first twenty rows: use the template of the page."
)
RESULTS = {"合格": True, "通过": True, "不合格": False, "未通过": False}
LONGEST_SHOWN = 60
_HOURS = re.compile(r"(\d{1,2}(?:\.\d)?)(?:学时|课时|小时)?")


@dataclass(frozen=True)
class Finding:
    """What keeps a row out: in which column, what stands there, and why."""

    column: str
    value: str
    code: str

    def kept(self) -> list[str]:
        return [self.column, self.value, self.code]


def found_in(role: str, value: str, code: str) -> Finding:
    """A finding with the cell as a page may show it."""
    plain = "".join(char if char.isprintable() else "�" for char in value)
    return Finding(NAMES[role], plain[:LONGEST_SHOWN], code)


def read_cells(said: Mapping[str, str]) -> tuple[dict[str, Any], list[Finding]]:
    """Each cell as its value, by role; what cannot be read is found instead."""
    values: dict[str, Any] = {}
    found = []
    for column in LAYOUT.columns:
        raw = said.get(column.role, "")
        try:
            values[column.role] = _value(column, raw)
        except BadCell as bad:
            found.append(found_in(column.role, raw, bad.code))
    return values, found


def _value(column: Column, raw: str) -> Any:
    plain = cells.line(cells.text(cells.safe(raw)))
    if not plain:
        if column.required:
            raise BadCell("required")
        return None
    if len(plain) > column.longest:
        raise BadCell("too_long")
    return _READ.get(column.role, str)(plain)


def _result(plain: str) -> bool:
    if plain not in RESULTS:
        raise BadCell("bad_result")
    return RESULTS[plain]


def _hours(plain: str) -> Decimal:
    found = _HOURS.fullmatch(unicodedata.normalize("NFKC", plain).replace(" ", ""))
    if not found or not Decimal(found[1]):
        raise BadCell("bad_hours")
    return Decimal(found[1])


_READ = {"uscc": cells.social_credit_code, "held_on": cells.day, "result": _result, "hours": _hours}
