import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('city', 'City'), ('ward', 'Ward'), ('district', 'District'), ('town', 'Town')], max_length=10, verbose_name='kind')),
                ('code', models.CharField(max_length=80, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('reading', models.CharField(blank=True, max_length=120, verbose_name='reading')),
                ('path', models.CharField(db_index=True, default='', editable=False, max_length=80)),
                ('latitude', models.FloatField(blank=True, null=True)),
                ('longitude', models.FloatField(blank=True, null=True)),
                ('outline', models.JSONField(blank=True, help_text='GeoJSON geometry', null=True)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='kernel.area')),
            ],
            options={
                'ordering': ['path'],
                'constraints': [models.CheckConstraint(condition=models.Q(('latitude__isnull', True), ('latitude__range', (-90, 90)), _connector='OR'), name='area_latitude'), models.CheckConstraint(condition=models.Q(('longitude__isnull', True), ('longitude__range', (-180, 180)), _connector='OR'), name='area_longitude')],
            },
        ),
        migrations.CreateModel(
            name='Actor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('person', 'Resident'), ('guest', 'Participant'), ('neighbourhood', 'Neighbourhood association'), ('npo', 'NPO'), ('group', 'Group'), ('company', 'Company'), ('school', 'School'), ('university', 'University'), ('students', 'Students'), ('section', 'City section'), ('team', 'Team')], max_length=16, verbose_name='kind')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('reading', models.CharField(blank=True, max_length=160, verbose_name='reading')),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('left', models.DateTimeField(blank=True, null=True)),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='actors', to='kernel.area')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name__gt', ''), ('kind', 'guest'), ('left__isnull', False), _connector='OR'), name='actor_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='City',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='name of the city')),
                ('reading', models.CharField(blank=True, max_length=60, verbose_name='reading')),
                ('assembly_name', models.CharField(max_length=40, verbose_name='name of its forums')),
                ('committee_name', models.CharField(blank=True, max_length=60, verbose_name='name of its committee')),
                ('paper_name', models.CharField(max_length=40, verbose_name='name of its newsletter')),
                ('phone', models.CharField(max_length=40, verbose_name='telephone')),
                ('fax', models.CharField(blank=True, max_length=40, verbose_name='fax')),
                ('mail', models.EmailField(blank=True, max_length=254, verbose_name='mail')),
                ('hours', models.CharField(blank=True, max_length=60, verbose_name='office hours')),
                ('thread_colour', models.CharField(default='#c1351f', max_length=7, validators=[django.core.validators.RegexValidator('\\A#[0-9a-f]{6}\\Z', 'A colour is written as # and six signs, for example #c1351f.')], verbose_name='colour of the thread')),
                ('link_colour', models.CharField(default='#1f3f8f', max_length=7, validators=[django.core.validators.RegexValidator('\\A#[0-9a-f]{6}\\Z', 'A colour is written as # and six signs, for example #c1351f.')], verbose_name='colour of links and buttons')),
                ('mark', models.TextField(blank=True, help_text='SVG path data of the mark in a 34 × 34 box', verbose_name='mark')),
                ('is_demo', models.BooleanField(default=False)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.area')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_city')],
            },
        ),
        migrations.CreateModel(
            name='Hiding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(blank=True, max_length=24)),
                ('reason', models.CharField(choices=[('personal', 'Personal information'), ('abuse', 'Abuse or slander'), ('discrimination', 'Discrimination'), ('advertising', 'Advertising'), ('politics', 'Party politics, religion, or a candidate during an election'), ('off_topic', 'Nothing to do with the subject'), ('other', 'Another reason')], max_length=16)),
                ('text', models.CharField(max_length=400)),
                ('visibility_before', models.CharField(max_length=10)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('lifted', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
            ],
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=1000)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('answer', models.CharField(blank=True, max_length=1000)),
                ('answered', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('hiding', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='appeal', to='kernel.hiding')),
            ],
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(editable=False, max_length=6, unique=True)),
                ('kind', models.CharField(editable=False, max_length=16)),
                ('state', models.CharField(default='', max_length=16)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('visibility', models.CharField(choices=[('public', 'Everybody'), ('signed_in', 'Everybody who has signed in'), ('audience', 'The people it is meant for'), ('hidden', 'Made invisible under the publication rules')], default='public', max_length=10)),
                ('when', models.DateTimeField(blank=True, null=True)),
                ('search', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('changed', models.DateTimeField(auto_now=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='kernel.actor')),
                ('where', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='held_here', to='kernel.item')),
            ],
        ),
        migrations.AddField(
            model_name='hiding',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hidings', to='kernel.item'),
        ),
        migrations.CreateModel(
            name='Audience',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kernel.actor')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='audience', to='kernel.item')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('actor', 'item'), name='audience_once')],
            },
        ),
        migrations.CreateModel(
            name='Ask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(help_text='registered name: second_key, follow_up, city_reply, join…', max_length=24)),
                ('text', models.TextField(blank=True)),
                ('due', models.DateField(blank=True, null=True)),
                ('state', models.CharField(choices=[('asked', 'Waiting for an answer'), ('answered', 'Answered'), ('declined', 'Declined'), ('closed', 'No longer needed')], default='asked', max_length=10)),
                ('answer', models.TextField(blank=True)),
                ('passes', models.PositiveSmallIntegerField(default=0)),
                ('reminded', models.DateTimeField(blank=True, null=True)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('answered', models.DateTimeField(blank=True, null=True)),
                ('asked', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asks', to='kernel.actor')),
                ('asker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='kernel.item')),
            ],
            options={
                'indexes': [models.Index(fields=['asked', 'state', 'due'], name='ask_inbox'), models.Index(fields=['state', 'due'], name='ask_overdue')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('what', 'item', 'asked'), name='ask_open_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='ask_declined_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='ItemArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='kernel.area')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='area_rows', to='kernel.item')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('area', 'item'), name='item_area_once')],
            },
        ),
        migrations.AddField(
            model_name='item',
            name='areas',
            field=models.ManyToManyField(related_name='items', through='kernel.ItemArea', to='kernel.area'),
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('joined', 'joined into'), ('became', 'became'), ('told_in', 'told in'), ('continued', 'went on in'), ('raised_at', 'raised at')], max_length=10)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_out', to='kernel.item')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_in', to='kernel.item')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'target', 'kind'), name='link_once'), models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='link_two_things')],
            },
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=40)),
                ('data', models.JSONField(default=dict)),
                ('shown', models.CharField(choices=[('with_item', 'With Item'), ('inside', 'Inside')], default='with_item', max_length=10)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('hat', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='records', to='kernel.actor')),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='records', to='kernel.item')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
            ],
            options={
                'indexes': [models.Index(fields=['item', '-id'], name='record_of_item'), models.Index(fields=['verb', '-id'], name='record_of_verb')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(blank=True, max_length=24)),
                ('reason', models.CharField(choices=[('personal', 'Personal information'), ('abuse', 'Abuse or slander'), ('discrimination', 'Discrimination'), ('advertising', 'Advertising'), ('politics', 'Party politics, religion, or a candidate during an election'), ('off_topic', 'Nothing to do with the subject'), ('other', 'Another reason')], max_length=16)),
                ('text', models.CharField(blank=True, max_length=400)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('settled', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='kernel.item')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
            ],
            options={
                'indexes': [models.Index(fields=['settled', 'created'], name='report_open')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('by__isnull', False), ('settled__isnull', True)), fields=('item', 'part', 'by'), name='report_open_once')],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vocabulary', models.CharField(choices=[('problem', 'Problems and good things'), ('field', 'Fields of the recommendation'), ('law', 'The twenty legal fields'), ('plan', "The city's plan")], max_length=8)),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('reading', models.CharField(blank=True, max_length=120, verbose_name='reading')),
                ('about', models.TextField(blank=True, verbose_name='what the problem is here')),
                ('path', models.CharField(db_index=True, default='', editable=False, max_length=80)),
                ('place', models.PositiveSmallIntegerField(default=0)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='kernel.theme')),
            ],
            options={
                'ordering': ['vocabulary', 'place', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ItemTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='theme_rows', to='kernel.item')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='kernel.theme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('theme', 'item'), name='item_theme_once')],
            },
        ),
        migrations.AddField(
            model_name='item',
            name='themes',
            field=models.ManyToManyField(related_name='items', through='kernel.ItemTheme', to='kernel.theme'),
        ),
        migrations.AddConstraint(
            model_name='hiding',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted__isnull', True)), fields=('item', 'part'), name='hiding_once_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(fields=['visibility', 'kind', '-id'], name='item_newest'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(fields=['visibility', '-id'], name='item_newest_any'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(fields=['kind', 'state', 'when'], name='item_by_date'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(fields=['by', '-id'], name='item_by_actor'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='item_search'),
        ),
    ]
