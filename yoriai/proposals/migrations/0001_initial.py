import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kernel', '0004_matching'),
    ]

    operations = [
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('income', 'income'), ('spending', 'spending')], max_length=8)),
                ('item', models.CharField(max_length=60, verbose_name='what')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='reckoned as')),
                ('unit', models.PositiveIntegerField(default=0, verbose_name='a piece, yen')),
                ('quantity', models.PositiveIntegerField(default=0, verbose_name='pieces')),
                ('amount', models.PositiveIntegerField(verbose_name='yen')),
                ('in_kind', models.BooleanField(default=False, verbose_name='work or things, at their worth')),
                ('counted', models.BooleanField(default=True, verbose_name="may be paid from the city's part")),
                ('place', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['side', 'place', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='as_proposal', serialize=False, to='kernel.item')),
                ('type', models.CharField(help_text="key of a type of the scheme's plan", max_length=24)),
                ('number', models.PositiveIntegerField(blank=True, null=True)),
                ('submitted', models.DateTimeField(blank=True, null=True)),
                ('listed', models.DateTimeField(blank=True, null=True)),
                ('due', models.DateField(blank=True, null=True)),
                ('presents', models.DateTimeField(blank=True, null=True)),
                ('turn_by_lot', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('companion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accompanies', to='kernel.actor')),
                ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followed_by', to='proposals.proposal')),
            ],
            bases=('kernel.item',),
        ),
        migrations.CreateModel(
            name='PanelQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=400, verbose_name='question')),
                ('answer', models.CharField(blank=True, max_length=800, verbose_name='what was answered')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='panel_questions', to='proposals.proposal')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='LogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('text', models.TextField(max_length=1000, verbose_name='what was done')),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='how many people')),
                ('picture', models.ImageField(blank=True, upload_to='projects')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='log', to='proposals.proposal')),
            ],
            options={
                'ordering': ['-on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Expense',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('amount', models.PositiveIntegerField(verbose_name='yen')),
                ('words', models.CharField(max_length=200, verbose_name='for what, to whom')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expenses', to='proposals.budgetline')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='expenses', to='proposals.proposal')),
            ],
        ),
        migrations.CreateModel(
            name='Exit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort', models.CharField(choices=[('continue', 'It goes on as a joint project'), ('city', 'It becomes a project of the city'), ('alone', 'The group carries it on by itself'), ('other_scheme', 'It moves to another scheme'), ('area', 'It is handed to the people of the area'), ('end', 'It has done its work and ends')], max_length=12)),
                ('words', models.TextField(max_length=1000, verbose_name='how it goes on')),
                ('ticked', models.JSONField(default=list, help_text='keys of the checklist that are done')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='exit', to='proposals.proposal')),
            ],
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=80, verbose_name='what')),
                ('due', models.DateField(blank=True, null=True, verbose_name='by when')),
                ('place', models.PositiveSmallIntegerField(default=0)),
                ('done', models.DateTimeField(blank=True, null=True)),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to='proposals.proposal')),
            ],
            options={
                'ordering': ['place', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('with_whom', models.CharField(max_length=200, verbose_name='with whom')),
                ('advice', models.TextField(blank=True, max_length=2000, verbose_name='what was advised')),
                ('homework', models.TextField(blank=True, max_length=1000, verbose_name='until next time')),
                ('written', models.DateTimeField(auto_now=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consultations', to='proposals.proposal')),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.AddField(
            model_name='budgetline',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='budget', to='proposals.proposal'),
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('text', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField(auto_now=True)),
                ('hat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='proposals.proposal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('proposal', 'key'), name='answer_once_a_question')],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('parts', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='proposals.proposal')),
            ],
            options={
                'ordering': ['version'],
                'constraints': [models.UniqueConstraint(fields=('proposal', 'version'), name='agreement_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('text', models.CharField(max_length=1000)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('settled', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='proposals.proposal')),
            ],
            options={
                'indexes': [models.Index(fields=['proposal', 'key'], name='remark_at_question')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('coordinator', models.CharField(max_length=120, verbose_name='coordinator')),
                ('said', models.TextField(blank=True, max_length=4000, verbose_name='what was said, for the two sides')),
                ('summary', models.TextField(max_length=2000, verbose_name='summary for everybody')),
                ('at', models.DateTimeField(auto_now=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='review', to='proposals.proposal')),
            ],
        ),
        migrations.CreateModel(
            name='Scheme',
            fields=[
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='as_scheme', serialize=False, to='kernel.item')),
                ('plan', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('year', models.PositiveSmallIntegerField(verbose_name='fiscal year')),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('opened', models.DateTimeField(blank=True, null=True)),
                ('listed', models.DateTimeField(blank=True, null=True)),
                ('made_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copies', to='proposals.scheme')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('opened__isnull', True), models.Q(('digest', ''), _negated=True), _connector='OR'), name='scheme_frozen_when_opened')],
            },
            bases=('kernel.item',),
        ),
        migrations.AddField(
            model_name='proposal',
            name='scheme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='proposals.scheme'),
        ),
        migrations.CreateModel(
            name='PanelSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('chair', 'chair'), ('member', 'member')], default='member', max_length=6)),
                ('of', models.CharField(blank=True, max_length=120, verbose_name='who they are')),
                ('since', models.DateTimeField(auto_now_add=True)),
                ('ended', models.DateTimeField(blank=True, null=True)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sits_on', to='kernel.actor')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='panel', to='proposals.scheme')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended__isnull', True)), fields=('scheme', 'actor'), name='panel_seat_once'), models.UniqueConstraint(condition=models.Q(('ended__isnull', True), ('role', 'chair')), fields=('scheme',), name='panel_one_chair')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('where', models.CharField(max_length=160)),
                ('before', models.JSONField(blank=True, null=True)),
                ('after', models.JSONField(blank=True, null=True)),
                ('why', models.CharField(max_length=400)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='proposals.scheme')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Book',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('proposals', models.JSONField(default=list, help_text='keys of the proposals in it')),
                ('read', models.PositiveSmallIntegerField(default=0, help_text='how many of them the job has read')),
                ('content', models.BinaryField(blank=True, null=True)),
                ('made', models.DateTimeField(blank=True, null=True)),
                ('asked', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('seat', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='books', to='proposals.panelseat')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='books', to='proposals.scheme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('scheme', 'seat'), name='book_once_a_seat', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('made__isnull', True), ('content__isnull', False), _connector='OR'), name='book_made_with_content')],
            },
        ),
        migrations.CreateModel(
            name='SchemeTheme',
            fields=[
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='as_scheme_theme', serialize=False, to='kernel.item')),
                ('background', models.TextField(max_length=1000, verbose_name='what the problem is')),
                ('data', models.TextField(blank=True, max_length=1000, verbose_name='figures that show it')),
                ('wanted', models.TextField(max_length=1000, verbose_name='what proposals we hope for')),
                ('city_can', models.TextField(max_length=600, verbose_name='what the city can do')),
                ('city_cannot', models.TextField(blank=True, max_length=600, verbose_name='what the city cannot do')),
                ('cap', models.PositiveIntegerField(default=0, verbose_name='budget at most, yen')),
                ('period', models.CharField(blank=True, max_length=120, verbose_name='when')),
                ('contact', models.CharField(blank=True, max_length=200, verbose_name='how to reach')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='set_themes', to='proposals.scheme')),
            ],
            options={
                'indexes': [models.Index(fields=['scheme', 'item'], name='scheme_theme_of_scheme')],
            },
            bases=('kernel.item',),
        ),
        migrations.AddField(
            model_name='proposal',
            name='theme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='proposals.schemetheme'),
        ),
        migrations.CreateModel(
            name='ScoreSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.CharField(max_length=24)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('open', 'being written'), ('submitted', 'handed in'), ('replaced', 'replaced in the deliberation')], default='open', max_length=9)),
                ('opinion', models.TextField(blank=True, max_length=2000, verbose_name='what you say of it as a whole')),
                ('reopened_why', models.CharField(blank=True, max_length=400)),
                ('submitted', models.DateTimeField(blank=True, null=True)),
                ('changed', models.DateTimeField(auto_now=True)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='score_sheets', to='proposals.proposal')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='proposals.panelseat')),
                ('typed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
            ],
            options={
                'indexes': [models.Index(fields=['proposal', 'round', 'state'], name='score_sheet_of_round')],
                'constraints': [models.UniqueConstraint(fields=('seat', 'proposal', 'round', 'version'), name='score_sheet_version_once'), models.UniqueConstraint(condition=models.Q(('state', 'replaced'), _negated=True), fields=('seat', 'proposal', 'round'), name='score_sheet_one_counts'), models.CheckConstraint(condition=models.Q(('version__lte', 2)), name='score_sheet_reopened_once'), models.CheckConstraint(condition=models.Q(('state', 'open'), ('submitted__isnull', False), _connector='OR'), name='score_sheet_submitted_when')],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('criterion', models.CharField(max_length=24)),
                ('points', models.PositiveSmallIntegerField()),
                ('sentence', models.CharField(blank=True, max_length=400)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='proposals.scoresheet')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sheet', 'criterion'), name='score_once_a_criterion')],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('on_paper', models.CharField(blank=True, max_length=200)),
                ('scan', models.FileField(blank=True, upload_to='agreements')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='proposals.agreement')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('agreement', 'actor'), name='signature_once'), models.CheckConstraint(condition=models.Q(('digest', ''), _negated=True), name='signature_of_a_text')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=20)),
                ('source', models.CharField(max_length=16)),
                ('target', models.CharField(choices=[('idea', 'Idea has come in'), ('consulting', 'In consultation'), ('drafting', 'Being written'), ('lapsed', 'Not handed in by the date'), ('submitted', 'Handed in'), ('checking', 'Form is being checked'), ('correcting', 'To be put right'), ('uncorrected', 'Not put right by the date'), ('in_talks', 'In talks with the section'), ('first_review', 'First look of the panel'), ('held', 'Held: to be handed in again'), ('not_passed', 'Did not pass the first look'), ('passed_first', 'Passed the first look'), ('presenting', 'To be presented in public'), ('final_review', 'Last look of the panel'), ('adopted_if', 'Adopted on conditions'), ('settling', 'Conditions are being settled'), ('adopted', 'Adopted'), ('not_adopted', 'Not adopted this time'), ('awaiting_budget', 'Waiting for the budget'), ('agreeing', 'Agreement is being worked out'), ('agreed', 'Agreement signed'), ('under_way', 'Under way'), ('changing', 'A change is being discussed'), ('mid_reported', 'Looked at midway'), ('carried_out', 'Carried out'), ('reported', 'Report handed in'), ('sent_back', 'Report to be put right'), ('looking_back', 'Looking back together'), ('told', 'Told in public'), ('completed', 'Completed'), ('onward', 'Gone on to its next step'), ('withdrawn', 'Withdrawn'), ('given_up', 'Given up after adoption'), ('stopped', 'Ended early')], max_length=16)),
                ('reason', models.TextField(blank=True, help_text='for the parties', max_length=1000)),
                ('public_text', models.TextField(blank=True, max_length=1000)),
                ('note', models.TextField(blank=True, help_text='for the office and the section only', max_length=1000)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('hat', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='proposals.proposal')),
            ],
            options={
                'indexes': [models.Index(fields=['proposal', '-id'], name='step_newest')],
            },
        ),
        migrations.CreateModel(
            name='Talk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leads', models.BooleanField(default=False, help_text='the section that answers for the city where there are several (R63)')),
                ('memo', models.TextField(blank=True, max_length=4000, verbose_name='note of the officer, inside city hall')),
                ('can', models.CharField(blank=True, choices=[('yes', 'We can do it together'), ('partly', 'We can do it in part, or in another way'), ('no', 'We cannot do it')], max_length=6, verbose_name='whether it can be done')),
                ('city_can', models.TextField(blank=True, max_length=1000, verbose_name='what the city can do')),
                ('city_cannot', models.TextField(blank=True, max_length=1000, verbose_name='what the city cannot do')),
                ('law', models.TextField(blank=True, max_length=1000, verbose_name='laws and rules to mind')),
                ('money', models.TextField(blank=True, max_length=1000, verbose_name='budget')),
                ('instead', models.TextField(blank=True, max_length=1000, verbose_name='another way')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='day of the decision')),
                ('sent', models.DateTimeField(blank=True, null=True)),
                ('passes', models.PositiveSmallIntegerField(default=0)),
                ('ended', models.DateTimeField(blank=True, help_text='passed on to another section', null=True)),
                ('since', models.DateTimeField(auto_now_add=True)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='talks', to='proposals.proposal')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='talks', to='kernel.actor')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended__isnull', True)), fields=('proposal', 'section'), name='talk_once_a_section'), models.UniqueConstraint(condition=models.Q(('ended__isnull', True), ('leads', True)), fields=('proposal',), name='talk_one_leads'), models.CheckConstraint(condition=models.Q(('sent__isnull', True), ('decided_on__isnull', False), _connector='OR'), name='talk_sent_once_decided')],
            },
        ),
        migrations.CreateModel(
            name='Verdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.CharField(max_length=24)),
                ('outcome', models.CharField(choices=[('idea', 'Idea has come in'), ('consulting', 'In consultation'), ('drafting', 'Being written'), ('lapsed', 'Not handed in by the date'), ('submitted', 'Handed in'), ('checking', 'Form is being checked'), ('correcting', 'To be put right'), ('uncorrected', 'Not put right by the date'), ('in_talks', 'In talks with the section'), ('first_review', 'First look of the panel'), ('held', 'Held: to be handed in again'), ('not_passed', 'Did not pass the first look'), ('passed_first', 'Passed the first look'), ('presenting', 'To be presented in public'), ('final_review', 'Last look of the panel'), ('adopted_if', 'Adopted on conditions'), ('settling', 'Conditions are being settled'), ('adopted', 'Adopted'), ('not_adopted', 'Not adopted this time'), ('awaiting_budget', 'Waiting for the budget'), ('agreeing', 'Agreement is being worked out'), ('agreed', 'Agreement signed'), ('under_way', 'Under way'), ('changing', 'A change is being discussed'), ('mid_reported', 'Looked at midway'), ('carried_out', 'Carried out'), ('reported', 'Report handed in'), ('sent_back', 'Report to be put right'), ('looking_back', 'Looking back together'), ('told', 'Told in public'), ('completed', 'Completed'), ('onward', 'Gone on to its next step'), ('withdrawn', 'Withdrawn'), ('given_up', 'Given up after adoption'), ('stopped', 'Ended early')], max_length=16)),
                ('count', models.JSONField(default=dict)),
                ('public_text', models.TextField(blank=True, max_length=2000, verbose_name="the panel's words, for everybody")),
                ('conditions', models.TextField(blank=True, max_length=2000, verbose_name='conditions')),
                ('advice', models.TextField(blank=True, max_length=2000, verbose_name='advice to the group')),
                ('other_way', models.TextField(blank=True, max_length=1000, verbose_name='another way')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verdicts', to='proposals.proposal')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'adopted_if'), _negated=True), models.Q(('conditions', ''), _negated=True), _connector='OR'), name='verdict_conditions_written')],
            },
        ),
        migrations.CreateModel(
            name='ComparedScheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='what the scheme is called')),
                ('city', models.CharField(max_length=80, verbose_name='whose scheme it is')),
                ('plan', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('source', models.URLField(blank=True, max_length=400, verbose_name='address of the page it was read on')),
                ('read_on', models.DateField(verbose_name='day on which it was read')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
            ],
            options={
                'ordering': ['city', 'name', 'id'],
                'constraints': [models.UniqueConstraint(fields=('city', 'name'), name='compared_scheme_once')],
            },
        ),
        migrations.CreateModel(
            name='FormerAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former', to='proposals.answer')),
                ('hat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('answer', 'version'), name='former_answer_once')],
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(choices=[('leads', '◎ leads'), ('helps', '○ helps')], max_length=5)),
                ('brings', models.CharField(blank=True, max_length=120, verbose_name='what they bring')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='proposals.duty')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('duty', 'actor'), name='part_once')],
            },
        ),
        migrations.CreateModel(
            name='Pending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort', models.CharField(choices=[('change', 'a change'), ('stop', 'an early end')], max_length=6)),
                ('reason', models.TextField(max_length=1000, verbose_name='reason')),
                ('before', models.TextField(blank=True, max_length=2000, verbose_name='as it stands')),
                ('after', models.TextField(blank=True, max_length=2000, verbose_name='as it shall be')),
                ('money', models.TextField(blank=True, max_length=1000, verbose_name='what it means for the budget, and for what has been spent')),
                ('asked', models.DateTimeField(auto_now_add=True)),
                ('agreed', models.DateTimeField(blank=True, null=True)),
                ('dropped', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pendings', to='proposals.proposal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('agreed__isnull', True), ('dropped__isnull', True)), fields=('proposal',), name='pending_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='LookBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('marks', models.JSONField(default=dict)),
                ('good', models.TextField(blank=True, max_length=2000, verbose_name='what went well')),
                ('better', models.TextField(blank=True, max_length=2000, verbose_name='what could be better')),
                ('learned', models.TextField(blank=True, max_length=2000, verbose_name='what we learned, from what failed too')),
                ('changed', models.DateTimeField(auto_now=True)),
                ('handed_in', models.DateTimeField(blank=True, null=True)),
                ('public_since', models.DateTimeField(blank=True, null=True)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='look_backs', to='proposals.proposal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('proposal', 'actor'), name='look_back_once_a_side')],
            },
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(max_length=400)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('declared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='proposals.panelseat')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='proposals.proposal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('seat', 'proposal'), name='interest_once')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=8)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('content', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('on_paper_from', models.CharField(blank=True, max_length=120)),
                ('hat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='proposals.proposal')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('proposal', 'form', 'version'), name='document_version_once'), models.CheckConstraint(condition=models.Q(('digest', ''), _negated=True), name='document_has_digest')],
            },
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['scheme', 'number'], name='proposal_of_scheme'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['due'], name='proposal_due'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(condition=models.Q(('number__isnull', False)), fields=('scheme', 'number'), name='proposal_number_once'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('number__isnull', True), ('submitted__isnull', True)), models.Q(('number__isnull', False), ('submitted__isnull', False)), _connector='OR'), name='proposal_number_when_submitted'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('listed__isnull', True), ('number__isnull', False), _connector='OR'), name='proposal_listed_with_number'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('follows__isnull', True), models.Q(('follows', models.F('item')), _negated=True), _connector='OR'), name='proposal_follows_another'),
        ),
    ]
