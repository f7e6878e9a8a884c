from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RepairConfig(AppConfig):
    name = "repair"
    verbose_name = _("Credit repair")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are loaded only now, and the attacks are made with them.
        from casework import probes
        from repair.probes import attacks_on_training

        if attacks_on_training not in probes.FURTHER:
            probes.FURTHER.append(attacks_on_training)
