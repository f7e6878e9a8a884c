"""R9: the department asks, the applicant answers, and the term runs on."""

from datetime import date

from repair.models import Remark


def ask(client, case, text="复查是哪一天？"):
    return client.post(f"/work/{case.number}/ask/", {"ask-text": text})


def test_the_question_reaches_the_applicant_and_the_clock_runs_on(office, at):
    case = office.reviewer.claims(office.has_taken_up())
    due, seq = case.due_on, case.seq
    assert ask(at(office.reviewer), case).status_code == 302
    after = office.reload(case)
    assert (after.due_on, after.seq, after.status) == (due, seq, "accepted")
    assert any(case.number in said for said in office.told(office.representative))
    [remark] = Remark.objects.all()
    assert remark.answer_by == date(2026, 11, 24)  # the working day after Monday 23 November
    assert (
        "复查是哪一天？" in at(office.representative).get(f"/cases/{case.number}/questions/").content.decode()
    )


def test_the_answer_reaches_the_reviewer_and_both_read_both(office, at):
    case = office.reviewer.claims(office.has_received())
    ask(at(office.reviewer), case)
    applicant = at(office.representative)
    answer = applicant.post(f"/cases/{case.number}/questions/", {"text": "11月12日"})
    assert answer.status_code == 302
    assert any(case.number in said for said in office.told(office.reviewer))
    for page in (applicant.get(answer.url), at(office.reviewer).get(f"/work/{case.number}/")):
        assert "复查是哪一天？" in page.content.decode()
        assert "11月12日" in page.content.decode()


def test_who_has_not_taken_the_case_asks_nothing(office, at):
    case = office.reviewer.claims(office.has_received())
    assert ask(at(office.colleague), case).status_code == 409
    assert ask(at(office.stranger), case).status_code == 404
    assert not Remark.objects.exists()


def test_a_closed_case_is_not_talked_about(office, at):
    case = office.reviewer.claims(office.has_received())
    ask(at(office.reviewer), case)
    office.representative.withdraws(case)
    assert ask(at(office.reviewer), case).status_code == 409
    answer = at(office.representative).post(f"/cases/{case.number}/questions/", {"text": "11月12日"})
    assert answer.status_code == 409


def test_nothing_and_too_much_are_refused_in_words_and_kept(office, at):
    case = office.reviewer.claims(office.has_received())
    assert ask(at(office.reviewer), case, " ").status_code == 422
    answer = ask(at(office.reviewer), case, "字" * 10000)
    assert answer.status_code == 422
    assert "字" * 10000 in answer.content.decode()
