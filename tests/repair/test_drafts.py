"""What is typed on a page is kept; nobody writes over what they have not seen (points 26 and 2.2 of §3.6)."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from registry.models import Mandate
from repair.models import Draft
from repair.services.drafts import purge_drafts
from tests.corpus.papers import a_pdf
from tests.world import user

JSON = {"headers": {"accept": "application/json"}}


def text(answer) -> str:
    return re.sub(r"<[^>]+>|\s+", "", answer.content.decode())


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path


@pytest.fixture
def case(office):
    return office.representative.starts(office.identifies())


@pytest.fixture
def page(case):
    """Names of the two fields that the case's one obligation has on the fulfilment page."""
    one = case.record.obligations.get()
    return f"/apply/{case.number}/fulfilment/", f"on_{one.pk}", f"proof_{one.pk}"


@pytest.fixture
def zhou(office, client):
    client.force_login(office.representative.user)
    return client


@pytest.fixture
def agent(office):
    other = user("agent")
    other.last_name, other.first_name = "李", "小明"
    other.save()
    Mandate.objects.create(
        subject=office.company, user=other, role="agent", authorised_on=date(2020, 1, 1),
        authorisation="授权书 1", until=date(2027, 1, 1),
    )  # fmt: skip
    client = Client()
    client.force_login(other)
    return client


def save(client, case, page="fulfilment", **typed):
    return client.post(f"/apply/{case.number}/draft/{page}/", typed, **JSON)


def test_what_was_typed_is_there_when_the_page_is_opened_again(zhou, case, page):
    address, on, proof = page
    kept = save(zhou, case, **{proof: "缴款书", on: "2026-08-", "draft_version": "0"})
    assert kept.json() == {"version": 1, "words": "10:00 已自动保存"}
    shown = zhou.get(address).content.decode()
    assert 'value="缴款书"' in shown
    assert 'value="2026-08-"' in shown
    assert 'name="draft_version" value="1"' in shown


def test_without_a_script_a_button_saves(zhou, case, page):
    address, _on, proof = page
    answer = zhou.post(
        f"/apply/{case.number}/draft/fulfilment/", {proof: "半句", "draft_version": "0"}, follow=True
    )
    assert "已保存" in text(answer)
    assert 'value="半句"' in zhou.get(address).content.decode()


def test_two_windows_of_one_person_do_not_write_over_each_other(zhou, case, page):
    _address, _on, proof = page
    save(zhou, case, **{proof: "第一个窗口", "draft_version": "0", "draft_window": "a"})
    late = save(zhou, case, **{proof: "第二个窗口", "draft_version": "0", "draft_window": "b"})
    assert late.status_code == 409
    assert "另一个窗口" in late.json()["words"]
    assert Draft.objects.get().data[proof] == "第一个窗口"


def test_a_window_whose_answer_was_lost_goes_on(zhou, case, page):
    _address, _on, proof = page
    save(zhou, case, **{proof: "一", "draft_version": "0", "draft_window": "a"})
    again = save(zhou, case, **{proof: "一二", "draft_version": "0", "draft_window": "a"})
    assert again.json()["version"] == 2


def test_two_people_are_shown_both_and_choose(zhou, agent, case, page):
    address, _on, proof = page
    save(agent, case, **{proof: "代理人填的", "draft_version": "0"})
    both = zhou.post(
        f"/apply/{case.number}/draft/fulfilment/", {proof: "法定代表人填的", "draft_version": "0"}
    )
    assert both.status_code == 409
    assert "李**刚刚修改了这一项，请查看后再保存" in text(both)
    assert "代理人填的" in text(both)
    assert "法定代表人填的" in text(both)
    chosen = {proof: "法定代表人填的", "draft_version": "1", "keep_mine": "yes"}
    assert zhou.post(f"/apply/{case.number}/draft/fulfilment/", chosen).url == address
    assert 'value="法定代表人填的"' in agent.get(address).content.decode()


def test_handing_in_over_an_unseen_change_shows_both_and_changes_nothing(zhou, agent, case, page):
    address, on, proof = page
    save(agent, case, **{proof: "代理人填的", "draft_version": "0"})
    file = {proof.replace("proof_", "files_f"): SimpleUploadedFile("缴款书.pdf", a_pdf())}
    late = zhou.post(address, {on: "2026-08-19", proof: "法定代表人填的", "draft_version": "0", **file})
    assert late.status_code == 409
    assert "代理人填的" in text(late)
    assert not case.statements.exists()


def test_a_page_handed_in_leaves_no_draft_and_other_windows_behind(zhou, case, page):
    address, on, proof = page
    save(zhou, case, **{proof: "缴", "draft_version": "0"})
    file = {proof.replace("proof_", "files_f"): SimpleUploadedFile("缴款书.pdf", a_pdf())}
    sent = {on: "2026-08-19", proof: "缴款书 1", "draft_version": "1", **file}
    assert zhou.post(address, sent).status_code == 302
    assert Draft.objects.get().data == {}
    assert save(zhou, case, **{proof: "旧", "draft_version": "1"}).status_code == 409


def test_a_tick_comes_back_only_to_who_made_it(zhou, agent, case):
    save(zhou, case, "commitment", read="on", draft_version="0")
    address = f"/apply/{case.number}/commitment/"
    assert re.search(r'name="read"[^>]* checked', zhou.get(address).content.decode())
    assert not re.search(r'name="read"[^>]* checked', agent.get(address).content.decode())


def test_nobody_else_reaches_a_draft(office, case):
    stranger = Client()
    stranger.force_login(office.stranger.user)
    assert save(stranger, case, draft_version="0").status_code == 404
    assert Client().post(f"/apply/{case.number}/draft/fulfilment/").status_code == 302


def test_after_submission_nothing_is_kept_any_more(zhou, office):
    case = office.has_received()
    assert save(zhou, case, draft_version="0").status_code == 409


def test_drafts_are_kept_ninety_days(zhou, case, page, day):
    save(zhou, case, **{page[2]: "缴", "draft_version": "0"})  # on 2026-11-23
    assert purge_drafts(date(2027, 2, 21)) == 0
    assert purge_drafts(date(2027, 2, 22)) == 1


def test_ten_thousand_characters_are_kept_and_a_flood_is_not(zhou, case):
    assert save(zhou, case, answer_0="字" * 10_000, draft_version="0").status_code == 200
    assert save(zhou, case, answer_0="字" * 200_000, draft_version="1").status_code == 413


def test_who_opens_what_another_is_filling_in_reads_it_and_may_take_over(zhou, agent, case, page):
    address, _on, proof = page
    save(agent, case, **{proof: "被授权人填的", "draft_version": "0"})
    shown = zhou.get(address).content.decode()
    assert "李** 10:00 正在编辑" in shown
    assert '<fieldset class="xx-plain-set" disabled>' in shown
    assert zhou.post(f"/apply/{case.number}/draft/fulfilment/take-over/").url == address
    taken = zhou.get(address).content.decode()
    assert "正在编辑" not in taken
    assert "被授权人填的" in taken
    late = save(agent, case, **{proof: "再填一句", "draft_version": "1"})
    assert late.status_code == 409


def test_what_was_left_a_while_ago_is_nobody_s(zhou, agent, case, page, day):
    address, _on, proof = page
    save(agent, case, **{proof: "被授权人填的", "draft_version": "0"})
    day.traveller.move_to("2026-11-23T10:06:00+08:00")
    assert "正在编辑" not in zhou.get(address).content.decode()
