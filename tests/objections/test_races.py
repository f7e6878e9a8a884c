"""Two people at once about one record: objections, the repair beside them, the re-check.

One wins, or both go in an order that makes sense; whoever comes too late is told so, and after each
race every invariant of `invariants.py` holds. The races run as those of the repair do, and as often
(XINXIU_RACE_ROUNDS).
"""

from functools import partial

import pytest

from casework.errors import CaseError
from casework.models import CaseEvent
from notifications.models import Letter
from objections import services
from objections.models import ObjectionCase, Origin, Status
from objections.services import AnswerDraft
from repair.models import RepairCase
from tests.objecting import as_it_stands
from tests.objections.invariants import everything_holds
from tests.repair.test_races import ROUNDS, one_wins, race
from tests.world import Office, founded

pytestmark = pytest.mark.django_db(transaction=True)
PLACE = {"jurisdiction": "CN"}


@pytest.fixture
def office(transactional_db, as_the_application, day) -> Office:
    return founded(day)


def rounds(office, prepare):
    """Each time a new matter; after it everything agrees."""
    for _ in range(ROUNDS):
        case = prepare()
        yield case
        everything_holds([case.record_id], office.day.today)


def filed(office, **claimed):
    return office.representative.objects(office.identifies(**PLACE), **(claimed or {"fine_yuan": "3200"}))


def forwarded(office):
    case = filed(office)
    office.credit_officer.takes_up(case)
    return office.credit_officer.forwards(case)


def answered(office, answer="3200"):
    case = forwarded(office)
    office.reviewer.takes_objection(case)
    return office.reviewer.answers(case, fine_yuan=answer)


def proposed(office):
    return office.reviewer._about(services.conclude, answered(office, "right"))


def dismissed(office):
    return office.second.confirms(proposed(office))


def drafted(office, record=None, **how):
    case = office.representative.begins_objection(record or office.identifies(**PLACE), **how)
    return office.representative.claims_that(case, fine_yuan="3200")


def files(office, case):
    return partial(
        office.representative._about, services.file, case, contact_name="周宁", contact_phone="13800000000"
    )


def concludes(office, case):
    return partial(office.reviewer._about, services.conclude, case)


def times(case, verb):
    return CaseEvent.objects.filter(case=case, verb=verb).count()


def test_two_reviewers_take_and_answer(office):
    for case in rounds(office, partial(forwarded, office)):
        result = race(
            lin=partial(office.reviewer.concludes, case, fine_yuan="3200"),
            wang=partial(office.colleague.concludes, case, fine_yuan="3300"),
        )
        assert result.told_that_it_moved or any(
            isinstance(each, ObjectionCase.DoesNotExist) for each in result.refused.values()
        ), result
        (winner,) = result.won
        case.record.refresh_from_db()
        assert case.record.fine_yuan == {"lin": 3200, "wang": 3300}[winner]


def test_two_windows_of_one_reviewer_answer_at_once(office):
    def answer(case, value):
        said = {1: AnswerDraft("corrected", value, "经核对处罚决定书。")}
        return partial(office.reviewer._about, services.answer, case, answers=said)

    for case in rounds(office, partial(answered, office)):
        result = race(one=answer(case, "3300"), other=answer(case, "3400"))
        assert not result.refused, result
        assert case.claims.get().answers.get().value in ("3300.00", "3400.00")


def test_a_conclusion_is_drawn_once(office):
    for case in rounds(office, partial(answered, office)):
        one_wins(race(first=concludes(office, case), again=concludes(office, case)))
        assert Letter.objects.filter(case=case, kind="objection_result").count() == 1
        assert times(case, "uphold") == times(case, "apply_to_record") == 1


def test_taking_back_against_concluding(office):
    for case in rounds(office, partial(answered, office)):
        winner = one_wins(
            race(withdraw=partial(office.representative.takes_back, case), conclude=concludes(office, case))
        )
        case.record.refresh_from_db()
        assert case.record.fine_yuan == (3200 if winner == "conclude" else 32000)


def test_confirming_against_sending_back(office):
    for case in rounds(office, partial(proposed, office)):
        one_wins(
            race(
                confirm=partial(office.second.confirms, case),
                send_back=partial(office.second.does_not_confirm, case),
            )
        )


def test_a_double_click_files_once(office):
    for case in rounds(office, partial(drafted, office)):
        one_wins(race(first=files(office, case), again=files(office, case)))
        assert times(case, "file") == 1


def test_a_re_check_is_asked_for_once(office):
    for case in rounds(office, partial(dismissed, office)):
        ask = partial(office.representative.asks_for_review, case)
        one_wins(race(first=ask, again=ask))
        assert times(case, "ask_review") == 1


def test_two_objections_to_one_record(office):
    for _ in range(ROUNDS):
        record = office.identifies(**PLACE)
        one_wins(
            race(
                subject=partial(office.representative.begins_objection, record),
                department=partial(office.reviewer.begins_objection, record, origin=Origin.DEPARTMENT),
                complaint=partial(office.credit_officer.begins_objection, record, origin=Origin.COMPLAINT),
            )
        )
        assert ObjectionCase.objects.filter(record=record).count() == 1
        everything_holds([record.pk], office.day.today)


def test_a_re_check_against_a_new_objection(office):
    for case in rounds(office, partial(dismissed, office)):
        one_wins(
            race(
                again=partial(office.representative.asks_for_review, case),
                new=partial(office.reviewer.begins_objection, case.record, origin=Origin.DEPARTMENT),
            )
        )


def test_a_re_check_against_a_repair_that_begins(office):
    for case in rounds(office, partial(dismissed, office)):
        result = race(
            check=partial(office.representative.asks_for_review, case),
            repair=partial(office.representative.starts, case.record),
        )
        assert not result.refused, result
        assert RepairCase.objects.get(record=case.record).paused_for_id == case.pk


def beside(office, repair):
    return drafted(office, repair.record, pause_repair=True)


def signed(office):
    repair = office.representative.starts(office.identifies(**PLACE))
    office.representative.states(repair)
    return office.representative.signs(repair)


def test_filing_against_submitting_the_repair(office):
    for repair in rounds(office, partial(signed, office)):
        case = beside(office, repair)
        result = race(file=files(office, case), submit=partial(office.representative.submits, repair))
        assert "file" in result.won, result
        assert all(isinstance(each, CaseError) for each in result.refused.values()), result
        assert office.reload(repair).paused_for_id == case.pk


def test_filing_against_granting_the_repair(office):
    for repair in rounds(office, lambda: office.has_judged(**PLACE)):
        case = beside(office, repair)
        result = race(file=files(office, case), grant=partial(office.reviewer.approves, repair))
        assert "file" in result.won, result
        assert all(isinstance(each, CaseError) for each in result.refused.values()), result
        assert office.reload(repair).is_paused == ("grant" not in result.won)
        assert as_it_stands(case).status == Status.FILED


def test_taking_the_objection_back_against_starting_a_repair(office):
    for case in rounds(office, partial(filed, office)):
        result = race(
            withdraw=partial(office.representative.takes_back, case),
            repair=partial(office.representative.starts, case.record),
        )
        assert not result.refused, result
        assert not RepairCase.objects.get(record=case.record).is_paused
