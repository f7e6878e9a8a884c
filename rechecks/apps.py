from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RechecksConfig(AppConfig):
    name = "rechecks"
    verbose_name = _("Rechecks")
    default_auto_field = "django.db.models.BigAutoField"
