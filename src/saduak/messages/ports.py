"""What the messages need from outside: a press for letters, a mail server, and later a seal that signs."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, Protocol

from saduak.core.reasons import Language
from saduak.ledger.errors import DeliveryFailed


class Letterhead(NamedTuple):
    """Whose letter it is, in the letter's language. `emblem` names the agency's own emblem, if one is on file."""

    agency: str
    address: str = ""
    telephone: str = ""
    email: str = ""
    emblem: str = ""


class Signatory(NamedTuple):
    """Who signs: name, position, and under what power where it is another's ("ปฏิบัติราชการแทน …, คำสั่งที่ …")."""

    name: str = ""
    position: str = ""
    power: str = ""


class Acknowledgement(NamedTuple):
    """The addressee's own place on a sheet that is to be acknowledged: what is declared, who signs as what, and how it
    is done. Without a `name` nobody signs by hand; without `text` there is no such place."""

    text: str = ""
    name: str = ""
    role: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter as it stands on the sheet; every text is plain. `number` is empty on a draft and on what bears none."""

    language: Language
    letterhead: Letterhead
    number: str
    dated: date
    name: str
    address: str
    subject: str
    body: str
    closing: str
    signatory: Signatory
    unit: str = ""
    case_number: str = ""
    references: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()
    acknowledgement: Acknowledgement = field(default_factory=Acknowledgement)
    is_draft: bool = False


class Press(Protocol):
    """Sets letters in the official form; the same paper gives the same bytes. `pdf` raises `Unavailable`."""

    def page(self, paper: Paper) -> str:
        """The sheet as a whole HTML page that fetches nothing."""
        ...

    def pdf(self, paper: Paper) -> bytes:
        """The sheet as PDF/A-3a and PDF/UA-1."""
        ...


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter to be sent by e-mail. `key` is the same at every attempt; `pdf` is None where the sheet may not go by
    e-mail, because it bears somebody's identification number.
    """

    key: str
    at: datetime
    language: Language
    agency: str
    reply_address: str
    name: str
    address: str
    number: str
    subject: str
    body: str
    pdf: bytes | None


class MailRefused(DeliveryFailed):
    """The mail server will never take this mail for this address; `code` is its answer, such as "550"."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why, retry=False)
        self.code = code


class Mailer(Protocol):
    """Hands a mail to the mail server and returns its Message-ID, which depends on the key alone.

    Raises `MailRefused`, or `DeliveryFailed` where another attempt may help.
    """

    def __call__(self, mail: Mail) -> str: ...


class Signer(Protocol):
    """Signs a sheet electronically and returns the signed file. Raises `DeliveryFailed`."""

    def __call__(self, pdf: bytes) -> bytes: ...
