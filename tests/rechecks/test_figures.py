"""The figures of the pages, counted again from the events by hand; each number equals the list behind it."""

import re
from datetime import date
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from casework.models import Case
from registry.duties import give_duty
from tests.rechecks.test_case_facts import by_hand

OLD = {"decided_on": date(2026, 5, 6), "published_on": date(2026, 5, 8)}  # long repairable
TODAY, SOON = date(2026, 11, 23), date(2026, 11, 25)  # a Monday, and two working days later
MONTH = (date(2026, 11, 1), date(2026, 11, 30))


class Links(HTMLParser):
    """Every link with what it says."""

    def __init__(self, html):
        super().__init__()
        self.found, self.href = [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.href = dict(attrs).get("href")
            self.found.append([self.href, ""])

    def handle_data(self, data):
        if self.href:
            self.found[-1][1] += data

    def handle_endtag(self, tag):
        if tag == "a":
            self.href = None


@pytest.fixture
def busy(office, day):
    """A month with cases of every result, in time and late, returned and in hand."""
    give_duty(office.second.user, office.elsewhere, "review_cases", day.today)
    day("2026-11-02")
    granted = [office.has_judged(**OLD) for _n in range(3)]
    for case in granted[:2]:
        office.reviewer.approves(case)
    refused = office.has_judged(**OLD)
    asked = office.has_taken_up(**OLD)
    day("2026-11-05")
    office.reviewer.asks(asked, "整改后的照片")
    office.reviewer.proposes_refusal(refused)
    office.second.countersigns(refused)
    waits = office.has_received(**OLD)
    office.representative.withdraws(office.has_received(**OLD))
    office.reviewer.declines(office.has_received(**OLD), "不属于本单位认定的信息。")
    day("2026-11-17")
    office.reviewer.approves(granted[2])
    office.representative.supplements(asked, "已补交")
    day("2026-11-18")
    office.reviewer.judges(asked)
    office.reviewer.approves(asked)
    given = office.has_received(**OLD)
    office.reviewer.asks_to_take_over(given, office.elsewhere)
    office.stranger.takes_over(given)
    day("2026-11-23")
    office.reload(waits)
    return office


@pytest.fixture
def page(client, busy):
    """The pages as the credit office reads them."""

    def got(address):
        client.force_login(busy.credit_officer.user)  # days pass between two pages
        answer = client.get(address)
        assert answer.status_code == 200, address
        return answer.content.decode()

    return got


def within(day):
    return bool(day) and MONTH[0] <= day <= MONTH[1]


def counted_by_hand():
    """Each measure from the events of every repair, without a query for figures."""
    cases = [(case, by_hand(case)) for case in Case.objects.filter(machine="repair")]
    facts = [(case, said) for case, said in cases if said]
    finished = [said for _case, said in facts if within(said["finished_on"])]
    taken = [said for _case, said in facts if within(said["taken_on"])]
    in_hand = [case for case, said in facts if not said["finished_on"]]
    return {
        "received": sum(within(said["handed_in_on"]) for _case, said in facts),
        "taken": sum(said["taken_late"] is not None for said in taken),
        "taken_in_time": sum(said["taken_late"] is False for said in taken),
        "finished": len(finished),
        "timed": sum(said["finished_late"] is not None for said in finished),
        "in_time": sum(said["finished_late"] is False for said in finished),
        "late": sum(said["finished_late"] is True for said in finished),
        "untimed": sum(said["finished_late"] is None for said in finished),
        "answered": sum(said["result"] != "ended" for said in finished),
        "judged": sum(said["result"] in {"granted", "partly", "refused"} for said in finished),
        "granted": sum(said["result"] == "granted" for said in finished),
        "refused": sum(said["result"] == "refused" for said in finished),
        "not_accepted": sum(said["result"] == "not_accepted" for said in finished),
        "returned": sum(said["returns"] > 0 for said in finished),
        "open": len(in_hand),
        "overdue": sum(bool(case.due_on) and case.due_on < TODAY for case in in_hand),
        "due_soon": sum(bool(case.due_on) and TODAY <= case.due_on <= SOON for case in in_hand),
    }


def test_every_number_of_the_overview_is_counted_by_hand_and_equals_its_list(page):
    expected, seen = counted_by_hand(), set()
    for href, said in Links(page("/office/")).found:
        if not href.startswith("/office/cases/?count="):
            continue
        html = page(href)
        listed = int(re.search(r'data-count="(\d+)"', html)[1])
        assert html.count('<tr><th scope="row"') == listed
        if not said.strip().isdecimal():
            continue
        assert listed == int(said), href
        measure = re.search(r"count=(\w+)", href)[1]
        asked = parse_qs(urlsplit(href).query)
        if "department" not in asked and asked.get("since", ["2026-11-01"]) == ["2026-11-01"]:
            assert int(said) == expected[measure], measure
            seen.add(measure)
    assert {"received", "taken", "taken_in_time", "timed", "in_time", "finished", "answered", "open"} <= seen
    assert expected["late"] == 1
    assert "late" in seen


def test_of_a_few_cases_no_percentage_is_made(page):
    html = page("/office/")
    assert "样本少" in html
    assert not re.search(r"\d%", html)


def test_while_nothing_is_finished_this_month_the_last_one_is_shown(page, day):
    day("2026-12-01")
    html = page("/office/")
    assert "本月还没有办结案件，显示上月" in html
    assert "2026年11月1日" in html
    switch = next(href for href, said in Links(html).found if said == "切换")
    assert "本月还没有办结案件" not in page(switch)
    assert "2026年12月1日" in page(switch)


def test_the_table_of_departments_is_sorted_by_any_header_without_scripts(page):
    html = page("/office/")
    headers = re.findall(r'<th scope="col" aria-sort="(\w+)"><a href="([^"]+)"', html)
    assert len(headers) == 9
    assert [state for state, _href in headers].count("none") == 8
    for _state, href in headers:
        sorted_html = page(href.replace("&amp;", "&").replace("#departments", ""))
        assert re.findall(r'aria-sort="(\w+)"', sorted_html).count("none") == 8
    by_name = page("/office/?sort=name&dir=desc")
    assert by_name.index("江澜市生态环境局") > 0
    names = re.findall(r'<th scope="row">(江澜市[^<]+)</th>', by_name)
    assert names == sorted(names, reverse=True)
    assert len(names) == 2


def test_the_picture_of_the_weeks_has_a_table_with_the_same_figures(page):
    html = page("/office/")
    picture = html[html.index("xx-hide-m") : html.index("xx-show-m")]
    drawn = re.findall(r'<text class="xx-num"[^>]*>(\d+)</text>', picture)
    rows = html[html.index('data-table="weeks"') :]
    rows = rows[: rows.index("</table>")]
    listed = re.findall(r'<th scope="row">[^<]+</th><td>(?:<a [^>]+>)?(\d+)<', rows)
    assert drawn == listed
    assert len(listed) == 12
    assert sum(map(int, listed)) == counted_by_hand()["finished"]


def test_a_list_goes_on_page_by_page_and_its_count_is_whole(page, monkeypatch):
    monkeypatch.setattr("rechecks.views.counted_cases.PAGE", 2)
    address, numbers = "/office/cases/?count=finished&since=2026-11-01&until=2026-11-23", []
    while address:
        html = page(address)
        assert 'data-count="7"' in html
        numbers += re.findall(r'<th scope="row" class="xx-num">([^<]+)</th>', html)
        following = re.search(r'href="([^"]+)" rel="next"', html)
        address = following and following[1].replace("&amp;", "&")
    assert len(numbers) == len(set(numbers)) == 7


def test_figures_of_one_department_alone(page, busy):
    html = page(f"/office/?department={busy.elsewhere.uscc}")
    rows = re.findall(r'<th scope="row">(江澜市[^<]+)</th>', html)
    assert rows == [busy.elsewhere.name]
    assert "data-figure" in html


def test_nobody_but_the_credit_office_reads_them(client, busy):
    client.force_login(busy.reviewer.user)
    assert client.get("/office/").status_code == 403
    assert client.get("/office/cases/").status_code == 403
