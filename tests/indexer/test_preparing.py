"""Files made ready ahead of the encoder: in order, within bounds, and stopped with their caller."""

from __future__ import annotations

import threading
import time

import pytest

from corpus.document import Document
from corpus.errors import UnreadableDocument
from indexer import preparing
from indexer.changes import Seen
from indexer.planning import Reading
from indexer.preparing import Prepared, Refused, prepared_ahead
from tests.fakes import read_plainly

SEEN = Seen(1, 2, 3)


def reading(number: int) -> Reading:
    content = f"Minutes {number}\n\nWords.\n".encode()
    return Reading(f"m{number}", f"m{number}.txt", lambda: content, SEEN, None)


def gone() -> bytes:
    raise UnreadableDocument("is gone")


@pytest.mark.parametrize("count", [0, 1, 200])
def test_files_come_in_order(count: int) -> None:
    found = list(prepared_ahead([reading(number) for number in range(count)], read_plainly))
    assert [item.reading.id for item in found] == [f"m{number}" for number in range(count)]
    assert all(isinstance(item, Prepared) for item in found)


def test_a_file_that_cannot_be_read_is_refused_in_its_place() -> None:
    readings = [reading(1), Reading("m2", "m2.txt", gone, SEEN, None), reading(3)]
    found = list(prepared_ahead(readings, read_plainly))
    assert [type(item) for item in found] == [Prepared, Refused, Prepared]
    refused = found[1]
    assert isinstance(refused, Refused)
    assert (refused.rejection.reason, refused.rejection.seen) == ("is gone", None)


@pytest.mark.parametrize(("bound", "value"), [("_AHEAD", 3), ("_AHEAD_BYTES", 60)])
def test_no_more_is_read_ahead_than_may_wait(bound: str, value: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, bound, value)  # a file has 18 bytes: four go over 60
    read: list[str] = []

    def noting(content: bytes, path: str) -> Document:
        read.append(path)
        return read_plainly(content, path)

    ahead = prepared_ahead([reading(number) for number in range(9)], noting)
    next(ahead)
    time.sleep(0.3)
    assert 2 <= len(read) <= 6  # one taken, those that wait, one in the thread's hand
    assert len(list(ahead)) == 8
    assert len(read) == 9


def test_a_caller_that_stops_early_stops_the_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "_AHEAD", 1)
    ahead = prepared_ahead([reading(number) for number in range(9)], read_plainly)
    next(ahead)
    ahead.close()  # type: ignore[attr-defined]  # a generator, as every caller has it
    assert not [thread for thread in threading.enumerate() if thread.name == "reading"]
