"""The department's desk: the queue, the judgements before the decision, and conflicts in words."""

import re
from urllib.parse import quote

import pytest

from registry.duties import give_duty
from tests.world import Person, user


def text(answer) -> str:
    return re.sub(r"<[^>]+>|\s+", "", answer.content.decode())


def decide(client, case, **said):
    return client.post(f"/work/{case.number}/decide/", said)


class TestQueue:
    def test_the_nearest_due_date_comes_first_and_its_deadline_is_text(self, office, at, day):
        later = office.has_taken_up()
        sooner = office.has_received()
        page = at(office.reviewer).get("/work/")
        assert [row.case.number for row in page.context["rows"]] == [sooner.number, later.number]
        assert "剩3日" in text(page)
        day("2026-12-01")
        assert "超3日" in text(at(office.reviewer).get("/work/"))

    def test_another_department_sees_neither_list_nor_case(self, office, at):
        case = office.has_received()
        stranger = at(office.stranger)
        assert case.number not in text(stranger.get("/work/", {"q": case.number}))
        assert stranger.get(f"/work/{case.number}/").status_code == 404
        assert decide(stranger, case, decision="accept").status_code == 404

    def test_without_a_duty_there_is_no_desk(self, office, at):
        assert at(office.representative).get("/work/").status_code == 403

    @pytest.mark.parametrize("typed", ["江环罚(2026)77号", "江环罚〔2026〕77号"])
    def test_a_case_is_found_by_its_document_number(self, office, at, typed):
        case = office.has_received(document_number="江环罚〔2026〕77号")
        office.has_received()
        rows = at(office.reviewer).get("/work/", {"q": typed}).context["rows"]
        assert [row.case.number for row in rows] == [case.number]

    @pytest.mark.parametrize("after", ["x", "2026-99-99_1", "_", "2026-11-25_x", "_" + "9" * 30])
    def test_a_page_key_nobody_gave_out_is_no_error(self, office, at, after):
        assert at(office.reviewer).get("/work/", {"after": after}).status_code == 200

    def test_an_application_in_the_making_is_not_the_departments_business_yet(self, office, at):
        case = office.representative.starts(office.identifies())
        assert at(office.reviewer).get(f"/work/{case.number}/").status_code == 404


class TestArrivals:
    def test_cases_that_come_in_while_the_page_is_open_are_announced(self, office, at, day):
        office.has_received()
        reviewer = at(office.reviewer)
        page = reviewer.get("/work/")
        seen = {"since": page.context["read_at"]}
        assert f"/work/arrived/?since={quote(seen['since'])}" in page.content.decode()
        assert reviewer.get("/work/arrived/", {"since": "2999-01-01T00:00:00Z"}).json()["count"] == 0
        assert reviewer.get("/work/arrived/", {"since": "2020-01-01T00:00:00Z"}).json()["count"] == 1
        assert (
            at(office.stranger).get("/work/arrived/", {"since": "2020-01-01T00:00:00Z"}).json()["count"] == 0
        )

    @pytest.mark.parametrize("since", ["", "x", "2026-99-99T00:00:00Z", "2026-11-20T00:00:00"])
    def test_a_moment_nobody_gave_out_announces_nothing(self, office, at, since):
        office.has_received()
        assert at(office.reviewer).get("/work/arrived/", {"since": since}).json()["count"] == 0


class TestDeciding:
    def test_take_take_up_judge_and_grant(self, office, at):
        case = office.has_received()
        reviewer = at(office.reviewer)
        assert reviewer.post(f"/work/{case.number}/claim/").status_code == 302
        assert decide(reviewer, case, decision="accept").status_code == 302
        office.reviewer.claims(case)
        [one] = case.statements.all()
        granted = {"decision": "approve", f"judge_{one.pk}": "yes"}
        assert decide(reviewer, case, **granted).status_code == 302
        assert office.reload(case).status == "approved"

    def test_nothing_is_granted_before_every_item_is_judged(self, office, at):
        case = office.has_taken_up()
        office.reviewer.claims(case)
        answer = decide(at(office.reviewer), case, decision="approve")
        assert answer.status_code == 422
        assert "这一项还需要您判断" in text(answer)
        assert office.reload(case).status == "accepted"

    def test_an_item_that_is_not_accepted_needs_a_reason_and_keeps_the_rest(self, office, at):
        case = office.has_taken_up()
        office.reviewer.claims(case)
        [one] = case.statements.all()
        answer = decide(
            at(office.reviewer), case, decision="approve", reason="留言", **{f"judge_{one.pk}": "no"}
        )
        assert answer.status_code == 422
        assert "留言" in answer.content.decode()
        one.refresh_from_db()
        assert one.accepted is None

    def test_a_refusal_needs_reasons_and_what_would_change_the_answer(self, office, at):
        case = office.has_judged()
        office.reviewer.claims(case)
        answer = decide(at(office.reviewer), case, decision="reject")
        assert "请写明理由" in text(answer)
        assert "请写明怎样、何时可以重新申请" in text(answer)

    def test_whoever_proposed_cannot_countersign(self, office, at):
        case = office.has_judged()
        office.reviewer.proposes_refusal(case)
        page = at(office.reviewer).get(f"/work/{case.number}/")
        assert "您是承办人，不能复核" in text(page)
        answer = at(office.reviewer).post(f"/work/{case.number}/countersign/", {"decision": "confirm"})
        assert answer.status_code == 403
        assert office.reload(case).status == "accepted"

    def test_the_second_person_signs(self, office, at):
        case = office.has_judged()
        office.reviewer.proposes_refusal(case)
        answer = at(office.second).post(f"/work/{case.number}/countersign/", {"decision": "confirm"})
        assert answer.status_code == 302
        assert office.reload(case).status == "rejected"

    def test_no_decision_is_chosen_beforehand(self, office, at):
        case = office.has_received()
        office.reviewer.claims(case)
        page = at(office.reviewer).get(f"/work/{case.number}/").content.decode()
        assert not re.search(r'name="decision"[^>]*checked', page)


class TestExtending:
    def test_the_head_extends_once_and_the_applicant_reads_why(self, office, at, day):
        case = office.has_taken_up()
        give_duty(office.second.user, office.department, "lead_department", day.today)
        head = at(office.second)
        said = {"extend-reason": "需要现场复查"}
        assert head.post(f"/work/{case.number}/extend/", said).status_code == 302
        assert office.reload(case).due_on > case.due_on
        assert "需要现场复查" in text(at(office.representative).get(f"/cases/{case.number}/"))
        assert "延长期限" not in text(head.get(f"/work/{case.number}/"))
        assert head.post(f"/work/{case.number}/extend/", said).status_code == 422

    def test_without_a_reason_nothing_is_extended(self, office, at, day):
        case = office.has_taken_up()
        give_duty(office.second.user, office.department, "lead_department", day.today)
        answer = at(office.second).post(f"/work/{case.number}/extend/", {})
        assert answer.status_code == 422
        assert "<title>错误：" in answer.content.decode()

    def test_a_reviewer_does_not_extend(self, office, at):
        case = office.has_taken_up()
        answer = at(office.reviewer).post(f"/work/{case.number}/extend/", {"extend-reason": "忙"})
        assert answer.status_code == 403


class TestConflicts:
    def test_who_comes_second_is_told_that_a_colleague_was_faster(self, office, at):
        case = office.has_received()
        office.colleague.claims(case)
        answer = at(office.reviewer).post(f"/work/{case.number}/claim/")
        assert answer.status_code == 409
        assert "您刚才的操作没有生效" in text(answer)

    def test_a_page_older_than_the_case_decides_nothing(self, office, at):
        case = office.has_received()
        seen = office.reload(case).seq
        office.reviewer.accepts(case)
        office.reviewer.claims(case)
        answer = decide(at(office.reviewer), case, decision="supplement", reason="凭证", seq=seen)
        assert answer.status_code == 409
        assert office.reload(case).status == "accepted"

    def test_the_colleague_reads_who_has_the_case(self, office, at):
        case = office.has_received()
        office.reviewer.claims(case)
        page = at(office.colleague).get(f"/work/{case.number}/")
        assert "正在办理，您可以查看" in text(page)
        assert 'id="decide"' not in page.content.decode()

    def test_a_superuser_has_no_desk(self, office, at, admin_user, client):
        case = office.has_received()
        client.force_login(admin_user)
        assert client.get(f"/work/{case.number}/").status_code == 403
        assert decide(client, case, decision="accept").status_code == 403

    def test_without_a_case_in_its_address_it_leads_to_the_queue(self, office, at):
        record = office.identifies(severity="")
        here = f"/work/classes/{record.public_id}/"
        said = {f"{record.public_id}-severity": "general", f"{record.public_id}-basis": "分类标准"}
        assert at(office.reviewer).post(here, said).status_code == 302
        answer = at(office.colleague).post(here, said)
        assert answer.status_code == 409
        assert 'href="/work/"' in answer.content.decode()
        assert 'href="/records/"' not in answer.content.decode()


class TestFrame:
    """Officers keep the rail on the pages that they share with the public."""

    @pytest.mark.parametrize("path", ["/inbox/", "/inbox/settings/", "/work/no-such-case/"])
    def test_an_officer_keeps_the_rail_and_an_applicant_the_public_frame(self, office, at, path):
        assert "xx-rail" in at(office.reviewer).get(path).content.decode()
        assert "xx-rail" in at(office.credit_officer).get(path).content.decode()
        assert "xx-rail" not in at(office.representative).get(path).content.decode()

    def test_it_says_for_whom_one_works(self, office, at, day):
        assert "生态环境局（测试）" in text(at(office.reviewer).get("/inbox/"))
        assert "gao·信用办" in text(at(office.credit_officer).get("/inbox/"))
        give_duty(office.stranger.user, office.department, "review_cases", day.today)
        assert "等2个部门" in text(at(office.stranger).get("/inbox/"))

    def test_the_rail_counts_the_records_without_class(self, office, at):
        assert "待核定<" in at(office.reviewer).get("/work/").content.decode()
        office.identifies(severity="")
        assert "待核定1" in text(at(office.reviewer).get("/work/"))
        assert "待核定1" not in text(at(office.stranger).get("/work/"))

    def test_who_does_not_review_is_offered_neither_classes_nor_notices(self, office, at, day):
        head = user("head")
        give_duty(head, office.department, "lead_department", day.today)
        page = at(Person(head, day)).get("/work/").content.decode()
        assert "/work/classes/" not in page
        assert "/work/notices/" not in page
