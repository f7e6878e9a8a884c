"""The pages of training: progress is kept, one question a page, and nothing can be sent past the server."""

import re

import pytest

from notifications.models import Letter
from repair.models import CourseVersion, QuizAnswer, QuizAttempt, SectionRead, TrainingCertificate
from repair.services.training import question_at


@pytest.fixture
def home(office):
    return f"/training/{office.company.public_id}/"


@pytest.fixture
def applicant(office, client):
    client.force_login(office.representative.user)
    return client


def text(answer) -> str:
    return re.sub(r"<[^>]+>|\s+", "", answer.content.decode())


def begin(applicant, home) -> QuizAttempt:
    page = applicant.post(f"{home}credit-repair/quiz/")
    attempt = QuizAttempt.objects.latest("pk")
    assert page.url == f"/quiz/{attempt.public_id}/1/"
    return attempt


def test_read_and_next_keeps_how_far_one_has_come(office, applicant, home):
    sections = CourseVersion.objects.newest().get(course="credit-repair").as_written.sections
    address = f"{home}credit-repair/read/{sections[0].id}/"
    assert sections[0].title in text(applicant.get(address))
    assert applicant.post(address).url == f"{home}credit-repair/read/{sections[1].id}/"
    applicant.post(address)
    assert SectionRead.objects.count() == 1
    assert "已读1/6节" in text(applicant.get(f"{home}credit-repair/"))
    last = f"{home}credit-repair/read/{sections[-1].id}/"
    assert applicant.post(last).url == f"{home}credit-repair/"
    assert applicant.get(f"{home}credit-repair/read/nothing/").status_code == 404
    assert applicant.get(f"{home}nothing/").status_code == 404


def test_each_answer_is_explained_at_once_and_an_old_page_is_409(applicant, home):
    attempt = begin(applicant, home)
    here = f"/quiz/{attempt.public_id}/1/"
    question = question_at(attempt, 1)
    assert question.why not in applicant.get(here).content.decode()
    nothing = applicant.post(here)
    assert nothing.status_code == 422
    assert "请选择答案" in text(nothing)
    said = {"chosen": sorted(question.right)}
    assert applicant.post(here, said).url == here
    assert question.why in applicant.get(here).content.decode()
    replayed = applicant.post(here, said)
    assert replayed.status_code == 409
    assert f"/quiz/{attempt.public_id}/2/" in replayed.content.decode()
    assert QuizAnswer.objects.count() == 1


def test_no_question_can_be_left_out_by_its_address(applicant, home):
    attempt = begin(applicant, home)
    assert applicant.get(f"/quiz/{attempt.public_id}/7/").url == f"/quiz/{attempt.public_id}/1/"
    assert applicant.post(f"/quiz/{attempt.public_id}/7/", {"chosen": "1"}).status_code == 409
    assert applicant.post(f"/quiz/{attempt.public_id}/11/", {"chosen": "1"}).status_code == 404
    assert applicant.get(f"/quiz/{attempt.public_id}/").url == f"/quiz/{attempt.public_id}/1/"


def test_no_field_of_a_form_makes_a_pass(applicant, home):
    attempt = begin(applicant, home)
    for position in range(1, 11):
        question = question_at(attempt, position)
        wrong = {min(set(range(1, len(question.options) + 1)) - question.right)}
        forged = {"chosen": sorted(wrong), "right": "true", "score": "10", "passed": "1"}
        assert applicant.post(f"/quiz/{attempt.public_id}/{position}/", forged).status_code == 302
    assert "0/10" in text(applicant.get(f"/quiz/{attempt.public_id}/"))
    assert applicant.post(f"/quiz/{attempt.public_id}/", {"score": "10"}).status_code == 405
    assert not TrainingCertificate.objects.exists()


def test_the_certificate_is_the_subjects_and_nobody_elses(office, applicant, home, client):
    attempt = office.representative.passes(office.company, right=9)
    result = text(applicant.get(f"/quiz/{attempt.public_id}/"))
    assert "9/10，通过" in result
    letter = Letter.objects.get(kind="training")
    assert letter.number in text(applicant.get(home))
    assert applicant.get(letter.get_absolute_url()).status_code == 202  # on its way to the worker
    client.force_login(office.reviewer.user)
    for address in (letter.get_absolute_url(), home, f"/quiz/{attempt.public_id}/"):
        assert client.get(address).status_code == 404
    assert letter.number in text(client.get(f"/v/{letter.code}"))


def test_the_task_list_says_that_skipping_holds_nothing_up(office, applicant):
    case = office.representative.starts(office.identifies())
    assert "未做（不影响提交）" in text(applicant.get(f"/apply/{case.number}/"))
    office.representative.passes(office.company)
    page = text(applicant.get(f"/apply/{case.number}/"))
    assert "未做（不影响提交）" not in page
    assert TrainingCertificate.objects.get().letter.number in page


def test_without_any_course_the_page_says_so(office, applicant, home):
    office.company.kind = "individual_business"
    office.company.save()
    CourseVersion.objects.create(course="credit-repair", ordinal=2, content=_for_persons_only(), sha256="x")
    assert "还没有课程" in text(applicant.get(home))


def _for_persons_only():
    content = CourseVersion.objects.get(course="credit-repair").content
    return content | {"audience": ["natural_person"]}
