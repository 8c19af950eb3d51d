"""An office file is read within bounds: of time, of members and elements, of one at a time."""

import io
import struct
import time
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from tests.website.made_files import DOCX, ODT, archive, inside, open_document, open_xml, verdict
from website.uploads.limited_process import inspect_in_process, one_at_a_time
from website.uploads.refusal import Reason, Refused
from website.validators import validate_upload


def lied_about(content: bytes, *, size: int, real: int) -> bytes:
    """Say of the member of ``real`` bytes that it has ``size``, in both places where an archive says so."""
    return content.replace(struct.pack("<I", real), struct.pack("<I", size))


def lying() -> bytes:
    real = 3_000_001
    return lied_about(inside("word/media/a.png", b"0" * real), size=100, real=real)


def counted_twice() -> bytes:
    """Every one of 100 members is the same 1 MB of the archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("a", b"0" * 1_000_000)
        first = made.infolist()[0]
        for number in range(99):
            copy = zipfile.ZipInfo(f"a{number}")
            for field in ("header_offset", "compress_size", "file_size", "CRC"):
                setattr(copy, field, getattr(first, field))
            made.filelist.append(copy)
            made.NameToInfo[copy.filename] = copy
    return buffer.getvalue()


def two_files_in_one() -> bytes:
    """Something else before the members, which the list of members hides behind a folder at the start."""
    buffer = io.BytesIO(b"MZ" + b"\x90" * 100)
    buffer.seek(0, io.SEEK_END)
    with zipfile.ZipFile(buffer, "a") as made:
        with zipfile.ZipFile(io.BytesIO(DOCX)) as given:
            for member in given.infolist():
                made.writestr(member, given.read(member))
        folder = zipfile.ZipInfo("map/")
        folder.header_offset, folder.CRC = 0, 0
        made.filelist.append(folder)
        made.NameToInfo[folder.filename] = folder
    return buffer.getvalue()


def goes_on_inside() -> bytes:
    """A member whose stream goes on after what the list says: who inflates from the front reads more."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = deflate.compress(b"<a>onschuldig</a>") + deflate.flush(zlib.Z_FULL_FLUSH)
    rest = deflate.compress(b"<b>macro</b>") + deflate.flush()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        member = zipfile.ZipInfo("word/document.xml")
        made.writestr(member, first + rest)
        member.compress_type = zipfile.ZIP_DEFLATED
        member.compress_size, member.file_size = len(first), len(b"<a>onschuldig</a>")
        member.CRC = zlib.crc32(b"<a>onschuldig</a>")
    return buffer.getvalue()


def of_elements(number: int) -> bytes:
    return open_xml(text="<a/>" * number)


BOMBS = {
    "lies-about-its-size": (Reason.BROKEN, lying),
    "says-everything-twice": (Reason.TOO_LARGE, counted_twice),
    "too-many-members": (
        Reason.TOO_LARGE,
        lambda: archive({f"a{number}": b"" for number in range(6_000)}, zipfile.ZIP_STORED),
    ),
    "begins-with-a-program": (Reason.BROKEN, two_files_in_one),
    "goes-on-after-its-end": (Reason.BROKEN, goes_on_inside),
    "long-mimetype": (Reason.BROKEN, lambda: open_document(mimetype=b" " * 5_000_000)),
}


@pytest.mark.parametrize("name", BOMBS)
def test_office_file_that_would_take_the_machine_is_refused_soon(name):
    reason, make = BOMBS[name]
    extension = "odt" if name == "long-mimetype" else "docx"
    content = make()
    began = time.process_time()

    refused_for = verdict(f"x.{extension}", content)

    assert (refused_for, time.process_time() - began < 3) == (reason, True)


def test_more_elements_than_anybody_writes_are_not_read_to_their_end(monkeypatch):
    monkeypatch.setattr("website.uploads.refusal.MOST_ELEMENTS", 1_000)

    assert verdict("x.docx", of_elements(2_000)) == Reason.TOO_LARGE


def in_many_parts() -> bytes:
    """Six parts that are as large as one may be, each in few bytes."""
    header = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    names = [f"word/h{number}.xml" for number in range(6)]
    return open_xml(
        types={f"/{name}": header for name in names},
        more=dict.fromkeys(names, f"<w>{'<a/>' * 700}</w>"),
    )


def in_nested_files() -> bytes:
    return open_xml(more={f"word/embeddings/{number}.docx": of_elements(700) for number in range(6)})


def in_one_chart_after_another() -> bytes:
    chart = f"<a>{'<b/>' * 700}</a>"
    return open_document(more={f"Object {number}/content.xml": chart for number in range(6)})


@pytest.mark.parametrize(
    ("extension", "make"),
    [("docx", in_many_parts), ("docx", in_nested_files), ("odt", in_one_chart_after_another)],
)
def test_elements_of_all_parts_and_of_what_is_nested_count_together(monkeypatch, extension, make):
    content = make()
    before = verdict(f"x.{extension}", content)

    monkeypatch.setattr("website.uploads.refusal.MOST_ELEMENTS", 3_000)

    assert (before, verdict(f"x.{extension}", content)) == ("innocent", Reason.TOO_LARGE)


@pytest.mark.parametrize(("most", "number"), [("MOST_MEMBERS", 30), ("MOST_UNPACKED", 30_000)])
def test_members_and_bytes_of_nested_files_count_together(monkeypatch, most, number):
    content = open_xml(more={f"word/embeddings/{number}.docx": of_elements(700) for number in range(9)})
    monkeypatch.setattr(f"website.uploads.refusal.{most}", number)

    assert verdict("x.docx", content) == Reason.TOO_LARGE


def test_office_file_is_read_in_a_process_of_its_own_which_says_the_same():
    inspect_in_process(DOCX, "docx")
    with pytest.raises(Refused) as refused:
        inspect_in_process(inside("word/embeddings/a.docx", inside("word/vbaProject.bin", b"\0")), "docx")

    assert (refused.value.reason, refused.value.detail) == (Reason.MACROS, "word/vbaProject.bin")


@pytest.mark.parametrize(("name", "content"), [("x.docx", DOCX), ("x.odt", ODT)])
def test_office_file_that_is_sent_may_take_no_more_time_than_its_process(monkeypatch, name, content):
    file = ContentFile(content, name=name)
    validate_upload(file)

    monkeypatch.setattr("website.uploads.limited_process.SECONDS", 0)

    with pytest.raises(ValidationError):
        validate_upload(file)


def test_file_that_would_hold_a_thread_while_others_are_read_is_to_be_sent_again(monkeypatch):
    monkeypatch.setattr("website.uploads.limited_process.SECONDS", 0.01)

    with one_at_a_time, pytest.raises(ValidationError, match="stuur dit bestand over een minuut opnieuw"):
        validate_upload(ContentFile(DOCX, name="x.docx"))


def test_process_that_fails_is_an_error_of_the_site_and_no_word_about_the_file(monkeypatch, caplog):
    monkeypatch.setattr("website.uploads.limited_process.__name__", "website.uploads.nothing", raising=False)

    with pytest.raises(ValidationError, match="kan nu niet worden bekeken"):
        validate_upload(ContentFile(DOCX, name="x.docx"))

    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "website.uploads.nothing" in caplog.text
