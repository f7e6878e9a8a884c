"""The pages of corrections: the register and the order, the department's side, and the subject's statement."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rechecks.models import Compliance, CorrectionOrder
from rechecks.selectors.orders import OnTime, on_time
from tests.corpus.papers import a_pdf
from tests.correcting import again, checkers_of, closes, hears, revokes


@pytest.fixture
def checkers(office):
    return checkers_of(office)


@pytest.fixture
def found(office, checkers):
    case = office.has_granted()
    office.works_the_channels()
    return checkers.find("wrongly_repaired", examined=office.reload(case))


def as_(client, person):
    client.force_login(person.user)
    return client


def test_the_office_issues_an_order_from_a_finding(client, office, checkers, found):
    page = as_(client, checkers.second).get(reverse("rechecks:office_orders"))
    assert found.number in page.content.decode()
    address = reverse("rechecks:issue_order", args=[found.number])
    refused = client.post(address, {"demand": "restore"})
    assert refused.status_code == 422
    sent = {
        "demand": "restore",
        "words": "请核对缴款书。",
        "settles": checkers.settler.user.pk,
        "cc": "江澜市营商环境监督局",
    }
    preview = client.post(address, sent | {"preview": "1"})
    assert preview.status_code == 302
    assert "preview" in preview["Location"]
    assert not CorrectionOrder.objects.exists()
    assert client.post(address, sent).status_code == 302
    order = CorrectionOrder.objects.get()
    assert order.letter.number == order.number
    shown = client.get(reverse("rechecks:office_order", args=[found.number])).content.decode()
    assert order.number in shown
    assert "请核对缴款书。" in shown
    assert client.post(address, sent).status_code == 409


def test_the_department_accepts_the_subject_speaks_and_a_second_person_revokes(
    client, office, checkers, found
):
    checkers.order(found)
    listed = as_(client, office.colleague).get(reverse("rechecks:our_orders")).content.decode()
    assert CorrectionOrder.objects.get().number in listed
    act = lambda name: reverse("rechecks:act_on_order", args=[found.number, name])  # noqa: E731
    assert client.post(act("hear"), {"hear-ground": "", "hear-clause": ""}).status_code == 422
    assert client.post(act("hear"), {"hear-ground": "缴款书不存在。", "hear-clause": ""}).status_code == 302
    mine = reverse("rechecks:hearing", args=[found.number])
    assert as_(client, office.stranger).get(mine).status_code == 404
    page = as_(client, office.representative).get(mine)
    assert "缴款书不存在。" in page.content.decode()
    assert client.post(mine, {"text": ""}).status_code == 422
    assert client.post(mine, {"text": "缴款书在另案。"}).status_code == 302
    assert as_(client, office.colleague).post(act("decide_revoke"), {}).status_code == 409  # who proposed
    sent = {"decide_revoke-considered": "另案缴款书与本案无关"}
    assert as_(client, office.second).post(act("decide_revoke"), sent).status_code == 302
    assert again(found).status == "corrected"
    assert office.is_on_show(found.record)


def test_the_named_person_decides_on_an_explanation(client, office, checkers, found):
    checkers.order(found)
    explain = reverse("rechecks:act_on_order", args=[found.number, "explain"])
    as_(client, office.colleague).post(explain, {"explain-words": "缴款书属实。"})
    settle = reverse("rechecks:settle_order", args=[found.number])
    assert as_(client, checkers.second).post(settle, {"words": "否", "uphold": ""}).status_code == 422
    assert as_(client, checkers.settler).post(settle, {"words": "成立", "withdraw": ""}).status_code == 302
    assert again(found).status == "order_withdrawn"


def test_the_share_in_time_is_a_fraction_with_its_denominator(client, office, checkers, found):
    recheck = hears(office, checkers.order(found))
    assert on_time(office.day.today) == OnTime(0, 0)
    office.day("2026-12-31")  # ten working days were given
    assert on_time(office.day.today) == OnTime(0, 1)
    revokes(office, recheck)
    assert closes(office, recheck).status == "closed"
    assert on_time(office.day.today) == OnTime(0, 1)
    page = as_(client, checkers.second).get(reverse("rechecks:office_orders")).content.decode()
    assert "0 / 1" in page


def test_who_has_no_part_in_it_sees_nothing(client, office, checkers, found):
    checkers.order(found)
    for person, address, status in [
        (office.colleague, reverse("rechecks:office_orders"), 403),
        (office.representative, reverse("rechecks:office_order", args=[found.number]), 403),
        (checkers.second, reverse("rechecks:our_orders"), 403),
        (office.stranger, reverse("rechecks:our_order", args=[found.number]), 404),
    ]:
        assert as_(client, person).get(address).status_code in (status, 404)


def test_a_further_demand_is_proved_on_a_page_and_accepted_on_another(
    client, office, checkers, found, settings, tmp_path
):
    settings.EVIDENCE_DIR, settings.EVIDENCE_CHECK_INLINE = tmp_path, True
    sent = {
        "demand": "restore", "further": ["reissue"], "words": "请补发。", "settles": checkers.settler.user.pk,
        "cc": "江澜市营商环境监督局",
    }  # fmt: skip
    as_(client, checkers.second).post(reverse("rechecks:issue_order", args=[found.number]), sent)
    ours = reverse("rechecks:our_order", args=[found.number])
    page = as_(client, office.colleague).get(ours).content.decode()
    assert "补发文书" in page
    assert "江澜市营商环境监督局" in page
    prove = reverse("rechecks:prove_order", args=[found.number])
    assert client.post(prove, {"proof-demand": "reissue", "proof-words": "已补发。"}).status_code == 422
    said = {"proof-demand": "reissue", "proof-words": "已补发并送达。"}
    paper = SimpleUploadedFile("receipt.pdf", a_pdf(), "application/pdf")
    assert client.post(prove, said | {"proof-upload": paper}).status_code == 302
    assert "待信用办认定" in client.get(ours).content.decode()
    shown = Compliance.objects.get()
    judge = reverse("rechecks:judge_proof", args=[found.number, shown.pk])
    assert client.post(judge, {"accept": ""}).status_code == 403
    as_(client, checkers.second)
    assert client.post(judge, {"refuse": ""}).status_code == 422
    assert client.post(judge, {"accept": ""}).status_code == 302
    assert "已认可" in client.get(reverse("rechecks:office_order", args=[found.number])).content.decode()
    assert client.get(reverse("casework:evidence", args=[shown.proof.public_id])).status_code == 200
