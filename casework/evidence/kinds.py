"""What a file is, by its name and by its first bytes. Both must say the same."""

EXTENSIONS = {"pdf": "pdf", "ofd": "ofd", "jpg": "jpg", "jpeg": "jpg", "png": "png"}
MAGIC = {"pdf": b"%PDF-", "ofd": b"PK\x03\x04", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "jpg": "image/jpeg",
    "png": "image/png",
}
LONGEST_MAGIC = max(map(len, MAGIC.values()))


def kind_of(name: str, head: bytes) -> str:
    """The kind that the extension and the first bytes agree on, else nothing."""
    _stem, dot, extension = name.rpartition(".")
    kind = EXTENSIONS.get(extension.lower(), "") if dot else ""
    return kind if kind and head.startswith(MAGIC[kind]) else ""
