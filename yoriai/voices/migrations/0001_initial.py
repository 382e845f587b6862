import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kernel', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='as_statement', serialize=False, to='kernel.item')),
                ('sort', models.CharField(blank=True, choices=[('see', 'What I see'), ('could', 'What we could do'), ('will', 'What I will do')], max_length=5)),
                ('door', models.CharField(choices=[('hall', 'in the hall, by phone'), ('home', 'from home'), ('paper', 'on paper')], default='home', max_length=5)),
                ('number', models.PositiveIntegerField(blank=True, help_text='order on the printed sheets', null=True)),
                ('table', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('readings', models.JSONField(blank=True, default=list)),
                ('typed_at', models.DateTimeField(blank=True, null=True)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('may_be_quoted', models.BooleanField(default=False, help_text='the writer ticked that the newsletter may quote it')),
                ('said_as', models.CharField(blank=True, help_text='kind and age band to stand beside a quotation', max_length=40)),
                ('wants_copy', models.BooleanField(default=False)),
                ('source_key', models.CharField(blank=True, editable=False, max_length=64, null=True)),
                ('about', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='kernel.item')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='kernel.actor')),
                ('typed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='kernel.actor')),
            ],
            options={
                'indexes': [models.Index(fields=['about', '-item'], name='statement_newest')],
                'constraints': [models.UniqueConstraint(fields=('about', 'number'), name='statement_number_once'), models.UniqueConstraint(fields=('about', 'source_key'), name='statement_imported_once')],
            },
            bases=('kernel.item',),
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.SmallIntegerField(choices=[(1, 'I think so'), (-1, 'I do not think so'), (0, 'Not sure / skip')])),
                ('door', models.CharField(choices=[('hall', 'in the hall, by phone'), ('home', 'from home'), ('paper', 'on paper')], max_length=5)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('changed', models.DateTimeField(auto_now=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='kernel.actor')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='voices.statement')),
            ],
            options={
                'indexes': [models.Index(fields=['statement', 'door', 'value'], name='vote_tally')],
                'constraints': [models.UniqueConstraint(fields=('by', 'statement'), name='one_voice_a_person'), models.CheckConstraint(condition=models.Q(('value__in', [1, 0, -1])), name='vote_value')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('changed', models.DateTimeField(auto_now=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='kernel.actor')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='kernel.item')),
            ],
            options={
                'indexes': [models.Index(fields=['item', '-id'], name='comment_newest')],
            },
        ),
        migrations.CreateModel(
            name='SetAside',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('door', models.CharField(choices=[('hall', 'in the hall, by phone'), ('home', 'from home'), ('paper', 'on paper')], max_length=5)),
                ('reason', models.CharField(max_length=400)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('lifted', models.DateTimeField(blank=True, null=True)),
                ('about', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='set_aside', to='kernel.item')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('lifted__isnull', True)), fields=('about', 'door'), name='set_aside_once')],
            },
        ),
    ]
