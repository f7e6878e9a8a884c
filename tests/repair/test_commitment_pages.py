"""The commitment on the applicant's pages: previewed, signed, and asked for again after a change (E11, E16)."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from notifications import outbox
from notifications.delivery import HANDLERS, pdf_of
from notifications.models import Letter, LetterPreview
from tests.corpus.papers import a_pdf

CHANGED = "材料有变化，请重新签署"
TICKS = {"read": "on", "truthful": "on", "consequences": "on"}


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.EVIDENCE_DIR, settings.LETTER_DIR = tmp_path / "evidence", tmp_path / "letters"
    settings.LETTERS_RENDER_ANYWHERE = settings.EVIDENCE_CHECK_INLINE = True


@pytest.fixture
def applicant(office, client):
    client.force_login(office.representative.user)
    return client


@pytest.fixture
def case(office):
    case = office.representative.starts(office.identifies())
    office.representative.states(case)
    return case


def text(answer) -> str:
    return re.sub(r"<[^>]+>|\s+", "", answer.content.decode())


def a_paper():
    return SimpleUploadedFile("新凭证.pdf", a_pdf())


def draws(one):
    outbox.relay(HANDLERS, seconds=60)
    one.refresh_from_db()
    return pdf_of(one)


def test_the_signed_pdf_is_the_previewed_one_byte_for_byte(applicant, case):
    address = f"/apply/{case.number}/commitment/"
    shown = applicant.post(f"{address}preview/")
    preview = LetterPreview.objects.get()
    assert shown.url == f"/letters/preview/{preview.public_id}.pdf"
    seen = draws(preview)
    assert applicant.get(shown.url).content == seen
    assert applicant.post(address, TICKS).status_code == 302
    assert draws(Letter.objects.get(case_id=case.pk, kind="commitment")) == seen


def test_after_a_change_the_task_list_asks_for_the_signature_and_nothing_is_submitted(
    office, applicant, case
):
    office.representative.signs(case)
    assert CHANGED not in text(applicant.get(f"/apply/{case.number}/"))
    office.representative.states(case, proof="缴款书 23990002")
    assert CHANGED in text(applicant.get(f"/apply/{case.number}/"))
    assert applicant.get(f"/apply/{case.number}/check/").url == f"/apply/{case.number}/"
    assert CHANGED in text(applicant.get(f"/apply/{case.number}/commitment/"))
    applicant.post(f"/apply/{case.number}/commitment/", TICKS)
    assert applicant.get(f"/apply/{case.number}/check/").status_code == 200


def test_both_signed_letters_stay_where_the_commitment_is(office, applicant, case):
    office.representative.signs(case)
    office.representative.states(case, proof="缴款书 23990002")
    office.representative.signs(case)
    page = applicant.get(f"/apply/{case.number}/commitment/")
    assert page.content.decode().count(".pdf") >= 2
    assert "已撤销" in text(page)


def test_a_change_made_from_the_last_page_leads_back_by_way_of_the_signature(office, applicant, case):
    office.representative.signs(case)
    [one] = case.record.obligations.all()
    said = {f"on_{one.pk}": "2026-08-19", f"proof_{one.pk}": "票据 0004471902"}
    said[f"files_f{one.pk}"] = a_paper()
    answer = applicant.post(f"/apply/{case.number}/fulfilment/?back=check", said)
    assert answer.url == f"/apply/{case.number}/commitment/?back=check"
    assert applicant.post(answer.url, TICKS).url == f"/apply/{case.number}/check/"
    del said[f"files_f{one.pk}"]
    answer = applicant.post(f"/apply/{case.number}/fulfilment/?back=check", said)
    assert answer.url == f"/apply/{case.number}/check/"  # nothing has changed


class TestInASupplement:
    @pytest.fixture
    def asked(self, office, case):
        office.representative.signs(case)
        return office.reviewer.asks(office.representative.submits(case), "更正后的缴款凭证")

    def test_a_new_file_goes_in_with_the_signature(self, office, applicant, asked):
        address = f"/cases/{asked.number}/supplement/"
        page = applicant.post(address, {"files_s0": a_paper(), "answer_0": "已更正"})
        assert page.status_code == 422
        assert "请逐项勾选承诺内容" in text(page)
        assert office.status_of(asked) == "supplementing"
        assert applicant.post(address, {"answer_0": "已更正", **TICKS}).status_code == 302
        assert office.status_of(asked) == "submitted"
        assert Letter.objects.filter(case_id=asked.pk, kind="commitment").count() == 2

    def test_the_box_says_that_it_is_to_be_signed_again(self, applicant, asked):
        box = f"/apply/{asked.number}/evidence/s0/"
        assert applicant.get(box).json()["sign_again"] is False
        assert applicant.post(box, {"files_s0": a_paper()}).json()["sign_again"] is True
