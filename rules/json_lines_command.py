"""What `assess` and `clock` share: a file of questions in, a file of answers out, and an exit status."""

import sys
from abc import abstractmethod
from argparse import ArgumentParser
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from rules.lines import answered
from rules.words import error_text

UNREADABLE = 2


class JsonLinesCommand(BaseCommand):
    """Answers every line in its place. Exit status 0: all good, 1: some bad, 2: the file could not be used."""

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--input", default="-", metavar="FILE", help="JSON Lines in UTF-8; - is standard input"
        )
        parser.add_argument(
            "--output", default="-", metavar="FILE", help="where answers go; - is standard output"
        )

    @abstractmethod
    def answer(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to one line; raises BadField where the line cannot be answered."""

    def prepare(self, options: Mapping[str, Any]) -> None:
        """Read what every answer needs."""

    def handle(self, *args: Any, **options: Any) -> None:
        self.prepare(options)
        with ExitStack() as files:
            questions, answers = self._open(files, options["input"], options["output"])
            all_good = True
            try:
                for line, good in answered(questions, self.answer, error_text):
                    answers.write(line.encode() + b"\n")
                    all_good = all_good and good
                answers.flush()
            except OSError as error:
                raise _unusable(options["input"], error) from error
        if not all_good:
            sys.exit(1)

    def _open(self, files: ExitStack, source: str, target: str) -> tuple[Any, Any]:
        """Open both files; the answers never overwrite the questions while these are being read."""
        if _same_file(source, target):
            words = _("Input and output are the same file: %(file)s. Name another output.")
            raise CommandError(words % {"file": source}, returncode=UNREADABLE)
        questions = sys.stdin.buffer if source == "-" else self._opened(files, source, "rb")
        answers = sys.stdout.buffer if target == "-" else self._opened(files, target, "wb")
        return questions, answers

    @staticmethod
    def _opened(files: ExitStack, name: str, mode: str) -> Any:
        try:
            return files.enter_context(Path(name).open(mode))
        except OSError as error:
            raise _unusable(name, error) from error


def _same_file(source: str, target: str) -> bool:
    if "-" in (source, target) or not (Path(source).exists() and Path(target).exists()):
        return False
    return Path(source).samefile(target)


def _unusable(name: str, error: OSError) -> CommandError:
    params = {"file": name, "reason": error.strerror or str(error)}
    return CommandError(_("The file %(file)s cannot be used: %(reason)s.") % params, returncode=UNREADABLE)
