from django.db import migrations


def name_the_kind(apps, _schema_editor):
    Method = apps.get_model("delivery", "Method")
    Method.objects.filter(code="collection").update(kind="collection")


class Migration(migrations.Migration):
    dependencies = [("delivery", "0003_zones_steps_and_addresses")]
    operations = [migrations.RunPython(name_the_kind, migrations.RunPython.noop)]
