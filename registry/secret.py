"""Personal numbers at rest: encrypted to read back, and a keyed hash to find them by."""

import hashlib
import hmac
import unicodedata
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=1)
def key_ring() -> MultiFernet:
    """The keys of FIELD_KEYS: the first one writes, all of them read."""
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])


def blind_index(value: str) -> str:
    """A keyed hash by which an encrypted number can be found; empty for an empty value."""
    if not value:
        return ""
    plain = unicodedata.normalize("NFKC", value).strip().upper()
    return hmac.new(settings.FIELD_KEYS[-1].encode(), plain.encode(), hashlib.sha256).hexdigest()


def masked_number(value: str) -> str:
    """An ID number as it may be shown: the first three and the last four characters."""
    return f"{value[:3]}{'*' * (len(value) - 7)}{value[-4:]}" if len(value) > 7 else "*" * len(value)


def masked_name(value: str) -> str:
    """A person's name as it may be shown: the first character, the rest starred."""
    return value[:1] + "*" * (len(value) - 1)


class EncryptedTextField(models.TextField):
    """Text that the database holds encrypted; it cannot be searched, see `blind_index`."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value if not value else key_ring().encrypt(value.encode()).decode()

    def from_db_value(self, value, expression, connection):
        return value if not value else key_ring().decrypt(value.encode()).decode()
