"""Reads the zip archive of an office file without trusting what it says about itself."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from website.uploads.refusal import Budget, Reason, Refused
from website.uploads.xml_parts import Attributes, read_xml

# The largest member besides XML in bytes: another office file, for a chart.
LARGEST_NESTED = 10 * 1024 * 1024
CHUNK = 64 * 1024
UTF_8 = 0x800
LOCAL_HEADER = struct.Struct("<4s22xHH")
UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    zlib.error,
    struct.error,
)


class Package:
    """The members of an archive by their names, with slashes as on the web.

    Raises Refused when opened for what is no archive, holds too much, has two members of one name, or has
    others before those of its list: two programs would read two different files.
    """

    def __init__(self, file: BinaryIO, budget: Budget) -> None:
        self._file = file
        self.budget = budget
        file.seek(0)
        if file.read(4) != b"PK\x03\x04":
            raise Refused(Reason.BROKEN)
        try:
            with zipfile.ZipFile(file) as archive:
                listed = archive.infolist()
        except UNREADABLE as error:
            raise Refused(Reason.BROKEN) from error
        if min((member.header_offset for member in listed), default=0):
            raise Refused(Reason.BROKEN)  # before these are others, which another list may name
        members = [member for member in listed if not member.is_dir()]
        budget.take_archive(len(members), sum(member.file_size for member in members))
        self._members = {member.filename.replace("\\", "/").lstrip("/"): member for member in members}
        if len({name.lower() for name in self._members}) < len(members):
            raise Refused(Reason.BROKEN)
        if sum(member.compress_size for member in members) > file.seek(0, 2):
            raise Refused(Reason.TOO_LARGE)  # the same bytes are counted more than once

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def begin(self, name: str, length: int) -> bytes:
        """The first bytes of a member, which may come one by one; it is read to its end for its size."""
        start = b""
        for chunk in self.chunks(name):
            start += chunk[: length - len(start)]
        return start

    def read(self, name: str) -> bytes:
        """A whole member, if it is no larger than an office file may be."""
        if self._members[name].file_size > LARGEST_NESTED:
            raise Refused(Reason.TOO_LARGE)
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """A member piece by piece. Raises Refused when it is not exactly what the archive says."""
        member = self._members[name]
        try:
            got, checksum = 0, 0
            for chunk in self._unpacked(member):
                got, checksum = got + len(chunk), zlib.crc32(chunk, checksum)
                if got > member.file_size:
                    break
                yield chunk
        except UNREADABLE as error:
            raise Refused(Reason.BROKEN) from error
        if (got, checksum) != (member.file_size, member.CRC):
            raise Refused(Reason.BROKEN)

    def elements(self, name: str) -> list[tuple[str, Attributes]]:
        """All elements of a part that has few, with their attributes."""
        found: list[tuple[str, Attributes]] = []
        read_xml(self.budget, self.chunks(name), lambda *element: found.append(element))
        return found

    def _unpacked(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """By hand: ``zipfile`` stops where the archive says, and other programs go on."""
        if member.flag_bits & 0x1:
            raise Refused(Reason.PASSWORD)
        self._file.seek(member.header_offset)
        signature, name, extra = LOCAL_HEADER.unpack(self._file.read(LOCAL_HEADER.size))
        encoding = "utf-8" if member.flag_bits & UTF_8 else "cp437"
        if self._file.read(name).decode(encoding) != member.orig_filename:
            raise Refused(Reason.BROKEN)  # who reads from the front would read another part
        if signature != b"PK\x03\x04" or member.compress_type not in {
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        }:
            raise Refused(Reason.BROKEN)
        place = member.header_offset + LOCAL_HEADER.size + name + extra
        left = member.compress_size
        inflate = zlib.decompressobj(-15)
        while left:
            self._file.seek(place)
            packed = self._file.read(min(left, CHUNK))
            if not packed:
                raise Refused(Reason.BROKEN)
            place, left = place + len(packed), left - len(packed)
            if member.compress_type == zipfile.ZIP_STORED:
                yield packed
                continue
            while packed:
                yield inflate.decompress(packed, CHUNK)
                packed = inflate.unconsumed_tail
        if member.compress_type == zipfile.ZIP_DEFLATED and not inflate.eof:
            raise Refused(Reason.BROKEN)
