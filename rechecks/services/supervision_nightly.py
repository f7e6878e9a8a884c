"""What a new day brings to supervision: replies that are due, stages whose turn has come, cases that want a notice."""

from datetime import date

from django.db import transaction

from casework.models import Case
from notifications.services import tell
from rechecks.models import SupervisionNotice
from rechecks.selectors.supervision import due_so_long_ago, late_cases, without_notice
from rechecks.services.escalation import EscalationRule, rule_in_force
from rechecks.services.supervising import raise_stage
from rechecks.texts import supervision as texts
from rechecks.texts import supervision_sms as sms
from registry.duties import duty_group, office_people
from repair.services.desk_reminders import AHEAD
from repair.services.reminders import text_reminder
from rules.calendar import WorkCalendar
from rules.services import office_calendar


def supervise_by_rule(on: date) -> dict[str, int]:
    """Running it again on the same day changes nothing."""
    rule, calendar = rule_in_force(), office_calendar()
    unanswered = list(_unanswered())
    return {
        "told_reply_due": sum(_remind(each, on, calendar) for each in unanswered),
        "stages_raised": sum(_raise(each, rule, on, calendar) for each in unanswered),
        "notices_wanted": _want_notices(rule, on, calendar),
    }


def _unanswered() -> list[SupervisionNotice]:
    rows = SupervisionNotice.objects.with_standing().filter(is_closed=False, is_replied=False)
    return list(rows.select_related("department", "responsible", "letter").order_by("pk"))


@transaction.atomic
def _remind(notice: SupervisionNotice, on: date, calendar: WorkCalendar) -> int:
    """One working day before the day of reply, and on it; each once."""
    if not on <= notice.reply_by <= calendar.after(on, AHEAD) or notice.issued_on == on:
        return 0
    today = notice.reply_by == on
    note = texts.reply_today(notice) if today else texts.reply_due(notice)
    key = f"reply_{'today' if today else 'due'}:{notice.pk}"
    heads = duty_group(notice.department, "lead_department").user_set.filter(is_active=True)
    people = list(dict.fromkeys([notice.responsible, *heads.order_by("pk")]))
    words = "今天是反馈的最后一天" if today else f"应在{notice.reply_by.month}月{notice.reply_by.day}日前反馈"
    for each in people:
        text_reminder(each, sms.reply_due(notice, words), key)
    return len(tell(people, note, key=key))


def _raise(notice: SupervisionNotice, rule: EscalationRule, on: date, calendar: WorkCalendar) -> int:
    over = calendar.count(notice.reply_by, on) if notice.reply_by < on else 0
    return sum(raise_stage(notice, each.stage, on=on) for each in rule.later if over >= each.working_days > 0)


def _want_notices(rule: EscalationRule, on: date, calendar: WorkCalendar) -> int:
    if rule.notice_after is None:
        return 0
    late = without_notice(late_cases(on, calendar)).filter(
        due_on__lte=due_so_long_ago(on, rule.notice_after, calendar)
    )
    return sum(_want_notice(case) for case in late)


@transaction.atomic
def _want_notice(case: Case) -> int:
    return len(tell(office_people(), texts.notice_wanted(case), key=f"notice_wanted:{case.pk}:{case.due_on}"))
