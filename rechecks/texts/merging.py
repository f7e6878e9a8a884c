"""What people are told when their department has merged into another."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from notifications.services import Note
from registry.models import Department


def merged(old: Department, new: Department) -> Note:
    return Note(
        format_lazy(_("{old} has merged into {new}"), old=old.name, new=new.name),
        _(
            "From today you work there with the duties you had; your cases have come along, and no term moves."
        ),
        link="/work/",
    )
