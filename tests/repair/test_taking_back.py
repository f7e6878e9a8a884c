"""R6: some seconds to take a decision back, before anything of it exists."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError, OperationalError
from django.utils import timezone

from casework.models import CaseEvent
from notifications import outbox
from notifications.delivery import HANDLERS, pdf_of
from notifications.models import Letter, LetterPreview, Message, ShortMessage
from registry.duties import take_duty
from registry.models import Record
from repair import services
from repair.models import Outcome, PreparedDecision
from repair.services.issued import AlreadyPrepared
from repair.services.prepare import forget_prepared

MISSING = "更正后的缴款凭证\n开票单位的说明"


@pytest.fixture(autouse=True)
def ten_seconds(settings, tmp_path):
    settings.DECISION_TAKE_BACK_SECONDS = 10
    settings.LETTERS_RENDER_ANYWHERE = True
    settings.LETTER_DIR = tmp_path / "letters"


@pytest.fixture
def after(day):
    """`after(11)`: the worker comes by, so many seconds later; how many decisions it made real or gave up."""

    def come_by(seconds: int) -> int:
        day.traveller.shift(timedelta(seconds=seconds))
        return services.issue_prepared(now=timezone.now(), on=timezone.localdate())

    return come_by


def everything():
    return (
        CaseEvent.objects.count(),
        Letter.objects.count(),
        Message.objects.count(),
        ShortMessage.objects.count(),
    )


def decide(client, case, **said):
    return client.post(f"/work/{case.number}/decide/", said)


def grant(client, case):
    return decide(
        client, case, decision="approve", **{f"judge_{one.pk}": "yes" for one in case.statements.all()}
    )


def outcome_of(case) -> str:
    return PreparedDecision.objects.filter(case=case).latest("pk").outcome


class TestBeforeItLeaves:
    def test_nothing_is_decided_and_nothing_is_sent(self, office, at, after):
        case = office.has_judged()
        before = everything()
        assert grant(at(office.reviewer), case).status_code == 302
        assert everything() == before
        assert office.status_of(case) == "accepted"
        assert after(9) == 0
        assert everything() == before

    def test_the_case_leaves_the_queue_and_the_next_one_opens(self, office, at):
        first = office.reviewer.claims(office.has_received())
        following = office.has_received()
        reviewer = at(office.reviewer)
        assert reviewer.get("/work/").context["chips"][0].count == "2"
        answer = decide(reviewer, first, decision="accept")
        assert answer.url == f"/work/{following.number}/#case-name"
        queue = reviewer.get("/work/")
        assert [row.case.number for row in queue.context["rows"]] == [following.number]
        assert queue.context["chips"][0].count == "1"

    def test_what_would_refuse_it_later_refuses_it_at_once(self, office, at):
        case = office.has_taken_up()
        answer = decide(at(office.reviewer), case, decision="approve")
        assert answer.status_code == 422
        case = office.reviewer.asks(office.reviewer.releases(case), "凭证")
        office.representative.supplements(case, "已附上")
        answer = decide(at(office.reviewer), office.reload(case), decision="supplement", reason=MISSING)
        assert answer.status_code == 409  # asked for once already
        assert not PreparedDecision.objects.exists()

    def test_its_person_is_offered_to_take_it_back_and_others_are_told_who_decided(self, office, at):
        case = office.reviewer.claims(office.has_received())
        decide(at(office.reviewer), case, decision="accept")
        own, other = (at(each).get(f"/work/{case.number}/") for each in (office.reviewer, office.colleague))
        assert f"/work/{case.number}/take-back/" in own.content.decode()
        assert "10:00:10" in own.content.decode()
        assert "take-back" not in other.content.decode()
        assert "lin" in other.context["standing"]
        assert not own.context["may_decide"]


class TestTakenBack:
    def test_the_words_are_in_the_form_again_and_nothing_is_chosen(self, office, at, after):
        case = office.reviewer.claims(office.has_received())
        before, reviewer = everything(), at(office.reviewer)
        decide(reviewer, case, decision="supplement", reason=MISSING, items=["unreadable"])
        assert reviewer.post(f"/work/{case.number}/take-back/").url == f"/work/{case.number}/"
        form = reviewer.get(f"/work/{case.number}/").context["form"]
        assert form["reason"].value() == MISSING
        assert form["items"].value() == ["unreadable"]
        assert not form["decision"].value()
        assert after(11) == 0
        assert everything() == before
        assert outcome_of(case) == Outcome.TAKEN_BACK

    def test_it_can_be_issued_anew(self, office, at, after):
        case = office.reviewer.claims(office.has_received())
        reviewer = at(office.reviewer)
        decide(reviewer, case, decision="accept")
        reviewer.post(f"/work/{case.number}/take-back/")
        assert decide(reviewer, case, decision="not_accept", reason="不属于本单位认定。").status_code == 302
        assert after(10) == 1
        assert office.status_of(case) == "not_accepted"

    def test_nobody_else_takes_it_back(self, office, at):
        case = office.reviewer.claims(office.has_received())
        decide(at(office.reviewer), case, decision="accept")
        assert at(office.second).post(f"/work/{case.number}/take-back/").status_code == 403
        assert at(office.stranger).post(f"/work/{case.number}/take-back/").status_code == 404
        assert outcome_of(case) == Outcome.WAITING

    def test_afterwards_it_is_too_late(self, office, at, after):
        case = office.reviewer.claims(office.has_received())
        reviewer = at(office.reviewer)
        decide(reviewer, case, decision="accept")
        assert after(10) == 1
        answer = reviewer.post(f"/work/{case.number}/take-back/")
        assert answer.status_code == 409
        assert office.status_of(case) == "accepted"


class TestMadeReal:
    @pytest.mark.parametrize(
        ("said", "status", "letter"),
        [
            ({"decision": "accept"}, "accepted", "acceptance"),
            ({"decision": "not_accept", "reason": "不属于本单位认定。"}, "not_accepted", "not_accepted"),
            ({"decision": "supplement", "reason": MISSING}, "supplementing", "supplement"),
        ],
    )
    def test_once_in_the_name_of_its_person(self, office, at, after, said, status, letter):
        case = office.reviewer.claims(office.has_received())
        decide(at(office.reviewer), case, **said)
        assert after(10) == 1
        assert after(10) == 0
        assert office.status_of(case) == status
        assert case.events.latest("seq").actor == office.reviewer.user
        assert case.letters.filter(kind=letter).count() == 1

    def test_a_refusal_and_its_second_signature(self, office, at, after):
        case = office.has_judged()
        decide(
            at(office.reviewer),
            case,
            decision="reject",
            reason="复查未通过。",
            remedy="复查通过后可再次申请。",
        )
        assert not office.reload(case).proposed_by
        after(10)
        second, path = at(office.second), f"/work/{case.number}/countersign/"
        assert second.post(path, {"decision": "confirm"}).status_code == 302
        assert second.post(f"/work/{case.number}/take-back/").status_code == 302
        assert second.post(path, {"decision": "confirm"}).status_code == 302
        assert second.get("/work/?show=countersign").context["rows"] == []
        assert (office.status_of(case), after(10), office.status_of(case)) == ("accepted", 1, "rejected")

    def test_a_worker_that_was_away_does_it_when_it_comes(self, office, at, after, day):
        case = office.has_judged()
        grant(at(office.reviewer), case)
        day("2026-11-24")
        assert after(0) == 1
        assert Letter.objects.get(case_id=case.pk, kind="repair_granted").issued_on == day.today

    def test_what_is_busy_waits_for_its_turn(self, office, at, after, monkeypatch):
        case = office.has_judged()
        grant(at(office.reviewer), case)

        def busy(*_args, **_kwargs):
            raise OperationalError("canceling statement due to lock timeout")

        with monkeypatch.context() as patched:
            patched.setattr("repair.services.prepare.take", busy)
            assert after(10) == 0
        assert outcome_of(case) == Outcome.WAITING
        assert after(2) == 1


class TestMeanwhile:
    """The department does nothing else with the case: its own step would bring the decision to nothing."""

    @pytest.fixture
    def issued(self, office, at):
        case = office.has_judged()
        grant(at(office.reviewer), case)
        return case

    def test_no_other_department_is_asked(self, office, at, after, issued):
        reviewer, there = at(office.reviewer), f"/work/{issued.number}/transfer/"
        asked = {"department": office.elsewhere.pk, "reason": "处罚决定由该单位作出。"}
        answer = reviewer.post(there, asked)
        assert answer.status_code == 409
        assert "本案的决定刚刚签发" in answer.content.decode()
        assert "处罚决定由该单位作出。" in answer.content.decode()  # what was written is not lost
        assert reviewer.get(there).status_code == 409
        with pytest.raises(AlreadyPrepared):
            office.reviewer.asks_to_take_over(issued, office.elsewhere)
        after(10)
        assert office.status_of(issued) == "approved"

    def test_its_term_is_not_extended(self, office, at, after, issued):
        said = {"extend-reason": "需要现场复查。"}
        assert at(office.second).post(f"/work/{issued.number}/extend/", said).status_code == 409
        after(10)
        assert office.status_of(issued) == "approved"

    def test_taken_back_it_can_be_handed_on(self, office, at, issued):
        services.take_back(issued.number, by=office.reviewer.user, now=timezone.now())
        assert office.reviewer.asks_to_take_over(issued, office.elsewhere).transfer_to == office.elsewhere


class TestTheWorldChanges:
    def failed(self, office, case) -> str:
        assert outcome_of(case) == Outcome.FAILED
        return office.told(office.reviewer)[-1]

    def test_withdrawn(self, office, at, after):
        case = office.has_judged()
        grant(at(office.reviewer), case)
        office.representative.withdraws(case)
        assert after(10) == 1
        assert case.number in self.failed(office, case)
        assert office.status_of(case) == "withdrawn"

    def test_given_to_a_colleague(self, office, at, after):
        case = office.has_judged()
        grant(at(office.reviewer), case)
        services.assign(case.number, to=office.colleague.user, by=office.second.user, on=office.day.today)
        after(10)
        assert "同事" in self.failed(office, case)
        assert case.number in [row.case.number for row in at(office.colleague).get("/work/").context["rows"]]

    def test_the_duty_is_taken_away(self, office, at, after):
        case = office.has_judged()
        grant(at(office.reviewer), case)
        take_duty(office.reviewer.user, office.department, "review_cases", office.day.today)
        after(10)
        assert self.failed(office, case)
        assert office.status_of(case) == "accepted"

    def test_the_law_allows_it_no_more(self, office, at, after):
        case = office.has_judged()
        grant(at(office.reviewer), case)
        Record.objects.filter(pk=case.record_id).update(severity="serious")
        after(10)
        assert self.failed(office, case)
        reviewer = at(office.reviewer)
        assert reviewer.get(f"/work/{case.number}/").context["may_decide"]

    def test_the_words_are_in_the_form_again(self, office, at, after):
        case = office.reviewer.claims(office.has_received())
        decide(at(office.reviewer), case, decision="not_accept", reason="不属于本单位认定。")
        services.assign(case.number, to=office.colleague.user, by=office.second.user, on=office.day.today)
        after(10)
        services.assign(case.number, to=office.reviewer.user, by=office.second.user, on=office.day.today)
        form = at(office.reviewer).get(f"/work/{case.number}/").context["form"]
        assert form["reason"].value() == "不属于本单位认定。"


class TestTheLetterThatWasPreviewed:
    def preview(self, client, case) -> LetterPreview:
        said = {"decision": "approve"} | {f"judge_{one.pk}": "yes" for one in case.statements.all()}
        assert client.post(f"/work/{case.number}/preview/", said).status_code == 302
        return LetterPreview.objects.filter(case_id=case.pk).latest("pk")

    def test_is_the_one_that_leaves_byte_for_byte_also_behind_another(self, office, at, after):
        cases, reviewer, seen = [office.has_judged(), office.has_judged()], at(office.reviewer), []
        for case in cases:
            shown = self.preview(reviewer, case)
            outbox.relay(HANDLERS, seconds=60)
            shown.refresh_from_db()
            seen.append(pdf_of(shown))
            assert grant(reviewer, case).status_code == 302
        assert after(10) == 2
        outbox.relay(HANDLERS, seconds=60)
        letters = [Letter.objects.get(case_id=case.pk, kind="repair_granted") for case in cases]
        assert [letter.number for letter in letters] == ["江环测信修〔2026〕1号", "江环测信修〔2026〕2号"]
        assert [pdf_of(letter) for letter in letters] == seen

    def test_whose_number_falls_to_it_no_more_is_looked_at_again(self, office, at, after):
        first, second = office.has_judged(), office.has_judged()
        reviewer = at(office.reviewer)
        grant(reviewer, first)
        self.preview(reviewer, second)
        grant(reviewer, second)
        reviewer.post(f"/work/{first.number}/take-back/")
        assert after(10) == 1
        assert outcome_of(second) == Outcome.FAILED
        assert not Letter.objects.filter(kind="repair_granted").exists()

    def test_is_not_issued_with_the_date_of_yesterday(self, office, at, after, day):
        case = office.has_judged()
        day.traveller.move_to("2026-11-23T23:59:55+08:00")
        reviewer = at(office.reviewer)
        self.preview(reviewer, case)
        assert grant(reviewer, case).status_code == 302
        after(10)
        assert outcome_of(case) == Outcome.FAILED
        assert "日期" in office.told(office.reviewer)[-1]


class TestTheDatabase:
    @pytest.fixture
    def prepared(self, office, at):
        case = office.reviewer.claims(office.has_received())
        decide(at(office.reviewer), case, decision="accept")
        return PreparedDecision.objects.get()

    def copy(self, prepared, **facts):
        columns = {"case": prepared.case, "seq": prepared.seq, "verb": "accept", "by": prepared.by}
        columns |= {"prepared_at": prepared.prepared_at, "until": prepared.until}
        return PreparedDecision(**(columns | facts))

    def test_holds_one_for_each_case(self, office, at, prepared):
        with pytest.raises(IntegrityError, match="one_at_a_time"), transaction.atomic():
            self.copy(prepared).save()
        assert decide(at(office.reviewer), prepared.case, decision="accept").status_code == 409

    def test_makes_none_real_twice(self, office, prepared, after):
        after(10)
        again = self.copy(prepared, outcome=Outcome.ISSUED, ended_at=timezone.now())
        with pytest.raises(IntegrityError, match="issued_once"), transaction.atomic():
            again.save()
        with pytest.raises(IntegrityError, match="ends once"), transaction.atomic():
            PreparedDecision.objects.update(outcome=Outcome.WAITING, ended_at=None)

    def test_changes_nothing_of_what_waits(self, prepared):
        for change in ("verb = 'approve'", "until = until - interval '9 seconds'", "by_id = by_id + 1"):
            with (
                pytest.raises((IntegrityError, InternalError)),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(f"UPDATE repair_prepareddecision SET {change}")  # noqa: S608

    def test_forgets_what_ended_long_ago(self, office, prepared, after):
        assert forget_prepared(office.day.today + timedelta(days=200)) == 0  # it waits still
        after(10)
        assert forget_prepared(office.day.today + timedelta(days=89)) == 0
        assert forget_prepared(office.day.today + timedelta(days=92)) == 1
