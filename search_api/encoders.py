"""The encoder that an archive asks for, which another may take the place of while it is served."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from corpus.errors import KamnotError
from indexer.archive import Archive
from indexer.encoder import Encoder
from indexer.errors import ModelUnavailable
from indexer.next_vectors import SERVING, coming_encoder
from indexer.writer_lock import presence

_LOOK_SECONDS = 1.0
"""Between two looks at the archive, each a few queries."""
_AGAIN_SECONDS = 30.0
"""After a model could not be loaded, before that is tried again."""


class Encoders:
    """The encoder in use; it changes only when the archive's vectors have, and then to the one of these.

    load: opens the encoder that an archive names; raises ModelUnavailable.
    """

    def __init__(
        self,
        archive: Archive,
        current: Encoder,
        load: Callable[[str], Encoder],
        remark: Callable[[str], None],
    ) -> None:
        self._archive = archive
        self._current = current
        self._load = load
        self._remark = remark
        self._coming: Encoder | None = None
        self._failed: tuple[str, float, str] | None = None
        self._turn = threading.Lock()

    @property
    def current(self) -> Encoder:
        """The encoder in use."""
        return self._current

    @property
    def failing(self) -> bool:
        """Whether the archive asks for an encoder that could not be loaded."""
        return self._failed is not None and self._archive.recorded().encoder != self._current.name

    def follow(self) -> Encoder:
        """Makes the archive's encoder the one in use, waiting until it is loaded, and returns it.

        Raises ModelUnavailable when it can't be, or is another revision by now.
        """
        with self._turn:
            name = self._archive.recorded().encoder
            if name != self._current.name:
                self._current, self._coming, self._failed = self._loaded(name), None, None
                self._remark(
                    f"the archive has the encoder {name} now, and questions are asked with it; if --encoder"
                    " or KAMNOT_ENCODER named another here, leave it away at the next start"
                )
            return self._current

    def look(self) -> None:
        """Follows the archive, or loads ahead the encoder that it is about to have.

        Raises as `follow`.
        """
        if self._archive.recorded().encoder != self._current.name:
            self.follow()
            return
        name = coming_encoder(self._archive.folder)
        with self._turn:
            if name is None:
                if self._archive.recorded().encoder == self._current.name:  # given up, and not just done
                    self._coming = None
            elif self._coming is None or self._coming.name != name:
                self._coming = self._loaded(name)

    def _loaded(self, name: str) -> Encoder:
        if self._coming is not None and self._coming.name == name:
            return self._coming
        if self._failed and self._failed[0] == name and time.monotonic() < self._failed[1] + _AGAIN_SECONDS:
            raise ModelUnavailable(self._failed[2])
        try:
            encoder = self._load(name)
            if encoder.name != name:
                raise ModelUnavailable(
                    f"the archive needs the encoder {name}, but here it is {encoder.name} now"
                )
        except KamnotError as error:
            self._failed = (name, time.monotonic(), str(error))
            raise
        return encoder

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Looks once a second meanwhile, so that no question has to wait for a model to be loaded."""
        stopped = threading.Event()

        def watch() -> None:
            told = ""
            while not stopped.wait(_LOOK_SECONDS):
                try:
                    self.look()
                except KamnotError as error:
                    if str(error) != told:
                        self._remark(str(error))
                    told = str(error)

        thread = threading.Thread(target=watch, name="watching the archive", daemon=True)
        thread.start()
        try:
            with presence(self._archive.folder, SERVING):
                yield
        finally:
            stopped.set()
            thread.join(_LOOK_SECONDS)
