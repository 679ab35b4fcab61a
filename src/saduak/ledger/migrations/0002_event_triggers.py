"""Events refuse to be changed, on every database."""

from django.db import migrations

from saduak.ledger.locks import create_triggers


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(create_triggers, migrations.RunPython.noop, elidable=False)]
