"""A decision that leaves in seconds: taken back and made real at once, issued twice, made real by two workers."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from repair import services
from repair.models import Outcome, PreparedDecision, RepairCase
from repair.services.prepare import prepare
from tests.repair.test_races import is_whole, office, one_wins, race, rounds  # noqa: F401 - office is a fixture

pytestmark = pytest.mark.django_db(transaction=True)
GRANT = services.Step("approve", {"judgements": []})


def issues(office, case: RepairCase) -> PreparedDecision:  # noqa: F811
    now = timezone.now()
    facts = {"typed": {}, "by": office.reviewer.user, "on": office.day.today}
    return prepare(GRANT, case.number, now=now, until=now + timedelta(seconds=10), **facts)


@pytest.fixture
def worker(office):  # noqa: F811
    """The worker, eleven seconds later."""
    return partial(services.issue_prepared, now=timezone.now() + timedelta(seconds=11), on=office.day.today)


def takes_back(office, case: RepairCase) -> partial:  # noqa: F811
    return partial(services.take_back, case.number, by=office.reviewer.user, now=timezone.now())


def test_a_decision_leaves_or_is_taken_back(office, worker):  # noqa: F811
    for case in rounds(office.has_judged):
        prepared = issues(office, case)
        result = race(worker=worker, person=takes_back(office, case))
        assert not result.refused or result.told_that_it_moved
        prepared.refresh_from_db()
        status = RepairCase.objects.get(pk=case.pk).status
        ends = {Outcome.ISSUED: "approved", Outcome.TAKEN_BACK: "accepted", Outcome.WAITING: "accepted"}
        assert status == ends[Outcome(prepared.outcome)]
        assert (prepared.outcome == Outcome.TAKEN_BACK) == ("person" in result.won)


def test_two_workers_make_it_real_once(office, worker):  # noqa: F811
    for case in rounds(office.has_judged):
        issues(office, case)
        assert not race(one=worker, other=worker).refused
        worker()  # whoever found it busy left it to the other
        assert PreparedDecision.objects.get(case=case).outcome == Outcome.ISSUED


def test_the_same_form_sent_twice_is_prepared_once(office):  # noqa: F811
    for case in rounds(office.has_judged):
        one_wins(race(first=partial(issues, office, case), again=partial(issues, office, case)))
        assert PreparedDecision.objects.waiting().filter(case=case).count() == 1


def test_who_issues_while_others_leave_waits_for_no_one_in_a_circle(office, worker):  # noqa: F811
    earlier = [office.has_judged(), office.has_judged()]
    for case in earlier:
        issues(office, case)
    mine, theirs = office.has_judged(), office.has_judged()
    result = race(
        worker=worker,
        other=worker,
        mine=partial(issues, office, mine),
        theirs=partial(issues, office, theirs),
    )
    assert not result.refused
    worker()
    for case in [*earlier, mine, theirs]:
        is_whole(case)
        assert RepairCase.objects.get(pk=case.pk).status == "approved"
