"""A real change of encoder, killed with SIGKILL at random moments, leaves the old archive or the new one."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from indexer.archive import Archive
from indexer.build import index
from indexer.checking import check
from indexer.passage_rows import read_texts
from indexer.store import open_for_reading
from indexer.uploads import put
from tests.fakes import read_plainly
from tests.indexer.reindexing_child import ENCODERS

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("KAMNOT_REINDEX_KILLS", "40"))
SEED = int(os.environ.get("KAMNOT_KILL_SEED", "20210420"))
LONGEST_SECONDS = 0.12
"""A run over the archive below takes about twice as long, so that a few kills fall into each."""
WORDS = "ប្រជុំ សម្រេច អនុសាសន៍ សមាជិក ថវិកា meeting decided budget members chair recommended".split()


class Child:
    """A process that has imported everything and waits for the word."""

    def __init__(self, archive: Path, encoder: str) -> None:
        command = [sys.executable, "-m", "tests.indexer.reindexing_child", str(archive), encoder]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def run(self, seconds: float) -> bool:
        """Lets it work for so long, then kills it; whether it had finished."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == b"ready\n"
        self.process.stdin.write(b"go\n")
        self.process.stdin.flush()
        time.sleep(seconds)
        self.process.kill()
        output, errors = self.process.communicate()
        assert self.process.returncode in (0, -9), errors.decode()
        return output == b"finished\n"

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


def minutes(chance: random.Random) -> str:
    lines = [f"{chance.choice(WORDS)} {chance.randrange(10_000)}", "20 April 2021"]
    lines += [" ".join(chance.choices(WORDS, k=30)) + "." for _ in range(chance.randrange(4, 24))]
    return "\n".join(lines)


def encoder_of(archive: Path) -> str:
    """The encoder that an archive says; it must be sound, and all of its vectors this encoder's."""
    remarks: list[str] = []
    with Archive.open(archive, remark=remarks.append) as opened, opened.snapshot() as snapshot:
        encoder = ENCODERS[snapshot.manifest.encoder]
        assert remarks == []
        assert snapshot.nearest(encoder.questions(["ប្រជុំ"])[0], 5)
    assert check(archive) == []
    connection = open_for_reading(archive)
    for row, vector in connection.execute("select row, vector from vectors"):
        (text,) = read_texts(connection, [row]).values()
        assert np.frombuffer(vector, "<f4").tolist() == encoder.questions([text])[0].tolist()
    connection.close()
    return encoder.name


def contents(archive: Path) -> list[tuple[object, ...]]:
    connection = open_for_reading(archive)
    query = "select row, id, path, digest, indexed_at, text from passages join documents on key = document"
    found = list(connection.execute(f"{query} order by row"))
    connection.close()
    return found


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder in memory where there is one: SIGKILL leaves the page cache alone, so only speed differs."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


def test_kills_leave_one_encoder_or_the_other_and_lose_nothing(place: Path) -> None:
    chance = random.Random(SEED)
    folder, archive = place / "minutes", place / "archive"
    folder.mkdir()
    for number in range(60):
        (folder / f"minutes-{number}.txt").write_text(minutes(chance), encoding="utf-8")
    index(folder, archive, ENCODERS["fake"], remark=print, read=read_plainly)
    now, target = "fake", "turned"
    ahead = [Child(archive, target)]
    kills = switches = unsaid = 0
    try:
        while kills < KILLS or switches == 0:
            before = contents(archive)
            ahead.append(Child(archive, target))
            finished = ahead.pop(0).run(chance.uniform(0, LONGEST_SECONDS))
            kills += not finished
            found = encoder_of(archive)
            assert found in (now, target), f"after kill {kills} of seed {SEED}"
            assert contents(archive) == before
            assert not finished or found == target
            if found == target:
                switches += 1
                unsaid += not finished
                now, target = target, now
                for child in ahead:
                    child.end()
                ahead = [Child(archive, target)]
            if chance.random() < 0.3:  # what comes in between two attempts is part of the next
                content = minutes(chance).encode()
                put(archive, ENCODERS[now], content, f"upload-{kills}.txt", read=read_plainly, remark=print)
        while not (finished := ahead.pop().run(5.0)):
            ahead.append(Child(archive, target))
        assert encoder_of(archive) == target
    finally:
        for child in ahead:
            child.end()
    print(f"{kills} kills, {switches} switches, {unsaid} killed between the switch and its word")
