"""Things that pages are about; edited as snippets, as authors are in the tutorial."""

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.snippets.models import register_snippet


class Named(models.Model):
    """A thing with a name and a word for its address."""

    name = models.CharField(max_length=160)
    slug = models.SlugField(max_length=160)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


@register_snippet
class Perspective(Named):
    """The economic, social or legal side."""


@register_snippet
class Sector(Named):
    """A line of business."""


@register_snippet
class Region(Named):
    """A part of the country."""


@register_snippet
class Partnership(Named, ClusterableModel):
    """Schools, companies and municipalities that work together."""

    question = models.TextField(blank=True)
    origin = models.CharField(max_length=20, blank=True)
    website = models.URLField(blank=True)
    outline = models.TextField(blank=True)
    view_box = models.CharField(max_length=60, blank=True)


class PartnershipRegion(Orderable):
    """Where a partnership is."""

    partnership = ParentalKey(Partnership, on_delete=models.CASCADE, related_name="region_links")
    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="partnership_links")


class PartnershipSector(Orderable):
    """What a partnership is about."""

    partnership = ParentalKey(Partnership, on_delete=models.CASCADE, related_name="sector_links")
    sector = models.ForeignKey(Sector, on_delete=models.CASCADE, related_name="partnership_links")
