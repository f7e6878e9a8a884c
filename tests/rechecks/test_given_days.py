"""Days that the credit office gave follow the State Council's notice too, holidays and weekends worked for them alike."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from notifications.models import Message
from rechecks.models import CorrectionOrder, GivenDay, MovedDay, Proposal
from rechecks.services import calendars, correcting
from tests.correcting import again, checkers_of, hears
from tests.rechecks.ruling import ruling_people
from tests.rechecks.supervising import issued, late_case

# 2027-01-04 is off; Saturday 9 and Sunday 10 January are worked to make up for it.
PLAN = (
    "2027-01-01 休 元旦\n2027-01-04 休 元旦\n2027-01-09 班 元旦调休\n2027-01-10 班 元旦调休\n"
    "2027-05-01 休\n2027-05-02 休\n2027-10-01 休\n2027-10-02 休\n2027-10-03 休\n"
)


@pytest.fixture
def credit_office(office):
    return ruling_people(office)


@pytest.fixture
def notice(credit_office, office):
    def enter(on):
        office.day(on)
        return calendars.draft_notice(
            2027, source="国办发明电〔2026〕7号", days=PLAN, by=credit_office.drafter, on=office.day.today
        )

    return enter


@pytest.fixture
def ordered(office):
    """Ordered on Monday 28 December: the answer in two working days, the correction in ten."""
    office.day("2026-11-23")
    case = office.has_granted()
    office.works_the_channels()
    checkers = checkers_of(office)
    found = checkers.find("wrongly_repaired", examined=office.reload(case))
    office.day("2026-12-28")
    return checkers.order(found)


def releases(credit_office, notice):
    on = credit_office.office.day.today
    calendars.release_notice(notice.pk, digest=notice.sha256, by=credit_office.second, on=on)
    calendars.move_due_dates(on)


def told(person):
    return " ".join(Message.objects.filter(user=person.user).values_list("title", flat=True))


def test_orders_and_supervision_keep_the_working_days_that_were_given(office, credit_office, notice, ordered):
    office.day("2026-11-23")
    late = late_case(office)
    office.day("2026-12-28")
    supervised = issued(office, late, reply_by=date(2027, 1, 5))
    order = CorrectionOrder.objects.get(recheck=ordered)
    assert (order.answer_by, order.correct_by) == (date(2026, 12, 30), date(2027, 1, 12))
    entered = notice("2026-12-29")
    shown = {
        each.given.what: (each.given.before, each.after)
        for each in calendars.given_days_under(entered, office.day.today)
    }
    assert shown == {
        GivenDay.CORRECTION: (date(2027, 1, 12), date(2027, 1, 11)),  # one day off, two worked
        GivenDay.REPLY: (date(2027, 1, 5), date(2027, 1, 6)),
    }
    releases(credit_office, entered)
    order.refresh_from_db()
    supervised.refresh_from_db()
    assert (order.answer_by, order.correct_by) == (date(2026, 12, 30), date(2027, 1, 11))
    assert supervised.reply_by == date(2027, 1, 6)
    assert MovedDay.objects.count() == 2
    assert entered.release.effect.moved >= 2
    assert order.number in told(office.reviewer)
    assert supervised.letter.number in told(office.second)
    assert calendars.given_days_under(entered, office.day.today) == []


def test_a_subject_has_more_time_and_never_less(office, credit_office, notice, ordered):
    office.day("2026-12-29")
    recheck = hears(office, ordered)
    before = recheck.proposal.statement_by
    assert before == date(2027, 1, 6)
    entered = notice("2026-12-30")
    releases(credit_office, entered)
    proposal = Proposal.objects.get(recheck=recheck)
    assert proposal.statement_by == date(2027, 1, 7)
    assert "陈述" in told(office.representative)
    office.day("2027-01-07")
    correcting.state(
        recheck.number, text="缴款书是真的。", by=office.representative.user, on=office.day.today
    )
    assert again(recheck).proposal.statements.exists()


def test_what_is_named_on_a_day_not_worked_stays(office, credit_office, notice):
    office.day("2026-11-23")
    late = late_case(office)
    office.day("2026-12-28")
    supervised = issued(office, late, reply_by=date(2027, 1, 9))  # a Saturday
    entered = notice("2026-12-29")
    assert calendars.given_days_under(entered, office.day.today) == []
    releases(credit_office, entered)
    supervised.refresh_from_db()
    assert supervised.reply_by == date(2027, 1, 9)


def test_the_page_shows_the_days_and_no_day_moves_by_hand(office, credit_office, notice, ordered, client):
    entered = notice("2026-12-29")
    client.force_login(credit_office.drafter)
    page = client.get(f"/office/calendar/{entered.pk}/").content.decode()
    assert CorrectionOrder.objects.get().number in page
    with pytest.raises(IntegrityError, match="stands as it was issued"), transaction.atomic():
        CorrectionOrder.objects.update(correct_by=date(2027, 2, 1))
