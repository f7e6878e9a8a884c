"""E20: what one is reminded of is one's own choice; progress is always told."""

import io
from datetime import date

import pikepdf
import pytest
from django.db import transaction
from django.urls import reverse

from notifications.letters import unnumbered
from notifications.models import ReminderSettings
from notifications.services import Note, tell
from repair.letters import Repairable

URL = "/inbox/settings/"
CHOSEN = {"on_the_day": "on", "phone": "13812346021", "quiet_from": "21:30", "quiet_until": "07:00"}


@pytest.fixture
def page(client, applicant):
    client.force_login(applicant, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.django_db
def test_everything_is_on_until_one_chooses_and_progress_cannot_be_switched_off(page):
    html = page.get(reverse("notifications:reminders")).content.decode()
    assert html.count("checked") == 5
    assert 'id="id_progress" checked disabled' in html


@pytest.mark.django_db
def test_what_one_chooses_is_kept(page, applicant):
    assert page.post(URL, CHOSEN).status_code == 302
    kept = ReminderSettings.of(applicant)
    assert (kept.before, kept.on_the_day, kept.month_after) == (False, True, False)
    assert (kept.phone, f"{kept.quiet_from:%H:%M}", f"{kept.quiet_until:%H:%M}") == (
        "13812346021",
        "21:30",
        "07:00",
    )
    assert 'value="21:30"' in page.get(URL).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("phone", ["1381234", "+8613812346021", "0000-12345678"])
def test_a_number_that_is_no_mobile_is_refused_in_words_and_nothing_is_kept(page, applicant, phone):
    answer = page.post(URL, CHOSEN | {"phone": phone})
    assert answer.status_code == 422
    assert "11" in answer.content.decode()
    assert not ReminderSettings.objects.exists()


@pytest.mark.django_db
def test_nobody_sees_the_settings_of_others(page, applicant, stranger, client):
    page.post(URL, CHOSEN)
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert "13812346021" not in client.get(URL).content.decode()


@pytest.mark.django_db
def test_the_reminder_goes_out_as_a_pdf_of_one_page(applicant, worker, post):
    facts = Repairable(
        subject="江澜市禾丰食品有限公司",
        subject_id_kind="统一社会信用代码",
        subject_id="91239999MAU0MXQ6HA",
        is_person=False,
        document_number="江环罚〔2026〕37号",
        record_department="江澜市生态环境局",
        decided_on=date(2026, 8, 6),
        title_of_record="未按规定建立危险废物管理台账",
        repairable_from=date(2026, 12, 9),
        is_repairable=False,
        off_show_on=date(2027, 8, 6),
        conditions=(),
        accept_working_days=3,
        decide_working_days=7,
        platform="江澜市信用修复与异议办理平台",
        address="https://credit.jianglan.example",
        phone="",
    )
    with transaction.atomic():
        paper = unnumbered(facts, department="江澜市社会信用管理办公室", on=date(2026, 11, 24))
        tell(applicant, Note("提醒", "可以申请"), enclosed=paper, key="repairable:1:2026-11-24")
    worker()
    [mail] = post
    [(name, content, kind)] = mail.attachments
    assert (name, kind) == ("可申请信用修复提醒.pdf", "application/pdf")
    assert len(pikepdf.open(io.BytesIO(content)).pages) == 1
