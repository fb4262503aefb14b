"""How fast: indexing against the encoder alone, and searches over loopback HTTP as the archive grows.

The minutes are made up of the sample's own paragraphs, shuffled with a fixed seed: their words and
lengths are those of real minutes, their sense does not matter here.
"""

from __future__ import annotations

import random
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2
import numpy as np

from corpus.folder import File, document_from, files
from corpus.readers.sandbox import Sandbox
from evals.judgment import SETS, read_judgments
from indexer.archive import Archive
from indexer.build import index
from indexer.splitting import embedding_text
from search_api.settings import SHIPPED_ENCODER
from search_api.startup import open_encoder

_MINUTES = Path(__file__).parent.parent / "corpus" / "minutes"
_PARAGRAPHS = 24
"""In a made-up document."""
_SAMPLE = 2_000
"""Passages on which the encoder alone is timed."""
_SEED = 7
_START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Speed:
    """Rates in passages a second, times in milliseconds."""

    passages: int
    documents: int
    indexing_rate: float
    encoder_rate: float
    indexing_share_of_encoder: float
    search_p50: float
    search_p95: float
    search_p50_at_a_tenth: float


def measure(passages: int, questions: int) -> Speed:
    """Indexes made-up minutes until they have at least so many passages, then searches them."""
    encoder = open_encoder(SHIPPED_ENCODER, threads=2)
    with TemporaryDirectory(prefix="kamnot-speed-") as scratch:
        folder, archive = Path(scratch) / "minutes", Path(scratch) / "archive"
        folder.mkdir()
        paragraphs = _paragraphs()
        small = _made_up(folder, paragraphs, passages // 10, 0)
        index(folder, archive, encoder, remark=print)
        p50_small, _ = _searches(archive, questions)
        documents = _made_up(folder, paragraphs, passages, small)
        report = index(folder, archive, encoder, remark=print)
        with Archive.open(archive, encoder.name, encoder.dimensions, remark=print) as opened:
            with opened.snapshot() as snapshot:
                held = len(snapshot.matching({}, {}, 1)) or snapshot.status().passages
                sample = _embedded_texts(opened)
        started = time.perf_counter()
        encoder.passages(sample)
        alone = len(sample) / (time.perf_counter() - started)
        p50, p95 = _searches(archive, questions)
    rate = report.passages / report.seconds
    return Speed(
        held, documents, round(rate, 1), round(alone, 1), round(rate / alone, 2), p50, p95, p50_small
    )


def _paragraphs() -> list[str]:
    found: list[str] = []
    with Sandbox() as sandbox:
        for entry in files(_MINUTES):
            if isinstance(entry, File):
                body = document_from(entry.content(), entry.path, sandbox).body
                found += [line for line in body.split("\n") if len(line) > 60]
    return found


def _made_up(folder: Path, paragraphs: list[str], passages: int, first: int) -> int:
    """Writes documents from number `first` on until about so many passages stand in the folder."""
    characters = 0
    number = first
    average = 330
    while characters < (passages - first * _PARAGRAPHS * 0.6) * average:
        chosen = random.Random(_SEED + number).choices(paragraphs, k=_PARAGRAPHS)
        text = "\n".join(f"{at}. {paragraph} ({number})" for at, paragraph in enumerate(chosen, start=1))
        (folder / f"minutes-{number:06}.txt").write_text(text, encoding="utf-8")
        characters += len(text)
        number += 1
    return number


def _embedded_texts(archive: Archive) -> list[str]:
    with archive.snapshot() as snapshot:
        texts: list[str] = []
        for entry in snapshot.documents():
            if len(texts) >= _SAMPLE:
                break
            texts += [embedding_text(entry.title, passage) for passage in snapshot.section_passages(entry.id)]
    return texts[:_SAMPLE]


def _searches(archive: Path, questions: int) -> tuple[float, float]:
    """Median and 95th percentile of searches one after another, milliseconds."""
    asked = [judgment.question for judgment in read_judgments(SETS / "development" / "questions.jsonl")]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "search_api", "serve", "--archive", str(archive), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            with httpx2.Client(base_url=f"http://127.0.0.1:{port}/v1") as client:
                _wait(client)
                times = []
                for number in range(questions + 10):
                    question = f"{asked[number % len(asked)]} {number}"
                    started = time.perf_counter()
                    client.post("/search", json={"query": question}).raise_for_status()
                    times.append((time.perf_counter() - started) * 1000)
        finally:
            server.terminate()
    warm = np.array(times[10:])
    return round(float(np.percentile(warm, 50)), 1), round(float(np.percentile(warm, 95)), 1)


def _wait(client: httpx2.Client) -> None:
    for _ in range(_START_SECONDS * 10):
        try:
            if client.get("/ready").is_success:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.1)
    raise TimeoutError("the service did not come up")
