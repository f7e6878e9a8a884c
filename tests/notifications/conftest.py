"""A case with its people, and a worker that does what the outbox holds."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import transaction

from casework import moves
from notifications import outbox, services
from notifications.delivery import HANDLERS
from notifications.models import Outgoing
from registry import departments
from registry.duties import give_duty
from registry.models import Department, Mandate, Record, Subject
from repair.models import RepairCase
from tests.notifications import letter_samples
from tests.notifications.letter_samples import ON


@pytest.fixture(autouse=True)
def _letters_are_drawn_here(settings, tmp_path):
    settings.LETTERS_RENDER_ANYWHERE = True
    settings.LETTER_DIR = tmp_path / "letters"
    settings.SITE_URL = "https://credit.jianglan.example"
    settings.CELERY_BROKER_URL = ""


@pytest.fixture
def department(db):
    departments.load(departments.read())
    return Department.objects.order_by("pk").first()


@pytest.fixture
def applicant(db):
    return get_user_model().objects.create_user("applicant", email="applicant@example.invalid")


@pytest.fixture
def reviewer(department):
    user = get_user_model().objects.create_user("reviewer", email="reviewer@example.invalid")
    give_duty(user, department, "review_cases", ON)
    return user


@pytest.fixture
def stranger(db):
    return get_user_model().objects.create_user("stranger", email="stranger@example.invalid")


@pytest.fixture
def subject(applicant):
    subject = Subject.objects.create(
        kind="organisation",
        name="江澜市禾丰食品有限公司",
        uscc="91239999MAU0MXQ6HA",
        legal_representative="周安宁",
    )
    Mandate.objects.create(
        subject=subject, user=applicant, role="legal_representative", authorised_on=date(2026, 1, 1)
    )
    return subject


@pytest.fixture
def case(department, subject, applicant):
    record = Record.objects.create(
        subject=subject,
        department=department,
        jurisdiction="CN",
        document_number="江统罚〔2025〕9号",
        document_key="江统罚[2025]9号",
        decided_on=date(2025, 8, 20),
        severity="general",
        title="未按规定保存统计台账",
        facts="未按规定保存统计台账",
        basis="—",
        content="罚款",
    )
    case = RepairCase(record=record, status="applied", submitted_on=ON)
    moves.open_case(case, by=applicant, on=ON, prefix="XF")
    return case


@pytest.fixture
def granted():
    """The facts of a decision granting repair, some of them changed."""
    return letter_samples.granted


@pytest.fixture
def commitment():
    """The facts of a commitment, some of them changed."""
    return letter_samples.commitment


@pytest.fixture
def issue(case, department, granted):
    """Queue a decision in a transaction of its own."""

    def do(facts=None, on=ON, **named):
        facts = facts or granted()
        with transaction.atomic():
            return services.queue_letter(
                facts, case=case, addressee=facts.subject, department=department, on=on, **named
            )

    return do


@pytest.fixture
def worker():
    """Works through the outbox as the Celery task does; each call is one run."""
    return lambda: outbox.relay(HANDLERS, seconds=60)


@pytest.fixture
def later():
    """As if the waiting time of every queued row were over."""

    def pass_time():
        Outgoing.objects.filter(state="queued").update(next_at="2020-01-01T00:00Z")
        Outgoing.objects.filter(lease_until__isnull=False).update(lease_until="2020-01-01T00:00Z")

    return pass_time


@pytest.fixture
def post():
    """What has been e-mailed."""
    return mail.outbox
