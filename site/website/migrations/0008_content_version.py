from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("website", "0007_picture_file_says_nothing_of_its_camera")]

    operations = [migrations.RenameModel("ContentStamp", "ContentVersion")]
