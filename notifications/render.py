"""Facts to PDF/A-3a, in workers only. Equal facts give equal bytes."""

import logging
import unicodedata
from functools import lru_cache
from typing import Any

import segno
from celery import current_task
from django.conf import settings

from notifications import fonts
from notifications.engine import letter_html
from notifications.letters import Sheet, unpacked
from notifications.seals import seal_provider

log = logging.getLogger(__name__)
LONGEST_HEAD = 16  # characters in one line
SMALL_HEAD = 34  # points, where the text is set smaller too
GETA = "〓"  # what Chinese typography prints for a sign that the fonts lack


class NotInAWorker(RuntimeError):
    """A page asked for a PDF: drawing takes a processor and 200 MB, and belongs in a worker."""


class LetterUnprintable(Exception):
    """Our fonts lack a character of this letter."""


def render(sheet: Sheet) -> bytes:
    """The letter as PDF/A-3a, sealed by the site's provider."""
    return seal_provider().signed(drawn(sheet), department=sheet.department, number=sheet.number)


def drawn(sheet: Sheet) -> bytes:
    """The letter as PDF/A-3a before anybody signs it."""
    refuse_outside_workers()
    fonts.make_ready()
    seal = seal_provider().drawing(department=sheet.department, number=sheet.number)
    html = printable(letter_html(sheet.template, context(sheet, has_seal=bool(seal))))
    assets = {
        "asset:qr.svg": qr(sheet.facts.get("leads_to") or verify_url(sheet.code)),
        "asset:seal.svg": seal,
    }
    return draw(html, assets)


def refuse_outside_workers() -> None:
    """Only a Celery task draws, or who is allowed to by setting (tests, `manage.py outbox`)."""
    in_task = bool(current_task) and not current_task.request.called_directly
    if not in_task and not getattr(settings, "LETTERS_RENDER_ANYWHERE", False):
        raise NotInAWorker("Letters are drawn by the worker: queue them.")


def context(sheet: Sheet, *, has_seal: bool) -> dict[str, Any]:
    """What a template can see."""
    lines = head_lines(sheet.department)
    facts = unpacked(sheet.facts)
    return {
        **fonts.faces(),
        "letter": facts,
        "you": "你" if facts.get("is_person") else "你单位",
        "title": sheet.title,
        "number": sheet.number,
        "department": sheet.department,
        "issued_on": sheet.issued_on,
        "made_at": sheet.issued_on.isoformat(),
        "code": spaced(sheet.code),
        "verify_url": verify_url(sheet.code),
        "verify_page": f"{settings.SITE_URL}/v/",
        "head_lines": lines,
        "head_size": head_size(lines),
        "small_head_size": min(SMALL_HEAD, head_size(lines)),
        "has_seal": has_seal,
    }


def head_lines(department: str) -> tuple[str, ...]:
    """The red head: one line, or two of equal length when the name is long."""
    if len(department) <= LONGEST_HEAD:
        return (department,)
    middle = (len(department) + 1) // 2
    return department[:middle], department[middle:]


def head_size(lines: tuple[str, ...]) -> int:
    """The red head's size in points, so that its longest line fits 156 mm."""
    return max(20, min(46, 420 // max(len(line) for line in lines)))


def spaced(code: str) -> str:
    """A verification code in groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def verify_url(code: str) -> str:
    return f"{settings.SITE_URL}/v/{code}"


def qr(text: str) -> bytes:
    """A QR code as SVG."""
    return segno.make(text, error="m", micro=False).svg_inline(scale=4, border=0).encode()


def printable(html: str) -> str:
    """Refuse a letter with a Chinese character we cannot print; other signs become 〓."""
    lacking = {char for char in set(html) if ord(char) not in fonts.coverage() and not char.isspace()}
    names = sorted(char for char in lacking if unicodedata.category(char) in ("Lo", "Cn", "Co"))
    if names:
        points = " ".join(f"{char} (U+{ord(char):04X})" for char in names)
        raise LetterUnprintable(f"No font has {points}. Add one that does to LETTER_FONT_DIRS, then retry.")
    if lacking:
        log.warning(
            "letter with signs that no font has: %s", " ".join(f"U+{ord(char):04X}" for char in lacking)
        )
    return html.translate({ord(char): GETA for char in lacking})


def draw(html: str, assets: dict[str, bytes]) -> bytes:
    """HTML to PDF, with nothing to be had but the named assets."""
    from weasyprint import HTML  # here only: it loads Pango, which the web process never needs

    page = HTML(string=html, base_url=None, url_fetcher=_fetcher(assets))
    pdf = page.write_pdf(pdf_variant="pdf/a-3a", font_config=_font_configuration(), full_fonts=False)
    if not pdf or not pdf.startswith(b"%PDF"):
        raise LetterUnprintable("The PDF came out empty.")
    return pdf


def _fetcher(assets: dict[str, bytes]):
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class AssetsOnly(URLFetcher):
        """Serves what we drew ourselves, from memory; there is no network, file or data: URL."""

        def fetch(self, url, headers=None):
            if body := assets.get(url):
                return URLFetcherResponse(url, body, {"Content-Type": "image/svg+xml"})
            log.error("a letter asked for something outside: %s", url[:80])
            raise ValueError("A letter fetches nothing.")

    return AssetsOnly(allowed_protocols=(), allow_redirects=False)


@lru_cache(maxsize=1)
def _font_configuration():
    """One per process: a fresh one for each letter leaks some 500 MB."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()
