"""HTML → PDF/UA-1 with WeasyPrint: tagged, in local fonts, no network, the same bytes for the same HTML."""

import gc
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import segno
import weasyprint
from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from methodservice.lib.pictures import NO_IMAGES
from methodservice.lib.printed_page import PrintedPage

STATIC = Path(__file__).resolve().parents[2] / "static"
STYLESHEET = STATIC / "pdf" / "document.css"
ENGINE = f"WeasyPrint {weasyprint.__version__}"
ROOM_FOR_CALLS = 2**16
"""Words of the interpreter's stack: with the frames of a layout they fit into one megabyte."""

_one_at_a_time = threading.Lock()


class ForeignResource(ValueError):
    """A document asked for something outside the project's static files."""


class ProjectFiles(URLFetcher):
    """Serves `file:` addresses under `static/` and the pictures of the document by their names, and nothing else: no
    network, no data:, no other file of the server.
    """

    def __init__(self, images: Mapping[str, bytes] = NO_IMAGES):
        super().__init__(allowed_protocols=("file",), allow_redirects=False, fail_on_errors=True)
        self.images = images

    def fetch(self, url, headers=None):
        if url in self.images:
            return URLFetcherResponse(url, self.images[url])
        parts = urlsplit(url)
        path = Path(unquote(parts.path)).resolve()
        if parts.scheme != "file" or parts.netloc or not path.is_relative_to(STATIC) or not path.is_file():
            # fatal: WeasyPrint swallows any other error and prints the document without the resource
            raise FatalURLFetchingError(f"A document may only read the project's static files, not {url}")
        return URLFetcherResponse(url, path.read_bytes())


@lru_cache(maxsize=1)
def _house_style() -> tuple[FontConfiguration, CSS]:
    """Fonts and the print stylesheet, parsed once per process."""
    fonts = FontConfiguration()
    return fonts, CSS(filename=STYLESHEET, url_fetcher=ProjectFiles(), font_config=fonts)


@contextmanager
def _quiet_collector() -> Iterator[None]:
    """Keep the garbage collector away while a document is laid out: a quarter of the time otherwise.

    Callers hold `_one_at_a_time`, so the collector is switched on again exactly once.
    """
    was_enabled = gc.isenabled()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_enabled:
            gc.enable()


def _with_room_for_calls(function: Callable) -> Callable:
    """The function, called with so large a piece of the interpreter's stack that all its calls fit into it.

    CPython keeps frames in pieces of 16 KB and maps a new one whenever a call crosses the edge, to unmap it when that
    call returns. Layout is a deep recursion with loops at the bottom: at an unlucky depth, which depends on who called,
    every turn of a loop asks the system for memory, and that costs up to a fifth of the time.
    """
    function.__code__ = function.__code__.replace(co_stacksize=ROOM_FOR_CALLS)
    return function


class _Pages(logging.Handler):
    """Hears from the engine which page it lays out and tells the number."""

    def __init__(self, tell: Callable[[int], None]):
        super().__init__()
        self.tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg == "Step 5 - Creating layout - Page %d":
            self.tell(*record.args)


@contextmanager
def _told(tell: Callable[[int], None] | None) -> Iterator[None]:
    """Tell each page while a document is laid out. Callers hold `_one_at_a_time`."""
    if tell is None:
        yield
        return
    steps, listener = logging.getLogger("weasyprint.progress"), _Pages(tell)
    before = steps.level, steps.propagate
    steps.addHandler(listener)
    steps.setLevel(logging.INFO)
    steps.propagate = False
    try:
        yield
    finally:
        steps.removeHandler(listener)
        steps.setLevel(before[0])
        steps.propagate = before[1]


def say_what_heads_name(_document, pdf) -> None:
    """Tell of every heading cell whether it names its row or what stands under it.

    The library links cells to headings by counting columns, and miscounts under heads of two storeys; a reader works
    it out from `Scope` and the spans (ISO 32000-1, 14.8.5.7).
    """
    for row in pdf.objects:
        if not isinstance(row, dict) or row.get("S") != "/TR":
            continue
        cells = [pdf.objects[int(reference.split()[0])] for reference in row["K"]]
        scope = "/Row" if any(cell["S"] == "/TD" for cell in cells) else "/Column"
        for cell in cells:
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = scope
                cell.pop("ID", None)
            else:
                cell["A"].pop("Headers", None)


@_with_room_for_calls
def _lay_out(html: str, images: Mapping[str, bytes]) -> bytes:
    fonts, stylesheet = _house_style()
    page = PrintedPage(string=html, base_url=STATIC.as_uri() + "/", url_fetcher=ProjectFiles(images))
    # an identifier of our own would make the library compress everything twice
    return page.write_pdf(
        stylesheets=[stylesheet], font_config=fonts, pdf_variant="pdf/ua-1", finisher=say_what_heads_name
    )


def render_pdf(
    html: str, *, images: Mapping[str, bytes] = NO_IMAGES, tell: Callable[[int], None] | None = None
) -> bytes:
    """PDF/UA-1 bytes of an HTML page, which names its language and has a <title>.

    images: source of an <img> («logo:…») → bytes of its PNG or JPEG.

    The same HTML gives the same bytes with the same fonts and library: no clock is read. Documents are laid out one at
    a time in a process. tell: called with the number of each page before it is laid out. Raises ForeignResource when
    the page refers to anything but `images` and files under `static/`.
    """
    with _one_at_a_time, _quiet_collector(), _told(tell):
        try:
            return _lay_out(html, images)
        except FatalURLFetchingError as refusal:
            raise ForeignResource(str(refusal)) from refusal


def qr_svg(address: str, *, title: str) -> str:
    """QR code of an address as inline SVG with a title for those who cannot see it. Error correction M."""
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(title=title, border=2, svgclass="qr", lineclass=None, omitsize=True)
