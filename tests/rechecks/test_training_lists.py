"""Trainings held in a room: a list is checked, shown, recorded once, and its certificates count as others do."""

import io
import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from casework.errors import CaseError, NotOpenAnyMore
from notifications.models import Letter
from registry.models import Export
from repair.models import AttendanceList, OfflineAttendance, Status, TrainingCertificate
from repair.services.apply import confirm_training
from repair.services.attending import record_list, take_in_list
from tests.rechecks.training import COLUMNS, NOBODYS, USCC, a_row, list_of, listed
from tests.scenarios.test_repair_training import SERIOUS_IN_2022

HOME = "/office/training/offline/"


def signed_in(person):
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture(autouse=True)
def listed_company(office):
    listed(office)


@pytest.fixture
def gao(office):
    return signed_in(office.credit_officer)


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def sent(client, *rows, encoding="utf-8-sig"):
    return client.post(HOME, {"file": SimpleUploadedFile("名单.csv", list_of(*rows, encoding=encoding))})


def taken_in(office, *rows):
    by, on = office.credit_officer.user, office.day.today
    return take_in_list(io.BytesIO(list_of(*rows)), "名单.csv", by=by, on=on)


def recorded(office, *rows):
    kept = taken_in(office, *rows)
    return record_list(kept.pk, by=office.credit_officer.user, on=office.day.today)


def confirms(office, case):
    who = {"by": office.representative.user, "on": office.day.today}
    return confirm_training(case.number, credit_report="综合信用报告 2022-001", **who)


def states(kept):
    return [row.state for row in kept.rows.all()]


def test_a_list_is_shown_before_it_is_recorded_and_then_has_its_certificates(office, gao):
    uscc = office.company.uscc
    rows = (a_row(uscc), a_row(uscc, 姓名="李未过", 结果="不合格"), a_row(uscc[:-1] + "A", 姓名="错码"))
    kept = AttendanceList.objects.get(pk=sent(gao, *rows).url.split("/")[-2])
    home = f"{HOME}{kept.pk}/"
    page = words(gao.get(home))
    assert "4 统一社会信用代码" in page
    assert "校验位不正确" in page
    assert "登记这些人员（2行）" in page
    assert not TrainingCertificate.objects.exists()
    done = gao.post(f"{home}record/", follow=True)
    assert "已登记2行，发出证书1份" in words(done)
    certificate = TrainingCertificate.objects.get()
    assert certificate.letter.number in words(done)
    assert (certificate.on, certificate.attendance.learner) == (date(2026, 11, 20), "周安宁")
    assert certificate.valid_until == date(2028, 11, 20)
    assert gao.post(f"{home}record/").status_code == 409
    said = words(gao.get(HOME))
    assert kept.number in said
    assert "名单.csv" in said
    assert HOME in gao.get("/office/training/").content.decode()


def test_the_same_list_again_adds_nothing(office, gao):
    row = a_row()
    recorded(office, row)
    again = taken_in(office, row)
    assert states(again) == ["known"]
    assert "没有需要登记的" in words(gao.get(f"{HOME}{again.pk}/"))
    gao.post(f"{HOME}{again.pk}/record/")
    assert not AttendanceList.objects.get(pk=again.pk).recorded_by
    assert (OfflineAttendance.objects.count(), Letter.objects.filter(kind="training_attended").count()) == (
        1,
        1,
    )


def test_two_lists_that_wait_record_a_person_once(office):
    first, second = (taken_in(office, a_row()) for _ in range(2))
    who = {"by": office.credit_officer.user, "on": office.day.today}
    record_list(first.pk, **who)
    with pytest.raises(CaseError):
        record_list(second.pk, **who)
    with pytest.raises(NotOpenAnyMore):
        record_list(first.pk, **who)
    assert TrainingCertificate.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "column", "reason"),
    [
        ({"统一社会信用代码": USCC[:-1] + "A"}, "统一社会信用代码", "校验位不正确"),
        ({"统一社会信用代码": "1234"}, "统一社会信用代码", "应为18位"),
        ({"统一社会信用代码": NOBODYS}, "统一社会信用代码", "没有这个代码"),
        ({"姓名": ""}, "姓名", "必填项为空"),
        ({"培训日期": "2026-12-31"}, "培训日期", "还没有到"),
        ({"培训日期": "去年"}, "培训日期", "日期"),
        ({"课程": "没有的课"}, "课程", "没有这门课程"),
        ({"结果": "优秀"}, "结果", "合格"),
        ({"学时": "很多"}, "学时", "数字"),
        ({"地点": "长" * 101}, "地点", "超过规定长度"),
        ({"姓名": "周\u202e安"}, "姓名", "控制字符"),
    ],
)
def test_a_bad_row_is_told_by_row_field_value_and_reason(office, gao, changed, column, reason):
    kept = taken_in(office, a_row(**changed))
    assert states(kept) == ["bad"]
    page = words(gao.get(f"{HOME}{kept.pk}/"))
    assert re.search(rf"2 {column} .*{reason}", page)
    assert "没有需要登记的" in page


def test_a_second_row_of_the_same_person_is_a_problem(office):
    kept = taken_in(office, a_row(), a_row(课程="信用修复与守信经营"))
    assert states(kept) == ["good", "bad"]
    assert kept.rows.last().problems[0][2] == "twice"


def test_the_problem_rows_go_out_with_their_reasons_and_come_in_again_mended(office, gao):
    uscc = office.company.uscc
    kept = taken_in(office, a_row(uscc), a_row(uscc, 姓名="=1+1", 结果="?"))
    answer = gao.get(f"{HOME}{kept.pk}/problems/")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]] == [*COLUMNS, "问题"]
    assert len(rows) == 2
    assert rows[1][1].data_type == "s"  # never a formula
    assert "结果：" in rows[1][-1].value
    assert Export.objects.get().asked == {"number": kept.number}
    rows[1][6].value = "合格"
    file = io.BytesIO()
    sheet.parent.save(file)
    file.seek(0)
    mended = take_in_list(file, "改.xlsx", by=office.credit_officer.user, on=office.day.today)
    assert states(mended) == ["good"]
    assert gao.get(f"{HOME}{taken_in(office, a_row(uscc)).pk}/problems/").status_code == 404


def test_lists_come_in_gb18030_and_as_workbooks_and_the_template_is_one(office, gao):
    row = a_row()
    sent(gao, row, encoding="gb18030")
    template = gao.get(f"{HOME}template/")
    book = load_workbook(io.BytesIO(template.content))
    book.worksheets[0].append([row[name] for name in COLUMNS])
    file = io.BytesIO()
    book.save(file)
    gao.post(HOME, {"file": SimpleUploadedFile("名单.xlsx", file.getvalue())})
    assert [states(each) for each in AttendanceList.objects.all()] == [["good"], ["good"]]


def test_what_is_no_list_is_refused_in_words(office, gao, settings):
    other = Workbook()
    other.active.append(["甲", "乙"])
    file = io.BytesIO()
    other.save(file)
    for content, said in (
        (file.getvalue(), "没有找到线下培训名单的表头"),
        (b"", "请选择名单文件"),
        (list_of(), "名单里没有人员"),
        (list_of(*[a_row()] * 501), "超过 500 行"),
    ):
        answer = gao.post(HOME, {"file": SimpleUploadedFile("名单.xlsx", content)})
        assert answer.status_code == 422
        assert said in words(answer)
    settings.TRAINING_LIST_BYTES = 10
    assert "超过" in words(sent(gao, a_row()))
    assert not AttendanceList.objects.exists()


def test_only_the_credit_office_takes_lists_in(office):
    kept = taken_in(office, a_row())
    by, on = office.reviewer.user, office.day.today
    with pytest.raises(PermissionDenied):
        take_in_list(io.BytesIO(list_of()), "名单.csv", by=by, on=on)
    with pytest.raises(PermissionDenied):
        record_list(kept.pk, by=by, on=on)


def test_the_certificate_stands_on_the_applicants_pages_like_another(office):
    case = office.representative.starts(office.identifies())
    assert not case.training_asked  # nowhere a condition unless a rule set says so
    recorded(office, a_row())
    letter = TrainingCertificate.objects.get().letter
    zhou = signed_in(office.representative)
    page = words(zhou.get(f"/training/{office.company.public_id}/"))
    for said in (letter.number, "线下", "政务服务中心三楼", "王讲师"):
        assert said in page
    assert letter.number in words(zhou.get(f"/apply/{case.number}/"))
    verified = words(Client().get(f"/v/{letter.code}"))
    assert letter.number in verified
    assert "线下培训" in verified
    facts = letter.facts
    assert (facts["held_on"], facts["place"]) == ({"on": "2026-11-20"}, "政务服务中心三楼")


def test_where_the_rules_ask_for_a_training_it_is_accepted(office, day):
    day("2022-10-10")
    case = office.representative.starts(office.identifies(**SERIOUS_IN_2022))
    office.representative.states(case)
    office.representative.signs(case)
    failed, passed = "2022-10-08", "2022-10-09"
    recorded(office, a_row(培训日期=failed, 结果="不合格"))
    with pytest.raises(CaseError):
        confirms(office, case)
    recorded(office, a_row(培训日期=passed))
    confirms(office, case)
    assert office.status_of(case) == Status.TRAINED
    assert office.reload(case).training_certificate.attendance.held_on == date(2022, 10, 9)
    assert office.representative.submits(case).status == Status.SUBMITTED
