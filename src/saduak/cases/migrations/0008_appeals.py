"""Appeals, the orders that follow from them, and who decides them."""

import django.db.models.deletion
import saduak.ledger.erasure
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0007_consultations'),
        ('parties', '0004_names_of_officers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('salt', models.BinaryField(default=saduak.ledger.erasure.fresh_salt, max_length=16, null=True)),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('stage', models.CharField(max_length=10)),
                ('channel', models.CharField(max_length=12)),
                ('entered_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('told_on', models.DateField(null=True)),
                ('last_on', models.DateField(null=True)),
                ('is_late', models.BooleanField(default=False)),
                ('grounds', models.TextField()),
                ('papers', models.JSONField(default=list)),
                ('act_by', models.DateField()),
                ('due_on', models.DateField()),
                ('forwarded_at', models.DateTimeField(null=True)),
                ('extended', models.PositiveSmallIntegerField(default=0)),
                ('view', models.CharField(blank=True, default='', max_length=20)),
                ('report', models.TextField(blank=True, default='')),
                ('result', models.CharField(blank=True, default='', max_length=20)),
                ('facts', models.TextField(blank=True, default='')),
                ('law', models.TextField(blank=True, default='')),
                ('reasons', models.TextField(blank=True, default='')),
                ('power', models.JSONField(default=dict)),
                ('decided_at', models.DateTimeField(null=True)),
                ('warned', models.JSONField(default=list)),
                ('next_look_at', models.DateTimeField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.agency')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='cases.case')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.officer')),
                ('superior', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.agency')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AppealBody',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('service', models.CharField(blank=True, default='', max_length=120)),
                ('number', models.CharField(max_length=200)),
                ('since', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.agency')),
                ('superior', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.agency')),
            ],
        ),
        migrations.CreateModel(
            name='NewOrder',
            fields=[
                ('salt', models.BinaryField(default=saduak.ledger.erasure.fresh_salt, max_length=16, null=True)),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('outcome', models.CharField(max_length=30)),
                ('lines', models.JSONField(default=list)),
                ('conditions', models.JSONField(default=list)),
                ('facts', models.TextField(blank=True, default='')),
                ('law', models.TextField(blank=True, default='')),
                ('reasons', models.TextField(blank=True, default='')),
                ('power', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.agency')),
                ('appeal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='cases.appeal')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='new_orders', to='cases.case')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.officer')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='appeal',
            index=models.Index(condition=models.Q(('stage', 'maker')), fields=['agency', 'act_by'], name='cases_appeal_maker'),
        ),
        migrations.AddIndex(
            model_name='appeal',
            index=models.Index(condition=models.Q(('stage', 'superior')), fields=['superior', 'act_by'], name='cases_appeal_superior'),
        ),
        migrations.AddIndex(
            model_name='appeal',
            index=models.Index(condition=models.Q(('next_look_at__isnull', False)), fields=['next_look_at'], name='cases_appeal_look'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.UniqueConstraint(condition=models.Q(('stage', 'withdrawn'), _negated=True), fields=('case',), name='cases_appeal_once'),
        ),
        migrations.AddIndex(
            model_name='appealbody',
            index=models.Index(fields=['agency', 'since'], name='cases_appeal_body'),
        ),
    ]
