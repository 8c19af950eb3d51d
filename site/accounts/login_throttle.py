"""Attempts at a password: counted before they are made; guessing is slow, and keeps out nobody else.

An attempt counts for the address that it comes from and for the account that it is at, whether or not
there is such an account. Who logged in on a device before has a cookie that says so, and is counted by
it alone: somebody else who guesses, even from the same network, does not keep them out. Counts lie in a
cache; when that is away nothing is counted.
"""

import ipaddress
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import get_random_string, salted_hmac

from accounts.email_address import normalized

SALT = "accounts.login_throttle"
# Seconds for which an attempt counts, and how many there may be in that time.
PERIOD = 600
FROM_ADDRESS, AT_ACCOUNT, ON_DEVICE = 20, 10, 10
COOKIE = "device"
# A file of this name in the folder of the site: the last attempt came without an address.
NO_ADDRESS = "attempt-without-address"
COOKIE_SECONDS = 180 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Attempt:
    """What an attempt counts for, each with the most that there may be of it."""

    account: str
    limits: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, request: HttpRequest, account: str) -> "Attempt":
        name = _hidden("account", normalized(account))
        if device := _device_of(request, name):
            return cls(name, ((f"device:{device}", ON_DEVICE),))
        # Those of whom nobody says where they come from are counted as one.
        address = address_of(request)
        _flag_missing(address)
        by_address = f"address:{_hidden('address', address)}"
        return cls(name, ((f"account:{name}", AT_ACCOUNT), (by_address, FROM_ADDRESS)))

    def may_be_made(self) -> bool:
        """Count it; whether it stays within every limit. Those refused count too, but lengthen nothing."""
        counted = [_count(key) <= most for key, most in self.limits]
        return all(counted)

    def succeeded(self) -> None:
        """Take it back: who knows the password was not guessing, but may have guessed before."""
        for key, _most in self.limits:
            # The cache may be away.
            with suppress(ValueError):
                caches["attempts"].decr(key)

    def device_cookie(self) -> str:
        return signing.dumps([self.account, get_random_string(16)], salt=SALT)


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, a network of one household for IPv6; empty when nobody says so.

    Behind proxies it is what the outermost of ours wrote down, never what a visitor may have written.
    """
    given = request.META.get("REMOTE_ADDR", "")
    if proxies := settings.TRUSTED_PROXIES:
        passed = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",")]
        given = passed[-proxies] if len(passed) >= proxies else ""
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _flag_missing(address: str) -> None:
    """Leave a sign for the doctor when the proxy did not say who asks, and take it away when it did."""
    if settings.TRUSTED_PROXIES:
        # Where nothing may be written, as in a container, the proxy is ours.
        with suppress(OSError):
            sign = settings.VAR_DIR / NO_ADDRESS
            sign.unlink(missing_ok=True) if address else sign.touch()


def _device_of(request: HttpRequest, account: str) -> str:
    try:
        owner, device = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=COOKIE_SECONDS)
    except (signing.BadSignature, ValueError):
        return ""
    return str(device) if owner == account else ""


def _count(key: str) -> int:
    """How many there are with this one. Apart from cached pages: in Redis those end, and go, sooner."""
    caches["attempts"].add(key, 0, PERIOD)
    try:
        return caches["attempts"].incr(key)
    except ValueError:
        # The cache is away.
        return 0


def _hidden(kind: str, value: str) -> str:
    """Names and addresses of people do not lie in the cache."""
    return salted_hmac(f"{SALT}.{kind}", value, algorithm="sha256").hexdigest()
