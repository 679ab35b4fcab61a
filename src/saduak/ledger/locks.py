"""The second lock on events: triggers that refuse any change, and the rights of the application's role."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = """
CREATE TRIGGER ledger_event_no_update BEFORE UPDATE ON ledger_event
BEGIN SELECT RAISE(ABORT, 'events are immutable'); END;
CREATE TRIGGER ledger_event_no_delete BEFORE DELETE ON ledger_event
BEGIN SELECT RAISE(ABORT, 'events are immutable'); END;
CREATE TRIGGER ledger_event_no_replace BEFORE INSERT ON ledger_event
WHEN EXISTS (SELECT 1 FROM ledger_event WHERE id = NEW.id OR (stream_id = NEW.stream_id AND seq = NEW.seq))
BEGIN SELECT RAISE(ABORT, 'events are immutable'); END;
"""
"""`INSERT OR REPLACE` deletes without asking the delete trigger, hence the third one."""

POSTGRESQL = """
CREATE FUNCTION ledger_event_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'events are immutable' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER ledger_event_no_change BEFORE UPDATE OR DELETE ON ledger_event
FOR EACH ROW EXECUTE FUNCTION ledger_event_immutable();
CREATE TRIGGER ledger_event_no_truncate BEFORE TRUNCATE ON ledger_event
FOR EACH STATEMENT EXECUTE FUNCTION ledger_event_immutable();
"""

GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "REVOKE UPDATE, DELETE, TRUNCATE ON ledger_event FROM {role}",
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
)
"""What the role may do under which Saduak serves; migrations run as the owner of the tables."""


def create_triggers(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers on `ledger_event`; a migration that rebuilds it on SQLite must call this again."""
    with editor.connection.cursor() as cursor:
        if editor.connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL)
            return
        for statement in SQLITE.split("END;\n"):
            if statement.strip():
                cursor.execute(statement + "END;")


def grant(connection: BaseDatabaseWrapper, role: str) -> None:
    """Give `role` what the application needs and no more (PostgreSQL): of events, reading and adding only."""
    quoted = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        for statement in GRANTS:
            cursor.execute(statement.format(role=quoted))
