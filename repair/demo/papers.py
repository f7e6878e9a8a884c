"""The papers that the demonstration hands in, and the form in which a browser sends them."""

import io

import pikepdf

BOUNDARY = "xinxiu-demonstration"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


def a_receipt(*lines: str) -> bytes:
    """A plain PDF (ASCII), as a receipt printer makes it."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page = document.add_blank_page(page_size=(595, 842))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    shown = "".join(f"({line}) Tj 0 -20 Td " for line in lines)
    page.Contents = document.make_stream(f"BT /F1 14 Tf 60 760 Td {shown}ET".encode())
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_multipart(fields: dict[str, str], files: dict[str, tuple[str, bytes]]) -> bytes:
    """The body of a form with files, each under its field's name: file name and contents."""
    parts = [(f'name="{name}"', value.encode()) for name, value in fields.items()]
    parts += [
        (f'name="{name}"; filename="{known_as}"', content) for name, (known_as, content) in files.items()
    ]
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; "
    body = b"".join(f"{head}{about}\r\n\r\n".encode() + content + b"\r\n" for about, content in parts)
    return body + f"--{BOUNDARY}--\r\n".encode()
