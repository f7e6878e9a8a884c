"""From where on figures are marked: two limits for each."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rechecks.services.thresholds import thresholds_in_force


class ThresholdsForm(forms.Form):
    """Every figure that can be marked, with the limits in force to begin with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, each in thresholds_in_force().items():
            self.fields[f"{name}_watch"] = _limit(_("to be watched from"), each.watch)
            self.fields[f"{name}_chase"] = _limit(_("to be chased from"), each.chase)

    def limits(self) -> dict[str, tuple[Decimal, Decimal]]:
        """What was said, figure by figure."""
        said = self.cleaned_data
        return {name: (said[f"{name}_watch"], said[f"{name}_chase"]) for name in thresholds_in_force()}


def _limit(label: Any, now: Decimal) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        initial=now.normalize() if now % 1 else int(now),
        min_value=Decimal(0),
        max_value=Decimal(9999),
        decimal_places=1,
    )
