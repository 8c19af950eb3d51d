"""The doctor: looks at everything the site leans on and says what to mend."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from config.checkups import Look, contact, database, outbox, search, storage


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor: what was looked at, what was found, and the mend if it is not well."""

    subject: str
    found: str
    mend: str = ""

    @property
    def well(self) -> bool:
        """Whether nothing needs to be done."""
        return not self.mend


def examine() -> list[Finding]:
    """Look at everything; a check that itself breaks is a finding too."""
    return [_guarded(name, check) for name, check in checks().items()]


def _guarded(name: str, check: Callable[[], Look]) -> Finding:
    try:
        return Finding(name, *check())
    except Exception as error:
        return Finding(
            name,
            _("could not be looked at (%(error)s)") % {"error": f"{type(error).__name__}: {error}"},
            _("Look in the log."),
        )


def checks() -> dict[str, Callable[[], Look]]:
    """What is looked at, by its name on the screen."""
    return {
        _("database"): database.database,
        _("search"): search.inside,
        "Elasticsearch": search.elasticsearch,
        _("messages"): outbox.messages,
        _("periodic tasks"): outbox.periodic_tasks,
        "Redis": outbox.redis_answers,
        _("mail"): contact.mail,
        _("contact"): contact.contact,
        _("address"): contact.address,
        _("proxy"): contact.proxy,
        _("clock"): database.clock,
        _("storage"): storage.storage,
        _("privacy"): storage.privacy,
        _("secrets"): storage.secrets,
        _("versions"): database.versions,
    }
