"""The checks of the doctor about this room: the address of the site, and a contact for visitors."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Info, Warning
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Site

from website.models import HomePage


@hooks.register("doctor")
def contact(**_options: Any) -> list[CheckMessage]:
    home = HomePage.objects.first()
    if home is None:
        return [Warning(_("there is no home page"), hint=_("Run: manage.py setup"), obj=_("contact"))]
    if home.run_by and home.contact:
        return [Info(f"{home.run_by}, {home.contact}", obj=_("contact"))]
    found = _("visitors do not see who runs the site, or where to ask something")
    hint = _("Fill in “who runs this site” and “contact address” on the home page, in the admin.")
    return [Warning(found, hint=hint, obj=_("contact"))]


@hooks.register("doctor")
def address(**_options: Any) -> list[CheckMessage]:
    """Whether addresses in full, in the sitemap and in mail, lead to the same site."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return [Warning(_("the site has no address"), hint=_("Run: manage.py setup"), obj=_("address"))]
    told = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    if site.root_url == told:
        return [Info(told, obj=_("address"))]
    found = _("%(here)s in the database, %(there)s in the settings")
    hint = _("Mend REGIOBRUG_BASE_URL, or the site under “Settings” in the admin.")
    return [Warning(found % {"here": site.root_url, "there": told}, hint=hint, obj=_("address"))]
