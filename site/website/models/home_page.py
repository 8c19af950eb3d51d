"""The home page: the root of the site, which finds every other page by its address."""

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.url_routing import RouteResult

from accounts.viewer import viewer_of
from website.models.content_page import ContentPage
from website.validators import is_web_address, validate_contact


class HomePage(ContentPage):
    """The home page; rooms add their rows to it by slot."""

    search_placeholder = models.CharField(
        _("example in the search field"),
        max_length=60,
        blank=True,
        help_text=_("Stands in the empty search field of the home page."),
    )
    footer_note = models.CharField(
        _("note at the foot of every page"),
        max_length=200,
        blank=True,
        help_text=_("For example that some of the content is made up."),
    )
    run_by = models.CharField(
        _("who runs this site"),
        max_length=120,
        blank=True,
        help_text=_(
            "The organisation that answers for this site, written as after “This site is run by”. "
            "It stands at the foot of every page."
        ),
    )
    contact = models.CharField(
        _("contact address"),
        max_length=200,
        blank=True,
        validators=[validate_contact],
        help_text=_(
            "Where visitors can ask something: an e-mail address, or a page that begins with https://"
        ),
    )

    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("search_placeholder"),
        FieldPanel("footer_note"),
        FieldPanel("run_by"),
        FieldPanel("contact"),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def contact_url(self) -> str:
        """Where a link to the contact leads; empty while there is none."""
        is_page = is_web_address(self.contact)
        return f"mailto:{self.contact}" if self.contact and not is_page else self.contact

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a page by its whole address; a hidden page and a missing one take the same time."""
        if not path_components:
            return RouteResult(self)
        if any("\x00" in component for component in path_components):
            raise Http404  # no address holds one, and not every database can compare with it
        path = f"{self.url_path}{'/'.join(path_components)}/"
        viewer = viewer_of(request)
        page = ContentPage.objects.visible_to(viewer).filter(url_path=path).first()
        if page is None:
            gone = ContentPage.objects.withdrawn_from(viewer).filter(url_path=path).first()
            if gone:  # on the request, as Wagtail makes one error of all
                request.gone = gone.specific_class.gone  # type: ignore[attr-defined]
            raise Http404
        return page.specific.route(request, [])
