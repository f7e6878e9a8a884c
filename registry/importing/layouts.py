"""The two layouts of 双公示 penalty files, and how a header row tells which one a file has."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

HEADER_WITHIN = 20  # rows at the top in which the header is looked for
WIDEST = 200


@dataclass(frozen=True)
class Column:
    """One column: its code, what it is for us, how headers call it, how long it may be."""

    code: str
    role: str
    names: tuple[str, ...]
    required: bool = False
    longest: int = 200


@dataclass(frozen=True)
class Layout:
    name: str
    columns: tuple[Column, ...]
    sheet: str = "行政处罚"  # the name of a sheet that has it

    @property
    def required(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.required)

    def by_role(self, role: str) -> Column:
        return next(column for column in self.columns if column.role == role)


TEXT = 32_767  # what a spreadsheet cell can hold

NEW = Layout(
    "new",
    (
        Column("CF_XDR_MC", "subject_name", ("行政相对人名称",), True),
        Column("CF_XDR_LB", "subject_kind", ("行政相对人类别",), True),
        Column(
            "CF_XDR_SHXYM",
            "subject_uscc",
            ("行政相对人代码_1(统一社会信用代码)", "行政相对人代码_1"),
            longest=40,
        ),
        Column("CF_XDR_GSZC", "other_GSZC", ("行政相对人代码_2(工商注册号)", "行政相对人代码_2"), longest=50),
        Column(
            "CF_XDR_ZZJG", "other_ZZJG", ("行政相对人代码_3(组织机构代码)", "行政相对人代码_3"), longest=50
        ),
        Column("CF_XDR_SWDJ", "other_SWDJ", ("行政相对人代码_4(税务登记号)", "行政相对人代码_4"), longest=50),
        Column(
            "CF_XDR_SYDW", "other_SYDW", ("行政相对人代码_5(事业单位证书号)", "行政相对人代码_5"), longest=50
        ),
        Column(
            "CF_XDR_SHZZ",
            "other_SHZZ",
            ("行政相对人代码_6(社会组织登记证号)", "行政相对人代码_6"),
            longest=50,
        ),
        Column("CF_FRDB", "legal_representative", ("法定代表人", "法定代表人姓名", "CF_FR"), longest=50),
        Column("CF_FR_ZJLX", "unused", ("法定代表人证件类型",), longest=TEXT),
        Column("CF_FR_ZJHM", "unused", ("法定代表人证件号码",), longest=TEXT),
        Column("CF_XDR_ZJLX", "id_type", ("自然人证件类型", "证件类型"), longest=40),
        Column("CF_XDR_ZJHM", "id_number", ("自然人证件号码", "证件号码"), longest=60),
        Column("CF_WSH", "document_number", ("行政处罚决定书文号", "行政处罚决定文书号"), True, 128),
        Column("CF_WFXW", "title", ("违法行为类型",), True, TEXT),
        Column("CF_SY", "facts", ("违法事实",), True, TEXT),
        Column("CF_YJ", "basis", ("处罚依据",), True, TEXT),
        Column("CF_CFLB", "penalty_types", ("处罚类别",), True),
        Column("CF_NR", "content", ("处罚内容",), True, TEXT),
        Column("CF_NR_FK", "fine", ("罚款金额(万元)", "罚款金额"), longest=60),
        Column(
            "CF_NR_WFFF",
            "confiscated",
            (
                "没收违法所得、没收非法财物的金额(万元)",
                "没收违法所得没收非法财物的金额(万元)",
                "没收金额(万元)",
            ),
            longest=60,
        ),
        Column("CF_NR_ZKDX", "licence", ("暂扣或吊销证照名称及编号",)),
        Column("CF_JDRQ", "decided_on", ("处罚决定日期",), True, 60),
        Column("CF_YXQ", "valid_until", ("处罚有效期",), longest=60),
        Column("CF_GSJZQ", "shown_until", ("公示截止期",), longest=60),
        Column("CF_CFJG", "department_name", ("处罚机关",), True),
        Column("CF_CFJGDM", "department_uscc", ("处罚机关统一社会信用代码",), True, 40),
        Column("CF_SJLY", "source_unit", ("数据来源单位",), True),
        Column("CF_SJLYDM", "source_uscc", ("数据来源单位统一社会信用代码",), True, 40),
        Column("BZ", "remark", ("备注",), longest=TEXT),
    ),
)

OLD = Layout(
    "old",
    (
        Column("CF_WSH", "document_number", ("行政处罚决定书文号",), True, 128),
        Column("CF_CFMC", "title", ("处罚名称", "案件名称"), True, TEXT),
        Column("CF_SY", "facts", ("处罚事由", "违法事实"), True, TEXT),
        Column("CF_CFLB1", "penalty_types", ("处罚类别1", "处罚类别", "CF_CFLB"), True),
        Column("CF_CFLB2", "more_penalty_types", ("处罚类别2",)),
        Column("CF_YJ", "basis", ("处罚依据",), True, TEXT),
        Column("CF_XDR", "subject_name", ("行政相对人名称",), True),
        Column(
            "CF_XDR_SHXYM",
            "subject_uscc",
            ("行政相对人代码_1(统一社会信用代码)", "行政相对人代码_1"),
            longest=40,
        ),
        Column(
            "CF_XDR_ZDM", "other_ZZJG", ("行政相对人代码_2(组织机构代码)", "行政相对人代码_2"), longest=50
        ),
        Column("CF_XDR_GSDJ", "other_GSZC", ("行政相对人代码_3(工商登记码)", "行政相对人代码_3"), longest=50),
        Column("CF_XDR_SWDJ", "other_SWDJ", ("行政相对人代码_4(税务登记号)", "行政相对人代码_4"), longest=50),
        Column("CF_XDR_SFZ", "id_number", ("行政相对人代码_5(居民身份证号)", "行政相对人代码_5"), longest=60),
        Column("CF_FR", "legal_representative", ("法定代表人姓名", "法定代表人"), longest=50),
        Column("CF_JG", "content", ("处罚结果",), True, TEXT),
        Column("CF_JDRQ", "decided_on", ("处罚决定日期",), True, 60),
        Column("CF_JZQ", "valid_until", ("处罚截止期", "处罚截止日期"), longest=60),
        Column("CF_XZJG", "department_name", ("处罚机关",), True),
        Column("CF_ZT", "status", ("当前状态",), longest=20),
        Column("DFBM", "unused", ("地方编码",), longest=TEXT),
        Column("SJC", "unused", ("数据更新时间戳", "时间戳"), longest=TEXT),
        Column("BZ", "remark", ("备注",), longest=TEXT),
        Column("CF_BM", "unused", ("处罚编码",), longest=TEXT),
        Column("CF_SYFW", "scope", ("信息使用范围", "使用范围"), longest=20),
        Column("CF_SXYZCD", "severity", ("失信严重程度",), longest=20),
        Column("CF_GSJZQ", "shown_until", ("公示截止期",), longest=60),
    ),
)
LAYOUTS = (NEW, OLD)
_TELLS = {"new": ("CF_CFLB", "CF_NR", "CF_CFJG"), "old": ("CF_CFMC", "CF_JG", "CF_XZJG", "CF_XDR")}


class HeaderProblem(ValueError):
    """The header row cannot be used; the words say why, in Chinese and English."""


@dataclass(frozen=True)
class Header:
    """Where each column of a layout stands in the file."""

    layout: Layout
    places: dict[str, int]  # role → position in the row
    codes: dict[str, str]  # role → code for reports
    cells: tuple[str, ...]  # as the file has them

    @property
    def width(self) -> int:
        return len(self.cells)

    def place_of(self, code: str) -> int | None:
        """Where the column of that code stands in the file, if the file has it."""
        return next((place for role, place in self.places.items() if self.codes[role] == code), None)

    def replaced(self, cells: list[str], values: Mapping[str, str] | None) -> list[str]:
        """The row with other values in some of its columns, by code."""
        if not values:
            return cells
        row = [*cells, *[""] * (self.width - len(cells))]
        for code, value in values.items():
            place = self.place_of(code)
            if place is not None:
                row[place] = value
        return row


_MARKS = re.compile(r"[\s*★＊:：]|(?:[(\[（【](?:必填|选填|非必填)[)\]）】])")


def plain_name(cell: str) -> str:
    """A header cell without marks, widths and spaces."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", cell)).strip("\ufeff").upper()


@cache
def _by_name(layout: Layout) -> dict[str, str]:
    return {
        plain_name(name): column.code for column in layout.columns for name in (column.code, *column.names)
    }


def recognised(row: Sequence[str], layout: Layout) -> dict[str, int]:
    """The columns of the layout that the row names, with their positions."""
    known, places = _by_name(layout), {}
    for place, cell in enumerate(row):
        code = known.get(plain_name(cell)) if cell else None
        if code and code in places:
            raise HeaderProblem(f"表头中 {code} 出现了两次。 / The header names {code} twice.")
        if code:
            places[code] = place
    return places


def is_header(row: Sequence[str], layouts: Sequence[Layout] = LAYOUTS) -> bool:
    """Whether the row names at least half of the required columns of a layout."""
    return any(_matched(row, layout) * 2 >= len(layout.required) for layout in layouts)


def _matched(row: Sequence[str], layout: Layout) -> int:
    known = _by_name(layout)
    codes = {known.get(plain_name(cell)) for cell in row if cell}
    return sum(column.code in codes for column in layout.required)


def read_header(row: Sequence[str], layouts: Sequence[Layout] = LAYOUTS) -> Header:
    """The layout of a header row; a missing required column is named."""
    if len(row) > WIDEST:
        raise HeaderProblem(f"表头超过 {WIDEST} 列。 / The header has more than {WIDEST} columns.")
    layout = max(layouts, key=lambda each: (_matched(row, each) / len(each.required), _telling(row, each)))
    places = recognised(row, layout)
    missing = [column for column in layout.required if column.code not in places]
    if missing:
        names = "、".join(f"{column.names[0]}({column.code})" for column in missing)
        raise HeaderProblem(f"缺少必填列：{names}。 / Required columns are missing: {names}.")
    roles = {column.code: column.role for column in layout.columns}
    return Header(
        layout,
        {roles[code]: place for code, place in places.items() if roles[code] != "unused"},
        {column.role: column.code for column in layout.columns},
        tuple(row),
    )


def _telling(row: Sequence[str], layout: Layout) -> int:
    cells = {plain_name(cell) for cell in row if cell}
    return sum(code in cells for code in _TELLS.get(layout.name, ()))
