"""Files on the pages of an objection (E19)."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework.errors import NotOpenAnyMore
from casework.evidence.receiving import Place
from casework.evidence.uploading import receives_files
from objections import services
from objections.models import EvidenceRequest, ObjectionCase, Status
from objections.views.mine import raised_by_us
from objections.views.shown_evidence import claim_boxes, request_boxes
from repair.views.files import PageWithFiles, box_by_itself, box_named
from repair.views.refusals import SignedInRequest, personal
from repair.views.shown_evidence import FileBox


class ClaimFiles(PageWithFiles):
    """The files of an objection."""

    def receive(self, upload: Any, place: Place) -> None:
        services.attach(
            self._case.number,
            upload,
            claim=place.claim,
            asked_as=place.asked_as,
            item=place.supplement_item,
            **self._acting(),
        )

    def take_back(self, public_id: str) -> None:
        services.detach(self._case.number, public_id, now=timezone.now(), **self._acting())

    def use_anyway(self, public_id: str) -> None:
        services.use_anyway(self._case.number, public_id, **self._acting())

    def explain(self, public_id: str, words: str) -> None:
        """What shows that the record is wrong is not measured by it: there is nothing to explain."""

    def _acting(self) -> dict[str, Any]:
        return {"by": self._request.user, "on": timezone.localdate()}


def open_request(case: ObjectionCase) -> EvidenceRequest:
    """The list that waits for an answer; raises 409 where none does."""
    asked = case.requests.filter(answered_on=None).order_by("pk").last()
    if case.status != Status.SUPPLEMENTING or asked is None:
        raise NotOpenAnyMore
    return asked


def _boxes(case: ObjectionCase) -> Callable[[], list[FileBox]]:
    if case.status == Status.DRAFTED:
        return lambda: claim_boxes(case)
    asked = open_request(case)
    return lambda: request_boxes(case, asked)


@receives_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def evidence(request: SignedInRequest, number: str, slot: str) -> HttpResponse:
    """One box of files by itself: what a script sends file by file, and asks again while files are checked."""
    case = raised_by_us(request, number)
    boxes = _boxes(case)
    box_named(boxes(), slot)
    return box_by_itself(request, ClaimFiles(request, case, boxes), slot)
