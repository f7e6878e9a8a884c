"""The verbs of letters and messages. All write rows only, in the transaction of the decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _

from casework.errors import CaseError
from casework.models import Case, NumberSeries
from notifications import outbox
from notifications.letters import LetterFacts, packed
from notifications.models import Letter, LetterState, Message, OutgoingKind, PublicCopy, ShortMessage
from notifications.preview import code_as_previewed
from notifications.sms import after_quiet_hours, is_mobile
from registry.models import Department, Subject


class LetterEnded(CaseError):
    """A letter that is revoked or replaced cannot be ended once more."""

    default = _("This letter has already been revoked or replaced.")


@dataclass(frozen=True)
class Note:
    """What a person is told; `link` is a path of this site, by default the case's page."""

    title: Any
    text: Any = ""
    link: str = ""


def queue_letter(
    facts: LetterFacts,
    *,
    case: Case,
    addressee: str,
    department: Department | None,
    on: date,
    shown_as: str = "",
) -> Letter:
    """Keep the letter, with its number, in the decision's transaction; its PDF is drawn afterwards.

    Without a department it is the credit office that writes. The number's series is locked until the
    caller commits, so that numbers have no gaps.
    """
    letter = _issued_by(department, facts, on)
    letter.case_id, letter.department, letter.addressee = case.pk, department or case.department, addressee
    letter.shown_as = shown_as or (case.subject.shown_name if addressee == case.subject.name else addressee)
    letter.code = code_as_previewed(letter, case)
    return _kept_to_be_drawn(letter)


def queue_office_letter(
    facts: LetterFacts, *, subject: Subject, on: date, department: Department | None = None
) -> Letter:
    """The same for a letter to a subject outside any case, of the office itself or of a department."""
    letter = _issued_by(department, facts, on)
    letter.subject, letter.addressee, letter.shown_as = subject, subject.name, subject.shown_name
    return _kept_to_be_drawn(letter)


def queue_letter_to_department(
    facts: LetterFacts, *, department: Department, on: date, addressee: str = ""
) -> Letter:
    """A letter of the office itself to a department, outside any case; `addressee` where more than it are meant."""
    letter, named = _issued_by(None, facts, on), addressee or department.name
    letter.department, letter.addressee, letter.shown_as = department, named, named
    return _kept_to_be_drawn(letter)


def _issued_by(department: Department | None, facts: LetterFacts, on: date) -> Letter:
    if department:
        return _drafted(facts, prefix=department.letter_prefix, issuer=department.name, on=on)
    return _drafted(facts, prefix=settings.SITE["letter_prefix"], issuer=settings.SITE["office"], on=on)


def _drafted(facts: LetterFacts, *, prefix: str, issuer: str, on: date) -> Letter:
    _inside_a_transaction()
    return Letter(
        kind=facts.kind,
        title=facts.title,
        template=facts.template,
        number=next_number(prefix, facts.series, on.year),
        department_name=issuer,
        issued_on=on,
        facts=packed(facts),
    )


def _kept_to_be_drawn(letter: Letter) -> Letter:
    letter.save(force_insert=True)
    outbox.put(OutgoingKind.RENDER_LETTER, key=f"render:{letter.pk}", payload={"letter": letter.pk})
    return letter


def publish_copy(letter: Letter, facts: dict[str, Any]) -> PublicCopy:
    """Have a letter drawn for the public, from the facts that everybody may read; once for each letter."""
    _inside_a_transaction()
    copy, _made = PublicCopy.objects.get_or_create(letter=letter, defaults={"facts": facts})
    outbox.put(OutgoingKind.PUBLIC_COPY, key=f"public:{letter.pk}", payload={"letter": letter.pk})
    return copy


def next_number(prefix: str, series: str, year: int) -> str:
    """The next number of a series: 江统信修〔2026〕12号. It is given back if the transaction is."""
    mark = f"{prefix}{series}〔{year}〕"
    return f"{mark}{NumberSeries.take(mark)}号"


def tell(
    to: Any,
    note: Note,
    *,
    case: Case | None = None,
    letter: Letter | None = None,
    enclosed: dict[str, Any] | None = None,
    key: str = "",
) -> list[Message]:
    """Tell a user, several users, or an e-mail address; a letter goes along as PDF once it is drawn.

    `enclosed` is a paper without number (letters.unnumbered), drawn for the e-mail alone. With a key, the same person is told the same thing once, however often a job runs.
    """
    _inside_a_transaction()
    with translation.override(settings.LANGUAGE_CODE):
        title, text = force_str(note.title), force_str(note.text)
    link = note.link or (case.get_absolute_url() if case else "")
    told = []
    for recipient in _recipients(to):
        words = {"title": title[:200], "text": text, "link": link}
        about = {"case_id": case.pk if case else None, "letter": letter, "enclosed": enclosed}
        message, fresh = _kept(recipient, key, **words, **about)
        if fresh:
            told.append(message)
            _queue_email(message, letter)
    return told


def text(
    phone: str,
    words: str,
    *,
    case: Case | None = None,
    user: Any = None,
    key: str = "",
    quiet: tuple[time, time] | None = None,
) -> ShortMessage | None:
    """Text a mobile number, outside its quiet hours; None where it is no mobile or has been told.

    `words` is a whole signed message, as `sms.fitted` makes it.
    """
    _inside_a_transaction()
    if not is_mobile(phone):
        return None
    about = {"case_id": case.pk if case else None, "user": user, "text": words}
    if key:
        message, fresh = ShortMessage.objects.get_or_create(phone=phone, key=key, defaults=about)
    else:
        message, fresh = ShortMessage.objects.create(phone=phone, **about), True
    if not fresh:
        return None
    not_before = after_quiet_hours(timezone.now(), *(quiet or settings.SMS_QUIET_HOURS))
    payload = {"short_message": message.pk}
    outbox.put(OutgoingKind.SMS, key=f"sms:{message.pk}", payload=payload, not_before=not_before)
    return message


def unread_count(user: Any) -> int:
    """How many messages a person has not read, for the header; counted to 100 at most."""
    return Message.objects.in_inbox_of(user).unread()[:100].count() if user.is_authenticated else 0


@transaction.atomic
def revoke_letter(letter: Letter, *, reason: str, on: date) -> Letter:
    """Take a letter's effect away; the verification page says so from now on."""
    return _end(letter, state=LetterState.REVOKED, reason=reason, on=on)


@transaction.atomic
def replace_letter(letter: Letter, new: Letter, *, reason: str, on: date) -> Letter:
    """Put a corrected letter in a letter's place."""
    if new.pk == letter.pk:
        raise ValueError("A letter does not replace itself.")
    return _end(letter, state=LetterState.REPLACED, reason=reason, on=on, successor=new)


def _end(letter: Letter, *, state: str, reason: str, on: date, successor: Letter | None = None) -> Letter:
    kept = Letter.objects.select_for_update().get(pk=letter.pk)
    if not kept.is_valid:
        raise LetterEnded
    kept.state, kept.ended_on, kept.ended_because, kept.replaced_by = state, on, reason[:500], successor
    kept.save(update_fields=["state", "ended_on", "ended_because", "replaced_by"])
    return kept


def _recipients(to: Any) -> Iterable[dict[str, Any]]:
    if isinstance(to, str):
        return [{"address": to}]
    people = to if isinstance(to, Iterable) else [to]
    return [{"user": person} for person in people]


def _kept(recipient: dict[str, Any], key: str, **contents: Any) -> tuple[Message, bool]:
    """Keep the message; without freshness if its key says that this person has been told."""
    if not key:
        return Message.objects.create(**recipient, **contents), True
    whom = {"user": None, "address": ""} | recipient
    return Message.objects.get_or_create(**whom, key=key, defaults=contents)


def _queue_email(message: Message, letter: Letter | None) -> None:
    if not message.recipient:
        return
    outbox.put(
        OutgoingKind.EMAIL,
        key=f"email:{message.pk}",
        payload={"message": message.pk},
        after=f"render:{letter.pk}" if letter and not letter.is_rendered else "",
    )


def _inside_a_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Letters and messages are kept in the transaction of what they announce.")
