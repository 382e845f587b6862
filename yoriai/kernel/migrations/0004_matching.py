"""The kind of an item beside its themes and areas, so that the newest of each kind of a theme are found by one index; words
that mean the same; and what is being made findable anew."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

FILL = """
UPDATE kernel_itemtheme SET kind = item.kind FROM kernel_item item WHERE item.id = item_id;
UPDATE kernel_itemarea SET kind = item.kind FROM kernel_item item WHERE item.id = item_id;
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_directory")]

    operations = [
        migrations.AddField("itemtheme", "kind", models.CharField(default="", editable=False, max_length=16)),
        migrations.AddField("itemarea", "kind", models.CharField(default="", editable=False, max_length=16)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField("itemtheme", "kind", models.CharField(editable=False, max_length=16)),
        migrations.AlterField("itemarea", "kind", models.CharField(editable=False, max_length=16)),
        migrations.AddIndex("itemtheme", models.Index(fields=["theme", "kind", "-item"], name="item_theme_newest")),
        migrations.AddIndex("itemarea", models.Index(fields=["area", "kind", "-item"], name="item_area_newest")),
        migrations.AddConstraint(
            "itemtheme", models.CheckConstraint(condition=~models.Q(kind=""), name="item_theme_kind")
        ),
        migrations.AddConstraint("itemarea", models.CheckConstraint(condition=~models.Q(kind=""), name="item_area_kind")),
        migrations.CreateModel(
            name='Rebuild',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list)),
                ('asked', models.DateTimeField(auto_now_add=True)),
                ('items', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('upto', models.BigIntegerField(default=0)),
                ('ended', models.DateTimeField(blank=True, db_index=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Synonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=60, verbose_name='a word')),
                ('same', models.CharField(max_length=60, verbose_name='means the same as')),
                ('changed', models.DateTimeField(auto_now=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='kernel.actor')),
            ],
            options={
                'ordering': ['word', 'same'],
                'constraints': [models.UniqueConstraint(fields=('word', 'same'), name='synonym_once'), models.CheckConstraint(condition=models.Q(('word', models.F('same')), _negated=True), name='synonym_of_two')],
            },
        ),
    ]
