"""What the database itself refuses, kept in force and proved.

The guards are composite foreign keys, checks and triggers that come with the migrations
(casework 0002_guards). Here: the table of legal steps and the grants of the application's role,
renewed after each migration.
"""

from dataclasses import asdict, fields
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from casework.fsm import Step, steps_of
from casework.models import Case, LegalStep

# What the application's role may not do, table by table. Everything else it may read and write.
WITHHELD = {
    "casework_caseevent": "UPDATE, DELETE",
    "casework_case": "DELETE",
    "casework_caselook": "UPDATE, DELETE",
    "casework_channelorder": "DELETE",
    "casework_effect": "DELETE",
    "casework_applicationbar": "UPDATE, DELETE",
    "casework_restoration": "UPDATE, DELETE",
    "casework_recordcorrection": "UPDATE, DELETE",
    "casework_removal": "UPDATE, DELETE",
    "casework_withdrawal": "UPDATE, DELETE",
    "casework_evidencefile": "DELETE",
    "casework_evidencelook": "UPDATE, DELETE",
    "casework_legalstep": "INSERT, UPDATE, DELETE",
    "notifications_letter": "DELETE",
    "notifications_publiccopy": "DELETE",
    "notifications_resend": "UPDATE, DELETE",
    "objections_claimanswer": "DELETE",
    "objections_evidencerequest": "DELETE",
    "registry_correctionnotice": "DELETE",
    "registry_export": "UPDATE, DELETE",
    "registry_formernumber": "UPDATE, DELETE",
    "registry_importmending": "UPDATE, DELETE",
    "registry_importrun": "DELETE",
    "registry_mandate": "DELETE",
    "registry_mandateevent": "UPDATE, DELETE",
    "registry_mandateoffer": "DELETE",
    "registry_membership": "DELETE",
    "repair_counterfiling": "UPDATE, DELETE",
    "registry_publicationchange": "UPDATE",
    "registry_classification": "UPDATE",
    "registry_recordmove": "UPDATE, DELETE",
    "registry_recordshare": "UPDATE, DELETE",
    "registry_reopeningcertificate": "DELETE",
    "repair_attendancelist": "DELETE",
    "repair_attendancerow": "UPDATE, DELETE",
    "repair_coursefile": "UPDATE, DELETE",
    "repair_courseversion": "UPDATE, DELETE",
    "repair_handover": "UPDATE, DELETE",
    "repair_offlineattendance": "UPDATE, DELETE",
    "repair_quizanswer": "UPDATE, DELETE",
    "repair_quizattempt": "UPDATE, DELETE",
    "repair_remark": "UPDATE, DELETE",
    "repair_sectionread": "UPDATE, DELETE",
    "repair_trainingcertificate": "UPDATE, DELETE",
    "rechecks_calendareffect": "UPDATE, DELETE",
    "rechecks_calendarnotice": "DELETE",
    "rechecks_calendarrelease": "UPDATE, DELETE",
    "rechecks_casefacts": "INSERT, UPDATE, DELETE",
    "rechecks_casemonth": "INSERT, UPDATE, DELETE",
    "rechecks_coursedraft": "DELETE",
    "rechecks_courserelease": "UPDATE, DELETE",
    "rechecks_disposal": "DELETE",
    "rechecks_draw": "UPDATE, DELETE",
    "rechecks_drawnitem": "UPDATE, DELETE",
    "rechecks_drawnpopulation": "UPDATE, DELETE",
    "rechecks_dryrun": "DELETE",
    "rechecks_dryrunline": "UPDATE, DELETE",
    "rechecks_acceptance": "UPDATE, DELETE",
    "rechecks_circular": "UPDATE, DELETE",
    "rechecks_compliance": "UPDATE, DELETE",
    "rechecks_correctionorder": "UPDATE, DELETE",
    "rechecks_finding": "UPDATE, DELETE",
    "rechecks_escalation": "UPDATE, DELETE",
    "rechecks_figurethreshold": "UPDATE, DELETE",
    "rechecks_interview": "UPDATE, DELETE",
    "rechecks_ruledraft": "DELETE",
    "rechecks_ruleeffect": "UPDATE, DELETE",
    "rechecks_rulerelease": "UPDATE, DELETE",
    "rechecks_supervisedcase": "UPDATE, DELETE",
    "rechecks_supervisionevent": "UPDATE, DELETE",
    "rechecks_supervisionnotice": "UPDATE, DELETE",
    "rechecks_legalhold": "DELETE",
    "rechecks_movedday": "UPDATE, DELETE",
    "rechecks_othersettler": "UPDATE, DELETE",
    "rechecks_proposal": "UPDATE, DELETE",
    "rechecks_statement": "UPDATE, DELETE",
    "rules_rulesetversion": "UPDATE, DELETE",
    "django_migrations": "INSERT, UPDATE, DELETE",
}
# and what of it is given back: what a correction of an import read goes with its file (registry 0014),
# an open notice passes to the successor of its department (rechecks 0006), days that were given follow the
# calendar (rechecks 0022).
GIVEN_BACK = {
    "registry_importmending": "UPDATE (value)",
    "rechecks_correctionorder": "UPDATE (answer_by, correct_by)",
    "rechecks_proposal": "UPDATE (statement_by)",
    "rechecks_supervisionnotice": "UPDATE (department_id, reply_by)",
}


STEP_COLUMNS = ("machine", *(each.name for each in fields(Step)))


def machines() -> dict[str, type[Case]]:
    """Every kind of case by the name of its machine."""
    kinds: list[Any] = [model for model in apps.get_models() if issubclass(model, Case) and model is not Case]
    return {model.MACHINE: model for model in kinds}


def declared_steps() -> set[tuple[Any, ...]]:
    """The legal steps as the code declares them: one tuple of `LegalStep`'s columns each."""
    return {
        (machine, *asdict(step).values()) for machine, model in machines().items() for step in steps_of(model)
    }


def stored_steps() -> set[tuple[Any, ...]]:
    """The legal steps as the database holds them."""
    return set(LegalStep.objects.values_list(*STEP_COLUMNS))


@transaction.atomic
def renew(**_: Any) -> None:
    """After a migration: bring legal steps and grants up to the code. Steps that cases took stay."""
    LegalStep.objects.bulk_create(
        [
            LegalStep(**dict(zip(STEP_COLUMNS, step, strict=True)))
            for step in declared_steps() - stored_steps()
        ]
    )
    _drop_steps_nobody_took()
    _grant_to_the_application()


def _drop_steps_nobody_took() -> None:
    for step in stored_steps() - declared_steps():
        machine, verb, source, target, *_rest = step
        taken = apps.get_model("casework.CaseEvent").objects.filter(
            machine=machine, verb=verb, source=source, target=target
        )
        if not taken.exists():
            LegalStep.objects.filter(machine=machine, verb=verb, source=source, target=target).delete()


def _grant_to_the_application() -> None:
    role = connection.ops.quote_name(settings.DATABASE_APP_ROLE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.DATABASE_APP_ROLE])
        if not cursor.fetchone():
            return  # check E002 says so
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        present = set(connection.introspection.table_names(cursor))
        for table, rights in WITHHELD.items():
            if table in present:
                cursor.execute(f"REVOKE {rights} ON {connection.ops.quote_name(table)} FROM {role}")
        for table, rights in GIVEN_BACK.items():
            if table in present:
                cursor.execute(f"GRANT {rights} ON {connection.ops.quote_name(table)} TO {role}")
