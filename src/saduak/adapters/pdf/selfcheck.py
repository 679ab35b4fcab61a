"""Whether this machine can print: asked by the operator, before a citizen finds out."""

from typing import Any

from saduak.adapters.pdf.typesetter import engine
from saduak.catalogue.ports import CannotPrint

NARROW = """<html lang="th"><title>-</title>
<style>@page{size:60mm 10mm;margin:0}body{font:12pt/10mm Sarabun;margin:0}</style>
<p style="margin:0">คู่มือสำหรับประชาชนของหน่วยงานของรัฐที่ให้บริการ</p>"""
"""One Thai sentence without a space: on pages of one line each it takes several, where words are known."""


def troubles() -> tuple[str, ...]:
    """What is wrong, as codes: "printing_unavailable" without Pango, "thai_words_unknown" where lines would not break
    between Thai words because Pango was built without libthai. Empty when documents can be made."""
    try:
        document: Any = engine().lay_out(NARROW)
    except CannotPrint as error:
        return (error.code,)
    return () if len(document.pages) > 1 else ("thai_words_unknown",)
