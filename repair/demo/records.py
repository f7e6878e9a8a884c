"""The records of the sample that are played."""

from datetime import date
from typing import Any

from django.db.models import Count

from registry.models import Record
from registry.models.publication import Publication
from registry.models.subjects import SubjectKind


class NothingToPlay(LookupError):
    """The sample holds too few records that could be repaired today."""


def records_to_play(on: date, number: int, **more: Any) -> list[Record]:
    """Records of the sample that can be applied for today: organisations', on show, without a case.

    The organisation with the most records comes first, so that its page shows several answers.
    `more` says what else is asked of the record.
    """
    shown = Publication.objects.public(on).filter(
        record__department__letter_prefix="江环",
        record__department__repairs_elsewhere="",
        record__severity="general",
        record__repairable_from__lte=on,
        record__cases__isnull=True,
        record__subject__kind=SubjectKind.ORGANISATION,
        **{f"record__{name}": value for name, value in more.items()},
    )
    shown = shown.annotate(others=Count("record__subject__records")).select_related("record__subject")
    rows = shown.order_by("-others", "record_id")[:50]
    found = [each.record for each in rows if each.record.obligations_fulfilled is not False]
    if len(found) < number:
        raise NothingToPlay(
            "没有可以演示的记录，请运行 ./run reset 后重试。 / No record left to play; run ./run reset."
        )
    return found[:number]
