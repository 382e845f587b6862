import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('kernel', '0002_reading'),
    ]

    operations = [
        migrations.CreateModel(
            name='DemoMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.CharField(max_length=254)),
                ('subject', models.CharField(max_length=400)),
                ('text', models.TextField()),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='Slowdown',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(db_index=True)),
                ('tries', models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='mail address')),
                ('is_active', models.BooleanField(default=True)),
                ('language', models.CharField(default='ja', max_length=8, verbose_name='language')),
                ('mail_rhythm', models.CharField(choices=[('weekly', 'once a week'), ('singly', 'each as it comes'), ('none', 'only requests with a date')], default='weekly', max_length=8)),
                ('date_joined', models.DateTimeField(auto_now_add=True)),
                ('actor', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='user', to='kernel.actor')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Guest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('sort', models.CharField(blank=True, help_text='kind of actor they say they are', max_length=16)),
                ('age_band', models.CharField(blank=True, max_length=8)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('actor', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='guest', to='kernel.actor')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='kernel.area')),
            ],
        ),
        migrations.CreateModel(
            name='Representation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(blank=True, max_length=40, verbose_name='role')),
                ('side', models.CharField(blank=True, choices=[('citizen', 'citizens'), ('staff', 'city staff')], max_length=8)),
                ('is_deputy', models.BooleanField(default=False, help_text='turns a key that was not turned in three days')),
                ('invited', models.DateTimeField(auto_now_add=True)),
                ('accepted', models.DateTimeField(blank=True, null=True)),
                ('ended', models.DateTimeField(blank=True, null=True)),
                ('ended_why', models.CharField(blank=True, max_length=200)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='representatives', to='kernel.actor')),
                ('handed_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='kernel.actor')),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='kernel.actor')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='represents', to='kernel.actor')),
            ],
            options={
                'indexes': [models.Index(fields=['body', 'ended'], name='represents_body')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended__isnull', True)), fields=('person', 'body'), name='represents_once'), models.CheckConstraint(condition=models.Q(('person', models.F('body')), _negated=True), name='represents_another')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('secret_hash', models.CharField(max_length=64, unique=True)),
                ('role', models.CharField(blank=True, max_length=40)),
                ('side', models.CharField(blank=True, choices=[('citizen', 'citizens'), ('staff', 'city staff')], max_length=8)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('expires', models.DateTimeField()),
                ('sent', models.DateTimeField(blank=True, null=True)),
                ('used', models.DateTimeField(blank=True, null=True)),
                ('withdrawn', models.DateTimeField(blank=True, null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='kernel.actor')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.representation')),
            ],
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('mail', 'Mail'), ('phone', 'Telephone'), ('fax', 'Fax'), ('post', 'Post')], max_length=5)),
                ('value', models.CharField(max_length=200)),
                ('purpose', models.CharField(max_length=16)),
                ('ends', models.DateField(db_index=True)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='kernel.actor')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='kernel.item')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('actor', 'way', 'purpose', 'item'), name='contact_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='kernel.actor')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='kernel.area')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='kernel.item')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='kernel.theme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('actor', 'item', 'theme', 'area'), name='follow_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('item__isnull', True), ('theme__isnull', True)), models.Q(('area__isnull', True), ('item__isnull', True)), models.Q(('area__isnull', True), ('theme__isnull', True)), _connector='OR'), name='follow_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='Outgoing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('mail', 'Mail'), ('by_hand', 'Telephone, fax or post'), ('page', "On one's own page")], max_length=8)),
                ('subject', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('singly', models.BooleanField(default=False)),
                ('goes', models.DateTimeField(default=django.utils.timezone.now)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('sent', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, max_length=200)),
                ('failures', models.PositiveSmallIntegerField(default=0)),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='kernel.item')),
                ('record', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='kernel.record')),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='kernel.actor')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outgoing', to='kernel.actor')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('sent__isnull', True)), fields=['way', 'goes'], name='outgoing_waiting'), models.Index(fields=['to', '-id'], name='outgoing_of_actor')],
                'constraints': [models.UniqueConstraint(fields=('to', 'record'), name='told_once')],
            },
        ),
    ]
