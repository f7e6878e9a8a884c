"""Point 31: what is previewed is what is signed, and a change of the materials asks for a new signature."""

import pytest
from playwright.sync_api import expect

from notifications.models import Letter
from tests.browser.test_evidence import sheet
from tests.corpus.papers import a_pdf

pytestmark = pytest.mark.browser
CHANGED = "材料有变化，请重新签署"


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"


@pytest.fixture
def case(office):
    case = office.representative.starts(office.identifies())
    office.representative.states(case)
    return case


def test_point_31_the_preview_is_what_is_signed_and_a_change_asks_again(visitor, work, case):
    zhou = visitor("zhou")
    address = f"/apply/{case.number}/commitment/"
    zhou.goes_to(address)
    with zhou.context.expect_page() as opened:
        zhou.page.get_by_role("button", name="预览 PDF").click()
    opened.value.wait_for_url("**/letters/preview/**")
    preview = opened.value.url
    work()
    seen = zhou.page.request.get(preview)
    assert seen.headers["content-type"] == "application/pdf"
    zhou.ticks("read", "truthful", "consequences")
    zhou.page.locator("main form button.btn-primary").first.click()
    zhou.page.wait_for_url(f"**/apply/{case.number}/")
    work()
    letter = Letter.objects.get(case_id=case.pk)
    assert zhou.page.request.get(f"{zhou.site}{letter.get_absolute_url()}").body() == seen.body()
    zhou.goes_to(address)
    zhou.looks_at("commitment-signed")

    zhou.goes_to(f"/apply/{case.number}/rectification/")
    zhou.page.locator("input[type=file]").set_input_files([sheet("整改报告.pdf", a_pdf())])
    expect(zhou.page.locator("[data-rows] [data-file]")).to_have_count(1)
    zhou.goes_to(f"/apply/{case.number}/")
    expect(zhou.page.locator("main")).to_contain_text(CHANGED)
    zhou.looks_at("tasks-sign-again")
    zhou.goes_to(f"/apply/{case.number}/check/")
    assert zhou.page.url.endswith(f"/apply/{case.number}/")  # not to be submitted now
    zhou.goes_to(address)
    zhou.looks_at("commitment-again")
    zhou.ticks("read", "truthful", "consequences")
    zhou.page.locator("main form button.btn-primary").first.click()
    zhou.page.wait_for_url(f"**/apply/{case.number}/")
    assert zhou.goes_to(f"/apply/{case.number}/check/") == 200
    assert zhou.page.url.endswith("/check/")
    assert zhou.page.request.get(f"{zhou.site}{letter.get_absolute_url()}").body() == seen.body()  # kept


def test_in_a_supplement_a_new_file_brings_the_signature_to_the_page(visitor, office):
    case = office.reviewer.asks(office.has_received(), "更正后的缴款凭证")
    zhou = visitor("zhou")
    zhou.goes_to(f"/cases/{case.number}/supplement/")
    again = zhou.page.locator("[data-sign-again]")
    expect(again).to_be_hidden()
    zhou.page.locator("input[type=file]").set_input_files([sheet("新凭证.pdf", a_pdf())])
    expect(again).to_be_visible()
    zhou.page.fill("#id_answer_0", "已更正")
    zhou.looks_at("supplement-sign-again")
    zhou.ticks("read", "truthful", "consequences")
    zhou.presses("提交补正")
    zhou.page.wait_for_url(f"**/cases/{case.number}/")
    assert office.status_of(case) == "submitted"
