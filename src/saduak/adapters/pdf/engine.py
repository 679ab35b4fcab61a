"""WeasyPrint, held to our own typeface and to nothing from outside. Imported late: it needs Pango in the system."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from importlib.resources import files
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from saduak.adapters.pdf.inside import NOTHING, Inside, write_inside
from saduak.adapters.pdf.letters import showable
from saduak.adapters.pdf.metadata import write_metadata
from saduak.adapters.pdf.streams import MOST_PADDING, end_clearly, ends_clearly
from saduak.adapters.pdf.text_layer import write_text_layer
from saduak.adapters.pdf.typeface import WEIGHTS, known_letters, typeface
from saduak.catalogue.ports import CannotPrint, Imprint

SCHEME = "saduak-font:"
NO_SYSTEM_FONTS = Path(__file__).with_name("fonts.conf")
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
"""What Debian calls the libraries; `tools/system_packages.sh` names them too."""
FACES = "".join(
    f'@font-face{{font-family:Sarabun;font-weight:{weight};src:url("{SCHEME}{weight}")}}' for weight in WEIGHTS
)
COLOURS = "sRGB"
OPTIONS = {"pdf_variant": "pdf/a-3a", "output_intent": COLOURS}


class Engine:
    """One prepared WeasyPrint: fonts are read once, not for every document. Not for two threads at a time."""

    def __init__(self) -> None:
        """Raises `CannotPrint` "printing_unavailable" where Pango is not in the system."""
        self._weasyprint = _weasyprint()
        self._fetcher = _fetcher_of_fonts(self._weasyprint)
        with _only_our_fonts():
            self._fonts = self._weasyprint.text.fonts.FontConfiguration()
        self._faces = self._weasyprint.CSS(string=FACES, url_fetcher=self._fetcher, font_config=self._fonts)

    def set(self, html: str, imprint: Imprint, inside: Inside = NOTHING) -> bytes:
        """The whole PDF. One in a hundred is made a second time, padded, so that all its streams end clearly."""
        padding = 0
        while not ends_clearly(written := self._set(html, imprint, inside, padding)) and padding < MOST_PADDING:
            padding += 1
        return written

    def _set(self, html: str, imprint: Imprint, inside: Inside, padding: int) -> bytes:
        document = self.lay_out(html)
        document.metadata.lang = imprint.language

        def finish(drawn: Any, pdf: Any) -> None:
            write_text_layer(drawn, pdf)
            write_metadata(pdf, imprint)
            write_inside(drawn, pdf, inside, imprint.dated)
            end_clearly(pdf, padding)

        written: bytes = document.write_pdf(finisher=finish, **OPTIONS)
        return written

    def lay_out(self, html: str) -> Any:
        """The pages of an HTML document, as WeasyPrint's `Document`."""
        showing = showable(html, known_letters())
        page = self._weasyprint.HTML(string=showing, base_url="", url_fetcher=self._fetcher)
        colours = {COLOURS: _srgb(self._weasyprint)}
        return page.render(font_config=self._fonts, color_profiles=colours, stylesheets=[self._faces], **OPTIONS)


def _weasyprint() -> Any:
    """The package; a library that is missing shows itself as an OSError of the import, and prints a page about it."""
    try:
        with warnings.catch_warnings(), redirect_stdout(StringIO()):
            warnings.simplefilter("ignore")  # a machine without any font is no trouble: we bring our own
            import weasyprint  # type: ignore[import-untyped]
            import weasyprint.text.fonts  # type: ignore[import-untyped]
    except OSError as error:
        raise CannotPrint("printing_unavailable", packages=PACKAGES) from error
    return weasyprint


def _srgb(weasyprint: Any) -> Any:
    """The colour profile that comes with the package; left to itself, it opens the file and does not close it."""
    profile = (files("weasyprint") / "pdf" / "sRGB2014.icc").read_bytes()
    return weasyprint.css.ColorProfile(BytesIO(profile), "", "relative-colorimetric", (["r"], ["g"], ["b"]))


def _fetcher_of_fonts(weasyprint: Any) -> Any:
    """Answers for our own typeface and refuses every other address: no file, no network, no data."""

    class FontsOnly(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002 - the name WeasyPrint calls
            scheme, _, weight = url.partition(":")
            if f"{scheme}:" != SCHEME:
                raise ValueError(url)
            return weasyprint.urls.URLFetcherResponse(url, typeface(int(weight)).file)

    return FontsOnly()


@contextmanager
def _only_our_fonts() -> Iterator[None]:
    """Fontconfig reads its configuration when a font map is made: for that moment it is an empty one."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(NO_SYSTEM_FONTS)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before
