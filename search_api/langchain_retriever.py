"""A LangChain retriever over the HTTP service.

retriever = KamnotRetriever.at("http://127.0.0.1:8000", limit=5)
documents = retriever.invoke("What did the workshop recommend?")
"""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from search_api.client import Client
from search_api.query import MAXIMUM_LIMIT
from search_api.schemas import FiltersIn, HitOut


class KamnotRetriever(BaseRetriever):
    """Retrieves passages; each Document's `page_content` is verbatim, and its `metadata` say where it stands.

    metadata: `source` (a link that opens the passage), `title`, `date` (ISO 8601 or None), `document_id`,
    `passage_id`, `section`, `kind`, `page`, `start` and `end` in the document's body, `languages`, `score`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    client: Client
    limit: int = 10
    filters: FiltersIn = FiltersIn()

    @classmethod
    def at(
        cls, url: str, key: str | None = None, limit: int = 10, filters: FiltersIn | None = None
    ) -> KamnotRetriever:
        """The retriever of a service by its address. Raises ValueError for a limit out of bounds."""
        if not 1 <= limit <= MAXIMUM_LIMIT:
            raise ValueError(f"the limit is {limit}; it can be 1 to {MAXIMUM_LIMIT}")
        return cls(client=Client(url, key), limit=limit, filters=filters or FiltersIn())

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        found = self.client.search(query, limit=self.limit, filters=self.filters)
        return [self._document(hit) for hit in found.hits]

    def _document(self, hit: HitOut) -> Document:
        told = hit.model_dump(
            mode="json",
            include={
                "title", "date", "document_id", "passage_id", "section", "kind", "page", "start", "end",
                "languages", "score",
            },
        )  # fmt: skip
        return Document(
            id=hit.passage_id, page_content=hit.text, metadata={"source": self.client.link(hit.url), **told}
        )
