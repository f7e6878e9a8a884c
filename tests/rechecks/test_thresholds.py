"""C11: from where on figures are marked; what was set before stays, with who set it."""

import re

import pytest
from django.db import DatabaseError, transaction

from rechecks.models import FigureThreshold
from rechecks.services.thresholds import shipped, thresholds_in_force
from rechecks.views.shown_figures import COLUMNS


def filled(**said):
    known = thresholds_in_force().items()
    return {
        f"{name}_{which}": str(getattr(each, which)) for name, each in known for which in ("watch", "chase")
    } | said


@pytest.fixture
def officer(client, office):
    client.force_login(office.credit_officer.user)
    return client


def test_what_is_shipped_marks_figures_that_there_are():
    assert set(shipped()) <= set(COLUMNS)
    assert all(each.is_in_order for each in shipped().values())
    in_time, overdue = shipped()["in_time"], shipped()["overdue"]
    assert [in_time.tone(n) for n in (98.0, 97.9, 94.9)] == ["", "warn", "bad"]
    assert [overdue.tone(n) for n in (0, 1, 2)] == ["", "warn", "bad"]


def test_a_limit_set_counts_from_then_on_and_the_one_before_stays_on_file(officer, office):
    answer = officer.post("/office/thresholds/", filled(overdue_watch="3", overdue_chase="7.5"))
    assert answer.status_code == 302
    officer.post("/office/thresholds/", filled(overdue_chase="9"))
    kept = FigureThreshold.objects.order_by("pk")
    assert [(each.figure, str(each.watch), str(each.chase)) for each in kept] == [
        ("overdue", "3.0", "7.5"),
        ("overdue", "3.0", "9.0"),
    ]
    assert {each.set_by for each in kept} == {office.credit_officer.user}
    assert thresholds_in_force()["overdue"].tone(8) == "warn"
    html = officer.get("/office/thresholds/").content.decode()
    assert len(re.findall(r'<td class="xx-left">超期在办</td>', html)) == 2
    assert officer.post("/office/thresholds/", filled()).status_code == 302
    assert kept.count() == 2


@pytest.mark.parametrize("said", [{"in_time_chase": "99"}, {"overdue_watch": "-1"}, {"net_days_chase": ""}])
def test_limits_that_contradict_each_other_are_refused_in_words(officer, said):
    answer = officer.post("/office/thresholds/", filled(**said))
    assert answer.status_code == 422
    assert "id_" + next(iter(said)) in answer.content.decode()
    assert not FigureThreshold.objects.exists()


def test_what_was_set_is_never_changed(officer, as_the_owner):
    officer.post("/office/thresholds/", filled(overdue_chase="9"))
    for act in (
        lambda: FigureThreshold.objects.update(watch=1),
        lambda: FigureThreshold.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="rows are added"), transaction.atomic():
            act()
