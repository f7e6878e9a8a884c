"""Nobody has to watch the calendar: a record that can be repaired and a supplement that is due are told."""

from datetime import date, time

import pytest

from notifications.letters import sheet_of
from notifications.models import Message, Outgoing, ReminderSettings, ShortMessage
from notifications.render import context, letter_html

PHONE = "13812346021"


@pytest.fixture
def record(office):
    """Decided on 2026-09-08: the minimum period ends on 8 December, repair is open from the 9th."""
    return office.identifies(decided_on=date(2026, 9, 8), document_number="江环罚〔2026〕88号")


@pytest.fixture
def wants(office):
    """What the company's representative has chosen on the settings page."""

    def choose(**chosen):
        ReminderSettings.objects.update_or_create(
            user=office.representative.user, defaults={"phone": PHONE} | chosen
        )

    return choose


def texted():
    return list(ShortMessage.objects.order_by("pk").values_list("text", flat=True))


def test_fifteen_days_before_on_the_day_and_thirty_days_after(office, record, wants, day):
    wants()
    for today in (
        "2026-11-23",
        "2026-11-24",
        "2026-11-25",
        "2026-12-08",
        "2026-12-09",
        "2027-01-08",
        "2027-01-09",
    ):
        day(today)
        office.night_passes()
        office.night_passes()
    before, *later = office.told(office.representative)
    assert "江环罚〔2026〕88号" in before
    assert "2026-12-09" in before
    assert len(later) == 2
    assert texted() == [
        "【江澜信用】江环罚〔2026〕88号将于12月9日可申请信用修复，可先准备整改证明。免费办理。",
        "【江澜信用】江环罚〔2026〕88号今天起可申请信用修复，约15分钟，登录127.0.0.1:8000。",
        "【江澜信用】江环罚〔2026〕88号已可申请信用修复，您还没有申请，约15分钟，登录127.0.0.1:8000。",
    ]


def test_what_fell_due_while_the_machine_was_off_is_told_once_when_it_is_back(office, record, wants, day):
    wants()
    for today in ("2026-11-23", "2026-11-26", "2026-11-27", "2026-12-08", "2026-12-12", "2026-12-13"):
        day(today)
        office.night_passes()
    assert texted() == [
        "【江澜信用】江环罚〔2026〕88号将于12月9日可申请信用修复，可先准备整改证明。免费办理。",
        "【江澜信用】江环罚〔2026〕88号已可申请信用修复，您还没有申请，约15分钟，登录127.0.0.1:8000。",
    ]


@pytest.mark.parametrize(
    ("off", "today"), [("before", "2026-11-24"), ("on_the_day", "2026-12-09"), ("month_after", "2027-01-08")]
)
def test_what_is_switched_off_is_not_told(office, record, wants, day, off, today):
    wants(**{off: False})
    day(today)
    office.night_passes()
    assert office.told(office.representative) == []
    assert texted() == []


def test_without_a_number_of_ones_own_nothing_is_texted(office, record, day):
    day("2026-12-09")
    office.night_passes()
    assert len(office.told(office.representative)) == 1
    assert texted() == []


def test_ones_own_quiet_hours_hold_for_reminders(office, record, wants, day):
    wants(quiet_from=time(9), quiet_until=time(12))
    day("2026-12-09")  # ten in the morning
    office.night_passes()
    assert f"{Outgoing.objects.get(kind='sms').next_at:%H:%M}" == "04:00"  # noon in Shanghai


def test_whoever_has_applied_is_not_reminded_of_applying(office, record, wants, day):
    wants()
    day("2026-11-24")
    office.representative.starts(record)
    office.night_passes()
    assert office.told(office.representative) == []


def test_the_reminder_on_paper_bears_no_number_and_no_code(office, record, day):
    day("2026-11-24")
    office.night_passes()
    sheet = sheet_of(Message.objects.get(user=office.representative.user).enclosed)
    words = letter_html(sheet.template, context(sheet, has_seal=True))
    assert "自2026年12月9日起可以申请信用修复，材料现在就可以准备" in words
    assert "没有文号，不产生法律效力" in words
    assert "asset:" not in words
    assert "核验码" not in words


def test_a_supplement_is_remembered_three_working_days_and_one_before_it_is_due(office, day):
    case = office.has_taken_up()
    day("2026-11-26")  # due on Thursday 10 December
    office.reviewer.asks(case, "整改验收报告", "缴款凭证")
    told = len(texted())
    for today in ("2026-11-27", "2026-12-04", "2026-12-07", "2026-12-08", "2026-12-09", "2026-12-10"):
        day(today)
        office.night_passes()
        office.night_passes()
        expected = {"2026-12-07": 1, "2026-12-08": 1, "2026-12-09": 2, "2026-12-10": 2}.get(today, 0)
        assert len(texted()) - told == expected, today
    assert texted()[-1] == f"【江澜信用】{case.number}还有2项待补正，12月10日截止，逾期未补正将终止办理。"


def test_an_answered_supplement_is_not_asked_for_again(office, day):
    case = office.has_taken_up()
    office.reviewer.asks(case, "整改验收报告")
    office.representative.supplements(case, "见附件")
    told = len(texted())
    day("2026-12-04")
    office.night_passes()
    assert len(texted()) == told
