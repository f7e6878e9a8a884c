"""The admin shows protected tables and changes none of them, whoever asks."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import reverse

from registry.admin import ReadOnlyAdmin
from registry.models import Channel, Department, Record, Subject
from tests.registry.conftest import clean_rows

pytestmark = pytest.mark.django_db

EDITABLE = {Department, Channel}


@pytest.fixture
def root(client):
    client.force_login(get_user_model().objects.create_superuser("root"))
    return client


def ours():
    return [
        (model, each) for model, each in admin.site._registry.items() if model._meta.app_label == "registry"
    ]


def test_every_registered_table_but_departments_and_channels_is_read_only():
    assert {model for model, each in ours() if not isinstance(each, ReadOnlyAdmin)} == EDITABLE


@pytest.mark.parametrize("model", [Record, Subject])
def test_a_superuser_can_look_and_can_change_nothing(root, bring, model):
    bring(clean_rows(1))
    thing, name = model.objects.get(), model._meta.model_name
    before = model.objects.values().get()
    change = reverse(f"admin:registry_{name}_change", args=[thing.pk])
    assert root.get(change).status_code == 200
    assert root.get(reverse(f"admin:registry_{name}_changelist")).status_code == 200
    assert root.post(change, {"severity": "minor", "name": "x"}).status_code == 403
    assert (
        root.post(reverse(f"admin:registry_{name}_delete", args=[thing.pk]), {"post": "yes"}).status_code
        == 403
    )
    assert root.post(reverse(f"admin:registry_{name}_add"), {}).status_code == 403
    assert model.objects.values().get() == before


def test_a_persons_number_and_name_are_masked(root, bring):
    row = clean_rows(1, person=True)[0]
    bring([row])
    subject = Subject.objects.get()
    pages = [
        root.get(reverse("admin:registry_subject_changelist")),
        root.get(reverse("admin:registry_subject_change", args=[subject.pk])),
        root.get(reverse("admin:registry_record_change", args=[Record.objects.get().pk])),
    ]
    for page in pages:
        assert row["CF_XDR_ZJHM"] not in page.content.decode()
        assert row["CF_XDR_MC"] not in page.content.decode()
    assert subject.shown_number in pages[0].content.decode()
