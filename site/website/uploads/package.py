"""Reads the zip archive of an office file and its XML, without trusting what they say about themselves."""

import copy
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from xml.parsers import expat

from website.uploads.refusal import Budget, Reason, Refused

# The type of the part of Word, Excel or PowerPoint that the program opens first, without its beginning.
MAIN_TYPES = {
    "docx": "officedocument.wordprocessingml.document.main+xml",
    "xlsx": "officedocument.spreadsheetml.sheet.main+xml",
    "pptx": "officedocument.presentationml.presentation.main+xml",
}
DOCUMENT_TYPES = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
OFFICE_EXTENSIONS = {*MAIN_TYPES, *DOCUMENT_TYPES}
CHUNK = 64 * 1024
ENCRYPTED = 0x1
UNREADABLE = (zipfile.BadZipFile, RuntimeError, EOFError, OSError, ValueError, zlib.error, struct.error)

# The local name of an element, its attributes, and the pieces of its text up to the next element.
Element = tuple[str, dict[str, str], list[str]]


class Package:
    """An archive; raises Refused when opened for what is none, holds too much, has two members of one name,
    or has others before those of its list: two programs would read two different files."""

    def __init__(self, content: bytes, budget: Budget) -> None:
        self.budget = budget
        if not content.startswith(b"PK\x03\x04"):
            raise Refused(Reason.BROKEN)  # other programs would read what it begins with
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except UNREADABLE as error:
            raise Refused(Reason.BROKEN) from error
        listed = self._archive.infolist()
        if min((member.header_offset for member in listed), default=0):
            raise Refused(Reason.BROKEN)  # before these are others, which another list may name
        files = [member for member in listed if not member.is_dir()]
        budget.take_archive(len(files), sum(member.file_size for member in files))
        self.members = {member.filename.replace("\\", "/").lstrip("/"): member for member in files}
        if len({name.lower() for name in self.members}) < len(files):
            raise Refused(Reason.BROKEN)
        if sum(member.compress_size for member in files) > len(content):
            raise Refused(Reason.TOO_LARGE)  # the same bytes are counted more than once

    def chunks(self, name: str) -> Iterator[bytes]:
        """A member piece by piece. Raises Refused when it is not exactly what the archive says."""
        member = self.members[name]
        if member.flag_bits & ENCRYPTED:
            raise Refused(Reason.PASSWORD)
        if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Refused(Reason.BROKEN)
        size, checksum = 0, 0
        try:
            for chunk in self._unpacked(member):
                size, checksum = size + len(chunk), zlib.crc32(chunk, checksum)
                if size > member.file_size:
                    break
                yield chunk
        except UNREADABLE as error:
            raise Refused(Reason.BROKEN) from error
        if (size, checksum) != (member.file_size, member.CRC):
            raise Refused(Reason.BROKEN)

    def _unpacked(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """Inflate it here: ``zipfile`` stops where the archive says, and other programs go on."""
        packed = copy.copy(member)
        packed.compress_type, packed.file_size = zipfile.ZIP_STORED, member.compress_size
        # That of what is in it.
        del packed.CRC
        inflate = zlib.decompressobj(-15)
        with self._archive.open(packed) as file:
            while piece := file.read(CHUNK):
                if member.compress_type == zipfile.ZIP_STORED:
                    yield piece
                    continue
                while piece:
                    yield inflate.decompress(piece, CHUNK)
                    piece = inflate.unconsumed_tail
        if member.compress_type == zipfile.ZIP_DEFLATED and not inflate.eof:
            raise Refused(Reason.BROKEN)

    def begin(self, name: str, length: int) -> bytes:
        """The first bytes of a member, which is read to its end for its size."""
        start = b""
        for chunk in self.chunks(name):
            start += chunk[: length - len(start)]
        return start

    def elements(self, name: str) -> Iterator[Element]:
        return read_xml(self.chunks(name), self.budget)


def read_xml(chunks: Iterable[bytes], budget: Budget) -> Iterator[Element]:
    """Yield every element; raises Refused when it is no XML, declares entities, or has more than are left."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    found: list[Element] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        budget.take_element()
        local = {name.rpartition("}")[2]: value for name, value in attributes.items()}
        found.append((tag.rpartition("}")[2], local, []))

    def refuse_entities(*declaration: object) -> None:
        raise Refused(Reason.BROKEN)

    parser.StartElementHandler = start
    parser.CharacterDataHandler = lambda text: found[-1][2].append(text)
    parser.EntityDeclHandler = refuse_entities
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            # More text may follow for the last one.
            yield from found[:-1]
            del found[:-1]
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refused(Reason.BROKEN) from error
    yield from found
