"""Drafts of courses and lists of trainings on the stage of the permission table, by somebody of the credit office whom the table does not ask."""

import io
from typing import Any

from rechecks.models import CourseDraft
from rechecks.services import course_drafts
from registry.models import Subject
from repair.services.attending import record_list, take_in_list
from tests.rechecks.training import USCC, Teachers, a_row, list_of
from tests.world import Office


def drafts_of_courses(office: Office) -> dict[str, Any]:
    """One that can be published, and one that was given up."""
    writer = office.credit_officer
    staff = Teachers(office, writer, writer)
    waiting, over = staff.drafts(), staff.drafts("given-up")
    course_drafts.discard(over.pk, by=writer.user, on=office.day.today)
    return {"course draft": CourseDraft.objects.get(pk=waiting.pk), "course draft given up": over}


def lists_of_trainings(office: Office) -> dict[str, Any]:
    """One that can be recorded and has a row to be mended, and one that is recorded and gave no certificate."""
    who = {"by": office.credit_officer.user, "on": office.day.today}
    Subject.objects.create(
        kind="organisation", name="江澜市云杉培训有限公司", uscc=USCC, legal_representative="吴川"
    )
    waiting = take_in_list(io.BytesIO(list_of(a_row(), a_row(""))), "a.csv", **who)
    over = take_in_list(io.BytesIO(list_of(a_row(姓名="未过", 结果="不合格"))), "b.csv", **who)
    record_list(over.pk, **who)
    return {"attendance list": waiting, "attendance list recorded": over}
