"""Following an application without log-in: its number and the code printed on its receipt."""

import hmac
from uuid import UUID

from saduak.cases.models import Case
from saduak.ledger.keys import keyed

LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""Nothing that is misread for something else, and no vowels that could make words."""
LENGTH = 10


def tracking_code(case_id: UUID) -> str:
    """The code of a case, in two halves for reading aloud. Derived, so that it stands in no table."""
    number = int(keyed("tracking", case_id.bytes), 16)
    code = "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(LENGTH))
    return f"{code[:5]}-{code[5:]}"


def tracked(number: str, code: str) -> Case | None:
    """The case with this number, if the code is its own. Typing is forgiven: spaces, dashes and small letters."""
    case = Case.objects.select_related("agency", "publication").filter(number=number.strip().upper()).first()
    expected = _plain(tracking_code(case.id if case else UUID(int=0)))
    fits = hmac.compare_digest(_plain(code).encode(), expected.encode())
    return case if fits else None


def _plain(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())
