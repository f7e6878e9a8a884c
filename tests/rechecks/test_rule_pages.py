"""The pages of the rules, as the credit office uses them; point 65 of the acceptance list through the pages."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from rechecks.models import DraftKind, RuleDraft
from rechecks.services import ruling
from rules.services import current_library
from rules.writing import file_of
from tests.rechecks.ruling import OWN, own_set, ruling_people

NEW = "/office/rules/drafts/new/?place=CN-HL-HEGANG"


@pytest.fixture
def credit_office(office):
    return ruling_people(office)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def drafter(credit_office):
    return signed_in(credit_office.drafter)


@pytest.fixture
def second(credit_office):
    return signed_in(credit_office.second)


def typed(**more):
    return {
        "number_of_set": OWN, "title": "鹤岗市信用修复办理时限承诺", "number": "鹤信用办〔2026〕9号", "cites": "第一条",
        "takes_effect_on": "2026-12-01", "because": "压缩办理时限", "value_figures_decide_working_days": "3",
    } | more  # fmt: skip


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_every_set_is_listed_by_its_scope_with_what_is_to_be_confirmed(drafter):
    page = words(drafter.get("/office/rules/"))
    scopes = [
        page.index(each) for each in ("国家政策文件", "国家法律和规章", "行业规定", "地方规定", "本机关设定")
    ]
    assert scopes == sorted(scopes)
    assert re.search(r"信用修复管理办法 国家发展和改革委员会令第36号.{0,80}2026年4月1日 1 \d+ 项待核实", page)


def test_a_set_shows_its_figures_with_clause_and_source(drafter):
    page = words(drafter.get("/office/rules/CN-NDRC-36/"))
    assert re.search(r"一般.{0,40}最短公示期 3 个月 《信用修复管理办法》", page)
    assert "待核实" in page
    assert drafter.get("/office/rules/CN-NOTHING/").status_code == 404
    assert drafter.get("/office/rules/CN-NDRC-36/?version=7").status_code == 404


def test_point_65_drafted_tried_released_by_a_second_person_and_in_effect_at_midnight(
    drafter, second, office, day
):
    begun = office.representative.starts(office.identifies(jurisdiction="CN-HL-HEGANG"))
    kept = drafter.post(NEW, typed())
    draft = RuleDraft.objects.get()
    page = f"/office/rules/drafts/{draft.pk}/"
    assert kept.url == page
    assert re.search(r"审核时限 7 个工作日.{0,200}3 个工作日", words(drafter.get(page)))
    drafter.post(f"{page}try/")
    assert "正在试算" in words(drafter.get(page))
    ruling.work_dry_runs(timezone.now())
    tried = words(drafter.get(f"{page}?of=cases"))
    assert begun.number in tried
    assert "须由信用办另一人发布" in tried
    said = {"sha256": draft.sha256}
    assert "您是起草人" in words(drafter.post(f"{page}release/", said, follow=True))
    assert second.post(f"{page}release/", {"sha256": "0" * 64}).status_code == 409
    assert "已发布" in words(second.post(f"{page}release/", said, follow=True))
    assert second.post(f"{page}release/", said).status_code == 409
    assert "2026-12-01 起有新版本" in words(drafter.get("/office/rules/")) or OWN in words(
        drafter.get("/office/rules/")
    )
    day("2026-12-01")
    office.representative.states(begun)
    office.representative.signs(begun)
    office.representative.submits(begun)
    assert office.reviewer.accepts(begun).events.get(verb="accept").working_days == 3


def test_what_a_higher_law_fixes_has_no_field_and_a_longer_term_is_refused_with_its_clause(drafter):
    form = drafter.get(NEW).content.decode()
    assert 'name="value_figures_decide_working_days"' in form
    assert 'name="value_figures_min_period"' not in form
    refused = drafter.post(NEW, typed(value_figures_decide_working_days="9"))
    assert refused.status_code == 422
    assert "可以缩短，不得延长" in words(refused)
    assert "id_value_figures_decide_working_days_error" in refused.content.decode()
    assert not RuleDraft.objects.exists()


def test_a_draft_is_changed_by_its_drafter_and_tried_anew(drafter, second, credit_office):
    draft = credit_office.drafts()
    credit_office.tries(draft)
    edit = f"/office/rules/drafts/{draft.pk}/edit/"
    assert 'value="3"' in drafter.get(edit).content.decode()
    assert "只有起草人" in words(second.post(edit, typed(value_figures_decide_working_days="2")))
    drafter.post(edit, typed(value_figures_decide_working_days="2"))
    assert "请重新试算" in words(second.get(f"/office/rules/drafts/{draft.pk}/"))


def test_a_draft_that_was_given_up_is_over(drafter, credit_office):
    draft = credit_office.drafts()
    drafter.post(f"/office/rules/drafts/{draft.pk}/discard/")
    assert "已放弃" in words(drafter.get(f"/office/rules/drafts/{draft.pk}/"))
    assert drafter.post(f"/office/rules/drafts/{draft.pk}/try/").status_code == 409


def test_a_figure_is_confirmed_and_the_page_says_by_whom_from_which_text(drafter, second, credit_office, day):
    address = "/office/rules/CN-NDRC-36/confirm/?figure=decide_working_days"
    assert "7 个工作日" in words(drafter.get(address))
    assert drafter.post(address, {}).status_code == 422
    said = {
        "value": "7", "cites": "《信用修复管理办法》第二十条", "read_in": "国家发展改革委公报2026年第3期",
        "takes_effect_on": "2026-12-01", "because": "对照公报原文",
    }  # fmt: skip
    drafter.post(address, said)
    draft = RuleDraft.objects.get(kind=DraftKind.CONFIRMATION)
    credit_office.tries(draft)
    second.post(f"/office/rules/drafts/{draft.pk}/release/", {"sha256": draft.sha256})
    day("2026-12-01")
    drafter = signed_in(credit_office.drafter)
    page = words(drafter.get("/office/rules/CN-NDRC-36/"))
    assert "国家发展改革委公报2026年第3期" in page
    assert re.search(r"由 ?rule_drafter ?核对、 ?rule_second ?发布", page)
    compared = words(drafter.get("/office/rules/CN-NDRC-36/compare/?version=2"))
    assert re.search(r"审核时限 7 个工作日.{0,120}待核实 7 个工作日 《信用修复管理办法》第二十条", compared)
    assert drafter.get("/office/rules/CN-NDRC-36/confirm/?figure=nothing").status_code == 404


def test_a_file_goes_out_and_comes_in_at_another_place(drafter, credit_office, day):
    credit_office.brings_in()
    day("2026-12-01")
    drafter = signed_in(credit_office.drafter)
    out = drafter.get(f"/office/rules/{OWN}/file/")
    assert out["Content-Disposition"] == f'attachment; filename="{OWN}-v1.toml"'
    assert out.content.decode() == file_of(current_library().instrument(OWN))
    changed = out.content.replace(b"value = 3", b"value = 2")
    said = {"takes_effect_on": "2026-12-10", "because": "导入"}
    refused = drafter.post(
        "/office/rules/drafts/import/", said | {"file": SimpleUploadedFile("own.toml", changed)}
    )
    assert refused.status_code == 422
    assert "被改动过" in words(refused)


def test_an_earlier_version_is_taken_up_again_as_a_new_one(drafter, second, credit_office):
    credit_office.brings_in(own_set(3))
    credit_office.brings_in(own_set(2), takes_effect_on=date(2026, 12, 10))
    address = f"/office/rules/{OWN}/restore/1/"
    assert drafter.get(f"/office/rules/{OWN}/restore/9/").status_code == 404
    kept = drafter.post(address, {"takes_effect_on": "2026-12-20", "because": "试行期满"})
    draft = RuleDraft.objects.latest("pk")
    assert kept.url == f"/office/rules/drafts/{draft.pk}/"
    assert draft.kind == DraftKind.ROLLBACK
    law = drafter.post(
        "/office/rules/CN-NDRC-36/restore/1/", {"takes_effect_on": "2026-12-20", "because": "x"}
    )
    assert law.status_code == 422


def test_every_unconfirmed_figure_in_force_is_listed_until_two_persons_have_read_it(drafter, second, office):
    page = drafter.get("/office/rules/unconfirmed/").content.decode()
    here = "/office/rules/CN-NDRC-36/confirm/?figure=decide_working_days"
    assert here in page
    assert "CN-NDRC-58/" not in page  # no longer in force
    said = {
        "value": "7", "cites": "《信用修复管理办法》第二十条", "read_in": "国家发展改革委公报2026年第3期",
        "text_of": "2026-03-01", "link": "https://www.ndrc.gov.cn/36", "takes_effect_on": "2026-12-01", "because": "核实",
    }  # fmt: skip
    wrong = drafter.post(here, said | {"link": "公报", "text_of": "去年"})
    assert wrong.status_code == 422
    assert "https://www.gov.cn/…" in wrong.content.decode()
    assert "《信用修复管理办法》第二十条" in wrong.content.decode()  # nothing of it is lost
    assert drafter.post(here, said).status_code == 302
    draft = RuleDraft.objects.get()
    page = drafter.get("/office/rules/unconfirmed/").content.decode()
    assert here not in page
    assert f"/office/rules/drafts/{draft.pk}/" in page
    ruling.ask_dry_run(draft.pk, by=draft.drafted_by)
    ruling.work_dry_runs(timezone.now())
    second.post(f"/office/rules/drafts/{draft.pk}/release/", {"sha256": draft.sha256})
    office.day("2026-12-01")
    page = second.get("/office/rules/unconfirmed/").content.decode()
    assert here not in page
    assert f"/office/rules/drafts/{draft.pk}/" not in page
    figure = current_library().instrument("CN-NDRC-36").figures["decide_working_days"]
    assert figure.read_in == "国家发展改革委公报2026年第3期，2026-03-01，https://www.ndrc.gov.cn/36"


def test_what_a_higher_rule_fixes_is_shown_locked_with_its_clause(drafter):
    page = drafter.get(NEW).content.decode()
    locked = page.split("上位规定已确定")
    assert "最短公示期" in locked[1]
    assert "国办发〔2025〕22号第二项" in page
    assert "过渡办法：按申请日" in page
    assert 'name="value_figures_min_period"' not in page


def test_a_set_for_some_classes_says_so_and_comes_back_into_the_form(drafter):
    assert drafter.post(NEW, typed(severities=["general"], kinds=["penalty"])).status_code == 302
    draft = RuleDraft.objects.get()
    (row,) = draft.as_instrument.classes
    assert (row.covers[0].severities, row.covers[0].kinds) == ({"general"}, {"penalty"})
    page = drafter.get(f"/office/rules/drafts/{draft.pk}/edit/").content.decode()
    assert re.search(r'name="severities" value="general"[^>]*checked', page)
    assert not re.search(r'name="severities" value="serious"[^>]*checked', page)
