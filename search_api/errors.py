"""What can be wrong with a question."""

from corpus.errors import KamnotError


class SearchError(KamnotError):
    """A question or a setting that can't be served.

    SearchError
    ├── InvalidQuery       a question that is empty, too long or bounded wrongly
    ├── NotAllowed         a change without the key, or where no key is configured
    ├── InvalidSetting     a setting of the environment that can't be used
    └── AddressTaken       the service can't listen where it was told to
    """


class InvalidQuery(SearchError):
    """A question or its bounds are not what a search takes."""


class InvalidSetting(SearchError):
    """A setting names something that can't be used; the message says which and what would do."""


class NotAllowed(SearchError):
    """The archive may not be changed by this caller, or by nobody."""


class AddressTaken(SearchError):
    """The service can't listen at an address: another program does, or it isn't this machine's."""

    def __init__(self, host: str, port: int, found: str) -> None:
        super().__init__(f"can't listen at {host}:{port} ({found}); choose another with --host and --port")
        self.host = host
        self.port = port
