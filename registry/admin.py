"""The administration of the register: departments and channels can be edited, records only read.

Whatever a case, an import or the rules write is protected; an administrator who could edit it here
would pass by the case, its department and its events.
"""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from registry.models import (
    Channel,
    Classification,
    ClassRequest,
    CorrectionNotice,
    Department,
    Export,
    FormerNumber,
    ImportBatch,
    ImportMending,
    ImportRun,
    Mandate,
    MandateEvent,
    MandateOffer,
    Membership,
    Obligation,
    Publication,
    PublicationChange,
    Record,
    RecordMove,
    RecordRevision,
    RecordShare,
    ReopeningCertificate,
    SanctionsMeasure,
    Subject,
)


class ReadOnlyMixin:
    """Nothing can be added, changed or deleted."""

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """The base of the admin of every protected table, here and in the rooms above."""

    actions = None
    list_editable = ()


class ReadOnlyInline(ReadOnlyMixin, admin.TabularInline):
    extra = 0
    show_change_link = False


@admin.register(Department)
class DepartmentAdmin(admin.ModelAdmin):
    list_display = ["name", "uscc", "region_name", "jurisdiction", "adopts_default_classes", "merged_on"]
    list_filter = ["level", "sector", "adopts_default_classes"]
    search_fields = ["name", "short_name", "uscc"]
    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """A department merges into a successor; it is never deleted."""
        return False


@admin.register(Channel)
class ChannelAdmin(admin.ModelAdmin):
    list_display = ["name", "code", "address"]
    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """What was shown on a channel refers to it."""
        return False


class ObligationInline(ReadOnlyInline):
    model = Obligation


class SanctionsMeasureInline(ReadOnlyInline):
    model = SanctionsMeasure


class PublicationInline(ReadOnlyInline):
    model = Publication
    fields = ["channel", "state", "shown_from", "shown_until", "ended_on"]


@admin.register(Subject)
class SubjectAdmin(ReadOnlyAdmin):
    """Subjects as they may be shown: a person's number and name are masked here too."""

    list_display = ["shown_name", "kind", "number", "standing"]
    list_filter = ["kind", "standing"]
    search_fields = ["uscc"]
    fields = ["shown_name", "kind", "number", "id_type", "legal_representative", "standing"]
    readonly_fields = ["shown_name", "number"]

    @admin.display(description=_("name"))
    def shown_name(self, subject: Subject) -> str:
        return subject.shown_name

    @admin.display(description=_("number"))
    def number(self, subject: Subject) -> str:
        return subject.shown_number


@admin.register(Record)
class RecordAdmin(ReadOnlyAdmin):
    list_display = ["document_number", "department", "severity", "decided_on", "repairable_from"]
    list_filter = ["severity", "kind", "department"]
    list_select_related = ["department"]
    search_fields = ["document_key", "subject__uscc"]
    show_full_result_count = False
    inlines = [ObligationInline, SanctionsMeasureInline, PublicationInline]


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    list_display = ["record", "channel", "state", "shown_from", "shown_until", "ended_on"]
    list_filter = ["channel", "state"]
    list_select_related = ["record", "channel"]
    show_full_result_count = False


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    list_display = [
        "name",
        "file_name",
        "started_at",
        "created",
        "updated",
        "unchanged",
        "rejected",
        "undone_at",
    ]


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ["number", "file_name", "state", "uploaded_by", "uploaded_at", "confirmed_by"]
    list_select_related = ["uploaded_by", "confirmed_by"]
    list_filter = ["state"]
    fields = [
        "file_name", "state", "sha256", "size", "uploaded_by", "uploaded_at", "checked_at", "confirmed_by",
        "confirmed_at", "total", "created", "updated", "unchanged", "rejected", "cleared_on",
    ]  # fmt: skip


@admin.register(ImportMending)
class ImportMendingAdmin(ReadOnlyAdmin):
    """What was corrected, as it may be shown: the value itself stays encrypted."""

    list_display = ["run", "number", "field", "before", "after", "by", "at"]
    list_select_related = ["run", "by"]
    fields = ["run", "number", "field", "before", "after", "by", "at"]


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    """Duties are given and taken by registry.duties, which keeps groups and memberships together."""

    list_display = ["user", "department", "since", "until"]
    list_select_related = ["user", "department"]


@admin.register(Mandate)
class MandateAdmin(ReadOnlyAdmin):
    list_display = ["user", "subject", "role", "authorised_on", "until", "revoked_on"]
    list_select_related = ["user", "subject"]


@admin.register(MandateOffer)
class MandateOfferAdmin(ReadOnlyAdmin):
    list_display = ["subject", "offered_to", "state", "offered_on", "until"]
    list_select_related = ["subject", "offered_to"]
    list_filter = ["state"]


@admin.register(MandateEvent)
class MandateEventAdmin(ReadOnlyAdmin):
    list_display = ["subject", "agent", "verb", "by", "on"]
    list_select_related = ["subject", "agent", "by"]
    list_filter = ["verb"]


@admin.register(PublicationChange)
class PublicationChangeAdmin(ReadOnlyAdmin):
    list_display = ["publication", "source", "target", "on", "because"]
    list_select_related = ["publication__record", "publication__channel"]
    show_full_result_count = False


@admin.register(Classification)
class ClassificationAdmin(ReadOnlyAdmin):
    list_display = ["record", "severity", "basis", "by", "on"]
    list_select_related = ["record", "by"]
    show_full_result_count = False


@admin.register(ClassRequest)
class ClassRequestAdmin(ReadOnlyAdmin):
    list_display = ["record", "by", "on"]
    list_select_related = ["record", "by"]
    show_full_result_count = False


@admin.register(RecordMove)
class RecordMoveAdmin(ReadOnlyAdmin):
    list_display = ["record", "source", "target", "on", "because"]
    list_select_related = ["record", "source", "target"]
    search_fields = ["record__document_key", "because"]
    show_full_result_count = False


@admin.register(RecordRevision)
class RecordRevisionAdmin(ReadOnlyAdmin):
    list_display = ["record", "batch"]
    list_select_related = ["record", "batch"]
    show_full_result_count = False


@admin.register(FormerNumber)
class FormerNumberAdmin(ReadOnlyAdmin):
    list_display = ["record", "document_key", "on", "because"]
    list_select_related = ["record"]
    show_full_result_count = False


@admin.register(RecordShare)
class RecordShareAdmin(ReadOnlyAdmin):
    list_display = ["record", "receiver", "what", "on", "entered_by"]
    list_select_related = ["record", "entered_by"]
    search_fields = ["record__document_key", "receiver"]
    show_full_result_count = False


@admin.register(CorrectionNotice)
class CorrectionNoticeAdmin(ReadOnlyAdmin):
    list_display = ["number", "record", "kind", "on", "ended_on"]
    list_select_related = ["record"]
    search_fields = ["number"]
    show_full_result_count = False


@admin.register(ReopeningCertificate)
class ReopeningCertificateAdmin(ReadOnlyAdmin):
    list_display = ["record", "department", "filed_by", "filed_on", "opens_on", "opened_on"]
    list_select_related = ["record", "department", "filed_by"]
    show_full_result_count = False


@admin.register(Export)
class ExportAdmin(ReadOnlyAdmin):
    list_display = ["public_id", "title", "form", "rows", "sha256", "by", "at"]
    list_select_related = ["by"]
    show_full_result_count = False
