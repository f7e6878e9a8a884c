"""The task list of an application: what is done, what is left, what cannot begin yet (E6)."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.models import EvidenceFile
from casework.models.evidence import Purpose
from casework.policy import words_of
from casework.wording import plain_day
from registry.models import Obligation
from registry.secret import masked_number
from repair.models import Contact, RepairCase, SubjectCheck
from repair.models.conditions import commitment_covers_the_materials
from repair.selectors import commitments_of
from repair.services.training import certificate_for_training


@dataclass(frozen=True)
class Task:
    """One line of the task list; without an address it cannot be started yet."""

    name: str
    state: str
    url: str = ""
    hint: str = ""
    is_optional: bool = False


@dataclass(frozen=True)
class TaskGroup:
    """Tasks that belong together."""

    title: str
    tasks: list[Task]

    @property
    def done(self) -> bool:
        return all(task.state in {"done", "given"} or task.is_optional for task in self.tasks)

    @property
    def closed(self) -> bool:
        return all(task.state == "closed" for task in self.tasks)


def open_obligations(case: RepairCase) -> list[Obligation]:
    """Obligations that no system knows as fulfilled; the applicant has to say something about each."""
    return list(case.record.obligations.exclude(fulfilled=True).order_by("pk"))


def is_prepared(case: RepairCase, obligations: list[Obligation]) -> bool:
    """Whether everything before the submission is done."""
    stated = set(case.statements.values_list("obligation_id", flat=True))
    trained = case.trained_on is not None or not case.training_asked
    signed = case.commitment_signed_on is not None and commitment_covers_the_materials(case)
    return signed and trained and {o.pk for o in obligations} <= stated


def task_groups(case: RepairCase) -> list[TaskGroup]:
    """What is done, what is left, and what cannot begin yet."""
    obligations = open_obligations(case)
    stated = set(case.statements.values_list("obligation_id", flat=True))
    waiting = case.status == "applied"
    papers = [_fulfilment_task(case, obligations, stated), _rectification_task(case)]
    promises = [_commitment_task(case, waiting=waiting), _training_task(case)]
    check = reverse("repair:check", args=[case.number])
    ready = is_prepared(case, obligations)
    needed = [each for each in (*papers, *promises) if not each.is_optional]
    missing = [each.name for each in needed if each.state not in {"done", "given"}]
    left = _("Possible after: %(tasks)s") % {"tasks": "、".join(missing)}
    if case.paused_for:
        left = _("Possible once %(other)s is closed") % {"other": case.paused_for.number}
    may = ready and not case.is_paused
    last = Task(
        _("Check everything and submit"),
        "todo" if may else "closed",
        check if may else "",
        "" if may else left,
    )
    return [
        TaskGroup(_("Check the information"), [_subject_task(case), _contact_task(case)]),
        TaskGroup(_("Prepare the materials"), papers),
        TaskGroup(_("Commitment and training"), promises),
        TaskGroup(_("Check and submit"), [last]),
    ]


def _subject_task(case: RepairCase) -> Task:
    url, name = reverse("repair:subject", args=[case.number]), _("Check the facts of the entity")
    given = SubjectCheck.objects.filter(case=case).first()
    if given is None:
        return Task(name, "todo", url, _("Fetched by the system; nothing to upload"))
    hint = _("You said that they are right") if given.right else _("You said that something is wrong")
    return Task(name, "done", url, hint)


def _contact_task(case: RepairCase) -> Task:
    url, name = reverse("repair:contact", args=[case.number]), _("Agent and contact")
    given = Contact.objects.filter(case=case).first()
    if given is None:
        return Task(name, "todo", url, _("A code is sent to the mobile number"))
    return Task(name, "done", url, f"{given.name} {masked_number(given.phone)}")


def _fulfilment_task(case: RepairCase, obligations: list[Obligation], stated: set[int]) -> Task:
    name = _("Fulfilment of the obligations")
    if not obligations:
        return Task(name, "given", hint=_("Every obligation is known to be fulfilled; nothing to upload"))
    url = reverse("repair:fulfilment", args=[case.number])
    done = {one.pk for one in obligations} <= stated
    return Task(name, "done" if done else "todo", url, "、".join(one.description for one in obligations))


def _rectification_task(case: RepairCase) -> Task:
    """Never asked for by the rules alone; the department may ask for it in a supplement."""
    there = EvidenceFile.objects.filter(case_id=case.pk, purpose=Purpose.RECTIFICATION).counted().exists()
    return Task(
        _("Upload the proof of correction"),
        "done" if there else "option",
        reverse("repair:rectification", args=[case.number]),
        _("An opinion of re-inspection, or a report with photos from before and after"),
        is_optional=True,
    )


def _commitment_task(case: RepairCase, *, waiting: bool) -> Task:
    name, url = _("Read and sign the credit commitment"), reverse("repair:commitment", args=[case.number])
    if waiting:
        return Task(name, "closed", hint=_("Possible once the minimum period is over"))
    if case.commitment_signed_on and commitment_covers_the_materials(case):
        return Task(name, "done", url, _("Signed on %(day)s") % {"day": plain_day(case.commitment_signed_on)})
    if commitments_of(case):
        return Task(name, "attention", url, str(words_of(commitment_covers_the_materials)))
    return Task(
        name, "todo", url, _("You can read the whole text before signing; the commitment is published")
    )


def _training_task(case: RepairCase) -> Task:
    """Asked for by some rules; where they do not ask, an offer that holds nothing up."""
    name, offered = _("Integrity training"), not case.training_asked
    if case.trained_on:
        return Task(name, "done", hint=case.training_note)
    url = reverse("repair:training", args=[case.number])
    certificate = certificate_for_training(case.subject, timezone.localdate())
    if certificate is None:
        hint = _("Read, answer the questions, download a certificate; free of charge")
        return Task(name, "suggested" if offered else "todo", url, hint, is_optional=offered)
    if offered:
        return Task(name, "done", url, certificate.named, is_optional=True)
    if not case.commitment_signed_on:
        return Task(name, "closed", hint=_("Passed. Possible to hand in after the commitment is signed"))
    return Task(name, "todo", url, _("Passed. Hand the certificate in"))
