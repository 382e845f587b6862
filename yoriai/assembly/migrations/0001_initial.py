import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kernel', '0001_initial'),
        ('voices', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='as_commitment', serialize=False, to='kernel.item')),
                ('with_whom', models.CharField(blank=True, max_length=120, verbose_name='with whom')),
                ('due', models.DateField(verbose_name='by when')),
                ('place_in_list', models.PositiveSmallIntegerField(default=0)),
            ],
            bases=('kernel.item',),
        ),
        migrations.CreateModel(
            name='Assembly',
            fields=[
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='as_assembly', serialize=False, to='kernel.item')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steers', to='kernel.actor')),
            ],
            bases=('kernel.item',),
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('promised', 'promised'), ('under_way', 'under way'), ('done', 'done'), ('changed', 'changed'), ('let_go', 'let go')], max_length=16)),
                ('words', models.CharField(blank=True, max_length=400)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='assembly.commitment')),
                ('typed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
            ],
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kernel.actor')),
                ('card', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='hold', to='voices.statement')),
            ],
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='as_session', serialize=False, to='kernel.item')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('starts', models.DateTimeField(verbose_name='starts')),
                ('ends', models.DateTimeField(verbose_name='ends')),
                ('room', models.CharField(blank=True, max_length=80, verbose_name='room')),
                ('accessibility', models.TextField(blank=True, verbose_name='accessibility and help')),
                ('agenda', models.TextField(blank=True, help_text='one line a step: 18:30 What | who | with what', verbose_name='agenda')),
                ('tables', models.PositiveSmallIntegerField(default=10, verbose_name='tables')),
                ('opened', models.DateTimeField(blank=True, null=True)),
                ('closed', models.DateTimeField(blank=True, null=True)),
                ('cancelled_why', models.CharField(blank=True, max_length=400)),
                ('assembly', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='assembly.assembly')),
            ],
            options={
                'indexes': [models.Index(fields=['-starts'], name='session_newest')],
                'constraints': [models.UniqueConstraint(fields=('assembly', 'number'), name='session_number_once'), models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='session_ends_after_start')],
            },
            bases=('kernel.item',),
        ),
        migrations.CreateModel(
            name='Reception',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('ended', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kernel.actor')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receptions', to='assembly.session')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended__isnull', True)), fields=('session', 'person'), name='reception_once')],
            },
        ),
        migrations.CreateModel(
            name='Point',
            fields=[
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='as_point', serialize=False, to='kernel.item')),
                ('sort', models.CharField(choices=[('see', 'What we saw'), ('could', 'What we could do')], max_length=5)),
                ('place_in_list', models.PositiveSmallIntegerField(default=0)),
                ('sent_to_city', models.DateTimeField(blank=True, null=True)),
                ('sent_why', models.CharField(blank=True, max_length=400)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='assembly.session')),
            ],
            options={
                'indexes': [models.Index(fields=['session', 'place_in_list'], name='point_in_order')],
            },
            bases=('kernel.item',),
        ),
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('link', models.URLField(blank=True, verbose_name='address on the web')),
                ('file', models.FileField(blank=True, upload_to='materials')),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='materials', to='assembly.session')),
            ],
        ),
        migrations.CreateModel(
            name='Headcount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('person', 'Resident'), ('guest', 'Participant'), ('neighbourhood', 'Neighbourhood association'), ('npo', 'NPO'), ('group', 'Group'), ('company', 'Company'), ('school', 'School'), ('university', 'University'), ('students', 'Students'), ('section', 'City section'), ('team', 'Team')], max_length=16)),
                ('people', models.PositiveIntegerField(default=0)),
                ('first_time', models.PositiveIntegerField(default=0)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='headcounts', to='assembly.session')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('session', 'kind'), name='headcount_once'), models.CheckConstraint(condition=models.Q(('first_time__lte', models.F('people'))), name='headcount_first_time')],
            },
        ),
        migrations.AddField(
            model_name='commitment',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commitments', to='assembly.session'),
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('next_step', models.CharField(blank=True, max_length=400, verbose_name='next step')),
                ('not_decided_why', models.CharField(blank=True, max_length=400, verbose_name='why nothing was decided this time')),
                ('contact', models.CharField(blank=True, max_length=120, verbose_name='whom to ask')),
                ('next_date', models.DateTimeField(blank=True, null=True, verbose_name='next date')),
                ('next_place', models.CharField(blank=True, max_length=120, verbose_name='next place')),
                ('no_date_why', models.CharField(blank=True, max_length=400, verbose_name='why there is no date yet')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='closing', to='assembly.session')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('next_step', ''), _negated=True), models.Q(models.Q(('not_decided_why', ''), _negated=True), models.Q(('contact', ''), _negated=True)), _connector='OR'), name='closing_step_or_reason_and_contact'), models.CheckConstraint(condition=models.Q(('next_date__isnull', False), models.Q(('no_date_why', ''), _negated=True), _connector='OR'), name='closing_date_or_reason')],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('picture', models.ImageField(upload_to='sheets')),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('cards', models.ManyToManyField(blank=True, related_name='sheets', to='voices.statement')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='assembly.session')),
            ],
        ),
        migrations.CreateModel(
            name='Caller',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('of', models.CharField(blank=True, help_text='committee, association…', max_length=80)),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='callers', to='kernel.item')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('item', 'name'), name='caller_once')],
            },
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['session', 'place_in_list'], name='commitment_in_order'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['due'], name='commitment_due'),
        ),
    ]
