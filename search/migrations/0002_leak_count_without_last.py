"""Which page leaked last, and when, is in the log: the counts are what is asked for."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RemoveField("leakcount", "last_page_id"),
        migrations.RemoveField("leakcount", "last_at"),
    ]
