"""Carry out a disposal that two persons of the credit office have agreed on."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError
from django.utils import timezone

from casework.errors import NotOpenAnyMore
from rechecks.models import Disposal
from rechecks.services.disposing import carry_out, remove_bytes


class Command(BaseCommand):
    help = (
        "Dispose of what an approved list names (see /office/registers/retention/). Run it with the rights of the owner "
        "of the tables: the application's own role may not delete. What is held since stays."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("number", help="number of the list, such as XH-2026-000001")

    def handle(self, **options: Any) -> None:
        number = options["number"]
        try:
            done = carry_out(number, now=timezone.now(), on=timezone.localdate())
        except Disposal.DoesNotExist:
            raise CommandError(
                f"没有编号为{number}的清册 / no list has the number {number}", returncode=2
            ) from None
        except NotOpenAnyMore:
            if again := Disposal.objects.filter(number=number, carried_out_at__isnull=False).first():
                remove_bytes(again)  # whatever a crash left of them
            raise CommandError(
                f"{number}未经批准，或者已经执行、已经撤销 / not approved, or carried out or dropped already",
                returncode=2,
            ) from None
        except ProgrammingError as refusal:
            raise CommandError(
                f"请以数据表所有者的身份执行 / run it as the owner of the tables: {refusal}", returncode=1
            ) from None
        if left := remove_bytes(done):
            raise CommandError(
                f"{number}已执行，但有{len(left)}份文件未能从磁盘删除，请人工删除 / carried out, but {len(left)} files"
                f" could not be removed from the disk; remove them by hand: {', '.join(left)}",
                returncode=3,
            )
        kept = done.count - (done.carried_out or 0)
        self.stdout.write(f"{number}：已销毁 disposed of {done.carried_out}，保留 kept {kept}")
