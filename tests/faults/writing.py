"""One letter of an agency, sent by a process of its own: `python -m tests.faults.writing`; prints its id."""

import os

import django


def main() -> None:
    """Set an agency up, and send a letter by its real commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saduak.config.settings")
    django.setup()
    from saduak.messages.tests.bureau import bureau

    print(bureau().send(), flush=True)


if __name__ == "__main__":
    main()
