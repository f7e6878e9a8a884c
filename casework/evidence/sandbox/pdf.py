"""A PDF: nothing in it may act, and its pages become pictures."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from casework.evidence.sandbox.verdict import Refused, Verdict

MOST_PAGES = 300
MOST_OBJECTS = 100_000
# Keys that let a document act, carry files, or show what no printer would.
FORBIDDEN_KEYS = frozenset(
    {
        "/JavaScript",
        "/JS",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/EF",
        "/XFA",
        "/RichMedia",
        "/RichMediaContent",
    }
)
FORBIDDEN_ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToE",
        "/RichMediaExecute",
        "/Rendition",
        "/Movie",
    }
)
FORBIDDEN_TYPES = frozenset({"/EmbeddedFile", "/RichMedia", "/Screen", "/Movie", "/FileAttachment", "/3D"})


def examine(source: Path, target: Path) -> Verdict:
    """Refuse what is not plainly a document, then draw its pages.

    A file whose structure would have to be guessed is refused: a reviewer must see what was sent.
    """
    try:
        with pikepdf.open(source, attempt_recovery=False, suppress_warnings=True) as document:
            if document.is_encrypted:
                raise Refused("password")
            pages = len(document.pages)
            look_through(document, pages)
    except pikepdf.PasswordError as locked:
        raise Refused("password") from locked
    except pikepdf.PdfError as broken:
        raise Refused("damaged") from broken
    from casework.evidence.sandbox import pages as drawing  # loads the drawing library

    return drawing.draw(source, target, pages)


def look_through(document: pikepdf.Pdf, pages: int) -> None:
    """Walk every object of the file, also those that no page uses."""
    if len(document.objects) > MOST_OBJECTS:
        raise Refused("virus")
    if pages < 1:
        raise Refused("damaged")
    if pages > MOST_PAGES:
        raise Refused("too_long")
    if _acts_at_opening(document.Root):
        raise Refused("virus")
    for each in document.objects:
        for mapping in _mappings(each):
            if _is_dangerous(mapping):
                raise Refused("virus")


def _acts_at_opening(root: Any) -> bool:
    action = root.get("/OpenAction")
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "/GoTo")) != "/GoTo"


def _mappings(whole: Any) -> Iterator[Any]:
    """The dictionaries of one object, without following it into other objects."""
    rest = [whole]
    while rest:
        one = rest.pop()
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            yield one
            rest.extend(value for value in dict(one.items()).values() if _is_inner(value))
        elif isinstance(one, pikepdf.Array):
            rest.extend(value for value in one.as_list() if _is_inner(value))


def _is_inner(value: Any) -> bool:
    return isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect


def _is_dangerous(mapping: Any) -> bool:
    keys = set(mapping.keys())
    if keys & FORBIDDEN_KEYS:
        return True
    if _name(mapping, "/S") in FORBIDDEN_ACTIONS or _name(mapping, "/Subtype") in FORBIDDEN_TYPES:
        return True
    if _name(mapping, "/Type") == "/EmbeddedFile":
        return True
    # A font may be called AA; additional actions are a dictionary of dictionaries with /S.
    extra = mapping.get("/AA")
    return isinstance(extra, pikepdf.Dictionary) and any(
        isinstance(each, pikepdf.Dictionary) and "/S" in each for each in dict(extra.items()).values()
    )


def _name(mapping: Any, key: str) -> str:
    value = mapping.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""
