"""The files of an objection: a box for each paper that fits its kind, and one for each claim."""

from django.utils.translation import gettext as _

from casework.evidence.receiving import Place
from casework.models.evidence import Purpose
from objections.models import EvidenceRequest, ObjectionCase
from objections.models.kinds import OTHER, Paper, papers_for
from repair.selectors.evidence import files_of
from repair.views.shown_evidence import FileBox, box_of, filled, shown_file


def claim_boxes(case: ObjectionCase) -> list[FileBox]:
    """Only what fits the kind is asked for; what a dropped claim or another kind left behind lies in the last box."""
    papers = papers_for(case.kind, contested=case.contested)
    boxes = [_paper_box(case, each) for each in papers if each != OTHER]
    claims = [each for each in case.claims.all() if not each.of_the_record]
    for claim in claims:
        what = _("the proof for “%(field)s”") % {"field": claim.label}
        label = _("What proves that “%(field)s” is wrong") % {"field": claim.label}
        place = Place(Purpose.CLAIM, claim=claim.number, asked_as=OTHER.code)
        boxes.append(box_of(case, f"c{claim.number}", what, label, place))
    boxes.append(_paper_box(case, OTHER))
    return _with_the_rest(case, filled(case, boxes))


def _paper_box(case: ObjectionCase, paper: Paper) -> FileBox:
    label = str(paper.label)
    box = box_of(case, f"p_{paper.code}", label, label, Place(Purpose.CLAIM, asked_as=paper.code))
    if paper.required and case.is_the_subjects:
        box.needed = _("Please upload %(paper)s") % {"paper": label}
    return box


def _with_the_rest(case: ObjectionCase, boxes: list[FileBox]) -> list[FileBox]:
    placed = {one.file.pk for box in boxes for one in box.files}
    rest = [each for each in files_of(case) if each.purpose == Purpose.CLAIM and each.pk not in placed]
    boxes[-1].files += [shown_file(each, case.record) for each in rest if not each.handed_in_on]
    return boxes


def request_boxes(case: ObjectionCase, request: EvidenceRequest) -> list[FileBox]:
    """One box for each item of the list that waits for an answer."""
    asked = case.requests.filter(pk__lt=request.pk).count()
    return filled(
        case,
        [
            box_of(
                case,
                f"s{number}",
                item,
                _("Upload for this item"),
                Place(Purpose.SUPPLEMENT, supplement_round=asked, supplement_item=number),
            )
            for number, item in enumerate(request.items)
        ],
    )
