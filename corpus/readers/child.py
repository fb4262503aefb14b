"""The sandbox's child process: reads one file after another until its parent is gone."""

from __future__ import annotations

import fcntl
import os
import resource
import select
import signal
import sys
import time
from typing import Any

from corpus.errors import UnreadableDocument
from corpus.readers import frames
from corpus.readers.reading import read


def main() -> None:
    """Serves the sandbox on standard input and output.

    Arguments 2 and 3 bound memory and seconds; 4 is the reading end of a pipe that the parent holds open.
    """
    memory, seconds, lifeline = map(int, sys.argv[2:5])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    requests = sys.stdin.buffer
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the replies
    _end_with_parent(lifeline)
    while True:
        try:
            name = frames.unpacked(frames.read(requests))["name"]
            content = frames.read(requests)
        except EOFError:
            return
        spent = int(time.process_time()) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, resource.RLIM_INFINITY))
        try:
            reply = frames.packed(_reply(content, name))
        except MemoryError:
            reply = b'{"out_of_memory": true}'
        frames.write(replies, reply)


def _end_with_parent(lifeline: int) -> None:
    """From now on the kernel ends the process when the parent's end of a pipe is closed.

    It does so by SIGIO, whatever a parser is doing. (A watching thread would wait for the interpreter
    while a regular expression runs, and PR_SET_PDEATHSIG fires when the thread that started the child
    ends.) Nothing is ever written to that pipe, for the kernel sends SIGIO for what is written too, and
    now and then only after it was read.
    """
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    watch = select.poll()
    watch.register(lifeline, 0)  # reports a hang-up only
    if watch.poll(0):
        os._exit(0)


def _reply(content: bytes, name: str) -> dict[str, Any]:
    try:
        layout = read(content, name)
    except UnreadableDocument as error:
        return {"reason": error.reason}
    return {
        "body": layout.body,
        "blocks": [(block.kind, block.span.start, block.span.end, block.level) for block in layout.blocks],
        "pages": [(page.start, page.end) for page in layout.pages],
        "title": layout.title,
    }
