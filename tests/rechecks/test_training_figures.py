"""The figures of a course, against a count of our own over the rows."""

import re
from collections import Counter
from datetime import date

import pytest
from django.test import Client

from rechecks.figures.courses import counted, hardest
from repair.models import CourseVersion, QuizAnswer, QuizAttempt, SectionRead
from repair.services.training import begin_quiz, read_section
from tests.rechecks.training import COURSE, teachers
from tests.world import Person, user


@pytest.fixture
def version(office):
    """A course that was begun, left, failed, passed at once and passed the second time, by several people."""
    staff = teachers(office)
    version = staff.publishes(staff.drafts()).version
    learner = office.representative
    learner.passes(office.company, right=1, course=COURSE)
    learner.passes(office.company, course=COURSE)
    learner.passes(office.company, right=0, course=COURSE)
    for n in range(7):
        agent = Person(user(f"agent{n}"), office.day)
        office.company.mandates.create(
            user=agent.user,
            role="agent",
            authorisation="学习",
            authorised_on=office.day.today,
            until=date(2026, 12, 31),
        )
        if n == 0:
            section = version.as_written.sections[0]
            read_section(version, section, subject=office.company, by=agent.user, on=office.day.today)
        elif n == 1:
            begin_quiz(version, subject=office.company, by=agent.user, on=office.day.today)
        else:
            agent.passes(office.company, right=n % 3, course=COURSE)
    learner.passes(office.company)  # of another course: counted there
    return version


def by_hand(version):
    attempts: dict[tuple[int, int], list[int]] = {}
    course = version.as_written
    for each in QuizAttempt.objects.filter(version=version).order_by("pk"):
        given = list(QuizAnswer.objects.filter(attempt=each))
        if len(given) == course.asked:
            attempts.setdefault((each.subject_id, each.user_id), []).append(sum(one.right for one in given))
    begun = {
        (each.subject_id, each.user_id)
        for model in (SectionRead, QuizAttempt)
        for each in model.objects.filter(version=version)
    }
    passed = [scores for scores in attempts.values() if max(scores) >= course.pass_mark]
    first = [scores for scores in attempts.values() if scores[0] >= course.pass_mark]
    return len(begun), len(attempts), len(passed), len(first)


def test_the_figures_are_those_of_an_independent_count(version):
    found = counted(version)
    assert (
        (found.started, found.finished, found.passed, found.at_first_try) == by_hand(version) == (8, 6, 3, 2)
    )


def test_the_hardest_questions_have_their_denominators(version):
    answers = list(QuizAnswer.objects.filter(attempt__version=version))
    given, wrong = Counter(a.question for a in answers), Counter(a.question for a in answers if not a.right)
    found = hardest(version)
    assert {each.question: (each.wrong, each.answered) for each in found} == {
        question: (wrong[question], given[question]) for question in given
    }
    shares = [each.wrong / each.answered for each in found]
    assert shares == sorted(shares, reverse=True)


def test_the_page_states_each_share_with_its_denominator_and_none_of_a_few(office, version):
    client = Client()
    client.force_login(office.credit_officer.user)
    page = re.sub(
        r"\s+",
        " ",
        re.sub(r"<[^>]+>", " ", client.get(f"/office/training/courses/{COURSE}/1/").content.decode()),
    )
    assert "开始学习 8" in page
    assert "首次通过 2/6" in page
    assert "样本少" in page
    other = CourseVersion.objects.get(course="credit-repair")
    assert "开始学习 1" in re.sub(
        r"\s+",
        " ",
        re.sub(r"<[^>]+>", " ", client.get(f"/office/training/courses/{other.course}/1/").content.decode()),
    )
