"""The table with the terms of documents; each database makes its own kind."""

from django.db import migrations

from search.engines.database import candidate_index


def create(apps, schema_editor):
    candidate_index(schema_editor.connection.alias).create()


def drop(apps, schema_editor):
    candidate_index(schema_editor.connection.alias).drop()


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
