"""The State Council's notice for a year: entered, checked, shown for what it moves, released by a second person."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from casework.errors import CaseError, NotOpenAnyMore
from notifications.models import Message
from rechecks.models import CalendarNotice
from rechecks.services import calendars
from rechecks.services.calendars import BadNotice
from rules.models import CalendarYear
from rules.services import office_calendar
from tests.rechecks.ruling import ruling_people

FIXED = "2027-01-01 休 元旦\n2027-05-01 休 劳动节\n2027-05-02 休\n2027-10-01 休 国庆节\n2027-10-02 休\n2027-10-03 休\n"
PLAN = FIXED.replace("休 元旦", "off 元旦", 1) + "2027-01-04 休 元旦\n2027-01-09 班 元旦调休\n"


@pytest.fixture
def credit_office(office):
    return ruling_people(office)


@pytest.fixture
def entered(credit_office, office):
    def enter(days=PLAN, year=2027):
        return calendars.draft_notice(
            year, source="国办发明电〔2026〕7号", days=days, by=credit_office.drafter, on=office.day.today
        )

    return enter


def releases(credit_office, notice):
    on = credit_office.office.day.today
    calendars.release_notice(notice.pk, digest=notice.sha256, by=credit_office.second, on=on)
    return calendars.move_due_dates(on)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2027-02-30 休", "第 7 行"),
        ("2027-02-10", "休"),
        ("2028-02-10 休", "2027"),
        ("2027-02-10 班", "工作日"),
        ("2027-01-01 休", "重复"),
    ],
)
def test_a_line_that_cannot_be_is_named(entered, line, said):
    with pytest.raises(BadNotice) as refused:
        entered(FIXED + line)
    assert refused.value.field == "days"
    assert said in str(refused.value)
    assert not CalendarNotice.objects.exists()


def test_a_notice_without_a_statutory_holiday_is_none(entered):
    with pytest.raises(BadNotice, match="2027-10-03"):
        entered(FIXED.replace("2027-10-03 休\n", ""))


def test_a_year_that_is_over_or_far_away_is_not_entered(entered):
    for year in (2025, 2028):
        with pytest.raises(BadNotice):
            entered(FIXED.replace("2027", str(year)), year)


def test_what_moves_is_what_was_shown_and_whom_it_concerns_is_told(office, credit_office, entered, day):
    day("2026-12-29")
    repair, before = office.has_taken_up(), date(2027, 1, 8)
    office.representative.objects(office.identifies(), fine_yuan="3200")  # due this year: nothing moves
    assert repair.due_on == before
    notice = entered()
    shown = {each.case.number: each.after for each in calendars.moves_under(notice, day.today)}
    assert set(shown) == {repair.number}
    assert repair.due_is_provisional
    assert releases(credit_office, notice) == 1
    moved = office.reload(repair)
    assert (moved.due_on, moved.due_is_provisional) == (shown[repair.number], False)
    event = moved.events.get(verb="redate_decision")
    assert event.facts == {"from": "2027-01-08", "to": "2027-01-09"}
    assert any(repair.number in words for words in office.told(office.representative))
    assert any("2027 年工作日历已发布" in words for words in office.told(office.reviewer))
    assert not any("2027 年工作日历" in words for words in office.told(office.stranger))
    assert notice.release.effect.moved == 1
    assert calendars.move_due_dates(day.today) == 0


def test_an_objection_moves_too(office, credit_office, entered, day):
    day("2026-12-30")
    case = office.representative.objects(office.identifies(), fine_yuan="3200")
    office.credit_officer.takes_up(case)
    case.refresh_from_db()
    before = case.due_on
    notice = entered()
    (shown,) = calendars.moves_under(notice, day.today)
    assert releases(credit_office, notice) == 1
    case.refresh_from_db()
    assert (shown.before, shown.after) == (before, case.due_on)
    assert case.events.filter(verb="redate").exists()


def test_the_year_is_decided_and_counts_as_the_notice_says(credit_office, entered):
    releases(credit_office, entered())
    calendar = office_calendar()
    assert not calendar.is_working(date(2027, 1, 4))
    assert calendar.is_working(date(2027, 1, 9))
    assert 2027 in calendar.decided_years
    assert CalendarYear.objects.get(year=2027).source == "国办发明电〔2026〕7号"


def test_nobody_releases_what_they_entered_nor_what_was_given_up(credit_office, entered, office):
    notice, on = entered(), office.day.today
    with pytest.raises(CaseError):
        calendars.release_notice(notice.pk, digest=notice.sha256, by=credit_office.drafter, on=on)
    with pytest.raises(NotOpenAnyMore):
        calendars.release_notice(notice.pk, digest="0" * 64, by=credit_office.second, on=on)
    calendars.discard_notice(notice.pk, by=credit_office.drafter, on=on)
    with pytest.raises(NotOpenAnyMore):
        releases(credit_office, notice)


def test_the_pages_from_the_rows_to_the_release(client, credit_office, office, day):
    day("2026-12-29")
    repair = office.has_taken_up()
    client.force_login(credit_office.drafter)
    wrong = client.post(
        "/office/calendar/", {"year": 2027, "source": "国办发明电〔2026〕7号", "days": "1月1日 休"}
    )
    assert wrong.status_code == 422
    assert "不是日期" in wrong.content.decode()
    kept = client.post("/office/calendar/", {"year": 2027, "source": "国办发明电〔2026〕7号", "days": PLAN})
    notice = CalendarNotice.objects.get()
    assert kept.url == f"/office/calendar/{notice.pk}/"
    page = client.get(kept.url).content.decode()
    assert repair.number in page
    assert f"{kept.url}release/" not in page
    client.post(f"{kept.url}release/", {"sha256": notice.sha256})
    assert not hasattr(CalendarNotice.objects.get(), "release")
    client.force_login(User.objects.get(username="rule_second"))
    assert f"{kept.url}release/" in client.get(kept.url).content.decode()
    done = client.post(f"{kept.url}release/", {"sha256": notice.sha256}, follow=True).content.decode()
    assert "已发布" in done
    assert "已确定" in client.get("/office/calendar/").content.decode()
    assert (
        Message.objects.filter(title__contains="工作日历").count() == 0
    )  # told by the worker, not by the page
