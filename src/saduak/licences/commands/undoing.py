"""A grant in whose place an appeal put a refusal: its licence ends when the applicant is told."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.queries import WholeCase
from saduak.cases.queries.appealed import NewOrder, new_order
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.ledger.wiring import Happening
from saduak.licences.commands import events
from saduak.licences.commands.granted import DECIDING, GRANTED, outcome_of
from saduak.licences.commands.issuing import HOLDS, known_licence
from saduak.licences.commands.letters import case_of
from saduak.licences.commands.ordering import ON_APPEAL, said_of, take_effect
from saduak.licences.models import Licence, LicenceOrder, OrderKind
from saduak.licences.policy import require
from saduak.licences.queries import today


@command(licence="licence_id")
def undo_licence(write: Write, *, actor: Actor, licence_id: UUID, now: datetime, key: str) -> None:
    """End a licence of whose case an appeal made a refusal, from when the letter of the appeal arrives; a second time
    changes nothing. It bars nobody from asking anew.

    Raises NotFound, NotAllowed("reaction_only"), WrongState("licence_without_case").
    """
    licence = known_licence(licence_id)
    require(actor, "undo_licence", licence, now)
    case = case_of(licence, now)
    said, made = _refusal(case), new_order(case)
    if said is None or made is None or licence.state not in HOLDS or _is_ordered(licence, said):
        return
    order = _order(licence, made, _letter(case, said), write.now)
    write.append(Ref.of("licence", licence.id), events.ORDER_MADE, legal_basis=ON_APPEAL, **said_of(order))
    write.insert(order)
    if case.reply == "electronic":
        take_effect(write, licence, order, today(write.now))


def undo_after(case: WholeCase, *, actor: Actor, now: datetime, key: str) -> None:
    """After an appeal put another order in the place of a decision."""
    if _refusal(case) is None:
        return
    for licence in Licence.objects.filter(case=case.id, state__in=HOLDS):
        undo_licence(actor=actor, licence_id=licence.id, now=now, key=f"{key}:{licence.id}")


def _refusal(case: WholeCase) -> Happening | None:
    """What an appeal ordered in the place of the decision, if it is a refusal and stands."""
    said = case.story.last(*DECIDING)
    is_refused = said and said.kind == "case.order_replaced" and outcome_of(said) not in GRANTED
    return said if is_refused else None


def _is_ordered(licence: Licence, said: Happening) -> bool:
    return LicenceOrder.objects.filter(licence=licence, article=ON_APPEAL, made_at__gte=said.at).exists()


def _letter(case: WholeCase, said: Happening) -> UUID | None:
    """The letter that tells the new order: the first that went out after it."""
    later = case.story.happenings[case.story.happenings.index(said) :]
    return next((UUID(each.payload["letter"]) for each in later if each.kind == "case.letter_ordered"), None)


def _order(licence: Licence, made: NewOrder, letter: UUID | None, now: datetime) -> LicenceOrder:
    return LicenceOrder(
        id=uuid7(),
        licence=licence,
        kind=OrderKind.REVOCATION.value,
        grounds=f"{made.facts}\n{made.law}\n{made.reasons}",
        article=ON_APPEAL,
        officer=made.made_by_id,
        power=made.power,
        letter=letter,
        made_at=now,
    )
