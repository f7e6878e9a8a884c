"""Document numbers (文号): how they are shown, and the key by which a record is found."""

import re
import unicodedata

_YEAR = re.compile(r"[\[(（［〔【〈<﹝]\s*(\d{4})\s*[\])）］〕】〉>﹞]")
_NOT_IN_A_KEY = re.compile(r"[\s\[\]()（）［］〔〕【】〈〉<>﹝﹞《》“”\"'·,，.。、]")


def shown_document_number(text: str) -> str:
    """The number as it was written, with the year in 〔〕 and full-width digits made plain."""
    plain = text if text.isascii() else _narrow(text)
    return _YEAR.sub(r"〔\1〕", " ".join(plain.split()))


def document_key(text: str) -> str:
    """The number without brackets, spaces and widths: 江环罚〔2026〕12号 and 江环罚(２０２６)12 号 are one.

    Equal for every way of writing the same number; use it on both sides of a search.
    """
    return _NOT_IN_A_KEY.sub("", unicodedata.normalize("NFKC", text)).upper()


_FULL_WIDTH = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}


def _narrow(text: str) -> str:
    """Full-width digits and letters as plain ones; all other characters stay."""
    return text.translate(_FULL_WIDTH)
