"""Looking at a letter before it is issued: the same sheet, drawn by the same worker, without effect.

A preview takes no number, since numbers have no gaps; it shows the one that comes next. The letter
then issued takes over the preview's code, so that both are equal byte for byte. Where anything has
changed meanwhile, also only the number, the letter is not issued until it has been looked at again.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.errors import CaseError
from casework.fsm import Capacity
from casework.models import Case
from casework.trial import tried
from notifications import outbox
from notifications.letters import Sheet
from notifications.models import Letter, LetterPreview, OutgoingKind

KEPT_FOR = timedelta(days=1)
CHANGES = {
    "number": pgettext_lazy("letter", "number"),
    "issued_on": pgettext_lazy("letter", "date"),
    "department": pgettext_lazy("letter", "department"),
}


class PreviewOutdated(CaseError):
    """The letter would not be the one that was looked at."""


@transaction.atomic
def preview(case: Case, step: Callable[[], Letter], *, by: Any) -> LetterPreview:
    """Take a step that issues a letter, keep the letter's sheet, and take the step back.

    Raises what the step raises: what cannot be done cannot be previewed.
    """

    def drawn_up() -> tuple[str, Sheet]:
        LetterPreview.objects.filter(case_id=case.pk).delete()  # an older look binds nobody here
        letter = step()
        return letter.kind, letter.sheet

    kind, sheet = tried(drawn_up)
    kept = asdict(sheet) | {"issued_on": sheet.issued_on.isoformat()}
    shown = LetterPreview.objects.create(case_id=case.pk, seq=case.seq, kind=kind, kept=kept, user=by)
    outbox.put(OutgoingKind.PREVIEW, key=f"preview:{shown.pk}", payload={"preview": shown.pk})
    return shown


def code_as_previewed(letter: Letter, case: Case) -> str:
    """The code under which this very letter was looked at before this step, or its own.

    Raises PreviewOutdated where it was looked at and is another one now.
    """
    looks = LetterPreview.objects.filter(
        case_id=case.pk, kind=letter.kind, seq=_step_before(case, letter.issued_on)
    )
    seen = looks.order_by("-pk").first()
    if seen is None:
        return letter.code
    now, then = asdict(letter.sheet), asdict(seen.sheet)
    changed = [name for name in now if name != "code" and now[name] != then[name]]
    if changed:
        what = CHANGES.get(changed[0], pgettext_lazy("letter", "words"))
        words = _(
            "The letter has changed since it was previewed ({what}). Preview it again before you issue it."
        )
        raise PreviewOutdated(format_lazy(words, what=what))
    return seen.sheet.code


def _step_before(case: Case, on: date) -> int:
    """The step of the case before the one at hand; what the system does at once because of a step belongs to it."""
    taken = case.events.exclude(capacity=Capacity.SYSTEM).filter(on=on)
    last = taken.order_by("-seq").values_list("seq", flat=True).first()
    return (last or case.seq) - 1


def previews_to_forget(now: datetime) -> list[LetterPreview]:
    """Previews that nobody needs any more."""
    return list(LetterPreview.objects.filter(made_at__lt=now - KEPT_FOR)[:500])
