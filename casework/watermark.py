"""The line in every page of an export that says who took it out, when, and where it stands in the register."""

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.wording import person_name
from registry.models import Export


def watermark(export: Export) -> str:
    said = {
        "name": person_name(export.by),
        "account": export.by.get_username(),
        "moment": timezone.localtime(export.at).strftime("%Y-%m-%d %H:%M"),
        "number": export.public_id,
    }
    return (
        _("Exported by %(name)s (%(account)s) on %(moment)s, export %(number)s. For internal use only.")
        % said
    )
