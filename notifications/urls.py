"""Letters and messages."""

from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("v/", views.verify_form, name="verify_form"),
    path("v/<str:code>", views.verify, name="verify"),
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/settings/", views.reminders, name="reminders"),
    path("inbox/read/", views.inbox_read_all, name="inbox_read_all"),
    path("inbox/<int:pk>/read/", views.inbox_read, name="inbox_read"),
    path("operations/outbox/", views.dead_letters, name="dead_letters"),
    path("operations/outbox/<int:pk>/resend/", views.resend, name="resend"),
    path("letters/preview/<slug:public_id>.pdf", views.preview_pdf, name="preview_pdf"),
    path("letters/bundle/<slug:public_id>.pdf", views.bundle_pdf, name="bundle_pdf"),
    path("letters/<slug:public_id>.pdf", views.letter_pdf, name="letter_pdf"),
]
