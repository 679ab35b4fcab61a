"""Errors as data: a stable code and typed parameters; the words live in `law/texts.*.yaml` under `error.<code>`.

SaduakError
├── LawError            a question the core cannot answer as asked
│   └── CalendarYearUnknown   the answer needs a calendar year that is not on file
├── DomainError         a command the law or the state of the case forbids
│   ├── NotAllowed      the actor may not (403, or 404 where even existence is private)
│   ├── NotFound        no such object for this actor (404)
│   ├── WrongState      the case is not where the command needs it (409)
│   └── Busy            another write was in the way longer than we waited (503)
├── Unavailable         what lies outside cannot do its part now; nothing was lost (503)
└── SourceError         a file under `law/` or `services/` is not as it must be
"""

from typing import Any


class SaduakError(Exception):
    """An error with a stable `code` and the parameters its sentence needs."""

    def __init__(self, code: str, /, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code}({shown})"

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuilt, (type(self), self.code, self.params))


def _rebuilt(kind: type[SaduakError], code: str, params: dict[str, Any]) -> SaduakError:
    error = kind.__new__(kind)
    SaduakError.__init__(error, code, **params)
    return error


class LawError(SaduakError):
    """A question that cannot be answered as asked: bad input, or data that is missing."""


class CalendarYearUnknown(LawError):
    """The answer needs the calendar of a year that is not on file; `year` is of the Common Era."""

    def __init__(self, calendar: str, year: int, **known: Any) -> None:
        super().__init__("calendar_year_unknown", calendar=calendar, year=year, **known)

    def knowing(self, **known: Any) -> "CalendarYearUnknown":
        """The same error with what was found before the calendar was missed, such as the nominal last day."""
        return type(self)(**{**self.params, **known})

    @property
    def year(self) -> int:
        year: int = self.params["year"]
        return year


class DomainError(SaduakError):
    """A command that the law, the policy or the state of the object forbids."""


class NotAllowed(DomainError):
    """The actor may not do this; the code says why."""


class NotFound(DomainError):
    """No such object, or none that this actor may know of."""


class WrongState(DomainError):
    """The object is not in a state from which this command may run."""


class Busy(DomainError):
    """Another write was in the way for longer than the command was willing to wait; try again."""


class Unavailable(SaduakError):
    """What lies outside, or an adapter to it, cannot do its part now; nothing was lost."""


class SourceError(SaduakError):
    """A data file is not as it must be; `file` and, where known, `line` say where."""
