"""Which addresses inside a file are innocent: those of the web, not of somebody's disk or network."""

import re

# Following one of these asks the web, a mail program or a telephone. All else (file:, javascript:,
# ms-…:, a drive's letter) opens something on the machine or network of who follows it.
INNOCENT_SCHEMES = {
    *("http", "https", "mailto", "tel", "sms", "ftp", "ftps", "sftp", "news", "geo", "webcal"),
    *("sip", "sips", "callto", "skype", "xmpp", "doi", "urn", "info"),
}
IGNORED = re.compile(r"[\x00-\x20\x7f\u200b\ufeff]")
# A name with a dot before the colon is a host with its port, as in voorbeeld.nl:8080.
SCHEME = re.compile(r"([a-z][a-z0-9+-]*):", re.I)
DRIVE = re.compile(r"(file:/{0,3})?/?[a-z](:|%3a)[\\/]", re.I)


def is_local(address: str) -> bool:
    """Whether it leads to a file or program, or to a machine of a local network (``\\\\server\\share``)."""
    plain = IGNORED.sub("", address)
    if re.match(r"[\\/]{2}", plain):
        return True
    scheme = SCHEME.match(plain)
    return scheme is not None and scheme[1].lower() not in INNOCENT_SCHEMES


def is_elsewhere(address: str) -> bool:
    """Whether opening it asks another machine: anything but a path without a host."""
    plain = IGNORED.sub("", address)
    if DRIVE.match(plain):
        return False
    return bool(re.match(r"[\\/]{2}", plain) or SCHEME.match(plain))


def is_outside(address: str) -> bool:
    """Whether it is outside the package in which it stands."""
    plain = IGNORED.sub("", address)
    return is_local(plain) or SCHEME.match(plain) is not None or plain.startswith(("../", "/"))
