"""Inspects OpenDocument files (LibreOffice): macros, objects, and content that is loaded on opening."""

from website.uploads.links import inspect_formula, is_elsewhere, is_local, is_outside
from website.uploads.package import Package
from website.uploads.refusal import Reason, Refused
from website.uploads.xml_parts import Attributes, read_xml

DOCUMENT_TYPES = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
# The targets of these are loaded into the document without a click.
LOADED = {
    *("object", "object-ole", "floating-frame", "section-source", "table-source", "cell-range-source"),
    *("auto-reload", "connection-resource", "change-track-table-cell"),
}
LISTENER_ACTIONS = {"execute", "macro", "verb"}
FORMULAS = {"formula", "expression", "condition"}


def inspect_open_document(package: Package, extension: str) -> None:
    """Raise Refused when the package is not of this type, or holds or loads something that acts."""
    if "mimetype" not in package:
        raise Refused(Reason.BROKEN)
    if package.begin("mimetype", 200).decode("ascii", "replace").strip() != DOCUMENT_TYPES[extension]:
        raise Refused(Reason.BROKEN)
    manifest = "META-INF/manifest.xml"
    if manifest in package and any(name == "encryption-data" for name, _ in package.elements(manifest)):
        raise Refused(Reason.PASSWORD)
    if "content.xml" not in package:
        raise Refused(Reason.BROKEN)
    for name in package:
        if name.lower().endswith(".xml") and not name.startswith("META-INF/"):
            read_xml(package.budget, package.chunks(name), _inspect_element)


def _inspect_element(element: str, attributes: Attributes) -> None:
    if element in {"dde-source", "dde-connection-decl"}:
        raise Refused(Reason.LINKED, "DDE")
    if element == "applet":
        raise Refused(Reason.OBJECT)
    if element == "script" or (
        element == "event-listener"
        and ("macro-name" in attributes or attributes.get("action") in LISTENER_ACTIONS)
    ):
        raise Refused(Reason.MACROS)
    for name, value in attributes.items():
        if name in FORMULAS or (name == "value" and element == "condition"):
            inspect_formula(value)
    href = attributes.get("href")
    if element == "submission" or (element == "form" and href):
        raise Refused(Reason.ACTION)
    if href:
        _inspect_address(element, href)


def _inspect_address(element: str, href: str) -> None:
    if href.lower().startswith(("vnd.sun.star.script:", "macro:", "script:", "javascript:")):
        raise Refused(Reason.MACROS, href)
    if element in LOADED:
        if is_outside(href):
            raise Refused(Reason.LINKED, href)
    elif element == "template":
        if is_elsewhere(href):
            raise Refused(Reason.LINKED, href)
    elif is_local(href):
        raise Refused(Reason.LOCAL_LINK, href)
