import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0003_directory'),
        ('web', '0003_upload_kind'),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('q', models.CharField(max_length=100, verbose_name='words')),
                ('kind', models.CharField(blank=True, max_length=16)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('looked', models.DateTimeField(db_index=True)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_searches', to='kernel.actor')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kernel.area')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kernel.theme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('actor', 'q', 'kind', 'theme', 'area'), name='search_saved_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='SavedHit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kernel.item')),
                ('search', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hits', to='web.savedsearch')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('search', 'item'), name='hit_once')],
            },
        ),
    ]
