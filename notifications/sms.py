"""Short messages: one text of 70 characters with the sign of the house, by an adapter of the site."""

import json
import re
from datetime import datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from notifications.models import ShortMessage

MOBILE = re.compile(r"1\d{10}")
ELLIPSIS = "…"


class SmsSender(Protocol):
    """What a gateway has to do; it raises where the message was not taken, and is then asked again."""

    def send(self, phone: str, text: str, *, key: str) -> None:
        """Hand the message over; a gateway that knows the key has it already and sends nothing."""


class FileSender:
    """A demonstration's gateway: each message is a file below SMS_DIR, named by its key."""

    def send(self, phone: str, text: str, *, key: str) -> None:
        folder = Path(settings.SMS_DIR)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / f"{re.sub(r'[^A-Za-z0-9-]+', '-', key)}.json"
        file.write_text(
            json.dumps({"to": phone, "text": text, "key": key}, ensure_ascii=False), encoding="utf-8"
        )


@lru_cache(maxsize=1)
def sms_sender() -> SmsSender:
    """The adapter that the site has named."""
    return import_string(settings.SMS_SENDER)()


def is_mobile(phone: str) -> bool:
    return bool(MOBILE.fullmatch(phone))


def fitted(words: str, **values: object) -> str:
    """The signed text; where it is too long, its longest value gives way, never the words around it."""
    shown = {name: str(value) for name, value in values.items()}
    text = f"【{settings.SMS_SIGN}】{words.format(**shown)}"
    while len(text) > ShortMessage.LONGEST:
        longest = max(shown, key=lambda name: len(shown[name]), default="")
        if not longest or len(shown[longest]) <= len(ELLIPSIS):
            raise ValueError(f"A short message is too long: {words}")
        excess = len(text) - ShortMessage.LONGEST
        shown[longest] = shown[longest].removesuffix(ELLIPSIS)[: -max(excess, 1) - len(ELLIPSIS)] + ELLIPSIS
        text = f"【{settings.SMS_SIGN}】{words.format(**shown)}"
    return text


def after_quiet_hours(moment: datetime, begins: time, ends: time) -> datetime:
    """The moment itself, or the end of the quiet hours it falls into; equal times mean there are none."""
    local = timezone.localtime(moment)
    clock = local.time()
    is_quiet = begins <= clock < ends if begins <= ends else clock >= begins or clock < ends
    if begins == ends or not is_quiet:
        return moment
    day = local.date() + timedelta(days=1 if clock >= ends else 0)
    return timezone.make_aware(datetime.combine(day, ends))
