from django.db import migrations

# Its people book statements, and say of no order by themselves that it is paid.
FINANCE = "Finance"


def keep_the_right(apps, _schema_editor):
    """Whoever could mark orders as received still can; there it was one right."""
    permission = apps.get_model("auth", "Permission").objects
    payments = {"content_type__app_label": "payments"}
    had = permission.filter(codename="change_payment", **payments).first()
    new = permission.filter(codename="add_payment", **payments).first()
    if had is None or new is None:
        return
    for group in had.group_set.exclude(name=FINANCE):
        group.permissions.add(new)
    for user in had.user_set.all():
        user.user_permissions.add(new)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("members", "0002_api_tokens"),
        ("payments", "0015_ways_that_were_offered"),
    ]

    operations = [
        migrations.RunPython(keep_the_right, migrations.RunPython.noop, elidable=True)
    ]
