"""The list of a draw as rows: what was drawn, who checks it, and where its recheck stands."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.wording import person_name
from rechecks.forms.draws import KIND_WORDS
from rechecks.models import DrawnItem, RecheckCase
from rechecks.selectors.lists import visible_to
from rechecks.selectors.unopened import Unopened, why_unopened
from rechecks.views.shown_recheck import standing, tone
from registry.models.records import RecordKind


@dataclass(frozen=True)
class ItemRow:
    """One drawn case or record as a row of the list."""

    position: int
    number: str
    document: str
    kind: Any
    department: str
    checker: str
    recheck: str
    recheck_url: str
    standing: str
    tone: str


def item_rows(items: Sequence[DrawnItem], reader: Any) -> list[ItemRow]:
    """The outcome is not among it, nor, for who checks blindly, what others found on the same record."""
    found = RecheckCase.objects.filter(item__in=items)
    begun = {each.item_id: each for each in found}
    open_to = set(visible_to(reader).filter(pk__in=found.values("pk")).values_list("pk", flat=True))
    never = why_unopened([each for each in items if each.pk not in begun])
    return [
        _row(each, _begun(begun[each.pk], open_to) if each.pk in begun else _not_begun(never[each.pk]))
        for each in items
    ]


Standing = tuple[
    str, str, str, str
]  # number and address of the recheck, its state in words, and their colour


def _begun(case: RecheckCase, open_to: set[int]) -> Standing:
    if case.pk not in open_to:
        return "", "", _("shown after your first finding"), ""
    return case.number, case.get_absolute_url(), standing(case), tone(case)


def _not_begun(why: Unopened) -> Standing:
    words = {
        Unopened.WAITS: _("waits: another recheck of this record is open"),
        Unopened.TAKEN_UP_AGAIN: _("not opened: the case has been taken up again"),
        Unopened.BARRED: _("not opened: whoever was drawn has had a part in it since"),
        Unopened.NOT_YET: _("not opened yet"),
    }[why]
    return "", "", words, "" if why == Unopened.WAITS else "xx-w"


def _row(item: DrawnItem, recheck: Standing) -> ItemRow:
    case, record, who = item.case, item.is_about, person_name(item.checker)
    if case is None:
        kind: Any = RecordKind(record.kind).label
        return ItemRow(item.position, "", record.document_number, kind, record.department.name, who, *recheck)
    kind, department = KIND_WORDS[case.machine], case.department.name
    return ItemRow(item.position, case.number, record.document_number, kind, department, who, *recheck)


def states_counted(rows: Iterable[ItemRow]) -> list[tuple[str, str, int]]:
    """How many stand where, in words, in the order of the list."""
    counts = Counter((each.standing, each.tone) for each in rows)
    return [(words, css, count) for (words, css), count in counts.items()]


def drawn_in(case: RecheckCase) -> dict[str, Any] | None:
    """The draw in which a recheck was drawn, and its place in the list."""
    if case.item is None:
        return None
    url = reverse("rechecks:draw", args=[case.item.draw_id])
    return {"n": case.item.draw_id, "place": case.item.position, "url": url}
