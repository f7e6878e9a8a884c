"""The people of the demonstration. All of them, and their city, are invented."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from casework.policy import system_user
from registry.duties import give_duty
from registry.models import Department, Mandate, Subject

PASSWORD = "Xinxiu-demo-2026"  # noqa: S105 - a demonstration says its password aloud
ROLES = ("credit_office", "counter", "auditor", "administrator")


@dataclass(frozen=True)
class DemoPerson:
    """An account of the demonstration: who it is and which duties it holds, by department."""

    username: str
    surname: str
    given: str
    task: str  # what the account is for, in Chinese
    duties: tuple[tuple[str, str], ...] = ()  # (department's letter prefix, duty)
    role: str = ""


PEOPLE = (
    DemoPerson("zhouning", "周", "宁", "企业法定代表人，在线申请信用修复"),
    DemoPerson(
        "linxiaowen", "林", "晓雯", "市生态环境局审核人员", (("江环", "review_cases"), ("江环", "import_records"))
    ),
    DemoPerson("wanglei", "王", "磊", "市生态环境局审核人员", (("江环", "review_cases"),)),
    DemoPerson(
        "chenjing", "陈", "静", "市生态环境局负责人，复核不予修复",
        (("江环", "review_cases"), ("江环", "countersign_cases"), ("江环", "lead_department")),
    ),
    DemoPerson(
        "sunqiang", "孙", "强", "市交通运输局审核人员，看不到其他部门的案件，可被抽为核查人员", (("江交", "review_cases"),)
    ),
    DemoPerson("gaoxue", "高", "雪", "市应急管理局审核人员，可被抽为核查人员", (("江应急", "review_cases"),)),
    DemoPerson("hemin", "何", "敏", "信用办工作人员（受理异议、抽样、督办，不代替部门决定）", role="credit_office"),
    DemoPerson("xulan", "许", "岚", "信用办工作人员，复核错修、漏修的核查结论", role="credit_office"),
    DemoPerson("fangyuan", "方", "远", "信用办负责人，裁定更正争议，发布规则", role="credit_office"),
    DemoPerson("heyan", "何", "燕", "政务服务窗口工作人员，为到场的人代填申请", role="counter"),
    DemoPerson("admin", "", "管理员", "系统管理员（维护系统，不能办理案件）", role="administrator"),
)  # fmt: skip


@transaction.atomic
def settle(on: date) -> list[DemoPerson]:
    """Create or renew the demonstration's accounts; safe to run again."""
    system_user()
    for role in ROLES:
        Group.objects.get_or_create(name=role)
    for person in PEOPLE:
        account = _account(person)
        for prefix, duty in person.duties:
            give_duty(account, Department.objects.get(letter_prefix=prefix), duty, on)
        if person.role:
            account.groups.add(Group.objects.get(name=person.role))
    return list(PEOPLE)


def _account(person: DemoPerson) -> Any:
    users = get_user_model()
    account, made = users.objects.get_or_create(username=person.username)
    account.last_name, account.first_name = person.surname, person.given
    account.is_staff = account.is_superuser = person.role == "administrator"
    account.email = f"{person.username}@xinxiu.invalid"
    if made:
        account.password = _hashed()
    account.save()
    return account


@cache
def _hashed() -> str:
    """One hash for all: it is the same password, and a hash takes its time on purpose."""
    return make_password(PASSWORD)


def give_mandate(username: str, subject: Subject, on: date) -> Mandate:
    """Make a person of the demonstration the legal representative of a subject of the sample."""
    account = get_user_model().objects.get(username=username)
    mandate, _made = Mandate.objects.get_or_create(
        subject=subject,
        user=account,
        revoked_on=None,
        defaults={"role": "legal_representative", "authorised_on": on - timedelta(days=365)},
    )
    return mandate
