"""鹤信用发〔2020〕1号（十二）: what was wrongly repaired is put right in time. The subject is heard first."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from casework.deferring import check_now
from casework.errors import CaseError, ConditionsNotMet
from casework.models import Restoration
from notifications.models import Letter
from rechecks.models import Statement
from rechecks.services import correcting, settling
from registry.models import Obligation, Publication
from tests.correcting import again, checkers_of, closes, hears, revokes


@pytest.fixture
def checkers(office):
    return checkers_of(office)


@pytest.fixture
def repaired(office):
    """Decided on 2026-08-06, general: on show through 2027-08-06. Repaired in November."""
    office.day("2026-11-23")
    case = office.has_granted()
    office.works_the_channels()
    assert office.status_of(case) == "repaired"
    return office.reload(case)


@pytest.fixture
def heard(office, checkers, repaired):
    """Found wrong, ordered on 2026-11-30, the subject told on 2026-12-01 with five working days."""
    office.day("2026-11-30")
    recheck = checkers.order(checkers.find("wrongly_repaired", examined=repaired))
    office.day("2026-12-01")
    return hears(office, recheck)


def page(case):
    return Publication.objects.get(record=case.record, channel__code="public_page")


def letter(kind):
    return Letter.objects.filter(kind=kind).latest("pk")


def test_the_record_is_shown_again_for_its_remaining_time_and_never_longer(office, repaired, heard, client):
    assert heard.proposal.statement_by == date(2026, 12, 8)
    office.day("2026-12-09")
    revokes(office, heard)
    assert office.status_of(repaired) == "revoked"
    shown = page(repaired)
    assert (shown.state, shown.shown_from, shown.shown_until) == (
        "restored",
        date(2026, 11, 23),
        date(2027, 8, 6),
    )
    assert closes(office, heard).status == "closed"
    assert office.is_on_show(repaired.record)
    public = client.get(reverse("registry:public_record", args=[repaired.record.public_id]))
    assert public.status_code == 200
    office.day("2027-08-06")
    assert office.is_on_show(repaired.record)  # the old last day
    office.day("2027-08-07")
    assert not office.is_on_show(repaired.record)
    facts = letter("repair_revoked").facts
    assert (facts["shown_until"], facts["is_shown_again"]) == ({"on": "2027-08-06"}, True)
    assert not facts["deceived"]
    assert facts["bar"] is None
    assert facts["remedies"]["reconsideration_organ"] == "江澜市人民政府"
    certificate = letter("repair_granted")
    answer = client.get(reverse("notifications:verify", args=[certificate.code])).content.decode()
    assert "已撤销" in answer


@pytest.mark.parametrize(
    ("today", "state", "on_show"),
    [("2027-08-06", "restored", True), ("2027-08-07", "ended_at_maximum", False)],
    ids=["on the last day of the maximum", "on the day after it"],
)
def test_on_the_last_day_it_is_shown_for_that_day_and_afterwards_not_at_all(
    office, repaired, heard, today, state, on_show
):
    office.day(today)
    revokes(office, heard)
    assert page(repaired).state == state
    assert office.is_on_show(repaired.record) is on_show
    assert letter("repair_revoked").facts["is_shown_again"] is on_show
    assert closes(office, heard).status == "closed"


def test_its_sheet_goes_on_saying_how_the_case_had_ended(office, repaired, heard):
    office.day("2026-12-09")
    revokes(office, heard)
    assert (again(heard).outcome_examined, again(heard).record_went) == ("repaired", True)


def test_what_the_wrong_decision_noted_as_fulfilled_is_open_again(office, repaired, heard):
    assert Obligation.objects.get(record=repaired.record).fulfilled
    office.day("2026-12-09")
    revokes(office, heard)
    assert Obligation.objects.get(record=repaired.record).fulfilled is None
    again_applied = office.representative.starts(repaired.record)
    assert again_applied.status == "period_met"


def test_nothing_is_decided_before_the_subject_has_spoken_or_its_days_are_over(office, heard):
    office.day("2026-12-08")
    with pytest.raises(ConditionsNotMet, match="时间"):
        revokes(office, heard)
    correcting.state(
        heard.number, text="缴款书号填写有误，已另附。", by=office.representative.user, on=office.day.today
    )
    with pytest.raises(CaseError):
        revokes(office, heard)  # what came of the statement has to be said
    revokes(office, heard, considered="所附缴款书属于另一处罚决定")
    said = letter("repair_revoked").facts["heard"]
    assert "缴款书号填写有误" in said
    assert "所附缴款书属于另一处罚决定" in said


def test_a_statement_comes_through_the_last_day_online_or_at_the_window(office, heard):
    office.day("2026-12-08")
    correcting.state(heard.number, text="当面陈述。", by=office.colleague.user, on=office.day.today)
    assert Statement.objects.get().way == "counter"
    office.day("2026-12-09")
    with pytest.raises(correcting.TimeIsOver):
        correcting.state(heard.number, text="晚了。", by=office.representative.user, on=office.day.today)


def test_whoever_granted_neither_proposes_nor_decides_the_revocation(office, checkers, repaired):
    recheck = checkers.order(checkers.find("wrongly_repaired", examined=repaired))
    with pytest.raises(CaseError):
        hears(office, recheck, by=office.reviewer)
    recheck = hears(office, recheck, by=office.second)
    office.day("2026-12-31")
    with pytest.raises((CaseError, IntegrityError)), transaction.atomic():
        revokes(office, recheck, by=office.second)  # one person alone


def test_an_explanation_goes_to_the_named_person_who_withdraws_the_order(office, checkers, repaired, client):
    recheck = checkers.order(checkers.find("wrongly_repaired", examined=repaired))
    correcting.explain(
        recheck.number, words="缴款书已由非税系统更正。", by=office.colleague.user, on=office.day.today
    )

    with pytest.raises(ConditionsNotMet):
        settling.withdraw_order(recheck.number, words="成立。", by=checkers.second.user, on=office.day.today)
    settling.withdraw_order(recheck.number, words="说明成立。", by=checkers.settler.user, on=office.day.today)
    assert again(recheck).status == "order_withdrawn"
    assert office.status_of(repaired) == "repaired"
    assert not office.is_on_show(repaired.record)
    certificate = letter("repair_granted")
    answer = client.get(reverse("notifications:verify", args=[certificate.code])).content.decode()
    assert "已撤销" not in answer


def test_an_upheld_order_is_carried_out(office, checkers, repaired):

    recheck = checkers.order(checkers.find("wrongly_repaired", examined=repaired))
    correcting.explain(recheck.number, words="材料当时齐全。", by=office.colleague.user, on=office.day.today)
    settling.uphold(recheck.number, words="齐全不等于属实。", by=checkers.settler.user, on=office.day.today)
    recheck = hears(office, again(recheck))
    office.day("2026-12-31")
    revokes(office, recheck)
    assert closes(office, recheck).status == "closed"
    assert office.is_on_show(repaired.record)


def test_false_materials_bar_the_subject_as_long_as_the_rules_say(office, checkers, repaired, client):
    office.day("2026-11-30")
    recheck = checkers.order(checkers.find("wrongly_repaired", examined=repaired), deceived=True)
    recheck = hears(office, recheck)
    office.day("2026-12-09")
    revokes(office, recheck)
    bar = Restoration.objects.get().bar
    assert (bar.until, bar.published_until, bar.confirmed) == (date(2029, 12, 9), date(2029, 12, 9), False)
    facts = letter("repair_revoked").facts
    assert facts["bar"]["until"] == {"on": "2029-12-09"}
    found = client.get(reverse("registry:public_records"), {"q": office.company.name}).content.decode()
    assert "不得申请信用修复" in found
    other = office.identifies(decided_on=date(2026, 3, 1))
    with pytest.raises(ConditionsNotMet, match="2029"):
        office.representative.starts(other)
    commitment = letter("commitment")
    assert not commitment.is_valid
    office.day("2029-12-09")
    with pytest.raises(ConditionsNotMet):
        office.representative.starts(other)
    office.day("2029-12-10")
    assert office.representative.starts(other).pk


def test_the_database_revokes_nothing_without_a_finding(office, repaired):
    from casework import moves
    from repair.models import RepairCase

    case = RepairCase.objects.get(pk=repaired.pk)
    with pytest.raises(ConditionsNotMet):
        moves.make(
            case.revoke,
            by=office.second.user,
            on=office.day.today,
            proposer=office.colleague.user,
            ground="错",
        )
    with pytest.raises(IntegrityError, match="without a finding"), transaction.atomic():
        _revoked_by_hand(case, office)


def _revoked_by_hand(case, office):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    from casework.models import CaseEvent

    last = case.events.latest("seq")
    CaseEvent.objects.create(
        case_id=case.pk, seq=last.seq + 1, machine="repair", verb="revoke", source="repaired", target="revoked",
        capacity="department", closes=True, second=True, actor=office.second.user, proposer=office.colleague.user,
        department_id=case.department_id, officer_of_id=case.department_id, on=office.day.today + timedelta(0),
    )  # fmt: skip
    check_now("revocation_has_a_finding")
