"""ContentVersion: random words that together name the version of the content that pages show."""

from django.db import models


class ContentVersion(models.Model):
    """A random word, another one after each change. The words of all rows together are the version.

    There are as many rows as there ever were changes at the same moment: each takes a free row, so that two
    who save at once do not wait for each other.
    """

    word = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.word
