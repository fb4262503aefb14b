"""What an archive was made with, and whether that fits what is at hand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import apsw

from indexer.errors import ArchiveMissing, ModelMismatch
from indexer.recipe import recipe_of
from indexer.splitting import SPLITTING_VERSION
from indexer.terms import ANALYSIS_VERSION


@dataclass(frozen=True, slots=True)
class Manifest:
    """The makers of an archive's content; `folder` is where its files came from, empty for uploads only."""

    encoder: str
    dimensions: int
    analysis: str
    splitting: str
    folder: str
    created_at: str

    def require_encoder(self, name: str, dimensions: int) -> None:
        """Raises ModelMismatch unless the archive's vectors come from this encoder."""
        if (self.encoder, self.dimensions) != (name, dimensions):
            found, expected = f"{self.encoder} ({self.dimensions} wide)", f"{name} ({dimensions} wide)"
            raise ModelMismatch(found, expected, recipe_of(name).model)

    @property
    def analyses_otherwise(self) -> bool:
        """Whether the term index was made by another analysis of text than questions are put through."""
        return self.analysis != ANALYSIS_VERSION


def new_manifest(encoder: str, dimensions: int, folder: str, created_at: str) -> Manifest:
    """The manifest of an archive that begins now."""
    return Manifest(encoder, dimensions, ANALYSIS_VERSION, SPLITTING_VERSION, folder, created_at)


_COLUMNS = "encoder, dimensions, analysis, splitting, folder, created_at"


def read_manifest(connection: apsw.Connection, folder: Path) -> Manifest:
    """The archive's manifest; raises ArchiveMissing where nothing was ever committed."""
    row = connection.execute(f"select {_COLUMNS} from manifest").fetchone()
    if row is None:
        raise ArchiveMissing(folder)
    return Manifest(*row)


def write_manifest(connection: apsw.Connection, manifest: Manifest) -> None:
    """Records the manifest of a new archive, at generation 0."""
    values = (manifest.encoder, manifest.dimensions, manifest.analysis, manifest.splitting, manifest.folder)
    connection.execute(
        f"insert into manifest (one, {_COLUMNS}, generation) values (1, ?, ?, ?, ?, ?, ?, 0)",
        (*values, manifest.created_at),
    )


def generation(connection: apsw.Connection) -> int:
    """How many changes were committed before what this connection sees."""
    row = connection.execute("select generation from manifest").fetchone()
    return int(row[0]) if row else 0


def note_analysis(connection: apsw.Connection) -> None:
    """Records that the term index is made by today's analysis."""
    connection.execute("update manifest set analysis = ?", (ANALYSIS_VERSION,))
