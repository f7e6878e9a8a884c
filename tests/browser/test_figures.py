"""Points 59, 60 and 67 of the acceptance list: numbers lead to their cases, colours come with words, and files equal the screen."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_point_59_and_60_numbers_lead_to_their_cases_and_the_table_is_sorted(office, visitor):
    for _n in range(2):
        office.has_granted()
    office.has_received()
    someone = visitor("gao")
    someone.goes_to("/office/")
    received = someone.page.locator("[data-figure=taken_in_time] p", has_text="收件").get_by_role("link")
    expect(received).to_have_text("3")
    expect(someone.page.locator("[data-figure=in_time]")).to_contain_text("样本少")
    someone.looks_at("overview")
    header = someone.page.get_by_role("columnheader", name=re.compile("收件"))
    expect(header).to_have_attribute("aria-sort", "none")
    header.get_by_role("link").click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    received.click()
    expect(someone.page.locator("tbody tr")).to_have_count(3)
    expect(someone.page.locator("[data-count]")).to_have_attribute("data-count", "3")
    someone.looks_at("counted-cases")


def test_point_67_the_report_on_the_screen_and_its_export(office, visitor):
    office.has_granted()
    office.has_received()
    someone = visitor("gao")
    someone.goes_to("/office/reports/")
    with someone.page.expect_download() as download:
        someone.page.get_by_role("button", name="电子表格（XLSX）").click()
    assert download.value.suggested_filename == "figures-2026-11-23.xlsx"
    someone.goes_to("/office/reports/")
    expect(someone.page.locator("main")).to_contain_text("期间内提交的案件，草稿不计。")
    expect(someone.page.get_by_role("row", name="电子表格")).to_be_visible()
    someone.looks_at("reports")


def test_the_records_behind_a_number(office, visitor):
    office.identifies(decided_on=date(2026, 9, 1), published_on=date(2026, 9, 1))
    someone = visitor("gao")
    someone.goes_to("/office/")
    someone.page.locator("section", has=someone.page.locator("#t-coming")).get_by_role("link").first.click()
    expect(someone.page.locator("[data-count]")).to_have_attribute("data-count", "1")
    someone.looks_at("counted-records")


def test_the_entities_and_rechecks_behind_a_number_and_the_thresholds(office, visitor):
    office.identifies(decided_on=date(2026, 9, 1), published_on=date(2026, 9, 1))
    someone = visitor("gao")
    someone.goes_to("/office/subjects/")
    expect(someone.page.locator("[data-count]")).to_have_attribute("data-count", "1")
    someone.looks_at("counted-subjects")
    someone.goes_to("/office/rechecks/counted/")
    someone.looks_at("counted-rechecks")
    someone.goes_to("/office/thresholds/")
    someone.page.locator("#id_overdue_watch").fill("1.5")
    someone.page.get_by_role("button", name="保存").click()
    expect(someone.page.locator("tbody tr")).to_have_count(1)
    someone.looks_at("thresholds")
