"""An office file is judged by its relations and types: what runs, hides or is fetched when it opens."""

from collections import Counter
from pathlib import Path

import pytest

from tests.website.made_files import (
    DOCX,
    ODT,
    archive,
    in_pieces,
    inside,
    members,
    open_document,
    open_xml,
    relations,
    verdict,
)
from website.uploads.office import COMPOUND, PASSWORD_MARK
from website.uploads.refusal import Reason

SHIPPED = sorted(
    path for path in (Path(__file__).parent / "files").iterdir() if path.suffix not in {".pdf", ".md"}
)
FIELD = "<w:fldChar/><w:instrText>{}</w:instrText><w:instrText>{}</w:instrText><w:fldChar/>"
WORKBOOK = {"main": "xl/workbook.xml"}
VBA = "application/vnd.ms-office.vbaProject"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."


def linked(kind: str, target: str) -> bytes:
    return open_xml(links=((kind, target, "External"),))


def slide(link: str) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
    return open_xml(
        "pptx",
        main="ppt/presentation.xml",
        types={"/ppt/slides/slide1": kind},
        more={"ppt/slides/slide1": f"<a:sld xmlns:a='urn:a'>{link}</a:sld>"},
    )


INNOCENT = {
    "word-for-the-web.docx": lambda: open_xml(main="word/document2.xml"),
    "in-the-root.docx": lambda: open_xml(main="inhoud.xml"),
    "backslashes.docx": lambda: DOCX.replace(b"word/_rels/", b"word\\_rels\\"),
    "link.docx": lambda: linked("hyperlink", "https://example.org/vba/macro.exe"),
    "link-to-a-file-beside-it.docx": lambda: linked("hyperlink", "bijlage%20twee.docx"),
    "picture-on-the-web.docx": lambda: linked("image", "https://example.org/a.png"),
    "film-on-the-web.pptx": lambda: open_xml(
        "pptx", main="ppt/presentation.xml", links=(("video", "https://example.org/film", "External"),)
    ),
    "template-of-the-writer.docx": lambda: linked(
        "attachedTemplate", "file:///C:\\Users\\jan\\Huisstijl.dotx"
    ),
    "page-number.docx": lambda: open_xml(text=FIELD.format(" PA", "GE ") + FIELD.format("TOC", "\\o")),
    "words-about-dde.docx": lambda: open_xml(text="<w:t>DDEAUTO en DDE</w:t>"),
    "chart-with-its-figures.docx": lambda: inside(
        "word/embeddings/werkmap.xlsx",
        open_xml("xlsx", **WORKBOOK),
        links=(("package", "embeddings/werkmap.xlsx", "Internal"),),
    ),
    "in-pieces.docx": lambda: in_pieces(DOCX),
    "with-folders.docx": lambda: archive({"word/": b"", **members(DOCX)}),
    "printer.xlsx": lambda: open_xml(
        "xlsx", **WORKBOOK, more={"xl/printerSettings/printerSettings1.bin": b"\0\1"}
    ),
    "unused-type-of-macros.docx": lambda: inside(
        "[Content_Types].xml".replace("[", "x["), "<a/>", types={"/word/weg.bin": VBA}
    ),
    "film-on-a-slide.pptx": lambda: slide('<a:hlinkClick action="ppaction://media"/>'),
    "next-slide.pptx": lambda: slide('<a:hlinkClick action="ppaction://hlinkshowjump?jump=nextslide"/>'),
    "field-with-a-tip.docx": lambda: open_xml(
        text=FIELD.format('HYPERLINK "https://example.org" \\o “Let op: ', 'buiten” \\l deel:2 \\t "_blank"')
    ),
    "field-with-quotes-in-its-tip.docx": lambda: open_xml(
        text=FIELD.format('HYPERLINK "https://example.org" \\o "Zie “deel: 1” en ', '\\"deel: 2\\""')
    ),
    "picture-of-the-web-by-field.docx": lambda: open_xml(
        text=FIELD.format("INCLUDEPICTURE https://example.org/a.png", " \\d \\* MERGEFORMAT")
    ),
    "link.odt": lambda: open_document(content='<text:a xlink:href="https://example.org"/>'),
    "form.odt": lambda: open_document(content='<text:form xlink:href=""/>'),
    "chart.odt": lambda: open_document(
        content='<draw:object xlink:href="./Object 1"/>', more={"Object 1/content.xml": "<chart/>"}
    ),
    "next-slide.odp": lambda: open_document(
        "presentation", '<presentation:event-listener presentation:action="next-page"/>'
    ),
    "template-of-the-writer.odt": lambda: open_document(
        more={"meta.xml": "<m xmlns:x='urn:x'><template x:href='../../sjablonen/brief.ott'/></m>"}
    ),
    "old-manifest.odt": lambda: open_document(
        more={"settings.xml": "<!DOCTYPE s PUBLIC 'a' 'Manifest.dtd'><s/>"}
    ),
}
REFUSED = {
    "vba.docx": (Reason.MACROS, lambda: inside("word/vbaProject.bin", b"\0")),
    "vba-by-type.docx": (
        Reason.MACROS,
        lambda: inside("word/plaatje.bin", b"\0", types={"/word/plaatje.bin": VBA}),
    ),
    "vba-by-relation.docx": (
        Reason.MACROS,
        lambda: open_xml(
            links=(("vbaProject", "plaatje.bin", "Internal"),), more={"word/plaatje.bin": b"\0"}
        ),
    ),
    "vba-by-its-bytes.docx": (Reason.OBJECT, lambda: inside("word/plaatje.bin", COMPOUND + b"\0")),
    "macro-document.docx": (
        Reason.MACROS,
        lambda: open_xml(
            types={"/word/document.xml": "application/vnd.ms-word.document.macroEnabled.main+xml"}
        ),
    ),
    "old-macros.xlsx": (
        Reason.MACROS,
        lambda: open_xml(
            "xlsx",
            **WORKBOOK,
            types={"/xl/blad.xml": "application/vnd.ms-excel.macrosheet+xml"},
            more={"xl/blad.xml": "<a/>"},
        ),
    ),
    "template-elsewhere.docx": (
        Reason.LINKED,
        lambda: linked("attachedTemplate", "https://example.org/x.dotm"),
    ),
    "template-on-a-network.docx": (
        Reason.LINKED,
        lambda: linked("attachedTemplate", "file://\\\\1.2.3.4\\x.dotm"),
    ),
    "object.docx": (Reason.OBJECT, lambda: open_xml(links=(("oleObject", "o.bin", "Internal"),))),
    "object-elsewhere.docx": (Reason.OBJECT, lambda: linked("oleObject", "https://example.org/x")),
    "other-text.docx": (Reason.OBJECT, lambda: open_xml(links=(("aFChunk", "x.mht", "Internal"),))),
    "frame-elsewhere.docx": (Reason.LINKED, lambda: linked("frame", "https://example.org/x")),
    "picture-on-a-network.docx": (Reason.LOCAL_LINK, lambda: linked("image", "file:///\\\\1.2.3.4\\a.png")),
    "link-to-a-program.docx": (Reason.LOCAL_LINK, lambda: linked("hyperlink", "ms-msdt:/id x")),
    "link-to-a-disk.docx": (Reason.LOCAL_LINK, lambda: linked("hyperlink", "file:///C:\\x.exe")),
    "dde.docx": (Reason.LINKED, lambda: open_xml(text=FIELD.format(" DDEA", "UTO c:\\\\cmd.exe"))),
    "dde-in-one.docx": (Reason.LINKED, lambda: open_xml(text='<w:fldSimple w:instr="D&#68;E a b"/>')),
    "picture-by-field.docx": (
        Reason.LOCAL_LINK,
        lambda: open_xml(text=FIELD.format("INCLUDEPICTURE ", '"\\\\\\\\1.2.3.4\\\\a.png"')),
    ),
    "picture-by-field-without-quotes.docx": (
        Reason.LOCAL_LINK,
        lambda: open_xml(text=FIELD.format("INCLUDEPICTURE ", "\\\\\\\\1.2.3.4\\\\a.png \\d")),
    ),
    "picture-by-field-in-curly-quotes.docx": (
        Reason.LOCAL_LINK,
        lambda: open_xml(text=FIELD.format("INCLUDEPICTURE \\d ", "„\\\\\\\\1.2.3.4\\\\a b.png”")),
    ),
    "link-by-field-without-quotes.docx": (
        Reason.LOCAL_LINK,
        lambda: open_xml(text=FIELD.format("HYPERLINK ", "\\o tip file:///c:/x.exe")),
    ),
    "link-by-field-after-what-looks-like-a-tip.docx": (
        Reason.LOCAL_LINK,
        lambda: open_xml(text=FIELD.format("HYPERLINK ", '"a \\o "file:///c:/x.exe" "')),
    ),
    "text-by-field.docx": (
        Reason.LINKED,
        lambda: open_xml(text=FIELD.format("INCLUDE", 'TEXT "https://example.org/x.docx"')),
    ),
    "program.pptx": (Reason.MACROS, lambda: slide('<a:hlinkClick action="ppaction://program"/>')),
    "program-when-passed-over.pptx": (
        Reason.MACROS,
        lambda: slide('<a:hlinkMouseOver action="ppaction://Program"/>'),
    ),
    "macro-by-its-name.pptx": (
        Reason.MACROS,
        lambda: slide('<a:hlinkHover action="ppaction://macro?name=x"/>'),
    ),
    "object-by-its-verb.pptx": (
        Reason.MACROS,
        lambda: slide('<a:hlinkClick action="ppaction://ole?verb=0"/>'),
    ),
    "links.xlsx": (
        Reason.LINKED,
        lambda: open_xml(
            "xlsx", **WORKBOOK, types={"/xl/l.xml": SHEET + "externalLink+xml"}, more={"xl/l.xml": "<a/>"}
        ),
    ),
    "query.xlsx": (
        Reason.LINKED,
        lambda: open_xml(
            "xlsx", **WORKBOOK, types={"/xl/c.xml": SHEET + "connections+xml"}, more={"xl/c.xml": "<a/>"}
        ),
    ),
    "program.docx": (Reason.MACROS, lambda: inside("word/embeddings/x.HTA", b"x")),
    "program-renamed.docx": (Reason.MACROS, lambda: inside("word/media/image1.png", b"MZ\x90")),
    "archive-inside.docx": (Reason.OBJECT, lambda: inside("word/media/x.zip", archive({"a": b"b"}))),
    "program-in-pieces.docx": (
        Reason.MACROS,
        lambda: in_pieces(inside("word/media/image1.png", b"MZ\x90")),
    ),
    "object-in-pieces.docx": (Reason.OBJECT, lambda: in_pieces(inside("word/media/image1.png", COMPOUND))),
    "macros-in-pieces.docx": (
        Reason.MACROS,
        lambda: in_pieces(inside("word/embeddings/a.docx", inside("word/vbaProject.bin", b"\0"))),
    ),
    "program-in-pieces.odt": (
        Reason.MACROS,
        lambda: in_pieces(open_document(more={"Pictures/1.png": b"MZ\x90"})),
    ),
    "something-before-a-nested-file.docx": (
        Reason.OBJECT,
        lambda: inside("word/embeddings/a.docx", b"\0" + DOCX),
    ),
    "nested-file-of-another-name.docx": (
        Reason.OBJECT,
        lambda: open_xml(
            links=(("package", "embeddings/a.bin", "Internal"),),
            more={"word/embeddings/a.bin": b"\0" + DOCX},
        ),
    ),
    "archive-without-members.docx": (Reason.OBJECT, lambda: inside("word/media/x.bin", archive({}))),
    "macros-one-deeper.docx": (
        Reason.MACROS,
        lambda: inside("word/embeddings/a.docx", inside("word/vbaProject.bin", b"\0")),
    ),
    "password.docx": (Reason.PASSWORD, lambda: COMPOUND + bytes(500) + PASSWORD_MARK),
    "old.docx": (Reason.BROKEN, lambda: COMPOUND + bytes(500)),
    "workbook.docx": (Reason.BROKEN, lambda: open_xml("xlsx", **WORKBOOK)),
    "no-relations.docx": (
        Reason.BROKEN,
        lambda: archive({"[Content_Types].xml": "<T/>", "word/document.xml": "<a/>"}),
    ),
    "entities.docx": (
        Reason.BROKEN,
        lambda: inside("word/_rels/x.rels", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    ),
    "two-of-one-name.docx": (Reason.BROKEN, lambda: inside("WORD/document.xml", "<a/>")),
    "two-archives.docx": (Reason.BROKEN, lambda: inside("word/vbaProject.bin", b"\0")[:-22] + DOCX),
    "macros.odt": (Reason.MACROS, lambda: open_document(more={"Basic/Standard/Module1.xml": "<a/>"})),
    "script.odt": (Reason.MACROS, lambda: open_document(more={"Scripts/python/x.txt": "x"})),
    "button.odt": (
        Reason.MACROS,
        lambda: open_document(content='<script:event-listener xlink:href="vnd.sun.star.script:a.b"/>'),
    ),
    "runs-a-program.odp": (
        Reason.MACROS,
        lambda: open_document("presentation", '<presentation:event-listener presentation:action="execute"/>'),
    ),
    "object.odt": (Reason.OBJECT, lambda: open_document(more={"Object 1": COMPOUND})),
    "section.odt": (
        Reason.LINKED,
        lambda: open_document(content='<text:section-source xlink:href="https://example.org/x.odt"/>'),
    ),
    "section-beside-it.odt": (
        Reason.LINKED,
        lambda: open_document(content='<text:section-source xlink:href="../x.odt"/>'),
    ),
    "frame.odt": (
        Reason.LINKED,
        lambda: open_document(content='<draw:floating-frame xlink:href="file:///etc"/>'),
    ),
    "reloads.odt": (
        Reason.LINKED,
        lambda: open_document(more={"meta.xml": "<m xmlns:x='urn:x'><auto-reload x:href='http://a.b'/></m>"}),
    ),
    "dde.ods": (
        Reason.LINKED,
        lambda: open_document("spreadsheet", '<table:table-cell table:formula=\'of:=DDE("a";"b")\'/>'),
    ),
    "picture-on-a-network.odt": (
        Reason.LOCAL_LINK,
        lambda: open_document(content='<draw:image xlink:href="//1.2.3.4/a.png"/>'),
    ),
    "form-that-sends.odt": (
        Reason.ACTION,
        lambda: open_document(content='<text:form xlink:href="https://example.org/"/>'),
    ),
    "form-of-xforms.odt": (
        Reason.ACTION,
        lambda: open_document(content='<x:submission xmlns:x="urn:x" action="https://example.org/"/>'),
    ),
    "password.odt": (
        Reason.PASSWORD,
        lambda: open_document(more={"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
    ),
    "presentation.odt": (Reason.BROKEN, lambda: open_document("presentation")),
}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_office_file_as_a_library_or_program_writes_it_is_innocent(path):
    assert verdict(path.name, path.read_bytes()) == "innocent"


@pytest.mark.parametrize("name", INNOCENT)
def test_office_file_that_does_nothing_by_itself_is_innocent(name):
    assert verdict(name, INNOCENT[name]()) == "innocent"


@pytest.mark.parametrize("name", REFUSED)
def test_office_file_that_acts_or_fetches_is_refused_for_what_it_does(name):
    reason, make = REFUSED[name]

    assert verdict(name, make()) == reason


@pytest.mark.parametrize(("extension", "content"), [("docx", DOCX), ("odt", ODT)])
def test_damaged_archive_is_refused_unless_all_of_it_unpacks_to_what_it_was(extension, content):
    verdicts = Counter()
    for place in range(0, len(content), 7):
        damaged = content[:place] + b"\xff\xff\xff" + content[place + 3 :]
        verdicts[verdict(f"x.{extension}", damaged)] += 1
        if verdict(f"x.{extension}", damaged) == "innocent":
            assert members(damaged) == members(content)

    assert verdicts["innocent"] < verdicts[Reason.BROKEN]


def test_relations_of_a_part_that_nothing_refers_to_are_read_as_well():
    content = inside("word/_rels/weg.xml.rels", relations(("frame", "https://example.org", "External")))

    assert verdict("x.docx", content) == Reason.LINKED
