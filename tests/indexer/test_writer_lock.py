"""One writer at a time."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from indexer.errors import ArchiveBusy
from indexer.writer_lock import WriterLock

HOLD = """
import sys, time
from pathlib import Path
from indexer.writer_lock import WriterLock
lock = WriterLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_holder_is_told_of_the_first(tmp_path: Path) -> None:
    with WriterLock(tmp_path), pytest.raises(ArchiveBusy, match=f"process {os.getpid()} is writing"):
        WriterLock(tmp_path)
    WriterLock(tmp_path).release()


def test_waiting_ends_when_the_lock_is_let_go(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path)
    threading.Timer(0.2, lock.release).start()
    WriterLock(tmp_path, wait=10).release()


def test_waiting_has_an_end(tmp_path: Path) -> None:
    started = time.monotonic()
    with WriterLock(tmp_path), pytest.raises(ArchiveBusy):
        WriterLock(tmp_path, wait=0.2)
    assert 0.2 <= time.monotonic() - started < 5


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"held\n"
    with pytest.raises(ArchiveBusy) as caught:
        WriterLock(tmp_path)
    assert caught.value.pid == child.pid
    child.kill()
    child.communicate()
    WriterLock(tmp_path).release()
