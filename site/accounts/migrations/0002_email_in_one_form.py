"""Bring the e-mail address of each account to the one form in which it is unique and looked for.

Who had an address that none may have any more keeps it, and logs in with it. Where two accounts would get
the same address nothing is changed: which of them is the person, only people can say.
"""

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.db import migrations
from django.utils import translation
from django.utils.translation import gettext as _

import accounts.email_address


def bring_to_one_form(apps: Any, editor: Any) -> None:
    """Raise CommandError with the numbers of the accounts that have one address in two spellings."""
    users = apps.get_model("accounts", "User").objects.using(editor.connection.alias)
    owners = defaultdict(list)
    spelled = dict(users.order_by("pk").values_list("pk", "email"))
    for number, address in spelled.items():
        owners[accounts.email_address.normalized(address)].append(number)
    same = "; ".join(", ".join(map(str, each)) for each in owners.values() if len(each) > 1)
    if same:
        # The command migrate turns translations off.
        with translation.override(settings.LANGUAGE_CODE):
            why = _(
                "These accounts have the same e-mail address: %(accounts)s. Start the version before this one "
                "again, give each an address of its own there or delete one, and upgrade once more."
            )
        raise CommandError(why % {"accounts": same})
    for address, (number,) in owners.items():
        if spelled[number] != address:
            users.filter(pk=number).update(email=address)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(bring_to_one_form, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name="user",
            name="user_email_unique_whatever_case",
        ),
        migrations.AlterField(
            model_name="user",
            name="email",
            field=accounts.email_address.EmailAddressField(
                error_messages={"unique": "Somebody with this e-mail address has an account already."},
                max_length=254,
                unique=True,
                verbose_name="e-mail address",
            ),
        ),
    ]
