"""The pages of one agency for its administrator; others who look after agencies may read them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache

from saduak.channels.desk.forms import Form
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.core.errors import NotFound
from saduak.ledger.present import present
from saduak.parties.policy import Role
from saduak.parties.queries import Agency, agency_with_slug

READERS = (Role.REGULATOR.value, Role.AUDITOR.value)
Arguments = ParamSpec("Arguments")


@dataclass
class Desk(Form):
    """A form about one agency."""

    agency: Agency

    @property
    def may_change(self) -> bool:
        """Whether the officer administers this agency, rather than only reading."""
        return self.agency.id in self.officer.agencies(Role.AGENCY_ADMIN)

    def there(self, said: str, name: str, *args: object, **params: Any) -> HttpResponse:
        """Go on to a page of this agency."""
        return self.onward(said, reverse(name, args=[self.agency.slug, *args]), **params)

    def show(self, template: str, **context: Any) -> HttpResponse:
        """The page, with the agency as it is now."""
        if self.is_sent:
            self.agency.refresh_from_db()
        return self.page(f"office/{template}", agency=self.agency, may=self.may_change, **context)


def of_agency(
    view: Callable[Concatenate[Desk, Arguments], HttpResponse],
) -> Callable[..., HttpResponseBase]:
    """Guard a view: the administrator of the agency named in the address, and who looks after all agencies.

    Raises NotFound for all others.
    """

    @wraps(view)
    @never_cache
    @for_officers(Role.AGENCY_ADMIN, *READERS)
    def guarded(
        request: HttpRequest, officer: OnDuty, /, slug: str, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        agency = agency_with_slug(slug)
        looks = bool(officer.agencies(*READERS))
        if agency is None or not (looks or agency.id in officer.agencies(Role.AGENCY_ADMIN)):
            raise NotFound("not_found", what="agency")
        return view(Desk(request, officer, present(), agency), *args, **kwargs)

    return guarded
