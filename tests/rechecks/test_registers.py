"""C10: the registers. Who was shown which case and for what, and on which version of the rules decisions stand."""

from datetime import date
from hashlib import sha256
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from casework.models import CaseLook, LookPurpose
from notifications.delivery import keep
from notifications.models import Letter
from rechecks.selectors.registers import decided_under, decisions_by_version
from registry.models import Export
from tests.rechecks.sampling import sampling

pytestmark = pytest.mark.django_db
REGISTER = "/office/registers/"


@pytest.fixture
def shown(client):
    """A page as somebody is shown it."""

    def show(person, path):
        client.force_login(person.user)
        return client.get(path)

    return show


def noted():
    return list(CaseLook.objects.order_by("pk").values_list("user__username", "case__number", "purpose"))


def test_an_officer_who_is_shown_a_case_is_noted_with_what_brought_them_there(office, shown):
    case = office.has_received()
    auditor = office.joins_the_credit_office("jia")
    auditor.user.groups.set([Group.objects.get_or_create(name="auditor")[0]])
    assert shown(office.reviewer, f"/work/{case.number}/").status_code == 200
    for person in (office.credit_officer, auditor):
        assert shown(person, f"/cases/{case.number}/").status_code == 200
    assert noted() == [
        (office.reviewer.user.username, case.number, LookPurpose.HANDLING),
        (office.credit_officer.user.username, case.number, LookPurpose.OVERSIGHT),
        (auditor.user.username, case.number, LookPurpose.AUDIT),
    ]


def test_a_letter_of_a_case_that_an_officer_opens_is_a_look_at_the_case(office, shown):
    case = office.has_received()
    letter = Letter.objects.filter(case=case).latest("pk")
    assert shown(office.reviewer, letter.get_absolute_url()).status_code == 202  # nothing is shown yet
    assert noted() == []
    Letter.objects.filter(pk=letter.pk).update(sha256=keep(b"%PDF-1.7"), rendered_at=timezone.now())
    for person in (office.reviewer, office.credit_officer, office.representative):
        assert shown(person, letter.get_absolute_url()).status_code == 200
    assert shown(office.stranger, letter.get_absolute_url()).status_code == 404
    assert noted() == [
        (office.reviewer.user.username, case.number, LookPurpose.HANDLING),
        (office.credit_officer.user.username, case.number, LookPurpose.OVERSIGHT),
    ]


def test_the_desk_and_the_objections_are_looks_as_well(office, shown, day):
    repair = office.has_received()
    objection = office.representative.objects(office.identifies(), fine_yuan="3200")
    shown(office.reviewer, f"/work/{repair.number}/")
    shown(office.credit_officer, f"/office/objections/{objection.number}/")
    assert [(number, purpose) for _who, number, purpose in noted()] == [
        (repair.number, LookPurpose.HANDLING),
        (objection.number, LookPurpose.OVERSIGHT),
    ]


def test_a_party_at_its_own_case_and_whoever_was_refused_are_not_entered(office, shown):
    case = office.has_received()
    assert shown(office.representative, f"/cases/{case.number}/").status_code == 200
    assert shown(office.stranger, f"/cases/{case.number}/").status_code == 404
    assert noted() == []


def test_a_page_that_comes_back_with_a_refused_form_is_a_look_too(client, office):
    case = office.has_taken_up()
    client.force_login(office.reviewer.user)
    answer = client.post(f"/work/{case.number}/ask/", {})
    assert answer.status_code == 422
    assert case.subject.name in answer.content.decode()
    assert [(each.case.number, each.user) for each in CaseLook.objects.all()] == [
        (case.number, office.reviewer.user)
    ]


def test_a_look_is_never_changed_or_deleted(office, shown):
    case = office.has_received()
    shown(office.reviewer, f"/work/{case.number}/")
    for change in (CaseLook.objects.update, CaseLook.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(**({"page": "elsewhere"} if change == CaseLook.objects.update else {}))


def test_the_register_is_searched_by_case_document_person_and_day(office, shown, day):
    first = office.has_received()
    shown(office.reviewer, f"/work/{first.number}/")
    day("2026-11-24")
    second = office.has_received()
    shown(office.colleague, f"/work/{second.number}/")

    def found(query):
        page = shown(office.credit_officer, f"{REGISTER}?{query}")
        return [look.case.number for look in page.context["rows"]]

    assert found("") == [second.number, first.number]
    assert found(f"q={first.number}") == [first.number]
    assert found(f"q={second.record.document_number}") == [second.number]
    assert found(f"q={office.colleague.user.username}") == [second.number]
    assert found("since=2026-11-24") == [second.number]
    assert found("until=2026-11-23") == [first.number]
    assert found("q=nobody") == []


def test_days_that_cannot_be_are_told_beside_their_field(office, shown):
    page = shown(office.credit_officer, f"{REGISTER}?since=2026-11-24&until=2026-11-23")
    assert page.status_code == 422
    assert "结束日期早于开始日期" in page.content.decode()
    assert shown(office.credit_officer, f"{REGISTER}?since=yesterday").status_code == 422


def test_the_register_of_files_names_file_and_reader(office, shown):
    page = shown(office.credit_officer, f"{REGISTER}files/")
    assert page.status_code == 200
    assert "没有查到" in page.content.decode()


def test_decisions_are_counted_under_the_version_they_stand_on(office, shown, day, the_term_is_shortened):
    before = office.has_granted()
    the_term_is_shortened()
    day("2026-11-24")
    after = office.has_granted()
    lines = [each for each in decisions_by_version() if each.instrument == "CN-NDRC-36"]
    assert [(each.repairs, each.first_on, each.last_on) for each in lines] == [
        (1, date(2026, 11, 24), date(2026, 11, 24)),
        (1, date(2026, 11, 23), date(2026, 11, 23)),
    ]
    for line, case in zip(lines, (after, before), strict=True):
        assert [each.number for each in decided_under(line.instrument, line.version)] == [case.number]
        page = shown(office.credit_officer, f"{REGISTER}decisions/{line.instrument}/{line.version}/")
        assert case.number in page.content.decode()
    assert "CN-NDRC-36" in shown(office.credit_officer, f"{REGISTER}decisions/").content.decode()


def test_answers_to_objections_are_counted_too(office, shown):
    case = office.representative.objects(office.identifies(), fine_yuan="3200")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.reviewer.concludes(case)
    assert sum(each.objections for each in decisions_by_version()) >= 1
    assert all(each.repairs == 0 for each in decisions_by_version())


def test_the_number_in_a_watermark_leads_to_the_export(office, client, shown):
    client.force_login(office.credit_officer.user)
    client.post("/office/reports/export/?kind=repair&since=2026-11-01&until=2026-11-23", {"form": "xlsx"})
    kept = Export.objects.get()
    page = shown(office.credit_officer, f"{REGISTER}exports/?q={kept.public_id}").content.decode()
    assert kept.sha256 in page
    assert kept.sha256 not in shown(office.credit_officer, f"{REGISTER}exports/?q=nobody").content.decode()


def test_a_register_is_taken_out_as_it_was_searched_and_that_is_registered(office, client, shown):
    case, other = office.has_received(), office.has_received()
    for each in (case, other):
        shown(office.reviewer, f"/work/{each.number}/")
    assert client.post(f"{REGISTER}looks/export/").status_code == 403
    client.force_login(office.credit_officer.user)
    page = client.get(f"{REGISTER}?q={case.number}").content.decode()
    assert f'name="q" value="{case.number}"' in page
    answer = client.post(f"{REGISTER}looks/export/", {"q": case.number})
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(answer.content)).active.iter_rows()]
    kept = Export.objects.get()
    assert kept.public_id in rows[0][0]
    assert [row[3] for row in rows[2:]] == [case.number]
    assert (kept.sha256, kept.rows) == (sha256(answer.content).hexdigest(), 1)
    assert kept.asked == {"register": "looks", "text": case.number}
    found = shown(office.credit_officer, f"{REGISTER}exports/?q={kept.sha256}").content.decode()
    assert kept.public_id in found


def test_every_step_is_found_by_person_case_and_day(office, shown, day):
    case = office.has_granted()
    day("2026-11-24")
    office.representative.objects(office.identifies(), fine_yuan="3200")
    whole = shown(office.credit_officer, f"{REGISTER}steps/").content.decode()
    assert "准予修复" in whole
    assert "异议已提交" in whole
    one = shown(office.credit_officer, f"{REGISTER}steps/?q={case.number}&until=2026-11-23").content.decode()
    assert one.count(case.number) >= case.events.count()
    none = shown(office.credit_officer, f"{REGISTER}steps/?q={case.number}&since=2026-11-24").content.decode()
    assert "xx-empty" in none


def test_steps_about_a_record_are_not_shown_to_who_checks_it_blindly(office, client, shown):
    credit = sampling(office)
    case = office.has_judged()
    office.reviewer.proposes_refusal(case)
    office.second.countersigns(case)
    credit.draws()
    assert case.number not in shown(credit.checker, f"{REGISTER}steps/").content.decode()
    assert case.number in shown(credit.second, f"{REGISTER}steps/").content.decode()
    client.force_login(credit.checker.user)
    taken_out = client.post(f"{REGISTER}steps/export/")
    cells = [
        cell.value for row in load_workbook(BytesIO(taken_out.content)).active.iter_rows() for cell in row
    ]
    assert case.number not in cells


@pytest.mark.parametrize("register", ["looks", "steps", "files", "exports"])
def test_every_register_can_be_taken_out(office, client, register):
    client.force_login(office.credit_officer.user)
    for _time in range(2):  # the second one has the first among its rows
        answer = client.post(f"{REGISTER}{register}/export/", {"since": "2026-11-01"})
        assert answer.status_code == 200
    assert Export.objects.count() == 2
    wrong = client.post(f"{REGISTER}{register}/export/", {"since": "2026-11-02", "until": "2026-11-01"})
    assert wrong.status_code == 422
    assert client.post(f"{REGISTER}nothing/export/").status_code == 404


def test_a_long_list_of_decisions_asks_no_more_than_a_short_one(office, shown):
    office.has_granted()
    [line] = [each for each in decisions_by_version() if each.instrument == "CN-NDRC-36"]
    address = f"{REGISTER}decisions/{line.instrument}/{line.version}/"
    shown(office.credit_officer, address)  # what is asked once stays known
    with CaptureQueriesContext(connection) as one:
        shown(office.credit_officer, address)
    for _more in range(3):
        office.has_granted()
    with CaptureQueriesContext(connection) as four:
        shown(office.credit_officer, address)
    assert len(four) == len(one)
