"""What can go wrong with minutes before there is any index."""


class KamnotError(Exception):
    """Anything that kamnot can name and that a person can mend; its text is one line for them.

    KamnotError
    ├── UnreadableDocument        corpus: a file that can't become a document
    │   └── ReadingInterrupted    corpus: … this time
    ├── FolderMissing             corpus: the folder to read isn't there
    ├── ArchiveError              indexer (see indexer.errors)
    └── SearchError               search_api (see search_api.errors)
    """


class UnreadableDocument(KamnotError):
    """A file could not be read as minutes; `reason` says why in one line, for the list of rejections."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ReadingInterrupted(UnreadableDocument):
    """A file could not be read for a cause that may pass, such as a machine too busy: to be tried again."""


class FolderMissing(KamnotError):
    """The folder that was to be indexed does not exist or is no folder."""
