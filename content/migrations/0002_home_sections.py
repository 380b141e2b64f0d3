import wagtail.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="homepage",
            name="sections",
            field=wagtail.fields.StreamField(
                [
                    ("next", 2),
                    ("shows", 3),
                    ("openings", 4),
                    ("announcements", 5),
                    ("news", 6),
                    ("offers", 7),
                    ("chart", 8),
                    ("specials", 9),
                    ("galleries", 10),
                    ("comments", 11),
                    ("figures", 12),
                    ("text", 15),
                ],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Empty: the section’s own.",
                            "label": "Title",
                            "max_length": 80,
                            "required": False,
                        },
                    ),
                    1: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {
                            "help_text": "Empty: as many as look well.",
                            "label": "How many at most",
                            "max_value": 12,
                            "min_value": 1,
                            "required": False,
                        },
                    ),
                    2: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 0), ("most", 1)]],
                        {"icon": "date", "label": "Today and tomorrow"},
                    ),
                    3: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 0), ("most", 1)]],
                        {"icon": "grip", "label": "Next shows"},
                    ),
                    4: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 0), ("most", 1)]],
                        {"icon": "time", "label": "Opening soon"},
                    ),
                    5: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 0), ("most", 1)]],
                        {"icon": "warning", "label": "Announcements"},
                    ),
                    6: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 0), ("most", 1)]],
                        {"icon": "doc-full", "label": "News"},
                    ),
                    7: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 0), ("most", 1)]],
                        {"icon": "tag", "label": "On offer now"},
                    ),
                    8: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 0), ("most", 1)]],
                        {"icon": "order-down", "label": "Hot chart"},
                    ),
                    9: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 0), ("most", 1)]],
                        {"icon": "pick", "label": "Specials"},
                    ),
                    10: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 0), ("most", 1)]],
                        {"icon": "image", "label": "Galleries"},
                    ),
                    11: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 0), ("most", 1)]],
                        {"icon": "comment", "label": "Latest comments"},
                    ),
                    12: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 0), ("most", 1)]],
                        {"icon": "order", "label": "In figures"},
                    ),
                    13: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Title", "max_length": 80, "required": False},
                    ),
                    14: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["h3", "bold", "italic", "link", "ul", "ol"],
                            "label": "Text",
                        },
                    ),
                    15: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 13), ("text", 14)]],
                        {},
                    ),
                },
                help_text="From top to bottom; each fills itself and hides when it is empty. Without any, all stand there in the house’s order.",
                verbose_name="sections",
            ),
        ),
    ]
