from django.db import migrations

from ground.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_comments")]

    operations = [append_only("comments_decision")]
