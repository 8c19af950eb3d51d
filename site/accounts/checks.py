"""What the doctor looks at here: whether attempts at a password can be counted by where they come from."""

from django.conf import settings
from django.core.checks import CheckMessage, Info, Warning
from django.utils.translation import gettext as _
from wagtail import hooks

from accounts.login_throttle import NO_ADDRESS


@hooks.register("doctor")
def proxy() -> list[CheckMessage]:
    """Whether the proxy before the site says where visitors come from, as far as logins have shown."""
    if not settings.TRUSTED_PROXIES:
        return [Info(_("not used; visitors come straight here"), obj=_("proxy"))]
    if not (settings.VAR_DIR / NO_ADDRESS).exists():
        return [Info(_("says who asks"), obj=_("proxy"))]
    found = _("at the last login it did not say who asked")
    hint = _(
        "Let it set X-Forwarded-For, or mend REGIOBRUG_PROXIES:"
        " all visitors count as one when passwords are tried."
    )
    return [Warning(found, hint=hint, obj=_("proxy"))]
