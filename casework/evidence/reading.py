"""What the text of a paper says: document numbers, amounts, the payer, dates; and where two texts differ.

Hints for people, never a decision: a paper that says nothing is no paper that says something else.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher, get_close_matches

from registry.documents import document_key

_NUMBER = re.compile(r"([一-鿿]{2,12})\s*([〔\[(（［【]\s*\d{4}\s*[〕\])）］】])\s*(第?\s*\d{1,6}\s*号)")
_AMOUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+\.\d{2}(?!\d)|\d+(?=\s*元))")
_PAYER = re.compile(
    r"(?:付款人|缴款人|交款人|付款单位|缴款单位|交款单位)(?:名称|全称)?\s*[:：]?\s*([^\s:：，。]{2,60})"
)
_PAID_ON = re.compile(
    r"(?:缴款|缴费|付款|交易|开票|入账)(?:日期|时间)\s*[:：]?\s*(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})"
)
_SIGNS = re.compile(r"\d+|.", re.DOTALL)  # 37 and 73 differ as a whole, not by one digit
_PREFIX = re.compile(r"^[一-鿿]+")


@dataclass(frozen=True)
class Piece:
    """A part of a text that is the same on both sides, or not."""

    text: str
    differs: bool


def compared(left: str, right: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, so that the differing characters can be underlined."""
    ours: list[Piece] = []
    theirs: list[Piece] = []
    one, other = _SIGNS.findall(left), _SIGNS.findall(right)
    for verb, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        ours += [Piece("".join(one[a:b]), verb != "equal")] if a < b else []
        theirs += [Piece("".join(other[c:d]), verb != "equal")] if c < d else []
    return ours, theirs


def same_number(one: str, other: str) -> bool:
    return document_key(one) == document_key(other)


def document_number_in(text: str, wanted: str) -> str:
    """The document number a paper names: the wanted one if it stands there, else the likest; else nothing."""
    found = [_cut_to("".join(match.groups()), wanted) for match in _NUMBER.finditer(text)]
    same = [each for each in found if same_number(each, wanted)]
    near = get_close_matches(wanted, found, n=1, cutoff=0.0)
    return same[0] if same else near[0] if near else ""


def _cut_to(found: str, wanted: str) -> str:
    """Characters read before the office's sign belong to the sentence: 依据江环罚 is 江环罚."""
    ours, theirs = _PREFIX.match(wanted), _PREFIX.match(found)
    if ours and theirs and theirs.group().endswith(ours.group()):
        return found[theirs.end() - len(ours.group()) :]
    return found


def number_tail(number: str, other: str) -> str:
    """What has to be said of a number beside another: 37号, where all before it is the same."""
    head, bracket, tail = number.rpartition("〕")
    return tail if bracket and other.startswith(head + bracket) else number


def amount_in(text: str, wanted: Decimal) -> Decimal | None:
    """The wanted amount if the paper names it, else the largest it names."""
    found = [Decimal(each.replace(",", "")) for each in _AMOUNT.findall(text)]
    return wanted if wanted in found else max(found, default=None)


def payer_in(text: str, wanted: str) -> str:
    """The wanted name if the paper names it anywhere, else whom it names as the payer."""
    if "".join(wanted.split()) in "".join(text.split()):
        return wanted
    named = _PAYER.search(text)
    return named.group(1) if named else ""


def paid_on(text: str) -> date | None:
    """The day of payment, where the paper says which of its dates that is."""
    for year, month, day in _PAID_ON.findall(text):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None
