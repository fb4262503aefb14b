"""Pairs out of LibreOffice's help and labels, by translators of the Khmer Software Initiative (MPL-2.0).

`apt-get download libreoffice-help-km libreoffice-help-en-us libreoffice-l10n-km`, unpack all three into one
folder with `dpkg -x`, then `python -m indexer.training.libreoffice FOLDER > libreoffice.tsv`.
"""

import gettext
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from indexer.training.pairs import KHMER

HELP = Path("usr/share/libreoffice/help")
LABELS = Path("usr/lib/libreoffice/program/resource/km/LC_MESSAGES")
PARAGRAPHS = "p[id], h1[id], h2[id], h3[id], h4[id], h5[id], h6[id]"
MARKS = re.compile(r"[~_&](?=\w)|<[^>]*>|%[A-Z0-9a-z]+")
"""Access keys, tags and places for values in a label."""


def help_pairs(unpacked: Path) -> Iterator[tuple[str, str]]:
    """Paragraphs of the help that have one id in both languages."""
    for path in sorted((unpacked / HELP / "km" / "text").rglob("*.html")):
        original = unpacked / HELP / "en-US" / path.relative_to(unpacked / HELP / "km")
        if original.exists():
            khmer, english = _paragraphs(path), _paragraphs(original)
            yield from ((khmer[key], english[key]) for key in khmer if english.get(key))


def label_pairs(unpacked: Path) -> Iterator[tuple[str, str]]:
    """Labels of menus and dialogs; the English one is the catalogue's key, after its context."""
    for path in sorted((unpacked / LABELS).glob("*.mo")):
        with path.open("rb") as content:
            catalogue = vars(gettext.GNUTranslations(content))["_catalog"]
        for key, khmer in catalogue.items():
            if isinstance(key, str) and key:
                english = key.split("\x04")[-1].split("|")[0]
                yield re.sub(r"\(\s*[~_]?[A-Z]\s*\)", "", _plain(khmer)).strip(), _plain(english)


def main(folder: Path) -> None:
    """Print what is at least half Khmer, each pair once."""
    seen = dict.fromkeys([*help_pairs(folder), *label_pairs(folder)])
    for khmer, english in seen:
        if len(english) > 2 and len(KHMER.findall(khmer)) > len(khmer.replace(" ", "")) / 2:
            print(khmer, english, sep="\t")


def _paragraphs(path: Path) -> dict[str, str]:
    nodes = LexborHTMLParser(path.read_text(encoding="utf-8")).css(PARAGRAPHS)
    return {str(node.attributes["id"]): " ".join(node.text().split()) for node in nodes}


def _plain(label: str) -> str:
    return " ".join(MARKS.sub("", label).split())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
