"""诚信教育: free, offered to everybody, and a condition only where the rules of the day say so."""

import io
import re
import tomllib
from datetime import date

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied

from casework.errors import CaseError, ConditionsNotMet, NotOpenAnyMore
from notifications.delivery import pdf_of, render_letter
from notifications.models import Letter, ReminderSettings
from notifications.render import render
from registry.models import Mandate, Subject
from repair import services
from repair.models import CourseVersion, QuizAnswer, Status, TrainingCertificate
from repair.selectors.training import shelf, shelves
from repair.services.training import answer_quiz, begin_quiz, load_courses, question_at, read_section
from repair.training.reading import COURSES
from tests.world import USCCS, Person, user

SERIOUS_IN_2022 = {"severity": "serious", "decided_on": date(2022, 1, 5), "published_on": date(2022, 1, 8)}
SHIPPED = COURSES / "credit-repair.toml"


@pytest.fixture
def course(office):
    return CourseVersion.objects.newest().get(course="credit-repair")


@pytest.fixture
def waiting(office, day):
    """An application of October 2022 under 527号, signed: what is left is the training."""
    day("2022-10-10")
    case = office.representative.starts(office.identifies(**SERIOUS_IN_2022))
    office.representative.states(case)
    return office.representative.signs(case)


@pytest.fixture
def published(tmp_path, course):
    """Publish the shipped course again, with changes to its text."""

    def again(*changes: tuple[str, str], added: str = "") -> CourseVersion:
        text = SHIPPED.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / SHIPPED.name).write_text(text + added, encoding="utf-8")
        return load_courses(tmp_path)[0]

    return again


def on_the_shelf(office, subject=None):
    return shelf("credit-repair", subject or office.company, office.representative.user, office.day.today)


# --- what a pass takes ------------------------------------------------------------------------


def test_eight_of_ten_are_a_pass_and_a_certificate_with_a_number(office):
    attempt = office.representative.passes(office.company, right=8)
    certificate = TrainingCertificate.objects.get(attempt=attempt)
    assert (certificate.score, certificate.subject, certificate.user) == (
        8, office.company, office.representative.user,
    )  # fmt: skip
    assert re.fullmatch(r"江澜信训〔2026〕\d+号", certificate.letter.number)
    assert certificate.valid_until == date(2028, 11, 23)


def test_the_certificate_is_drawn_the_same_each_time_on_one_page(office, settings, tmp_path):
    settings.LETTERS_RENDER_ANYWHERE, settings.LETTER_DIR = True, tmp_path
    letter = office.representative.passes(office.company).certificate.letter
    render_letter({"letter": letter.pk}, "")
    kept = pdf_of(Letter.objects.get(pk=letter.pk))
    assert render(letter.sheet) == kept
    with pikepdf.open(io.BytesIO(kept)) as pdf:
        assert len(pdf.pages) == 1


def test_seven_of_ten_are_none_and_the_next_try_begins_at_once(office):
    first = office.representative.passes(office.company, right=7)
    assert not TrainingCertificate.objects.exists()
    second = office.representative.passes(office.company)
    assert first.pk != second.pk
    assert TrainingCertificate.objects.get().attempt == second


def test_the_pass_mark_is_the_courses_own(office, published):
    published(("pass_mark = 8", "pass_mark = 6"))
    assert office.representative.passes(office.company, right=6).certificate.score == 6


def test_the_order_of_the_questions_is_drawn_once_and_kept(office, course):
    begun = begin_quiz(course, subject=office.company, by=office.representative.user, on=office.day.today)
    assert begun.questions == course.as_written.drawn(begun.public_id)
    assert len(set(begun.questions)) == 10
    again = begin_quiz(course, subject=office.company, by=office.representative.user, on=office.day.today)
    assert again == begun  # what was left unfinished goes on


def test_no_question_is_left_out_and_none_answered_twice(office, course):
    me, today = office.representative.user, office.day.today
    begun = begin_quiz(course, subject=office.company, by=me, on=today)
    right = question_at(begun, 1).right
    for position in (2, 0, 11):
        with pytest.raises(NotOpenAnyMore):
            answer_quiz(begun, position, right, by=me, on=today)
    answer_quiz(begun, 1, right, by=me, on=today)
    with pytest.raises(NotOpenAnyMore):
        answer_quiz(begun, 1, right, by=me, on=today)


def test_half_of_several_right_options_is_not_right(office, course):
    me, today = office.representative.user, office.day.today
    begun = begin_quiz(course, subject=office.company, by=me, on=today)
    given = []
    for position in range(1, 11):
        question = question_at(begun, position)
        chosen = {min(question.right)} if question.is_multiple else question.right
        given.append((question.is_multiple, answer_quiz(begun, position, chosen, by=me, on=today).right))
    assert all(right is not is_multiple for is_multiple, right in given)


@pytest.mark.parametrize("chosen", [[], [9], [0], [1, 2]])
def test_what_is_no_answer_is_refused_in_words(office, course, chosen):
    me, today = office.representative.user, office.day.today
    begun = begin_quiz(course, subject=office.company, by=me, on=today)
    position = 1
    while question_at(begun, position).is_multiple:
        answer_quiz(begun, position, question_at(begun, position).right, by=me, on=today)
        position += 1
    with pytest.raises(CaseError, match="请选择答案"):
        answer_quiz(begun, position, chosen, by=me, on=today)


def test_only_who_began_an_attempt_answers_it(office, course):
    begun = begin_quiz(course, subject=office.company, by=office.representative.user, on=office.day.today)
    for other in (office.stranger, office.reviewer):
        with pytest.raises(PermissionDenied):
            answer_quiz(begun, 1, [1], by=other.user, on=office.day.today)
        with pytest.raises(PermissionDenied):
            begin_quiz(course, subject=office.company, by=other.user, on=office.day.today)
    assert not QuizAnswer.objects.exists()


# --- where the rules ask ----------------------------------------------------------------------


def test_where_the_rules_ask_the_certificate_is_the_training(office, waiting):
    assert on_the_shelf(office).state == "required"
    office.representative.trains(waiting)
    trained = office.reload(waiting)
    assert trained.status == Status.TRAINED
    certificate = TrainingCertificate.objects.get()
    assert trained.training_certificate == certificate
    assert trained.training_note == f"《信用修复与守信经营》{certificate.letter.number}"
    assert trained.events.last().facts == {"certificate": certificate.letter.number}


def test_without_a_certificate_nothing_is_confirmed(office, waiting):
    with pytest.raises(ConditionsNotMet, match="请先学习并通过测验"):
        services.confirm_training(waiting.number, by=office.representative.user, on=office.day.today)
    assert office.status_of(waiting) == Status.COMMITTED


def test_a_certificate_that_has_run_out_or_was_revoked_counts_for_nothing(office, waiting, day):
    office.representative.passes(office.company)
    day("2024-10-11")
    with pytest.raises(ConditionsNotMet):
        services.confirm_training(waiting.number, by=office.representative.user, on=day.today)
    day("2022-10-11")
    Letter.objects.filter(kind="training").update(state="revoked", ended_on=day.today, ended_because="代考")
    with pytest.raises(ConditionsNotMet):
        services.confirm_training(waiting.number, by=office.representative.user, on=day.today)


def test_one_pass_counts_for_every_application_of_the_subject_whoever_took_it(office, waiting, day):
    agent = office.colleague
    Mandate.objects.create(
        subject=office.company, user=agent.user, role="agent", authorised_on=date(2022, 1, 1),
        authorisation="授权书 1", until=date(2022, 12, 31),
    )  # fmt: skip
    agent.passes(office.company)
    case = services.confirm_training(
        waiting.number, credit_report="报告 1", by=office.representative.user, on=day.today
    )
    assert case.training_certificate.user == agent.user


def test_a_pass_for_another_subject_does_not_count(office, waiting, day):
    other = Subject.objects.create(kind="organisation", name="江澜市白鹭商贸有限公司", uscc=USCCS[1])
    Mandate.objects.create(
        subject=other, user=office.representative.user, role="legal_representative", authorised_on=day.today
    )
    office.representative.passes(other)
    with pytest.raises(ConditionsNotMet):
        services.confirm_training(waiting.number, by=office.representative.user, on=day.today)


def test_a_course_that_does_not_count_as_training_is_no_training(office, waiting, day, published):
    published(("counts_as_training = true", "counts_as_training = false"))
    office.representative.passes(office.company)
    with pytest.raises(ConditionsNotMet):
        services.confirm_training(waiting.number, by=office.representative.user, on=day.today)


def test_where_they_do_not_ask_skipping_holds_nothing_up(office):
    assert on_the_shelf(office).state == "suggested"
    assert office.has_received().status == Status.SUBMITTED
    office.representative.passes(office.company)
    assert on_the_shelf(office).state == "done"


def test_a_course_is_for_the_subjects_it_names(office, published):
    published(('"organisation", ', ""))
    assert shelves(office.company, office.representative.user, office.day.today) == []
    with pytest.raises(CourseVersion.DoesNotExist):
        on_the_shelf(office)


# --- versions ---------------------------------------------------------------------------------

NEWS = ("[quiz]", '[new]\nminutes = 3\nsections = ["commitment"]\n\n[quiz]')
REWRITTEN = ("信用承诺书是您向社会作出的公开保证", "信用承诺书是您向社会作出的郑重保证")


def test_a_published_version_stays_and_a_changed_file_is_the_next(course, published):
    newer = published(REWRITTEN)
    assert (newer.ordinal, CourseVersion.objects.filter(course=course.course).count()) == (2, 2)
    course.refresh_from_db()
    assert "公开保证" in course.as_written.section("commitment").text


def test_who_passed_an_older_version_reads_what_is_new(office, published):
    office.representative.passes(office.company)
    newer = published(NEWS, REWRITTEN)
    update = on_the_shelf(office).update
    assert (update.minutes, [each.id for each in update.sections]) == (3, ["commitment"])
    read_section(
        newer, update.sections[0], subject=office.company, by=office.representative.user, on=office.day.today
    )
    assert on_the_shelf(office).update is None
    assert on_the_shelf(office).state == "done"


def test_whoever_passed_is_told_once_of_what_is_new_and_whoever_does_not_want_it_is_not(office, published):
    office.representative.passes(office.company)
    assert office.night_passes()["told_course_updated"] == 0
    published(NEWS, REWRITTEN)
    assert [office.night_passes()["told_course_updated"] for _ in range(2)] == [1, 0]
    assert "约 3 分钟" in office.told(office.representative)[-1]
    ReminderSettings.objects.create(user=office.representative.user, training=False)
    published(NEWS, (REWRITTEN[0], "信用承诺书是您向社会作出的书面保证"))
    assert office.night_passes()["told_course_updated"] == 0


def test_whoever_was_trained_is_reminded_once_before_the_certificate_runs_out(office, day):
    office.representative.passes(office.company)
    certificate = TrainingCertificate.objects.get()
    assert certificate.valid_until == date(2028, 11, 23)
    day("2028-10-23")
    assert office.night_passes()["told_certificate_ends"] == 0  # 31 days before
    day("2028-10-25")  # the job did not run the night before
    assert [office.night_passes()["told_certificate_ends"] for _ in range(2)] == [1, 0]
    assert "2028-11-23" in office.told(office.representative)[-1]
    day("2028-11-24")
    assert office.night_passes()["told_certificate_ends"] == 0


def test_a_later_certificate_and_an_unwanted_reminder_are_silent(office, day, settings):
    office.representative.passes(office.company)
    day("2028-11-01")
    ReminderSettings.objects.create(user=office.representative.user, training=False)
    assert office.night_passes()["told_certificate_ends"] == 0
    ReminderSettings.objects.update(training=True)
    settings.TRAINING_ENDS_SOON_DAYS = 0
    assert office.night_passes()["told_certificate_ends"] == 0
    settings.TRAINING_ENDS_SOON_DAYS = 30
    office.representative.passes(office.company)
    assert office.night_passes()["told_certificate_ends"] == 0


def test_where_the_trained_person_acts_no_more_those_who_do_are_reminded(office, day):
    office.representative.passes(office.company)
    Mandate.objects.filter(user=office.representative.user).update(until=date(2028, 1, 1))
    successor = Person(user("successor"), day)
    Mandate.objects.create(
        subject=office.company,
        user=successor.user,
        role="legal_representative",
        authorised_on=date(2027, 12, 1),
    )
    day("2028-11-01")
    assert office.night_passes()["told_certificate_ends"] == 1
    assert "到期" in office.told(successor)[-1]
    assert not any("到期" in said for said in office.told(office.representative))


def test_a_version_that_names_nothing_new_asks_nothing(office, published):
    office.representative.passes(office.company)
    published(REWRITTEN)
    assert on_the_shelf(office).update is None
    assert office.night_passes()["told_course_updated"] == 0


def test_what_was_read_stays_read_where_the_text_is_the_same(office, course, published):
    sections = course.as_written.sections
    for section in sections:
        read_section(
            course, section, subject=office.company, by=office.representative.user, on=office.day.today
        )
    assert on_the_shelf(office).next_section is None
    published(REWRITTEN)
    assert on_the_shelf(office).next_section.id == "commitment"


# --- the shipped text -------------------------------------------------------------------------


def test_the_shipped_course_states_no_figure_of_law(course):
    text = SHIPPED.read_text(encoding="utf-8")
    assert not re.search(r"[\d一二三四五六七八九十]+个?(月|年|工作日)|第[一二三四五六七八九十]+条", text)
    assert "合成内容" in tomllib.loads(text)["source"]
