"""Who can log in to the demo: one editor, with a password that is shown once."""

import secrets

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.enums import EDITORS
from accounts.models import User

EMAIL = "redactie@regiobrug.example"


@transaction.atomic
def ensure_editor() -> tuple[User, str]:
    """The editor of the demo, and the password if the account was just made; later it cannot be read."""
    user = User.objects.filter(email=EMAIL).first()
    if user is not None:
        return user, ""
    password = secrets.token_urlsafe(12)
    user = User.objects.create_user(EMAIL, password, first_name="Robin", last_name="Redacteur")
    user.groups.add(Group.objects.get(name=EDITORS))
    return user, password
