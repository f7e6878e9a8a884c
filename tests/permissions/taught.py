"""Drafts of courses on the stage of the permission table, by somebody of the credit office whom the table does not ask."""

from typing import Any

from rechecks.models import CourseDraft
from rechecks.services import course_drafts
from tests.rechecks.training import Teachers
from tests.world import Office


def drafts_of_courses(office: Office) -> dict[str, Any]:
    """One that can be published, and one that was given up."""
    writer = office.credit_officer
    staff = Teachers(office, writer, writer)
    waiting, over = staff.drafts(), staff.drafts("given-up")
    course_drafts.discard(over.pk, by=writer.user, on=office.day.today)
    return {"course draft": CourseDraft.objects.get(pk=waiting.pk), "course draft given up": over}
