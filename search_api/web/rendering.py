"""Templates to pages."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import quote

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse

from corpus.document import Span
from indexer.passage import Passage
from search_api.hit import Hit
from search_api.schemas import document_url
from search_api.web.citing import citation
from search_api.web.marking import Piece, excerpt, shown
from search_api.wording import wording_for

STATIC = Path(__file__).parent / "static"
THEME_COOKIE = "kamnot_theme"
_EXCERPT = 480
"""Code points of a hit's passage that are shown."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-cache",
    "Vary": "Accept-Language, Cookie",
}


def render(request: Request, template: str, context: Mapping[str, object], status: int = 200) -> HTMLResponse:
    """A page in the reader's language and theme."""
    wording = wording_for(request)
    theme = request.cookies.get(THEME_COOKIE, "")
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    text = (
        _templates()
        .get_template(template)
        .render(
            t=wording.text,
            w=wording,
            theme=theme if theme in ("dark", "light") else "",
            path=request.url.path,
            here=here,
            **context,
        )
    )
    return HTMLResponse(text.encode("utf-8", "replace"), status, headers=_HEADERS)


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"shown": shown, "path_part": lambda text: quote(text, safe="")}
    environment.globals |= {
        "static": static_address,
        "document_address": document_address,
        "excerpt": hit_excerpt,
        "citation": citation,
        "decided": without_heading,
        "headings": headings_above,
    }
    return environment


@cache
def static_files() -> Mapping[str, Path]:
    """The files of `static` by the names that they are served under."""
    return {path.relative_to(STATIC).as_posix(): path for path in STATIC.rglob("*")}


@cache
def static_address(name: str) -> str:
    """Where a file of `static` is served; it changes with the content, so the file may be kept for long."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?{digest}"


def document_address(document_id: str, span: Span | None = None) -> str:
    """The page of a document, at a span of its body."""
    return document_url(document_id, "", span)


def hit_excerpt(hit: Hit) -> Sequence[Piece]:
    """What is shown of a hit's passage."""
    return excerpt(hit.passage.text.strip(), _within_stripped(hit), _EXCERPT)


def _within_stripped(hit: Hit) -> list[Span]:
    lead = len(hit.passage.text) - len(hit.passage.text.lstrip())
    return [span.shifted(-lead) for span in hit.highlights if span.start >= lead]


def without_heading(passage: Passage) -> str:
    """A passage's text without the line that its section is headed by, where that stands above it."""
    text = passage.text.strip()
    return text.partition("\n")[2].strip() or text if _begins_with_heading(passage) else text


def headings_above(passage: Passage) -> Sequence[str]:
    """The headings that a passage stands under and doesn't begin with itself."""
    return passage.heading_path[:-1] if _begins_with_heading(passage) else passage.heading_path


def _begins_with_heading(passage: Passage) -> bool:
    first = passage.text.strip().partition("\n")[0]
    return bool(passage.heading_path) and first.split() == passage.heading_path[-1].split()
