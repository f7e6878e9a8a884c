from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ObjectionsConfig(AppConfig):
    name = "objections"
    verbose_name = _("Objections")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are loaded only now, and the attacks are made with them.
        from casework import probes
        from objections.probes import attacks_on_objections

        if attacks_on_objections not in probes.FURTHER:
            probes.FURTHER.append(attacks_on_objections)
