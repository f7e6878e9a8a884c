"""Uploads on the applicant's pages: with a plain form, or file by file with progress (E9, E10, E16)."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework.errors import CaseError, NotOpenAnyMore
from casework.evidence.names import clean_name
from casework.evidence.refusals import nothing_chosen
from casework.evidence.uploading import receives_files
from repair.forms import RectificationForm
from repair.models import RepairCase, Status
from repair.models.conditions import commitment_covers_the_materials
from repair.services import evidence as services
from repair.views.drafting import Drafting
from repair.views.mine import my_case, preparing
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted
from repair.views.shown_evidence import (
    FileBox,
    ShownFile,
    fulfilment_boxes,
    rectification_boxes,
    supplement_boxes,
)
from repair.views.shown_tasks import open_obligations

BUTTONS = ("upload", "drop", "use")  # on a page's own form, beside the one that hands it in


class FilesOnPage:
    """What a sent page does with files, before its form is looked at."""

    def __init__(
        self, request: SignedInRequest, case: RepairCase, boxes: Callable[[], list[FileBox]]
    ) -> None:
        self._request, self._case, self._read = request, case, boxes
        self._problems: dict[str, list[str]] = {}
        if request.method == "POST":
            self._act(boxes())
            services.check_here(timezone.now())

    @property
    def refused(self) -> bool:
        return bool(self._problems)

    @property
    def pressed(self) -> bool:
        """Whether a button beside the files was pressed, and not the one that hands the page in."""
        return any(button in self._request.POST for button in BUTTONS)

    def leave_the_rest(self, draft: Drafting) -> bool:
        """Where only files were dealt with, what was typed beside them is kept for later."""
        if self.pressed:
            draft.keep()
        return self.pressed and not self.refused

    def rest(self, typed: QueryDict | None) -> QueryDict | None:
        """What the page's form is about: nothing where only files were dealt with."""
        return None if self.pressed else typed

    def in_order(self, form: BaseForm) -> bool:
        """Whether the page can be handed in: nothing that is asked for is missing, and its form is valid."""
        if form.is_bound:
            self._ask_for_what_is_missing()
        return not self.refused and form.is_valid()

    def names(self) -> list[list[str]]:
        """The names of what stands in each box."""
        return [[one.file.name for one in box.files if not one.file.refusal] for box in self._read()]

    def boxes(self) -> list[FileBox]:
        """The boxes as they are now, with the problems of this request."""
        boxes = self._read()
        for box in boxes:
            box.problems = self._problems.get(box.key, [])
        return boxes

    def context(self) -> dict[str, Any]:
        boxes = self.boxes()
        return {"boxes": boxes, "file_problems": problems_of(boxes), "failed": self.refused}

    def _act(self, boxes: list[FileBox]) -> None:
        post, number = self._request.POST, self._case.number
        acting = {"by": self._request.user, "on": timezone.localdate()}
        for box in boxes:
            uploads = self._request.FILES.getlist(box.name)
            for upload in uploads:
                self._take(box, upload)
            replaced = [self._change(box, one) for one in box.files]
            if post.get("upload") == box.key and not uploads and not any(replaced):
                self._note(box, str(nothing_chosen(box.what)))
        if public_id := post.get("drop"):
            services.take_back(number, public_id, now=timezone.now(), **acting)
        if public_id := post.get("use"):
            services.use_anyway(number, public_id, **acting)

    def _ask_for_what_is_missing(self) -> None:
        for box in self._read():
            if box.needed and box.key not in self._problems and not box.has_something:
                self._note(box, box.needed)

    def _take(self, box: FileBox, upload: Any) -> bool:
        on = timezone.localdate()
        try:
            services.file_evidence(self._case.number, upload, box.place, by=self._request.user, on=on)
        except NotOpenAnyMore:
            raise
        except CaseError as refusal:
            self._note(box, f"{clean_name(upload.name or '')}：{refusal}")
            return False
        return True

    def _change(self, box: FileBox, one: ShownFile) -> bool:
        """Another file in the place of one, or a word about it; a file that is refused replaces nothing."""
        number, public_id = self._case.number, one.file.public_id
        acting = {"by": self._request.user, "on": timezone.localdate()}
        better = self._request.FILES.get(f"replace_{one.file.pk}")
        if better and self._take(box, better):
            services.take_back(number, public_id, now=timezone.now(), **acting)
            return True
        words = self._request.POST.get(f"why_{one.file.pk}")
        if words is not None and words.strip() != one.file.explanation:
            services.explain(number, public_id, words.strip().replace("\x00", ""), **acting)
        return bool(better)

    def _note(self, box: FileBox, words: str) -> None:
        self._problems.setdefault(box.key, []).append(words)


def problems_of(boxes: list[FileBox]) -> list[tuple[str, str]]:
    """For the summary: the words, and the field they lead to."""
    return [(box.name, words) for box in boxes for words in box.every_problem]


def boxes_for(case: RepairCase, key: str) -> Callable[[], list[FileBox]]:
    """The boxes of the page on which the box of this key stands."""
    if key.startswith("s"):
        asked = case.supplements.filter(answered_on__isnull=True).order_by("pk").last()
        return lambda: supplement_boxes(case, asked.items if asked else [])
    if key == "r":
        return lambda: rectification_boxes(case)
    return lambda: fulfilment_boxes(case, open_obligations(case))


@receives_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def evidence(request: SignedInRequest, number: str, slot: str) -> HttpResponse:
    """One box of files by itself: what a script sends file by file, and asks again while files are checked."""
    case = my_case(request, number)
    boxes = boxes_for(case, slot)
    box = next((each for each in boxes() if each.key == slot), None)
    if box is None:
        raise Http404
    if not services.takes_files(case, box.place.purpose):
        raise NotOpenAnyMore
    page = FilesOnPage(request, case, boxes)
    box = next(each for each in page.boxes() if each.key == slot)
    said = {
        "rows": render_to_string("repair/parts/file_rows.html", {"box": box}, request),
        "problems": box.problems,
        "checking": box.is_checking,
        "hint": box.hint,
        "sign_again": case.status == Status.SUPPLEMENTING and not commitment_covers_the_materials(case),
    }
    return JsonResponse(said, status=NOT_VALID if box.problems else 200)


@receives_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def rectification(request: SignedInRequest, number: str) -> HttpResponse:
    """E10: what shows that the breach is corrected."""
    case = preparing(request, number)
    files = FilesOnPage(request, case, boxes_for(case, "r"))
    why = case.no_photo_because
    form = RectificationForm(files.rest(posted(request)), initial={"no_photo": bool(why), "because": why})
    acting = {"by": request.user, "on": timezone.localdate()}
    if request.method == "POST" and files.pressed and not files.refused:
        return redirect("repair:rectification", number)
    if files.in_order(form) and attempt(
        form, lambda: services.explain_missing_photo(number, form.why_no_photo(), **acting)
    ):
        return redirect("repair:tasks", number)
    context = {"nav": "applications", "case": case, "record": case.record, "form": form} | files.context()
    wrong = files.refused or form.errors
    return render(request, "repair/rectification.html", context, status=NOT_VALID if wrong else 200)
