"""Days that the credit office gave follow a released calendar, each with a row that says so; whoever has them is told."""

from collections.abc import Sequence
from datetime import date

from notifications.services import tell
from rechecks.models import CalendarRelease, CorrectionOrder, GivenDay, MovedDay, Proposal, SupervisionNotice
from rechecks.selectors.given_days import Moves
from rechecks.services.orders import tell_department
from rechecks.services.supervising import people_answering
from rechecks.texts import moved_days as texts
from registry.duties import who_act_for


def move_given_days(released: CalendarRelease, moves: Sequence[Moves], *, on: date) -> int:
    """Within the release: the rows that say what moves, the days themselves, and word to those who have them."""
    MovedDay.objects.bulk_create(each.row(release=released) for each in moves)
    days: dict[tuple[type, int], dict[str, date]] = {}
    columns = {
        GivenDay.ANSWER: "answer_by", GivenDay.CORRECTION: "correct_by", GivenDay.STATEMENT: "statement_by",
        GivenDay.REPLY: "reply_by",
    }  # fmt: skip
    for each in moves:
        key = (type(each.given.row), each.given.row.pk)
        days.setdefault(key, {})[columns[each.given.what]] = each.after
    for (kind, pk), changed in days.items():
        kind.objects.filter(pk=pk).update(**changed)  # type: ignore[attr-defined]
        _tell(kind.objects.get(pk=pk), on)  # type: ignore[attr-defined]
    return len(moves)


def _tell(row: CorrectionOrder | Proposal | SupervisionNotice, on: date) -> None:
    if isinstance(row, SupervisionNotice):
        tell(people_answering(row), texts.reply_moved(row))
    elif isinstance(row, Proposal):
        tell(who_act_for(row.recheck.subject_id, on), texts.statement_moved(row))
    else:
        tell_department(row.recheck, texts.order_moved(row))
