"""Numbers of cases and letters run on without gaps; what is refused or rolled back takes none."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from casework.errors import AlreadyOpen, ConditionsNotMet
from notifications.models import Letter


def number_of(case):
    return int(case.number.rpartition("-")[2])


def test_numbers_name_the_year_and_count_from_one(office):
    assert [office.has_received().number for _ in range(2)] == ["XF-2026-000001", "XF-2026-000002"]


def test_a_new_year_begins_at_one(office, day):
    office.has_received()
    day("2027-01-04")
    assert office.has_received(decided_on=date(2026, 9, 1)).number == "XF-2027-000001"


def test_refused_applications_take_no_number(office):
    record = office.identifies()
    first = office.representative.starts(record)
    with pytest.raises(AlreadyOpen):
        office.representative.starts(record)
    with pytest.raises(ConditionsNotMet):
        office.representative.starts(office.identifies(obligations=[("fine", False)]))
    with pytest.raises(PermissionDenied):
        office.stranger.starts(office.identifies())
    assert number_of(office.representative.starts(office.identifies())) == number_of(first) + 1


def test_what_is_rolled_back_gives_its_number_back(office):
    @transaction.atomic
    def grant_and_crash():
        office.has_granted()
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - the crash of the line above
        grant_and_crash()
    case = office.has_granted()
    assert case.number == "XF-2026-000001"
    assert Letter.objects.get(case=case, kind="repair_granted").number == "江环测信修〔2026〕1号"


def test_letters_of_a_series_count_on_in_the_order_of_their_decisions(office):
    for _ in range(3):
        office.has_granted()
    numbers = Letter.objects.filter(kind="repair_granted").order_by("pk").values_list("number", flat=True)
    assert list(numbers) == [f"江环测信修〔2026〕{n}号" for n in (1, 2, 3)]
