"""A PDF is judged by what a viewer would do with it, not by the bytes that it happens to hold."""

import functools
import io
import random
import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, String

from tests.website.made_files import PDF, pdf
from website.uploads import pdf as reading
from website.uploads.limited_process import MEMORY, inspect_in_process
from website.uploads.pdf import inspect_pdf
from website.uploads.refusal import Budget, Reason, Refused

SHIPPED = sorted((Path(__file__).parent / "files").glob("*.pdf"))
PACKED = {"object_stream_mode": ObjectStreamMode.generate}
ALERT = String("app.alert(1)")


def verdict(content: bytes) -> str:
    try:
        inspect_pdf(content, Budget())
    except Refused as refused:
        return refused.reason
    return "innocent"


def opening(action: pikepdf.Object, **options: object) -> bytes:
    def put(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = made.make_indirect(action)

    return pdf(put, **options)


def attached(name: str, content: bytes) -> bytes:
    def put(made: pikepdf.Pdf) -> None:
        made.attachments[name] = pikepdf.AttachedFileSpec(made, content, filename=name)

    return pdf(put)


def xfa(*pieces: bytes) -> bytes:
    def put(made: pikepdf.Pdf) -> None:
        streams = [made.make_stream(piece) for piece in pieces]
        parts = [part for stream in streams for part in (String("part"), stream)]
        made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Array(parts))

    return pdf(put)


def annotated(**entries: object) -> bytes:
    def put(made: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **entries)
        made.pages[0].obj.Annots = Array([made.make_indirect(note)])

    return pdf(put)


def scripts_in_names(made: pikepdf.Pdf) -> None:
    script = made.make_indirect(Dictionary(S=Name.JavaScript, JS=ALERT))
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))


def script_by_reference(made: pikepdf.Pdf) -> None:
    kind, script = made.make_indirect(Name.JavaScript), made.make_stream(b"app.alert(1)")
    made.Root.OpenAction = Dictionary(S=kind, JS=script)


def script_after_a_jump(made: pikepdf.Pdf) -> None:
    script = made.make_indirect(Dictionary(S=Name.JavaScript, JS=ALERT))
    jump = Dictionary(S=Name.GoTo, D=String("a"), Next=Array([script]))
    entry = made.make_indirect(Dictionary(Title=String("Hoofdstuk"), A=jump))
    made.Root.Outlines = made.make_indirect(Dictionary(First=entry, Last=entry))


def no_scripts_left(made: pikepdf.Pdf) -> None:
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([])))


INNOCENT = {
    "packed": lambda: pdf(**PACKED),
    "linear": lambda: pdf(linearize=True),
    "owner-password": lambda: pdf(encryption=pikepdf.Encryption(owner="geheim", user="", R=4)),
    "byte-order-mark": lambda: b"\xef\xbb\xbf" + PDF,
    "blank-lines-in-front": lambda: b"\r\n \n" + PDF,
    "nuls-behind": lambda: PDF + bytes(4096),
    "jump": lambda: opening(Dictionary(S=Name.GoTo, D=String("deel-2"))),
    "next-page": lambda: opening(Dictionary(S=Name.Named, N=Name.NextPage)),
    "form-to-be-emptied": lambda: annotated(Subtype=Name.Link, F=4, A=Dictionary(S=Name.ResetForm)),
    "link-about-scripts": lambda: annotated(
        Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.org/JavaScript?a=/Launch"))
    ),
    "link-by-mail": lambda: annotated(
        Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("mailto:a@example.org"))
    ),
    "link-without-scheme": lambda: annotated(
        Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("www.example.nl:8080/x"))
    ),
    "words-of-a-script": lambda: pdf(lambda made: made.docinfo.update({"/Title": "/S /JavaScript /JS (x)"})),
    "no-scripts-left": lambda: pdf(no_scripts_left),
    "xfa-without-script": lambda: xfa(b"<xdp><template>", b"<field/></template></xdp>"),
    "attached-table": lambda: attached("cijfers.csv", b"a;b\n1;2\n"),
    "attached-invoice": lambda: attached("factur-x.xml", b"<invoice/>"),
    "attached-pdf": lambda: attached("bijlage.pdf", PDF),
}
ACTING = {
    "script": (Reason.SCRIPT, lambda: opening(Dictionary(S=Name.JavaScript, JS=ALERT))),
    "packed": (Reason.SCRIPT, lambda: opening(Dictionary(S=Name.JavaScript, JS=ALERT), **PACKED)),
    "escaped": (
        Reason.SCRIPT,
        lambda: (
            opening(Dictionary(S=Name.JavaScript, JS=ALERT))
            .replace(b"/JavaScript", b"/J#61vaScr#69pt")
            .replace(b"/JS", b"/#4a#53")
        ),
    ),
    "by-reference": (Reason.SCRIPT, lambda: pdf(script_by_reference, **PACKED)),
    "in-names": (Reason.SCRIPT, lambda: pdf(scripts_in_names)),
    "after-a-jump": (Reason.SCRIPT, lambda: pdf(script_after_a_jump, **PACKED)),
    "encrypted": (
        Reason.SCRIPT,
        lambda: pdf(script_after_a_jump, encryption=pikepdf.Encryption(owner="g", user="", R=4)),
    ),
    "rendition": (Reason.SCRIPT, lambda: opening(Dictionary(S=Name.Rendition, JS=ALERT))),
    "rich-media": (Reason.SCRIPT, lambda: annotated(Subtype=Name.RichMedia)),
    "xfa": (Reason.SCRIPT, lambda: xfa(b"<xdp><event><scr", b"ipt>x()</script></event></xdp>")),
    "launch": (Reason.ACTION, lambda: opening(Dictionary(S=Name.Launch, F=String("cmd.exe")))),
    "submit": (Reason.ACTION, lambda: annotated(A=Dictionary(S=Name.SubmitForm, F=String("https://a.b")))),
    "import": (Reason.ACTION, lambda: opening(Dictionary(S=Name.ImportData, F=String("x.fdf")))),
    "other-file": (
        Reason.ACTION,
        lambda: opening(Dictionary(S=Name.GoToR, F=String("\\\\1.2.3.4\\x")), **PACKED),
    ),
    "embedded-file": (Reason.ACTION, lambda: opening(Dictionary(S=Name.GoToE))),
    "link-to-disk": (
        Reason.LOCAL_LINK,
        lambda: annotated(A=Dictionary(S=Name.URI, URI=String("file:///c:/windows/calc.exe"))),
    ),
    "link-to-network": (
        Reason.LOCAL_LINK,
        lambda: annotated(A=Dictionary(S=Name.URI, URI=String("\\\\1.2.3.4\\x"))),
    ),
    "link-that-runs": (
        Reason.LOCAL_LINK,
        lambda: annotated(A=Dictionary(S=Name.URI, URI=String(" java\nscript:alert(1)"))),
    ),
    "attached-program": (Reason.ATTACHED, lambda: attached("factuur.hta", b"x")),
    "attached-program-renamed": (Reason.ATTACHED, lambda: attached("factuur.txt", b"MZ\x90\0")),
    "attached-formula": (Reason.LINKED, lambda: attached("a.csv", b"a;=cmd|'/C calc'!A0\n")),
    "attached-script": (
        Reason.SCRIPT,
        lambda: attached("a.pdf", opening(Dictionary(S=Name.JavaScript, JS=ALERT))),
    ),
    "user-password": (Reason.PASSWORD, lambda: pdf(encryption=pikepdf.Encryption(owner="g", user="u", R=4))),
    "two-kinds": (Reason.BROKEN, lambda: b"<html>" + PDF),
    "half": (Reason.BROKEN, lambda: PDF[: len(PDF) * 6 // 10]),
    "empty": (Reason.BROKEN, lambda: b"%PDF-1.7\n%%EOF"),
    "no-pages": (Reason.BROKEN, lambda: b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"),
}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_pdf_as_a_library_or_program_writes_it_is_innocent(path):
    assert verdict(path.read_bytes()) == "innocent"


@pytest.mark.parametrize("name", INNOCENT)
def test_pdf_that_does_nothing_by_itself_is_innocent(name):
    assert verdict(INNOCENT[name]()) == "innocent"


@pytest.mark.parametrize("name", ACTING)
def test_pdf_that_acts_or_cannot_be_read_is_refused_for_what_it_does(name):
    reason, make = ACTING[name]

    assert verdict(make()) == reason


def test_pictures_in_a_pdf_never_make_it_guilty_by_the_chance_of_their_bytes():
    # Each holds what a search of the bytes takes for a script, which chance makes in 40 % of 9.9 MB.
    noise = random.Random(1)
    chances = [b"/JS ", b"/JS\n", b"/JavaScript ", b"/Launch ", b"/EmbeddedFile "]

    def put(made: pikepdf.Pdf, *, by_chance: bytes) -> None:
        made.Root.Extra = made.make_stream(noise.randbytes(100_000) + by_chance + noise.randbytes(100_000))

    files = [pdf(functools.partial(put, by_chance=chance), compress_streams=False) for chance in chances]

    assert [verdict(file) for file in files] == ["innocent"] * len(chances)
    assert all(chance in file for chance, file in zip(chances, files, strict=True))


def test_pdf_without_an_end_is_refused_before_it_has_taken_much(monkeypatch):
    def put(made: pikepdf.Pdf) -> None:
        made.Root.Extra = Array([made.make_indirect(Dictionary(A=number)) for number in range(300)])

    monkeypatch.setattr(reading, "MOST_OBJECTS", 200)

    assert verdict(pdf(put)) == Reason.TOO_LARGE


def test_pdf_whose_objects_go_round_in_a_ring_is_read_once():
    def put(made: pikepdf.Pdf) -> None:
        one = made.make_indirect(Dictionary())
        one.Next = made.make_indirect(Dictionary(Next=one))
        made.Root.Extra = one

    assert verdict(pdf(put)) == "innocent"


def with_object_stream(packed: bytes, number: int = 1) -> bytes:
    """A PDF whose names are object 4, which is in a stream that says to hold so many objects."""
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, 2)
    places = []
    for content in (
        b"<</Type/Catalog/Pages 2 0 R/Names 4 0 R>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Type/ObjStm/N %d/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
        % (number, len(packed), packed),
    ):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (len(places), content))
    rows = b"\0\0\0\0\0\xff" + b"".join(b"\1" + place.to_bytes(4, "big") + b"\0" for place in places)
    rows += b"\2" + (3).to_bytes(4, "big") + b"\0"
    rows += b"\1" + out.tell().to_bytes(4, "big") + b"\0"
    table = out.tell()
    out.write(
        b"5 0 obj\n<</Type/XRef/W[1 4 1]/Size 6/Root 1 0 R/Length %d>>stream\n%s\nendstream\nendobj\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(rows), rows, table)
    )
    return out.getvalue()


def bomb() -> bytes:
    """A PDF of 600 KB with an object stream of 600 MB."""
    packer = zlib.compressobj(9)
    blank = b" " * 1_000_000
    start, more = (
        packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH) for piece in (b"4 0 <</A 1>>" + blank, blank)
    )
    return with_object_stream(start + more * 599)


def test_pdf_whose_object_stream_is_read_by_some_and_not_by_others_is_refused():
    packed = zlib.compress(b"4 0 <</S/Launch/F(cmd.exe)>>")
    innocent = zlib.compress(b"4 0 <</A 1>>")

    verdicts = [verdict(with_object_stream(packed, number)) for number in (1, 2)]

    assert verdicts == [Reason.ACTION, Reason.BROKEN]
    assert verdict(with_object_stream(innocent)) == "innocent"


@pytest.mark.parametrize(
    "written", [b"/S /#4caunch", b"/JS (x)", b"/JS 7 0 R", b"/SubmitForm", b"/GoToR", b"/GoToE"]
)
def test_damaged_pdf_is_refused_for_what_it_names_in_a_stream_that_is_packed(written):
    def put(made: pikepdf.Pdf) -> None:
        made.Root.Extra = made.make_stream(b"<<" + written + b">>")

    def put_in_a_picture(made: pikepdf.Pdf) -> None:
        put(made)
        made.Root.Extra.stream_dict.Subtype = Name.Image

    whole, pictured = pdf(put), pdf(put_in_a_picture)

    assert written not in whole
    damaged = [made.replace(b"startxref", b"startxxxx") for made in (whole, pictured)]
    assert [verdict(made) for made in damaged] == [Reason.SCRIPT, "innocent"]


def test_pdf_that_unpacks_to_more_than_its_process_may_have_is_refused_and_leaves_the_site_alone():
    content = bomb()

    with pytest.raises(Refused) as refused:
        inspect_in_process(content, "pdf")

    assert refused.value.reason == Reason.TOO_LARGE
    assert (len(content) < 1_000_000, MEMORY <= 512 * 1024**2) == (True, True)


def test_damaged_pdf_is_innocent_unless_it_names_what_acts():
    damaged = PDF.replace(b"startxref", b"startxxxx")
    naming = opening(Dictionary(S=Name.JavaScript, JS=ALERT)).replace(b"endobj", b"endxxx")

    assert (verdict(damaged), verdict(naming)) == ("innocent", Reason.SCRIPT)


def test_pdf_is_read_in_a_process_of_its_own_which_says_the_same():
    inspect_in_process(PDF, "pdf")
    with pytest.raises(Refused) as refused:
        inspect_in_process(attached("factuur.hta", b"x"), "pdf")

    assert (refused.value.reason, refused.value.detail) == (Reason.ATTACHED, "factuur.hta")
