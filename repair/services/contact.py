"""The contact of a case: a number is taken once a code sent to it comes back, and consent keeps its time."""

import hmac
import secrets
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from casework.errors import CaseError
from notifications.services import text
from repair import sms
from repair.models import Contact, ContactCode, Delivery, RepairCase
from repair.services.subject_check import share_with_the_others

GOOD_FOR = timedelta(minutes=10)
TRIES = 5
BETWEEN = timedelta(minutes=1)
MOST_A_DAY = 10
AT_ONCE = (time(0), time(0))  # whoever asks for a code waits for it, at whatever hour


class TooOften(CaseError):
    """Codes cost money and patience; they are not sent faster than a person reads (429)."""

    default = _("Too many attempts. Please try again in 1 minute.")


class WrongCode(CaseError):
    default = _("The code is wrong or has run out")


@transaction.atomic
def send_code(case: RepairCase, *, phone: str, by: Any, now: datetime) -> ContactCode:
    """Send six digits; an earlier code of the case no longer counts."""
    RepairCase.objects.select_for_update(of=("self",)).get(pk=case.pk)
    sent = ContactCode.objects.filter(by=by)
    if sent.filter(sent_at__gt=now - BETWEEN).exists():
        raise TooOften
    if sent.filter(sent_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise TooOften(_("Too many codes today. Please try again tomorrow, or choose the service window."))
    ContactCode.objects.filter(case=case, used_at__isnull=True, good_until__gt=now).update(good_until=now)
    digits = f"{secrets.randbelow(1_000_000):06d}"
    code = ContactCode.objects.create(
        case=case,
        by=by,
        phone=phone,
        code_hash=_hash(case, phone, digits),
        sent_at=now,
        good_until=now + GOOD_FOR,
    )
    text(phone, sms.contact_code(digits), case=case, user=by, quiet=AT_ONCE)
    return code


def _hash(case: RepairCase, phone: str, digits: str) -> str:
    return salted_hmac("repair.contact", f"{case.pk}:{phone}:{digits}", algorithm="sha256").hexdigest()


@transaction.atomic
def keep_contact(
    case: RepairCase, *, name: str, id_tail: str, phone: str, delivery: str, by: Any, now: datetime
) -> Contact:
    """Keep the contact, with the time of its consent; the number must have been confirmed just now."""
    if not ContactCode.objects.filter(case=case, phone=phone, by=by, used_at__gt=now - GOOD_FOR).exists():
        raise WrongCode(field="code")
    contact, _made = Contact.objects.update_or_create(
        case=case,
        defaults={
            "name": name,
            "id_tail": id_tail.upper(),
            "phone": phone,
            "delivery": delivery,
            "consented_at": now if delivery == Delivery.ONLINE else None,
            "confirmed_at": now,
            "by": by,
        },
    )
    share_with_the_others(case, by=by)
    return contact


@transaction.atomic
def confirm_number(case: RepairCase, *, phone: str, code: str, now: datetime) -> bool:
    """Whether the code came back right; every try is counted, so this stands in no larger transaction."""
    codes = ContactCode.objects.select_for_update().filter(
        case=case, used_at__isnull=True, good_until__gt=now
    )
    sent = codes.order_by("-pk").first()
    if sent is None or sent.tries >= TRIES:
        return False
    sent.tries += 1
    right = sent.phone == phone and hmac.compare_digest(sent.code_hash, _hash(case, phone, code.strip()))
    if right:
        sent.used_at = now
    sent.save(update_fields=["tries", "used_at"])
    return right
