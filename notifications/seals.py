"""Where the seal on a letter comes from.

A legal seal is put on by the province's seal platform; a site names its `SealProvider` in the
setting `SEAL_PROVIDER`. What we ship draws a seal that says it is an example.
"""

import math
from functools import lru_cache
from typing import Protocol
from xml.sax.saxutils import escape

from django.conf import settings
from django.utils.module_loading import import_string

VERMILION = "#C8161D"


class SealProvider(Protocol):
    """Draws, or fetches, the seal that a department puts on a letter."""

    def drawing(self, *, department: str, number: str) -> bytes:
        """An SVG without references to anything outside; empty where no seal is to be drawn."""

    def signed(self, pdf: bytes, *, department: str, number: str) -> bytes:
        """The PDF with the platform's signature; unchanged where there is none."""


class LocalSealProvider:
    """A synthetic seal for demonstrations: it carries the word 示例 and signs nothing."""

    def drawing(self, *, department: str, number: str) -> bytes:
        return example_seal(department).encode()

    def signed(self, pdf: bytes, *, department: str, number: str) -> bytes:
        return pdf


class NoSeal:
    """Letters go out without a drawn seal: paper copies are sealed by hand."""

    def drawing(self, *, department: str, number: str) -> bytes:
        return b""

    def signed(self, pdf: bytes, *, department: str, number: str) -> bytes:
        return pdf


@lru_cache(maxsize=1)
def seal_provider() -> SealProvider:
    """The provider the site has named."""
    return import_string(getattr(settings, "SEAL_PROVIDER", "notifications.seals.LocalSealProvider"))()


def example_seal(name: str) -> str:
    """A round seal: the department along the rim, a star, and 示例 where a serial number stands."""
    points = " ".join(
        f"{100 + radius * math.sin(turn * math.pi / 5):.1f},{84 - radius * math.cos(turn * math.pi / 5):.1f}"
        for turn in range(10)
        for radius in [30 if turn % 2 == 0 else 11.5]
    )
    size = max(12, min(25, 250 // max(len(name), 1)))
    spread = min(250, 30 * max(len(name) - 1, 1))
    step = spread / max(len(name) - 1, 1)
    rim = "".join(
        f'<text transform="translate(100 100) rotate({-spread / 2 + step * place:.2f}) translate(0 {-90 + size:.1f})" '
        f'text-anchor="middle" font-size="{size}">{escape(char)}</text>'
        for place, char in enumerate(name)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="200" height="200">'
        f'<g fill="{VERMILION}" font-family="Noto Serif SC" font-weight="700">'
        f'<circle cx="100" cy="100" r="96" fill="none" stroke="{VERMILION}" stroke-width="4.5"/>'
        f'<polygon points="{points}"/>{rim}'
        '<text x="103" y="180" text-anchor="middle" font-size="18" letter-spacing="6">示例</text>'
        "</g></svg>"
    )
