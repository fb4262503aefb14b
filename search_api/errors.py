"""What can be wrong with a question."""

from corpus.errors import KamnotError


class SearchError(KamnotError):
    """A question or a setting that can't be served.

    SearchError
    ├── InvalidQuery       a question that is empty, too long or bounded wrongly
    ├── NotAllowed         a change without the key, or where no key is configured
    ├── InvalidSetting     a setting of the environment that can't be used
    ├── UnknownKnowledge   a part of the archive that a client names and that isn't there
    ├── ModelFailed        the language model is down, slow, or not to be understood
    ├── ServiceError       a service that a client asks refuses, or can't be reached
    └── AddressTaken       the service can't listen where it was told to
    """


class InvalidQuery(SearchError):
    """A question or its bounds are not what a search takes."""


class InvalidSetting(SearchError):
    """A setting names something that can't be used; the message says which and what would do."""


class NotAllowed(SearchError):
    """The archive may not be changed by this caller, or by nobody."""


class UnknownKnowledge(SearchError):
    """A client asks a part of the archive that it calls by a name which nothing here has."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"there is no knowledge {name[:100]!r}: “kamnot” is the whole archive, a body's name its minutes"
        )
        self.name = name


class ModelFailed(SearchError):
    """The language model gave nothing that can be used; answers are extracts then."""


class ServiceError(SearchError):
    """A service gave no reply to its client; `code` and `status` are its own, None where it said none."""

    def __init__(self, message: str, code: str | None, status: int | None) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


class AddressTaken(SearchError):
    """The service can't listen at an address: another program does, or it isn't this machine's."""

    def __init__(self, host: str, port: int, found: str) -> None:
        super().__init__(f"can't listen at {host}:{port} ({found}); choose another with --host and --port")
        self.host = host
        self.port = port
