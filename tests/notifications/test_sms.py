"""Short messages: within 70 characters, in waking hours, through the outbox, and to mobiles only."""

import json
from datetime import date, datetime, time
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from notifications import services, sms
from notifications.models import Outgoing, ShortMessage
from repair import sms as words

PHONE = "13812346021"
LONG = "江澜市高新技术产业开发区生态环境与城市综合管理行政执法局"
DAY = date(2026, 12, 10)
CASE = SimpleNamespace(number="XF-2026-000123", due_on=DAY, answer_by=DAY)
RECORD = SimpleNamespace(document_number="江环罚〔2026〕37号", repairable_from=DAY)
LONG_RECORD = SimpleNamespace(document_number=f"{LONG}罚字〔2026〕第000137号之二", repairable_from=DAY)
TEXTS = {
    "已收到信用修复申请XF-2026-000123，12月1日前决定是否受理，12月10日前答复。": lambda: words.submitted(
        CASE, date(2026, 12, 1), DAY
    ),
    "XF-2026-000123已受理，12月10日前答复。": lambda: words.accepted(CASE),
    "XF-2026-000123不予受理，理由和救济途径见平台通知书。": lambda: words.declined(CASE),
    "XF-2026-000123需补正3项，请在12月10日前处理，期间不计时限。": lambda: words.supplement_asked(CASE, 3),
    "XF-2026-000123还有3项待补正，12月10日截止，逾期未补正将终止办理。": lambda: words.supplement_due(
        CASE, 3
    ),
    "XF-2026-000123因需要现场复查延长至12月10日。": lambda: words.extended(CASE, "需要现场复查。"),
    "XF-2026-000123已转给江澜市交通运输局办理，时限不重新计算，无需重新申请。": lambda: words.handed_on(
        CASE, "江澜市交通运输局"
    ),
    "XF-2026-000123准予修复，相关信息停止公示，决定书可下载。": lambda: words.granted(CASE),
    "XF-2026-000123不予修复，理由和救济途径见平台通知书。": lambda: words.refused(CASE),
    "XF-2026-000123逾期未补正，申请已终止。可重新申请，已填内容保留。": lambda: words.lapsed(CASE),
    "XF-2026-000123所涉信息已撤下，无需再修复，本次申请办结，不收费。": lambda: words.cleared(CASE),
    "江环罚〔2026〕37号将于12月10日可申请信用修复，可先准备整改证明。免费办理。": lambda: (
        words.repairable_soon(RECORD)
    ),
    "江环罚〔2026〕37号今天起可申请信用修复，约15分钟，登录credit.jianglan.example。": lambda: (
        words.repairable_today(RECORD)
    ),
}


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.SMS_DIR = tmp_path / "sms"


def sent(settings):
    return [json.loads(file.read_text("utf-8")) for file in sorted(settings.SMS_DIR.glob("*.json"))]


def texted(phone=PHONE, said="【江澜信用】XF-2026-000123已受理。", **named):
    with transaction.atomic():
        return services.text(phone, said, **named)


@pytest.mark.parametrize("said", TEXTS)
def test_each_text_is_signed_and_reads_as_agreed_within_seventy_characters(said):
    made = TEXTS[said]()
    assert made == f"【江澜信用】{said}"
    assert len(made) <= 70


@pytest.mark.parametrize(
    "made",
    [
        lambda: words.extended(
            CASE, "需要向税务、海关、银行和外地行政机关逐一核实罚款缴纳情况和整改落实情况" * 3
        ),
        lambda: words.handed_on(CASE, LONG * 2),
        lambda: words.repairable_soon(LONG_RECORD),
        lambda: words.repairable_today(LONG_RECORD),
        lambda: words.still_repairable(LONG_RECORD),
    ],
)
def test_a_long_name_gives_way_and_the_words_around_it_do_not(made):
    text = made()
    assert len(text) <= 70
    assert "…" in text
    assert text.startswith("【江澜信用】")
    assert text.endswith("。")


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        ("2026-11-23T10:00", "2026-11-23T10:00"),
        ("2026-11-23T21:59", "2026-11-23T21:59"),
        ("2026-11-23T22:00", "2026-11-24T08:00"),
        ("2026-11-24T00:05", "2026-11-24T08:00"),
        ("2026-11-24T08:00", "2026-11-24T08:00"),
    ],
)
def test_nobody_is_texted_at_night(at, leaves):
    moment = timezone.make_aware(datetime.fromisoformat(at))
    expected = timezone.make_aware(datetime.fromisoformat(leaves))
    assert sms.after_quiet_hours(moment, time(22), time(8)) == expected


def test_whoever_wants_no_quiet_hours_has_none():
    moment = timezone.make_aware(datetime.fromisoformat("2026-11-23T03:00"))
    assert sms.after_quiet_hours(moment, time(0), time(0)) == moment


@pytest.mark.django_db
def test_a_text_leaves_through_the_outbox_once(worker, later, settings, day):
    message = texted()
    assert sent(settings) == []
    worker()
    later()
    worker()
    assert sent(settings) == [
        {"to": PHONE, "text": "【江澜信用】XF-2026-000123已受理。", "key": f"sms:{message.pk}"}
    ]


@pytest.mark.django_db
def test_a_gateway_that_fails_is_asked_again(worker, later, settings, day, monkeypatch):
    texted()
    monkeypatch.setattr(sms.FileSender, "send", lambda *a, **k: (_ for _ in ()).throw(OSError("no route")))
    worker()
    row = Outgoing.objects.get(kind="sms")
    assert (row.state, row.attempts, row.last_error) == ("queued", 1, "OSError: no route")
    monkeypatch.undo()
    settings.SMS_DIR.mkdir(exist_ok=True)
    later()
    worker()
    assert Outgoing.objects.get(kind="sms").state == "sent"
    assert ShortMessage.objects.get().sent_at


@pytest.mark.django_db
def test_a_text_at_night_waits_for_the_morning(worker, settings, day):
    day.traveller.move_to("2026-11-24T00:05:00+08:00")
    texted()
    assert worker() == 0
    day.traveller.move_to("2026-11-24T08:00:00+08:00")
    assert worker() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("phone", ["", "0000-12345678", "+8613812346021", "1381234602x"])
def test_only_mobiles_are_texted(phone, day):
    assert texted(phone) is None
    assert not ShortMessage.objects.exists()


@pytest.mark.django_db
def test_with_a_key_a_number_is_told_once(day):
    assert texted(key="repairable:1") is not None
    assert texted(key="repairable:1") is None


@pytest.mark.django_db
def test_a_text_that_is_too_long_is_not_kept(day):
    with pytest.raises(ValueError, match="too long"):
        sms.fitted("一" * 80)


@pytest.mark.django_db
def test_the_outbox_names_the_message_by_its_id_only(day):
    message = texted()
    assert Outgoing.objects.get(kind="sms").payload == {"short_message": message.pk}
