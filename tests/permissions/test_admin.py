"""The admin shows protected tables; a superuser sees everything and changes nothing."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.sites import AdminSite
from django.core import checks
from django.test import Client
from django.urls import reverse

from casework.models import Case, CaseEvent
from casework.protected import check_admins, is_protected, ways_to_write
from tests.permissions.asking import changed, checksums, undone
from tests.permissions.conftest import CELLS

pytestmark = pytest.mark.django_db
PROTECTED = sorted(
    (model for model in admin.site._registry if is_protected(model)), key=lambda m: m._meta.label
)
each_table = pytest.mark.parametrize("model", PROTECTED, ids=lambda model: model._meta.label)


def pages_of(model):
    """Where the admin shows or would write the table, with a row of it where there is one."""
    base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    row = model._default_manager.order_by("pk").first()
    pk = row.pk if row else 1
    return {
        "list": reverse(f"{base}_changelist"),
        "add": reverse(f"{base}_add"),
        "change": reverse(f"{base}_change", args=[pk]),
        "delete": reverse(f"{base}_delete", args=[pk]),
        "history": reverse(f"{base}_history", args=[pk]),
    }, row


def signed_in(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture(scope="module")
def root(stage):
    """The superuser, signed in; the tables as they are then."""
    return signed_in(stage.people["superuser"])


@pytest.fixture(scope="module")
def untouched(root):
    return checksums()


def test_what_the_procedure_writes_is_protected_and_to_be_seen():
    shown = {model._meta.label for model in PROTECTED}
    assert shown >= {
        "casework.Case", "casework.CaseEvent", "casework.LegalStep", "casework.Removal", "casework.ChannelReceipt",
        "repair.RepairCase", "repair.FulfilmentStatement", "repair.SupplementRequest", "notifications.Letter",
        "registry.Record", "rules.RuleSetVersion", "viewflow.Process", "viewflow.Task",
    }  # fmt: skip


@each_table
def test_a_superuser_changes_nothing(root, untouched, model):
    pages, row = pages_of(model)
    sent = {"_selected_action": [row.pk] if row else [1], "action": "delete_selected", "post": "yes"}
    columns = {field.attname: "1" for field in model._meta.concrete_fields}
    with undone():
        for page in ("add", "change", "delete"):
            CELLS["POST of the admin"] += 1
            assert root.post(pages[page], columns | {"post": "yes"}).status_code in {
                403,
                404 if not row else 403,
            }
        CELLS["POST of the admin"] += 1
        assert root.post(pages["list"], sent).status_code in {200, 302, 403}
        assert not changed(untouched)


@each_table
def test_a_superuser_sees_every_row(root, model):
    pages, row = pages_of(model)
    assert root.get(pages["list"]).status_code == 200
    if row:
        assert root.get(pages["change"]).status_code == 200


@pytest.mark.parametrize(
    "person", ["anonymous", "applicant", "reviewer", "lead", "credit_office", "administrator"]
)
def test_nobody_else_comes_in(stage, person):
    client = signed_in(stage.people[person]) if person != "anonymous" else Client()
    for model in PROTECTED:
        for page in pages_of(model)[0].values():
            for method in (client.get, client.post):
                CELLS["admin, by others"] += 1
                answer = method(page)
                assert answer.status_code == 302, page
                assert answer.url.startswith("/admin/login/"), page


def test_looking_changes_no_table(root, untouched):
    for model in PROTECTED:
        pages, _row = pages_of(model)
        for page in ("list", "change", "history"):
            root.get(pages[page])
    assert not changed(untouched)


def test_the_check_passes_as_it_stands():
    assert check_admins() == []


def test_an_admin_that_can_write_a_protected_table_stops_the_start(monkeypatch):
    writable = AdminSite(name="writable")
    writable.register(Case, admin.ModelAdmin)
    monkeypatch.setattr("casework.protected.all_sites", [writable])
    [problem] = check_admins()
    assert (problem.id, problem.level) == ("casework.E004", checks.ERROR)
    assert "add, change, delete" in problem.msg


def test_an_inline_that_can_write_a_protected_table_stops_the_start_too(monkeypatch):
    class Events(admin.TabularInline):
        model = CaseEvent
        fk_name = "case"

    writable = AdminSite(name="writable")
    writable.register(
        apps.get_model("registry.Department"), type("A", (admin.ModelAdmin,), {"inlines": [Events]})
    )
    monkeypatch.setattr("casework.protected.all_sites", [writable])
    assert [problem.id for problem in check_admins()] == ["casework.E004"]


def test_an_action_on_the_list_is_a_way_to_write(rf):
    class Closing(admin.ModelAdmin):
        actions = ["close"]

        @admin.action
        def close(self, request, queryset):
            queryset.update(closed=True)

        def has_add_permission(self, request):
            return False

        has_change_permission = has_delete_permission = lambda self, request, obj=None: False

    assert ways_to_write(Closing(Case, AdminSite())) == ["action close"]
