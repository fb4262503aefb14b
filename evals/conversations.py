"""Conversations of two turns: whether the second question is answered, read by itself and with the first."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evals.judgment import SETS, Judgment, UnusableJudgment, read_judgments
from evals.outcome import Outcome
from evals.setting import Setting, trial_with
from evals.trial import Trial
from indexer.encoder import Encoder
from indexer.filters import EVERYTHING
from search_api.answering import Answerer
from search_api.chat.reply import Reply
from search_api.chat.replying import Answering
from search_api.conversation.turns import Turn, turns
from search_api.encoders import Encoders
from search_api.settings import Settings
from search_api.startup import Service

SHIPPED = SETS / "conversations" / "conversations.jsonl"
_BASE = "http://archive"


@dataclass(frozen=True, slots=True)
class Conversation:
    """A first question, and a second one as it is judged when it follows the first."""

    first: str
    second: Judgment


def read_conversations(path: Path) -> list[Conversation]:
    """The conversations of a JSON Lines file: judged questions with `first`. Raises UnusableJudgment."""
    judgments = read_judgments(path)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    try:
        return [Conversation(row["first"], judgment) for row, judgment in zip(rows, judgments, strict=True)]
    except KeyError:
        raise UnusableJudgment(f"{path}: a conversation has no “first” question") from None


def outcomes(
    minutes: Path, conversations: Sequence[Conversation], setting: Setting
) -> tuple[list[Outcome], list[Outcome]]:
    """Each second question asked by itself, and after the first and the reply to it, in order."""
    with (
        trial_with(minutes, [each.second for each in conversations], setting) as trial,
        _served(trial) as service,
    ):
        alone = [_asked(trial, service, each.second, [Turn(each.second.question)]) for each in conversations]
        after = [_asked(trial, service, each.second, _turns(service, each)) for each in conversations]
    return alone, after


@contextmanager
def _served(trial: Trial) -> Iterator[Service]:
    archive = trial.asked.searcher.archive

    def answerer_with(encoder: Encoder) -> Answerer:
        return trial.asked

    encoders = Encoders(archive, trial.asked.searcher.encoder, _no_other, _say_nothing)
    yield Service(Settings(archive.folder), archive, encoders, answerer_with, _say_nothing)


def _turns(service: Service, conversation: Conversation) -> tuple[Turn, ...]:
    """The conversation with the reply that the service gives to its first question."""
    answering = Answering.of(service, [Turn(conversation.first)], EVERYTHING)
    reply = Reply.of(answering.pieces(_BASE))
    return turns(
        [("user", conversation.first), ("assistant", reply.text), ("user", conversation.second.question)]
    )


def _asked(trial: Trial, service: Service, judgment: Judgment, asked: Sequence[Turn]) -> Outcome:
    started = time.perf_counter()
    answer = Answering.of(service, asked, EVERYTHING).answer
    return trial.outcome(judgment, answer.results, answer, time.perf_counter() - started)


def _no_other(name: str) -> Encoder:
    raise AssertionError("a trial's archive keeps its encoder")


def _say_nothing(text: str) -> None:
    pass
