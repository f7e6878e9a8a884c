"""A department records that a decision is contested, and how it ended; meanwhile everybody can read it."""

import pytest

from objections.models import ContestCase
from tests.corpus.papers import a_pdf

pytestmark = pytest.mark.browser
NOTICE = {"name": "受理通知书.pdf", "mimeType": "application/pdf", "buffer": a_pdf("受理通知书")}


def test_a_reconsideration_is_recorded_seen_in_public_and_ended(office, visitor, settings):
    settings.EVIDENCE_CHECK_INLINE = True
    record = office.identifies(document_number="江环罚〔2026〕41号")
    lin, public = visitor("lin"), visitor()
    lin.goes_to("/work/contests/")
    lin.page.fill("#id_q", "江环罚(2026)41")
    lin.presses("查找信息")
    lin.looks_at("contests-found")
    lin.presses("登记")
    lin.presses("登记并标注")
    lin.looks_at("contest-errors")
    assert "请上传受理通知书" in lin.reads()
    lin.chooses("way", "reconsideration")
    for name, words in {"organ": "江澜市人民政府", "number": "江政复受〔2026〕12号"}.items():
        lin.page.fill(f"#id_{name}", words)
    lin.page.fill("#id_accepted_on", "2026-09-01")
    lin.page.set_input_files("#id_upload", NOTICE)
    lin.presses("登记并标注")
    lin.looks_at("contest")
    case = ContestCase.objects.get()

    public.goes_to(f"/public/records/{record.public_id}/")
    assert "行政复议或诉讼期间" in public.reads()
    public.looks_at("public-contested")

    lin.chooses("outcome-result", "annulled")
    lin.page.fill("#id_outcome-number", "江政复决〔2026〕12号")
    lin.page.fill("#id_outcome-result_on", "2026-11-20")
    lin.presses("登记结果")
    assert "这条信息需要更正" in lin.reads()
    lin.looks_at("contest-over")
    case.refresh_from_db()
    assert case.status == "ended"
    public.page.reload()
    assert "行政复议或诉讼期间" not in public.reads()
