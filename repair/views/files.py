"""Files on a page that is filled in: with a plain form, or file by file with progress (E9, E10, E16, E19)."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import Http404, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.utils import timezone

from casework.errors import CaseError, NotOpenAnyMore
from casework.evidence.names import clean_name
from casework.evidence.receiving import Place
from casework.evidence.refusals import nothing_chosen
from casework.models import Case
from repair.services.evidence import check_here
from repair.views.drafted import Drafting
from repair.views.refusals import NOT_VALID, SignedInRequest
from repair.views.shown_evidence import FileBox, ShownFile

BUTTONS = ("upload", "drop", "use")  # on a page's own form, beside the one that hands it in


class PageWithFiles(ABC):
    """What a sent page does with files, before its form is looked at; each kind of case has its own services."""

    def __init__(self, request: SignedInRequest, case: Case, boxes: Callable[[], list[FileBox]]) -> None:
        self._request, self._case, self._read = request, case, boxes
        self._problems: dict[str, list[str]] = {}
        if request.method == "POST":
            self._act(boxes())
            check_here(timezone.now())

    @abstractmethod
    def receive(self, upload: Any, place: Place) -> None:
        """Put one file in its place; raises CaseError with words about it."""

    @abstractmethod
    def take_back(self, public_id: str) -> None:
        """Take a file back that is not handed in yet."""

    @abstractmethod
    def use_anyway(self, public_id: str) -> None:
        """Keep a blurred file as it is."""

    @abstractmethod
    def explain(self, public_id: str, words: str) -> None:
        """Say why a file is right although it does not match the record."""

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

    def nothing_is_missing(self) -> bool:
        """Whether a page that asks for files only can be handed in."""
        self._ask_for_what_is_missing()
        return not self.refused

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
        post = self._request.POST
        for box in boxes:
            uploads = self._request.FILES.getlist(box.name)
            for upload in uploads:
                self._take(box, upload)
            replaced = [self._change(box, one) for one in box.files]
            if post.get("upload") == box.key and not uploads and not any(replaced):
                self._note(box, str(nothing_chosen(box.what)))
        if public_id := post.get("drop"):
            self.take_back(public_id)
        if public_id := post.get("use"):
            self.use_anyway(public_id)

    def _ask_for_what_is_missing(self) -> None:
        for box in self._read():
            if box.needed and box.key not in self._problems and not box.has_something:
                self._note(box, box.needed)

    def _take(self, box: FileBox, upload: Any) -> bool:
        try:
            self.receive(upload, box.place)
        except NotOpenAnyMore:
            raise
        except CaseError as refusal:
            self._note(box, f"{clean_name(upload.name or '')}：{refusal}")
            return False
        return True

    def _change(self, box: FileBox, one: ShownFile) -> bool:
        """Another file in the place of one, or a word about it; a file that is refused replaces nothing."""
        public_id = one.file.public_id
        better = self._request.FILES.get(f"replace_{one.file.pk}")
        if better and self._take(box, better):
            self.take_back(public_id)
            return True
        words = self._request.POST.get(f"why_{one.file.pk}")
        if words is not None and words.strip() != one.file.explanation:
            self.explain(public_id, words.strip().replace("\x00", ""))
        return bool(better)

    def _note(self, box: FileBox, words: str) -> None:
        self._problems.setdefault(box.key, []).append(words)


def problems_of(boxes: list[FileBox]) -> list[tuple[str, str]]:
    """For the summary: the words, and the field they lead to."""
    return [(box.name, words) for box in boxes for words in box.every_problem]


def box_by_itself(request: SignedInRequest, page: PageWithFiles, key: str, **more: Any) -> JsonResponse:
    """What a script that sends file by file is told of one box, and asks again while files are checked."""
    box = next(each for each in page.boxes() if each.key == key)
    said = {
        "rows": render_to_string("repair/parts/file_rows.html", {"box": box}, request),
        "problems": box.problems,
        "checking": box.is_checking,
        "hint": box.hint,
    }
    return JsonResponse(said | more, status=NOT_VALID if box.problems else 200)


def box_named(boxes: list[FileBox], key: str) -> FileBox:
    """The box of a page; any other is not found."""
    for box in boxes:
        if box.key == key:
            return box
    raise Http404
