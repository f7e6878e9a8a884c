from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RechecksConfig(AppConfig):
    name = "rechecks"
    verbose_name = _("Rechecks")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are loaded only now, and what is added here is made with them.
        from casework import access, probes
        from notifications.readers import READERS as LETTER_READERS
        from rechecks.probes import ATTACKS
        from rechecks.selectors.blindness import hidden_cases, reads_for_a_recheck
        from rechecks.selectors.circulars import reads_circular
        from rechecks.views.supervised_signs import supervised_signs
        from repair.views.shown_queue import FURTHER_SIGNS

        for attacks in ATTACKS:
            if attacks not in probes.FURTHER:
                probes.FURTHER.append(attacks)
        if supervised_signs not in FURTHER_SIGNS:
            FURTHER_SIGNS.append(supervised_signs)
        if reads_circular not in LETTER_READERS:
            LETTER_READERS.append(reads_circular)
        if hidden_cases not in access.HIDDEN:
            access.HIDDEN.append(hidden_cases)
            access.READERS.append(reads_for_a_recheck)
