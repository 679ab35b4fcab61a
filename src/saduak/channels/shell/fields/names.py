"""What an answer is called on a page: `applicant.kind`, and in a repeating group `waste.0.code`."""

from saduak.core.package import Field, Group


def name_of(group: Group, field: Field, line: int | None) -> str:
    """The name under which the answer is sent; lines are counted from 0."""
    return ".".join(part for part in (group.id, "" if line is None else str(line), field.id) if part)


def id_of(name: str) -> str:
    """The id of the element, to which labels, error summaries and scripts point."""
    return "f-" + name.replace(".", "-")
