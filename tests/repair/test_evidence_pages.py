"""Files on the applicant's pages: each error in its own words beside the file, and nothing else is lost."""

import io
import re

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageFilter

from casework.models import EvidenceFile, EvidenceLook
from tests.corpus.papers import a_pdf, a_picture, an_ofd, saved


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path
    settings.EVIDENCE_CHECK_INLINE = True
    return tmp_path


@pytest.fixture
def applicant(office, at):
    return at(office.representative)


@pytest.fixture
def case(office):
    return office.representative.starts(office.identifies(document_number="江环罚〔2026〕37号"))


@pytest.fixture
def slot(case):
    return f"f{case.record.obligations.get().pk}"


def text(answer) -> str:
    return re.sub(r"<[^>]+>|\s+", "", answer.content.decode())


def upload(client, case, slot, *files, **typed):
    """Press the upload button of a box, with a plain form."""
    sent = {f"files_{slot}": [SimpleUploadedFile(name, content) for name, content in files]} if files else {}
    return client.post(f"/apply/{case.number}/fulfilment/", {"upload": slot, **sent, **typed})


def rows(case):
    return EvidenceFile.objects.standing().filter(case_id=case.pk)


def locked() -> bytes:
    with pikepdf.open(io.BytesIO(a_pdf())) as document:
        return saved(document, encryption=pikepdf.Encryption(user="1234", owner="5678"))


def scripted() -> bytes:
    with pikepdf.open(io.BytesIO(a_pdf())) as document:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        return saved(document)


def blurred() -> bytes:
    file = io.BytesIO()
    with Image.open(io.BytesIO(a_picture())) as sharp:
        sharp.filter(ImageFilter.GaussianBlur(6)).save(file, "JPEG")
    return file.getvalue()


class TestNineErrors:
    """Journeys §3.6, each text beside the file and in the summary; the file that was good stays."""

    CASES = {
        "type": (("表格.docx", b"PK\x03\x04 something"), "文件应为PDF、OFD、JPG或PNG"),
        "size": (("大.pdf", b"%PDF-1.7" + bytes(3 << 20)), "文件应小于2MB，当前4MB"),
        "empty": (("空.pdf", b""), "文件是空的，请重新选择"),
        "password": (("密.pdf", locked), "文件设了密码，请去掉密码后上传"),
        "virus": (("毒.pdf", scripted), "文件未通过安全检查，没有保存"),
        "blurred": (("糊.jpg", blurred), "第1页看不清，建议重新拍照；仍要使用请点“继续使用”"),
    }

    @pytest.mark.parametrize("error", CASES)
    def test_its_own_words_and_the_others_stay(self, applicant, case, slot, settings, error):
        settings.EVIDENCE_FILE_BYTES = 2 << 20
        (name, content), words = self.CASES[error]
        content = content() if callable(content) else content
        answer = upload(applicant, case, slot, ("好.pdf", a_pdf()), (name, content))
        page = answer if answer.status_code == 422 else applicant.get(answer.url)
        shown = page.content.decode()
        summary = re.search(r'<div class="xx-err-sum".*?</div>', shown, re.DOTALL)
        assert shown.count("data-problem>") == 1
        assert words in re.sub(r"<[^>]+>|\s+", "", summary.group())
        assert text(page).count(words) == 2
        assert "好.pdf" in shown
        assert rows(case).filter(name="好.pdf", state="clean").exists()

    def test_nothing_chosen(self, applicant, case, slot):
        answer = upload(applicant, case, slot)
        assert answer.status_code == 422
        assert text(answer).count("请上传“履行fine32,000元”的凭证") == 2

    def test_too_many(self, applicant, case, slot, settings):
        settings.EVIDENCE_FILES = 2
        answer = upload(applicant, case, slot, *((f"{n}.pdf", a_pdf()) for n in range(3)))
        assert answer.status_code == 422
        assert text(answer).count("最多上传2个文件") == 2
        assert rows(case).count() == 2

    def test_a_disk_that_is_full(self, applicant, case, slot, settings, places):
        (places / "file").write_text("")
        settings.EVIDENCE_DIR = places / "file"
        answer = upload(applicant, case, slot, ("好.pdf", a_pdf()))
        assert answer.status_code == 422
        assert text(answer).count("上传没有成功，请重试。已填内容不受影响") == 2


class TestPlainForm:
    def test_what_was_typed_beside_the_file_is_still_there(self, applicant, case, slot):
        pk = slot[1:]
        answer = upload(applicant, case, slot, ("好.pdf", a_pdf()), **{f"proof_{pk}": "缴款书 23990001"})
        assert answer.status_code == 302
        assert "缴款书 23990001" in applicant.get(answer.url).content.decode()

    def test_a_file_chosen_and_not_uploaded_comes_with_the_page(self, applicant, case, slot):
        pk = slot[1:]
        sent = {
            f"on_{pk}": "2026-08-19", f"proof_{pk}": "缴款书", f"files_{slot}": SimpleUploadedFile("好.pdf", a_pdf()),
        }  # fmt: skip
        assert applicant.post(f"/apply/{case.number}/fulfilment/", sent).url == f"/apply/{case.number}/"
        assert rows(case).get().obligation_id == int(pk)

    def test_deleted_before_submission_and_its_bytes_are_gone(self, applicant, case, slot, places):
        upload(applicant, case, slot, ("好.pdf", a_pdf()))
        file = rows(case).get()
        dropped = applicant.post(f"/apply/{case.number}/fulfilment/", {"drop": file.public_id})
        assert dropped.status_code == 302
        assert not rows(case).exists()
        assert applicant.get(f"/evidence/{file.public_id}/").status_code == 404

    def test_a_blurred_page_can_be_used_all_the_same(self, applicant, case, slot):
        upload(applicant, case, slot, ("糊.jpg", blurred()))
        file = rows(case).get()
        applicant.post(f"/apply/{case.number}/fulfilment/", {"use": file.public_id})
        assert "看不清" not in text(applicant.get(f"/apply/{case.number}/fulfilment/"))

    def test_another_document_number_is_a_hint_with_room_for_a_reason(self, applicant, case, slot):
        upload(
            applicant,
            case,
            slot,
            ("票据.ofd", an_ofd("处罚决定书文号：江环罚〔2026〕73号 缴款日期2026-08-01")),
        )
        page = applicant.get(f"/apply/{case.number}/fulfilment/")
        assert "凭证上是“江环罚〔2026〕73号”，这条记录是“37号”，请核对" in text(page)
        assert "缴款日期应在2026年8月6日之后" in text(page)
        file = rows(case).get()
        said = {
            f"why_{file.pk}": "开票时填反",
            "upload": slot,
            f"files_{slot}": SimpleUploadedFile("2.pdf", a_pdf()),
        }
        applicant.post(f"/apply/{case.number}/fulfilment/", said)
        file.refresh_from_db()
        assert file.explanation == "开票时填反"

    def test_the_hint_stands_on_the_last_page_and_stops_nothing(self, office, applicant, case, slot):
        upload(applicant, case, slot, ("票据.ofd", an_ofd("江环罚〔2026〕73号")))
        office.representative.states(case, proof="江环罚〔2026〕73号缴款书")
        office.representative.signs(case)
        assert "有2处提示，不影响提交" in text(applicant.get(f"/apply/{case.number}/check/"))
        office.representative.submits(case)
        assert rows(case).get().handed_in_on

    def test_proof_of_correction_has_a_page_of_its_own(self, applicant, case):
        assert "上传整改证明" in text(applicant.get(f"/apply/{case.number}/"))
        sent = {
            "files_r": [SimpleUploadedFile("前.jpg", a_picture()), SimpleUploadedFile("后.jpg", a_picture())]
        }
        assert applicant.post(f"/apply/{case.number}/rectification/", sent).status_code == 302
        assert rows(case).filter(purpose="rectification").count() == 2

    def test_after_submission_nothing_comes_and_nothing_goes(self, office, applicant, case, slot):
        upload(applicant, case, slot, ("好.pdf", a_pdf()))
        office.representative.states(case)
        office.representative.signs(case)
        office.representative.submits(case)
        assert upload(applicant, case, slot, ("迟.pdf", a_pdf())).status_code == 409
        assert applicant.post(f"/apply/{case.number}/evidence/{slot}/").status_code == 409


class TestWhatIsAskedFor:
    @pytest.fixture
    def typed(self, slot):
        return {f"on_{slot[1:]}": "2026-08-19", f"proof_{slot[1:]}": "票据 0004471902"}

    def test_without_a_paper_the_page_says_which_one(self, applicant, case, slot, typed):
        case.record.obligations.update(description="罚款", amount_yuan=20000)
        page = applicant.post(f"/apply/{case.number}/fulfilment/", typed)
        assert page.status_code == 422
        assert "请为‘罚款20,000元’上传缴款凭证" in text(page)
        assert 'value="票据 0004471902"' in page.content.decode()
        assert f"凭证上的处罚文号应为{case.record.document_number}".replace(" ", "") in text(page)
        assert not case.statements.exists()

    def test_what_is_not_fulfilled_cannot_be_handed_in(self, applicant, case, slot):
        page = applicant.post(f"/apply/{case.number}/fulfilment/", {f"known_{slot[1:]}": "open"})
        assert "申请修复前须先履行这项义务" in text(page)
        assert "这个字段是必填项" not in text(page)

    def test_what_no_program_can_tell_is_left_to_the_eye(self, applicant, case, slot):
        upload(applicant, case, slot, ("缴款书.jpg", a_picture()))
        shown = text(applicant.get(f"/apply/{case.number}/fulfilment/"))
        assert "清晰可读" in shown
        assert "请核对：文号、日期、公章" in shown

    def test_a_file_takes_the_place_of_another(self, applicant, case, slot):
        upload(applicant, case, slot, ("旧.pdf", a_pdf()))
        old = EvidenceFile.objects.get()
        better = {f"replace_{old.pk}": SimpleUploadedFile("新.pdf", a_pdf("new")), "upload": slot}
        applicant.post(f"/apply/{case.number}/fulfilment/", better)
        assert [file.name for file in EvidenceFile.objects.standing()] == ["新.pdf"]

    def test_a_refused_file_takes_no_place(self, applicant, case, slot):
        upload(applicant, case, slot, ("旧.pdf", a_pdf()))
        old = EvidenceFile.objects.get()
        worse = {f"replace_{old.pk}": SimpleUploadedFile("空.pdf", b""), "upload": slot}
        assert "文件是空的" in text(applicant.post(f"/apply/{case.number}/fulfilment/", worse))
        assert [file.name for file in EvidenceFile.objects.standing()] == ["旧.pdf"]

    def test_why_there_is_no_photo_from_before(self, office, applicant, case):
        address = f"/apply/{case.number}/rectification/"
        assert "请填写没有整改前照片的原因" in text(applicant.post(address, {"no_photo": "on"}))
        assert applicant.post(address, {"no_photo": "on", "because": "当场已改正"}).status_code == 302
        assert office.reload(case).no_photo_because == "当场已改正"

    def test_a_supplement_says_how_many_items_are_left(self, office, applicant):
        case = office.has_received()
        office.reviewer.asks(case, "更正后的缴款凭证", "说明")
        page = applicant.post(f"/cases/{case.number}/supplement/", {"answer_0": "见附件"})
        assert "还有1项没有处理" in text(page)


class TestSupplement:
    def test_an_item_can_be_answered_by_a_file(self, office, applicant):
        case = office.has_received()
        office.reviewer.asks(case, "更正后的缴款凭证", "说明")
        sent = {"answer_1": "见凭证", "files_s0": SimpleUploadedFile("新凭证.pdf", a_pdf())}
        sent |= dict.fromkeys(("read", "truthful", "consequences"), "on")  # the materials have changed
        assert applicant.post(f"/cases/{case.number}/supplement/", sent).status_code == 302
        assert office.reload(case).status == "submitted"
        file = rows(case).get()
        assert (file.supplement_round, file.supplement_item) == (0, 0)
        assert file.handed_in_on
        assert case.supplements.get().answers == ["已上传：新凭证.pdf", "见凭证"]


class TestScript:
    """File by file: what the script sends and asks."""

    def test_one_box_by_itself(self, applicant, case, slot):
        url = f"/apply/{case.number}/evidence/{slot}/"
        good = applicant.post(url, {f"files_{slot}": SimpleUploadedFile("好.pdf", a_pdf())})
        assert good.status_code == 200
        assert "好.pdf" in good.json()["rows"]
        bad = applicant.post(url, {f"files_{slot}": SimpleUploadedFile("空.pdf", b"")})
        assert bad.status_code == 422
        assert bad.json()["problems"] == ["空.pdf：文件是空的，请重新选择"]
        assert applicant.get(url).json()["checking"] is False

    @pytest.mark.parametrize("slot_", ["x", "f999999", "s0", "r-1", "f" + "9" * 30])
    def test_a_box_that_is_not_there(self, applicant, case, slot_):
        assert applicant.get(f"/apply/{case.number}/evidence/{slot_}/").status_code == 404


class TestOpening:
    @pytest.fixture
    def file(self, office, applicant, case, slot):
        upload(applicant, case, slot, ("好 凭证.pdf", a_pdf()))
        return rows(case).get()

    @pytest.fixture
    def handed_in(self, office, case, file):
        office.representative.states(case)
        office.representative.signs(case)
        office.representative.submits(case)
        return file

    def test_it_is_saved_never_opened_and_each_look_is_kept(self, office, at, handed_in):
        reviewer = at(office.reviewer)
        answer = reviewer.get(f"/evidence/{handed_in.public_id}/")
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
        page = reviewer.get(f"/evidence/{handed_in.public_id}/pages/1/")
        assert page["Content-Type"] == "image/png"
        looks = EvidenceLook.objects.filter(file=handed_in, user=office.reviewer.user)
        assert list(looks.order_by("pk").values_list("page", flat=True)) == [None, 1]

    def test_nobody_else_finds_it(self, office, at, handed_in):
        assert at(office.stranger).get(f"/evidence/{handed_in.public_id}/").status_code == 404
        assert Client().get(f"/evidence/{handed_in.public_id}/").status_code == 302
        assert at(office.reviewer).get(f"/evidence/{'A' * 22}/").status_code == 404
        assert at(office.reviewer).get(f"/evidence/{handed_in.public_id}/pages/2/").status_code == 404
        assert not EvidenceLook.objects.exists()

    def test_before_it_is_handed_in_it_is_its_senders_own(self, office, at, applicant, file):
        assert applicant.get(f"/evidence/{file.public_id}/").status_code == 200
        assert at(office.reviewer).get(f"/evidence/{file.public_id}/").status_code == 404

    def test_in_quarantine_nobody_opens_it(self, office, applicant, case, slot, settings):
        settings.EVIDENCE_CHECK_INLINE = False
        answer = upload(applicant, case, slot, ("好.pdf", a_pdf()))
        assert "正在检测" in text(applicant.get(answer.url))
        assert applicant.get(f"/evidence/{rows(case).get().public_id}/").status_code == 404
