"""Honest papers to begin with: a receipt as PDF and OFD, a photo, a scan."""

import io
import zipfile
from functools import cache

import pikepdf
from PIL import Image, ImageDraw


@cache
def a_pdf(*lines: str, pages: int = 1) -> bytes:
    """A PDF with plain text (ASCII), as a receipt printer makes it."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for number in range(pages):
        page = document.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        shown = "".join(f"({line}) Tj 0 -20 Td " for line in lines or (f"Receipt, page {number + 1}",))
        page.Contents = document.make_stream(f"BT /F1 14 Tf 60 760 Td {shown}ET".encode())
    return saved(document)


def saved(document: pikepdf.Pdf, **options) -> bytes:
    file = io.BytesIO()
    document.save(file, deterministic_id=not options.get("encryption"), **options)
    return file.getvalue()


@cache
def a_picture(kind: str = "JPEG", size: tuple[int, int] = (600, 800), **options) -> bytes:
    """A photo of a paper: white, with sharp lines of dark boxes."""
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    for y in range(20, size[1] - 20, 24):
        for x in range(20, size[0] - 20, 14):
            pen.rectangle((x, y, x + 8, y + 10), fill=(20, 20, 40))
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


CONTENT = '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:TextCode>{}</ofd:TextCode></ofd:Page>'


@cache
def an_ofd(text: str = "处罚决定书文号：江环罚〔2026〕37号", **extra: bytes) -> bytes:
    """The least an OFD needs."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("OFD.xml", '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.1"/>')
        packed.writestr("Doc_0/Pages/Page_0/Content.xml", CONTENT.format(text))
        for name, content in extra.items():
            packed.writestr(name, content)
    return file.getvalue()
