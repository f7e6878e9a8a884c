from django.apps import AppConfig
from django.core.checks import Tags, register
from django.core.validators import MaxLengthValidator
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = _("Casework")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are loaded only now, and the guards are made of them.
        from casework import guards, probes, protected
        from casework.typed import TOO_LONG

        MaxLengthValidator.message = TOO_LONG
        post_migrate.connect(guards.renew, sender=self, dispatch_uid="casework.guards")
        register(probes.check_guards, Tags.database)
        register(protected.check_admins, "admin")
