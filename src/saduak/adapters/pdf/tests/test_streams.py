"""A stream that ends in a carriage return looks a byte too short."""

from io import BytesIO

import pydyf  # type: ignore[import-untyped]

from saduak.adapters.pdf.streams import UNCLEAR, end_clearly, ends_clearly


def _file(number: int, padding: int) -> bytes:
    pdf = pydyf.PDF()
    pdf.add_object(pydyf.Dictionary({"Number": number**9}))
    end_clearly(pdf, padding)
    written = BytesIO()
    pdf.write(written, b"1.7", identifier=True, compress=True)
    return written.getvalue()


def test_no_stream_of_a_page_ends_in_a_carriage_return() -> None:
    pdf = pydyf.PDF()
    for number in range(2_000):
        pdf.add_object(pydyf.Stream([f"q {number**9} 0 m S Q".encode()], compress=True))
    streams = [entry for entry in pdf.objects if isinstance(entry, pydyf.Stream)]
    doubtful = [entry for entry in streams if entry.data.endswith(UNCLEAR)]
    assert doubtful
    end_clearly(pdf, 0)
    assert not any(entry.data.endswith(UNCLEAR) for entry in streams)
    assert all(entry.compress for entry in streams if entry not in doubtful)


def test_padding_changes_how_the_lists_of_objects_end() -> None:
    unclear = [number for number in range(1_000) if not ends_clearly(_file(number, 0))]
    assert unclear
    assert all(any(ends_clearly(_file(number, padding)) for padding in range(1, 4)) for number in unclear)
