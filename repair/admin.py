"""Repair cases and their papers to look at; the pages of the procedure are the only way to change them."""

from django.contrib import admin

from registry.admin import ReadOnlyAdmin, ReadOnlyInline
from repair.models import (
    AttendanceList,
    CourseFile,
    CourseVersion,
    FulfilmentStatement,
    OfflineAttendance,
    PreparedDecision,
    QuizAnswer,
    QuizAttempt,
    RepairCase,
    RepairNotice,
    SectionRead,
    SupplementRequest,
    TrainingCertificate,
)


class FulfilmentStatementInline(ReadOnlyInline):
    model = FulfilmentStatement
    fields = ("obligation", "fulfilled_on", "proof", "accepted", "judgement", "judged_by")


class SupplementRequestInline(ReadOnlyInline):
    model = SupplementRequest
    fields = ("stage", "items", "asked_on", "answer_by", "answered_on", "answers")


@admin.register(RepairCase)
class RepairCaseAdmin(ReadOnlyAdmin):
    list_display = ("number", "status", "department", "desk", "submitted_on", "due_on", "decided_on")
    list_filter = ("status", "desk")
    list_select_related = ("department",)
    search_fields = ("number",)
    show_full_result_count = False
    exclude = ("contact_phone",)  # needed by nobody who repairs the system
    inlines = (FulfilmentStatementInline, SupplementRequestInline)


@admin.register(FulfilmentStatement)
class FulfilmentStatementAdmin(ReadOnlyAdmin):
    list_display = ("case", "obligation", "fulfilled_on", "accepted", "judged_by")
    list_select_related = ("case", "obligation", "judged_by")
    search_fields = ("case__number",)
    show_full_result_count = False


@admin.register(SupplementRequest)
class SupplementRequestAdmin(ReadOnlyAdmin):
    list_display = ("case", "stage", "asked_on", "answer_by", "answered_on")
    list_select_related = ("case",)
    search_fields = ("case__number",)
    show_full_result_count = False


@admin.register(PreparedDecision)
class PreparedDecisionAdmin(ReadOnlyAdmin):
    list_display = ("case", "verb", "by", "prepared_at", "until", "outcome", "ended_at")
    list_filter = ("outcome",)
    list_select_related = ("case", "by")
    search_fields = ("case__number",)
    show_full_result_count = False


@admin.register(AttendanceList)
class AttendanceListAdmin(ReadOnlyAdmin):
    list_display = ("number", "file_name", "uploaded_by", "uploaded_on", "recorded_by", "recorded_on")
    list_select_related = ("uploaded_by", "recorded_by")


@admin.register(OfflineAttendance)
class OfflineAttendanceAdmin(ReadOnlyAdmin):
    list_display = ("subject", "version", "held_on", "passed")
    list_select_related = ("subject", "version")
    show_full_result_count = False


@admin.register(CourseFile)
class CourseFileAdmin(ReadOnlyAdmin):
    list_display = ("title", "name", "size", "taken_in_at")


@admin.register(CourseVersion)
class CourseVersionAdmin(ReadOnlyAdmin):
    list_display = ("course", "ordinal", "published_at", "sha256")
    ordering = ("course", "-ordinal")


class QuizAnswerInline(ReadOnlyInline):
    model = QuizAnswer
    fields = ("position", "question", "chosen", "right")


@admin.register(QuizAttempt)
class QuizAttemptAdmin(ReadOnlyAdmin):
    list_display = ("subject", "version", "user", "on")
    list_select_related = ("subject", "version", "user")
    search_fields = ("subject__name", "user__username")
    ordering = ("-pk",)
    show_full_result_count = False
    inlines = (QuizAnswerInline,)


@admin.register(TrainingCertificate)
class TrainingCertificateAdmin(ReadOnlyAdmin):
    list_display = ("letter", "subject", "version", "score", "on", "valid_until")
    list_select_related = ("letter", "subject", "version")
    search_fields = ("letter__number", "subject__name")
    ordering = ("-pk",)
    show_full_result_count = False


@admin.register(SectionRead)
class SectionReadAdmin(ReadOnlyAdmin):
    list_display = ("subject", "version", "section", "user", "on")
    list_select_related = ("subject", "version", "user")
    show_full_result_count = False


@admin.register(RepairNotice)
class RepairNoticeAdmin(ReadOnlyAdmin):
    list_display = (
        "record",
        "drawn_on",
        "drawn_by",
        "served_on",
        "way",
        "receipt",
        "noted_by",
        "scan_confirmed_by",
    )
    list_select_related = ("record", "drawn_by", "noted_by", "scan_confirmed_by")
    search_fields = ("record__document_number",)
    show_full_result_count = False
