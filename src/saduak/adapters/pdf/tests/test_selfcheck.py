"""A machine that cannot print says so in time, and in words."""

import subprocess
import sys

from saduak.adapters.pdf.selfcheck import troubles

WITHOUT_PANGO = """
import ctypes.util, sys
from cffi import FFI

class Lost(FFI):
    def dlopen(self, name, *flags):
        raise OSError(f"cannot load library '{name}'")

import cffi
cffi.FFI = Lost
from saduak.adapters.pdf.selfcheck import troubles
print(*troubles())
"""


def test_this_machine_can_print() -> None:
    assert troubles() == ()


def test_a_machine_without_pango_says_so() -> None:
    """The libraries are looked for by name when WeasyPrint is imported; here none is found."""
    ended = subprocess.run([sys.executable, "-c", WITHOUT_PANGO], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["printing_unavailable"]
