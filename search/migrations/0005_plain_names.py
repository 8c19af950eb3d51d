from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0004_outside")]

    operations = [
        migrations.RenameModel("OutsideIndex", "ExternalIndex"),
        migrations.RenameModel("DroppedHits", "LeakCount"),
    ]
