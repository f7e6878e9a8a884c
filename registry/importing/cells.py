"""Cells as people fill them in, read into plain values. A cell that cannot be read raises BadCell."""

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from stdnum.cn import ric

YUAN_PER_UNIT = Decimal(10_000)  # the layouts state amounts in 万元
CENT = Decimal("0.01")
LARGEST_YUAN = Decimal(10) ** 15

# Characters that are looked at in the slow path only; most rows have none of them.
SUSPICIOUS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd\ud800-\udfff]"
)
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2065\u206a-\u206f\ufeff]")
_DASHES = re.compile(r"[\s\-‐‑‒–—―－_/\\｜|]+")
_EMPTY_WORDS = frozenset({"null", "none", "n/a", "nan", "无", "空"})
_SPACES = re.compile(r"\s+")

_USCC = re.compile(r"[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}")
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {char: place for place, char in enumerate(_ALPHABET)}
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ID = re.compile(r"\d{17}[\dX]")
_DATE = re.compile(
    r"(\d{4})\s*(?:[-/.年]\s*)(\d{1,2})\s*(?:[-/.月]\s*)(\d{1,2})\s*日?(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_AMOUNT = re.compile(r"([+-]?\d+(?:\.\d+)?|[+-]?\.\d+)(万元|元|万)?")
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAYS = range(18264, 73415)  # 1950 to 2100: smaller and larger numbers are no dates


class BadCell(ValueError):
    """The cell cannot be read; `code` is one of problems.WORDS."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def text(raw: str) -> str:
    """The cell without surrounding space; empty for dashes and words that mean nothing."""
    value = raw.strip()
    if len(value) <= 8 and (_DASHES.fullmatch(value) or value.lower() in _EMPTY_WORDS):
        return ""
    return value


def safe(raw: str) -> str:
    """The cell without characters nobody sees; those that could deceive are refused."""
    if "�" in raw:
        raise BadCell("undecodable")
    if _REFUSED.search(raw):
        raise BadCell("control_character")
    return _INVISIBLE.sub("", raw)


def line(value: str) -> str:
    """Text of one line: every run of white space is one space."""
    return _SPACES.sub(" ", value)


def paragraph(value: str) -> str:
    """Text that may have lines; the line ends are made plain."""
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")


def narrow(value: str) -> str:
    """Full-width digits, letters and signs as plain ones, without white space."""
    if not value.isascii():
        value = unicodedata.normalize("NFKC", value)
    return _SPACES.sub("", value)


@lru_cache(maxsize=8192)
def social_credit_code(value: str) -> str:
    """A unified social credit code (GB 32100-2015) with a right check digit.

    As stdnum computes it, some twenty times faster; and codes of authorities with a letter, such as
    N for rural collectives, are codes too.
    """
    code = narrow(value).upper().replace("-", "")
    if not _USCC.fullmatch(code):
        raise BadCell("bad_uscc")
    total = sum(_VALUES[char] * weight for char, weight in zip(code, _WEIGHTS, strict=False))
    if _ALPHABET[-total % 31] != code[17]:
        raise BadCell("uscc_check_digit")
    return code


def id_number(value: str, on: date) -> str:
    """A citizen's ID number (GB 11643): birth date and check digit.

    The region is not looked up: numbers keep codes of districts that exist no more.
    """
    number = narrow(value).upper()
    if not _ID.fullmatch(number):
        raise BadCell("bad_id_number")
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as reason:
        raise BadCell("bad_id_number") from reason
    if not date(1850, 1, 1) <= born <= on:
        raise BadCell("bad_id_number")
    if ric.calc_check_digit(number) != number[17]:
        raise BadCell("id_check_digit")
    return number


@lru_cache(maxsize=8192)
def day(value: str) -> date:
    """A date as text in the usual ways of writing, or as the serial number of a spreadsheet."""
    if len(value) == 10 and value[4] == value[7] == "-":
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    plain = unicodedata.normalize("NFKC", value).strip()
    found = _DATE.fullmatch(plain) or _COMPACT_DATE.fullmatch(plain)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
        serial = _SERIAL.fullmatch(plain)
        if serial and int(serial[1]) in _EXCEL_DAYS:
            return _EXCEL_EPOCH + timedelta(days=int(serial[1]))
    except ValueError:
        pass
    raise BadCell("bad_date")


@lru_cache(maxsize=8192)
def yuan(value: str) -> Decimal:
    """An amount stated in 万元 (or with its unit named) in yuan and cents."""
    plain = narrow(value).replace(",", "").replace("，", "").removeprefix("¥").removeprefix("人民币")
    found = _AMOUNT.fullmatch(plain)
    if not found:
        raise BadCell("bad_amount")
    try:
        amount = Decimal(found[1]) * (1 if found[2] == "元" else YUAN_PER_UNIT)
        rounded = amount.quantize(CENT)
    except InvalidOperation as reason:
        raise BadCell("bad_amount") from reason
    if rounded != amount or rounded >= LARGEST_YUAN:
        raise BadCell("bad_amount")
    if rounded < 0:
        raise BadCell("negative_amount")
    return rounded
