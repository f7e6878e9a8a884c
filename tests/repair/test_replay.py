"""Stored decisions can be run again, and a decision that was tampered with shows."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from repair.models import RepairCase
from repair.replay import replay


@pytest.fixture
def decided(office):
    case = office.representative.applies(office.identifies())
    office.reviewer.accepts(case)
    office.reviewer.judges(case)
    return office.reviewer.approves(case)


def test_a_decision_comes_out_the_same_when_it_is_run_again(decided):
    assert replay(RepairCase.objects.get(pk=decided.pk)) == []
    call_command("replay_decisions", stderr=StringIO())


def test_a_changed_answer_is_reported_with_its_field(decided):
    changed = dict(decided.assessment, min_period_ends_on="2026-01-01")
    RepairCase.objects.filter(pk=decided.pk).update(assessment=changed)
    said = StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("replay_decisions", stdout=said, stderr=StringIO())
    assert json.loads(said.getvalue()) == {
        "case": decided.number, "field": "min_period_ends_on", "stored": "2026-01-01", "again": "2026-11-06",
    }  # fmt: skip


def test_changed_facts_are_reported_too(decided):
    changed = dict(decided.facts, severity="serious")
    RepairCase.objects.filter(pk=decided.pk).update(facts=changed)
    assert "rule_set" in {each.field for each in replay(RepairCase.objects.get(pk=decided.pk))}
