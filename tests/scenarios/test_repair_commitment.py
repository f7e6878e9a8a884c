"""The public commitment covers the materials as they stand when it is signed, and nothing else."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.errors import CaseError
from casework.evidence.receiving import Place
from casework.models import CaseEvent, EvidenceFile
from casework.models.evidence import Purpose
from notifications.models import Letter
from repair.models import RepairCase, Status
from repair.services import evidence
from tests.corpus.papers import a_pdf
from tests.repair.invariants import everything_holds

CHANGED = "材料有变化，请重新签署"


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"


@pytest.fixture
def signed(office):
    case = office.representative.starts(office.identifies())
    office.representative.states(case)
    return office.reload(office.representative.signs(case))


def uploads(office, case, purpose=Purpose.RECTIFICATION, **place) -> EvidenceFile:
    paper, by, on = SimpleUploadedFile("整改报告.pdf", a_pdf()), office.representative.user, office.day.today
    return evidence.file_evidence(case.number, paper, Place(purpose, **place), by=by, on=on)


def commitments(case) -> list[str]:
    """The state of each signed letter, oldest first."""
    return list(
        Letter.objects.filter(case_id=case.pk, kind="commitment")
        .order_by("pk")
        .values_list("state", flat=True)
    )


def test_the_letter_says_what_it_covers(office, signed):
    facts = Letter.objects.get(case_id=signed.pk, kind="commitment").facts
    assert (facts["covered_statements"], facts["covered_files"]) == (1, 0)
    assert facts["covered_digest"] == signed.commitment_covers
    assert signed.events.get(verb="commit").facts["covers"] == signed.commitment_covers


@pytest.mark.parametrize(
    "change",
    [
        lambda office, case: office.representative.states(case, proof="缴款书 23990002"),
        lambda office, case: office.representative.states(case, fulfilled_on="2026-08-20"),
        uploads,
    ],
    ids=["another proof", "another day", "a file more"],
)
def test_a_change_of_the_materials_voids_the_signature(office, signed, change):
    change(office, signed)
    case = office.reload(signed)
    assert (case.status, case.commitment_signed_on, case.commitment_covers) == (Status.PERIOD_MET, None, "")
    assert commitments(case) == ["revoked"]
    with pytest.raises(CaseError):
        office.representative.submits(case)
    office.representative.signs(case)
    assert office.representative.submits(case).status == Status.SUBMITTED
    assert commitments(case) == ["revoked", "valid"]
    everything_holds(office.day.today)


def test_a_file_taken_back_and_an_explanation_are_changes_too(office, signed):
    file = uploads(office, signed)
    office.representative.signs(signed)
    acting = {"by": office.representative.user, "on": office.day.today}
    evidence.explain(signed.number, file.public_id, "凭证由母公司代缴。", **acting)
    assert office.status_of(signed) == Status.PERIOD_MET
    office.representative.signs(signed)
    evidence.take_back(signed.number, file.public_id, now=timezone.now(), **acting)
    assert office.status_of(signed) == Status.PERIOD_MET
    assert commitments(signed) == ["revoked"] * 3


def test_the_same_said_once_more_changes_nothing(office, signed):
    office.representative.states(signed)
    assert office.status_of(signed) == Status.COMMITTED
    assert commitments(signed) == ["valid"]


def test_what_changes_behind_the_signature_is_found_at_submission(office, signed):
    """A file that the check refuses later is no longer among the materials."""
    file = uploads(office, signed)
    office.representative.signs(signed)
    EvidenceFile.objects.filter(pk=file.pk).update(state="refused", refusal="virus")
    with pytest.raises(CaseError, match=CHANGED):
        office.representative.submits(signed)
    office.representative.signs(signed)
    assert office.representative.submits(signed).status == Status.SUBMITTED
    assert commitments(signed) == ["revoked", "revoked", "valid"]


def test_training_that_is_confirmed_stays_confirmed(office, day):
    day("2022-06-01")
    record = office.identifies(severity="serious", decided_on=date(2021, 2, 1), published_on=date(2021, 2, 3))
    case = office.representative.starts(record)
    office.representative.states(case)
    office.representative.signs(case)
    office.representative.trains(case)
    office.representative.states(case, proof="缴款书 23990002")
    office.representative.signs(case)
    assert office.representative.submits(case).status == Status.SUBMITTED
    everything_holds(office.day.today)


class TestInASupplement:
    @pytest.fixture
    def asked(self, office):
        return office.reviewer.asks(office.has_received(), "更正后的缴款凭证")

    def test_words_alone_need_no_new_signature(self, office, asked):
        assert office.representative.supplements(asked, "见原凭证第二页").status == Status.SUBMITTED
        assert commitments(asked) == ["valid"]

    def test_a_new_file_is_handed_in_under_a_new_signature_only(self, office, asked):
        uploads(office, asked, Purpose.SUPPLEMENT, supplement_round=0, supplement_item=0)
        with pytest.raises(CaseError, match=CHANGED):
            office.representative.supplements(asked, "已更正")
        office.representative.signs(asked)
        assert office.status_of(asked) == Status.SUPPLEMENTING
        assert office.representative.supplements(asked, "已更正").status == Status.SUBMITTED
        assert commitments(asked) == ["replaced", "valid"]
        everything_holds(office.day.today)

    def test_nothing_is_signed_again_without_a_change(self, office, asked):
        with pytest.raises(CaseError):
            office.representative.signs(asked)
        assert commitments(asked) == ["valid"]


class TestTheDatabaseRefuses:
    def test_a_signature_that_does_not_say_what_it_covers(self, signed, as_the_owner):
        with pytest.raises(IntegrityError, match="signature_names_what_it_covers"), transaction.atomic():
            RepairCase.objects.filter(pk=signed.pk).update(commitment_covers="")

    def test_a_submission_past_a_void_signature(self, office, signed, as_the_owner):
        uploads(office, signed)
        case = office.reload(signed)
        last = case.events.latest("seq")
        with pytest.raises(IntegrityError, match="event_is_a_legal_step"), transaction.atomic():
            CaseEvent.objects.create(
                case_id=case.pk, seq=case.seq + 1, machine="repair", verb="submit", source=last.target,
                target="submitted", capacity="applicant", closes=False, second=False, actor=last.actor,
                department_id=case.department_id, on=office.day.today,
            )  # fmt: skip
