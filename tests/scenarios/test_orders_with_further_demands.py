"""What no channel shows is proved: a letter that was never issued, a class that was wrong."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from casework.errors import CaseError, NotOpenAnyMore
from notifications.models import Letter
from rechecks.models import CorrectionOrder
from rechecks.selectors.orders import OnTime, on_time
from rechecks.services import complying, correcting, orders
from rechecks.services.order_reminders import remind_of_orders
from registry.models import Publication
from repair.services.evidence import check_here
from tests.corpus.papers import a_pdf
from tests.correcting import again, checkers_of, closes


@pytest.fixture
def checkers(office):
    return checkers_of(office)


@pytest.fixture
def corrected(office, checkers, settings, tmp_path):
    """A record past its maximum is taken off; the letter that should have told so has to be issued too."""
    settings.EVIDENCE_DIR = tmp_path
    settings.EVIDENCE_CHECK_INLINE = True
    record = office.identifies()
    Publication.objects.filter(record=record).update(shown_until=None)
    office.day("2027-08-10")
    recheck = checkers.find("missed", record=record)
    recheck = checkers.order(recheck, "end", further=("reissue", "reclassify"), cc="江澜市营商环境监督局")
    correcting.end_show(recheck.number, by=office.colleague.user, on=office.day.today)
    return again(recheck)


def shows(office, recheck, demand, by=None):
    paper = SimpleUploadedFile("送达回证.pdf", a_pdf("receipt of service"), "application/pdf")
    shown = complying.show_compliance(
        recheck.number,
        demand,
        words="已补发并送达。",
        upload=paper,
        by=(by or office.colleague).user,
        on=office.day.today,
    )
    check_here(timezone.now())
    return shown


def judges(checkers, recheck, shown, by=None, **said):
    said = {"met": True, "words": ""} | said
    day = checkers.office.day.today
    return complying.judge_compliance(
        recheck.number, shown.pk, by=(by or checkers.second).user, on=day, **said
    )


def test_the_order_says_every_demand_and_who_gets_a_copy(corrected):
    facts = Letter.objects.get(kind="order_to_correct").facts
    assert facts["further"] == list(orders.ASKED_TOO.values())
    assert facts["cc"] == "江澜市营商环境监督局"
    assert CorrectionOrder.objects.get().unmet == ["reissue", "reclassify"]


def test_channels_alone_do_not_close_it_and_the_last_proof_does(office, checkers, corrected):
    assert closes(office, corrected).status == "corrected"
    judges(checkers, corrected, shows(office, corrected, "reissue"))
    assert closes(office, corrected).status == "corrected"
    shown = shows(office, corrected, "reclassify")
    judges(checkers, corrected, shown, met=False, words="没有写明核定依据。")
    assert any("没有写明核定依据" in words for words in office.told(office.colleague))
    assert closes(office, corrected).status == "corrected"
    judges(checkers, corrected, shows(office, corrected, "reclassify"))
    assert again(corrected).status == "closed"
    with pytest.raises(NotOpenAnyMore):
        shows(office, corrected, "end")


def test_nobody_of_the_department_judges_and_a_refusal_says_why(office, checkers, corrected):
    shown = shows(office, corrected, "reissue")
    with pytest.raises(PermissionDenied):
        judges(checkers, corrected, shown, by=office.second)
    with pytest.raises(CaseError):
        judges(checkers, corrected, shown, met=False)
    judges(checkers, corrected, shown)
    with pytest.raises(NotOpenAnyMore):
        judges(checkers, corrected, shown)


def test_in_time_is_what_was_proved_in_time_too(office, checkers, corrected):
    assert on_time(office.day.today) == OnTime(0, 0)  # taken off the channels, and not yet proved
    office.day("2027-09-30")
    assert on_time(office.day.today) == OnTime(0, 1)
    assert OnTime(7, 9).percent is None
    assert OnTime(7, 10).percent == 70


def test_the_department_is_reminded_a_working_day_before_each_day_and_on_it(office, checkers, corrected):
    order = CorrectionOrder.objects.get()
    assert order.correct_by == date(2027, 8, 24)
    told = lambda: sum("更正通知单" in words for words in office.told(office.second))  # noqa: E731
    before = told()
    office.day("2027-08-23")
    assert remind_of_orders(office.day.today)
    assert not remind_of_orders(office.day.today)
    office.day("2027-08-24")
    assert remind_of_orders(office.day.today)
    assert told() == before + 2
    office.day("2027-08-25")
    assert not remind_of_orders(office.day.today)
