"""R12: the scanned receipt of a service, from its upload until it is confirmed; it belongs to no case."""

import io
from datetime import date

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from casework.evidence import storage
from casework.models import EvidenceFile, EvidenceLook
from registry.importing.locks import locked
from repair.models import RepairNotice
from repair.services.notices import draw_notices, note_service
from tests.corpus.papers import a_pdf, a_picture, saved

ON = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path
    settings.EVIDENCE_CHECK_INLINE = True


@pytest.fixture
def reviewer(office, at):
    return at(office.reviewer)


@pytest.fixture
def serve(office):
    """A penalty whose notice is drawn up, and served unless told otherwise."""

    def do(*, is_served: bool = True) -> RepairNotice:
        by = office.reviewer.user
        record = office.identifies(decided_on=date(2026, 11, 16), published_on=date(2026, 11, 18))
        draw_notices([record.public_id], by=by, on=ON)
        if is_served:
            note_service(record.public_id, served_on=ON, way="post", receipt="送达回证 12", by=by, on=ON)
        return RepairNotice.objects.get(record=record)

    return do


@pytest.fixture
def notice(serve):
    return serve()


def address(notice) -> str:
    return f"/work/notices/{notice.record.public_id}/scan/"


def upload(client, notice, content=None, name="送达回执.pdf", **headers):
    content = a_pdf() if content is None else content
    sent = {f"scan_{notice.record.public_id}": SimpleUploadedFile(name, content)}
    return client.post(address(notice), sent, headers=headers)


def confirm(client, notice, file):
    return client.post(address(notice), {"confirm": file.public_id})


def standing(notice) -> EvidenceFile:
    return EvidenceFile.objects.standing().get(record=notice.record)


def test_a_scan_is_uploaded_checked_looked_at_and_confirmed(office, at, reviewer, notice):
    party = at(office.representative)
    assert "送达回执扫描件" in reviewer.get("/work/notices/").content.decode()
    assert upload(reviewer, notice).status_code == 302
    scan = standing(notice)
    assert (scan.state, scan.purpose, scan.case_id, scan.handed_in_on) == ("clean", "service", None, None)
    assert scan.sha256 == scan.received_sha256
    assert "检测通过，请查看后确认" in reviewer.get("/work/notices/").content.decode()
    assert reviewer.get(f"/evidence/{scan.public_id}/").status_code == 200
    assert party.get(f"/evidence/{scan.public_id}/").status_code == 404
    assert confirm(reviewer, notice, scan).status_code == 302
    notice.refresh_from_db()
    assert (notice.scan, notice.scan_confirmed_by) == (scan, office.reviewer.user)
    assert (
        f"/evidence/{scan.public_id}/" in party.get(f"/records/{notice.record.public_id}/").content.decode()
    )
    assert party.get(f"/evidence/{scan.public_id}/pages/1/").status_code == 200
    assert list(EvidenceLook.objects.order_by("pk").values_list("user", "page")) == [
        (office.reviewer.user.pk, None), (office.representative.user.pk, 1),
    ]  # fmt: skip


def test_until_it_is_confirmed_a_scan_can_be_replaced(reviewer, notice, django_capture_on_commit_callbacks):
    upload(reviewer, notice)
    first = standing(notice)
    with django_capture_on_commit_callbacks(execute=True):
        upload(reviewer, notice, a_picture(), "送达回执.jpg")
    second = standing(notice)
    assert second.name == "送达回执.jpg"
    assert not storage.folder_of(first.stored).exists()
    assert confirm(reviewer, notice, first).status_code == 409
    assert confirm(reviewer, notice, second).status_code == 302
    assert upload(reviewer, notice).status_code == 409
    assert confirm(reviewer, notice, second).status_code == 409
    assert standing(notice) == second


def test_a_file_that_is_not_taken_leaves_the_earlier_one(reviewer, notice):
    upload(reviewer, notice)
    earlier = standing(notice)
    assert upload(reviewer, notice, b"", "空.pdf").status_code == 422
    assert standing(notice) == earlier
    assert storage.bytes_of(earlier.stored).exists()


def with_a_password() -> bytes:
    with pikepdf.open(io.BytesIO(a_pdf())) as document:
        return saved(document, encryption=pikepdf.Encryption(user="1234", owner="5678"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.pdf", b"", "空.pdf：文件是空的，请重新选择"),
        ("回执.docx", b"PK\x03\x04", "回执.docx：文件应为 PDF、OFD、JPG 或 PNG"),
        ("大.pdf", b"%PDF-" + bytes(2 << 20), "大.pdf：文件应小于 1 MB，当前 3 MB"),
        ("密.pdf", with_a_password(), "文件设了密码，请去掉密码后上传"),
        ("坏.pdf", b"%PDF-1.7 nothing", "文件打不开"),
    ],
    ids=["empty", "type", "size", "password", "damaged"],
)
def test_what_is_wrong_with_a_file_is_said_beside_it(settings, reviewer, notice, name, content, words):
    settings.EVIDENCE_FILE_BYTES = 1 << 20
    answer = upload(reviewer, notice, content, name)
    page = answer if answer.status_code == 422 else reviewer.get("/work/notices/")
    assert words in page.content.decode()
    assert not EvidenceFile.objects.filter(state="clean").exists()


def test_nothing_chosen_and_a_scan_that_is_not_clean_are_refused_in_words(reviewer, notice):
    assert "请上传送达回执" in reviewer.post(address(notice), {}).content.decode()
    upload(reviewer, notice, b"%PDF-1.7 nothing")
    answer = confirm(reviewer, notice, standing(notice))
    assert answer.status_code == 422
    assert "检测通过后才能确认" in answer.content.decode()


def test_a_script_is_told_how_far_the_check_is(settings, reviewer, notice):
    settings.EVIDENCE_CHECK_INLINE = False
    settings.CELERY_BROKER_URL = ""
    assert upload(reviewer, notice, accept="application/json").json()["checking"]
    told = reviewer.get(address(notice), headers={"accept": "application/json"}).json()
    assert "正在检测" in told["rows"]
    assert upload(reviewer, notice, b"", accept="application/json").status_code == 422


def test_only_a_served_notice_of_ones_own_department_takes_a_scan(office, at, reviewer, serve):
    notice = serve(is_served=False)
    assert upload(reviewer, notice).status_code == 409
    assert upload(at(office.stranger), notice).status_code == 404
    assert not EvidenceFile.objects.exists()


def test_a_file_is_of_a_case_or_of_a_record_and_a_scan_of_its_own_record(office, reviewer, serve):
    one, other = serve(), serve()
    upload(reviewer, one)
    scan = standing(one)
    assert locked([one.record_id])  # no import changes or takes back what a paper hangs on
    for wrong in ({"purpose": "fulfilment"}, {"record": None}, {"case_id": office.has_received().pk}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EvidenceFile.objects.filter(pk=scan.pk).update(**wrong)
    by = office.reviewer.user
    for notice, wrong in ((other, {"scan": scan, "scan_confirmed_by": by}), (one, {"scan": scan})):
        with pytest.raises(IntegrityError), transaction.atomic():
            RepairNotice.objects.filter(pk=notice.pk).update(**wrong)
