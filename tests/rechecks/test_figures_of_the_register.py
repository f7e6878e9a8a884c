"""The lower half of the overview: the latest sample, records becoming repairable, the share of dishonest entities."""

import re
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from casework.models import Case
from casework.moves import LAST_EVENT_GUARD
from notifications.models import ReminderSettings
from rechecks.figures.counting import recount_after_the_calendar
from rechecks.figures.rechecks import latest_sample, wilson
from rechecks.figures.records import dishonest_shares, note_dishonest_share
from rechecks.models import DishonestShare, Draw, DrawnItem, RecheckCase
from registry.duties import give_duty
from registry.models import Obligation, Subject
from repair.services.reminders import remind_of_records
from rules.models import CalendarDay
from tests.rechecks.test_case_facts import by_hand, counted
from tests.rechecks.test_draw_sample import PERIOD, SEED


@pytest.fixture
def page(client, office):
    """The pages as the credit office reads them."""
    client.force_login(office.credit_officer.user)

    def got(address="/office/"):
        answer = client.get(address)
        assert answer.status_code == 200
        return answer.content.decode()

    return got


def pane(html, name):
    """One section of the page."""
    html = html[html.index(f'id="{name}"') :]
    return html[: html.index("</section>")]


def words(html):
    """What is read, without the links."""
    return re.sub(r"<[^>]+>", "", html)


# --- the sample -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hits", "tries", "low", "high"),
    # As published for 7 of 120, and the two ends.
    [(7, 120, 0.0285, 0.1155), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0)],
)
def test_the_interval_is_that_of_wilson(hits, tries, low, high):
    assert wilson(hits, tries) == pytest.approx((low, high), abs=0.0005)


def test_of_no_recheck_nothing_is_said():
    assert wilson(0, 0) is None


@pytest.fixture
def drawn(office, tmp_path, as_the_owner):
    """A sample of one case, and copies of it to be rechecked: what is counted is asked here, not how it came about."""
    give_duty(office.stranger.user, office.elsewhere, "review_cases", date(2026, 1, 1))
    case = office.has_received()
    office.reviewer.declines(case, "不属于本单位认定的信息。")
    call_command("draw_sample", *PERIOD, "--by", "gao", "--out", str(tmp_path), "--size", "1", *SEED)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("casework_case", "rechecks_recheckcase", "rechecks_drawnitem"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"ALTER TABLE casework_case DROP CONSTRAINT {LAST_EVENT_GUARD}")
    return case, Draw.objects.get()


def recheck(drawn, status, verdict, n):
    case, draw = drawn
    copied = {
        "record": case.record, "department": case.department, "subject": case.subject, "seq": 9, "closed": True,
        "opened_on": date(2026, 11, 23), "opened_by": case.opened_by,
    }  # fmt: skip
    examined = Case.objects.create(number=f"XF-{n}", machine="repair", status="rejected", **copied)
    item = DrawnItem.objects.create(draw=draw, position=1 + n, case=examined, checker=case.opened_by)
    found = {"verdict": verdict, "concluded_on": date(2026, 11, 23)} if verdict else {}
    RecheckCase.objects.create(
        number=f"HC-{n}", machine="recheck", status=status, examines=examined, item=item,
        checker=case.opened_by, **copied, **found,
    )  # fmt: skip


def test_what_the_rechecks_of_the_latest_sample_found(drawn, page, client, office):
    found = [
        *[("correct", "correct")] * 9, ("order_withdrawn", "missed"), ("closed", "wrongly_repaired"),
        ("correction_ordered", "missed"), ("examined", "missed"), ("assigned", ""),
    ]  # fmt: skip
    for n, (status, verdict) in enumerate(found, start=1):
        recheck(drawn, status, verdict, n)
    reader = office.joins_the_credit_office("yu").user  # who was drawn for none of them
    client.force_login(reader)
    sample = latest_sample(reader)
    said = (sample.correct, sample.wrongly_repaired, sample.missed, sample.corrected, sample.concluded)
    assert said == (10, 1, 1, 1, 12)
    assert sample.size == 15
    whole = page()
    html = pane(whole, "t-sample")
    low, high = wilson(2, 12)
    assert f"问题率 16.7%（2/12），95% 置信区间 {100 * low:.1f}%–{100 * high:.1f}%" in words(html)
    assert html.count("<li>") == 2
    numbers = re.findall(r'href="(/office/rechecks/counted/[^"]+)">(\d+)</a>', whole)
    assert [int(said) for _address, said in numbers] == [
        2,
        12,
        2,
        12,
        10,
        1,
        1,
        1,
        2,
        12,
    ]  # department, total, pane
    for address, said in numbers:
        listed = page(address.replace("&amp;", "&"))
        assert f'data-count="{said}"' in listed
        assert listed[listed.index("<tbody>") :].count("<tr>") == int(said)


def test_of_a_few_rechecks_no_share_is_made(drawn, page, client, office):
    client.force_login(office.joins_the_credit_office("yu").user)
    recheck(drawn, "missed", "missed", 1)
    html = pane(page(), "t-sample")
    assert "1/1" in words(html)
    assert "样本少" in html
    assert not re.search(r"\d%", html)


def test_without_a_sample_the_way_to_one_is_shown(page):
    assert "/office/draws/" in pane(page(), "t-sample")


# --- the register -----------------------------------------------------------------------------------


def test_records_becoming_repairable_equal_their_lists(office, page):
    office.identifies()  # repairable already
    for decided_on, done in [((2026, 8, 24), None), ((2026, 9, 1), True), ((2026, 9, 5), False)]:
        day = date(*decided_on)
        office.identifies(decided_on=day, published_on=day, obligations=[("fine", done)])
    soon = office.identifies(decided_on=date(2026, 9, 10), published_on=date(2026, 9, 10))
    office.representative.starts(soon)
    office.identifies(decided_on=date(2026, 11, 1), published_on=date(2026, 11, 1))  # later than 30 days
    assert remind_of_records(date(2026, 11, 23)) == 3  # the day of the fourth has not come
    ReminderSettings.objects.all().delete()
    html = pane(page(), "t-coming")
    numbers = dict(re.findall(r'href="([^"]+)">(\d+)</a>', html))
    assert [int(each) for each in numbers.values()] == [4, 3, 1, 1, 1, 4]
    for address, said in numbers.items():
        listed = page(address)
        assert f'data-count="{said}"' in listed
        assert listed.count('<tr><th scope="row">') == int(said)
    assert Obligation.objects.filter(fulfilled=False).count() == 1
    ReminderSettings.objects.create(user=office.representative.user, phone="13800000000")
    assert "count=no_phone" not in page()


def test_the_share_of_dishonest_entities_is_counted_once_a_night_and_kept(office, day, page):
    day("2026-10-08")
    office.identifies()
    day("2026-11-23")
    Subject.objects.create(kind="organisation", name="江澜市清白有限公司", uscc="91239999MA0000029X")
    for on in ("2026-10-30", "2026-10-31", "2026-11-22"):
        note_dishonest_share(date.fromisoformat(on))
    share = note_dishonest_share(date(2026, 11, 22))
    assert (share.dishonest, share.entities) == (1, 2)
    assert DishonestShare.objects.count() == 3
    assert [str(each.on) for each in dishonest_shares(day.today)] == ["2026-10-31", "2026-11-22"]
    html = pane(page(), "t-share")
    assert "2026-10-31" in html
    assert "2026-10-30" not in html
    listed = page("/office/subjects/")
    assert 'data-count="1"' in listed
    assert listed.count('<tr><th scope="row"') == 1
    assert "江澜市清白有限公司" not in listed
    assert "样本少" in html


def test_a_calendar_put_right_is_counted_with(office, day, as_the_owner):
    case = office.has_judged()
    day("2026-11-27")
    office.reviewer.approves(case)
    assert counted(case)["net_days"] == 4
    CalendarDay.objects.create(day=date(2026, 11, 25), kind="holiday", name="测试", source="测试")
    assert recount_after_the_calendar() == 1
    assert counted(case)["net_days"] == 3
    assert counted(case) == by_hand(case)
