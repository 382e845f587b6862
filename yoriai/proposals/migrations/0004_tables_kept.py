# Who left the budget and the table of roles how: what stands there already becomes the first version.

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

BUDGET = ("side", "item", "words", "unit", "quantity", "amount", "in_kind", "counted")


def take_over(apps, schema_editor):
    """As it stands, by whoever wrote it last as far as the records say, else by its group."""
    made = []
    for which, form, lines in (("budget", "F3", _budget), ("roles", "F4", _roles)):
        related = {"budget": "budget", "roles": "duties"}[which]
        proposals = apps.get_model("proposals", "Proposal").objects.filter(**{f"{related}__isnull": False}).distinct()
        for proposal in proposals.iterator():
            who = _last(apps, proposal, form)
            person, hat, at = who or (proposal.by_id, proposal.by_id, proposal.created)
            made.append(
                {"proposal": proposal, "which": which, "version": 1, "rows": lines(proposal), "person_id": person, "hat_id": hat, "at": at}
            )
    version = apps.get_model("proposals", "TableVersion")
    version.objects.bulk_create([version(**facts) for facts in made])


def _last(apps, proposal, form):
    rows = apps.get_model("kernel", "Record").objects.filter(item=proposal.pk, verb="proposal.written", data__form=form)
    row = rows.exclude(person=None).exclude(hat=None).order_by("-pk").first()
    return (row.person_id, row.hat_id, row.at) if row is not None else None


def _budget(proposal):
    rows = proposal.budget.order_by("side", "place", "id")
    return [{name: getattr(row, name) for name in BUDGET} for row in rows]


def _roles(proposal):
    return [
        {
            "what": row.what,
            "due": row.due.isoformat() if row.due else "",
            "parts": [
                {"actor": part.actor_id, "mark": part.mark, "brings": part.brings} for part in row.parts.order_by("id")
            ],
        }
        for row in proposal.duties.order_by("place", "id")
    ]


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0004_matching'),
        ('proposals', '0003_third_year'),
    ]

    operations = [
        migrations.CreateModel(
            name='TableVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('which', models.CharField(choices=[('budget', 'Budget'), ('roles', 'Who does what')], max_length=6)),
                ('version', models.PositiveIntegerField()),
                ('rows', models.JSONField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('hat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.actor')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='table_versions', to='proposals.proposal')),
            ],
            options={
                'ordering': ['version'],
                'constraints': [models.UniqueConstraint(fields=('proposal', 'which', 'version'), name='table_version_once')],
            },
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
