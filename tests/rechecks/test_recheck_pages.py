"""C4 in pages: blind until the first finding is kept, then beside the outcome, and confirmed by a second person."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.models import EvidenceFile, EvidenceLook
from rechecks import services
from rechecks.models import RecheckCase
from registry.duties import take_duty
from tests.corpus.papers import a_pdf
from tests.permissions.sheets import CONCLUSION, FIRST_FINDING
from tests.rechecks.sampling import open_eyed, sampling

REASON = "整改复查未通过，金丝雀理由。"


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path
    settings.EVIDENCE_CHECK_INLINE = True


@pytest.fixture
def credit(office):
    return sampling(office)


@pytest.fixture
def refused(office):
    """A repair that was refused by two persons of the department."""
    case = office.has_judged()
    office.reviewer.proposes_refusal(case, REASON)
    return office.second.countersigns(case)


def at(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def whole(answer) -> str:
    return answer.content.decode()


def test_the_sheet_shows_the_outcome_only_after_the_first_finding(credit, refused, office):
    [case] = credit.draws()
    page, url = at(credit.checker), f"/office/rechecks/{case.number}/"
    before = page.get(url)
    assert before.status_code == 200
    for secret in (REASON, "不予修复", "显示原办理结果"):
        assert secret not in whole(before)
    assert refused.record.document_number in whole(before)
    assert page.post(f"{url}assess/", FIRST_FINDING).status_code == 302
    saved = whole(page.get(url))
    assert "显示原办理结果" in saved
    assert REASON not in saved
    assert page.post(f"{url}reveal/").status_code == 302
    shown = whole(page.get(url))
    assert REASON in shown
    assert "不予修复" in shown


def test_meanwhile_no_other_page_tells_the_checker(credit, refused, office):
    [case] = credit.draws()
    page = at(credit.checker)
    letter = refused.letters.latest("pk")
    for url in (f"/cases/{refused.number}/", f"/cases/{refused.number}/flow.svg", letter.get_absolute_url()):
        assert page.get(url).status_code == 404
    credit.assesses(case)
    credit.looks(case)
    assert page.get(f"/cases/{refused.number}/").status_code == 200
    assert at(credit.second).get(f"/cases/{refused.number}/").status_code == 200


def test_what_the_grant_noted_as_fulfilled_is_not_told_beforehand(credit, office):
    granted = office.has_granted()
    office.works_the_channels()
    assert granted.record.obligations.get().fulfilled
    [case] = credit.draws()
    assert "见信用修复申请" not in whole(at(credit.checker).get(f"/office/rechecks/{case.number}/"))
    credit.assesses(case)
    noted = case.findings.get().anew
    assert [each["met"] for each in noted["conditions"] if each["code"] == "obligations"] == [None]


def test_an_objection_is_hidden_too_and_its_record_reads_as_before(credit, office):
    record = office.identifies()
    objection = office.representative.objects(record, fine_yuan="3200")
    office.credit_officer.takes_up(objection)
    office.credit_officer.forwards(objection)
    office.reviewer.concludes(objection, fine_yuan="3200")
    office.works_the_channels()
    office.night_passes()
    [case] = credit.draws()
    page = at(credit.checker)
    blind = whole(page.get(f"/office/rechecks/{case.number}/"))
    assert "32,000" in blind  # the fine as it was stated, not as it was corrected
    assert page.get(f"/office/objections/{objection.number}/").status_code == 404
    assert objection.number not in whole(page.get("/office/objections/?show=settled"))
    assert objection.number in whole(at(credit.second).get("/office/objections/?show=settled"))


@pytest.fixture
def with_a_receipt(office):
    """Withdrawn after it was handed in, with a paper on its obligation."""
    case = office.representative.starts(office.identifies())
    client, slot = at(office.representative), f"f{case.record.obligations.get().pk}"
    sent = {"upload": slot, f"files_{slot}": [SimpleUploadedFile("凭证.pdf", a_pdf())]}
    assert client.post(f"/apply/{case.number}/fulfilment/", sent).status_code in (200, 302)
    for step in (office.representative.states, office.representative.signs, office.representative.submits):
        step(case)
    return office.representative.withdraws(case)


def test_a_checker_from_elsewhere_reaches_only_theirs_and_the_papers_of_the_parties(
    credit, office, with_a_receipt
):
    case = with_a_receipt
    [mine] = credit.draws(office.stranger)
    page, file = at(office.stranger), EvidenceFile.objects.get(case=case)
    assert page.get(f"/evidence/{file.public_id}/").status_code == 200
    assert EvidenceLook.objects.filter(file=file, user=office.stranger.user).exists()
    assert page.get(f"/cases/{case.number}/").status_code == 404
    assert mine.number in whole(page.get("/office/rechecks/"))
    assert at(office.colleague).get(f"/office/rechecks/{mine.number}/").status_code == 404


def test_a_checker_who_left_the_service_reaches_nothing_any_more(credit, office, with_a_receipt):
    [mine] = credit.draws(office.stranger)
    file = EvidenceFile.objects.get(case=with_a_receipt)
    take_duty(office.stranger.user, office.elsewhere, "review_cases", office.day.today)
    page = at(office.stranger)
    assert page.get(f"/office/rechecks/{mine.number}/").status_code == 404
    assert page.post(f"/office/rechecks/{mine.number}/assess/", FIRST_FINDING).status_code == 404
    assert page.get(f"/evidence/{file.public_id}/").status_code == 404
    with pytest.raises(PermissionDenied):
        credit.assesses(mine, by=office.stranger)
    facts = {
        "to": credit.checker.user,
        "reason": "已调离。",
        "by": credit.second.user,
        "on": office.day.today,
    }
    assert services.reassign(mine.number, **facts).checker == credit.checker.user


def test_the_list_of_the_checker_says_when_it_is_done(credit, refused):
    [case] = credit.draws()
    page = at(credit.checker)
    assert case.number in whole(page.get("/office/rechecks/"))
    credit.assesses(case)
    credit.looks(case)
    credit.concludes(case, open_eyed(assessed="should_go"))
    assert "分给您的复查已完成" in whole(page.get("/office/rechecks/"))
    assert case.number in whole(page.get("/office/rechecks/?show=done"))


def test_what_lacks_its_proof_or_its_reason_is_refused_in_words(credit, refused):
    [case] = credit.draws()
    page, url = at(credit.checker), f"/office/rechecks/{case.number}/"
    half = FIRST_FINDING | {"point_subject": "not_ok"}
    answer = page.post(f"{url}assess/", half)
    assert answer.status_code == 422
    assert "请说明不符合之处" in whole(answer)
    page.post(f"{url}assess/", FIRST_FINDING)
    page.post(f"{url}reveal/")
    answer = page.post(f"{url}conclude/", CONCLUSION | {"clause": ""})
    assert answer.status_code == 422
    assert "错修、漏修须写明事实、条款和严重程度" in whole(answer)


def test_a_second_person_confirms_and_the_checker_cannot(credit, refused):
    [case] = credit.draws()
    page, url = at(credit.checker), f"/office/rechecks/{case.number}/"
    page.post(f"{url}assess/", FIRST_FINDING)
    page.post(f"{url}reveal/")
    paper = SimpleUploadedFile("比对表.pdf", a_pdf("比对表"))
    assert page.post(f"{url}proof/", {"proof-upload": paper}).status_code == 302
    assert page.post(f"{url}conclude/", CONCLUSION).status_code == 302
    assert page.post(f"{url}confirm/", {"decision": "confirm"}).status_code == 422
    other = at(credit.second)
    read = whole(other.get(url))
    assert "比对表.pdf" in read
    assert "漏修" in read
    assert other.post(f"{url}confirm/", {"decision": "send_back"}).status_code == 422  # without reasons
    assert other.post(f"{url}confirm/", {"decision": "confirm"}).status_code == 302
    assert RecheckCase.objects.get().status == "missed"
