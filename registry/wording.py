"""How the register's figures are written, in the language of the page."""

from decimal import Decimal

from django.utils.translation import gettext as _


def yuan(value: Decimal | int | None) -> str:
    """32,000 元, with cents only where there are any."""
    if value is None:
        return ""
    amount = f"{value:,.2f}".removesuffix(".00")
    return _("%(amount)s yuan") % {"amount": amount}
