"""A record whose department was corrected stays one record, whatever department a file still names."""

import pytest
from django.db import connection

from registry.models import Department, Record
from registry.moving import move_record
from tests.registry.conftest import ON, clean_rows, statuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(bring, as_the_owner):
    """A row whose record has gone to another department since. In life that takes a case: here its guard rests."""
    row = clean_rows()[0]
    bring([row], batch_name="first")
    record = Record.objects.get()
    other = Department.objects.exclude(pk=record.department_id).filter(merged_on=None).first()
    Department.objects.filter(pk=other.pk).update(jurisdiction="CN-HA")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE registry_record DISABLE TRIGGER record_goes_with_its_case")
        move_record(record, to=Department.objects.get(pk=other.pk), on=ON, because="XF-2026-000001")
        cursor.execute("ALTER TABLE registry_record ENABLE TRIGGER record_goes_with_its_case")
    return row


def test_the_same_file_again_changes_nothing(bring, row):
    _outcome, report = bring([row], batch_name="again")
    assert statuses(report) == ["unchanged"]
    assert Record.objects.get().moves.get().source.uscc == row["CF_CFJGDM"]


def test_a_changed_row_changes_it_where_it_is_now(bring, row):
    _outcome, report = bring(
        [row | {"CF_SY": "检查时发现未按规定建立台账，已责令改正。"}], batch_name="again"
    )
    assert statuses(report) == ["updated"]
    record = Record.objects.get()
    assert record.department == record.moves.get().target
    assert record.jurisdiction == "CN-HA"
