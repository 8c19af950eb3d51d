"""Things that pages are about; edited as snippets, as authors are in the tutorial."""

from django.db import models
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
class Partnership(Named):
    """Schools, companies and municipalities that work together."""

    question = models.TextField(blank=True)
    standing = models.CharField(max_length=20, blank=True)
    website = models.URLField(blank=True)
    regions = models.ManyToManyField(Region, related_name="partnerships")
    sectors = models.ManyToManyField(Sector, related_name="partnerships")
