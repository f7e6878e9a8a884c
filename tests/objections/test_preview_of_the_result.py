"""R11: the letter with the answer is looked at before it is issued, and what was looked at is what is issued."""

import pytest

from notifications import outbox
from notifications.delivery import HANDLERS, pdf_of
from notifications.models import Letter, LetterPreview, Message, ShortMessage
from objections.letters import Result, ReviewResult
from objections.models import ClaimAnswer, Status
from tests.objecting import as_it_stands
from tests.objections.test_desk_pages import REASON, page, said, taken

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _drawn_here(settings, tmp_path):
    settings.LETTERS_RENDER_ANYWHERE = True
    settings.LETTER_DIR = tmp_path / "letters"


@pytest.fixture
def asked(client):
    def ask(person, path, sent=None, follow=False):
        client.force_login(person.user)
        return client.get(path) if sent is None else client.post(path, sent, follow=follow)

    return ask


def drawn(shown):
    outbox.relay(HANDLERS, seconds=60)
    shown.refresh_from_db()
    return pdf_of(shown)


def counted():
    return Letter.objects.count(), Message.objects.count(), ShortMessage.objects.count()


def test_the_letter_that_is_issued_equals_the_one_looked_at_and_looking_changes_nothing(office, day, asked):
    case = taken(office, day)
    before = counted()
    looked = asked(office.reviewer, page(case, "preview/"), said(case))
    shown = LetterPreview.objects.get()
    assert looked.url.endswith(f"{shown.public_id}.pdf")
    seen = drawn(shown)
    assert REASON in str(shown.sheet.facts)
    assert counted() == before
    assert as_it_stands(case).status == Status.VERIFYING
    assert not ClaimAnswer.objects.filter(claim__case=case).exists()
    asked(office.reviewer, page(case, "answer/"), said(case))
    asked(office.reviewer, page(case, "answer/"), said(case, conclude="upheld"))
    letter = Letter.objects.get(kind=Result.kind)
    assert drawn(letter) == seen


def test_an_answer_that_has_changed_since_is_not_sent_before_it_is_seen_again(office, day, asked):
    case = taken(office, day)
    asked(office.reviewer, page(case, "preview/"), said(case))
    changed = said(case, reason_1="改写后的理由。")
    asked(office.reviewer, page(case, "answer/"), changed)
    shown = asked(office.reviewer, page(case, "answer/"), changed | {"conclude": "upheld"}, follow=True)
    assert as_it_stands(case).status == Status.VERIFYING
    assert "请重新预览" in shown.content.decode()
    asked(office.reviewer, page(case, "preview/"), changed)
    asked(office.reviewer, page(case, "answer/"), changed | {"conclude": "upheld"})
    assert as_it_stands(case).outcome == Status.UPHELD


def test_answers_that_lead_to_no_letter_say_why(office, day, asked):
    case = taken(office, day)
    shown = asked(office.reviewer, page(case, "preview/"), said(case, reason_1=""))
    assert shown.status_code == 422
    assert "reason_1" in shown.context["answering"].errors
    nothing = {"seq": case.seq}
    assert asked(office.reviewer, page(case, "preview/"), nothing).status_code == 422
    assert not LetterPreview.objects.exists()


def test_stays_as_it_is_is_seen_by_who_proposes_and_by_who_signs(office, day, asked):
    case = taken(office, day)
    asked(office.reviewer, page(case, "preview/"), said(case, "right"))
    proposed = LetterPreview.objects.get().sheet.facts
    assert proposed["outcome"] == "维持原信息"
    asked(office.reviewer, page(case, "answer/"), said(case, "right"))
    asked(office.reviewer, page(case, "answer/"), said(case, "right", conclude="dismissed"))
    case = as_it_stands(case)
    asked(office.second, page(case, "countersign/preview/"), {"seq": case.seq})
    shown = LetterPreview.objects.get(user=office.second.user)
    assert shown.sheet.facts == proposed
    seen = drawn(shown)
    asked(office.second, page(case, "countersign/"), {"decision": "confirm", "seq": case.seq})
    assert drawn(Letter.objects.get(kind=Result.kind)) == seen


def test_the_office_looks_at_its_own_answer_and_at_that_of_the_re_check(office, day, asked):
    day("2026-11-23")
    case = office.representative.objects(office.identifies(), fine_yuan="3200")
    office.credit_officer.takes_up(case)
    case, ours = as_it_stands(case), f"/office/objections/{case.number}/preview/"
    looked = asked(office.credit_officer, ours, said(case))
    assert looked.status_code == 302
    assert LetterPreview.objects.get().kind == Result.kind
    office.credit_officer.forwards(case)
    office.reviewer.concludes(case, fine_yuan="right")
    office.second.confirms(case)
    office.representative.asks_for_review(case)
    other, case = office.joins_the_credit_office("luo"), as_it_stands(case)
    assert asked(other, ours, said(case, "right")).status_code == 302
    assert LetterPreview.objects.get(user=other.user).kind == ReviewResult.kind
