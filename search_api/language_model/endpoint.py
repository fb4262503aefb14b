"""An OpenAI-compatible endpoint, read as it writes."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from threading import Timer
from typing import TYPE_CHECKING, Any

from search_api.errors import ModelFailed

if TYPE_CHECKING:
    from openai import OpenAI

CONNECT_SECONDS = 5.0
LONGEST_ANSWER = 900
"""Tokens: ten sentences with their quotes, Khmer ones too, which take several tokens a word."""
LONGEST_TEXT = 20_000
"""Code points after which a model that doesn't stop is cut off."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to the model; role is "system" or "user"."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A language model by its endpoint's URL and its name there.

    seconds: the longest that one answer may take, from the question to its last word.
    """

    url: str
    model: str
    key: str | None = field(repr=False)
    seconds: float
    _clients: list[OpenAI] = field(default_factory=list, repr=False)

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """What the model writes, piece by piece. Raises ModelFailed, at the start or midway."""
        import openai

        deadline = time.monotonic() + self.seconds
        late = f"the language model took more than {self.seconds:.0f} s"
        written, whole = 0, False
        asked: Any = [{"role": each.role, "content": each.content} for each in messages]
        try:
            with (
                ExitStack() as held,
                self._client().chat.completions.create(
                    model=self.model, messages=asked, stream=True, temperature=0, max_tokens=LONGEST_ANSWER
                ) as chunks,
            ):
                # Comments that keep a connection open are no chunks, so the end comes from outside.
                end = Timer(deadline - time.monotonic(), chunks.close)
                end.daemon = True
                end.start()
                held.callback(end.cancel)
                for chunk in chunks:
                    if time.monotonic() > deadline:
                        raise ModelFailed(late)
                    text = chunk.choices[0].delta.content if chunk.choices else None
                    whole = whole or bool(chunk.choices and chunk.choices[0].finish_reason)
                    if text:
                        written += len(text)
                        if written > LONGEST_TEXT:
                            raise ModelFailed("the language model didn't come to an end")
                        yield text
                if time.monotonic() > deadline:
                    raise ModelFailed(late)
                if not whole:
                    raise ModelFailed("the language model broke off")
        except openai.APITimeoutError:
            raise ModelFailed(late) from None
        except openai.APIStatusError as error:
            raise ModelFailed(f"the language model's endpoint answered {error.status_code}") from None
        except openai.APIConnectionError:
            if time.monotonic() > deadline:
                raise ModelFailed(late) from None
            raise ModelFailed("the language model's endpoint can't be reached, or broke off") from None
        except (openai.OpenAIError, AttributeError, TypeError, ValueError) as error:
            if time.monotonic() > deadline:
                raise ModelFailed(late) from None
            # The package doesn't check what it reads: a reply of another shape fails where it is used.
            raise ModelFailed(f"the language model can't be used: {type(error).__name__}") from None

    def _client(self) -> OpenAI:
        """One client for all threads, made with the first question, since its import takes a second."""
        if not self._clients:
            from openai import OpenAI, Timeout

            timeout = Timeout(self.seconds, connect=min(CONNECT_SECONDS, self.seconds))
            self._clients.append(
                OpenAI(base_url=self.url, api_key=self.key or "none", timeout=timeout, max_retries=0)
            )
        return self._clients[0]
