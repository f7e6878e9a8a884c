"""One's matters of a kind as a list: found by a number, newest first, page by page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q

from casework.models.cases import CaseQuerySet
from registry.documents import document_key
from repair.views.refusals import SignedInRequest

PAGE = 30


@dataclass(frozen=True)
class ChannelLine:
    """How far one channel is with showing the record as it is now."""

    name: str
    done_at: datetime | None
    error: str


@dataclass(frozen=True)
class MyPage:
    """One page of the list; the addresses around it keep what was searched for."""

    cases: list[Any]
    wanted: str
    after: str
    goes_on: bool

    @property
    def only_one(self) -> Any | None:
        """The case that was searched for, where no other bears the number."""
        return self.cases[0] if self.wanted and not self.after and len(self.cases) == 1 else None

    def context(self) -> dict[str, Any]:
        """What the page needs beside its rows."""
        context: dict[str, Any] = {"wanted": self.wanted}
        if self.goes_on:
            context["next_url"] = self._address(before=self.cases[-1].pk)
        if self.after:
            context["first_url"] = self._address()
        return context

    def _address(self, **more: Any) -> str:
        searched = {"q": self.wanted} if self.wanted else {}
        return f"?{urlencode(searched | more)}"


def my_page(request: SignedInRequest, mine: CaseQuerySet, *related: str) -> MyPage:
    """The page of one's cases that the address asks for: `q` a number, `before` where it begins."""
    cases, wanted = mine.order_by("-pk"), request.GET.get("q", "").strip()[:60]
    if wanted:
        cases = cases.filter(
            Q(number__iexact=wanted) | Q(record__document_key__contains=document_key(wanted))
        )
    before = request.GET.get("before", "")
    after = before if before.isdecimal() and len(before) < 19 else ""
    if after:
        cases = cases.filter(pk__lt=int(after))
    found = list(cases.select_related("record", "subject", *related)[: PAGE + 1])
    return MyPage(found[:PAGE], wanted, after, goes_on=len(found) > PAGE)
