"""The reviewer's viewer: five places for the papers of a case, one page at a time, beside the comparison (R3).

Everything is an address, so that it works as plain links; static/js/viewer.js turns and enlarges
without asking for the page again.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.evidence.reading import Piece, compared, document_number_in, payer_in, same_number
from casework.models import Case, EvidenceFile
from casework.models.evidence import Purpose
from registry.wording import yuan
from repair.selectors import CaseFile
from repair.selectors.evidence import handed_in, papers_on, reading_of
from repair.views.shown_evidence import ShownFile, shown_file

ZOOMS = (50, 75, 100, 150, 200)
TURNS = (0, 90, 180, 270)
PLACES = {2: Purpose.FULFILMENT, 3: Purpose.RECTIFICATION, 5: Purpose.SUPPLEMENT}
ROOM = 5  # around what is marked, in thousandths of the page


@dataclass(frozen=True)
class Tab:
    """One of the five places, by its number key."""

    number: int
    label: str
    url: str
    current: bool
    count: int
    warns: bool


@dataclass(frozen=True)
class Mark:
    """Where the page says something that is compared, in thousandths of the page."""

    x: int
    y: int
    wide: int
    high: int
    fits: bool


@dataclass(frozen=True)
class Compared:
    """One line of the comparison; pieces that differ are underlined."""

    label: str
    record: list[Piece]
    papers: list[Piece]
    result: str
    icon: str
    tone: str
    url: str = ""  # of the page on which it stands


@dataclass
class Viewer:
    """What the viewer shows now, and the addresses of everything else."""

    see: int
    tabs: list[Tab] = field(default_factory=list)
    files: list[tuple[ShownFile, str, bool]] = field(
        default_factory=list
    )  # the file, its address, whether open
    shown: ShownFile | None = None
    page: int = 1
    zoom: int = 100
    turn: int = 0
    picture_url: str = ""
    marks: list[Mark] = field(default_factory=list)
    smaller: str = ""
    larger: str = ""
    turned: str = ""
    before: str = ""
    after: str = ""


def viewer(file: CaseFile, asked: Mapping[str, str]) -> Viewer:
    """The viewer as the address asks for it; what it does not know is as if it were not asked."""
    labels = {
        1: _("Penalty decision"),
        2: _("Proof of fulfilment"),
        3: _("Proof of correction"),
        4: _("Commitment"),
        5: _("Supplement"),
    }
    to_judge = any(one.accepted is None for one in file.statements)
    base = reverse("repair:desk", args=[file.case.number])
    return viewer_of(file.case, PLACES, labels, asked, base, warns={2} if to_judge else set())


def viewer_of(
    case: Case,
    purposes: Mapping[int, Purpose],
    labels: Mapping[int, str],
    asked: Mapping[str, str],
    base: str,
    *,
    warns: Collection[int] = (),
) -> Viewer:
    """The papers of a case by what they are for, each kind at its place; `base` is the page they stand on."""
    files = [shown_file(each, case.record) for each in handed_in(case)]
    of_place = {
        n: [each for each in files if each.file.purpose == purpose] for n, purpose in purposes.items()
    }
    first = next((number for number, there in of_place.items() if there), 1)
    see = _one_of(asked.get("see"), tuple(labels), first)
    view = Viewer(see, zoom=_one_of(asked.get("zoom"), ZOOMS, 100), turn=_one_of(asked.get("turn"), TURNS, 0))
    kept = {"show": asked["show"]} if asked.get("show") else {}

    def url(**place: object) -> str:
        return f"{base}?{urlencode(kept | {'see': see} | place)}#viewer"

    view.tabs = _tabs(labels, of_place, see, url, warns)
    _open_file(view, of_place.get(see, []), asked, url)
    return view


def _one_of(asked: str | None, known: tuple[int, ...], usual: int) -> int:
    return int(asked) if asked in {str(each) for each in known} else usual  # type: ignore[arg-type]


def _tabs(
    labels: Mapping[int, str],
    of_place: Mapping[int, list[ShownFile]],
    see: int,
    url: Callable[..., str],
    warns: Collection[int],
) -> list[Tab]:
    return [
        Tab(
            number=number,
            label=label,
            url=url(see=number),
            current=number == see,
            count=len(of_place.get(number, [])),
            warns=number in warns or any(one.hints or one.blurred for one in of_place.get(number, [])),
        )
        for number, label in labels.items()
    ]


def _open_file(view: Viewer, there: list[ShownFile], asked: Mapping[str, str], url) -> None:
    """The file asked for, or the first of the place; and the page of it."""
    view.shown = next(
        (one for one in there if one.file.public_id == asked.get("file")), there[0] if there else None
    )
    view.files = [(one, url(file=one.file.public_id), one is view.shown) for one in there]
    if view.shown is None or not view.shown.file.is_clean:
        return
    file = view.shown.file
    view.page = _one_of(asked.get("page"), tuple(range(1, file.pages + 1)), 1)
    here = {"file": file.public_id, "page": view.page, "zoom": view.zoom, "turn": view.turn}
    if view.page <= file.shown_pages:
        view.picture_url = reverse("casework:evidence_page", args=[file.public_id, view.page])
    at = ZOOMS.index(view.zoom)
    view.smaller = url(**here | {"zoom": ZOOMS[max(at - 1, 0)]})
    view.larger = url(**here | {"zoom": ZOOMS[min(at + 1, len(ZOOMS) - 1)]})
    view.turned = url(**here | {"turn": (view.turn + 90) % 360})
    view.before = url(**here | {"page": view.page - 1}) if view.page > 1 else ""
    view.after = url(**here | {"page": view.page + 1}) if view.page < file.pages else ""
    view.marks = _marks(file, view.page)


def _marks(file: EvidenceFile, page: int) -> list[Mark]:
    record = file.case.record
    amounts = {f"{each:,.2f}" for each in _amounts(record)} | {f"{each:.2f}" for each in _amounts(record)}
    marks = []
    for mark in file.marks:
        number = document_number_in(mark["text"], record.document_number)
        if mark["page"] == page and (number or mark["text"] in amounts):
            fits = not number or same_number(number, record.document_number)
            x, y, wide, high = mark["box"]
            marks.append(Mark(x - ROOM, y - ROOM, wide + 2 * ROOM, high + 2 * ROOM, fits))
    return marks


def _amounts(record) -> list[Decimal]:
    owed = list(record.obligations.exclude(amount_yuan=None).values_list("amount_yuan", flat=True))
    return [*owed, *([record.fine_yuan] if record.fine_yuan else [])]


def comparison(file: CaseFile) -> list[Compared]:
    """What the record says beside what the papers and the applicant say, for each statement."""
    papers, record = handed_in(file.case), file.case.record
    lines = []
    for statement in file.statements:
        text = papers_on(file.case, statement, papers)
        said = reading_of(record, text, statement.obligation.amount_yuan)
        about = statement.obligation.description if len(file.statements) > 1 else ""
        lines.append(
            _line(
                _("Document number"), about, record.document_number, said.number,
                fits=same_number(record.document_number, said.number), url=_where(file, papers, said.number),
            )
        )  # fmt: skip
        if statement.obligation.amount_yuan is not None:
            owed, named = statement.obligation.amount_yuan, said.amount
            shown = yuan(named) if named is not None else ""
            lines.append(_line(_("Amount"), about, yuan(owed), shown, fits=owed == named))
        lines.append(
            _line(_("Payer"), about, record.subject.name, said.payer, fits=bool(payer_in(text, record.subject.name) == record.subject.name))
        )  # fmt: skip
    return lines


def _line(label: str, about: str, record: str, papers: str, *, fits: bool, url: str = "") -> Compared:
    label = f"{label}（{about}）" if about else label
    if not papers:
        return Compared(label, [Piece(record, False)], [], _("not compared"), "question-circle", "")
    if fits:
        same = [Piece(record, False)], [Piece(papers, False)]
        return Compared(label, *same, _("agrees"), "check-lg", "xx-ok", url)
    ours, theirs = compared(record, papers)
    return Compared(label, ours, theirs, _("differs"), "exclamation-triangle-fill", "xx-w", url)


def _where(file: CaseFile, papers: list[EvidenceFile], number: str) -> str:
    """The page on which a document number is marked."""
    for paper in papers:
        for mark in paper.marks:
            if number and same_number(document_number_in(mark["text"], number), number):
                place = {"see": 2, "file": paper.public_id, "page": mark["page"]}
                see = next((n for n, purpose in PLACES.items() if purpose == paper.purpose), 2)
                return f"{reverse('repair:desk', args=[file.case.number])}?{urlencode(place | {'see': see})}#viewer"
    return ""
