"""The QR of a bill, the pay-in barcode and the small QR of a slip, against vectors of others."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saduak.core.errors import DomainError
from saduak.core.thaiqr import LARGEST, SlipCode, bill_qr, crc, fields, pay_in_barcode, read_qr, read_slip, slip_qr

BILLER = "099400016550100"
VECTORS = (
    "00020101021129370016A0000006770101110113006681222333353037645802TH63041DCF",
    "00020101021229370016A0000006770101110113006681222333353037645802TH540530.0063043CAD",
    "00020101021130620016A000000677010112011301122334455660211CUSTOMER0010306INV00153037645802TH62070703SCB6304780E",
    "00020101021230650016A000000677010112011509940001655010002121234567890120306670429530376454073649.225802TH6304165E",
    "00020101021229370016A0000006770101110213110170020345053037645406100.005802TH6304E0EB",
)
SLIP = "004000060000010103002021900021231231212000115102TH91049C30"
REFERENCES = st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=20)


@pytest.mark.parametrize("text", VECTORS)
def test_a_code_of_others_is_read_and_its_checksum_holds(text: str) -> None:
    read = read_qr(text)
    assert "".join(f"{tag}{len(value):02}{value}" for tag, value in read.items()) == text


def test_a_bill_is_written_as_others_write_it() -> None:
    assert bill_qr(BILLER, "123456789012", "670429", 364922) == VECTORS[3]
    assert bill_qr("0112233445566", "CUSTOMER001", "INV001", None, "SCB") == VECTORS[2]


@given(REFERENCES, REFERENCES, st.integers(1, LARGEST))
def test_every_bill_is_read_back(ref1: str, ref2: str, satang: int) -> None:
    read = read_qr(bill_qr(BILLER, ref1, ref2, satang))
    bill = fields(read["30"])
    assert (bill["01"], bill["02"], bill["03"]) == (BILLER, ref1, ref2)
    assert int(read["54"].replace(".", "")) == satang
    assert (read["53"], read["58"]) == ("764", "TH")


@given(st.integers(0, len(VECTORS[3]) - 1), st.sampled_from(string.ascii_uppercase + string.digits))
def test_one_letter_altered_is_noticed(place: int, letter: str) -> None:
    altered = VECTORS[3][:place] + letter + VECTORS[3][place + 1 :]
    if altered != VECTORS[3]:
        with pytest.raises(DomainError, match="qr_unreadable"):
            read_qr(altered)


def test_the_pay_in_barcode_names_the_amount_in_satang() -> None:
    assert pay_in_barcode(BILLER, "123456789012", "670429", 364922) == f"|{BILLER}\r123456789012\r670429\r364922"
    assert pay_in_barcode(BILLER, "1", "2", 0) == f"|{BILLER}\r1\r2\r0"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("12", "A", "B", 1), "qr_biller"),
        (("๐๙๙๔๐๐๐๑๖๕๕๐๑๐๐", "A", "B", 1), "qr_biller"),
        ((BILLER, "a", "B", 1), "qr_reference"),
        ((BILLER, "A" * 21, "B", 1), "qr_reference"),
        ((BILLER, "A", "B\r1", 1), "qr_reference"),
        ((BILLER, "A", "B", 0), "qr_amount"),
        ((BILLER, "A", "B", -1), "qr_amount"),
        ((BILLER, "A", "B", LARGEST + 1), "qr_amount"),
    ],
)
def test_what_no_bank_would_read_is_refused(arguments: tuple[str, str, str, int], code: str) -> None:
    with pytest.raises(DomainError, match=code):
        bill_qr(*arguments)


def test_a_slip_names_its_bank_and_transaction() -> None:
    assert read_slip(SLIP) == SlipCode("002", "0002123123121200011")
    assert slip_qr("002", "0002123123121200011") == SLIP
    assert read_slip(f" {SLIP}\n") == SlipCode("002", "0002123123121200011")


def test_a_slip_whose_bank_dropped_the_zeros_of_the_checksum_is_read() -> None:
    """The checksum of this number begins with a nought."""
    for number in range(10_000):
        inner = f"0006000001010300202{10:02}{number:010}"
        body = f"00{len(inner):02}{inner}5102TH9104"
        if crc(body).startswith("0"):
            assert read_slip(body + crc(body).lstrip("0")).transaction == f"{number:010}"
            return
    pytest.fail("no such number")


@pytest.mark.parametrize(
    "text", ["", "91041234", SLIP[:-1] + "1", SLIP.replace("TH", "TX"), VECTORS[3], "สลิป", "0" * 90]
)
def test_what_is_no_slip_is_refused(text: str) -> None:
    with pytest.raises(DomainError, match="slip_unreadable"):
        read_slip(text)
