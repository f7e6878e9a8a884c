"""What people say of a record in the walks, and who takes which next step, by status and bend."""

from objections.models import Origin, Status

CLAIMS = [
    ("wrong_content", {"fine_yuan": "3200"}),
    ("wrong_content", {"title": "未按规定记录台账", "fine_yuan": "4100"}),
    ("differs_from_decision", {"document_number": "江环罚〔2026〕9001号"}),
    ("wrong_content", {"decided_on": "2025-06-08"}),
    ("class_or_period", {"severity": "minor"}),
    ("class_or_period", {"severity": "serious"}),
    ("not_publishable", {}),
    ("repair_result", {}),
]
RAISED_BY = {
    Origin.SUBJECT: "representative",
    Origin.DEPARTMENT: "reviewer",
    Origin.COMPLAINT: "credit_officer",
    Origin.PLATFORM: "credit_officer",
}
DENIED = dict.fromkeys(["record", "fine_yuan", "title", "document_number", "decided_on", "severity"], "right")
UNKNOWN = dict.fromkeys(DENIED, "unverifiable")
HALF = {"title": "right"}

# By status and bend: who, what, and what is said. `party` is whoever raised it, `reviewer` whoever has it.
WAYS = {
    Status.FILED: {
        "straight": ("credit_officer", "takes_up"),
        "ask": ("credit_officer", "asks_evidence", "营业执照"),
        "decline": ("credit_officer", "turns_away"),
    },
    Status.ACCEPTED: {
        "straight": ("credit_officer", "forwards"),
        "ask": ("credit_officer", "asks_evidence", "处罚决定书"),
        "copy": ("credit_officer", "corrects_what_differs"),
    },
    Status.VERIFYING: {
        "straight": ("reviewer", "concludes"),
        "deny": ("reviewer", "concludes", DENIED),
        "half": ("reviewer", "concludes", HALF),
        "unknown": ("reviewer", "concludes", UNKNOWN),
        "ask": ("reviewer", "asks_the_party", "处罚决定书原件照片"),
        "hand_on": ("reviewer", "says_it_is_of", "elsewhere"),
    },
    "proposed": {"straight": ("second", "confirms"), "deny": ("second", "does_not_confirm")},
    Status.SUPPLEMENTING: {"straight": ("party", "sends_evidence", "已上传")},
    Status.MISROUTED: {
        "straight": ("credit_officer", "says_whose", "elsewhere"),
        "deny": ("credit_officer", "says_whose", "department"),
    },
    Status.APPLIED_TO_RECORD: {"straight": ("channels", "follow")},
    Status.CLOSED: {"straight": ("party", "asks_for_review")},
    Status.DISMISSED: {"straight": ("party", "asks_for_review")},
    "to be sent above": {"straight": ("checker", "sends_above")},
    Status.REVIEWING_ABOVE: {
        "straight": ("checker", "enters_the_answer"),
        "deny": ("checker", "enters_the_answer", DENIED),
        "half": ("checker", "enters_the_answer", HALF),
    },
    Status.REVIEWING: {
        "straight": ("checker", "reviews"),
        "deny": ("checker", "reviews", DENIED),
        "half": ("checker", "reviews", HALF),
        "unknown": ("checker", "reviews", UNKNOWN),
    },
}
