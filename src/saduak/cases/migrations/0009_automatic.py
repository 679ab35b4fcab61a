"""Decisions by rule: adoption, finding, audit; what a rule decides nobody drafts."""

import django.db.models.deletion
import saduak.ledger.erasure
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_appeals'),
        ('parties', '0004_names_of_officers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='decision',
            name='drafted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.officer'),
        ),
        migrations.CreateModel(
            name='RuleAdoption',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('service', models.CharField(max_length=120)),
                ('rule', models.CharField(max_length=80)),
                ('number', models.CharField(max_length=200)),
                ('ordered_on', models.DateField()),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('share', models.PositiveSmallIntegerField()),
                ('recorded_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.agency')),
            ],
        ),
        migrations.CreateModel(
            name='RuleFinding',
            fields=[
                ('salt', models.BinaryField(default=saduak.ledger.erasure.fresh_salt, max_length=16, null=True)),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='rule_finding', serialize=False, to='cases.case')),
                ('state', models.CharField(max_length=10)),
                ('failed', models.JSONField(default=list)),
                ('tried_at', models.DateTimeField()),
                ('look_at', models.DateTimeField(null=True)),
                ('sampled', models.BooleanField(default=False)),
                ('finding', models.CharField(blank=True, default='', max_length=10)),
                ('note', models.TextField(blank=True, default='')),
                ('audited_at', models.DateTimeField(null=True)),
                ('adoption', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.ruleadoption')),
                ('audited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.officer')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='ruleadoption',
            index=models.Index(fields=['agency', 'service'], name='cases_rule_adoption'),
        ),
        migrations.AddIndex(
            model_name='rulefinding',
            index=models.Index(condition=models.Q(('look_at__isnull', False)), fields=['look_at'], name='cases_rule_look'),
        ),
    ]
