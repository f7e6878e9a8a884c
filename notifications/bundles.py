"""Papers without number in one file, for a printer: asked for here, drawn by the worker."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from notifications import outbox
from notifications.letters import LetterFacts, unnumbered
from notifications.models import Bundle, OutgoingKind
from notifications.render import drawn


def bundle(papers: Sequence[tuple[str, LetterFacts]], *, title: str, by: Any, on: date) -> Bundle:
    """Keep the papers, each with the department it speaks for, and have them drawn as one PDF."""
    kept = [unnumbered(facts, department=department, on=on) for department, facts in papers]
    made = Bundle.objects.create(user=by, title=title, kept=kept)
    outbox.put(OutgoingKind.BUNDLE, key=f"bundle:{made.pk}", payload={"bundle": made.pk})
    return made


def drawn_together(made: Bundle) -> bytes:
    """The pages of all its papers, one paper after the other."""
    import pikepdf  # here only: the web process never needs it

    out = BytesIO()
    with pikepdf.new() as whole:
        for sheet in made.sheets:
            with pikepdf.open(BytesIO(drawn(sheet))) as one:
                whole.pages.extend(one.pages)
        whole.save(out, deterministic_id=True)
    return out.getvalue()
