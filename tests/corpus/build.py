"""Files that people send by mistake or on purpose: several hundred, made anew for each run, none kept in git.

`python -m tests.corpus.build FOLDER` writes them out. Each names the codes that may be said of it;
"clean" is one of them where a file is only odd.
"""

import io
import random
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tests.corpus.papers import a_pdf, a_picture, an_ofd, saved

SIZE_LIMIT = 2 << 20  # of the test, so that too big is quickly made
ANY = frozenset({"clean", "damaged", "virus", "type", "password", "too_large", "too_long"})
CHANCE = random.Random(20261121)  # noqa: S311 - the same files each time


@dataclass(frozen=True)
class Sample:
    """One file with its name and what may be said of it."""

    about: str
    name: str
    content: bytes
    says: frozenset[str]


def corpus() -> list[Sample]:
    made = [
        *_wrong_names(), *_no_documents(), *_polyglots(), *_odd_names(), *_truncated(), *_flipped(), *_acting_pdfs(),
        *_odd_pdfs(), *_odd_pictures(), *_odd_ofds(),
    ]  # fmt: skip
    return [Sample(about, name, content, frozenset(says.split())) for about, name, content, says in made]


Rows = Iterator[tuple[str, str, bytes, str]]


def _good() -> dict[str, bytes]:
    return {
        "pdf": a_pdf(),
        "jpg": a_picture(size=(80, 80)),
        "png": a_picture("PNG", (80, 80)),
        "ofd": an_ofd(),
    }


def _wrong_names() -> Rows:
    good = _good()
    for kind, content in good.items():
        for other in good:
            if other != kind:
                yield f"{kind} called {other}", f"凭证.{other}", content, "type"
    for other in [
        "exe",
        "docx",
        "doc",
        "xlsx",
        "html",
        "htm",
        "svg",
        "gif",
        "js",
        "php",
        "bat",
        "cmd",
        "sh",
        "zip",
        "rar",
        "7z",
        "txt",
        "lnk",
        "scr",
        "apk",
        "dll",
        "heic",
        "bmp",
        "tif",
        "webp",
        "mp4",
        "xml",
    ]:
        yield f"a PDF called {other}", f"凭证.{other}", good["pdf"], "type"
        yield f"double extension {other}", f"凭证.pdf.{other}", good["pdf"], "type"
    yield "extension before the last", "凭证.exe.pdf", good["pdf"], "clean"
    yield "capital extension", "凭证.PDF", good["pdf"], "clean"
    yield "jpeg", "photo.JPEG", good["jpg"], "clean"
    yield "no extension", "凭证", good["pdf"], "type"
    yield "only an extension", ".pdf", good["pdf"], "type"
    yield "a full stop at the end", "凭证.pdf.", good["pdf"], "clean"


def _no_documents() -> Rows:
    noise = CHANCE.randbytes(5000)
    for kind in _good():
        yield f"empty {kind}", f"空.{kind}", b"", "empty"
        yield f"zero bytes {kind}", f"零.{kind}", bytes(5000), "type"
        yield f"0xFF {kind}", f"满.{kind}", b"\xff" * 5000, "type damaged"
        yield f"noise {kind}", f"噪.{kind}", noise, "type"
        yield f"one byte {kind}", f"一.{kind}", b"%", "type"
    for about, start in [
        ("a program", b"MZ\x90\0"), ("ELF", b"\x7fELF"), ("a script", b"#!/bin/sh\n"), ("HTML", b"<!doctype html>"),
        ("EICAR", rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"), ("GIF", b"GIF89a=1;"),
        ("RTF", b"{\\rtf1"), ("an old Word file", b"\xd0\xcf\x11\xe0"), ("PostScript", b"%!PS-Adobe"), ("RAR", b"Rar!\x1a"),
    ]:  # fmt: skip
        yield about, "凭证.pdf", start + noise, "type"
    for kind, magic in [
        ("pdf", b"%PDF-1.7\n"),
        ("jpg", b"\xff\xd8\xff\xe0"),
        ("png", b"\x89PNG\r\n\x1a\n"),
        ("ofd", b"PK\x03\x04"),
    ]:
        yield f"only the first bytes of a {kind}", f"头.{kind}", magic, "damaged"
        yield f"noise after the first bytes of a {kind}", f"头噪.{kind}", magic + noise, "damaged"
    yield "too big", "大.pdf", b"%PDF-1.7" + bytes(SIZE_LIMIT), "size"


def _polyglots() -> Rows:
    good = _good()
    script = b"<script>alert(1)</script>"
    for before in (b"\n", b"\xef\xbb\xbf", script, b"GIF89a", bytes(1000), b"PK\x03\x04"):
        yield f"{before[:8]!r} before a PDF", "凭证.pdf", before + good["pdf"], "type"
    packed = an_ofd()
    for kind in ("jpg", "png"):
        yield f"{kind} with a ZIP behind", f"图.{kind}", good[kind] + packed, "clean"
        yield f"{kind} with a script behind", f"图.{kind}", good[kind] + script, "clean"
        yield f"{kind} with a PDF behind", f"图.{kind}", good[kind] + good["pdf"], "clean"
    yield "a PDF with a script behind", "凭证.pdf", good["pdf"] + script, "clean damaged"
    yield "a PDF with a ZIP behind", "凭证.pdf", good["pdf"] + packed, "clean damaged"
    yield "a comment that is a script", "图.jpg", a_picture(size=(80, 80), comment=script), "clean"


def _odd_names() -> Rows:
    good = a_picture(size=(80, 80))
    for name in [
        "字" * 84 + ".jpg", "a" * 251 + ".jpg", "..\\..\\windows\\win.jpg", "../../../etc/passwd.jpg", "/dev/null.jpg",
        "CON.jpg", "NUL.jpg", "aux.jpg", "\u202egpj.exe.jpg", "\u200f\u200e右.jpg", "\u2066a\u2069.jpg", "a\u200bb.jpg",
        "\u4dae\u5803公司.jpg", "e\u0301\u0301.jpg", "👨‍👩‍👧‍👦.jpg", "a'b;c&d.jpg", "{{7*7}}.jpg", "<svg onload=alert(1)>.jpg", "%00%2e.jpg",
        "$(id).jpg", "a  b\t.jpg", "\uff0e\uff0e\uff0f图.jpg", "\ufeffBOM.jpg", "-rf.jpg",
    ]:  # fmt: skip
        yield f"name {ascii(name)[:40]}", name, good, "clean"


def _truncated() -> Rows:
    for kind, content in (
        ("pdf", a_pdf()),
        ("jpg", a_picture(size=(200, 200))),
        ("png", a_picture("PNG", (200, 200))),
    ):
        for share in range(5, 100, 5):
            says = "damaged clean" if share == 95 else "damaged"
            yield f"{kind} cut at {share} %", f"断.{kind}", content[: len(content) * share // 100], says


def _flipped() -> Rows:
    for kind, content in (
        ("pdf", a_pdf()),
        ("jpg", a_picture(size=(200, 200))),
        ("png", a_picture("PNG", (200, 200))),
    ):
        for number in range(10):
            flipped = bytearray(content)
            for _bit in range(1 + number):
                flipped[CHANCE.randrange(8, len(flipped))] ^= 1 << CHANCE.randrange(8)
            yield f"{kind} with {number + 1} bits flipped", f"翻.{kind}", bytes(flipped), " ".join(ANY)


def _acts() -> dict[str, dict[str, Dictionary]]:
    """What a document may not hold, made anew for each file: an object belongs to one document."""
    script = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    return {
        "script at opening": {"OpenAction": script},
        "script by name": {
            "Names": Dictionary(JavaScript=Dictionary(Names=Array([pikepdf.String("a"), script])))
        },
        "program at opening": {"OpenAction": Dictionary(S=Name.Launch, F="cmd.exe")},
        "file carried along": {"Names": Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))},
        "action at closing": {"AA": Dictionary(WC=script)},
        "XFA form": {"AcroForm": Dictionary(XFA=pikepdf.String("<xdp/>"), Fields=Array([]))},
        "form that is sent": {"OpenAction": Dictionary(S=Name.SubmitForm, F="https://a.invalid")},
        "data fetched": {"OpenAction": Dictionary(S=Name.ImportData, F="a.fdf")},
        "embedded document": {"Extra": Dictionary(S=Name.GoToE, T=Dictionary())},
        "rich media": {"Extra": Dictionary(Type=Name.Annot, Subtype=Name.RichMedia)},
        "attachment on the page": {"Extra": Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment)},
        "script that nothing points to": {"Extra": Dictionary(Deep=Array([Array([script])]))},
    }


def _acting_pdfs() -> Rows:
    for about in _acts():
        for hidden in (False, True):
            where = ", in an object stream" if hidden else ""
            yield f"{about}{where}", "凭证.pdf", _pdf_with(_acts()[about], hidden=hidden), "virus"
    yield "a link", "凭证.pdf", _pdf_with({"Extra": Dictionary(S=Name.URI, URI="https://a.invalid")}), "clean"
    yield (
        "a page at opening",
        "凭证.pdf",
        _pdf_with({"OpenAction": Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]))}),
        "clean",
    )
    for version in (2, 3, 4, 6):
        for user in ("1234", ""):
            with pikepdf.open(io.BytesIO(a_pdf())) as document:
                locked = saved(
                    document,
                    encryption=pikepdf.Encryption(
                        user=user, owner="5678", R=version, aes=version > 3, metadata=version > 3
                    ),
                )
            yield f"password, revision {version}, {user or 'none to open'}", "密.pdf", locked, "password"


def _pdf_with(root: dict, *, hidden: bool = False) -> bytes:
    mode = pikepdf.ObjectStreamMode.generate if hidden else pikepdf.ObjectStreamMode.disable
    with pikepdf.open(io.BytesIO(a_pdf())) as document:
        for key, value in root.items():
            document.Root[f"/{key}"] = document.make_indirect(value)
        return saved(document, object_stream_mode=mode)


def _odd_pdfs() -> Rows:
    yield "301 pages", "长.pdf", a_pdf(pages=301), "too_long"
    yield "no page", "无.pdf", saved(pikepdf.new()), "damaged"
    many = pikepdf.new()
    many.add_blank_page()
    many.Root.Extra = Array([many.make_indirect(Dictionary(N=number)) for number in range(100_001)])
    yield (
        "a hundred thousand objects",
        "多.pdf",
        saved(many, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "virus",
    )
    for about, box in [
        ("vast", [0, 0, 10**7, 10**7]),
        ("flat", [0, 0, 600, 0]),
        ("inside out", [600, 800, 0, 0]),
        ("a line", [0, 0, 1, 10**6]),
    ]:
        document = pikepdf.new()
        document.add_blank_page()
        document.pages[0].obj.MediaBox = Array(box)
        yield f"a page that is {about}", "页.pdf", saved(document), "clean damaged"
    document = pikepdf.new()
    page = document.add_blank_page()
    page.obj.Contents = document.make_stream(
        zlib.compress(b"0 0 m " * 10_000_000, 9), Filter=Name.FlateDecode
    )
    yield "sixty million bytes of strokes in a few", "弹.pdf", saved(document), "clean damaged"
    document = pikepdf.new()
    page = document.add_blank_page()
    picture = document.make_stream(
        zlib.compress(bytes(40_000_000), 9), Filter=Name.FlateDecode, Type=Name.XObject, Subtype=Name.Image,
        Width=30_000, Height=30_000, BitsPerComponent=8, ColorSpace=Name.DeviceRGB,
    )  # fmt: skip
    page.obj.Resources = Dictionary(XObject=Dictionary(I=picture))
    page.obj.Contents = document.make_stream(b"600 0 0 800 0 0 cm /I Do")
    yield "a picture larger than it is", "弹2.pdf", saved(document), "clean damaged"
    head, tail = (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/X ",
        b">>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n",
    )
    for about, deep in (
        ("arrays in arrays", b"[" * 10_000 + b"]" * 10_000),
        ("a tree that is its own branch", b"null"),
    ):
        yield (
            about,
            "深.pdf",
            head + deep + tail + b"trailer<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF",
            "damaged",
        )


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack("!I", len(content)) + name + content + struct.pack("!I", zlib.crc32(name + content))


def _png(wide: int, high: int, *chunks: bytes) -> bytes:
    header = _chunk(b"IHDR", struct.pack("!IIBBBBB", wide, high, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + _chunk(b"IEND", b"")


def _odd_pictures() -> Rows:
    for size in ((65_535, 65_535), (2**31 - 1, 2**31 - 1), (40_000, 1_001)):
        yield (
            f"a PNG of {size[0]} × {size[1]}",
            "巨.png",
            _png(*size, _chunk(b"IDAT", zlib.compress(b"\0" * 100))),
            "too_large damaged",
        )
    yield (
        "forty-nine million points",
        "大.png",
        _png(7000, 7000, _chunk(b"IDAT", zlib.compress(bytes(7001 * 7000), 9))),
        "too_large",
    )
    yield "no point at all", "无.png", _png(0, 0, _chunk(b"IDAT", zlib.compress(b""))), "damaged"
    yield (
        "a bomb in a comment",
        "弹.png",
        _png(
            8,
            8,
            _chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(30_000_000), 9)),
            _chunk(b"IDAT", zlib.compress(bytes(72))),
        ),
        "clean damaged",
    )
    for mode in ("1", "L", "P", "RGBA", "LA", "I;16"):
        file = io.BytesIO()
        Image.new(mode, (60, 60)).save(file, "PNG")
        yield f"a PNG in {mode}", "色.png", file.getvalue(), "clean"
    for mode in ("L", "CMYK"):
        file = io.BytesIO()
        Image.new(mode, (60, 60)).save(file, "JPEG", progressive=True)
        yield f"a JPG in {mode}", "色.jpg", file.getvalue(), "clean"
    for about, exif in (
        ("no number", b"Exif\0\0" + b"\xff" * 60),
        ("an endless list", b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + bytes(200)),
    ):
        yield (
            f"a JPG whose camera says {about}",
            "机.jpg",
            a_picture(size=(80, 80), exif=exif),
            "clean damaged",
        )
    frames = [Image.new("RGB", (40, 40), (number, 0, 0)) for number in range(20)]
    file = io.BytesIO()
    frames[0].save(file, "PNG", save_all=True, append_images=frames[1:])
    yield "a picture that moves", "动.png", file.getvalue(), "clean"


def _odd_ofds() -> Rows:
    good = an_ofd()
    for share in (20, 50, 80, 95):
        yield f"ofd cut at {share} %", "断.ofd", good[: len(good) * share // 100], "damaged"
    yield "a program inside", "毒.ofd", an_ofd(**{"Doc_0/run.exe": b"MZ"}), "virus"
    yield "a page of the web inside", "毒.ofd", an_ofd(**{"a.html": b"<script>"}), "virus"
    yield "a way out", "毒.ofd", an_ofd(**{"../../a.xml": b"<a/>"}), "virus"
    yield "a way out, the other slash", "毒.ofd", an_ofd(**{"..\\..\\a.xml": b"<a/>"}), "virus"
    yield "an absolute path", "毒.ofd", an_ofd(**{"/etc/a.xml": b"<a/>"}), "virus"
    yield "a bomb", "弹.ofd", an_ofd(**{"a.xml": bytes(20_000_000)}), "virus"
    yield (
        "two thousand parts",
        "多.ofd",
        an_ofd(**{f"{number}.xml": b"<a/>" for number in range(2001)}),
        "virus",
    )
    yield "another kind of ZIP", "文.ofd", _zip({"word/document.xml": b"<a/>"}), "type"
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>'
    yield "a billion laughs", "笑.ofd", _zip({"OFD.xml": laughs}), "damaged"
    outside = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'
    yield "an entity from outside", "外.ofd", _zip({"OFD.xml": outside}), "damaged"
    yield "no XML", "无.ofd", _zip({"OFD.xml": b"not"}), "damaged"
    locked = bytearray(good)
    locked[6] |= 1
    at = locked.find(b"PK\x01\x02")
    locked[at + 8] |= 1
    yield "a password on an OFD", "密.ofd", bytes(locked), "password damaged"


def _zip(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for number, sample in enumerate(corpus()):
        (folder / f"{number:03}.bin").write_bytes(sample.content)
        sys.stdout.write(f"{number:03} {sample.about}: {' or '.join(sorted(sample.says))}\n")
