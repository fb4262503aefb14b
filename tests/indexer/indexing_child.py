"""Indexes a folder when told to on stdin, and says on stdout what it is committing and has committed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import indexer.build
from indexer.changes import Changes
from indexer.writer import Writer
from tests.fakes import FakeEncoder, read_plainly


def told(state: str, changes: Changes) -> None:
    """One line of JSON, in the pipe before the next step begins."""
    line = {
        "state": state,
        "removed": changes.removed,
        "renamed": [(each.id, each.path) for each in changes.renamed],
        "incoming": [
            (each.id, each.document.source.path, each.document.source.digest) for each in changes.incoming
        ],
    }
    print(json.dumps(line), flush=True)


class TellingWriter(Writer):
    """A Writer whose commits can be followed from outside."""

    def commit(self, changes: Changes, **options: Any) -> int:
        """As Writer's, announced before and acknowledged after."""
        told("begin", changes)
        generation = super().commit(changes, **options)
        told("done", changes)
        return generation


def main(folder: Path, archive: Path) -> None:
    """Waits for a line, so that the cost of starting Python can be paid ahead."""
    indexer.build.Writer = TellingWriter  # type: ignore[misc]
    print("ready", flush=True)
    sys.stdin.readline()
    indexer.build.index(
        folder, archive, FakeEncoder(), read=read_plainly, remark=lambda text: None, batch_passages=12
    )
    print("finished", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
