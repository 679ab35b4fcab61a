"""The pages of one agency's money for its finance officers and their superior; the auditor may read them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache

from saduak.channels.desk.forms import Form
from saduak.channels.desk.working.people import with_name
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.core.answers import cleaned
from saduak.core.errors import LawError, NotFound
from saduak.core.package import Field, FieldKind, Text
from saduak.fees.policy import SEERS, STAFF
from saduak.ledger.present import present
from saduak.parties.policy import Role
from saduak.parties.queries import Agency, agency_with_slug, holders_at, known_agency

READERS: Final = (Role.AUDITOR,)
COUNTER: Final = (Role.FINANCE, Role.INTAKE)
"""Who helps a payer."""
AMOUNT: Final = Field("amount", FieldKind.SATANG, Text("", ""))
Arguments = ParamSpec("Arguments")


@dataclass
class Till(Form):
    """A form about the money of one agency."""

    agency: Agency

    def holds(self, *roles: Role) -> bool:
        """Whether the officer has one of these roles here."""
        return self.agency.id in self.officer.agencies(*roles)

    def satang(self, name: str) -> int:
        """The amount in baht typed in a field, as satang; 0 refuses the form."""
        try:
            found = cleaned(AMOUNT, self.typed(name))
        except LawError as error:
            self._refuse(name, error)
            return 0
        if not isinstance(found, int):
            self._refuse(name, LawError("answer_not_number"))
            return 0
        return found

    def there(self, said: str, name: str, *args: object, **params: Any) -> HttpResponse:
        """Go on to a page of this agency's money."""
        return self.onward(said, reverse(name, args=args or [self.agency.slug]), **params)

    def show(self, template: str, **context: Any) -> HttpResponse:
        """The page, with what the officer may do here."""
        may = {"is_finance": self.holds(Role.FINANCE), "is_second": self.holds(*SEERS), "helps": self.holds(*COUNTER)}
        return self.page(f"money/{template}", **{"agency": self.agency, "sees_money": self._sees, **may, **context})

    @property
    def _sees(self) -> bool:
        return self.holds(*SEERS) or bool(self.officer.agencies(*READERS))

    def people(self, users: Iterable[UUID | None]) -> Mapping[UUID, str]:
        """The posts of users here, each with the name of its holder."""
        held = holders_at(self.agency.id, {each for each in users if each})
        return {user: with_name(holder.position, holder.name) for user, holder in held.items()}


def of_till(
    view: Callable[Concatenate[Till, Arguments], HttpResponse],
) -> Callable[..., HttpResponseBase]:
    """Guard a page of the agency named in the address: its finance officers, their superior, and the auditor.

    Raises NotFound for all others.
    """

    @wraps(view)
    @never_cache
    @for_officers(*SEERS, *READERS)
    def guarded(
        request: HttpRequest, officer: OnDuty, /, slug: str, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        agency = agency_with_slug(slug)
        if agency is None or not (officer.agencies(*READERS) or agency.id in officer.agencies(*SEERS)):
            raise NotFound("not_found", what="agency")
        return view(Till(request, officer, present(), agency), *args, **kwargs)

    return guarded


def at_till(request: HttpRequest, officer: OnDuty, agency_id: UUID) -> Till:
    """The form about a document of an agency that was found for this officer; raises NotFound where the officer found
    it as a payer."""
    if not (officer.agencies(*READERS) or agency_id in officer.agencies(*STAFF)):
        raise NotFound("not_found", what="invoice")
    return Till(request, officer, present(), known_agency(agency_id))
