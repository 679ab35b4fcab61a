"""The way `file`: a register as its holder handed it over, with the date of that file as the reference."""

from saduak.core.errors import NotFound
from saduak.linkage.ports import Answer, CannotLook, Question
from saduak.linkage.queries import entry


class ImportedFile:
    """Looks into the rows that `saduak linkage import` took over for the agency."""

    def look(self, question: Question) -> Answer:
        """The row of this number; raises CannotLook("register_not_imported")."""
        try:
            found = entry(question.agency_id, question.register, question.identifier)
        except NotFound as error:
            raise CannotLook("register_not_imported") from error
        return Answer(found.facts, found.label) if found else Answer(None)
