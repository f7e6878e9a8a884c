"""What was looked at is what is issued: byte for byte, without taking a number before."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.errors import CaseError
from notifications import outbox
from notifications.delivery import HANDLERS, forget_previews, path_of, pdf_of
from notifications.models import Letter, LetterPreview, Message, ShortMessage
from notifications.preview import PreviewOutdated
from repair import services
from repair.models import Status


@pytest.fixture(autouse=True)
def _drawn_here(settings, tmp_path):
    settings.LETTERS_RENDER_ANYWHERE = True
    settings.LETTER_DIR = tmp_path / "letters"


def looks_at(office, person, case, step):
    return services.preview_letter(case, step, by=person.user, on=office.day.today)


def drawn(shown):
    """The PDF of a letter or of a preview, after the worker has drawn it."""
    outbox.relay(HANDLERS, seconds=60)
    shown.refresh_from_db()
    return pdf_of(shown)


def counted():
    return Letter.objects.count(), Message.objects.count(), ShortMessage.objects.count()


STEPS = {
    "repair_granted": (lambda office: office.has_judged(), lambda who, case: who.approves(case)),
    "not_accepted": (
        lambda office: office.reviewer.claims(office.has_received()),
        lambda who, case: who.declines(case, "不属于本机关认定的信息。"),
    ),
    "supplement": (
        lambda office: office.reviewer.claims(office.has_received()),
        lambda who, case: who.asks(case, "授权委托书", "缴款凭证"),
    ),
}


@pytest.mark.parametrize("kind", STEPS)
def test_the_issued_letter_equals_its_preview_byte_for_byte(office, kind):
    prepare, step = STEPS[kind]
    case = office.reload(prepare(office))
    before, status = counted(), case.status
    shown = looks_at(office, office.reviewer, case, lambda: step(office.reviewer, case))
    seen = drawn(shown)
    assert (counted(), office.status_of(case)) == (before, status)
    step(office.reviewer, case)
    letter = Letter.objects.get(case_id=case.pk, kind=kind)
    assert drawn(letter) == seen
    assert letter.code == shown.sheet.code


def test_a_refusal_is_seen_by_who_proposes_and_by_who_signs(office):
    case = office.reload(office.has_taken_up())
    proposed = looks_at(office, office.reviewer, case, lambda: office.reviewer.proposes_refusal(case))
    assert (proposed.kind, office.reload(case).proposed_by) == ("repair_refused", None)
    office.reviewer.proposes_refusal(case)
    case = office.reload(case)
    signed = looks_at(office, office.second, case, lambda: office.second.countersigns(case))
    assert signed.kept["facts"] == proposed.kept["facts"]
    office.second.countersigns(case)
    letter = Letter.objects.get(case_id=case.pk, kind="repair_refused")
    assert letter.sheet == signed.sheet


def test_a_letter_that_has_changed_since_is_not_issued_before_it_is_seen_again(office):
    case = office.reload(office.reviewer.claims(office.has_received()))
    looks_at(office, office.reviewer, case, lambda: office.reviewer.asks(case, "授权委托书"))
    with pytest.raises(PreviewOutdated):
        office.reviewer.asks(case, "缴款凭证")
    assert office.status_of(case) == Status.SUBMITTED
    looks_at(office, office.reviewer, case, lambda: office.reviewer.asks(case, "缴款凭证"))
    assert office.reviewer.asks(case, "缴款凭证").status == Status.SUPPLEMENTING


def test_numbers_have_no_gaps_when_a_colleague_issues_in_between(office):
    first, second = office.has_judged(), office.has_judged()
    case = office.reload(first)
    shown = looks_at(office, office.reviewer, case, lambda: office.reviewer.approves(case))
    office.reviewer.approves(second)
    with pytest.raises(PreviewOutdated):
        office.reviewer.approves(first)
    case = office.reload(first)
    again = looks_at(office, office.reviewer, case, lambda: office.reviewer.approves(case))
    office.reviewer.approves(first)
    numbers = Letter.objects.filter(kind="repair_granted").order_by("pk").values_list("number", flat=True)
    assert list(numbers) == ["江环测信修〔2026〕1号", "江环测信修〔2026〕2号"]
    assert (shown.sheet.number, again.sheet.number) == tuple(numbers)


def test_without_a_look_the_letter_is_issued_all_the_same(office):
    assert office.has_granted().letters.filter(kind="repair_granted").exists()


def test_what_cannot_be_done_cannot_be_previewed(office):
    case = office.reload(office.has_taken_up())  # statements not judged
    with pytest.raises(CaseError), transaction.atomic():
        looks_at(office, office.reviewer, case, lambda: office.reviewer.approves(case))
    assert not LetterPreview.objects.exists()


def test_previews_are_gone_after_a_day_and_the_letters_file_stays(office, day):
    case = office.reload(office.has_judged())
    shown = looks_at(office, office.reviewer, case, lambda: office.reviewer.approves(case))
    drawn(shown)
    office.reviewer.approves(case)
    letter = Letter.objects.get(case_id=case.pk, kind="repair_granted")
    pdf = drawn(letter)
    day("2026-11-25")
    assert forget_previews(timezone.now()) == 1
    assert path_of(letter.sha256).read_bytes() == pdf


def test_only_who_asked_sees_the_preview_and_the_page_opens_it_when_drawn(office):
    case = office.reload(office.has_judged())
    reviewer, colleague = Client(), Client()
    reviewer.force_login(office.reviewer.user, backend="django.contrib.auth.backends.ModelBackend")
    colleague.force_login(office.colleague.user, backend="django.contrib.auth.backends.ModelBackend")
    form = {"decision": "approve", "seq": case.seq} | {f"judge_{s.pk}": "yes" for s in case.statements.all()}
    page = reverse("repair:preview_decision", args=[case.number])
    answer = reviewer.post(page, form)
    assert answer.status_code == 302
    assert reviewer.get(answer.url).status_code == 202
    outbox.relay(HANDLERS, seconds=60)
    pdf = reviewer.get(answer.url)
    assert (pdf.status_code, pdf["Content-Type"], pdf.content[:4]) == (200, "application/pdf", b"%PDF")
    assert colleague.get(answer.url).status_code == 404
    assert colleague.post(page, form).status_code in {409, 422}
    assert office.status_of(case) == Status.ACCEPTED


def test_a_form_that_could_not_be_issued_says_why_instead(office):
    case = office.reload(office.has_taken_up())
    client = Client()
    client.force_login(office.reviewer.user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(reverse("repair:preview_decision", args=[case.number]), {"seq": case.seq})
    assert answer.status_code == 422
