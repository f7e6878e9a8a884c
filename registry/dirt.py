"""The kinds of dirt found in real penalty files, each with what the import answers to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from registry.numbers import made_up_uscc, with_wrong_check_digit

Cells = dict[str, str]
TAKEN, UNCHANGED = "created", "unchanged"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_EPOCH = date(1899, 12, 30)
_CODES = {"警告": "0", "罚款": "1"}


@dataclass(frozen=True)
class Kind:
    """One kind of dirt: how a row is spoilt, and the status or the error code that follows."""

    name: str
    answer: str
    spoil: Callable[[Cells, Random, date], Cells]
    new: bool = True
    old: bool = True
    repeats: bool = False  # spoils a copy of the row before
    about_persons: bool = False


def _set(code: str, value: str) -> Callable[[Cells, Random, date], Cells]:
    return lambda cells, random, as_of: cells | {code: value}


def _rewrite(code: str, how: Callable[[str], str]) -> Callable[[Cells, Random, date], Cells]:
    return lambda cells, random, as_of: cells | {code: how(cells[code])}


def _date(pattern: str) -> Callable[[Cells, Random, date], Cells]:
    def write(text: str) -> str:
        day = date.fromisoformat(text)
        return pattern.format(y=day.year, m=day.month, d=day.day)

    return _rewrite("CF_JDRQ", write)


def _serial(text: str) -> str:
    return str((date.fromisoformat(text) - _EPOCH).days)


def _brackets(text: str) -> str:
    return text.replace("〔", "[").replace("〕", "]")


def _round_brackets(text: str) -> str:
    return text.replace("〔", "（").replace("〕", "）")


def _tomorrow(cells: Cells, random: Random, as_of: date) -> Cells:
    return cells | {"CF_JDRQ": (as_of + timedelta(days=random.randint(400, 800))).isoformat()}


def _stranger(cells: Cells, random: Random, as_of: date) -> Cells:
    name, code = "云岭市水利局", made_up_uscc("11", 777)
    if "CF_XZJG" in cells:
        return cells | {"CF_XZJG": name}
    return cells | {"CF_CFJG": name, "CF_CFJGDM": code}


def _dashes(cells: Cells, random: Random, as_of: date) -> Cells:
    optional = [code for code in ("CF_FRDB", "CF_FR", "CF_YXQ", "CF_JZQ", "CF_NR_ZKDX") if code in cells]
    return cells | dict.fromkeys(optional, "— —")


def _other_story(cells: Cells, random: Random, as_of: date) -> Cells:
    return cells | {"CF_SY": cells["CF_SY"] + "另查明，当事人曾因同类行为被告诫。"}


def _wrong_subject_code(cells: Cells, random: Random, as_of: date) -> Cells:
    code = cells["CF_XDR_SHXYM"] or made_up_uscc("91", random.randrange(10**6))
    changed = {"CF_XDR_SHXYM": with_wrong_check_digit(code)}
    return cells | changed | ({"CF_XDR_LB": "法人及非法人组织"} if "CF_XDR_LB" in cells else {})


def _amount_with_unit(text: str) -> str:
    return f"{text}万元" if text else ""


def _old_codes(text: str) -> str:
    return ";".join(_CODES.get(part, part) for part in text.split("；"))


def _without_subject(cells: Cells, random: Random, as_of: date) -> Cells:
    return cells | {"CF_XDR_MC" if "CF_XDR_MC" in cells else "CF_XDR": ""}


KINDS = (
    Kind("full_width_digits", TAKEN, _rewrite("CF_WSH", lambda text: text.translate(_WIDE))),
    Kind("square_brackets", TAKEN, _rewrite("CF_WSH", _brackets)),
    Kind("round_brackets", TAKEN, _rewrite("CF_WSH", _round_brackets)),
    Kind("date_with_slashes", TAKEN, _date("{y}/{m}/{d}")),
    Kind("date_without_signs", TAKEN, _date("{y}{m:02d}{d:02d}")),
    Kind("date_in_chinese", TAKEN, _date("{y}年{m}月{d}日")),
    Kind("date_as_serial_number", TAKEN, _rewrite("CF_JDRQ", _serial)),
    Kind("amount_with_unit", TAKEN, _rewrite("CF_NR_FK", _amount_with_unit), old=False),
    Kind("types_prefixed", TAKEN, _rewrite("CF_CFLB", lambda text: f"其他-{text}"), old=False),
    Kind("types_as_old_codes", TAKEN, _rewrite("CF_CFLB1", _old_codes), new=False),
    Kind("dashes_for_empty", TAKEN, _dashes),
    Kind("formula_like", TAKEN, _set("BZ", "=HYPERLINK(0) 合成数据")),
    Kind("duplicate_row", UNCHANGED, lambda cells, random, as_of: cells, repeats=True),
    Kind("contradicting_duplicate", "duplicate_in_file", _other_story, repeats=True),
    Kind("unknown_department", "unknown_department", _stranger),
    Kind("wrong_check_digit", "uscc_check_digit", _wrong_subject_code),
    Kind("future_decision", "future_date", _tomorrow),
    Kind("impossible_date", "bad_date", _set("CF_JDRQ", "2026-02-30")),
    Kind("unknown_penalty_type", "unknown_penalty_type", _set("CF_CFLB", "口头教育"), old=False),
    Kind("unknown_penalty_type_old", "unknown_penalty_type", _set("CF_CFLB1", "口头教育"), new=False),
    Kind("missing_subject_name", "required", _without_subject),
    Kind("missing_document_number", "required", _set("CF_WSH", "")),
    Kind("bad_amount", "bad_amount", _set("CF_NR_FK", "约两万"), old=False),
    Kind("too_long", "too_long", _rewrite("CF_WSH", lambda text: text * 12)),
    Kind("control_character", "control_character", _rewrite("CF_SY", lambda text: text[:6] + "\u202e" + text[6:])),
    Kind(
        "wrong_id_check_digit", "id_check_digit",
        lambda cells, random, as_of: cells | {
            code: with_wrong_check_digit(cells[code]) for code in ("CF_XDR_ZJHM", "CF_XDR_SFZ") if code in cells
        },
        about_persons=True,
    ),
)  # fmt: skip


def applicable(layout: str) -> tuple[Kind, ...]:
    """The kinds of dirt a layout can have."""
    return tuple(kind for kind in KINDS if (kind.new if layout == "new" else kind.old))
