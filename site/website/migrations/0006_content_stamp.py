import secrets

from django.db import migrations, models


def stamp(apps, schema_editor):
    """From the first request on there is a generation, also where nothing is changed after an upgrade."""
    apps.get_model("website", "ContentStamp").objects.create(word=secrets.token_hex(16))


class Migration(migrations.Migration):

    dependencies = [
        ('website', '0005_contact'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContentStamp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=32)),
            ],
        ),
        migrations.RunPython(stamp, migrations.RunPython.noop),
    ]
