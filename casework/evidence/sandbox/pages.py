"""Pages as pictures, with the text that stands on them."""

import re
import resource
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from casework.evidence.sandbox.sharpness import is_blurred
from casework.evidence.sandbox.verdict import Refused, Verdict

WIDTH = 1240  # A4 at 150 dots per inch
MOST_PIXELS = 6_000_000
DRAWING_SECONDS = 12  # of the process's twenty; pages after that stay without a picture
MOST_TEXT = 20_000
MARKED = re.compile(
    r"[一-鿿]{2,12}[〔\[(（［【]\s*\d{4}\s*[〕\])）］】]\s*第?\s*\d{1,6}\s*号|\d[\d,]*\.\d{2}"
)
MOST_MARKS = 60


def draw(source: Path, target: Path, count: int) -> Verdict:
    """Draw page after page, while the time lasts."""
    verdict = Verdict(pages=count)
    texts: list[str] = []
    try:
        document = pypdfium2.PdfDocument(source)
        for number in range(1, count + 1):
            if number > 1 and _seconds_used() > DRAWING_SECONDS:
                break
            page = document[number - 1]
            picture = _picture(page)
            picture.save(target / f"{number:04}.png", compress_level=3)
            verdict.shown_pages = number
            if is_blurred(picture):
                verdict.blurred_pages.append(number)
            texts.append(_text(page, number, verdict.marks))
            page.close()
    except pypdfium2.PdfiumError as broken:
        raise Refused("damaged") from broken
    verdict.text = "\n".join(texts)[:MOST_TEXT]
    return verdict


def _seconds_used() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _picture(page: Any) -> Image.Image:
    wide, high = page.get_size()
    if wide <= 0 or high <= 0:
        raise Refused("damaged")
    scale = min(WIDTH / wide, (MOST_PIXELS / (wide * high)) ** 0.5)
    return page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")


def _text(page: Any, number: int, marks: list[dict[str, Any]]) -> str:
    """The page's text; where document numbers and amounts stand is noted in thousandths of the page."""
    reader = page.get_textpage()
    text = reader.get_text_range()
    wide, high = page.get_size()
    for found in MARKED.finditer(text):
        if len(marks) >= MOST_MARKS or reader.count_chars() != len(text):
            break
        boxes = [reader.get_charbox(place) for place in range(*found.span()) if not text[place].isspace()]
        left, bottom = min(b[0] for b in boxes), min(b[1] for b in boxes)
        right, top = max(b[2] for b in boxes), max(b[3] for b in boxes)
        box = [left / wide, 1 - top / high, (right - left) / wide, (top - bottom) / high]
        marks.append({"page": number, "text": found.group(), "box": [round(1000 * side) for side in box]})
    reader.close()
    return "".join(sign for sign in text if sign == "\n" or (sign.isprintable() and sign != "�"))
