"""Lines of the book refuse to be changed, on every database; a mistake is put right by another line."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    "CREATE TRIGGER fees_posting_no_update BEFORE UPDATE ON fees_posting"
    " BEGIN SELECT RAISE(ABORT, 'lines of the book are immutable'); END",
    "CREATE TRIGGER fees_posting_no_delete BEFORE DELETE ON fees_posting"
    " BEGIN SELECT RAISE(ABORT, 'lines of the book are immutable'); END",
    # `INSERT OR REPLACE` deletes without asking the delete trigger.
    "CREATE TRIGGER fees_posting_no_replace BEFORE INSERT ON fees_posting"
    " WHEN EXISTS (SELECT 1 FROM fees_posting WHERE id = NEW.id)"
    " BEGIN SELECT RAISE(ABORT, 'lines of the book are immutable'); END",
)
POSTGRESQL = (
    "CREATE FUNCTION fees_posting_immutable() RETURNS trigger LANGUAGE plpgsql AS $$"
    " BEGIN RAISE EXCEPTION 'lines of the book are immutable' USING ERRCODE = 'integrity_constraint_violation';"
    " END $$",
    "CREATE TRIGGER fees_posting_no_change BEFORE UPDATE OR DELETE ON fees_posting"
    " FOR EACH ROW EXECUTE FUNCTION fees_posting_immutable()",
    "CREATE TRIGGER fees_posting_no_truncate BEFORE TRUNCATE ON fees_posting"
    " FOR EACH STATEMENT EXECUTE FUNCTION fees_posting_immutable()",
)


def lock_lines(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers on the table; a migration that rebuilds it on SQLite must do so again."""
    with editor.connection.cursor() as cursor:
        for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
            cursor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [("fees", "0001_initial")]

    operations = [migrations.RunPython(lock_lines, migrations.RunPython.noop, elidable=False)]
