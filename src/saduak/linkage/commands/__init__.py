"""What can be done: look into a register, connect it, take over a file, count a copy, forget."""

from saduak.linkage.commands.connecting import connect_register, import_register, wired_ways
from saduak.linkage.commands.copies import record_copy_asked
from saduak.linkage.commands.events import PROJECTIONS
from saduak.linkage.commands.looking import attest, forget_expired, forget_look, look_up, record_look

__all__ = [
    "PROJECTIONS",
    "attest",
    "connect_register",
    "forget_expired",
    "forget_look",
    "import_register",
    "look_up",
    "record_copy_asked",
    "record_look",
    "wired_ways",
]
