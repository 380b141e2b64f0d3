from collections import defaultdict

from django.db import migrations
from django.db.models import F, Sum


def keep_what_sections_are_painted_with(apps, _schema_editor):
    Painting = apps.get_model("stock", "Painting")
    SectionTier = apps.get_model("stock", "SectionTier")
    Section = apps.get_model("venues", "Section")
    painted, room = defaultdict(dict), defaultdict(int)
    rows = SectionTier.objects.filter(
        section__version=F("performance__plan_version")
    ).values_list("performance_id", "section__code", "tier__code", "section__capacity")
    for performance, section, letter, capacity in rows:
        painted[performance][section] = letter
        room[performance] += capacity
    capacities = dict(
        Section.objects.values_list("version").annotate(total=Sum("capacity"))
    )
    versions = dict(
        apps.get_model("shows", "Performance")
        .objects.filter(pk__in=list(painted))
        .values_list("pk", "plan_version_id")
    )
    for performance, sections in painted.items():
        total = capacities.get(versions[performance], 0)
        Painting.objects.update_or_create(
            performance_id=performance,
            defaults={
                "content": {"sections": sections, "seats": {}},
                "unpriced": max(total - room[performance], 0),
            },
        )


class Migration(migrations.Migration):
    dependencies = [("stock", "0004_paintings")]

    operations = [
        migrations.RunPython(
            keep_what_sections_are_painted_with, migrations.RunPython.noop
        )
    ]
