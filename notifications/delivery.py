"""What the outbox does with a row: draw a letter, send an e-mail. Safe to do twice."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from notifications.bundles import drawn_together
from notifications.letters import sheet_of
from notifications.models import (
    Bundle,
    Letter,
    LetterPreview,
    Message,
    OutgoingKind,
    PublicCopy,
    ShortMessage,
)
from notifications.preview import KEPT_FOR, previews_to_forget
from notifications.render import drawn, render
from notifications.sms import sms_sender


class LetterFileBroken(Exception):
    """The kept PDF of a letter is gone or was changed."""


def render_letter(payload: dict[str, Any], key: str) -> None:
    """Draw the letter and keep its file and hash. A letter already drawn is left alone."""
    letter = Letter.objects.get(pk=payload["letter"])
    if letter.is_rendered:
        return
    digest = keep(render(letter.sheet))
    Letter.objects.filter(pk=letter.pk, rendered_at__isnull=True).update(
        sha256=digest, rendered_at=timezone.now()
    )


def render_preview(payload: dict[str, Any], key: str) -> None:
    """Draw a letter as it would be issued; nobody signs a preview."""
    shown = LetterPreview.objects.filter(pk=payload["preview"], sha256="").first()
    if shown is None:
        return
    digest = keep(drawn(shown.sheet))
    LetterPreview.objects.filter(pk=shown.pk).update(sha256=digest)


def render_public_copy(payload: dict[str, Any], key: str) -> None:
    """Draw a letter as everybody may read it; a copy is not signed again."""
    copy = PublicCopy.objects.select_related("letter").get(letter=payload["letter"])
    if copy.sha256:
        return
    digest = keep(drawn(copy.sheet))
    PublicCopy.objects.filter(pk=copy.pk).update(sha256=digest)


def render_bundle(payload: dict[str, Any], key: str) -> None:
    """Draw papers that somebody prints as one file."""
    made = Bundle.objects.filter(pk=payload["bundle"], sha256="").first()
    if made is None:
        return
    digest = keep(drawn_together(made))
    Bundle.objects.filter(pk=made.pk).update(sha256=digest)


def forget_bundles(now: datetime) -> int:
    """Take what was drawn for a printer away after a day, with its file."""
    old = list(Bundle.objects.filter(made_at__lt=now - KEPT_FOR)[:500])
    for made in old:
        made.delete()
        drop_unless_named(made.sha256)
    return len(old)


def forget_previews(now: datetime) -> int:
    """Take previews away after a day, with their files; a file that became a letter's stays."""
    old = previews_to_forget(now)
    for shown in old:
        shown.delete()
        drop_unless_named(shown.sha256)
    return len(old)


def email(payload: dict[str, Any], key: str) -> None:
    """Send one message by e-mail, with the letter it announces.

    The Message-ID is the row's own: if a worker dies after sending and before saying so, the
    second copy carries the same one.
    """
    message = Message.objects.select_related("user", "letter").get(pk=payload["message"])
    if not message.recipient:
        return
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    with translation.override(settings.LANGUAGE_CODE):
        mail = EmailMessage(
            subject=" ".join(message.title.split()),
            body=body_of(message),
            to=[message.recipient],
            headers={"Message-ID": f"<{key.replace(':', '.')}@{host}>", "Auto-Submitted": "auto-generated"},
        )
    if message.letter:
        mail.attach(message.letter.file_name, pdf_of(message.letter), "application/pdf")
    if message.enclosed:
        sheet = sheet_of(message.enclosed)
        mail.attach(f"{sheet.title}.pdf", render(sheet), "application/pdf")
    mail.send()


def short_message(payload: dict[str, Any], key: str) -> None:
    """Hand one short message to the gateway; the key lets the gateway know a second copy."""
    message = ShortMessage.objects.get(pk=payload["short_message"])
    if message.sent_at:
        return
    sms_sender().send(message.phone, message.text, key=key)
    ShortMessage.objects.filter(pk=message.pk).update(sent_at=timezone.now())


def body_of(message: Message) -> str:
    """The e-mail's text: what the inbox says, and where to read on."""
    parts = [message.text or message.title]
    if message.link:
        parts.append(_("Read more: %(address)s") % {"address": f"{settings.SITE_URL}{message.link}"})
    if message.letter:
        parts.append(
            _("Letter %(number)s is attached. Check it at %(address)s.")
            % {"number": message.letter.number, "address": f"{settings.SITE_URL}/v/{message.letter.code}"}
        )
    return "\n\n".join(parts)


def path_of(digest: str) -> Path:
    """Where a PDF lies: named by its hash, outside anything that is served."""
    return Path(settings.LETTER_DIR) / digest[:2] / f"{digest}.pdf"


def keep(pdf: bytes) -> str:
    """Write the file whole or not at all, for our eyes only, and tell its hash, which is its name."""
    digest = hashlib.sha256(pdf).hexdigest()
    target = path_of(digest)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=target.parent, suffix=".draft")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return digest


def drop_unless_named(digest: str) -> None:
    """Take a file away that no letter, preview, copy or bundle names any more."""
    named = (kind.objects.filter(sha256=digest) for kind in (Letter, LetterPreview, PublicCopy, Bundle))
    if digest and not any(rows.exists() for rows in named):
        path_of(digest).unlink(missing_ok=True)


def pdf_of(letter: Letter | LetterPreview | PublicCopy | Bundle) -> bytes:
    """The kept PDF, checked against its hash."""
    try:
        pdf = path_of(letter.sha256).read_bytes()
    except FileNotFoundError as gone:
        raise LetterFileBroken(f"The file of letter {letter} is gone.") from gone
    if hashlib.sha256(pdf).hexdigest() != letter.sha256:
        raise LetterFileBroken(f"The file of letter {letter} was changed.")
    return pdf


HANDLERS = {
    OutgoingKind.RENDER_LETTER.value: render_letter,
    OutgoingKind.PREVIEW.value: render_preview,
    OutgoingKind.PUBLIC_COPY.value: render_public_copy,
    OutgoingKind.BUNDLE.value: render_bundle,
    OutgoingKind.EMAIL.value: email,
    OutgoingKind.SMS.value: short_message,
}
