"""What a page of the desk tells of the questions of other agencies."""

from django import template
from django.http import HttpRequest

from saduak.cases.queries.consultations import waiting_number
from saduak.channels.entrance.visits import officer
from saduak.ledger.present import present

register = template.Library()


@register.simple_tag(takes_context=True)
def opinions_waiting(context: template.Context) -> int:
    """How many answers other agencies wait for."""
    request: HttpRequest | None = context.get("request")
    here = officer(request) if request else None
    return waiting_number(here.actor, present()) if here else 0
