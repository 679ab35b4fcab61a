"""What every address answers to the people whose things it is about, and the forms that stand there."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.sweeps.addresses import INSIDE, Address, addresses
from tests.sweeps.forms import PageForm, forms_on
from tests.sweeps.people import Somebody, told, undone
from tests.sweeps.world import Bundle, World

CHIEF, ENOUGH = ("the applicant", "own officer"), 2
"""Who ask with several bundles; for the others one page is enough."""
PLAINLY, OPEN = (200, 302, 303), (200, 303)
"""A page, what follows it, or the way to the entrance for who is on the wrong side of the house; the first two are an
answer.
"""


@dataclass(frozen=True)
class Opened:
    """An answer to somebody who may ask. `broken` tells of an answer that no page should give."""

    address: Address
    bundle: Bundle
    who: Somebody
    status: int
    url: str
    forms: list[PageForm] = field(default_factory=list)
    broken: str = ""


def way_of(address: Address, opened: list[Opened]) -> list[Opened]:
    """The answers of an address that were a page, or what follows a form."""
    return [each for each in opened if each.address == address and each.status in OPEN]


def opened_by_own(world: World) -> list[Opened]:
    """Ask for everything inside as its own people."""
    return [found for address in addresses() if address.namespace in INSIDE for found in _opened(world, address)]


def _opened(world: World, address: Address) -> Iterator[Opened]:
    pages, asked = Counter[str](), set[tuple[str, str]]()
    for bundle in world.bundles if address.is_about_things else world.bundles[:1]:
        url = address.filled(bundle) or ""
        for who in (*world.own(bundle), world.admin(bundle), *world.central) if url else ():
            if (who.name, url) in asked or not _is_worth_it(address, who, pages):
                continue
            found = answer_of(world, address, bundle, who, url)
            asked.add((who.name, url))
            pages[who.name] += 1 if who.name not in CHIEF or found.status in PLAINLY else 0
            yield found


def _is_worth_it(address: Address, who: Somebody, pages: Counter[str]) -> bool:
    """Officers ask twice at the desk and once elsewhere; a chief until enough pages have opened."""
    most = ENOUGH if who.name in CHIEF or address.namespace == "desk" else 1
    return pages[who.name] < most


def answer_of(world: World, address: Address, bundle: Bundle, who: Somebody, url: str) -> Opened:
    """The answer of one address to one person; what takes only forms is sent an empty one."""
    with undone():
        answer = world.browser(who).get(url)
        if answer.status_code == 405:
            bare = PageForm(url)
            answer = world.browser(who).post(url)
            status = 200 if answer.status_code == 303 else answer.status_code
            return Opened(address, bundle, who, status, url, [bare], _broken(address, bundle, who, answer))
    is_page = answer.status_code == 200 and "html" in answer.headers["Content-Type"]
    forms = forms_on(url, answer.content.decode()) if is_page else []
    own = [form for form in forms if not form.where.startswith(("/in/out", "/in/acting"))]
    return Opened(address, bundle, who, answer.status_code, url, own, _broken(address, bundle, who, answer))


def _broken(address: Address, bundle: Bundle, who: Somebody, answer: object) -> str:
    status: int = answer.status_code  # type: ignore[attr-defined]
    return f"{address.name} ({bundle}) asked by {who.name}: {status} {told(answer)}" if status >= 500 else ""
