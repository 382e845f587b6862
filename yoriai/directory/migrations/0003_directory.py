import django.core.serializers.json
import django.db.models.deletion
import yoriai.kernel.items.codes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0002_directory'),
        ('kernel', '0003_directory'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='hides_names',
            field=models.BooleanField(default=False, verbose_name='nobody is named'),
        ),
        migrations.AddField(
            model_name='party',
            name='reply',
            field=models.CharField(blank=True, max_length=400, verbose_name='what we say ourselves'),
        ),
        migrations.AlterField(
            model_name='organisation',
            name='mail',
            field=models.EmailField(blank=True, max_length=254, verbose_name='mail address'),
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=yoriai.kernel.items.codes.draw, editable=False, max_length=6, unique=True)),
                ('state', models.CharField(choices=[('arrived', 'To be typed in'), ('typed', 'To be sent back for a look'), ('sent', 'Waiting for their yes'), ('agreed', 'They said yes'), ('refused', 'They said no')], default='arrived', max_length=8)),
                ('way', models.CharField(choices=[('fax', 'Fax'), ('post', 'Postcard or letter'), ('counter', 'Paper handed in')], default='fax', max_length=8, verbose_name='how it came')),
                ('kind', models.CharField(help_text='kind of entry, of views.sorts.SORTS', max_length=16, verbose_name='what it tells of')),
                ('reply_to', models.CharField(blank=True, max_length=200, verbose_name='where the receipt goes')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note for the office')),
                ('arrived', models.DateTimeField(auto_now_add=True)),
                ('sent', models.DateTimeField(blank=True, null=True)),
                ('wish', models.CharField(blank=True, max_length=1000)),
                ('answered', models.DateTimeField(blank=True, null=True)),
                ('how', models.CharField(blank=True, choices=[('call', 'by telephone'), ('signed', 'on signed paper'), ('code', 'by the number on the receipt')], max_length=8, verbose_name='how they said it')),
                ('said', models.CharField(blank=True, max_length=200, verbose_name='who said it, to whom')),
                ('answered_by', models.ForeignKey(blank=True, help_text='who typed the answer in', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('by', models.ForeignKey(help_text='who took it in', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='came_on', to='kernel.item')),
                ('sender', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='kernel.actor')),
                ('typed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
            ],
            options={
                'indexes': [models.Index(fields=['state', '-id'], name='paper_tray')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state', 'arrived'), models.Q(('item__isnull', False), ('sender__isnull', False)), ('state', 'refused'), _connector='OR'), name='paper_typed_has_an_entry'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['agreed', 'refused']), _negated=True), ('answered__isnull', False), _connector='OR'), name='paper_answered_on_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'agreed'), _negated=True), models.Q(('how', ''), _negated=True), _connector='OR'), name='paper_agreed_in_some_way')],
            },
        ),
        migrations.CreateModel(
            name='PaperPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('picture', models.ImageField(upload_to='papers')),
                ('added', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pages', to='directory.paper')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='PendingChange',
            fields=[
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='pending_change', serialize=False, to='kernel.item')),
                ('facts', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('at', models.DateTimeField(auto_now=True)),
                ('by', models.ForeignKey(help_text='the person, not the hat', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
            ],
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contact', models.TextField(blank=True, max_length=400, verbose_name='how they may reach you')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('introduction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='directory.introduction')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('introduction', 'actor'), name='consent_once')],
            },
        ),
    ]
