"""How fast: indexing against the encoder alone, searches over loopback HTTP in a growing archive, a cold ask.

The minutes are made up of the sample's own paragraphs, shuffled with a fixed seed: their words and
lengths are those of real minutes, their sense does not matter here. The questions are those of the
development set, as they are asked.
"""

from __future__ import annotations

import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2
import numpy as np

from corpus.folder import File, document_from, files
from corpus.readers.sandbox import Sandbox
from evals.judgment import read_set
from indexer.archive import Archive
from indexer.build import BATCH_PASSAGES, index
from indexer.encoder import Encoder
from indexer.splitting import embedding_text
from search_api.settings import SHIPPED_ENCODER, Settings
from search_api.startup import open_encoder

MINUTES = Path(__file__).parent.parent / "corpus" / "minutes"
PARAGRAPHS = 24
"""In a made-up document."""
_LEAST_CHARACTERS = 60
"""Of a paragraph: shorter lines are headings and names."""
_SAMPLE = 2_000
"""Passages on which the encoder alone is timed."""
_GROWTH = 10
"""The archive is searched at a tenth of its size, too."""
_WARMING = 20
_COLD_STARTS = 7
_SEED = 7
_START_SECONDS = 120
_THREADS = 2


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds."""

    p50: float
    p95: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Latency:
        """The median and the 95th percentile of some times."""
        p50, p95 = np.percentile(np.array(seconds) * 1000, [50, 95])
        return cls(round(float(p50), 1), round(float(p95), 1))


@dataclass(frozen=True, slots=True)
class Speed:
    """Rates in passages a second; searches over HTTP with the model, `small` at a tenth of the passages."""

    passages: int
    indexing_rate: float
    encoder_rate: float
    indexing_share_of_encoder: float
    encoder_question: Latency
    small_passages: int
    search_small: Latency
    search: Latency
    ask_cold_seconds: float


def measure(passages: int, questions: int) -> Speed:
    """Makes an archive of about so many passages in two runs of indexing, and searches it after each."""
    encoder = open_encoder(Settings(encoder=SHIPPED_ENCODER, threads=_THREADS))
    asked = list(islice(cycle(_questions()), questions + _WARMING))
    with TemporaryDirectory(prefix="kamnot-speed-") as scratch:
        folder, archive = Path(scratch) / "minutes", Path(scratch) / "archive"
        folder.mkdir()
        paragraphs = sample_paragraphs()
        first = max(1, passages // _GROWTH // PARAGRAPHS)
        write_minutes(folder, paragraphs, range(first))
        small = index(folder, archive, encoder, remark=print).passages
        search_small = _searches(archive, asked)
        write_minutes(folder, paragraphs, range(first, first * passages // small))
        report = index(folder, archive, encoder, remark=print)
        indexing = report.passages / report.seconds
        alone = _encoder_rate(encoder, _embedded_texts(archive))
        return Speed(
            passages=small + report.passages,
            indexing_rate=round(indexing, 1),
            encoder_rate=round(alone, 1),
            indexing_share_of_encoder=round(indexing / alone, 3),
            encoder_question=Latency.of([_seconds(encoder, question) for question in asked][_WARMING:]),
            small_passages=small,
            search_small=search_small,
            search=_searches(archive, asked),
            ask_cold_seconds=_cold_ask(archive, asked),
        )


def sample_paragraphs() -> list[str]:
    """The longer lines of the sample minutes."""
    found: list[str] = []
    with Sandbox() as sandbox:
        for entry in files(MINUTES):
            if isinstance(entry, File):
                body = document_from(entry.content(), entry.path, sandbox).body
                found += [line for line in body.split("\n") if len(line) > _LEAST_CHARACTERS]
    return found


def write_minutes(folder: Path, paragraphs: Sequence[str], numbers: range) -> None:
    """Writes made-up documents; those of the same numbers are the same, whatever was written before."""
    for number in numbers:
        chosen = random.Random(_SEED + number).choices(paragraphs, k=PARAGRAPHS)
        text = "\n".join(f"{at}. {paragraph}" for at, paragraph in enumerate(chosen, start=1))
        (folder / f"minutes-{number:06}.txt").write_text(text, encoding="utf-8")


def _questions() -> list[str]:
    return [judgment.question for judgment in read_set("development")]


def _embedded_texts(folder: Path) -> list[str]:
    """What the encoder was given of the first passages."""
    texts: list[str] = []
    with Archive.open(folder) as archive, archive.snapshot() as snapshot:
        for entry in snapshot.documents():
            texts += [embedding_text(entry.names, passage) for passage in snapshot.section_passages(entry.id)]
            if len(texts) >= _SAMPLE:
                break
    return texts[:_SAMPLE]


def _encoder_rate(encoder: Encoder, texts: Sequence[str]) -> float:
    """Texts a second, in batches as indexing makes them."""
    started = time.perf_counter()
    for at in range(0, len(texts), BATCH_PASSAGES):
        encoder.passages(texts[at : at + BATCH_PASSAGES])
    return len(texts) / (time.perf_counter() - started)


def _seconds(encoder: Encoder, question: str) -> float:
    started = time.perf_counter()
    encoder.questions([question])
    return time.perf_counter() - started


def _searches(archive: Path, asked: Sequence[str]) -> Latency:
    """Searches one after another over one connection, the first few not counted."""
    with serving(archive) as address, httpx2.Client(base_url=address, timeout=30) as client:
        times = []
        for question in asked:
            started = time.perf_counter()
            client.post("/v1/search", json={"query": question}).raise_for_status()
            times.append(time.perf_counter() - started)
    return Latency.of(times[_WARMING:])


def _cold_ask(archive: Path, asked: Sequence[str]) -> float:
    """The median time of the command from its start to its end, with its files in the page cache."""
    times = []
    for question in islice(cycle(asked), _COLD_STARTS):
        started = time.perf_counter()
        command = [sys.executable, "-m", "search_api", "ask", question, "--archive", str(archive)]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - started)
    return round(float(np.median(times)), 2)


@contextmanager
def serving(archive: Path, settings: Sequence[str] = ()) -> Iterator[str]:
    """The address of a service in a process of its own, ready; settings such as `KAMNOT_SEARXNG=true`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = [sys.executable, "-m", "search_api", "serve", "--archive", str(archive), "--port", str(port)]
    command = ["env", *settings, *serve]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(server, address)
            yield address
        finally:
            server.terminate()


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(_START_SECONDS * 10):
        if server.poll() is not None:
            raise RuntimeError(f"the service ended with code {server.returncode}")
        try:
            if httpx2.get(f"{address}/v1/ready").is_success:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.1)
    raise TimeoutError("the service did not come up")
