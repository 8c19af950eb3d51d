"""Django app of the website room."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class WebsiteConfig(AppConfig):
    name = "website"
    verbose_name = _("Website")
    slots = ("home-lead", "home-start", "home-map", "home-rows")

    def ready(self) -> None:
        from outbox import registry
        from website import clean_texts, exports, lookups, page_addresses, picture_sizes, receivers
        from website.domain import schedule
        from website.forms import addresses, dates, redirects
        from website.page_cache import content_version

        addresses.register_form_overrides()
        dates.register_form_overrides()
        clean_texts.register_form_overrides()
        redirects.register_form_overrides()
        exports.override_exports()
        page_addresses.guard_site_addresses()
        receivers.connect()
        clean_texts.connect()
        lookups.register()
        connection_created.connect(lookups.add_sqlite_function)
        content_version.watch_connections()
        registry.register("renditions", picture_sizes.make_sizes)
        registry.register_periodic_task("scheduled publishing", schedule.run_schedule)
