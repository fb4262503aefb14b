"""Gives an archive another encoder when told to on stdin."""

from __future__ import annotations

import sys
from pathlib import Path

from indexer.reindexing import reindex
from tests.fakes import FakeEncoder, TurnedEncoder

ENCODERS = {each.name: each for each in (FakeEncoder(64, "fake"), TurnedEncoder(96, "turned"))}


def main(archive: Path, name: str) -> None:
    """Waits for a line, so that the cost of starting Python can be paid ahead."""
    print("ready", flush=True)
    sys.stdin.readline()
    reindex(archive, ENCODERS[name], remark=lambda text: None, batch_passages=16)
    print("finished", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
