"""The table with the terms of documents; each database makes its own kind."""

from django.db import migrations

from search.engines.sqlite_index import SqliteIndex


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        SqliteIndex(schema_editor.connection).create()


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        SqliteIndex(schema_editor.connection).drop()


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
