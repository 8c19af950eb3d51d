"""Refuses a PDF that can act: its objects are read as a viewer reads them, not its bytes.

Links to the web, forms without a script, jumps inside the document, and attached tables or pictures do
nothing without their reader, so they are innocent.
"""

import contextlib
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import PurePath

import pikepdf

from website.uploads import office
from website.uploads.links import inspect_csv, is_local
from website.uploads.package import OFFICE_EXTENSIONS, read_xml
from website.uploads.refusal import Budget, Reason, Refused

# Some ten seconds of work, and more than any document of 10 MB has outside its structure and its looks.
MOST_OBJECTS = 250_000
# A mark of the byte order or blank lines before the header, and NULs behind the end, are what mail
# programs and old printers leave. Anything else before it makes it a file of two kinds.
HEADER = re.compile(rb"(\xef\xbb\xbf)?[\s\x00]*%PDF-\d")
REFUSED_ACTIONS = {
    **dict.fromkeys(("/JavaScript", "/RichMediaExecute"), Reason.SCRIPT),
    **dict.fromkeys(("/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData"), Reason.ACTION),
}
# Entries that hold no action, and are most of a document: its looks, its structure and its words.
PASSIVE = {
    *("/Resources", "/Contents", "/Metadata", "/StructTreeRoot", "/AP", "/DR", "/Thumb", "/PieceInfo"),
    *("/OCProperties", "/PageLabels", "/Dests", "/OutputIntents", "/MK", "/BS", "/Border"),
}
# The warning of qpdf for an object stream that it could not unpack within the memory of the process.
OBJECT_STREAM = re.compile(r"\bobject stream \d")
UNREAD = ("bad_alloc", "unfilterable", "limit")
NAMES_OF_ACTIONS = re.compile(
    rb"/(JS\s*[(<\d]|(JavaScript|Launch|RichMedia|Rendition|GoTo[RE]|SubmitForm|ImportData)\b)"
)
HEXADECIMAL = re.compile(rb"#([0-9a-f]{2})", re.I)
CONTAINERS = (pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream)
ATTACHABLE = {
    *("csv", "txt", "md", "xml", "xsd", "json", "geojson", "ics", "vcf", "bib", "tex"),
    *("jpg", "jpeg", "png", "gif", "webp", "tif", "tiff", "bmp", "mp3", "mp4"),
    *OFFICE_EXTENSIONS,
    "pdf",
}
XFA_THAT_ACTS = {"script", "submit", "execute", "connectionSet", "wsdlConnection"}


def inspect_pdf(content: bytes, budget: Budget, depth: int = 0) -> None:
    """Raise Refused when this is no PDF that opens without a password, or when it can act."""
    if not HEADER.match(content[:1024]) or b"%%EOF" not in content.rstrip(b"\0 \r\n\t")[-2048:]:
        raise Refused(Reason.BROKEN)
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if "/Pages" not in pdf.Root:
                raise Refused(Reason.BROKEN)
            for thing in _dictionaries(pdf.Root):
                _inspect_dictionary(thing, budget, depth)
            _inspect_damage(content, pdf)
    except pikepdf.PasswordError as error:
        raise Refused(Reason.PASSWORD) from error
    except pikepdf.PdfError as error:
        raise Refused(Reason.BROKEN) from error


def _inspect_damage(content: bytes, pdf: pikepdf.Pdf) -> None:
    """Refuse damage that hides actions: what qpdf cannot read, a viewer may read after all."""
    warnings = "\n".join(map(str, pdf.get_warnings()))
    if not warnings:
        return
    if any(word in warnings for word in UNREAD):
        raise Refused(Reason.TOO_LARGE)
    if OBJECT_STREAM.search(warnings):
        raise Refused(Reason.BROKEN)
    for piece in itertools.chain([content], _unpacked(pdf)):
        plain = HEXADECIMAL.sub(lambda written: bytes([int(written[1], 16)]), piece)
        if NAMES_OF_ACTIONS.search(plain):
            raise Refused(Reason.SCRIPT)


def _unpacked(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    """Every packed stream that may hold objects; not pixels, which spell anything by chance."""
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream) or "/Filter" not in thing:
            continue
        if thing.get("/Subtype") != pikepdf.Name.Image or thing.get("/Type") == pikepdf.Name.ObjStm:
            with contextlib.suppress(pikepdf.PdfError):
                yield thing.read_bytes()


def _dictionaries(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every dictionary that a viewer can reach from here, once each; raises Refused if they are too many."""
    waiting, seen = [root], set()
    for _number in range(MOST_OBJECTS):
        if not waiting:
            return
        thing = waiting.pop()
        if thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        if isinstance(thing, pikepdf.Array):
            waiting.extend(item for item in thing if isinstance(item, CONTAINERS))
        else:
            yield thing
            waiting.extend(
                item for key, item in thing.items() if key not in PASSIVE and isinstance(item, CONTAINERS)
            )
    raise Refused(Reason.TOO_LARGE)


def _inspect_dictionary(thing: pikepdf.Object, budget: Budget, depth: int) -> None:
    kind = thing.get("/S")
    action = str(kind) if isinstance(kind, pikepdf.Name) else ""
    if action in REFUSED_ACTIONS:
        raise Refused(REFUSED_ACTIONS[action])
    if "/JS" in thing or "/OnInstantiate" in thing or thing.get("/Subtype") == pikepdf.Name.RichMedia:
        raise Refused(Reason.SCRIPT)
    if action == "/Thread" and "/F" in thing:
        raise Refused(Reason.ACTION)
    attached = "/EF" in thing
    for key in ("/URI", "/Base") if attached else ("/URI", "/Base", "/F", "/UF"):
        address = thing.get(key)
        if isinstance(address, pikepdf.String) and is_local(str(address)):
            raise Refused(Reason.LOCAL_LINK, str(address))
    if attached:
        _inspect_attachment(thing, budget, depth)
    if "/XFA" in thing:
        # A form in XML, whole or in pieces that are one when put together.
        pieces = [thing["/XFA"]] if isinstance(thing["/XFA"], pikepdf.Stream) else list(thing["/XFA"])
        streams = (piece.read_bytes() for piece in pieces if isinstance(piece, pikepdf.Stream))
        if any(name in XFA_THAT_ACTS for name, _attributes, _texts in read_xml(streams, budget)):
            raise Refused(Reason.SCRIPT)


def _inspect_attachment(filespec: pikepdf.Object, budget: Budget, depth: int) -> None:
    """An attached file is judged by each of its names, and by what it begins with."""
    keys = ("/UF", "/F", "/Unix", "/DOS", "/Mac")
    names = [str(filespec[key]) for key in keys if isinstance(filespec.get(key), pikepdf.String)]
    extensions = {PurePath(name).suffix.lstrip(".").lower() for name in names} or {""}
    if not extensions <= ATTACHABLE or depth == office.DEEPEST:
        raise Refused(Reason.ATTACHED, names[0] if names else "")
    for key in filespec["/EF"].keys():  # noqa: SIM118 - a dictionary of PDF is no mapping of Python
        stream = filespec["/EF"][key]
        if not isinstance(stream, pikepdf.Stream):
            continue
        content = stream.read_bytes()
        if content.startswith((*office.PROGRAM_BYTES, office.COMPOUND)):
            raise Refused(Reason.ATTACHED, names[0])
        if content.startswith(office.ARCHIVE_BYTES) and not extensions <= OFFICE_EXTENSIONS:
            raise Refused(Reason.ATTACHED, names[0])
        for extension in extensions:
            if extension == "csv":
                inspect_csv(content.decode(errors="replace"))
            elif extension == "pdf":
                inspect_pdf(content, budget, depth + 1)
            elif extension in OFFICE_EXTENSIONS:
                office.inspect_office(content, extension, budget)
