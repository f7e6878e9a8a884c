"""The credit office drafts a local set, sees what it moves, and a second person releases it; and the calendar of a year."""

import pytest
from django.utils import timezone

from rechecks.models import CalendarNotice, RuleDraft
from rechecks.services import calendars, rule_drafts, ruling
from tests.rechecks.ruling import FROM, own_set

pytestmark = pytest.mark.browser
FIXED = ("01-01", "05-01", "05-02", "10-01", "10-02", "10-03")


def test_point_65_a_draft_lists_what_it_moves_and_a_second_person_releases_it(office, visitor):
    begun = office.representative.starts(office.identifies(jurisdiction="CN-HL-HEGANG"))
    office.joins_the_credit_office("he")
    gao = visitor("gao")
    gao.goes_to("/office/rules/")
    gao.looks_at("rules")
    gao.goes_to("/office/rules/CN-NDRC-36/")
    gao.looks_at("rule-set")
    gao.goes_to("/office/rules/drafts/new/?place=CN-HL-HEGANG")
    for name, said in {
        "title": "办理时限承诺",
        "cites": "鹤信用办〔2026〕9号第一条",
        "because": "压缩办理时限",
    }.items():
        gao.page.fill(f"#id_{name}", said)
    gao.page.fill("#id_takes_effect_on", "2026-12-01")
    gao.page.fill("#id_value_figures_decide_working_days", "9")
    gao.presses("保存草案")
    assert "可以缩短，不得延长" in gao.reads()
    gao.looks_at("rule-form")
    gao.page.fill("#id_value_figures_decide_working_days", "3")
    gao.presses("保存草案")
    gao.presses("试算")
    ruling.work_dry_runs(timezone.now())
    draft = RuleDraft.objects.get()
    he = visitor("he")
    he.goes_to(f"/office/rules/drafts/{draft.pk}/?of=cases")
    assert begun.number in he.reads()
    he.looks_at("rule-draft")
    he.presses("发布")
    assert "已发布" in he.reads()


def test_every_other_page_of_the_rules(office, visitor):
    draft = rule_drafts.draft_local_set(
        own_set(),
        takes_effect_on=FROM,
        because="压缩办理时限",
        by=office.credit_officer.user,
        on=office.day.today,
    )
    gao = visitor("gao")
    for address, name in {
        "unconfirmed/": "rules-unconfirmed",
        "drafts/import/": "rule-import",
        f"drafts/{draft.pk}/edit/": "rule-edit",
        "CN-NDRC-36/confirm/?figure=decide_working_days": "rule-confirm",
        "CN-NDRC-36/compare/": "rule-compare",
        "CN-NDRC-36/restore/1/": "rule-restore",
    }.items():
        gao.goes_to(f"/office/rules/{address}")
        gao.looks_at(name)


def test_the_notice_of_a_year_is_entered_and_shown_for_what_it_moves(office, visitor):
    office.joins_the_credit_office("he")
    gao, he = visitor("gao"), visitor("he")
    gao.goes_to("/office/calendar/")
    gao.page.fill("#id_source", "国办发明电〔2026〕7号")
    gao.page.fill("#id_days", "\n".join(f"2027-{day} 休" for day in FIXED))
    gao.looks_at("calendar")
    gao.presses("校验并查看变动")
    notice = CalendarNotice.objects.get()
    he.goes_to(f"/office/calendar/{notice.pk}/")
    he.looks_at("calendar-notice")
    he.presses("发布")
    calendars.move_due_dates(office.day.today)
    assert "已发布" in he.reads()
