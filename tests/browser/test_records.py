"""One's own records: points 13 and 15 to 24 of the journeys' acceptance list."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import expect

from notifications.models import ShortMessage
from registry.models import Department
from tests.world import USCCS

pytestmark = pytest.mark.browser
ANSWERS = ["done", "doing", "go", "never", "other", "stop", "unclear", "wait"]
# A role that says what a picture is, with its words: what a screen reader reads aloud for it.
SAID = "css => [...document.querySelectorAll(css)].map(each => each.role + ': ' + each.ariaLabel)"


@pytest.fixture
def one_of_each(office, site, work):
    """A company with a record for each of the eight answers."""
    elsewhere = Department.objects.create(
        uscc=USCCS[1], name="江澜市市场监督管理局（测试）", short_name="市场监管局（测试）", letter_prefix="江市监测",
        region="239999", region_name="江澜市", repairs_elsewhere="国家企业信用信息公示系统",
        repairs_elsewhere_url="https://www.gsxt.gov.cn/",
    )  # fmt: skip
    office.has_granted()
    work()
    office.has_taken_up()
    return {
        "go": office.identifies(),
        "wait": office.identifies(decided_on=office.day.today),
        "stop": office.identifies(obligations=[("fine", False)]),
        "unclear": office.identifies(severity=""),
        "never": office.identifies(
            sector="market_regulation", severity="minor", published_on=date(2026, 11, 2)
        ),
        "other": office.identifies(department=elsewhere),
    }


def test_points_08_13_15_and_20_each_record_shows_one_of_eight_answers(one_of_each, visitor):
    zhou = visitor("zhou")
    page = zhou.page
    zhou.goes_to("/records/")
    cards = page.locator("main [data-record]")
    assert sorted(card.get_attribute("data-answer") for card in cards.all()) == sorted(ANSWERS)
    every, *kinds = [int(n) for n in page.locator(".xx-filters b").all_inner_texts()]
    assert every == sum(kinds) == len(ANSWERS)
    zhou.looks_at("records-of-each-kind")

    # Without any colour each answer has words of its own, and a sign.
    told = page.locator(".xx-ans .xx-k, .xx-done-list .xx-tag")
    assert len(set(told.all_inner_texts())) == len(ANSWERS)
    assert all(each.locator("svg").count() == 1 for each in told.all())

    # 13: the picture of a period is one sentence with its dates; so are the cells of a term.
    for said in page.evaluate(SAID, ".xx-axis"):
        assert re.fullmatch(r"img: 公示期：(\d{4}年\d+月\d+日[^，]+，)+今天是\d{4}年\d+月\d+日", said), said
    [cells] = page.evaluate(SAID, ".xx-wd")
    assert re.search(r"个工作日.*2026年12月2日（周三）到期", cells), cells

    # 20: what is repaired elsewhere leads there, and to no application here.
    elsewhere = page.locator(f"[data-record='{one_of_each['other'].public_id}']")
    expect(elsewhere.get_by_role("link", name="前往国家企业信用信息公示系统")).to_have_count(1)
    assert elsewhere.locator("a[href*='/apply/']").count() == 0


def test_points_16_and_17_the_countdown_runs_and_ends_by_itself(office, visitor, day):
    day("2026-11-21")
    office.identifies(decided_on=date(2026, 9, 8), obligations=[("fine", True)])
    card = "[data-answer=wait]"
    for today, days in (("2026-11-21", "18"), ("2026-11-22", "17")):
        day(today)
        zhou = visitor("zhou")
        zhou.goes_to("/records/")
        assert zhou.page.inner_text(f"{card} .xx-days").replace(" ", "") == f"{days}天"
        expect(zhou.page.locator(card)).to_contain_text("2026年12月9日（周三）起可申请")
    day("2026-12-09")
    day.traveller.move_to("2026-12-09T00:00:00+08:00")
    zhou = visitor("zhou")
    zhou.goes_to("/records/")
    expect(zhou.page.locator("[data-answer=go]")).to_contain_text("可以申请")


def test_point_18_what_ends_by_itself_and_what_is_not_promised_to(office, visitor, day):
    paid = office.identifies(obligations=[("fine", True)])
    unpaid = office.identifies(obligations=[("fine", False)])
    day("2029-08-08")
    office.night_passes()
    zhou = visitor("zhou")
    zhou.goes_to(f"/records/{unpaid.public_id}/")
    said = zhou.reads()
    assert "最长公示期满" in said
    assert "最长公示期满后也不一定停止公示" in said
    assert "自动停止公示" not in said
    zhou.goes_to("/records/")
    expect(zhou.page.locator(f"[data-record='{paid.public_id}']")).to_have_attribute("data-answer", "done")
    public = visitor()
    assert public.goes_to(f"/public/records/{paid.public_id}/") == 404
    assert public.goes_to(f"/public/records/{unpaid.public_id}/") == 200


def test_point_19_the_reason_names_its_rule_and_an_old_case_keeps_its_version(
    office, visitor, the_term_is_shortened
):
    case = office.has_taken_up()
    officer = visitor("lin")

    def versions() -> tuple[set[str], set[str]]:
        zhou.goes_to(f"/records/{fresh.public_id}/")
        of_the_record = set(re.findall(r"第 ?(\w+) ?版", zhou.page.inner_text(".xx-clause")))
        officer.goes_to(f"/work/{case.number}/")
        return of_the_record, set(re.findall(r"第 ?(\w+) ?版", officer.reads()))

    fresh, zhou = office.identifies(), visitor("zhou")
    zhou.goes_to(f"/records/{fresh.public_id}/")
    clause = zhou.page.inner_text(".xx-clause")
    assert re.search(r"依据.*（.*号）.*规则 CN-NDRC-36", clause), clause
    before = versions()
    the_term_is_shortened()
    after = versions()
    assert before[0] != after[0]
    assert before[1] == after[1] != set()


def test_points_22_and_23_what_cannot_be_read_is_not_called_empty(office, visitor):
    zhou, stranger = visitor("zhou"), visitor("sun")
    record = office.identifies()
    assert stranger.goes_to(f"/records/{record.public_id}/") == 404
    role = connection.ops.quote_name(settings.DATABASE_APP_ROLE)
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE SELECT ON registry_record FROM {role}")  # noqa: S608 - our own role
    try:
        assert zhou.goes_to("/records/") == 503
        said = zhou.reads()
        zhou.looks_at("records-unreadable")
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"GRANT SELECT ON registry_record TO {role}")
    assert "信用记录暂时查不到，不是没有记录" in said
    assert "没有正在公示的失信信息" not in said


def test_point_24_chosen_reminders_are_texted_fifteen_days_before_and_on_the_day(office, visitor, day, work):
    office.identifies(decided_on=date(2026, 9, 8), document_number="江环罚〔2026〕88号")
    zhou = visitor("zhou")
    zhou.goes_to("/records/")
    zhou.presses("短信提醒")
    zhou.page.fill("#id_phone", "13812346021")
    zhou.page.uncheck("#id_month_after")
    zhou.looks_at("reminders")
    zhou.page.get_by_role("main").locator("button[type=submit]").click()
    expect(zhou.page.locator("main")).to_contain_text("已保存")
    for today in ("2026-11-24", "2026-12-09", "2027-01-08"):
        day(today)
        office.night_passes()
    work()
    sent = ShortMessage.objects.order_by("pk").values_list("text", flat=True)
    assert [("可先准备" in text, "今天起可申请" in text) for text in sent] == [(True, False), (False, True)]
    assert all(len(text) <= 70 for text in sent)
