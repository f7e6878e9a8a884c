"""更正公告: the good name is restored where the record was shown, at the subject's wish and as long as it wishes."""

from datetime import date
from typing import Any

from django.db import transaction

from casework.errors import NotOpenAnyMore
from casework.models import RecordCorrection, Withdrawal
from objections.models import ObjectionCase, ObjectionKind
from registry.models import CorrectionNotice, Subject
from registry.models.righting import NoticeKind


@transaction.atomic
def publish_notice(case: ObjectionCase, *, by: Any, on: date) -> CorrectionNotice | None:
    """Publish what was put right, once; a secret is not told a second time, and of a void record nothing is repeated.

    None where nothing was found wrong: also where only the disclosure has ended, for the record stands.
    """
    withdrawal = Withdrawal.objects.filter(case=case, principal=None).last()
    corrections = list(RecordCorrection.objects.filter(case=case).order_by("pk"))
    stands_unseen = withdrawal is not None and not withdrawal.is_void
    if stands_unseen or not (withdrawal or corrections):
        return None
    if published := CorrectionNotice.objects.filter(number=case.number).first():
        return published
    return CorrectionNotice.objects.create(
        record_id=case.record_id,
        kind=NoticeKind.WITHDRAWN if withdrawal else NoticeKind.CORRECTED,
        number=case.number,
        document_number=case.record.document_number,
        lines=[] if withdrawal or case.kind == ObjectionKind.PRIVACY else _lines(corrections),
        righted_on=withdrawal.on if withdrawal else corrections[-1].on,
        on=on,
        asked_by=by,
    )


def _lines(corrections: list[RecordCorrection]) -> list[dict[str, str]]:
    """By field what was shown and what is right; of several corrections of a field the first old and the last new."""
    lines: dict[str, dict[str, str]] = {}
    for each in corrections:
        line = lines.setdefault(each.field, {"field": each.field, "old": each.old, "new": each.new})
        line["new"] = each.new
    return list(lines.values())


@transaction.atomic
def take_notice_off(number: str, *, by: Any, on: date) -> CorrectionNotice:
    """Whoever acts for the subject has the notice taken off; a notice of another subject is not found."""
    subjects = Subject.objects.acted_for_by(by, on)
    notices = CorrectionNotice.objects.select_for_update(of=("self",)).filter(record__subject__in=subjects)
    notice = notices.get(number=number)
    if notice.ended_on:
        raise NotOpenAnyMore
    notice.ended_on = on
    notice.save(update_fields=["ended_on"])
    return notice
