"""Finding the few tasks that run among the many that are done.

The table is django-tasks-db's, whose own index knows only what is ready.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("ground", "0002_worker_beats"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX ground_running_tasks ON django_tasks_database_dbtaskresult"
            " (status) WHERE status = 'RUNNING'",
            "DROP INDEX ground_running_tasks",
        )
    ]
