"""The book, the documents from which it is written, and their rules."""


import django.db.models.deletion
import saduak.ledger.erasure
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0006_finance'),
    ]

    operations = [
        migrations.CreateModel(
            name='BankAccount',
            fields=[
                ('agency', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='parties.agency')),
                ('biller', models.CharField(max_length=15, unique=True)),
                ('receipt_book', models.CharField(max_length=12)),
            ],
        ),
        migrations.CreateModel(
            name='Invoice',
            fields=[
                ('salt', models.BinaryField(default=saduak.ledger.erasure.fresh_salt, max_length=16, null=True)),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('case', models.UUIDField(db_index=True)),
                ('case_number', models.CharField(max_length=40)),
                ('service', models.CharField(max_length=120)),
                ('payer', models.CharField(blank=True, default='', max_length=300)),
                ('ref1', models.CharField(max_length=20)),
                ('ref2', models.CharField(max_length=20)),
                ('charges', models.JSONField()),
                ('satang', models.PositiveBigIntegerField()),
                ('credited', models.PositiveBigIntegerField(default=0)),
                ('sample', models.BooleanField(default=False)),
                ('pay_by', models.DateField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('paid', 'Paid'), ('void', 'Void')], default='open', max_length=8)),
                ('raised_at', models.DateTimeField()),
                ('paid_at', models.DateTimeField(null=True)),
                ('replaces', models.UUIDField(null=True)),
                ('void_reason', models.CharField(blank=True, default='', max_length=500)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.agency')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('salt', models.BinaryField(default=saduak.ledger.erasure.fresh_salt, max_length=16, null=True)),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('transaction', models.CharField(max_length=60)),
                ('shown_as', models.CharField(blank=True, default='', max_length=60)),
                ('channel', models.CharField(max_length=20)),
                ('ref1', models.CharField(blank=True, default='', max_length=20)),
                ('ref2', models.CharField(blank=True, default='', max_length=20)),
                ('satang', models.PositiveBigIntegerField()),
                ('left', models.PositiveBigIntegerField()),
                ('what', models.CharField(choices=[('exact', 'exact'), ('too_much', 'too_much'), ('too_little', 'too_little'), ('twice', 'twice'), ('late', 'late'), ('void', 'void'), ('unknown_reference', 'unknown_reference')], max_length=20)),
                ('invoice', models.UUIDField(null=True)),
                ('payer', models.CharField(blank=True, default='', max_length=300)),
                ('paid_at', models.DateTimeField()),
                ('booked_on', models.DateField()),
                ('announced_at', models.DateTimeField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.agency')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('debit', models.CharField(choices=[('receivable', 'Receivable'), ('revenue', 'Revenue'), ('announced', 'Announced'), ('bank', 'Bank'), ('unallocated', 'Unallocated'), ('refunds', 'Refunds')], max_length=12)),
                ('credit', models.CharField(choices=[('receivable', 'Receivable'), ('revenue', 'Revenue'), ('announced', 'Announced'), ('bank', 'Bank'), ('unallocated', 'Unallocated'), ('refunds', 'Refunds')], max_length=12)),
                ('satang', models.PositiveBigIntegerField()),
                ('invoice', models.UUIDField(null=True)),
                ('payment', models.UUIDField(null=True)),
                ('booked_on', models.DateField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.agency')),
            ],
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('salt', models.BinaryField(default=saduak.ledger.erasure.fresh_salt, max_length=16, null=True)),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('book', models.CharField(max_length=12)),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('payment', models.UUIDField()),
                ('satang', models.PositiveBigIntegerField()),
                ('payer', models.CharField(blank=True, default='', max_length=300)),
                ('issued_at', models.DateTimeField()),
                ('voided_at', models.DateTimeField(null=True)),
                ('void_reason', models.CharField(blank=True, default='', max_length=500)),
                ('replaces', models.UUIDField(null=True)),
                ('prints', models.PositiveIntegerField(default=0)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.agency')),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='fees.invoice')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReceiptPrint',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('printed_by', models.CharField(max_length=80)),
                ('printed_at', models.DateTimeField()),
                ('receipt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='printings', to='fees.receipt')),
            ],
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('salt', models.BinaryField(default=saduak.ledger.erasure.fresh_salt, max_length=16, null=True)),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('satang', models.PositiveBigIntegerField()),
                ('state', models.CharField(choices=[('asked', 'Asked'), ('approved', 'Approved'), ('declined', 'Declined'), ('paid', 'Paid')], max_length=10)),
                ('reason', models.CharField(max_length=500)),
                ('to_account', models.CharField(max_length=200)),
                ('asked_by', models.UUIDField()),
                ('asked_at', models.DateTimeField()),
                ('answered_by', models.UUIDField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('transaction', models.CharField(blank=True, default='', max_length=60)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.agency')),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='fees.payment')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Slip',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('bank', models.CharField(max_length=10)),
                ('transaction', models.CharField(max_length=60)),
                ('shown_at', models.DateTimeField()),
                ('payment', models.UUIDField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.agency')),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slips', to='fees.invoice')),
            ],
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('salt', models.BinaryField(default=saduak.ledger.erasure.fresh_salt, max_length=16, null=True)),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('totals', models.JSONField()),
                ('difference', models.PositiveBigIntegerField()),
                ('note', models.CharField(blank=True, default='', max_length=500)),
                ('made_by', models.UUIDField()),
                ('made_at', models.DateTimeField()),
                ('signed_by', models.UUIDField(null=True)),
                ('signed_at', models.DateTimeField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.agency')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('agency', 'day'), name='fees_closing_once')],
            },
        ),
        migrations.AddIndex(
            model_name='invoice',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['agency', 'pay_by'], name='fees_invoice_open'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.UniqueConstraint(fields=('ref1', 'ref2'), name='fees_invoice_references'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('case',), name='fees_invoice_one_open'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('satang__gt', 0)), name='fees_invoice_of_something'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('credited__lte', models.F('satang'))), name='fees_invoice_not_overpaid'),
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(fields=['agency', 'booked_on'], name='fees_payment_day'),
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(condition=models.Q(('left__gt', 0)), fields=['agency', 'paid_at'], name='fees_payment_left'),
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(condition=models.Q(('confirmed_at', None)), fields=['agency', 'ref1', 'ref2'], name='fees_payment_pending'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(fields=('agency', 'transaction'), name='fees_payment_once'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(condition=models.Q(('shown_as', ''), _negated=True), fields=('agency', 'shown_as'), name='fees_shown_once'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('satang__gt', 0)), name='fees_payment_of_something'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('left__lte', models.F('satang'))), name='fees_payment_not_more_left'),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(fields=['agency', 'booked_on'], name='fees_posting_day'),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(condition=models.Q(('invoice__isnull', False)), fields=['invoice'], name='fees_posting_invoice'),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(condition=models.Q(('payment__isnull', False)), fields=['payment'], name='fees_posting_payment'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('satang__gt', 0)), name='fees_posting_of_something'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('debit', models.F('credit')), _negated=True), name='fees_posting_between_two'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.UniqueConstraint(fields=('agency', 'book', 'year', 'number'), name='fees_receipt_number'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('invoice',), name='fees_receipt_one_valid'),
        ),
        migrations.AddConstraint(
            model_name='receiptprint',
            constraint=models.UniqueConstraint(fields=('receipt', 'number'), name='fees_print_once'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('satang__gt', 0)), name='fees_refund_of_something'),
        ),
        migrations.AddIndex(
            model_name='slip',
            index=models.Index(condition=models.Q(('payment', None)), fields=['agency', 'transaction'], name='fees_slip_unseen'),
        ),
        migrations.AddConstraint(
            model_name='slip',
            constraint=models.UniqueConstraint(fields=('bank', 'transaction'), name='fees_slip_once'),
        ),
    ]
