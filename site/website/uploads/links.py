"""Addresses and formulas in a file: which are innocent, and which load something from elsewhere."""

import re

from website.uploads.refusal import Reason, Refused

# These lead to the web, a mail program or a telephone. All others (file:, javascript:, ms-…:, the letter of
# a drive) open something on the reader's machine or network.
INNOCENT_SCHEMES = {
    *("http", "https", "mailto", "tel", "sms", "ftp", "ftps", "sftp", "news", "geo", "webcal"),
    *("sip", "sips", "callto", "skype", "xmpp", "doi", "urn", "info"),
}
IGNORED = re.compile(r"[\x00-\x20\x7f\u200b\ufeff]")
# A name with a dot before the colon is a host with its port, as in voorbeeld.nl:8080.
SCHEME = r"([a-z][a-z0-9+-]*):"
HOST = re.compile(rf"[\\/]{{2}}|{SCHEME}", re.I)
OUTSIDE = re.compile(rf"/|\.\./|[\\/]{{2}}|{SCHEME}", re.I)
DRIVE = re.compile(r"(file:/{0,3})?/?[a-z](:|%3a)[\\/]", re.I)
TEXT = re.compile(r'"((?:[^"]|"")*)"')
# Functions that fetch, call a library or ask a program for data (as does ``program|topic!item``).
FUNCTION_THAT_LOADS = re.compile(
    r"\b(WEBSERVICE|IMAGE|RTD|CALL|REGISTER|REGISTER\.ID|SQL\.REQUEST|DDE|IMPORT[A-Z]+)\s*\("
    r"|\w\|\s*('[^'\n]*'|\w+)\s*!",
    re.I,
)
# Another file: ``'file'#`` as LibreOffice writes it, ``'folder\[file]sheet'!`` and ``[file]sheet!`` as Excel.
# ``[0]`` is the file itself, and a table has brackets behind its name.
OTHER_FILE = re.compile(r"://|'[^'#\]]*'#|'[^']*\[[^']*'!|(?<![\w\]])\[(?!0\])[^\]]+\]\w+!")
# The same in a text that INDIRECT takes as a reference, also when cells supply the rest of it.
OTHER_FILE_IN_A_TEXT = re.compile(r"(?<!\w)\[(?![^\]]*\]($|[\],]))|[\\/]{2}|\b(https?|file|ftp|smb):", re.I)
ADDRESS = re.compile(r"[a-z][a-z0-9+-]*://.*|^\\\\\w.*", re.I | re.S)
LINK = re.compile(r'\bHYPERLINK\s*\(\s*(?:"((?:[^"]|"")*)")?', re.I)
# A text by itself, or a list of texts to choose from.
NO_FORMULA = re.compile(r'(\w+:)?(cell-content-is-in-list)?[\s"();=]*$')
# A cell of a CSV file that a spreadsheet takes as a formula, up to the end of its quotes or line.
NUMBER = r"[+-][\d.,]*\d[ %]*(?:[,;\t\r\n\"]|$)"
CELL_WITH_A_FORMULA = re.compile(
    rf'(?:^|[,;\t]) *(?:" *(?!{NUMBER})[=+@-](?:[^"]|"")*+|(?!{NUMBER})[=+@-].*)', re.M
)


def is_local(address: str) -> bool:
    """Whether it leads to a file or program, or to a machine of a local network (``\\\\server\\share``)."""
    found = HOST.match(IGNORED.sub("", address))
    return found is not None and (found[1] or "").lower() not in INNOCENT_SCHEMES


def is_elsewhere(address: str) -> bool:
    """Whether opening it asks another machine: anything but a path without a host."""
    plain = IGNORED.sub("", address)
    return HOST.match(plain) is not None and not DRIVE.match(plain)


def is_outside(address: str) -> bool:
    """Whether it is outside the package in which it stands."""
    return OUTSIDE.match(IGNORED.sub("", address)) is not None


def inspect_formula(formula: str) -> None:
    """Raise Refused when opening the file, or following a link in it, asks for what is elsewhere."""
    rest = TEXT.sub('""', formula)
    if FUNCTION_THAT_LOADS.search(rest) or OTHER_FILE.search(rest):
        raise Refused(Reason.LINKED, formula)
    texts = TEXT.findall(formula)
    if NO_FORMULA.match(rest) or not texts:
        return
    if re.search(r"\bINDIRECT\s*\(", rest, re.I) and OTHER_FILE_IN_A_TEXT.search("".join(texts)):
        raise Refused(Reason.LINKED, formula)
    links = LINK.findall(formula)
    addresses = [match[0] for match in map(ADDRESS.search, texts) if match]
    for address in (*links, *addresses):
        if is_local(address):
            raise Refused(Reason.LOCAL_LINK, address)
    if addresses and not links:
        raise Refused(Reason.LINKED, addresses[0])


def inspect_csv(text: str) -> None:
    """Raise Refused when a spreadsheet that opens this text would ask a program or the web for data."""
    for cell in CELL_WITH_A_FORMULA.finditer(text):
        if FUNCTION_THAT_LOADS.search(cell[0]):
            raise Refused(Reason.LINKED, cell[0].strip(',;\t "'))
