"""What we write for others to scan, read by who did not write it: promptparse reads the texts, zxing the pictures."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

from saduak.channels.shell.bills import barcode_drawn, qr_drawn
from saduak.core.thaiqr import bill_qr, pay_in_barcode, slip_qr

LOCKED = Path(__file__).parent / "promptparse"
"""Which promptparse is fetched, with its hash."""
FETCH = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
BILLER = "099400016550100"
REF1, REF2 = "690000000001", "69120200"
READ = """text => {
  const read = promptparse.parse(text, true, true)
  const tag = (...ids) => read.getTagValue(...ids)
  return read && [tag('30', '00'), tag('30', '01'), tag('30', '02'), tag('30', '03'), tag('53'), tag('54'), tag('58')]
}"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> str:
    """promptparse as its authors publish it for browsers."""
    folder = shutil.copytree(LOCKED, tmp_path_factory.mktemp("npm") / "promptparse")
    subprocess.run(FETCH, cwd=folder, check=True, capture_output=True)
    return (folder / "node_modules" / "promptparse" / "dist" / "index.global.js").read_text("utf-8")


@pytest.fixture
def decoder(browser: Browser, library: str) -> Page:
    """A browser window with the library and nothing else."""
    window = browser.new_page()
    window.add_script_tag(content=library)
    return window


@pytest.mark.parametrize(("satang", "written"), [(1, "0.01"), (120_000, "1200.00"), (364_922, "3649.22")])
def test_a_bill_is_read_by_others_as_it_was_written(decoder: Page, satang: int, written: str) -> None:
    text = bill_qr(BILLER, REF1, REF2, satang)
    assert decoder.evaluate(READ, text) == ["A000000677010112", BILLER, REF1, REF2, "764", written, "TH"]
    assert decoder.evaluate(READ, text[:-1] + ("0" if text[-1] != "0" else "1")) is None, "a wrong checksum"


def test_a_slip_is_read_by_others_as_it_was_written(decoder: Page) -> None:
    read = decoder.evaluate("text => promptparse.validate.slipVerify(text)", slip_qr("099", "2026112616480000001"))
    assert read == {"sendingBank": "099", "transRef": "2026112616480000001"}


def test_the_pictures_of_a_bill_are_read_from_a_screen(browser: Browser) -> None:
    """The code from that of a phone, the bars of the pay-in slip from a sheet of paper."""
    bill: Any = SimpleNamespace(
        qr=bill_qr(BILLER, REF1, REF2, 120_000),
        barcode=pay_in_barcode(BILLER, REF1, REF2, 120_000),
        row=SimpleNamespace(ref1=REF1, satang=120_000),
    )
    for drawn, width, text, form in (
        (qr_drawn(bill), 360, bill.qr, zxingcpp.BarcodeFormat.QRCode),
        (barcode_drawn(bill), 1_000, bill.barcode, zxingcpp.BarcodeFormat.Code128),
    ):
        window = browser.new_page(viewport={"width": width, "height": 640})
        window.set_content(f"<main style='padding:16px'>{drawn}</main>")
        [read] = zxingcpp.read_barcodes(Image.open(BytesIO(window.screenshot())))
        assert (read.text, read.format) == (text, form)
        window.close()
