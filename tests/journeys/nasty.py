"""Five hundred things that people, programs and attackers type in a search box."""

import random

WORDS = [
    "stage",
    "coördinator",
    "mbo",
    "kd",
    "begeleiding",
    "s1",
    "'s-Hertogenbosch",
    "pps'en",
    "businesscase",
]
QUOTES = [
    '"',
    '""',
    '"stage',
    'stage"',
    "'",
    "''",
    "`",
    "“stage”",
    '"a" "b',
    "a'b\"c",
    '\\"',
    "\\",
    "\\\\",
    '"""',
]
OPERATORS = [
    "AND",
    "OR",
    "NOT",
    "NEAR",
    "a AND",
    "OR b",
    "NOT NOT a",
    "a NEAR/3 b",
    "(a",
    "a)",
    "((",
    "-a",
    "+a",
    "^a",
]
OPERATORS += [
    "a*",
    "*",
    "**",
    "?",
    "a:b",
    "title:stage",
    "{a}",
    "[a]",
    "a~2",
    "a^4",
    "&&",
    "||",
    "!",
    ":",
    "NEAR(a b, 2)",
]
SQL = [
    "' OR 1=1 --",
    "'; DROP TABLE wagtailcore_page; --",
    "1) UNION SELECT 1--",
    "%",
    "%%",
    "_",
    "a%b_c",
    "/* a */",
]
SQL += [
    "\\%",
    "0x41",
    "NULL",
    "true",
    "-1",
    "1e400",
    "NaN",
    "Infinity",
    "${7*7}",
    "{{7*7}}",
    "{% now 'Y' %}",
    "%(q)s",
    "%s%n",
]
MARKUP = [
    "<script>alert(1)</script>",
    "<b>",
    "&amp;",
    "&#0;",
    "<!--",
    "]]>",
    "<svg onload=1>",
    "javascript:alert(1)",
]
BYTES = [
    "\x00",
    "stage\x00",
    "\x01\x02",
    "\x7f",
    "\ufffd",
    "\ufeffstage",
    "\u200b",
    "\u202estage\u202c",
    "\u2066a\u2069",
]
BYTES += [
    "\r\n",
    "\t",
    "\u2028",
    "\u0301",
    "e\u0301\u0301\u0301",
    "ﬁets",
    "ǆ",
    "İstanbul",
    "ß",
    "ſ",
    "ΐ",
    "Ⅷ",
    "①",
    "½",
]
SCRIPTS = [
    "العربية",
    "שלום",
    "中文",
    "日本語",
    "한국어",
    "ไทย",
    "हिन्दी",
    "Ελληνικά",
    "Русский",
    "𝔖𝔱𝔞𝔤𝔢",
    "👩‍👩‍👧‍👦",
    "🇳🇱",
    "🏴‍☠️",
    "💩" * 20,
]
LENGTHS = [
    "a" * 200,
    "a" * 201,
    "a" * 10_000,
    "stage " * 1_000,
    "a " * 5_000,
    "\u0301" * 500,
    '"' * 999,
    "(" * 999,
    "%" * 5_000,
]
LENGTHS += ["a-" * 300, "a_" * 300, "'a" * 300, "é" * 3_000, "💩" * 3_000, " " * 500, "-" * 500, "*" * 500]
EMPTY = [
    "",
    " ",
    "\u00a0",
    "\u3000",
    ".",
    ",",
    "...",
    "-",
    "_",
    "/",
    "//",
    "../..",
    "#",
    "@",
    "=",
    "~",
    "|",
    ";",
]

ODDITIES = [*QUOTES, *OPERATORS, *SQL, *MARKUP, *BYTES, *SCRIPTS, *LENGTHS, *EMPTY]


def _mixed(count: int) -> list[str]:
    """Words with oddities before, after and inside them; the same every time."""
    chance = random.Random(20240601)
    made: list[str] = []
    while len(made) < count:
        parts = [chance.choice(WORDS), chance.choice(ODDITIES)[:40], chance.choice(WORDS)]
        chance.shuffle(parts)
        made.append(chance.choice(["", " ", "  "]).join(parts))
    return made


NASTY = [*ODDITIES, *_mixed(500 - len(ODDITIES))]
assert len(NASTY) == 500
