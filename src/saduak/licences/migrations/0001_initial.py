"""Licences, their sheets, what was ordered about them, and fees that are not owed."""


import django.db.models.deletion
import saduak.ledger.erasure
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0007_directors'),
    ]

    operations = [
        migrations.CreateModel(
            name='Licence',
            fields=[
                ('salt', models.BinaryField(default=saduak.ledger.erasure.fresh_salt, max_length=16, null=True)),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('case', models.UUIDField(db_index=True, null=True)),
                ('service', models.CharField(max_length=120)),
                ('publication', models.UUIDField()),
                ('number', models.CharField(max_length=80, unique=True)),
                ('form_code', models.CharField(max_length=40)),
                ('record', models.JSONField()),
                ('words', models.TextField(blank=True, default='')),
                ('record_digest', models.CharField(blank=True, max_length=64)),
                ('issued_on', models.DateField()),
                ('expires_on', models.DateField(null=True)),
                ('state', models.CharField(choices=[('issued', 'Issued'), ('suspended', 'Suspended'), ('revoked', 'Revoked'), ('replaced', 'Replaced'), ('cancelled', 'Cancelled'), ('lapsed', 'Lapsed')], default='issued', max_length=10)),
                ('state_since', models.DateField()),
                ('suspended_until', models.DateField(null=True)),
                ('barred_until', models.DateField(null=True)),
                ('renews', models.UUIDField(null=True)),
                ('replaces', models.UUIDField(null=True)),
                ('replaced_by', models.UUIDField(null=True)),
                ('renewal_case', models.UUIDField(db_index=True, null=True)),
                ('renewal_filed_on', models.DateField(null=True)),
                ('renewal_paid_on', models.DateField(null=True)),
                ('renewal_decided_on', models.DateField(null=True)),
                ('code', models.CharField(max_length=10, unique=True)),
                ('changed_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.agency')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FeeWaiver',
            fields=[
                ('salt', models.BinaryField(default=saduak.ledger.erasure.fresh_salt, max_length=16, null=True)),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
                ('case', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(blank=True, default='', max_length=500)),
                ('officer', models.UUIDField()),
                ('waived_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.agency')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LicenceSheet',
            fields=[
                ('licence', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='sheet', serialize=False, to='licences.licence')),
                ('file', models.UUIDField()),
                ('sha256', models.CharField(max_length=64)),
                ('sealed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='LicenceOrder',
            fields=[
                ('salt', models.BinaryField(default=saduak.ledger.erasure.fresh_salt, max_length=16, null=True)),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('suspension', 'Suspension'), ('lift', 'Lift'), ('revocation', 'Revocation'), ('cancellation', 'Cancellation'), ('substitute', 'Substitute'), ('change', 'Change'), ('lapse', 'Lapse'), ('restoration', 'Restoration')], max_length=12)),
                ('grounds', models.TextField(blank=True, default='')),
                ('article', models.CharField(blank=True, default='', max_length=80)),
                ('hearing', models.CharField(blank=True, default='', max_length=40)),
                ('days', models.PositiveSmallIntegerField(null=True)),
                ('officer', models.UUIDField(null=True)),
                ('power', models.JSONField(default=dict)),
                ('letter', models.UUIDField(db_index=True, null=True)),
                ('other', models.UUIDField(null=True)),
                ('made_at', models.DateTimeField()),
                ('in_force_on', models.DateField(null=True)),
                ('licence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='licences.licence')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('days', models.PositiveSmallIntegerField()),
                ('letter', models.UUIDField()),
                ('told_at', models.DateTimeField()),
                ('licence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='licences.licence')),
            ],
        ),
        migrations.AddIndex(
            model_name='licence',
            index=models.Index(fields=['service', 'agency', 'number'], name='licences_register'),
        ),
        migrations.AddIndex(
            model_name='licence',
            index=models.Index(fields=['changed_at', 'id'], name='licences_feed'),
        ),
        migrations.AddIndex(
            model_name='licence',
            index=models.Index(condition=models.Q(('state', 'issued')), fields=['expires_on'], name='licences_ending'),
        ),
        migrations.AddIndex(
            model_name='licence',
            index=models.Index(condition=models.Q(('person__isnull', False)), fields=['person'], name='licences_of_person'),
        ),
        migrations.AddIndex(
            model_name='licence',
            index=models.Index(condition=models.Q(('organisation__isnull', False)), fields=['organisation'], name='licences_of_body'),
        ),
        migrations.AddConstraint(
            model_name='licence',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'replaced'), _negated=True), fields=('case',), name='licences_one_a_case'),
        ),
        migrations.AddIndex(
            model_name='licenceorder',
            index=models.Index(fields=['licence', 'made_at'], name='licences_orders'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('licence', 'days'), name='licences_reminded_once'),
        ),
    ]
