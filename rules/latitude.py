"""What an instrument of a lower rank may state otherwise, and what a higher one has fixed for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rules.instruments import LONGER, OTHER, SHORTER, Instrument, Level
from rules.library import OF_THE_CLASS_ALONE, Library
from rules.objection_words import HELD_IN_COMMON
from rules.reading import CONDITIONS
from rules.terms import Figure

REPAIR, OBJECTIONS = "repair", "objections"
NEVER_LEFT = OF_THE_CLASS_ALONE | frozenset(CONDITIONS)  # open only where an instrument says so
LARGER_PARTS = ("conditions", "kind_severity", "suggestions", "without", "objections_without", "latitude")


@dataclass(frozen=True)
class Stated:
    """A figure where an instrument states it."""

    part: str  # of repair, or of objections
    name: str
    figure: Figure
    by: Instrument


@dataclass(frozen=True)
class Refusal:
    """Why a lower instrument cannot state something: who has fixed it, and what would be open."""

    name: str
    fixed: Stated | None  # none where no instrument knows the name
    open_for: str = ""


def refusals(draft: Instrument, library: Library, on: date) -> list[Refusal]:
    """Everything in a local set that is not its to state, from a day on; nothing where it keeps within its power."""
    higher = above(draft, library, on)
    known = {(each.part, each.name) for i in library.instruments for each in stated_by(i)}
    found = [Refusal(part, None) for part in LARGER_PARTS if draft.content.get(part)]
    for each in stated_by(draft):
        if (each.part, each.name) not in known:
            found.append(Refusal(each.name, None))
        elif refusal := _refusal(each, higher, latitude_at(draft, library, on)):
            found.append(refusal)
    return found


def above(draft: Instrument, library: Library, on: date) -> list[Instrument]:
    """Every other instrument that holds where the draft would, now or later; the office's settings stand below it."""
    return [i for i in library.instruments if i.id != draft.id and _holds_there(i, draft, on)]


def _holds_there(other: Instrument, draft: Instrument, on: date) -> bool:
    around = draft.jurisdiction == other.jurisdiction or draft.jurisdiction.startswith(
        f"{other.jurisdiction}-"
    )
    same_sector = None in (other.sector, draft.sector) or other.sector == draft.sector
    return around and same_sector and other.level is not Level.OFFICE and other.holds_after(on)


def latitude_at(draft: Instrument, library: Library, on: date) -> Mapping[str, Figure]:
    """What is left open at a place, and by which clause; what an instrument says goes before a setting."""
    speaking = sorted(library.instruments, key=lambda i: -i.level)
    found: dict[str, Figure] = {}
    for instrument in speaking:
        place = instrument.jurisdiction
        if instrument.holds_after(on) and f"{draft.jurisdiction}-".startswith(f"{place}-"):
            found |= instrument.latitude
    return found


def _refusal(each: Stated, higher: list[Instrument], latitude: Mapping[str, Figure]) -> Refusal | None:
    left = latitude.get(each.name)
    open_for = str(left.value) if left else ""
    if not left and each.part == REPAIR and each.name in NEVER_LEFT:
        return Refusal(each.name, next(_statements(each, higher), None))
    for statement in _statements(each, higher):
        if not _within(each.figure, statement.figure, open_for):
            return Refusal(each.name, statement, open_for)
    return None


def _statements(each: Stated, higher: list[Instrument]) -> Iterator[Stated]:
    """The same figure where higher instruments state it, the highest first."""
    for instrument in sorted(higher, key=lambda i: -i.level):
        if instrument.receiver != each.by.receiver:
            continue
        common = each.name in HELD_IN_COMMON  # whoever fixes it for objections fixes it for repair
        yield from (
            s for s in stated_by(instrument) if s.name == each.name and (common or s.part == each.part)
        )


@dataclass(frozen=True)
class Opening:
    """A figure that a local set at a place may state: what it is now, and which way it may go."""

    stated: Stated
    open_for: str


def openings(place: Instrument, library: Library, on: date) -> tuple[list[Opening], list[Stated]]:
    """What a local set may state, and what is fixed for it; of each figure one statement, the highest."""
    higher, latitude = above(place, library, on), latitude_at(place, library, on)
    settings = [i for i in library.instruments if i.level is Level.OFFICE and i.holds_after(on)]
    first: dict[tuple[str, str], Stated] = {}
    for instrument in [*sorted(higher, key=lambda i: -i.level), *settings]:
        if instrument.receiver == place.receiver:
            for each in stated_by(instrument):
                first.setdefault((each.part, each.name), each)
    kept = {"principles", *CONDITIONS}
    found = [each for each in first.values() if each.name not in kept]
    opened = [each for each in found if _is_open(each, latitude, higher)]
    fixed = [each for each in found if each not in opened]
    return [Opening(each, _way(each, latitude)) for each in opened], fixed


def _is_open(each: Stated, latitude: Mapping[str, Figure], higher: list[Instrument]) -> bool:
    free = next(_statements(each, higher), None) is None and each.name not in NEVER_LEFT
    return free or each.name in latitude


def _way(each: Stated, latitude: Mapping[str, Figure]) -> str:
    """Which way a figure may go; whichever, where only the office's own settings state it."""
    return OTHER if each.by.level is Level.OFFICE else str(latitude[each.name].value)


def _within(figure: Figure, fixed: Figure, open_for: str) -> bool:
    if figure.says_the_same_as(fixed) or open_for == OTHER:
        return True
    ours, theirs = _length(figure), _length(fixed)
    if ours is None or theirs is None or ours[1] != theirs[1]:
        return False
    return (open_for == SHORTER and ours <= theirs) or (open_for == LONGER and ours >= theirs)


def _length(figure: Figure) -> tuple[int, str] | None:
    """How long a figure is, and in what; nothing for a word."""
    if isinstance(figure.value, str):
        return None
    return (figure.months, "months") if figure.months is not None else (figure.value, figure.unit)


def stated_by(instrument: Instrument) -> Iterator[Stated]:
    """Every figure that an instrument states, for all records or for a class of them."""
    for table in (instrument.figures, *(c.figures for c in instrument.classes)):
        yield from (Stated(REPAIR, name, figure, instrument) for name, figure in table.items())
    for name, figure in instrument.objections.items():
        yield Stated(OBJECTIONS, name.partition("@")[0], figure, instrument)
    if instrument.level is Level.OFFICE:
        in_common = HELD_IN_COMMON & set(instrument.figures)
        yield from (Stated(OBJECTIONS, name, instrument.figures[name], instrument) for name in in_common)
