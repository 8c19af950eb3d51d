"""What a formula of a spreadsheet asks of elsewhere: functions that fetch, other files, and addresses."""

import re

from website.uploads.addresses import is_local
from website.uploads.refusal import Reason, Refused

TEXT = re.compile(r'"((?:[^"]|"")*)"')
# What fetches, calls a library or asks a program for its data (as does ``program|topic!item``).
FUNCTION_THAT_LOADS = re.compile(
    r"\b(WEBSERVICE|IMAGE|RTD|CALL|REGISTER|REGISTER\.ID|SQL\.REQUEST|DDE|IMPORT[A-Z]+)\s*\("
    r"|\w\|\s*('[^'\n]*'|\w+)\s*!",
    re.I,
)
# Another file: ``'file'#`` as LibreOffice writes it, ``'folder\[file]sheet'!`` and ``[file]sheet!`` as Excel.
# ``[0]`` is the file itself, and a table has brackets behind its name.
OTHER_FILE = re.compile(r"://|'[^'#\]]*'#|'[^']*\[[^']*'!|(?<![\w\]])\[(?!0\])[^\]]+\]\w+!")
# In a text that INDIRECT takes as a reference the same, also when cells give the rest of it.
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
