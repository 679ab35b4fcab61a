"""`python -m saduak` is the same as `saduak`."""

import sys

from saduak.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
