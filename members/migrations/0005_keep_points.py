from django.db import migrations

from ground.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("members", "0004_points")]

    operations = [append_only("members_pointentry")]
