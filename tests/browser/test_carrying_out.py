"""A granted repair reaches every site that shows the record: point 43 of the journeys' acceptance list."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from casework.channels import ADAPTERS
from registry.models import Channel, Publication
from repair.services.channels import work_channels
from tests.world import Platform

pytestmark = pytest.mark.browser


@pytest.fixture
def platform(monkeypatch):
    made = Platform()
    monkeypatch.setitem(ADAPTERS, "province", made)
    return made


def test_point_43_the_approval_page_says_how_far_each_site_is(office, visitor, work, platform):
    case = office.has_judged()
    province = Channel.objects.create(code="province", name="省平台")
    Publication.objects.create(record=case.record, channel=province, shown_from=date(2026, 8, 10))
    office.reviewer.approves(case)
    zhou = visitor("zhou")
    sites = zhou.page.locator("section", has=zhou.page.locator("h2", has_text="停止公示")).locator("li")

    zhou.goes_to(f"/cases/{case.number}/")
    assert [words.split("\n")[0] for words in sites.all_inner_texts()] == ["等待中", "等待中"]
    platform.is_down = True
    work()
    zhou.page.reload()
    expect(sites.filter(has_text="省平台")).to_contain_text("失败，正在重试")
    expect(sites.filter(has_text="本系统公示页")).to_contain_text("已终止")
    zhou.looks_at("case-site-failed")
    receipt = case.removal.receipts.get(channel=province)
    assert (receipt.attempts, receipt.last_error) == (1, "OSError: no answer")

    platform.is_down = False
    work_channels(now=timezone.now() + timedelta(hours=2), on=office.day.today)
    zhou.page.reload()
    expect(sites.filter(has_text="失败")).to_have_count(0)
    assert office.status_of(case) == "repaired"
    receipt.refresh_from_db()
    assert receipt.attempts == 2
