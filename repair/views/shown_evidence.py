"""Evidence files as their sender sees them: what is wrong with each, what fits, what to do (E9, E10, E16)."""

from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.evidence.kinds import EXTENSIONS
from casework.evidence.reading import document_number_in, number_tail, paid_on, same_number
from casework.evidence.receiving import Place
from casework.evidence.refusals import MEGABYTE, WORDS, blurred_words
from casework.models import Case, EvidenceFile
from casework.models.evidence import Purpose
from casework.wording import plain_day
from registry.models import Obligation, Record
from registry.wording import yuan
from repair.models import RepairCase
from repair.selectors.evidence import files_of, other_number, too_early
from repair.views.drafted import address

OF_AN_OBJECTION = (Purpose.CLAIM, Purpose.ANSWER)
ACCEPT = ",".join([*(f".{each}" for each in EXTENSIONS), "image/*"])


@dataclass(frozen=True)
class ShownFile:
    """One row: the file, its errors, its hints, and what was found in order."""

    file: EvidenceFile
    url: str
    picture_url: str
    size: str
    problem: str = ""
    blurred: str = ""
    hints: list[str] = field(default_factory=list)
    fits: list[str] = field(default_factory=list)
    to_check: str = ""  # what no program has looked at


@dataclass
class FileBox:
    """The files for one purpose, with the field for more of them."""

    key: str
    what: str  # what is asked for, as the error names it
    label: str
    place: Place
    url: str
    files: list[ShownFile] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)  # of the uploads of this request
    left: int = 0
    note: str = ""  # what the paper should say
    needed: str = ""  # what is said where nothing was uploaded; empty where nothing need be

    @property
    def name(self) -> str:
        return f"files_{self.key}"

    @property
    def accept(self) -> str:
        return ACCEPT

    @property
    def hint(self) -> str:
        words = _(
            "%(n)s more files can be uploaded. PDF, OFD, JPG or PNG, each up to %(limit)s MB;"
            " on a phone you can take a photo."
        )
        return words % {"n": self.left, "limit": settings.EVIDENCE_FILE_BYTES // MEGABYTE}

    @property
    def has_something(self) -> bool:
        return any(not each.file.refusal for each in self.files)

    @property
    def is_checking(self) -> bool:
        return any(each.file.is_being_checked for each in self.files)

    @property
    def every_problem(self) -> list[str]:
        """For the summary: what was refused now, and what stands refused or blurred."""
        standing = [
            f"{one.file.name}：{words}" for one in self.files if (words := one.problem or one.blurred)
        ]
        return [*self.problems, *standing]


def size_words(size: int) -> str:
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:.1f} MB"
    return f"{max(1, size // 1024)} KB"


def shown_file(file: EvidenceFile, record: Record) -> ShownFile:
    """A file with what a person has to know of it."""
    url = reverse("casework:evidence", args=[file.public_id])
    if not file.is_clean:
        problem = str(WORDS[file.refusal]) if file.refusal else ""
        return ShownFile(file, "", "", size_words(file.size), problem)
    picture = reverse("casework:evidence_page", args=[file.public_id, 1]) if file.shown_pages else ""
    blurred = blurred_words(file.blurred_pages[0]) if file.blurred else ""
    measured = file.purpose not in OF_AN_OBJECTION  # a paper that shows that the record is wrong is not
    hints, fits, open_ones = _read_beside(file, record) if measured else ([], [], [])
    if file.shown_pages and not file.blurred_pages:
        fits.insert(0, _("Easy to read"))
    elif not blurred:
        open_ones.insert(0, _("easy to read"))
    to_check = _("Please check: %(what)s") % {"what": "、".join(open_ones)} if open_ones else ""
    return ShownFile(file, url, picture, size_words(file.size), "", blurred, hints, fits, to_check)


def _read_beside(file: EvidenceFile, record: Record) -> tuple[list[str], list[str], list[str]]:
    """What does not fit, what fits, and what cannot be told: a seal is seen by people only."""
    hints, fits, open_ones = [], [], []
    if other := other_number(record, file.text):
        hints.append(mismatch_words(other, record))
    elif same_number(document_number_in(file.text, record.document_number), record.document_number):
        fits.append(_("Document number agrees"))
    elif file.purpose == Purpose.FULFILMENT:
        open_ones.append(_("document number"))
    if too_early(record, file.text):
        hints.append(too_early_words(record))
    elif paid_on(file.text):
        fits.append(_("Date is reasonable"))
    elif file.purpose == Purpose.FULFILMENT:
        open_ones.append(_("date"))
    if file.purpose == Purpose.FULFILMENT:
        open_ones.append(_("official seal"))
    return hints, fits, open_ones


def mismatch_words(found: str, record: Record) -> str:
    """凭证上是“江环罚〔2026〕73号”，这条记录是“37号”，请核对"""
    return _("The paper says “%(found)s”, this record is “%(number)s”; please check") % {
        "found": found,
        "number": number_tail(record.document_number, found),
    }


def too_early_words(record: Record) -> str:
    day = plain_day(record.decided_on)
    return _("The day of payment should be after %(day)s") % {"day": day}


def obligation_words(one: Obligation) -> str:
    return f"{one.description} {yuan(one.amount_yuan)}".strip()


def fulfilment_boxes(case: RepairCase, obligations: list[Obligation]) -> list[FileBox]:
    """One box for each obligation that no system knows as fulfilled."""
    boxes = []
    for one in obligations:
        place = Place(Purpose.FULFILMENT, obligation=one)
        what = _("the proof for “%(what)s”") % {"what": obligation_words(one)}
        box = box_of(case, f"f{one.pk}", what, _("Upload the receipt or document"), place)
        number = case.record.document_number
        box.note = _("The document number on the paper should be %(number)s") % {"number": number}
        box.needed = needed_words(one)
        boxes.append(box)
    return filled(case, boxes)


def needed_words(one: Obligation) -> str:
    """请为‘罚款 20,000 元’上传缴款凭证"""
    if one.amount_yuan:
        words = _("Please upload the receipt of payment for ‘%(what)s’")
    else:
        words = _("Please upload the proof of fulfilment for ‘%(what)s’")
    return words % {"what": obligation_words(one)}


def rectification_boxes(case: RepairCase) -> list[FileBox]:
    place = Place(Purpose.RECTIFICATION)
    what, label = _("the proof of correction"), _("Upload the proof of correction")
    return filled(case, [box_of(case, "r", what, label, place)])


def supplement_boxes(case: RepairCase, items: list[str]) -> list[FileBox]:
    """One box for each item of the list that waits for an answer."""
    asked = case.supplements.count() - 1
    boxes = [
        box_of(
            case,
            f"s{number}",
            item,
            _("Upload for this item"),
            Place(Purpose.SUPPLEMENT, supplement_round=asked, supplement_item=number),
        )
        for number, item in enumerate(items)
    ]
    return filled(case, boxes)


def box_of(case: Case, key: str, what: str, label: str, place: Place) -> FileBox:
    return FileBox(key, what, label, place, address(case, "evidence", key))


def filled(case: Case, boxes: list[FileBox]) -> list[FileBox]:
    """The boxes with the files that lie in each, and how many more the case may have."""
    files = files_of(case)
    kept = sum(1 for file in files if file.state != "refused")
    for box in boxes:
        mine = [file for file in files if _lies_in(file, box.place)]
        box.files = [shown_file(file, case.record) for file in mine]
        box.left = max(settings.EVIDENCE_FILES - kept, 0)
    return boxes


def _lies_in(file: EvidenceFile, place: Place) -> bool:
    return all(getattr(file, column) == value for column, value in place.columns().items())


def files_shown(case: Case) -> list[ShownFile]:
    """Every file of the case that stands, for a list without fields."""
    return [shown_file(file, case.record) for file in files_of(case)]


def hints_of(case: RepairCase) -> list[str]:
    """E13: what does not fit, for the page on which everything is checked; nothing of it stops the submission."""
    record = case.record
    stated = [other_number(record, proof) for proof in case.statements.values_list("proof", flat=True)]
    said = [mismatch_words(other, record) for other in stated if other]
    for file in files_of(case):
        one = shown_file(file, record)
        said += [f"{file.name}：{words}" for words in filter(None, [one.problem, one.blurred, *one.hints])]
    return said
