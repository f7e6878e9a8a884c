"""What Python refuses before the database is asked, and what fixtures cannot smuggle in."""

import json
from typing import Any

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from casework.fsm import ConcurrentTransition
from casework.models import Case
from tests.casework.test_guards import built_anew_and_saved

# --- ways that Python already refuses ---------------------------------------------------------


def test_a_status_is_not_assigned(scene):
    with pytest.raises(AttributeError):
        scene.case.status = "approved"


def test_a_case_built_anew_with_another_status_is_refused_as_stale(scene):
    with pytest.raises(ConcurrentTransition), transaction.atomic():
        built_anew_and_saved(scene)


def test_a_case_with_a_history_cannot_be_deleted(scene, role):
    with pytest.raises(ProtectedError):
        scene.case.delete()


# --- fixtures ---------------------------------------------------------------------------------


def fixture_of(case: Case, **lies: Any) -> str:
    (row,) = serializers.serialize("python", [Case.objects.get(pk=case.pk)])
    row["fields"].update(lies)
    return serializers.serialize("json", [each.object for each in serializers.deserialize("python", [row])])


def test_a_deserialised_case_does_not_stand_where_no_event_led(scene, role):
    text = fixture_of(scene.case, status="approved")

    def load():
        for each in serializers.deserialize("json", text):
            each.save()

    with pytest.raises((ConcurrentTransition, DatabaseError)), transaction.atomic():
        load()
    assert scene.office.status_of(scene.case) == "accepted"


def test_loaddata_does_not_move_a_case(scene, role, tmp_path):
    path = tmp_path / "approved.json"
    path.write_text(fixture_of(scene.case, status="approved"), encoding="utf-8")
    with pytest.raises((ConcurrentTransition, DatabaseError)), transaction.atomic():
        call_command("loaddata", str(path), verbosity=0)
    assert scene.office.status_of(scene.case) == "accepted"


def test_loaddata_does_not_forge_an_event(scene, role, tmp_path):
    (row,) = json.loads(serializers.serialize("json", [scene.case.events.latest("seq")]))
    row["pk"] = None
    row["fields"] |= {"seq": scene.case.seq + 1, "verb": "decree", "source": "accepted", "target": "approved"}
    row["fields"].pop("prev_seq", None)
    path = tmp_path / "forged.json"
    path.write_text(json.dumps([row]), encoding="utf-8")
    with pytest.raises(DatabaseError, match="event_is_a_legal_step"), transaction.atomic():
        call_command("loaddata", str(path), verbosity=0)
