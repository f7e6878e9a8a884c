"""Tables that only the procedure writes: the admin may show them, and a check holds it to that.

Asked is what an admin lets a superuser do, not which class it comes from.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.sites import all_sites
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error
from django.db.models import Model
from django.http import HttpRequest

# Every model of these, also one that is written tomorrow;
PROTECTED_APPS = frozenset(
    {"casework", "notifications", "repair", "objections", "rechecks", "viewflow", "workflow"}
)
# and of the register and the rules what cases, imports and laws stand on.
PROTECTED_MODELS = frozenset(
    {
        "registry.classification", "registry.classrequest", "registry.importbatch", "registry.importmending", "registry.importrow", "registry.importrun", "registry.mandate", "registry.membership", "registry.obligation",
        "registry.publication", "registry.publicationchange", "registry.record", "registry.recordmove", "registry.recordrevision",
        "registry.correctionnotice", "registry.export", "registry.formernumber", "registry.recordshare", "registry.reopeningcertificate",
        "registry.sanctionsmeasure", "registry.subject", "rules.rulesetversion",
    }
)  # fmt: skip


def is_protected(model: type[Model]) -> bool:
    return model._meta.app_label in PROTECTED_APPS or model._meta.label_lower in PROTECTED_MODELS


def check_admins(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    """System check: no admin can write a protected table, neither by itself nor inside another's page."""
    return [
        Error(
            f"The admin of the protected table {model._meta.label} lets somebody write it ({', '.join(ways)}).",
            hint="Derive it from registry.admin.ReadOnlyAdmin or ReadOnlyInline.",
            obj=type(shown),
            id="casework.E004",
        )
        for model, shown in _shown()
        if is_protected(model) and (ways := ways_to_write(shown))
    ]


def _shown() -> Iterable[tuple[type[Model], BaseModelAdmin]]:
    """Every table in every admin, on a page of its own or inside another's."""
    for site in all_sites:
        for model, shown in site._registry.items():
            yield model, shown
            for inline in shown.inlines:
                yield inline.model, inline(model, site)


def ways_to_write(shown: BaseModelAdmin) -> list[str]:
    """What a superuser could do with it: add, change, delete, or an action on the list."""
    request = HttpRequest()
    request.user = get_user_model()(is_superuser=True, is_staff=True)
    inside = () if isinstance(shown, ModelAdmin) else (None,)  # an inline is asked for the page it stands on
    may = {
        "add": shown.has_add_permission(request, *inside),
        "change": shown.has_change_permission(request),
        "delete": shown.has_delete_permission(request),
    }
    ways = [way for way, allowed in may.items() if allowed]
    if isinstance(shown, ModelAdmin):
        ways += [f"action {name}" for name in shown.get_actions(request)]
    return ways
