"""Who works on what: given out by the head, taken over while a colleague is away, several cases at once."""

from datetime import date
from hashlib import sha256
from io import BytesIO

import pytest
from openpyxl import load_workbook

from casework.errors import CaseError
from casework.routing import TakenByAColleague
from registry.models import Export
from repair import services
from repair.models import Handover


def numbers(answer) -> list[str]:
    return [row.case.number for row in answer.context["rows"]]


class TestGivingOut:
    def test_the_head_gives_a_taken_case_to_another_reviewer_who_is_told(self, office, at):
        case = office.reviewer.claims(office.has_received())
        answer = at(office.second).post(f"/work/{case.number}/assign/", {"person": office.colleague.user.pk})
        assert answer.status_code == 302
        assert office.reload(case).claimed_by == office.colleague.user
        assert any(case.number in said for said in office.told(office.colleague))
        [handover] = Handover.objects.filter(case=case)
        assert (handover.giver, handover.taker) == (office.reviewer.user, office.colleague.user)

    def test_whoever_had_it_can_only_read_it_now(self, office):
        case = office.reviewer.claims(office.has_received())
        services.assign(case.number, to=office.colleague.user, by=office.second.user, on=office.day.today)
        with pytest.raises(TakenByAColleague):
            services.accept(case.number, by=office.reviewer.user, on=office.day.today)
        assert office.colleague.accepts(case).status == "accepted"

    def test_it_goes_to_reviewers_of_the_department_only(self, office, at):
        case = office.has_received()
        answer = at(office.second).post(f"/work/{case.number}/assign/", {"person": office.stranger.user.pk})
        assert answer.status_code == 422
        with pytest.raises(CaseError):
            services.assign(case.number, to=office.stranger.user, by=office.second.user, on=office.day.today)

    def test_a_reviewer_gives_nothing_out(self, office, at):
        case = office.has_received()
        answer = at(office.reviewer).post(
            f"/work/{case.number}/assign/", {"person": office.colleague.user.pk}
        )
        assert answer.status_code == 403

    def test_a_case_that_waits_for_its_applicant_is_given_to_nobody(self, office, at):
        case = office.reviewer.asks(office.has_received(), "凭证")
        answer = at(office.second).post(f"/work/{case.number}/assign/", {"person": office.colleague.user.pk})
        assert answer.status_code == 409


class TestStandingIn:
    @pytest.fixture
    def away(self, office):
        services.delegate(
            to=office.colleague.user,
            since=date(2026, 11, 24),
            until=date(2026, 11, 26),
            by=office.reviewer.user,
            on=office.day.today,
        )

    def test_the_delegate_finds_the_cases_and_takes_one_over(self, office, at, day, away):
        case = office.reviewer.claims(office.has_received())
        day("2026-11-24")
        colleague = at(office.colleague)
        assert numbers(colleague.get("/work/", {"show": "mine"})) == [case.number]
        assert colleague.post(f"/work/{case.number}/take-over/").status_code == 302
        assert office.reload(case).claimed_by == office.colleague.user

    @pytest.mark.parametrize("on", ["2026-11-23", "2026-11-27"])
    def test_the_day_before_and_the_day_after_the_cases_are_their_reviewers(self, office, at, day, away, on):
        case = office.reviewer.claims(office.has_received())
        day(on)
        colleague = at(office.colleague)
        assert numbers(colleague.get("/work/", {"show": "mine"})) == []
        assert colleague.post(f"/work/{case.number}/take-over/").status_code == 409

    def test_coming_back_early_ends_it(self, office, at, day, away):
        case = office.reviewer.claims(office.has_received())
        day("2026-11-24")
        assert at(office.reviewer).post("/work/settings/back/").status_code == 302
        assert at(office.colleague).post(f"/work/{case.number}/take-over/").status_code == 409

    def test_a_colleague_without_a_delegation_takes_nothing_over(self, office, at, day, away):
        case = office.reviewer.claims(office.has_received())
        day("2026-11-24")
        assert at(office.second).post(f"/work/{case.number}/take-over/").status_code == 409

    def test_it_is_arranged_on_the_settings_page(self, office, at):
        reviewer = at(office.reviewer)
        said = {"delegate": office.colleague.user.pk, "since": "2026-11-24", "until": "2026-11-26"}
        assert reviewer.post("/work/settings/away/", said).status_code == 302
        assert reviewer.get("/work/settings/").context["away"].delegate == office.colleague.user
        assert office.told(office.colleague)

    def test_colleagues_see_who_is_away_and_who_stands_in(self, office, at, away):
        [absent] = at(office.second).get("/work/settings/").context["absent"]
        assert (absent.user, absent.delegate) == (office.reviewer.user, office.colleague.user)
        assert at(office.stranger).get("/work/settings/").context["absent"] == []

    @pytest.mark.parametrize("until", ["2026-11-20", "2026-13-01", ""])
    def test_days_that_cannot_be_are_refused_in_words(self, office, at, until):
        said = {"delegate": office.colleague.user.pk, "since": "2026-11-24", "until": until}
        assert at(office.reviewer).post("/work/settings/away/", said).status_code == 422

    def test_nobody_outside_the_department_stands_in(self, office, at):
        said = {"delegate": office.stranger.user.pk, "since": "2026-11-24", "until": "2026-11-26"}
        assert at(office.reviewer).post("/work/settings/away/", said).status_code == 422


class TestWhatTheQueueOpensWith:
    def test_it_opens_with_what_was_chosen(self, office, at):
        office.has_received()
        mine = office.reviewer.claims(office.has_received())
        reviewer = at(office.reviewer)
        assert reviewer.post("/work/settings/queue/", {"lens": "mine"}).status_code == 302
        assert numbers(reviewer.get("/work/")) == [mine.number]
        assert len(numbers(reviewer.get("/work/", {"show": "all"}))) == 2

    def test_its_rows_stand_close_where_that_was_chosen(self, office, at):
        reviewer = at(office.reviewer)
        assert "xx-dense" not in reviewer.get("/work/").content.decode()
        reviewer.post("/work/settings/queue/", {"lens": "all", "dense": "on"})
        assert "xx-dense" in reviewer.get("/work/").content.decode()
        assert reviewer.get("/work/settings/").context["queue"]["dense"].value()

    def test_a_filter_that_nobody_knows_is_not_kept(self, office, at):
        assert at(office.reviewer).post("/work/settings/queue/", {"lens": "x"}).status_code == 422


class TestSeveralAtOnce:
    def test_with_nothing_ticked_it_says_so(self, office, at):
        office.has_received()
        answer = at(office.second).post("/work/bulk/", {"action": "remind"})
        assert answer.status_code == 422
        assert answer.context["bulk"].non_field_errors()

    @pytest.mark.parametrize("action", ["approve", "accept", "reject", ""])
    def test_no_decision_is_taken_for_several(self, office, at, action):
        case = office.has_judged()
        answer = at(office.second).post("/work/bulk/", {"action": action, "case": [case.number]})
        assert answer.status_code == 422
        assert office.status_of(case) == "accepted"

    def test_the_head_gives_several_out(self, office, at):
        cases = [office.has_received(), office.has_received()]
        said = {
            "action": "assign",
            "person": office.colleague.user.pk,
            "case": [case.number for case in cases],
        }
        assert at(office.reviewer).post("/work/bulk/", said).status_code == 422  # leads no department
        assert at(office.second).post("/work/bulk/", said).status_code == 302
        assert {office.reload(case).claimed_by for case in cases} == {office.colleague.user}

    def test_each_is_reminded_once_a_day(self, office, at, day):
        case = office.reviewer.claims(office.has_received())
        waiting = office.reviewer.asks(office.has_received(), "凭证")
        said = {"action": "remind", "case": [case.number, waiting.number]}
        reviewer, applicant = len(office.told(office.reviewer)), len(office.told(office.representative))
        for _time in range(2):
            assert at(office.colleague).post("/work/bulk/", said).status_code == 302
        assert len(office.told(office.reviewer)) == reviewer + 1
        assert len(office.told(office.representative)) == applicant + 1
        day("2026-11-24")
        at(office.colleague).post("/work/bulk/", said)
        assert len(office.told(office.reviewer)) == reviewer + 2

    def test_another_departments_case_is_not_found(self, office, at):
        case = office.has_received()
        answer = at(office.stranger).post("/work/bulk/", {"action": "export", "case": [case.number]})
        assert answer.status_code == 404

    def test_the_exported_list_says_who_took_it_out_and_holds_no_formula(self, office, at):
        case = office.has_received(title='=HYPERLINK("http://x.invalid","x")')
        answer = at(office.reviewer).post("/work/bulk/", {"action": "export", "case": [case.number]})
        assert answer.status_code == 200
        sheet = load_workbook(BytesIO(answer.content)).active
        rows = list(sheet.iter_rows())
        assert office.reviewer.user.username in rows[0][0].value
        assert case.number in [cell.value for cell in rows[2]]
        assert {cell.data_type for row in rows for cell in row if cell.value} == {"s"}
        kept = Export.objects.get()
        assert kept.public_id in rows[0][0].value
        assert kept.sha256 == sha256(answer.content).hexdigest()
        assert (kept.by, kept.rows, kept.asked) == (office.reviewer.user, 1, {"cases": [case.number]})
