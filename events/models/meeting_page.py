"""The agenda, and the pages of its exchange meetings."""

from collections.abc import Collection
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    TitleFieldPanel,
)
from wagtail.fields import StreamField

from accounts.viewer import viewer_of
from casebook.enums import Origin
from events.blocks import meeting_blocks
from events.enums import AttendanceMode, Zone
from events.forms import MeetingPageForm, MeetingTimePanel
from events.models.meeting_relations import MeetingPartnership
from events.when import When
from website.models import ContentPage

CALENDAR_FACTS = ("title", "starts_at", "ends_at", "zone", "attendance_mode", "place", "cancelled")


class MeetingIndexPage(ContentPage):
    """The list of meetings: coming ones by month, past ones below."""

    parent_page_types = ["website.HomePage"]
    subpage_types = ["events.MeetingPage"]
    max_count = 1
    promote_panels = [*ContentPage.promote_panels, FieldPanel("show_in_menus")]

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agendas")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # Queries know the models, so pages import them when there is something to ask.
        from events.domain.queries import agenda_context

        context = super().get_context(request, *args, **kwargs)
        return context | agenda_context(page=self, viewer=viewer_of(request), parameters=request.GET)


class MeetingPage(ContentPage):
    """An announced meeting: when, where, for whom, about which obstacles, and how to sign up."""

    # Empty only while a meeting is a draft.
    starts_at = models.DateTimeField(
        _("starts at"), null=True, help_text=_("Day and time, on the clock of the place where people meet.")
    )
    ends_at = models.DateTimeField(
        _("ends at"), null=True, help_text=_("On the same day, or on the last one.")
    )
    zone = models.CharField(
        _("time zone"),
        max_length=20,
        choices=Zone.choices,
        default=Zone.AMSTERDAM,
        help_text=_("Named beside every time, also in the calendar file."),
    )
    attendance_mode = models.CharField(
        _("attendance mode"), max_length=10, choices=AttendanceMode.choices, default=AttendanceMode.PLACE
    )
    place = models.CharField(
        _("place"),
        max_length=200,
        blank=True,
        help_text=_(
            "Building, street and town. For example: De Nieuwe Buitensociëteit, Stationsplein 1, Zwolle"
        ),
    )
    online_note = models.CharField(
        _("how to join online"),
        max_length=200,
        blank=True,
        help_text=_("For example: who signs up gets the link the day before."),
    )
    for_whom = models.CharField(
        _("for whom"),
        max_length=250,
        help_text=_("For example: coordinators and directors who want to leave the pilot stage."),
    )
    organised_by = models.CharField(
        _("organised by"), max_length=150, default="SBB", help_text=_("For example: SBB, with Zwolse Koers")
    )
    how_to_sign_up = models.TextField(
        _("how to sign up"),
        max_length=500,
        blank=True,
        help_text=_("For example: mail your name and your partnership before 1 December."),
    )
    sign_up_email = models.EmailField(
        _("e-mail address to sign up"),
        blank=True,
        help_text=_(
            "The page makes a link of it that begins a mail, with the title of the meeting filled in."
        ),
    )
    sign_up_url = models.URLField(
        _("address to sign up"),
        blank=True,
        help_text=_("Of a form elsewhere, if there is one. Begin with https://"),
    )
    cancelled = models.BooleanField(
        _("does not take place"),
        default=False,
        help_text=_(
            "The page stays, and says so; the calendar file takes the meeting out of people's calendars."
        ),
    )
    result = models.TextField(
        _("what the meeting brought"),
        max_length=1000,
        blank=True,
        help_text=_("Fill this in afterwards: one or two sentences, and choose the lessons below."),
    )
    body = StreamField(meeting_blocks(), blank=True, verbose_name=_("programme"))
    sequence = models.PositiveIntegerField(default=0, editable=False)

    gone = _("This meeting was taken away")
    parent_page_types = ["events.MeetingIndexPage"]
    subpage_types: list[str] = []
    base_form_class = MeetingPageForm
    exclude_fields_in_copy = ["sequence"]
    needed_rows = MeetingPageForm.too_few
    content_panels = [
        TitleFieldPanel(
            "title",
            help_text=_("The question that people meet about. For example: Who is in fact the owner?"),
        ),
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldRowPanel([MeetingTimePanel("starts_at"), MeetingTimePanel("ends_at")]),
                FieldPanel("zone"),
                FieldPanel("cancelled"),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [FieldPanel("attendance_mode"), FieldPanel("place"), FieldPanel("online_note")],
            heading=_("Where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("for_whom", "organised_by", "how_to_sign_up", "sign_up_email", "sign_up_url")
            ],
            heading=_("For whom, and how to sign up"),
        ),
        MultipleChooserPanel(
            "meeting_obstacles",
            chooser_field_name="obstacle",
            heading=_("About which obstacles"),
            label=_("Obstacle"),
            min_num=1,
            help_text=_("At least one: the meeting is announced on the page of the obstacle as well."),
        ),
        MultipleChooserPanel(
            "meeting_partnerships",
            chooser_field_name="partnership",
            heading=_("With which partnerships"),
            label=_("Partnership"),
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("result"),
                MultipleChooserPanel("meeting_lessons", chooser_field_name="lesson", label=_("Lesson")),
            ],
            heading=_("Afterwards"),
        ),
    ]

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="meeting_ends_after_it_starts"
            )
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from events.domain.queries import meeting_context

        context = super().get_context(request, *args, **kwargs)
        return context | meeting_context(page=self, viewer=viewer_of(request))

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end lies before the start.")})

    def missing(self) -> dict[str, Any]:
        errors: dict[str, Any] = {}
        if self.attendance_mode != AttendanceMode.ONLINE and not self.place:
            errors["place"] = _("Write down where people meet, or choose “online”.")
        if self.attendance_mode != AttendanceMode.PLACE and not self.online_note:
            errors["online_note"] = _("Write down how somebody joins online.")
        if not (self.is_past or self.how_to_sign_up or self.sign_up_email or self.sign_up_url):
            errors["how_to_sign_up"] = _("Write down how somebody signs up, or give an address below.")
        return errors

    @property
    def noindex(self) -> bool:
        """A meeting of invented partnerships only is not for search engines elsewhere."""
        rows = MeetingPartnership.objects.filter(page=self.pk or 0)
        return set(rows.values_list("partnership__origin", flat=True)) == {Origin.FICTIONAL}

    @classmethod
    def indexable_q(cls) -> models.Q:
        # Also what rows of meetings ask: each of them says whether it is invented.
        rows = MeetingPartnership.objects.filter(page=models.OuterRef("pk"))
        real = rows.exclude(partnership__origin=Origin.FICTIONAL)
        return models.Q(~models.Exists(rows)) | models.Q(models.Exists(real))

    def prepare_locked(self) -> Collection[str]:
        """Raise the sequence when what stands in people's calendars changes."""
        earlier = MeetingPage.objects.filter(pk=self.pk).first()
        if earlier is None:
            return ()
        changed = any(getattr(earlier, name) != getattr(self, name) for name in CALENDAR_FACTS)
        self.sequence = earlier.sequence + changed
        return ("sequence",)

    @property
    def when(self) -> Any:
        """Start and end on the clock of the meeting; None while a draft lacks one of them."""
        if not (self.starts_at and self.ends_at):
            return None
        zone = ZoneInfo(self.zone)
        return When(self.starts_at.astimezone(zone), self.ends_at.astimezone(zone))

    @property
    def is_past(self) -> bool:
        return self.ends_at is not None and self.ends_at < timezone.now()

    @property
    def where(self) -> str:
        if self.attendance_mode == AttendanceMode.ONLINE:
            return str(_("Online"))
        if self.attendance_mode == AttendanceMode.HYBRID:
            return str(_("%(place)s, and online") % {"place": self.place})
        return self.place

    @property
    def off(self) -> str:
        """What stands before the title of a meeting that was called off."""
        return str(_("Does not take place")) if self.cancelled else ""

    @property
    def row_note(self) -> str:
        """What a row says under the place: the time, or that it is over."""
        if self.is_past:
            return "" if self.cancelled else str(_("Was held"))
        return ", ".join(filter(None, [self.when.hours if self.when else "", self.other_zone]))

    @property
    def row_month(self) -> str:
        """What a row says under the day; of what was, the year as well."""
        month = self.when.under_the_day
        return f"{month} {self.when.last_day.year}" if self.is_past else month

    @property
    def other_zone(self) -> str:
        """The zone, where it is not the one that readers take for granted."""
        return "" if self.zone == Zone.AMSTERDAM else self.get_zone_display()

    @property
    def sign_up_mail(self) -> str:
        """The link that begins a mail about this meeting."""
        subject = quote(_("Sign up: %(title)s") % {"title": self.title})
        return (
            f"mailto:{quote(self.sign_up_email, safe='@+')}?subject={subject}" if self.sign_up_email else ""
        )
