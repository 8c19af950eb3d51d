"""Which organisations take part in a partnership, and as what."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from casebook.enums import MemberRole
from casebook.models.organisation import Organisation
from casebook.models.partnership import Partnership


class PartnershipMember(Orderable):
    """An organisation in a partnership."""

    partnership = ParentalKey(Partnership, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=12, choices=MemberRole.choices, default=MemberRole.PARTNER)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation"], name="partnership_has_organisation_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)
