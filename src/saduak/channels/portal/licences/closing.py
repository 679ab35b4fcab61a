"""Giving a licence up: a page of its own, and a box to tick."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from saduak.channels.portal.licences.again import wishes
from saduak.channels.portal.licences.holders import Holder, for_holders
from saduak.core.errors import DomainError, NotFound
from saduak.licences.commands import cancel_licence


@require_http_methods(["GET", "HEAD", "POST"])
@for_holders
def close(holder: Holder) -> HttpResponse:
    """Give the licence up. Raises NotFound where it is not held any more."""
    if holder.is_sent and "sure" not in holder.request.POST:
        holder.refuse(DomainError("licence_close_unsure"), "sure")
    elif holder.is_sent and holder.attempt(lambda: _close(holder)):
        return holder.done("licence_close.done")
    if "close" not in wishes(holder) and not holder.wrong:
        raise NotFound("not_found", what="licence")
    return holder.show("close.html", reason=holder.typed("reason"))


def _close(holder: Holder) -> None:
    licence_id, reason = holder.view.row.id, holder.typed("reason")
    cancel_licence(actor=holder.actor, licence_id=licence_id, reason=reason, now=holder.now, key=holder.key)
