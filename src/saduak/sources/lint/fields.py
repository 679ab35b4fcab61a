"""The questions of a form by the names that conditions, fees, letters and licences use for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from saduak.core.package import CodeList, Field, Form, Group


@dataclass(frozen=True)
class FormIndex:
    """A form with its code lists, looked at by name."""

    form: Form
    code_lists: tuple[CodeList, ...]

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        return {group.id: group for _, group in self.placed_groups()}

    def placed_groups(self) -> Iterator[tuple[tuple[str | int, ...], Group]]:
        """Each group with its path in `form.yaml`."""
        for page_at, page in enumerate(self.form.pages):
            for group_at, group in enumerate(page.groups):
                yield ("pages", page_at, "groups", group_at), group

    def placed_fields(self) -> Iterator[tuple[tuple[str | int, ...], Group, Field]]:
        """Each field with its path and its group."""
        for path, group in self.placed_groups():
            for field_at, field in enumerate(group.fields):
                yield (*path, "fields", field_at), group, field

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Fields by "group.field"."""
        return {f"{group.id}.{field.id}": field for _, group, field in self.placed_fields()}

    def found(self, name: str, line: Group | None = None) -> Field | None:
        """The field a name means; within a line of a repeating group its own fields need no group."""
        own = None if line is None else self.fields.get(f"{line.id}.{name}")
        return own or self.fields.get(name)

    def code_list(self, name: str) -> CodeList | None:
        """The list under a name."""
        return next((found for found in self.code_lists if found.id == name), None)

    def group_at(self, path: tuple[str | int, ...]) -> Group | None:
        """The group on whose path in `form.yaml` a value lies."""
        return next((group for found, group in self.placed_groups() if found == path[:4]), None)

    def first_at(self, path: tuple[str | int, ...]) -> Field | None:
        """The field on whose path a value lies, or the first field of its group."""
        own = next((field for found, _, field in self.placed_fields() if found == path[:6]), None)
        group = self.group_at(path)
        return own or next(iter(group.fields if group else ()), None)
