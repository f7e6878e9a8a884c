"""What the reviewer reads before deciding: the five questions, who filed, what granting brings about, whose hands."""

import re
from datetime import date

import pytest
from django.test import Client

from registry.models import Channel, Publication
from repair import services
from repair.models import SubjectCheck
from repair.services.subject_check import check_subject


@pytest.fixture
def read(office):
    """The page as a person reads it, with its context."""

    def opened(person, path):
        client = Client()
        client.force_login(person.user)
        answer = client.get(path)
        answer.words = re.sub(r"<[^>]+>|\s+", "", answer.content.decode())
        return answer

    return opened


class TestBeforeTakingUp:
    def checks(self, read, office, case):
        page = read(office.reviewer, f"/work/{case.number}/")
        return {each.question: each for each in page.context["checks"]}

    def test_five_questions_are_answered_with_source_and_clause(self, office, read):
        checks = self.checks(read, office, office.has_received())
        assert [each.css for each in checks.values()] == ["xx-ok"] * 5
        assert all(each.source for each in checks.values())
        assert any(condition.cites for _words, condition in checks["期限已到？"].conditions)

    def test_they_are_asked_before_the_application_is_taken_up_only(self, office, read):
        case = office.has_taken_up()
        assert read(office.reviewer, f"/work/{case.number}/").context["checks"] == []

    def test_an_obligation_that_came_later_is_missing_among_the_papers(self, office, read):
        case = office.has_received()
        case.record.obligations.create(kind="other", description="公开道歉")
        papers = self.checks(read, office, case)["材料齐全？"]
        assert papers.css == "xx-b"
        assert papers.missing

    def test_a_remark_on_the_facts_of_the_entity_is_shown_and_for_the_reviewer_to_judge(self, office, read):
        case = office.has_received()
        SubjectCheck.objects.filter(case=case).delete()
        check_subject(
            case, right=False, remark="住所已经变更。", by=office.representative.user, on=office.day.today
        )
        page = read(office.reviewer, f"/work/{case.number}/")
        assert "住所已经变更。" in page.words
        assert self.checks(read, office, case)["主体相符？"].css == "xx-w"


def test_what_granting_brings_about_stands_above_the_button(office, read):
    case = office.has_judged()
    second = Channel.objects.create(code="other", name="信用江澜（测试）")
    Publication.objects.create(record=case.record, channel=second, shown_from=date(2026, 8, 10))
    page = read(office.reviewer, f"/work/{case.number}/")
    assert page.context["effect"] == "准予后将停止公示 2 个网站，解除 1 项措施"


def test_what_would_change_the_answer_is_worded_from_what_is_not_met(office, read):
    case = office.has_judged()
    assert not read(office.reviewer, f"/work/{case.number}/").context["form"]["remedy"].value()
    office.reviewer.judges(case, accepted=False, reason="复查未通过。")
    form = read(office.reviewer, f"/work/{case.number}/").context["form"]
    assert form["remedy"].value() == "完全履行有关文书规定的义务后，可以再次申请信用修复。"


def test_the_history_says_from_whose_hands_into_whose_a_case_went(office, read):
    case = office.reviewer.claims(office.has_received())
    services.assign(case.number, to=office.colleague.user, by=office.second.user, on=office.day.today)
    page = read(office.second, f"/work/{case.number}/")
    assert page.context["timeline"][0].title == "由lin转给wang"
    assert page.context["timeline"][0].who == "chen"


def test_an_empty_queue_does_not_say_that_all_is_done_while_a_signature_is_awaited(office, read):
    assert "待办清零" in read(office.second, "/work/").words
    case = office.has_judged()
    office.reviewer.proposes_refusal(case)
    page = read(office.second, "/work/")
    assert "待办清零" not in page.words
    assert "等您复核" in page.words


@pytest.mark.parametrize(("code", "printed"), [("obligation_open", "义务未履行完毕"), ("other", "")])
def test_the_kind_of_reason_is_printed_in_the_refusal(office, code, printed):
    case = office.has_judged()
    services.propose_refusal(
        case.number,
        reasons="罚款未缴。",
        remedy="缴清后可再次申请。",
        code=code,
        by=office.reviewer.user,
        on=office.day.today,
    )
    office.second.countersigns(case)
    assert case.letters.get(kind="repair_refused").facts["reason_kind"] == printed
