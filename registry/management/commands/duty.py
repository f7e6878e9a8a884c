"""Give a person a duty in a department, or take it back."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from registry.duties import DUTIES, departments_where, give_duty, take_duty
from registry.models import Department


class Command(BaseCommand):
    help = "Duties are held in departments: duty give USER DEPARTMENT DUTY, duty take …, duty show USER."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=("give", "take", "show"))
        parser.add_argument("user")
        parser.add_argument("department", nargs="?", default="", help="name, short name or code")
        parser.add_argument("duty", nargs="?", choices=DUTIES)

    @transaction.atomic
    def handle(self, *, verb: str, user: str, department: str, duty: str | None, **options: Any) -> None:
        person = User.objects.filter(username=user).first()
        if person is None:
            raise CommandError(f"没有此用户：{user}。 / There is no such user.", returncode=2)
        if verb != "show":
            if duty is None:
                raise CommandError("请写明单位和职责。 / Name the department and the duty.", returncode=2)
            change = give_duty if verb == "give" else take_duty
            change(person, _department(department), duty, timezone.localdate())
        self._show(person)

    def _show(self, person: User) -> None:
        for duty in DUTIES:
            for office in Department.objects.filter(pk__in=departments_where(person, duty)):
                self.stdout.write(f"{person.username}  {office.name}  {duty}")


def _department(name: str) -> Department:
    named = Department.objects.filter(Q(uscc=name) | Q(name=name) | Q(short_name=name)).first()
    if named is None:
        raise CommandError(f"没有此单位：{name}。 / There is no such department.", returncode=2)
    return named
