"""Whether a page can be read: a sharp page has hard edges somewhere, a blurred one has none."""

from PIL import Image, ImageFilter

WIDTH = 1000
LEAST_CONTRAST = 25  # a blank page is no blurred page
LEAST_EDGE = 0.11  # of the contrast, from one point to the next but one
EDGES = ImageFilter.Kernel((3, 3), (-1, -1, -1, -1, 8, -1, -1, -1, -1), scale=8, offset=0)


def is_blurred(picture: Image.Image) -> bool:
    """Compare the hardest edges with the contrast of the page."""
    grey = picture.convert("L")
    if grey.width > WIDTH:
        grey = grey.resize((WIDTH, max(1, grey.height * WIDTH // grey.width)))
    if min(grey.size) < 8:
        return False
    contrast = _share(grey, 0.99) - _share(grey, 0.01)
    if contrast < LEAST_CONTRAST:
        return False
    edges = grey.filter(EDGES).crop((1, 1, grey.width - 1, grey.height - 1))
    return _share(edges, 0.999) < LEAST_EDGE * contrast


def _share(grey: Image.Image, share: float) -> int:
    """The value below which this share of the points lies."""
    counts, wanted, seen = grey.histogram(), share * grey.width * grey.height, 0
    for value, count in enumerate(counts):
        seen += count
        if seen >= wanted:
            return value
    return 255
