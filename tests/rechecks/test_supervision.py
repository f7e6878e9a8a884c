"""督办: a notice, the reply, the stages, and the end of it; nothing of it moves a term."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from casework.errors import CaseError, NotOpenAnyMore
from casework.models import Case
from notifications.models import Letter
from rechecks.models import Interview, SupervisionNotice
from rechecks.models.supervision import Stage
from rechecks.selectors.circulars import circulars_for, reads_circular
from rechecks.services import circulars, interviewing, supervising
from rechecks.services.escalation import Rung, rule_in_force, set_rule
from registry.duties import CREDIT_OFFICE
from tests.rechecks.supervising import draft, issued, late_case, night, replied

TALK = supervising.Talk(
    held_on=date(2026, 12, 7), place="信用办会议室", held_by="高主任", attended_by="林科长",
    matters="三件案件超期。", demands="一周内办结。",
)  # fmt: skip

ALOUD = circulars.Said(words="三件案件超期，没有按期反馈。", decided_by="高主任", to_all=True)


def kinds(notice):
    return [each.kind for each in notice.events.order_by("seq")]


def test_a_notice_names_case_facts_person_and_day_and_its_letter_says_the_same(office):
    case = late_case(office)
    notice = issued(office, case)
    letter = Letter.objects.get(kind="supervision")
    assert notice.number == "DB-2026-000001"
    assert (letter.number, letter.addressee) == ("江澜督办〔2026〕1号", office.department.name)
    (named,) = letter.facts["cases"]
    assert (named["number"], named["days_over"]) == (case.number, 3)
    told = [words for words in office.told(office.second) if letter.number in words]
    assert len(told) == 1
    assert "2026-12-10" in told[0]


def test_nothing_of_it_changes_a_term(office):
    case = late_case(office)

    def term():
        kept = Case.objects.get(pk=case.pk)
        return kept.due_on, kept.seq, kept.status, kept.claimed_by_id, kept.department_id

    before = term()
    notice = issued(office, case)
    replied(office, notice)
    supervising.interview_department(notice.number, TALK, by=office.credit_officer.user, on=office.day.today)
    circulars.send_circular(notice.number, ALOUD, by=office.credit_officer.user, on=office.day.today)
    night(office, "2026-12-15")
    supervising.close_notice(
        notice.number, words="已办结。", by=office.credit_officer.user, on=office.day.today
    )
    assert term() == before
    assert kinds(notice) == ["issued", "replied", "interviewed", "circulated", "closed"]


def test_a_case_that_is_not_late_or_supervised_already_gets_none(office):
    case = late_case(office)
    fresh = office.has_taken_up()
    with pytest.raises(NotOpenAnyMore):
        issued(office, fresh)
    issued(office, case)
    with pytest.raises(NotOpenAnyMore):
        issued(office, case)
    assert SupervisionNotice.objects.count() == 1


def test_once_closed_it_may_be_supervised_again(office):
    case = late_case(office)
    replied(office, first := issued(office, case))
    supervising.close_notice(first.number, words="同意。", by=office.credit_officer.user, on=office.day.today)
    assert issued(office, case).number == "DB-2026-000002"


def test_only_the_credit_office_supervises_and_nobody_their_own_department(office):
    case = late_case(office)
    with pytest.raises(PermissionDenied):
        supervising.issue_notice(draft(office, case), by=office.reviewer.user, on=office.day.today)
    group = office.credit_officer.user.groups.get(name=CREDIT_OFFICE)
    office.reviewer.user.groups.add(group)
    with pytest.raises(PermissionDenied):
        supervising.issue_notice(draft(office, case), by=office.reviewer.user, on=office.day.today)


def test_another_department_does_not_find_it(office):
    notice = issued(office, late_case(office))
    with pytest.raises(SupervisionNotice.DoesNotExist):
        supervising.reply(
            notice.number, reason="无。", measures="无。", expected_on=date(2026, 12, 8), by=office.stranger.user,
            on=office.day.today,
        )  # fmt: skip


def test_it_is_closed_after_a_reply_or_when_nothing_is_open_any_more(office):
    case = late_case(office)
    notice, officer = issued(office, case), office.credit_officer.user
    with pytest.raises(CaseError):
        supervising.close_notice(notice.number, words="同意。", by=officer, on=office.day.today)
    replied(office, notice)
    supervising.close_notice(notice.number, words="同意。", by=officer, on=office.day.today)
    with pytest.raises(NotOpenAnyMore):
        replied(office, notice)


def test_the_department_is_reminded_of_its_reply_the_day_before_and_on_the_day(office):
    notice = issued(office, late_case(office))  # to be answered by Thursday 10 December

    def about():
        return [
            words
            for words in office.told(office.second)
            if "等待反馈" in words or "waits for your reply" in words
        ]

    night(office, "2026-12-08")
    assert about() == []
    night(office, "2026-12-09", "2026-12-10")
    assert len(about()) == 2
    assert kinds(notice) == ["issued"]


def test_without_reply_the_stages_come_by_the_rule_each_once(office):
    notice = issued(office, late_case(office))
    night(office, "2026-12-14")  # two working days over
    assert kinds(notice) == ["issued"]
    assert night(office, "2026-12-15")["stages_raised"] == 1
    night(office, "2026-12-16")
    night(office, "2026-12-17")
    assert kinds(notice) == ["issued", "raised", "raised"]
    assert [each.stage for each in notice.events.order_by("seq")] == ["notice", "interview", "circular"]


def test_a_reply_stops_the_stages(office):
    notice = issued(office, late_case(office))
    replied(office, notice)
    night(office, "2026-12-28")
    assert kinds(notice) == ["issued", "replied"]


def test_the_office_is_told_once_of_a_late_case_without_notice(office):
    office.day("2026-11-23")
    case = office.has_taken_up()
    night(office, "2026-12-02")
    assert not [words for words in office.told(office.credit_officer) if case.number in words]
    night(office, "2026-12-03", "2026-12-04")
    assert len([words for words in office.told(office.credit_officer) if case.number in words]) == 1


def test_stages_and_days_are_the_offices_own_and_unconfirmed_until_somebody_read_them(office):
    shipped = rule_in_force()
    assert (shipped.notice_after, shipped.reply_working_days, shipped.confirmed) == (1, 3, False)
    rungs = [Rung(Stage.NOTICE, 2), Rung(Stage.CIRCULAR, 1)]
    officer, day = office.credit_officer.user, office.day.today
    set_rule(rungs, reply_working_days=5, source="", confirmed=False, by=officer, on=day)
    now = rule_in_force()
    assert (now.notice_after, now.reply_working_days, [each.stage for each in now.later]) == (
        2,
        5,
        ["circular"],
    )
    with pytest.raises(CaseError):
        set_rule(rungs, reply_working_days=5, source="", confirmed=True, by=officer, on=day)


def test_a_subject_is_interviewed_by_the_department_that_identified_its_record(office):
    record, day = office.identifies(), office.day.today
    talk = supervising.Talk(**{**vars(TALK), "held_on": day})
    for person in (office.credit_officer, office.stranger):
        with pytest.raises(PermissionDenied):
            interviewing.interview_subject(record, "warning", talk, by=person.user, on=day)
    kept = interviewing.interview_subject(record, "warning", talk, by=office.reviewer.user, on=day)
    assert Interview.objects.get() == kept


def test_a_circular_goes_to_every_department_names_no_subject_and_may_be_read_by_all(office):
    case = late_case(office)
    notice = issued(office, case)
    made = circulars.send_circular(notice.number, ALOUD, by=office.credit_officer.user, on=office.day.today)
    assert (made.letter.number, made.letter.addressee) == ("江澜通报〔2026〕1号", "各认定单位")
    assert made.letter.facts["longest"] == 3
    assert case.subject.name not in str(made.letter.facts)
    for person in (office.stranger, office.reviewer, office.credit_officer):
        assert any(made.letter.number in words for words in office.told(person))
    assert not any(made.letter.number in words for words in office.told(office.representative))
    assert circulars_for(office.stranger.user).get() == made
    assert reads_circular(office.stranger.user, made.letter)
    assert not reads_circular(office.representative.user, made.letter)


def test_a_circular_to_one_department_stays_there(office):
    notice = issued(office, late_case(office))
    quietly = replace(ALOUD, to_all=False)
    made = circulars.send_circular(notice.number, quietly, by=office.credit_officer.user, on=office.day.today)
    assert not circulars_for(office.stranger.user).exists()
    assert not reads_circular(office.stranger.user, made.letter)
    assert circulars_for(office.reviewer.user).get() == made
    with pytest.raises(CaseError):
        circulars.send_circular(
            notice.number, replace(ALOUD, decided_by=" "), by=office.credit_officer.user, on=office.day.today
        )
    with pytest.raises(PermissionDenied):
        circulars.send_circular(notice.number, ALOUD, by=office.reviewer.user, on=office.day.today)
