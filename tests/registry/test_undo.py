"""A batch goes back whole: what it created is gone, what it changed is as it was."""

import pytest

from registry.importing import CannotImport, undo_batch
from registry.models import Obligation, Record, Subject
from tests.registry.conftest import ON, clean_rows, statuses

pytestmark = pytest.mark.django_db


def test_a_batch_goes_back_whole(bring):
    kept, changed, *new = clean_rows(6)
    bring([kept, changed], batch_name="first")
    before = Record.objects.values().get(subject__uscc=changed["CF_XDR_SHXYM"])
    bring(
        [changed | {"CF_SY": "改过的事实。", "CF_NR": "改过的内容。"}, *new],
        name="b.csv",
        batch_name="second",
    )
    undone = undo_batch("second", on=ON)
    assert (undone.deleted, undone.restored) == (4, 1)
    assert Record.objects.count() == 2
    assert Subject.objects.count() == 2
    assert Record.objects.values().get(subject__uscc=changed["CF_XDR_SHXYM"]) == before
    assert not Obligation.objects.exclude(record__batch__name="first").exists()
    with pytest.raises(CannotImport, match="second"):
        undo_batch("second", on=ON)


def test_what_a_later_batch_changed_is_taken_back_first(bring):
    row = clean_rows()[0]
    bring([row], batch_name="first")
    bring([row | {"CF_SY": "改过的事实。"}], batch_name="second")
    with pytest.raises(CannotImport, match="second"):
        undo_batch("first", on=ON)
    undo_batch("second", on=ON)
    undo_batch("first", on=ON)
    assert not Record.objects.exists()


def test_an_undone_batch_can_come_again_under_its_name(bring):
    rows = clean_rows(3)
    bring(rows, batch_name="monthly")
    undo_batch("monthly", on=ON)
    _outcome, report = bring(rows, batch_name="monthly")
    assert statuses(report) == ["created"] * 3
