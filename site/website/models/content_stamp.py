"""ContentStamp: the parts of the number that says which generation of the content readers see."""

from django.db import models


class ContentStamp(models.Model):
    """A random word, another one after each change. All words together are the generation.

    There are as many rows as there ever were changes at the same moment: each takes a row that is free,
    so that who saves something waits for nobody else, and nobody can lock the other out.
    """

    word = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.word
