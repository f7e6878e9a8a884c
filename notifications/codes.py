"""Verification codes: short enough to type, too many to guess, without look-alikes."""

import re
import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 O 1 I
LENGTH = 12  # 60 bits
CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
# Spaces, invisible characters and whatever serves as a dash between the groups.
BETWEEN = {"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"}


def new_code() -> str:
    """A fresh random code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalised(typed: str) -> str:
    """What was meant by what was typed; empty if it cannot be a code."""
    if len(typed) > 100:
        return ""
    text = unicodedata.normalize("NFKC", typed).upper()
    text = "".join(char for char in text if unicodedata.category(char) not in BETWEEN and char not in "_−")
    return text if CODE.fullmatch(text) else ""
