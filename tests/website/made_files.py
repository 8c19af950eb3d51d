"""Small files that are what their names say, and packages with whatever a test puts in."""

import io
import zipfile
import zlib
from collections.abc import Callable

import pikepdf

from website.uploads.office import inspect_office
from website.uploads.refusal import Budget, Refused

OFFICE_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MAIN = {
    "docx": "wordprocessingml.document.main",
    "xlsx": "spreadsheetml.sheet.main",
    "pptx": "presentationml.presentation.main",
}


def verdict(name: str, content: bytes) -> str:
    """Why an office file is refused, or "innocent"."""
    try:
        inspect_office(content, name.rpartition(".")[2], Budget())
    except Refused as refused:
        return refused.reason
    return "innocent"


def archive(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return buffer.getvalue()


def members(content: bytes) -> dict[str, bytes]:
    """What is in a zip archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        return {name: given.read(name) for name in given.namelist()}


def in_pieces(content: bytes) -> bytes:
    """A zip archive whose members come as one byte, a long nothing, and the rest."""
    out, places = io.BytesIO(), {}
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        members = [(member, given.read(member)) for member in given.infolist()]
    for member, unpacked in members:
        rest = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = b"\0\1\0\xfe\xff" + unpacked[:1] + b"\0\0\0\xff\xff" * 14_000
        packed += rest.compress(unpacked[1:]) + rest.flush()
        member.header_offset, member.compress_size = out.tell(), len(packed)
        out.write(member.FileHeader() + packed)
        places[member.filename] = member
    with zipfile.ZipFile(out, "a") as made:
        made.filelist.extend(places.values())
        made.NameToInfo.update(places)
        made.comment = b""  # said again, so that the list is written
    return out.getvalue()


def relations(*lines: tuple[str, str, str]) -> str:
    """A ``.rels`` part with for each (kind, target, mode) a relation."""
    body = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE_NS}{kind}" Target="{target}" TargetMode="{mode}"/>'
        for number, (kind, target, mode) in enumerate(lines)
    )
    return f'<Relationships xmlns="urn:rels">{body}</Relationships>'


def open_xml(
    extension: str = "docx",
    *,
    main: str = "word/document.xml",
    links: tuple[tuple[str, str, str], ...] = (),
    types: dict[str, str] | None = None,
    text: str = "",
    more: dict[str, bytes | str] | None = None,
) -> bytes:
    """A file of Word, Excel or PowerPoint whose main part has these links and holds this XML."""
    kind = f"application/vnd.openxmlformats-officedocument.{MAIN[extension]}+xml"
    overrides = {f"/{main}": kind, **(types or {})}
    lines = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    folder, _slash, name = main.rpartition("/")
    return archive(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="urn:types"><Default Extension="xml" ContentType="a/b"/>{lines}</Types>'
            ),
            "_rels/.rels": relations(("officeDocument", main, "Internal")),
            main: f'<w:document xmlns:w="urn:w">{text}</w:document>',
            f"{folder}/_rels/{name}.rels": relations(*links),
            **(more or {}),
        }
    )


def inside(name: str, content: bytes | str, **options: object) -> bytes:
    """A Word file that holds this part too."""
    return open_xml(more={name: content}, **options)


def open_document(
    kind: str = "text", content: str = "", *, mimetype: bytes | None = None, more: dict | None = None
) -> bytes:
    """A file of LibreOffice with this XML in its content."""
    names = "xmlns:{0}='urn:{0}' "
    declared = "".join(names.format(name) for name in ("office", "text", "xlink", "draw", "script", "table"))
    declared += names.format("presentation") + names.format("meta")
    return archive(
        {
            "mimetype": mimetype or f"application/vnd.oasis.opendocument.{kind}".encode(),
            "content.xml": f"<office:document-content {declared}>{content}</office:document-content>",
            "META-INF/manifest.xml": "<manifest/>",
            **(more or {}),
        }
    )


def pdf(change: Callable[[pikepdf.Pdf], object] | None = None, **options: object) -> bytes:
    """A PDF of one page, changed by a function, and saved with these options."""
    buffer = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        if change is not None:
            change(made)
        made.save(buffer, **options)
    return buffer.getvalue()


PDF = pdf()
DOCX = open_xml()
ODT = open_document()
