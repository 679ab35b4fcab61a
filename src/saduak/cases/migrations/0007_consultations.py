"""A place in the chain: its tables follow."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_consents_asked")]
    operations = ()
