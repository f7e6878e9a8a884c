"""A photo or a scan: drawn anew, so that nothing hidden in the file comes along."""

from pathlib import Path

from PIL import Image, ImageOps

from casework.evidence.sandbox.sharpness import is_blurred
from casework.evidence.sandbox.verdict import Refused, Verdict

MOST_PIXELS = 40_000_000
FORMATS = {"jpg": "JPEG", "png": "PNG"}
SHOWN = (1600, 2400)
REDRAWN = "redrawn"


def examine(source: Path, target: Path, kind: str) -> Verdict:
    """Refuse what no camera makes; upright it, and leave its place and camera behind."""
    Image.MAX_IMAGE_PIXELS = None  # our own limit comes first, with its own words
    with Image.open(source, formats=[FORMATS[kind]]) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise Refused("too_large")
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        plain = upright.convert(
            "L" if upright.mode in {"1", "L"} else "RGB" if kind == "jpg" else _png_mode(upright)
        )
    plain.info.clear()
    if kind == "jpg":
        plain.save(target / REDRAWN, "JPEG", quality=92)
    else:
        plain.save(target / REDRAWN, "PNG", compress_level=3)
    shown = plain.convert("RGB")
    shown.thumbnail(SHOWN)
    shown.save(target / "0001.jpg", "JPEG", quality=85)
    return Verdict(pages=1, shown_pages=1, blurred_pages=[1] if is_blurred(shown) else [])


def _png_mode(picture: Image.Image) -> str:
    return "RGBA" if "A" in picture.mode or "transparency" in picture.info else "RGB"
