"""The editor's form of a meeting: half of it can be saved, all of it is needed to publish."""

from wagtail.admin.forms.pages import WagtailAdminPageForm


class MeetingPageForm(WagtailAdminPageForm):
    """Asks for place, link and sign-up when somebody publishes, and leaves a draft alone."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.is_deferred_validation:
            for name, message in self.instance.missing().items():
                if name not in self.errors:
                    self.add_error(name, message)
