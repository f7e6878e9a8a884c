"""Penalty types as the two layouts write them: words, joined words, old numbers."""

import re
from functools import lru_cache

from registry.importing.cells import BadCell, narrow
from registry.models.records import PenaltyType as P

_SEPARATORS = re.compile(r"[;；,，、/|+＋\n]+|(?<=款)和|(?<=告)和")
_OTHER = re.compile(r"^其他(?:行政处罚|处罚)?[-—–:：]+")

# 处罚类别 of the older layout: code table of 2018.
OLD_CODES = {
    "0": "警告",
    "1": "罚款",
    "2": "没收违法所得、没收非法财物",
    "3": "责令停产停业",
    "4": "暂扣或者吊销许可证、暂扣或者吊销执照",
    "5": "行政拘留",
    "6": "其他",
}
# Beginnings of words, longest first: 吊销许可证件, 吊销执照 and 吊销资质证书 are one type.
_BEGINNINGS = {
    "警告": P.WARNING,
    "通报批评": P.CRITICISM,
    "罚款": P.FINE,
    "没收": P.CONFISCATION,
    "暂扣": P.LICENCE_SUSPENSION,
    "降低资质等级": P.QUALIFICATION_LOWERED,
    "吊销": P.LICENCE_REVOCATION,
    "限制开展生产经营活动": P.BUSINESS_RESTRICTED,
    "限制生产经营": P.BUSINESS_RESTRICTED,
    "责令停产停业": P.BUSINESS_SUSPENDED,
    "责令停产": P.BUSINESS_SUSPENDED,
    "责令停业": P.BUSINESS_SUSPENDED,
    "责令关闭": P.CLOSURE,
    "限制从业": P.EMPLOYMENT_RESTRICTED,
    "行政拘留": P.DETENTION,
    "其他": P.OTHER,
    "其它": P.OTHER,
}
_BY_LENGTH = sorted(_BEGINNINGS, key=len, reverse=True)
_EITHER = re.compile(r"^暂扣(或者|或|、|/)吊销")

SUSPENDED, REVOKED = "暂扣", "吊销"


def penalty_types(value: str, content: str = "") -> tuple[str, ...]:
    """The types in the order of the law; `content` settles whether a licence was suspended or revoked."""
    found, either = _read(value)
    return _in_order(found | {_which(content)} if either else found)


@lru_cache(maxsize=1024)
def _in_order(found: frozenset[P]) -> tuple[str, ...]:
    return tuple(each.value for each in P if each in found)


@lru_cache(maxsize=4096)
def _read(value: str) -> tuple[frozenset[P], bool]:
    found, either = set(), False
    pieces = [OLD_CODES.get(narrow(piece), piece) for piece in _SEPARATORS.split(value)]
    for piece in _SEPARATORS.split("；".join(pieces)):
        word = narrow(_OTHER.sub("", narrow(piece)))
        if not word:
            continue
        if _EITHER.match(word):
            either = True
            continue
        begins = next((each for each in _BY_LENGTH if word.startswith(each)), None)
        if begins is None:
            raise BadCell("unknown_penalty_type")
        found.add(_BEGINNINGS[begins])
    if not found and not either:
        raise BadCell("unknown_penalty_type")
    return frozenset(found), either


def _which(content: str) -> P:
    """Old code 4 says “suspended or revoked”: the content of the penalty has to tell."""
    suspended, revoked = SUSPENDED in content, REVOKED in content
    if suspended == revoked:
        raise BadCell("ambiguous_penalty_type")
    return P.LICENCE_REVOCATION if revoked else P.LICENCE_SUSPENSION
