"""Fetching and changing the rows behind a command."""

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model

from saduak.core.errors import NotFound

Row = TypeVar("Row", bound=Model)


def fetch(model: type[Row], row_id: UUID) -> Row:
    """The row with this id; NotFound("not_found") with the name of the model."""
    row = model._base_manager.filter(pk=row_id).first()
    if row is None:
        raise NotFound("not_found", what=model._meta.model_name)
    return row


def change(row: Model, **values: Any) -> None:
    """Set and save just these columns."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save(force_update=True, update_fields=list(values))
