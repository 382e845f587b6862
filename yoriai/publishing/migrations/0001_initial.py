import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("assembly", "0001_initial"),
        ("kernel", "0001_initial"),
        ("voices", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Result",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_result",
                        serialize=False,
                        to="kernel.item",
                    ),
                ),
                ("issue", models.PositiveSmallIntegerField(verbose_name="number of the newsletter")),
                ("withdrawn_why", models.CharField(blank=True, max_length=400)),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="result", to="assembly.session"
                    ),
                ),
            ],
            bases=("kernel.item",),
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "correction",
                    models.CharField(
                        blank=True, help_text="what was wrong, from the second edition on", max_length=400
                    ),
                ),
                ("made", models.DateTimeField(auto_now_add=True)),
                ("shown", models.DateTimeField(blank=True, null=True)),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="publishing.result"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("result", "number"), name="edition_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number", 1), models.Q(("correction", ""), _negated=True), _connector="OR"),
                        name="edition_correction_is_told",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("headline", models.CharField(blank=True, max_length=200, verbose_name="headline")),
                ("lead", models.CharField(blank=True, max_length=400, verbose_name="the evening in one sentence")),
                ("body", models.TextField(blank=True, max_length=6000, verbose_name="text")),
                ("next_step", models.TextField(blank=True, max_length=1000, verbose_name="next step")),
                ("easy", models.TextField(blank=True, max_length=2000, verbose_name="in easy Japanese")),
                ("radio", models.TextField(blank=True, max_length=2000, verbose_name="one minute on the radio")),
                ("editors_note", models.TextField(blank=True, max_length=1000, verbose_name="from the editors")),
                ("correction", models.CharField(blank=True, max_length=400, verbose_name="what was wrong")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.actor"),
                ),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="publishing.result"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("result", "number"), name="draft_once")],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "Web page"),
                            ("feed", "Feed"),
                            ("paper", "Newsletter (PDF)"),
                            ("paper_large", "Newsletter, large type (PDF)"),
                            ("word", "Newsletter (Word)"),
                            ("minutes", "Summary of the proceedings"),
                            ("radio", "Radio script"),
                            ("mail", "Mail to followers"),
                            ("by_hand", "List for telephone, fax and post"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("ended", models.DateTimeField(blank=True, null=True)),
                ("ended_why", models.CharField(blank=True, max_length=400)),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.actor"),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="publishing.edition",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.actor",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended__isnull", True)), fields=["channel", "-id"], name="published_now"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "channel"), name="published_once_a_channel")
                ],
            },
        ),
        migrations.CreateModel(
            name="Quote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(blank=True, max_length=200, verbose_name="their words")),
                ("said_as", models.CharField(blank=True, max_length=40, verbose_name="said as")),
                ("place_in_list", models.PositiveSmallIntegerField(default=0)),
                ("left_out", models.DateTimeField(blank=True, null=True)),
                ("withdrawn", models.DateTimeField(blank=True, null=True)),
                (
                    "statement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotes",
                        to="voices.statement",
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="quotes", to="publishing.result"
                    ),
                ),
            ],
            options={
                "ordering": ["place_in_list", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("left_out__isnull", True), ("statement__isnull", False), ("withdrawn__isnull", True)
                        ),
                        fields=("result", "statement"),
                        name="quote_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), ("withdrawn__isnull", False), _connector="OR"
                        ),
                        name="quote_has_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("withdrawn__isnull", True), ("text", ""), _connector="OR"),
                        name="quote_withdrawn_is_gone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Made",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("mark", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="made", to="publishing.result"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("result", "name", "mark"), name="made_once")],
            },
        ),
        migrations.CreateModel(
            name="Key",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("side", models.CharField(choices=[("citizen", "citizens"), ("staff", "city staff")], max_length=8)),
                ("digest", models.CharField(max_length=64)),
                ("as_deputy", models.BooleanField(default=False)),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="date of the decision")),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="document number")),
                ("turned", models.DateTimeField(auto_now_add=True)),
                ("taken_back", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.actor"),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keys",
                        to="publishing.edition",
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="keys", to="publishing.result"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("edition__isnull", True), ("taken_back__isnull", True)),
                        fields=("result", "side"),
                        name="key_once_a_side",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("edition__isnull", True), ("taken_back__isnull", True)),
                        fields=("result", "by"),
                        name="key_two_people",
                    ),
                    models.UniqueConstraint(fields=("edition", "by"), name="edition_by_two_people"),
                ],
            },
        ),
    ]
