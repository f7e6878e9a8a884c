"""R12 两书同达: which penalties lack a served notice, what is printed, and what is noted of the service."""

from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from notifications import outbox
from notifications.delivery import HANDLERS, forget_bundles, path_of
from notifications.models import Bundle
from registry.models import Record
from repair.models import RepairNotice


@pytest.fixture(autouse=True)
def _drawn_here(settings, tmp_path):
    settings.LETTERS_RENDER_ANYWHERE = True
    settings.LETTER_DIR = tmp_path / "letters"


@pytest.fixture
def reviewer(office):
    client = Client()
    client.force_login(office.reviewer.user)
    return client


@pytest.fixture
def record(office):
    return office.identifies(decided_on=date(2026, 11, 16), published_on=date(2026, 11, 18))


def listed(client) -> list[str]:
    return [row["record"].document_number for row in client.get("/work/notices/").context["rows"]]


def draw(client, *records):
    return client.post("/work/notices/draw/", {"record": [each.public_id for each in records]})


def served(client, record, **said):
    facts = {"served_on": "2026-11-23", "way": "in_person", "receipt": "送达回证 12"} | said
    address = f"/work/notices/{record.public_id}/served/"
    return client.post(address, {f"{record.public_id}-{name}": value for name, value in facts.items()})


def test_new_penalties_are_listed_until_their_notice_is_served(reviewer, record):
    assert listed(reviewer) == [record.document_number]
    assert draw(reviewer, record).status_code == 302
    assert listed(reviewer) == [record.document_number]
    assert served(reviewer, record).status_code == 302
    assert listed(reviewer) == []
    assert "本周处罚决定均已送达修复告知书" in reviewer.get("/work/notices/").content.decode()
    assert RepairNotice.objects.get().receipt == "送达回证 12"


def test_old_penalties_and_natural_persons_are_not(office, reviewer, record):
    office.identifies()  # decided on 2026-08-06
    Record.objects.filter(pk=record.pk).update(kind="other")
    assert listed(reviewer) == []
    Record.objects.filter(pk=record.pk).update(kind="penalty")
    office.company.kind = "natural_person"
    office.company.save()
    assert listed(reviewer) == []


def test_the_notices_are_printed_as_one_file_with_the_way_to_each_record(office, reviewer, record):
    other = office.identifies(decided_on=date(2026, 11, 17), published_on=date(2026, 11, 18))
    answer = draw(reviewer, record, other)
    assert reviewer.get(answer.url).status_code == 202
    outbox.relay(HANDLERS, seconds=60)
    pdf = reviewer.get(answer.url)
    assert pdf["Content-Type"] == "application/pdf"
    made = Bundle.objects.get()
    with pikepdf.open(BytesIO(pdf.content)) as whole:
        assert len(whole.pages) >= 2
    assert [sheet.facts["leads_to"].rsplit("/", 2)[1] for sheet in made.sheets] == [
        record.public_id, other.public_id,
    ]  # fmt: skip
    assert all(sheet.facts["phone"] for sheet in made.sheets)
    stranger = Client()
    stranger.force_login(office.second.user)
    assert stranger.get(answer.url).status_code == 404
    assert forget_bundles(timezone.now() + timedelta(days=2)) == 1
    assert not path_of(made.sha256).exists()


def test_drawing_again_changes_nothing_and_another_departments_record_is_not_drawn(office, reviewer, record):
    assert draw(reviewer, record).status_code == draw(reviewer, record).status_code == 302
    assert RepairNotice.objects.count() == 1
    stranger = Client()
    stranger.force_login(office.stranger.user)
    assert draw(stranger, record).status_code == 409
    assert served(stranger, record).status_code == 404
    assert draw(reviewer).status_code == 422


def test_a_record_whose_class_is_open_has_no_notice_yet(reviewer, record):
    Record.objects.filter(pk=record.pk).update(repairable_from=None)
    assert draw(reviewer, record).status_code == 422
    assert "先核定这条信息的失信类别" in reviewer.get("/work/notices/").content.decode()
    assert not Bundle.objects.exists()


@pytest.mark.parametrize(
    "said", [{"served_on": "2026-11-24"}, {"served_on": "2026-11-22"}, {"served_on": ""}, {"way": ""}]
)
def test_a_service_that_cannot_be_is_refused_in_words(reviewer, record, said):
    draw(reviewer, record)
    assert served(reviewer, record, **said).status_code == 422
    assert RepairNotice.objects.get().served_on is None


def test_what_was_noted_stays(reviewer, record):
    draw(reviewer, record)
    served(reviewer, record)
    assert served(reviewer, record, receipt="另一个").status_code == 409
    with pytest.raises(IntegrityError), transaction.atomic():
        RepairNotice.objects.update(served_on=date(2026, 11, 1))
