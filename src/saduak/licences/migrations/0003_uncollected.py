"""What was granted and is not paid for."""


import django.db.models.deletion
import saduak.ledger.erasure
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('licences', '0002_posted_orders'),
        ('parties', '0007_directors'),
    ]

    operations = [
        migrations.CreateModel(
            name='Uncollected',
            fields=[
                ('salt', models.BinaryField(default=saduak.ledger.erasure.fresh_salt, max_length=16, null=True)),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
                ('case', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('collect_by', models.DateField()),
                ('lapsed_on', models.DateField(null=True)),
                ('restored_on', models.DateField(null=True)),
                ('reason', models.CharField(blank=True, default='', max_length=500)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.agency')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('lapsed_on', None)), fields=['collect_by'], name='licences_claims_due')],
            },
        ),
    ]
