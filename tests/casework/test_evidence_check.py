"""Files of strangers: quarantined, checked apart, opened only when clean."""

import io
import os
import socket
import struct
import threading

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from casework.evidence import jail, storage
from casework.evidence.checking import check_waiting
from casework.evidence.names import clean_name
from casework.evidence.receiving import Place, receive
from casework.evidence.refusals import FileRefused
from casework.evidence.sandbox import check
from casework.models.evidence import Purpose
from tests.corpus.papers import a_pdf, a_picture, an_ofd, saved


@pytest.fixture
def places(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path
    return tmp_path


@pytest.fixture
def case(office, places):
    return office.representative.starts(office.identifies())


@pytest.fixture
def handed(office, case):
    """Hand a file in and have it checked."""

    def hand(content: bytes, name: str = "凭证.pdf"):
        file = receive(
            case,
            SimpleUploadedFile(name, content),
            Place(Purpose.RECTIFICATION),
            by=office.representative.user,
        )
        check_waiting(timezone.now())
        file.refresh_from_db()
        return file

    return hand


def test_nobody_opens_a_file_before_it_is_checked(office, case):
    file = receive(
        case,
        SimpleUploadedFile("凭证.pdf", a_pdf()),
        Place(Purpose.RECTIFICATION),
        by=office.representative.user,
    )
    assert file.is_being_checked
    assert not file.is_clean


def test_a_clean_pdf_has_its_hashes_its_text_and_a_picture_of_each_page(handed):
    file = handed(a_pdf("Amount 20,000.00", pages=3))
    assert file.is_clean
    assert (file.pages, file.shown_pages) == (3, 3)
    assert "20,000.00" in file.text
    assert file.marks[0]["text"] == "20,000.00"
    assert file.sha256 == file.received_sha256
    assert len(file.sm3) == 64
    assert storage.picture_of(file.stored, 3).read_bytes().startswith(b"\x89PNG")


def test_a_photo_is_drawn_anew_without_where_it_was_taken(handed):
    exif = Image.Exif()
    exif[0x9286] = "31.2304N 121.4737E"
    file = handed(a_picture(exif=exif.tobytes()) + b"<script>alert(1)</script>", "整改后.jpg")
    kept = storage.bytes_of(file.stored).read_bytes()
    assert file.is_clean
    assert file.sha256 != file.received_sha256
    assert b"121.4737E" not in kept
    assert b"script" not in kept


def test_a_photo_taken_sideways_stands_upright(handed):
    exif = Image.Exif()
    exif[0x0112] = 6
    file = handed(a_picture(size=(800, 600), exif=exif.tobytes()), "photo.jpg")
    with Image.open(storage.bytes_of(file.stored)) as kept:
        assert kept.size == (600, 800)


def test_an_electronic_receipt_as_ofd_gives_its_text(handed):
    file = handed(an_ofd(), "票据.ofd")
    assert file.is_clean
    assert "江环罚〔2026〕37号" in file.text
    assert file.shown_pages == 0


def test_a_blurred_photo_is_kept_and_its_page_named(handed):
    from PIL import ImageFilter

    with Image.open(io.BytesIO(a_picture())) as sharp:
        soft = sharp.filter(ImageFilter.GaussianBlur(6))
    file = io.BytesIO()
    soft.save(file, "JPEG")
    assert handed(file.getvalue(), "模糊.jpg").blurred_pages == [1]
    assert handed(a_picture(), "清楚.jpg").blurred_pages == []


def _with(**root) -> bytes:
    with pikepdf.open(io.BytesIO(a_pdf())) as document:
        for key, value in root.items():
            document.Root[f"/{key}"] = document.make_indirect(value)
        return saved(document, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def test_a_script_is_found_where_a_search_for_its_name_sees_nothing(handed):
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    hidden = _with(OpenAction=script)
    assert b"/JavaScript" not in hidden
    file = handed(hidden)
    assert (file.state, file.refusal) == ("refused", "virus")
    assert not storage.folder_of(file.stored).exists()


def test_a_font_called_aa_is_no_script(handed):
    assert handed(_with(Anything=pikepdf.Dictionary(AA=pikepdf.Dictionary(Type=pikepdf.Name.Font)))).is_clean


def test_a_password_is_told_apart(handed):
    with pikepdf.open(io.BytesIO(a_pdf())) as document:
        locked = saved(document, encryption=pikepdf.Encryption(user="1234", owner="5678"))
    assert handed(locked).refusal == "password"


def test_the_tenth_file_is_the_last(handed, settings):
    settings.EVIDENCE_FILES = 2
    handed(a_picture(), "1.jpg")
    handed(b"%PDF-1.7 nothing", "refused.pdf")  # does not count: it is not kept
    handed(a_picture(), "2.jpg")
    with pytest.raises(FileRefused, match="2"):
        handed(a_picture(), "3.jpg")


class TestSandbox:
    def test_what_hangs_is_ended(self, places):
        os.mkfifo(places / "endless")
        verdict = jail.examine("pdf", places / "endless", places, seconds=2)
        assert verdict.refusal == "damaged"

    def test_what_asks_for_more_memory_than_there_is_gets_none(self):
        asked = f"from casework.evidence.sandbox import check; check.bind(); bytearray({check.MEMORY})"
        assert _alone(asked) != 0

    def test_the_check_has_no_network(self, places):
        if not jail._apart():
            pytest.skip("this machine gives it none of its own")
        asked = "import socket; socket.create_connection(('127.0.0.1', {}), timeout=2)"
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            assert _alone(asked.format(port), apart=False) == 0
            assert _alone(asked.format(port), apart=True) != 0


def _alone(code: str, *, apart: bool = False) -> int:
    import subprocess
    import sys

    from django.conf import settings

    start = f"import sys; sys.path.insert(0, {str(settings.BASE_DIR)!r}); {code}"
    command = [*(jail._apart() if apart else []), sys.executable, "-I", "-c", start]
    return subprocess.run(command, capture_output=True, check=False).returncode


class TestVirusScanner:
    """clamd over its socket; the demo has none, and then nothing is asked."""

    def answering(self, path, words: bytes) -> None:
        server = socket.socket(socket.AF_UNIX)
        server.bind(str(path))
        server.listen(1)

        def serve() -> None:
            line, _ = server.accept()
            with line:
                assert line.recv(10) == b"zINSTREAM\0"
                while length := struct.unpack("!L", line.recv(4, socket.MSG_WAITALL))[0]:
                    line.recv(length, socket.MSG_WAITALL)
                line.sendall(words)
            server.close()

        threading.Thread(target=serve, daemon=True).start()

    def test_what_it_knows_is_refused(self, handed, settings, places):
        settings.CLAMAV_SOCKET = str(places / "clamd")
        self.answering(places / "clamd", b"stream: Eicar-Test-Signature FOUND\0")
        assert handed(a_picture(), "1.jpg").refusal == "virus"

    def test_what_it_passes_is_released(self, handed, settings, places):
        settings.CLAMAV_SOCKET = str(places / "clamd")
        self.answering(places / "clamd", b"stream: OK\0")
        assert handed(a_picture(), "1.jpg").is_clean

    def test_a_scanner_that_is_down_releases_nothing(self, handed, settings, places, day):
        settings.CLAMAV_SOCKET = str(places / "nobody")
        file = handed(a_picture(), "1.jpg")
        assert file.is_being_checked
        settings.CLAMAV_SOCKET = ""
        day("2026-11-24")
        check_waiting(timezone.now())
        file.refresh_from_db()
        assert file.is_clean


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        ("缴款书.pdf", "缴款书.pdf"),
        ("..\\..\\windows\\缴款书.pdf", "缴款书.pdf"),
        ("../../etc/passwd", "passwd"),
        ("\u202efdp.exe", "fdp.exe"),
        ("a\x00b\r\n.pdf", "ab.pdf"),
        ("e\u0301.pdf", "\u00e9.pdf"),
        ("", "file"),
        ("字" * 300 + ".pdf", "字" * 116 + ".pdf"),
        ("䶮堃\ud800.jpg", "䶮堃.jpg"),
    ],
)
def test_a_name_is_data(came, kept):
    assert clean_name(came) == kept
