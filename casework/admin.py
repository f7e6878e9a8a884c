"""Cases and their events to look at; what happened is changed by nobody."""

from django.contrib import admin
from viewflow.workflow.admin import ProcessAdmin, TaskAdmin, TaskInline
from viewflow.workflow.models import Process, Task

from casework.models import (
    ApplicationBar,
    Case,
    CaseEvent,
    CaseLook,
    ChannelOrder,
    ChannelReceipt,
    Effect,
    EvidenceFile,
    EvidenceLook,
    LegalStep,
    RecordCorrection,
    Removal,
    Restoration,
    Withdrawal,
)
from registry.admin import ReadOnlyAdmin, ReadOnlyInline, ReadOnlyMixin


class CaseEventInline(ReadOnlyInline):
    model = CaseEvent
    fk_name = "case"
    fields = ("seq", "verb", "source", "target", "capacity", "actor", "on", "words")


class ChannelReceiptInline(ReadOnlyInline):
    model = ChannelReceipt
    fields = ("channel", "attempts", "removed_at", "seen_absent_at", "last_error")


@admin.register(Case)
class CaseAdmin(ReadOnlyAdmin):
    list_display = ("number", "machine", "status", "department", "desk", "due_on", "closed")
    list_filter = ("machine", "status", "desk", "closed")
    list_select_related = ("department",)
    search_fields = ("number",)
    show_full_result_count = False
    inlines = (CaseEventInline,)


@admin.register(CaseEvent)
class CaseEventAdmin(ReadOnlyAdmin):
    list_display = ("case", "seq", "verb", "source", "target", "capacity", "actor", "on")
    list_filter = ("verb", "capacity")
    list_select_related = ("case", "actor")
    search_fields = ("case__number",)
    ordering = ("-pk",)
    show_full_result_count = False


@admin.register(LegalStep)
class LegalStepAdmin(ReadOnlyAdmin):
    list_display = ("machine", "verb", "source", "target", "capacity", "closes", "second")
    list_filter = ("machine", "capacity")


@admin.register(Removal)
class RemovalAdmin(ReadOnlyAdmin):
    list_display = ("case", "record", "ordered_on")
    list_select_related = ("case", "record")
    search_fields = ("case__number",)
    show_full_result_count = False
    inlines = (ChannelReceiptInline,)


@admin.register(RecordCorrection)
class RecordCorrectionAdmin(ReadOnlyAdmin):
    list_display = ("record", "case", "field", "on")
    list_filter = ("field",)
    list_select_related = ("record", "case")
    search_fields = ("case__number",)
    show_full_result_count = False


@admin.register(Withdrawal)
class WithdrawalAdmin(ReadOnlyAdmin):
    list_display = ("record", "case", "kind", "on", "principal")
    list_filter = ("kind",)
    list_select_related = ("record", "case", "principal__record", "principal__case")
    search_fields = ("case__number",)
    show_full_result_count = False


@admin.register(Restoration)
class RestorationAdmin(ReadOnlyAdmin):
    list_display = ("record", "case", "finding", "shown_until", "on")
    list_select_related = ("record", "case", "finding")
    search_fields = ("case__number", "finding__number")
    show_full_result_count = False


@admin.register(ApplicationBar)
class ApplicationBarAdmin(ReadOnlyAdmin):
    list_display = ("subject", "restoration", "starts_on", "until", "published_until", "confirmed")
    list_filter = ("confirmed",)
    list_select_related = ("subject", "restoration__record", "restoration__case")
    show_full_result_count = False


@admin.register(EvidenceFile)
class EvidenceFileAdmin(ReadOnlyAdmin):
    """What became of each file; what stands in it is read by those of the case alone."""

    list_display = (
        "public_id",
        "case",
        "record",
        "purpose",
        "kind",
        "state",
        "refusal",
        "uploaded_at",
        "last_error",
    )
    list_filter = ("state", "refusal", "purpose", "kind")
    list_select_related = ("case", "record")
    search_fields = ("case__number", "record__document_number", "public_id")
    exclude = ("name", "text", "marks", "explanation", "stored")
    show_full_result_count = False


@admin.register(CaseLook)
class CaseLookAdmin(ReadOnlyAdmin):
    list_display = ("case", "user", "purpose", "page", "at")
    list_select_related = ("case", "user")
    search_fields = ("case__number", "user__username")
    show_full_result_count = False


@admin.register(EvidenceLook)
class EvidenceLookAdmin(ReadOnlyAdmin):
    list_display = ("file__public_id", "user", "page", "at")
    list_select_related = ("file", "user")
    search_fields = ("file__case__number", "file__record__document_number", "user__username")
    show_full_result_count = False


@admin.register(ChannelReceipt)
class ChannelReceiptAdmin(ReadOnlyAdmin):
    list_display = ("removal", "channel", "attempts", "removed_at", "seen_absent_at", "next_at")
    list_filter = ("channel",)
    list_select_related = ("removal__case", "removal__record", "channel")
    show_full_result_count = False


@admin.register(Effect)
class EffectAdmin(ReadOnlyAdmin):
    list_display = ("record", "case", "kind", "begun_on", "ended_on", "confirmed")
    list_filter = ("kind", "confirmed")
    list_select_related = ("record", "case")
    search_fields = ("case__number",)
    ordering = ("-pk",)
    show_full_result_count = False


@admin.register(ChannelOrder)
class ChannelOrderAdmin(ReadOnlyAdmin):
    list_display = ("record", "channel", "kind", "case", "attempts", "done_at", "seen_at", "last_error")
    list_filter = ("kind", "channel")
    list_select_related = ("record", "channel", "case")
    search_fields = ("case__number",)
    ordering = ("-pk",)
    show_full_result_count = False


# viewflow brings pages on which a process can be deleted and a task given to anybody: here they only
# show. Moving a task would not move the case, but it would hide it from its desk.
admin.site.unregister([Process, Task])


class ReadOnlyTaskInline(ReadOnlyMixin, TaskInline):
    pass


@admin.register(Process)
class ProcessToReadAdmin(ReadOnlyMixin, ProcessAdmin):
    inlines = (ReadOnlyTaskInline,)
    date_hierarchy = None
    show_full_result_count = False


@admin.register(Task)
class TaskToReadAdmin(ReadOnlyMixin, TaskAdmin):
    list_select_related = ("process", "owner")
    date_hierarchy = None
    show_full_result_count = False
