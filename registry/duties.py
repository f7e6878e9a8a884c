"""Duties: what a person may do in a department, held through the department's groups."""

from datetime import date
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from guardian.models import GroupObjectPermission, UserObjectPermission
from guardian.shortcuts import assign_perm

from registry.models import Department, Mandate, Membership

DESK_DUTIES = ("review_cases", "countersign_cases", "lead_department")  # what a case passes
DUTIES = (*DESK_DUTIES, "import_records")
CREDIT_OFFICE = "credit_office"  # the group of its staff; no duty in any department comes with it

_CACHE = "_departments_by_duty"


def duty_group(department: Department, duty: str) -> Group:
    """The group that holds one duty in one department, made with its permission when first asked for."""
    if duty not in DUTIES:
        raise ValueError(f"{duty!r} is not a duty")
    group, _made = Group.objects.get_or_create(name=f"{department.uscc}/{duty}")
    assign_perm(f"registry.{duty}", group, department)
    return group


def give_duty(user: User, department: Department, duty: str, on: date) -> None:
    """Give the person a duty in the department; whoever holds a duty there is a member."""
    group = duty_group(department, duty)
    membership, joined = Membership.objects.get_or_create(
        user=user, department=department, defaults={"since": on}
    )
    if not joined and membership.until is not None:
        membership.until = None
        membership.save(update_fields=["until"])
    user.groups.add(group)
    forget(user)


def take_duty(user: User, department: Department, duty: str, on: date) -> None:
    """Take a duty back; with the last duty the membership ends, and the row stays for past decisions."""
    user.groups.remove(duty_group(department, duty))
    forget(user)
    names = [f"{department.uscc}/{each}" for each in DUTIES]
    if not user.groups.filter(name__in=names).exists():
        Membership.objects.filter(user=user, department=department, until=None).update(until=on)


def departments_where(user: User, duty: str) -> list[int]:
    """Ids of the departments in which the person holds the duty, in stable order.

    The answer is kept on the user object, which lives as long as the request. Superusers hold
    no duty by being superusers, and an inactive person holds none at all.
    """
    if duty not in DUTIES:
        raise ValueError(f"{duty!r} is not a duty")
    if not user.is_active:
        return []
    if _CACHE not in user.__dict__:
        user.__dict__[_CACHE] = _held_by(user)
    return list(user.__dict__[_CACHE][duty])


def _held_by(user: User) -> dict[str, list[int]]:
    """Every duty with its departments, in one question: whoever opens a page is asked for several."""
    about_a_duty = {
        "permission__content_type": ContentType.objects.get_for_model(Department),
        "permission__codename__in": DUTIES,
    }
    in_groups = GroupObjectPermission.objects.filter(group__user=user, **about_a_duty)
    themselves = UserObjectPermission.objects.filter(user=user, **about_a_duty)
    columns = ("permission__codename", "object_pk")
    rows = set(in_groups.values_list(*columns).union(themselves.values_list(*columns)))
    return {duty: sorted(int(pk) for name, pk in rows if name == duty) for duty in DUTIES}


def holds(user: User, duty: str, department_id: int) -> bool:
    """Whether the person holds the duty in that department."""
    return department_id in departments_where(user, duty)


def forget(user: User) -> None:
    """Forget the cached answers of `departments_where` and the permission caches on the object."""
    for name in (_CACHE, "_perm_cache", "_user_perm_cache", "_group_perm_cache", "_guardian_perms_cache"):
        user.__dict__.pop(name, None)


def sits_at_a_desk(user: Any) -> bool:
    """Whether the person has a queue of cases to look after."""
    return any(departments_where(user, duty) for duty in DESK_DUTIES)


def sits_in_credit_office(user: Any) -> bool:
    """Whether the person works in the credit office; a superuser does not by being one."""
    return user.is_active and not user.is_superuser and user.groups.filter(name=CREDIT_OFFICE).exists()


def may_check(user: Any) -> bool:
    """Whether the person can be asked to recheck a case: they work in the credit office, or review somewhere."""
    return sits_in_credit_office(user) or bool(departments_where(user, "review_cases"))


def who_act_for(subject_id: int, on: date) -> "QuerySet[User]":
    """Everybody who may act for a subject on that day."""
    mandates = Mandate.objects.in_force(on).filter(subject_id=subject_id)
    return User.objects.filter(mandates__in=mandates).distinct()


def office_people() -> "QuerySet[User]":
    """Everybody who works in the credit office."""
    return User.objects.filter(groups__name=CREDIT_OFFICE, is_active=True)


def may_import(user: Any) -> bool:
    """Whether the person brings records into the register: their department's, or anybody's."""
    return bool(departments_where(user, "import_records")) or sits_in_credit_office(user)


def is_an_officer(user: Any) -> bool:
    """Whether the person works for a department or for the credit office, whatever their duties there."""
    member = Membership.objects.filter(user=user, until=None).exists()
    return user.is_active and (member or sits_in_credit_office(user))
