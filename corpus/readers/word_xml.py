"""Names and steps in a Word document's XML (ECMA-376, part 1, chapter 17).

The elements are lxml's, which come without types; the standard library's type fits what is used here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(name: str) -> str:
    """An element's or attribute's name in Word's namespace."""
    return f"{{{_NAMESPACE}}}{name}"


def with_styles(paragraph: Element, styles: Mapping[str, Element]) -> Iterator[Element]:
    """The paragraph, its style, and the styles that this one is based on, each once."""
    yield paragraph
    name = value_of(paragraph.find(word("pPr")), "pStyle")
    seen: set[str] = set()
    while name is not None and name not in seen and name in styles:
        seen.add(name)
        yield styles[name]
        name = value_of(styles[name], "basedOn")


def value_of(element: Element | None, child: str) -> str | None:
    """The `w:val` of a child, or None where there is no such child."""
    found = None if element is None else element.find(word(child))
    return None if found is None else found.get(word("val"))
