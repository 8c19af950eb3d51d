"""What people need: an address that leads here, somebody to ask, somebody who hears of errors."""

import smtplib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail.backends.smtp import EmailBackend
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.login_throttle import NO_ADDRESS
from config.checkups import Look
from website.models import HomePage


def mail() -> Look:
    """Whether who minds the site can be told of errors."""
    if not settings.ERROR_MAIL_TO:
        return _("nobody is told of errors; set REGIOBRUG_ADMINS for that"), ""
    for address in settings.ERROR_MAIL_TO:
        try:
            validate_email(address)
        except ValidationError:
            return _("%(address)s is no e-mail address") % {"address": address}, _("Mend REGIOBRUG_ADMINS.")
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    backend = EmailBackend(fail_silently=False)
    try:
        backend.open()
        backend.close()
    except (OSError, smtplib.SMTPException) as error:
        found = _("%(where)s does not answer (%(error)s)") % {"where": server, "error": type(error).__name__}
        return found, _("Does the mail server run, and is REGIOBRUG_MAIL right?")
    told = ", ".join(settings.ERROR_MAIL_TO)
    return _("errors go by %(server)s to %(told)s") % {"server": server, "told": told}, ""


def contact() -> Look:
    """Whether visitors see who runs the site."""
    home = HomePage.objects.first()
    if home is None:
        return _("there is no home page"), _("Run: manage.py setup")
    if not home.run_by or not home.contact:
        return _("visitors do not see who runs the site, or where to ask something"), _(
            "Fill in “who runs this site” and “contact address” on the home page, in the admin."
        )
    return f"{home.run_by}, {home.contact}", ""


def address() -> Look:
    """Whether addresses in full, in the sitemap and in mail, lead to the same site."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return _("the site has no address"), _("Run: manage.py setup")
    told = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    if site.root_url != told:
        found = _("%(here)s in the database, %(there)s in the settings") % {
            "here": site.root_url,
            "there": told,
        }
        return found, _("Mend REGIOBRUG_BASE_URL, or the site under “Settings” in the admin.")
    return told, ""


def proxy() -> Look:
    """Whether the proxy before the site says where visitors come from, as far as logins have shown."""
    if not settings.TRUSTED_PROXIES:
        return _("not used; visitors come straight here"), ""
    if (settings.VAR_DIR / NO_ADDRESS).exists():
        return _("at the last login it did not say who asked"), _(
            "Let it set X-Forwarded-For, or mend REGIOBRUG_PROXIES:"
            " all visitors count as one when passwords are tried."
        )
    return _("says who asks"), ""
