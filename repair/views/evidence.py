"""Files on the pages of an application (E9, E10, E16)."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework.errors import NotOpenAnyMore
from casework.evidence.receiving import Place
from casework.evidence.uploading import receives_files
from repair.forms import RectificationForm
from repair.models import RepairCase, Status
from repair.models.conditions import commitment_covers_the_materials
from repair.services import evidence as services
from repair.views.files import PageWithFiles, box_by_itself, box_named
from repair.views.mine import my_case, preparing
from repair.views.refusals import NOT_VALID, SignedInRequest, attempt, personal, posted
from repair.views.shown_evidence import (
    FileBox,
    fulfilment_boxes,
    rectification_boxes,
    supplement_boxes,
)
from repair.views.shown_tasks import open_obligations


class FilesOnPage(PageWithFiles):
    """The files of an application."""

    def receive(self, upload: Any, place: Place) -> None:
        services.file_evidence(self._case.number, upload, place, **self._acting())

    def take_back(self, public_id: str) -> None:
        services.take_back(self._case.number, public_id, now=timezone.now(), **self._acting())

    def use_anyway(self, public_id: str) -> None:
        services.use_anyway(self._case.number, public_id, **self._acting())

    def explain(self, public_id: str, words: str) -> None:
        services.explain(self._case.number, public_id, words, **self._acting())

    def _acting(self) -> dict[str, Any]:
        return {"by": self._request.user, "on": timezone.localdate()}


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
    box = box_named(boxes(), slot)
    if not services.takes_files(case, box.place.purpose):
        raise NotOpenAnyMore
    page = FilesOnPage(request, case, boxes)
    sign_again = case.status == Status.SUPPLEMENTING and not commitment_covers_the_materials(case)
    return box_by_itself(request, page, slot, sign_again=sign_again)


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
