"""Synthetic numbers with right check digits, in a region that does not exist."""

from stdnum.cn import ric, uscc

REGION = "239999"
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def made_up_uscc(prefix: str, number: int) -> str:
    """A unified social credit code for the n-th subject: `prefix` is authority and kind, such as 91."""
    body = _organisation_code(number)
    code = f"{prefix}{REGION}{body}"
    return code + uscc.calc_check_digit(code)


def _organisation_code(number: int) -> str:
    """Eight characters and their check character (GB 11714): digits first, then letters."""
    body = f"{number % 10**6:06d}"
    rest, digits = number // 10**6, ""
    for _place in range(2):
        rest, place = divmod(rest, len(_ALPHABET))
        digits = _ALPHABET[place] + digits
    body = f"M{digits[1]}{body}" if digits[0] == "0" else f"{digits}{body}"
    total = sum(int(char, 36) * weight for char, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    check = 11 - total % 11
    return body + {10: "X", 11: "0"}.get(check, str(check))


def made_up_id_number(number: int) -> str:
    """A citizen's ID number for the n-th person: born between 1960 and 1999, in no real district."""
    year, month, day = 1960 + number % 40, 1 + number // 40 % 12, 1 + number // 480 % 28
    body = f"{REGION}{year:04d}{month:02d}{day:02d}{number // 13440 % 1000:03d}"
    return body + ric.calc_check_digit(body + "0")


def with_wrong_check_digit(number: str) -> str:
    """The number with another last character, which cannot be right."""
    return number[:-1] + ("1" if number[-1] != "1" else "2")
