"""Letter numbers: one after the other, none lost, none given twice."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction

from casework.models import NumberSeries
from notifications import services
from notifications.models import Letter, Outgoing

THREADS = 8
EACH = 5


def numbers(letters):
    return [int(letter.number.split("〕")[1].removesuffix("号")) for letter in letters]


@pytest.mark.django_db
def test_the_number_has_the_departments_prefix_the_series_and_the_year(issue, department):
    prefix = department.letter_prefix
    assert [issue().number, issue().number] == [f"{prefix}信修〔2026〕1号", f"{prefix}信修〔2026〕2号"]


@pytest.mark.django_db
def test_each_kind_and_each_year_counts_for_itself(issue, department, commitment):
    issue()
    assert numbers([issue(commitment())]) == [1]
    assert numbers([issue(on=date(2027, 1, 4))]) == [1]
    assert numbers([issue()]) == [2]


@pytest.mark.django_db(transaction=True)
def test_a_number_is_given_back_when_the_decision_is_rolled_back(issue, case, department, granted):
    first = issue()

    @transaction.atomic
    def decide_in_vain():
        lost = services.queue_letter(
            granted(), case=case, addressee="甲", department=department, on=date(2026, 11, 23)
        )
        assert numbers([lost]) == [2]
        raise RuntimeError("the decision fails")

    with pytest.raises(RuntimeError, match="the decision fails"):
        decide_in_vain()
    second = issue()
    assert numbers([first, second]) == [1, 2]
    assert Letter.objects.count() == 2
    assert Outgoing.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_eight_officers_at_once_leave_no_gap_and_no_double(issue):
    start, problems = threading.Barrier(THREADS), []

    def officer(number):
        try:
            start.wait()
            for attempt in range(EACH):
                try:
                    with transaction.atomic():
                        issue()
                        if (number + attempt) % 4 == 0:
                            raise TimeoutError
                except TimeoutError:
                    continue
        except Exception as problem:  # noqa: BLE001 - shown by the main thread
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=officer, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    kept = THREADS * EACH * 3 // 4
    assert sorted(numbers(Letter.objects.all())) == list(range(1, kept + 1))
    assert NumberSeries.objects.get(name__contains="信修").last == kept


@pytest.mark.django_db(transaction=True)
def test_a_letter_is_queued_only_with_the_decision_it_announces(case, department, granted):
    with pytest.raises(RuntimeError, match="transaction"):
        services.queue_letter(
            granted(), case=case, addressee="甲", department=department, on=date(2026, 11, 23)
        )
