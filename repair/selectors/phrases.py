"""What a department's reviewers are offered to say."""

from repair.models import DepartmentPhrase
from repair.phrases import SHIPPED, Phrase


def phrases(department_id: int, use: str) -> list[Phrase]:
    """The shipped phrases as the department words them, and its own after them."""
    own = {each.code: each for each in DepartmentPhrase.objects.filter(department=department_id, use=use)}
    shipped = {each.code: each for each in SHIPPED[use]}
    added = [code for code, _row in sorted(own.items(), key=lambda item: item[1].pk) if code not in shipped]
    codes = [code for code in [*shipped, *added] if code not in own or own[code].offered]
    return [Phrase(code, own[code].label, own[code].text) if code in own else shipped[code] for code in codes]


def phrase_label(department_id: int, use: str, code: str) -> str:
    """What a code is called there, also where it is not offered any more."""
    own = DepartmentPhrase.objects.filter(department=department_id, use=use, code=code).first()
    return own.label if own else next((each.label for each in SHIPPED[use] if each.code == code), code)
