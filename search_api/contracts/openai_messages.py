"""Messages as OpenAI's clients send them, in both of its forms."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from search_api.conversation.turns import Turn, turns
from search_api.errors import InvalidQuery

MOST_MESSAGES = 1000


class Part(BaseModel):
    """A part of a message; those of text count, pictures and files are passed over."""

    model_config = ConfigDict(extra="allow")

    type: str
    text: str | None = None


class MessageIn(BaseModel):
    """A message. Whatever else a client adds to it is passed over."""

    model_config = ConfigDict(extra="allow")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"] | None = None
    """None for what is no message, such as the record of a tool's call in a response's input."""
    content: Annotated[str | list[Part] | None, Field(description="Text, or parts of it.")] = None

    @property
    def text(self) -> str:
        """The text of its parts, a line each."""
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content or () if part.text)


def turns_of(messages: list[MessageIn]) -> tuple[Turn, ...]:
    """The turns of the messages. Raises InvalidQuery unless the last of them asks."""
    if not messages or messages[-1].role != "user" or not messages[-1].text.strip():
        raise InvalidQuery("the last message has to be the user's, and to ask something")
    return turns((message.role or "", message.text) for message in messages)
