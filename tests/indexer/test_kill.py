"""A real indexing process, killed with SIGKILL at random moments, loses nothing and mixes nothing."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from indexer.archive import Archive
from indexer.checking import check
from tests.fakes import FakeEncoder

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("KAMNOT_KILLS", "100"))
SEED = int(os.environ.get("KAMNOT_KILL_SEED", "20210420"))
LONGEST_SECONDS = 0.8
"""A run over the folder below takes one to three times as long, so that a few kills fall into each."""
WORDS = "ប្រជុំ សម្រេច អនុសាសន៍ សមាជិក ថវិកា meeting decided budget members chair recommended".split()

Held = dict[str, tuple[str, str]]
"""Documents by id: path and digest."""


@dataclass(frozen=True)
class Change:
    """What a child said of one commit."""

    removed: list[str]
    renamed: list[tuple[str, str]]
    incoming: list[tuple[str, str, str]]

    def applied(self, held: Held) -> Held:
        after = {key: value for key, value in held.items() if key not in self.removed}
        after |= {key: (path, after[key][1]) for key, path in self.renamed}
        return after | {key: (path, digest) for key, path, digest in self.incoming}


class Child:
    """An indexing process that has imported everything and waits for the word."""

    def __init__(self, folder: Path, archive: Path) -> None:
        command = [sys.executable, "-m", "tests.indexer.indexing_child", str(folder), str(archive)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def run(self, seconds: float | None) -> tuple[list[Change], Change | None, bool]:
        """Lets it index for so long, then kills it; None waits for its end.

        Returns the changes that it acknowledged, the one that it had begun, and whether it finished.
        """
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == b"ready\n"
        self.process.stdin.write(b"go\n")
        self.process.stdin.flush()
        if seconds is not None:
            time.sleep(seconds)
            self.process.kill()
        output, errors = self.process.communicate()
        assert self.process.returncode in (0, -9), errors.decode()
        done: list[Change] = []
        begun: Change | None = None
        *lines, _ = output.split(b"\n")  # a line cut short was followed by nothing
        for line in lines:
            if line == b"finished":
                return done, None, True
            said = json.loads(line)
            begun = Change(said["removed"], said["renamed"], said["incoming"])
            if said["state"] == "done":
                done.append(begun)
                begun = None
        return done, begun, False

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


def write_minutes(path: Path, chance: random.Random) -> None:
    lines = [f"{chance.choice(WORDS)} {chance.randrange(10_000)}", "20 April 2021"]
    lines += [" ".join(chance.choices(WORDS, k=30)) + "." for _ in range(chance.randrange(4, 24))]
    path.write_text("\n".join(lines), encoding="utf-8")


def change_folder(folder: Path, chance: random.Random) -> None:
    """Writes, changes, renames and removes some of the files."""
    for file in sorted(folder.glob("*.txt")):
        what = chance.random()
        if what < 0.25:
            write_minutes(file, chance)
        elif what < 0.35:
            file.rename(folder / f"moved-{chance.randrange(10**9)}.txt")
        elif what < 0.5:
            file.unlink()
    for _ in range(60 - len(list(folder.glob("*.txt")))):
        write_minutes(folder / f"minutes-{chance.randrange(10**9)}.txt", chance)
    (folder / f"scan-{chance.randrange(3)}.bin").write_bytes(b"")


def held_by(archive_folder: Path) -> Held:
    """What an archive holds; it must open without having to mend anything."""
    remarks: list[str] = []
    encoder = FakeEncoder()
    with (
        Archive.open(archive_folder, encoder.name, encoder.dimensions, remarks.append) as archive,
        archive.snapshot() as snapshot,
    ):
        assert remarks == []
        sources = [snapshot.document(entry.id).document.source for entry in snapshot.documents()]
        ids = [entry.id for entry in snapshot.documents()]
        assert len(snapshot.nearest(encoder.questions(["ប្រជុំ"])[0], 5)) == min(5, snapshot.status().passages)
        return {key: (source.path, source.digest) for key, source in zip(ids, sources, strict=True)}


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder in memory where there is one: SIGKILL leaves the page cache alone, so only speed differs."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


def test_a_hundred_kills_lose_nothing(place: Path) -> None:
    chance = random.Random(SEED)
    folder, archive = place / "minutes", place / "archive"
    folder.mkdir()
    change_folder(folder, chance)
    ahead = [Child(folder, archive)]
    held: Held = {}
    kills = finishes = in_commit = 0
    try:
        done, begun, finished = ahead.pop().run(None)
        assert (begun, finished) == (None, True)
        for change in done:
            held = change.applied(held)
        ahead.append(Child(folder, archive))
        while kills < KILLS:
            if finished:
                change_folder(folder, chance)
            ahead.append(Child(folder, archive))
            done, begun, finished = ahead.pop(0).run(chance.uniform(0, LONGEST_SECONDS))
            kills += not finished
            finishes += finished
            for change in done:
                held = change.applied(held)
            found = held_by(archive)
            if begun is not None and found != held:
                in_commit += 1
                held = begun.applied(held)
            assert found == held, f"after kill {kills} of seed {SEED}"
            assert check(archive) == []
        done, begun, finished = ahead.pop(0).run(None)
    finally:
        for child in ahead:
            child.end()
    assert finished
    files = folder.glob("*.txt")
    expected = {(file.name, hashlib.sha256(file.read_bytes()).hexdigest()) for file in files}
    assert set(held_by(archive).values()) == expected
    assert check(archive) == []
    print(f"{kills} kills, {finishes} runs finished, {in_commit} killed between a commit and its word")
