import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0004_surveys'),
        ('kernel', '0003_directory'),
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='as_article', serialize=False, to='kernel.item')),
                ('text', models.TextField(blank=True, max_length=6000, verbose_name='text')),
                ('byline', models.CharField(blank=True, max_length=60, verbose_name='the name it stands under')),
                ('due', models.DateField(blank=True, null=True, verbose_name='until when')),
                ('shown', models.DateField(blank=True, null=True)),
                ('about', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='articles', to='kernel.item')),
                ('assigned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('due__isnull', True), ('assigned_by__isnull', False), _connector='OR'), name='article_due_is_assigned')],
            },
            bases=('kernel.item',),
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='as_feedback', serialize=False, to='kernel.item')),
                ('missing', models.TextField(blank=True, max_length=1000, verbose_name='what did not help, or was missing')),
                ('reply', models.CharField(blank=True, max_length=1000, verbose_name='the answer of those who offer it')),
                ('replied', models.DateTimeField(blank=True, null=True)),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='directory.measure')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('measure', 'giver'), name='feedback_once'), models.CheckConstraint(condition=models.Q(('replied__isnull', True), models.Q(('reply', ''), _negated=True), _connector='OR'), name='feedback_replied_in_words')],
            },
            bases=('kernel.item',),
        ),
        migrations.CreateModel(
            name='Reporter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('likes', models.CharField(blank=True, max_length=120, verbose_name='what I would like to write about')),
                ('since', models.DateField(auto_now_add=True)),
                ('ended', models.DateField(blank=True, null=True)),
                ('actor', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='kernel.actor')),
            ],
        ),
        migrations.CreateModel(
            name='Verdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said', models.CharField(choices=[('right', 'The facts are right'), ('wrong', 'Something is not right'), ('unanswered', 'No answer by the day named'), ('vouched', 'The desk has checked the facts'), ('returned', 'The desk gave it back')], max_length=10)),
                ('words', models.CharField(blank=True, max_length=1000)),
                ('heard', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verdicts', to='directory.article')),
                ('by', models.ForeignKey(help_text='whose answer it is', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('typed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('said__in', ['right', 'vouched']), models.Q(('words', ''), _negated=True), _connector='OR'), name='verdict_with_its_words')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='when')),
                ('met', models.CharField(blank=True, max_length=120, verbose_name='whom I met')),
                ('notes', models.TextField(blank=True, max_length=4000, verbose_name='notes')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='directory.article')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kernel.actor')),
            ],
            options={
                'ordering': ['day', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ArticlePhoto',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='photo', serialize=False, to='directory.article')),
                ('jpeg', models.BinaryField()),
                ('width', models.PositiveSmallIntegerField()),
                ('height', models.PositiveSmallIntegerField()),
                ('alt', models.CharField(max_length=200)),
                ('caption', models.CharField(blank=True, max_length=80)),
                ('at', models.DateTimeField(auto_now=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
            ],
        ),
    ]
