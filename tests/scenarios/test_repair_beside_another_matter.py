"""Two matters on one record: the repair waits while the other is open, and then goes on with what was left."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.utils import timezone

from casework import moves
from casework.errors import ConditionsNotMet, NotOpenAnyMore
from casework.models import Desk
from casework.waiting import WaitsForAnother
from notifications.models import Letter, ShortMessage
from notifications.render import context, letter_html
from objections.models import ObjectionCase
from registry.models import Record
from repair import services
from repair.models import Status
from repair.replay import replay
from repair.selectors import queue
from tests.casework.scene import refusal
from tests.scenarios.test_repair_training import SERIOUS_IN_2022


@pytest.fixture
def beside(office):
    """An objection is filed to the record of a case, and the case waits for it."""

    def filed(case):
        person = office.representative
        objection = person.begins_objection(case.record, pause_repair=True)
        return person.claims_and_files(objection, title="未按规定处置危险废物")

    return filed


@pytest.fixture
def closes(office):
    return office.representative.takes_back


def test_the_term_stands_still_and_runs_on_with_the_days_that_were_left(office, beside, closes):
    case = office.has_taken_up()
    assert case.due_on == date(2026, 12, 2)
    office.day("2026-11-25")
    other = beside(case)
    assert office.reload(case).due_on is None
    office.day("2026-11-30")  # 25 to 30 November count on neither side
    closes(other)
    assert office.reload(case).due_on == date(2026, 12, 8)
    office.reviewer.judges(case)
    assert office.reviewer.approves(case).status == Status.APPROVED


def test_nobody_decides_on_a_case_that_waits_and_the_words_name_the_other(office, beside):
    case = office.has_judged()
    other = beside(case)
    office.day("2026-11-24")
    steps = [
        lambda: office.reviewer.approves(case),
        lambda: office.reviewer.proposes_refusal(case),
        lambda: office.reviewer.asks(case, "整改验收报告"),
        lambda: office.reviewer.judges(case),
        lambda: office.second.extends(case),
        lambda: office.reviewer.asks_to_take_over(case, office.elsewhere),
    ]
    for step in steps:
        with pytest.raises(WaitsForAnother, match=other.number):
            step()
    assert office.reload(case).desk == Desk.OTHER_MATTER


def test_a_case_that_waits_is_in_nobodys_queue_until_it_goes_on(office, beside, closes):
    case = office.has_taken_up()
    other = beside(case)
    today = office.day.today

    def waiting(lens):
        return [each.number for each in queue(office.reviewer.user, on=today, soon=today, lens=lens).cases]

    assert waiting("all") == waiting("mine") == []
    closes(other)
    assert waiting("all") == waiting("mine") == [case.number]


def test_a_refusal_that_waits_for_its_second_person_goes_back_to_the_second_person(office, beside, closes):
    case = office.reviewer.proposes_refusal(office.has_judged())
    other = beside(case)
    with pytest.raises(WaitsForAnother):
        office.second.countersigns(case)
    closes(other)
    assert office.reload(case).desk == Desk.COUNTERSIGN
    assert office.second.countersigns(case).status == Status.REJECTED


def test_a_supplement_does_not_lapse_meanwhile_and_its_last_day_moves(office, beside, closes):
    case = office.reviewer.asks(office.has_taken_up(), "整改验收报告")
    assert case.answer_by == date(2026, 12, 7)
    office.day("2026-12-04")  # a Friday: it and Monday are left
    other = beside(case)
    office.day("2026-12-15")
    night = office.night_passes()
    assert (night["lapsed"], night["told_supplement_due"]) == (0, 0)
    with pytest.raises(ConditionsNotMet):
        office.representative.supplements(case, "见附件")
    closes(other)
    assert office.reload(case).answer_by == date(2026, 12, 17)
    assert case.supplements.get().answer_by == date(2026, 12, 17)
    office.day("2026-12-17")
    assert office.representative.supplements(case, "见附件").status == Status.ACCEPTED


def test_an_application_can_be_prepared_meanwhile_and_not_submitted(office, beside, closes):
    case = office.representative.starts(office.identifies())
    other = beside(case)
    office.representative.states(case)
    office.representative.signs(case)
    with pytest.raises(ConditionsNotMet):
        office.representative.submits(case)
    closes(other)
    assert office.representative.submits(case).status == Status.SUBMITTED


def test_an_application_begun_while_another_matter_is_open_waits_from_the_start(office, closes):
    record = office.identifies()
    other = office.representative.objects(record, title="未按规定处置危险废物")
    case = office.representative.starts(record)
    assert case.paused_for_id == other.pk
    closes(other)
    assert not office.reload(case).is_paused


def test_the_minimum_period_runs_out_meanwhile(office, beside):
    case = office.representative.starts(office.identifies(decided_on=date(2026, 9, 8)))
    beside(case)
    office.day("2026-12-09")
    assert office.night_passes()["went_on"] == 1
    case = office.reload(case)
    assert (case.status, case.is_paused) == (Status.PERIOD_MET, True)


def test_another_department_that_was_asked_has_its_time_afterwards(office, beside, closes):
    case = office.reviewer.asks_to_take_over(office.has_taken_up(), office.elsewhere)
    assert case.transfer_answer_by == date(2026, 11, 24)
    other = beside(case)
    office.day("2026-11-30")
    assert office.night_passes()["transfers_flagged"] == 0
    with pytest.raises(WaitsForAnother):
        office.stranger.takes_over(case)
    with pytest.raises(WaitsForAnother):
        office.credit_officer.settles(case, office.department)
    closes(other)
    case = office.reload(case)
    assert (case.desk, case.transfer_answer_by) == (Desk.TRANSFER, date(2026, 12, 2))
    office.stranger.takes_over(case)


def test_the_applicant_may_withdraw_a_case_that_waits(office, beside):
    case = office.has_taken_up()
    beside(case)
    case = office.representative.withdraws(case)
    assert (case.status, case.is_paused, case.closed) == (Status.WITHDRAWN, False, True)


def test_what_is_decided_does_not_wait(office):
    case = office.has_granted()
    other = office.representative.objects(case.record, title="未按规定处置危险废物")
    assert not office.reload(case).is_paused
    assert services.pause_for(case.record, other, on=office.day.today) is None
    assert services.go_on_after(case.record, on=office.day.today) is None


def test_both_sides_are_told_why_it_waits_and_until_when_it_then_runs(office, beside, closes):
    case = office.has_taken_up()
    other = beside(case)
    for person in (office.representative, office.reviewer):
        assert any(other.number in told and case.number in told for told in office.told(person))
    office.day("2026-11-25")
    closes(other)
    for person in (office.representative, office.reviewer):
        assert any("2026-12-04" in told and case.number in told for told in office.told(person))


def test_a_reminder_says_what_comes_first_and_no_text_promises_what_cannot_be_done(office):
    office.day("2026-11-06")
    record = office.identifies()
    assert record.repairable_from == date(2026, 11, 7)
    other = office.representative.objects(record, title="未按规定处置危险废物")
    texts = ShortMessage.objects.count()
    office.day("2026-11-07")
    assert office.night_passes()["told_repairable"] == 1
    assert other.number in office.told(office.representative)[-1]
    assert ShortMessage.objects.count() == texts


def test_a_decision_prepared_before_fails_with_words(office, beside, settings):
    settings.DECISION_TAKE_BACK_SECONDS = 10
    case = office.has_judged()
    now = timezone.now()
    step = services.Step("approve")
    services.enact(step, case.number, typed={}, by=office.reviewer.user, now=now, on=office.day.today)
    other = beside(case)
    services.issue_prepared(now=now + timedelta(seconds=11), on=office.day.today)
    assert office.status_of(case) == Status.ACCEPTED
    assert any(other.number in told for told in office.told(office.reviewer)[-1:])


def test_the_database_lets_no_case_wait_for_one_that_is_closed(office, beside):
    other = ObjectionCase.objects.get(pk=beside(office.has_taken_up()).pk)
    alone = partial(moves.make, other.withdraw, by=office.representative.user, on=office.day.today)
    assert refusal(alone) == "case_waits_for_an_open_case"


def test_waiting_twice_and_going_on_twice_changes_nothing(office, beside, closes):
    case = office.has_taken_up()
    other = beside(case)
    assert services.pause_for(case.record, other, on=office.day.today) is None
    closes(other)
    assert services.go_on_after(case.record, on=office.day.today) is None
    with pytest.raises(NotOpenAnyMore):
        office.reviewer.accepts(case)


@pytest.fixture
def goes_through(office):
    """The credit office takes an objection up, and the department finds every claim right."""

    def upheld(objection):
        office.credit_officer.takes_up(objection)
        office.credit_officer.forwards(objection)
        return office.reviewer.concludes(objection)

    return upheld


@pytest.fixture
def says_it_is_void(office):
    def filed(record):
        objection = office.representative.begins_objection(record, kind="not_publishable", pause_repair=True)
        return office.representative.claims_and_files(objection)

    return filed


class TestARecordThatIsCorrected:
    def corrected(self, case, day, **columns):
        """The record says something else now; its assessment is made anew."""
        Record.objects.filter(pk=case.record_id).update(**columns)
        return services.follow_correction(case.record, on=day.today)

    def test_may_be_applied_for_today_where_its_period_is_shorter_now(self, office, day):
        case = office.representative.starts(office.identifies(decided_on=date(2026, 9, 8)))
        assert case.status == Status.APPLIED
        case = self.corrected(case, day, decided_on=date(2026, 8, 6))
        assert case.status == Status.PERIOD_MET
        assert case.desk == Desk.APPLICANT
        assert (
            "today" in office.told(office.representative)[-1]
            or "今天" in office.told(office.representative)[-1]
        )
        office.representative.states(case)
        office.representative.signs(case)
        assert office.representative.submits(case).status == Status.SUBMITTED

    def test_waits_longer_where_its_period_is_longer_now(self, office, day):
        case = office.representative.starts(office.identifies(decided_on=date(2026, 8, 6)))
        office.representative.states(case)
        office.representative.signs(case)
        self.corrected(case, day, decided_on=date(2026, 9, 8))
        assert "2026-12-09" in office.told(office.representative)[-1]
        with pytest.raises(ConditionsNotMet):
            office.representative.submits(case)

    def test_that_cannot_be_repaired_any_more_is_said_with_the_reason(self, office, day):
        case = office.has_taken_up()
        self.corrected(case, day, severity="specified_serious")
        case = office.reload(case)
        assert case.status == Status.ACCEPTED
        assert case.number in office.told(office.representative)[-1]
        office.reviewer.judges(case)
        with pytest.raises(ConditionsNotMet):
            office.reviewer.approves(case)

    def test_is_decided_by_what_it_says_now_and_the_decision_can_be_run_again(self, office, day):
        case = office.has_judged(severity="serious", decided_on=date(2025, 8, 6))
        self.corrected(case, day, severity="general")
        case = office.reviewer.approves(case)
        assert case.facts["severity"] == "general"
        assert list(replay(office.reload(case))) == []

    def test_asks_for_training_where_its_rules_do_now(self, office, day):
        day("2022-10-10")  # 527号
        record = office.identifies(**SERIOUS_IN_2022 | {"severity": "general"})
        case = office.representative.starts(record)
        office.representative.states(case)
        case = office.representative.signs(case)
        assert not case.training_asked
        case = self.corrected(case, day, severity="serious")
        assert case.training_asked
        case = office.representative.trains(office.reload(case))
        assert case.status == Status.TRAINED
        assert office.representative.submits(case).status == Status.SUBMITTED

    def test_asks_for_none_where_its_rules_ask_for_none_now(self, office, day):
        day("2022-10-10")
        case = office.representative.starts(office.identifies(**SERIOUS_IN_2022))
        office.representative.states(case)
        assert office.representative.signs(case).training_asked
        case = self.corrected(case, day, severity="general")
        assert office.representative.submits(case).status == Status.SUBMITTED

    def test_leaves_a_decision_alone(self, office, day):
        case = office.has_granted()
        assert self.corrected(case, day, severity="minor") is None

    def test_by_an_objection_takes_its_repair_along_before_it_goes_on(self, office, day, goes_through):
        """The whole way: filed, answered, corrected, and the application gets its new date."""
        case = office.representative.starts(office.identifies(decided_on=date(2026, 9, 8)))
        objection = office.representative.begins_objection(case.record, pause_repair=True)
        office.representative.claims_and_files(objection, decided_on="2026-08-06")
        assert office.reload(case).is_paused
        goes_through(objection)
        case = office.reload(case)
        assert case.status == Status.PERIOD_MET
        verbs = list(case.events.order_by("seq").values_list("verb", flat=True))
        assert verbs[1:4] == ["pause", "follow_correction", "meet_period"]


class TestARecordThatIsWithdrawn:
    def test_ends_its_repair_in_the_subjects_favour_with_a_letter(
        self, office, says_it_is_void, goes_through
    ):
        case = office.has_taken_up()
        other = goes_through(says_it_is_void(case.record))
        case = office.reload(case)
        assert (case.status, case.closed, case.is_paused) == (Status.CLEARED, True, False)
        assert case.desk == Desk.NOBODY
        letter = Letter.objects.get(case_id=case.pk, kind="cleared")
        words = letter_html(letter.template, context(letter.sheet, has_seal=True))
        assert other.number in words
        assert "无需再办理任何手续" in words
        assert any(case.number in told for told in office.told(office.representative)[-3:])
        assert ShortMessage.objects.filter(phone="13800000000", text__contains="无需再修复").exists()

    def test_ends_an_application_that_was_not_handed_in_without_one(
        self, office, says_it_is_void, goes_through
    ):
        case = office.representative.starts(office.identifies())
        goes_through(says_it_is_void(case.record))
        assert office.status_of(case) == Status.CLEARED
        assert not Letter.objects.filter(case_id=case.pk).exists()

    def test_a_repair_stays_what_it_is_until_then(self, office, beside):
        case = office.has_taken_up()
        other = beside(case)
        with pytest.raises(ConditionsNotMet):
            services.end_in_favour(case.record, because=other, on=office.day.today)

    def test_a_decision_stands_and_is_carried_out(self, office, says_it_is_void, goes_through):
        case = office.has_granted()
        goes_through(says_it_is_void(case.record))
        assert office.status_of(case) == Status.APPROVED
        office.works_the_channels()
        assert office.status_of(case) == Status.REPAIRED


def test_a_repair_that_waits_goes_where_the_credit_office_sends_its_objection(office, beside):
    case = office.has_taken_up()
    other = beside(case)
    office.credit_officer.takes_up(other)
    office.credit_officer.forwards(other)
    office.reviewer.says_it_is_of(other, office.elsewhere)
    office.credit_officer.says_whose(other, office.elsewhere)
    case = office.reload(case)
    assert case.department == case.record.department == office.elsewhere
    assert (case.is_paused, case.claimed_by) == (True, None)
    office.representative.takes_back(other)
    case = office.reload(case)
    assert (case.is_paused, case.desk) == (False, Desk.DEPARTMENT)
    office.stranger.claims(case)
    office.stranger.judges(case)
    assert office.stranger.approves(case).status == Status.APPROVED


def test_a_repair_begun_before_a_re_check_waits_for_it(office, beside):
    record = office.identifies()
    other = office.representative.objects(record, title="未按规定处置危险废物")
    office.credit_officer.takes_up(other)
    office.credit_officer.forwards(other)
    office.reviewer.concludes(other, title="right")
    office.second.confirms(other)
    case = office.representative.applies(record)
    assert not case.is_paused
    office.representative.asks_for_review(other)
    assert office.reload(case).is_paused


def test_a_repeated_objection_holds_nothing_up(office, beside):
    record = office.identifies()
    first = office.representative.objects(record, title="未按规定处置危险废物")
    office.credit_officer.takes_up(first)
    office.credit_officer.forwards(first)
    office.reviewer.concludes(first, title="right")
    office.second.confirms(first)
    case = office.representative.applies(record)
    assert beside(case).status == "repeated"
    assert not case.events.filter(verb="pause").exists()


def test_a_draft_of_an_objection_goes_where_a_repair_takes_its_record(office):
    case = office.reviewer.asks_to_take_over(office.has_taken_up(), office.elsewhere)
    draft = office.representative.begins_objection(case.record, pause_repair=True)
    office.stranger.takes_over(case)
    draft = ObjectionCase.objects.get(pk=draft.pk)
    assert draft.department == office.elsewhere == draft.record.department
