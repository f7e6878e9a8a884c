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

    None where nothing was found wrong: also where only the disclosure has ended, for the record
    stands; and where the subject has had the notice taken off.
    """
    if standing := _standing(case):
        return standing
    said = _said_now(case)
    if said is None or CorrectionNotice.objects.filter(number=case.number).exists():
        return None
    return _publish(case, said, by=by, on=on)


@transaction.atomic
def renew_notice(case: ObjectionCase, *, on: date) -> CorrectionNotice | None:
    """Let a notice that stands say what holds now: a re-check has put something else right, or put it back.

    What it said before is kept, taken off. None where no notice stands, or nothing is left to say.
    """
    standing, said = _standing(case), _said_now(case)
    if standing is None or said == {name: getattr(standing, name) for name in said or {}}:
        return standing
    standing.ended_on = on
    standing.save(update_fields=["ended_on"])
    return _publish(case, said, by=standing.asked_by, on=on) if said else None


def _standing(case: ObjectionCase) -> CorrectionNotice | None:
    return CorrectionNotice.objects.standing().filter(number=case.number).first()


def _publish(case: ObjectionCase, said: dict[str, Any], *, by: Any, on: date) -> CorrectionNotice:
    return CorrectionNotice.objects.create(
        record_id=case.record_id, number=case.number, on=on, asked_by=by, **said
    )


def _said_now(case: ObjectionCase) -> dict[str, Any] | None:
    """What the notice of a case says by all that it has put right so far; None where that is nothing."""
    withdrawal = Withdrawal.objects.filter(case=case, principal=None).last()
    corrections = list(RecordCorrection.objects.filter(case=case).order_by("pk"))
    lines = _lines(corrections)
    stands_unseen = withdrawal is not None and not withdrawal.is_void
    if stands_unseen or not (withdrawal or lines):
        return None
    return {
        "kind": NoticeKind.WITHDRAWN if withdrawal else NoticeKind.CORRECTED,
        "document_number": case.record.document_number,
        "lines": [] if withdrawal or case.kind == ObjectionKind.PRIVACY else lines,
        "righted_on": withdrawal.on if withdrawal else corrections[-1].on,
    }


def _lines(corrections: list[RecordCorrection]) -> list[dict[str, str]]:
    """By field what was shown and what is right: of several corrections the first old and the last new.

    What was put back to what it had been is no correction any more.
    """
    lines: dict[str, dict[str, str]] = {}
    for each in corrections:
        line = lines.setdefault(each.field, {"field": each.field, "old": each.old, "new": each.new})
        line["new"] = each.new
    return [each for each in lines.values() if each["old"] != each["new"]]


@transaction.atomic
def take_notice_off(number: str, *, by: Any, on: date) -> CorrectionNotice:
    """Whoever acts for the subject has the notice taken off; a notice of another subject is not found."""
    subjects = Subject.objects.acted_for_by(by, on)
    notices = CorrectionNotice.objects.select_for_update(of=("self",)).filter(record__subject__in=subjects)
    notice = notices.filter(number=number).order_by("-pk").first()
    if notice is None:
        raise CorrectionNotice.DoesNotExist
    if notice.ended_on:
        raise NotOpenAnyMore
    notice.ended_on = on
    notice.save(update_fields=["ended_on"])
    return notice
