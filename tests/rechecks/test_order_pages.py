"""The pages of corrections: the register and the order, the department's side, and the subject's statement."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.errors import CaseError
from casework.wording import plain_day
from rechecks.models import Compliance, CorrectionOrder
from rechecks.selectors.orders import OnTime, on_time
from rechecks.services import correcting, orders, settling
from rechecks.views import registers
from rules.services import office_calendar
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


def test_no_order_names_a_day_beyond_the_rules(client, office, checkers, found):
    last = office_calendar().due(office.day.today, 10).on
    sent = {"demand": "restore", "words": "请核对。", "settles": checkers.settler.user.pk}
    address = reverse("rechecks:issue_order", args=[found.number])
    as_(client, checkers.second)
    page = client.post(address, sent | {"correct_by": (last + timedelta(days=1)).isoformat()})
    assert page.status_code == 422
    assert page.context["issuing"].errors["correct_by"] == [f"“更正期限”不能晚于{plain_day(last)}。"]
    assert not CorrectionOrder.objects.exists()
    assert client.post(address, sent | {"correct_by": last.isoformat()}).status_code == 302
    assert CorrectionOrder.objects.get().correct_by == last


def test_where_no_rule_gives_days_the_page_says_whose_they_are(
    client, office, checkers, found, settings, monkeypatch
):
    address = reverse("rechecks:office_order", args=[found.number])
    hint = lambda: as_(client, checkers.second).get(address).context["issuing"]["correct_by"].help_text  # noqa: E731
    assert "按规则" in hint()
    given = orders._days

    def without(recheck, name, on):
        return None if name == "correction_working_days" else given(recheck, name, on)

    monkeypatch.setattr(orders, "_days", without)
    settings.CORRECTION_WORKING_DAYS = 4
    assert "信用办自行设定" in hint()
    late = office_calendar().due(office.day.today, 5).on
    with pytest.raises(CaseError, match="不能晚于"):
        checkers.order(found, correct_by=late)
    checkers.order(found)
    assert CorrectionOrder.objects.get().correct_by == office_calendar().due(office.day.today, 4).on


def test_a_ground_typed_after_the_subject_was_told_is_not_dropped(client, office, checkers, found):
    recheck = hears(office, checkers.order(found))
    correcting.explain(recheck.number, words="缴款书属实。", by=office.colleague.user, on=office.day.today)
    settling.uphold(recheck.number, words="不成立。", by=checkers.settler.user, on=office.day.today)
    ours = reverse("rechecks:our_order", args=[found.number])
    page = as_(client, office.colleague).get(ours)
    assert [act["name"] for act in page.context["acts"]] == ["go_on_hearing", "explain"]
    act = lambda name: reverse("rechecks:act_on_order", args=[found.number, name])  # noqa: E731
    typed = {"hear-ground": "另有一笔罚款没有缴纳。", "hear-clause": ""}
    refused = client.post(act("hear"), typed)
    assert refused.status_code == 422
    assert "另有一笔罚款没有缴纳。" in refused.content.decode()
    assert "只能以此为据" in refused.content.decode()
    assert again(found).status == "correction_ordered"
    assert client.post(act("go_on_hearing")).status_code == 302
    assert again(found).status == "hearing"


def test_a_register_of_orders_longer_than_a_page_goes_on(client, office, checkers, found, monkeypatch):
    other = office.has_granted()
    office.works_the_channels()
    checkers.order(checkers.find("wrongly_repaired", examined=office.reload(other)))
    checkers.order(found)
    monkeypatch.setattr(registers, "PAGE", 1)
    for person, name in ((checkers.second, "office_orders"), (office.colleague, "our_orders")):
        address = reverse(f"rechecks:{name}")
        page = as_(client, person).get(address)
        further = client.get(address + page.context["next_url"])
        assert [len(each.context["rows"]) for each in (page, further)] == [1, 1]
        assert page.context["rows"][0]["order"] != further.context["rows"][0]["order"]
        assert "next_url" not in further.context
