"""What was suggested is made anew by the next job; nothing in it is anybody's own, so the table is laid out anew."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0006_ways_out"),
        ("kernel", "0004_matching"),
    ]

    operations = [
        migrations.DeleteModel(name="Suggestion"),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", models.FloatField()),
                ("why", models.JSONField(default=dict)),
                ("unlike", models.BooleanField(default=False, help_text="another field, area or kind of actor (R54)")),
                ("made", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="suggestions", to="kernel.item"
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="suggested_to", to="kernel.item"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["item", "-score"], name="suggestion_of_item")],
                "constraints": [models.UniqueConstraint(fields=("item", "partner"), name="suggestion_once")],
            },
        ),
    ]
