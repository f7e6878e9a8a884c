"""Training in a real browser: point 32 of the acceptance list, also without JavaScript."""

from datetime import date

import pytest

from repair.models import QuizAttempt, TrainingCertificate
from repair.services.training import question_at

pytestmark = pytest.mark.browser
SERIOUS_IN_2022 = {"severity": "serious", "decided_on": date(2022, 1, 5), "published_on": date(2022, 1, 8)}


def answers(visitor, *, right: int, looks: bool = False) -> None:
    """Answer every question of the attempt at hand, so many of them rightly."""
    attempt = QuizAttempt.objects.latest("pk")
    for position in range(1, len(attempt.questions) + 1):
        question = question_at(attempt, position)
        wrong = [n for n in range(1, len(question.options) + 1) if n not in question.right]
        if looks and position == 1:
            visitor.looks_at("quiz-question")
        for number in sorted(question.right) if position <= right else wrong[:1]:
            visitor.ticks(f"chosen_{number - 1}")
        visitor.presses("提交答案")
        assert question.why in visitor.reads()  # explained at once
        if looks and position in {1, len(attempt.questions)}:
            visitor.looks_at(f"quiz-explained-{position}")
        visitor.presses("查看结果" if position == len(attempt.questions) else "下一题")


@pytest.mark.parametrize("javascript", [True, False])
def test_point_32_seven_of_ten_try_again_at_once_and_eight_are_a_certificate(
    visitor, office, work, javascript
):
    zhou = visitor("zhou", javascript=javascript)
    zhou.goes_to(f"/training/{office.company.public_id}/")
    assert "建议" in zhou.reads()
    zhou.looks_at("courses")
    zhou.presses("开始学习")
    zhou.looks_at("course")
    zhou.presses("开始阅读")
    zhou.looks_at("course-section")
    zhou.presses("已读，下一节")
    assert "第 2 节，共 6 节" in zhou.reads()
    zhou.presses("目录")
    assert "已读 1 / 6 节" in zhou.reads()
    zhou.presses("开始测验")
    answers(zhou, right=7, looks=javascript)
    assert "7/10" in zhou.reads()
    assert not TrainingCertificate.objects.exists()
    zhou.looks_at("quiz-not-passed")
    zhou.presses("再做一次")
    answers(zhou, right=8)
    assert "8/10，通过" in zhou.reads()
    certificate = TrainingCertificate.objects.get()
    assert certificate.letter.number in zhou.reads()
    zhou.looks_at("quiz-passed")
    work()
    answer = zhou.context.request.get(f"{zhou.site}{certificate.letter.get_absolute_url()}")
    assert answer.headers["content-type"] == "application/pdf"
    zhou.goes_to(f"/training/{office.company.public_id}/")
    assert "已通过" in zhou.reads()
    zhou.looks_at("courses-learned")


def test_point_32_skipping_does_not_block_where_the_rule_says_suggested(visitor, office):
    case = office.representative.starts(office.identifies())
    office.representative.states(case)
    office.representative.signs(case)
    zhou = visitor("zhou")
    zhou.goes_to(f"/apply/{case.number}/")
    assert "未做（不影响提交）" in zhou.reads()
    zhou.looks_at("tasks-training-not-done")
    zhou.goes_to(f"/apply/{case.number}/check/")
    zhou.page.fill("#id_contact_phone", "13800006021")
    zhou.ticks("true")
    zhou.presses("提交申请")
    assert office.reload(case).submitted_on


def test_point_32_where_the_rules_require_it_the_certificate_opens_the_way(visitor, office, day):
    day("2022-10-10")
    case = office.representative.starts(office.identifies(**SERIOUS_IN_2022))
    office.representative.states(case)
    office.representative.signs(case)
    zhou = visitor("zhou")
    zhou.goes_to(f"/apply/{case.number}/training/")
    assert "必修" in zhou.reads()
    zhou.looks_at("training-required")
    zhou.goes_to(f"/apply/{case.number}/check/")
    assert zhou.page.url.endswith(f"/apply/{case.number}/")  # not open before
    office.representative.passes(office.company)
    zhou.goes_to(f"/apply/{case.number}/training/")
    zhou.looks_at("training-passed")
    zhou.page.fill("#id_credit_report", "综合信用报告 2022-001")
    zhou.presses("用这份证书办理")
    assert office.reload(case).training_certificate == TrainingCertificate.objects.get()
