"""Drafts of rules on the stage of the permission table, by somebody of the credit office whom the table does not ask."""

from datetime import date
from typing import Any

from django.utils import timezone

from rechecks.services import calendars, rule_drafts, ruling
from tests.rechecks.ruling import own_set
from tests.world import Office

FIXED = ("01-01", "05-01", "05-02", "10-01", "10-02", "10-03")


def drafts_of_rules(office: Office) -> dict[str, Any]:
    """One that was tried, one that nobody tried, one that was given up; and notices of a calendar."""
    by, on = office.credit_officer.user, office.day.today
    when: dict[str, Any] = {
        "takes_effect_on": date(2026, 12, 20),
        "because": "压缩办理时限",
        "by": by,
        "on": on,
    }
    tried, fresh, over = (rule_drafts.draft_local_set(own_set(days), **when) for days in (3, 2, 4))
    ruling.try_out(ruling.ask_dry_run(tried.pk, by=by).pk, now=timezone.now())
    rule_drafts.discard(over.pk, by=by, on=on)
    days = "\n".join(f"2027-{day} off" for day in FIXED)
    waiting, gone = (
        calendars.draft_notice(2027, source="国办发明电〔2026〕7号", days=days, by=by, on=on)
        for _each in range(2)
    )
    calendars.discard_notice(gone.pk, by=by, on=on)
    return {
        "rule draft": tried, "rule draft untried": fresh, "rule draft given up": over,
        "calendar notice": waiting, "calendar notice given up": gone,
    }  # fmt: skip
