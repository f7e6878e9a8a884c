"""Half-typed answers are kept on the desks, shown again to who goes on, and gone once they are saved."""

import pytest
from django.test import Client

from objections.models import ClaimAnswer
from registry.correctable import SEPARATOR
from tests.objecting import as_it_stands, of_a_place

pytestmark = pytest.mark.django_db
TYPED = {"reason_1": "经核对处罚决定书，", "draft_version": "0"}


def at(person):
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def case(office, day):
    day("2026-11-23")
    record = office.identifies(penalty_types=["fine"])
    case = office.representative.objects(
        record, fine_yuan="3200", penalty_types=SEPARATOR.join(["warning", "fine"])
    )
    office.credit_officer.takes_up(case)
    return case


@pytest.fixture
def taken(office, case):
    office.credit_officer.forwards(case)
    office.reviewer.takes_objection(case)
    return as_it_stands(case)


def desk(case, step=""):
    return f"/work/objections/{case.number}/{step}"


def office_page(case, step=""):
    return f"/office/objections/{case.number}/{step}"


def test_what_is_half_typed_is_there_again_and_is_no_answer_yet(office, taken):
    lin = at(office.reviewer)
    assert lin.post(desk(taken, "draft/answers/"), TYPED).url == desk(taken)
    page = lin.get(desk(taken)).content.decode()
    assert "经核对处罚决定书，</textarea>" in page
    assert not ClaimAnswer.objects.filter(claim__case=taken).exists()


def test_each_tick_of_several_choices_is_kept(office, taken):
    lin = at(office.reviewer)
    place = taken.claims.get(field="penalty_types").number
    lin.post(desk(taken, "draft/answers/"), {f"value_{place}_confiscation": "on", "draft_version": "0"})
    page = lin.get(desk(taken)).content.decode()
    assert f'id="id_value_{place}_confiscation" checked' in page
    assert f'id="id_value_{place}_warning" checked' not in page


def test_once_the_answers_are_saved_the_draft_is_gone(office, taken):
    lin = at(office.reviewer)
    lin.post(desk(taken, "draft/answers/"), TYPED)
    answered = {"answer_1": "right", "reason_1": "金额无误。", "draft_version": "1", "seq": taken.seq}
    assert lin.post(desk(taken, "answer/"), answered).status_code == 302
    assert "经核对处罚决定书，" not in lin.get(desk(taken)).content.decode()


def test_nobody_writes_over_what_they_have_not_seen(office, taken):
    lin = at(office.reviewer)
    lin.post(desk(taken, "draft/answers/"), TYPED)
    answered = {"answer_1": "right", "reason_1": "金额无误。", "draft_version": "0", "seq": taken.seq}
    shown = lin.post(desk(taken, "answer/"), answered)
    assert shown.status_code == 409
    assert "经核对处罚决定书，" in shown.content.decode()
    assert not ClaimAnswer.objects.filter(claim__case=taken).exists()


def test_only_who_answers_keeps_a_draft(office, taken):
    assert at(office.colleague).post(desk(taken, "draft/answers/"), TYPED).status_code == 403
    assert at(office.stranger).post(desk(taken, "draft/answers/"), TYPED).status_code == 404
    assert at(office.credit_officer).post(office_page(taken, "draft/compare/"), TYPED).status_code == 409
    assert at(office.reviewer).post(desk(taken, "draft/recheck/"), TYPED).status_code == 409


def test_the_credit_office_keeps_its_own_and_the_department_does_not_see_it(office, case):
    gao = at(office.credit_officer)
    assert gao.post(office_page(case, "draft/compare/"), TYPED).url == office_page(case)
    assert "经核对处罚决定书，" in gao.get(office_page(case)).content.decode()
    office.credit_officer.forwards(case)
    office.reviewer.takes_objection(case)
    assert "经核对处罚决定书，" not in at(office.reviewer).get(desk(case)).content.decode()


def test_a_colleague_is_told_who_is_writing_and_takes_over(office, case):
    at(office.credit_officer).post(office_page(case, "draft/compare/"), TYPED)
    ma = at(office.joins_the_credit_office("ma"))
    assert "take-over" in ma.get(office_page(case)).content.decode()
    assert ma.post(office_page(case, "draft/compare/take-over/")).url == office_page(case)
    assert "take-over" not in ma.get(office_page(case)).content.decode()


def test_the_next_department_does_not_read_what_was_half_typed(office, taken):
    at(office.reviewer).post(desk(taken, "draft/answers/"), TYPED)
    office.reviewer.says_it_is_of(taken, office.elsewhere)
    office.credit_officer.says_whose(taken, office.elsewhere)
    office.stranger.takes_objection(taken)
    assert "经核对处罚决定书，" not in at(office.stranger).get(desk(taken)).content.decode()


def test_the_answer_of_the_organ_above_is_kept_too(office, day):
    day("2026-11-23")
    case = office.representative.objects(of_a_place(office, "CN-ZJ"), fine_yuan="3200")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.reviewer.concludes(case, fine_yuan="right")
    office.second.confirms(case)
    office.representative.asks_for_review(case)
    office.credit_officer.sends_above(case)
    gao = at(office.credit_officer)
    assert gao.post(office_page(case, "draft/recheck/"), TYPED).url == office_page(case)
    assert "经核对处罚决定书，" in gao.get(office_page(case)).content.decode()
