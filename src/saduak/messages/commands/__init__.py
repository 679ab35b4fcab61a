"""Everything that can be done with letters."""

from saduak.messages.commands.carrying import carry_email, post_instead, seal_letter
from saduak.messages.commands.delivering import (
    erase_letter,
    record_bounce,
    record_delivery,
    record_mailing,
    record_reading,
    record_seal,
)
from saduak.messages.commands.preferences import choose_preference
from saduak.messages.commands.projections import PROJECTIONS
from saduak.messages.commands.sending import EMAIL, SEAL, Addressee, Enclosure, send_letter
from saduak.messages.ports import Acknowledgement, Signatory

__all__ = [
    "EMAIL",
    "PROJECTIONS",
    "SEAL",
    "Acknowledgement",
    "Addressee",
    "Enclosure",
    "Signatory",
    "carry_email",
    "choose_preference",
    "erase_letter",
    "post_instead",
    "record_bounce",
    "record_delivery",
    "record_mailing",
    "record_reading",
    "record_seal",
    "seal_letter",
    "send_letter",
]
