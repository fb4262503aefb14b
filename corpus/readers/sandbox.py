"""Reads files in a child process with bounds on memory and time, for parsers meet hostile files."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from corpus.document import Block, BlockKind, Layout, Span
from corpus.errors import ReadingInterrupted, UnreadableDocument
from corpus.readers import frames
from corpus.readers.reading import check_size, suffix_of

_CHILD = "import sys; sys.path.insert(0, sys.argv[1]); from corpus.readers.child import main; main()"
_PACKAGE_ROOT = str(Path(__file__).resolve().parents[2])

_FROM_OUTSIDE = (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGHUP)
"""Exit codes of a child that someone else ended; a parser's own crash has another signal."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. The defaults are those of shared/reliability.md, where bombs took 2 GB."""

    memory: int = 2**30
    """Bytes of address space."""
    cpu_seconds: int = 20
    wall_seconds: float = 60.0
    """Longer than the processor's, so that a file isn't blamed for a busy machine."""

    def arguments(self) -> tuple[str, str]:
        """The two bounds that the child process sets for itself, as its arguments."""
        return str(self.memory), str(self.cpu_seconds)


class Sandbox:
    """One child process that reads many files, one at a time, and is started anew when a file ends it.

    A context manager; threads may share one. Nothing is started before the first file. The child is
    started by exec, never forked, and ends with its parent, however that ends.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._child: subprocess.Popen[bytes] | None = None
        self._lifeline = -1
        """The writing end of a pipe that the child watches; it ends when this is closed."""
        self._turn = threading.Lock()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the child; a later read starts another."""
        with self._turn:
            self._end()

    def read(self, content: bytes, name: str) -> Layout:
        """What a file says, as `corpus.readers.read` reads it.

        Raises UnreadableDocument for what that function refuses, and for a file that takes more than
        the limits or crashes its parser; as ReadingInterrupted where a busy machine may be the cause.
        """
        suffix_of(name)
        check_size(len(content))
        with self._turn:
            reply = self._ask(content, name)
            if reply is None:  # the child was ended from outside, which is not this file's fault
                reply = self._ask(content, name)
            if reply is None:
                raise ReadingInterrupted("could not be read: its reader was killed twice")
            if reply.get("out_of_memory"):
                self._end()  # what is left of its memory is in pieces
                raise UnreadableDocument(self._too_large())
        if "reason" in reply:
            raise UnreadableDocument(reply["reason"])
        return _layout(reply)

    def _ask(self, content: bytes, name: str) -> dict[str, Any] | None:
        """The child's reply, or None if it was ended from outside; UnreadableDocument if it crashed."""
        child = self._running()
        assert child.stdin is not None
        assert child.stdout is not None
        late = threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        clock = threading.Timer(self._limits.wall_seconds, stop)
        clock.start()
        try:
            frames.write(child.stdin, frames.packed({"name": name}))
            frames.write(child.stdin, content)
            return frames.unpacked(frames.read(child.stdout))
        except (EOFError, BrokenPipeError):
            self._judge(child, late.is_set())
            return None
        except BaseException:
            self._end()  # half an exchange is in the pipes
            raise
        finally:
            clock.cancel()

    def _judge(self, child: subprocess.Popen[bytes], late: bool) -> None:
        """Raises UnreadableDocument for a child that ended by what it read."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=1)  # its output ends a moment before its exit code is known
        self._end()
        if late:
            raise ReadingInterrupted(f"took more than {self._limits.wall_seconds:g} s to read")
        code = child.returncode
        if code == -signal.SIGXCPU:
            raise UnreadableDocument(f"took more than {self._limits.cpu_seconds} s of processor time to read")
        if code not in _FROM_OUTSIDE:
            how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
            raise UnreadableDocument(f"{self._too_large()}, or is damaged: its parser crashed ({how})")

    def _too_large(self) -> str:
        return f"takes more than {self._limits.memory / 2**30:g} GiB of memory to read"

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is not None:
            self._end()
        if self._child is None:
            watched, self._lifeline = os.pipe()
            arguments = [*self._limits.arguments(), str(watched)]
            try:
                self._child = subprocess.Popen(
                    # -P keeps the working folder, which may be the one being read, off the import path
                    [sys.executable, "-P", "-c", _CHILD, _PACKAGE_ROOT, *arguments],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    pass_fds=(watched,),
                )
            except BaseException:
                os.close(self._lifeline)
                raise
            finally:
                os.close(watched)
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()  # type: ignore[union-attr]  # both were asked for
        os.close(self._lifeline)
        child.wait()


def _layout(reply: dict[str, Any]) -> Layout:
    return Layout(
        body=reply["body"],
        blocks=tuple(
            Block(BlockKind(kind), Span(start, end), level) for kind, start, end, level in reply["blocks"]
        ),
        pages=tuple(Span(start, end) for start, end in reply["pages"]),
        title=reply["title"],
    )
