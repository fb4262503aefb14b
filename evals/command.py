"""The command `kamnot` with `kamnot eval`, which measures an archive on its owner's questions."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import KamnotError
from search_api import cli
from search_api.cli import ArchiveOption, EncoderOption, app

_NEEDED = ("ir_measures", "scipy")
_FOR_REPORT = ("jinja2", "matplotlib")


class MissingPackages(KamnotError):
    """Packages that only measuring needs are not installed."""


@app.command("eval")
def evaluate(
    questions: Annotated[
        Path,
        typer.Argument(
            help="Judged questions: a TSV file whose first row names its columns, question, document, quote "
            "and, if you like, answer and kind. Several rows may judge one question; a row without a "
            "document says that the archive can't answer."
        ),
    ],
    archive: ArchiveOption = None,
    encoder: EncoderOption = None,
    report: Annotated[
        Path | None, typer.Option(help="Also write an HTML page, with plots and every failed question.")
    ] = None,
) -> None:
    """Measure how well the archive finds and answers your own questions."""
    require_packages((*_NEEDED, *_FOR_REPORT) if report else _NEEDED)
    from evals import own_archive

    own_archive.measure(questions, archive, encoder, report)


def require_packages(names: tuple[str, ...]) -> None:
    """Raises MissingPackages, in a line that says what to do, unless all can be imported."""
    missing = [name for name in names if find_spec(name) is None]
    if missing:
        raise MissingPackages(
            f"measuring needs packages that are not installed ({', '.join(missing)}); "
            "install them with: pip install 'kamnot[evals]'"
        )


def main() -> None:
    """Runs `kamnot`."""
    cli.main()


if __name__ == "__main__":
    main()
