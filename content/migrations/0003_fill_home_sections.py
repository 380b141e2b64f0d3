"""Give the home pages that are there the sections that a new one begins with."""

import json
from uuid import uuid4

from django.db import migrations

ORDER = (
    "next",
    "shows",
    "openings",
    "announcements",
    "news",
    "offers",
    "chart",
    "specials",
    "galleries",
    "comments",
    "figures",
)


def fill(apps, _schema_editor):
    home_page = apps.get_model("content", "HomePage")
    for home in home_page.objects.all():
        if home.sections:
            continue
        home.sections = json.dumps(
            [
                {"type": n, "value": {"title": "", "most": None}, "id": str(uuid4())}
                for n in ORDER
            ]
        )
        home.save(update_fields=["sections"])


class Migration(migrations.Migration):
    dependencies = [("content", "0002_home_sections")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
