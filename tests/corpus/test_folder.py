import hashlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.document import Rejected, Source
from corpus.errors import FolderMissing, UnreadableDocument
from corpus.folder import File, document, document_from, files
from corpus.readers import reading
from corpus.readers.sandbox import Sandbox

MINUTES = "កំណត់ហេតុកិច្ចប្រជុំ\nថ្ងៃទី២០ ខែមេសា ឆ្នាំ២០២១\nMinutes of the meeting\n"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


def put(folder: Path, *names: str, text: str = "text") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def walked(folder: Path) -> list[tuple[str, str | None]]:
    """Each entry's path, and the reason if it was rejected."""
    return [(found.path, found.reason if isinstance(found, Rejected) else None) for found in files(folder)]


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert walked(tmp_path) == []


def test_a_file_comes_with_its_facts(tmp_path: Path) -> None:
    put(tmp_path, "ឆ្នាំ ២០២១/a.txt", text="ក")
    os.utime(tmp_path / "ឆ្នាំ ២០២១/a.txt", ns=(5, 7))
    (found,) = files(tmp_path)
    assert found == File("ឆ្នាំ ២០២១/a.txt", tmp_path.resolve() / "ឆ្នាំ ២០២១/a.txt", 3, 7)
    assert isinstance(found, File)
    assert found.digest() == hashlib.sha256("ក".encode()).hexdigest()


def test_paths_come_in_code_point_order_through_all_subfolders(tmp_path: Path) -> None:
    names = ["a.txt", "a/z.txt", "a!.txt", "B.md", "ខ.txt", "ក/ខ/គ.txt", "ក.txt", "a/b/c.txt", "a0.txt"]
    put(tmp_path, *names)
    assert [path for path, _ in walked(tmp_path)] == sorted(names)


def test_nothing_is_left_out_without_a_reason(tmp_path: Path) -> None:
    put(
        tmp_path,
        ".git/config",
        ".git/a.txt",
        ".hidden.txt",
        "~$a.docx",
        ".~lock.a.odt#",
        "SOURCES.md",
        "Thumbs.db",
        "x/.DS_Store",
    )
    put(tmp_path, "a.doc", "noname", "b.exe", "good.txt")
    put(tmp_path, "empty.txt", text="")
    known = "known ones are .docx, .htm, .html, .md, .odt, .pdf, .rtf, .txt"
    assert walked(tmp_path) == [
        (".git", "is a hidden folder, left out as a whole"),
        (".hidden.txt", "is a hidden file"),
        (".~lock.a.odt#", "is a lock file of LibreOffice, there while a document is open"),
        ("SOURCES.md", "is a note on where the folder's files come from, not a document"),
        ("Thumbs.db", "is Windows's thumbnails of a folder, not a document"),
        ("a.doc", "the suffix '.doc' isn't one that can be read: save it as .docx"),
        ("b.exe", f"the suffix '.exe' isn't one that can be read: {known}"),
        ("empty.txt", "is empty: it has no bytes"),
        ("good.txt", None),
        ("noname", f"its name has no suffix: {known}"),
        ("x/.DS_Store", "is macOS's settings of a folder, not a document"),
        ("~$a.docx", "is a lock file of Office, there while a document is open"),
    ]


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(500 * 10**6)
    assert walked(tmp_path) == [("huge.txt", "is too large: 476.8 MB, over 50 MB")]


def test_links_are_never_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    inside = tmp_path / "inside"
    put(outside, "secret.txt")
    put(inside, "sub/real.txt")
    (inside / "a.txt").symlink_to(outside / "secret.txt")
    (inside / "b").symlink_to(outside)
    (inside / "c.txt").symlink_to("sub/real.txt")
    (inside / "d").symlink_to("sub")
    (inside / "e.txt").symlink_to("nowhere.txt")
    (inside / "f.txt").symlink_to("f.txt")
    assert walked(inside) == [
        ("a.txt", "is a link that leads out of the folder"),
        ("b", "is a link that leads out of the folder"),
        ("c.txt", "is a link within the folder, to sub/real.txt: what it leads to counts there"),
        ("d", "is a link within the folder, to sub: what it leads to counts there"),
        ("e.txt", "is a link to something that isn't there"),
        ("f.txt", "is a link that can't be followed (RuntimeError)"),
        ("sub/real.txt", None),
    ]


def test_a_folder_that_is_itself_a_link_is_read(tmp_path: Path) -> None:
    put(tmp_path / "real", "a.txt")
    (tmp_path / "link").symlink_to("real")
    assert walked(tmp_path / "link") == [("a.txt", None)]


def test_pipes_and_sockets_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "a.txt")
    monkeypatch.chdir(tmp_path)  # a socket's path may have 107 bytes
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("b.txt")
        assert walked(tmp_path) == [
            ("a.txt", "is a named pipe, not a file"),
            ("b.txt", "is a socket, not a file"),
        ]


def test_a_name_that_is_not_utf_8_is_refused_and_shown_escaped(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    (tmp_path / os.fsdecode(b"d\xff")).mkdir()
    assert walked(tmp_path) == [
        ("caf\\xe9.txt", "its name isn't valid UTF-8: rename it"),
        ("d\\xff", "its name isn't valid UTF-8: rename it"),
    ]


def test_a_name_is_kept_exactly(tmp_path: Path) -> None:
    names = ["a\nb.txt", "cafe\u0301.txt", "ស្រ្តី \u200b.txt", " x .txt"]
    put(tmp_path, *names)
    assert [path for path, _ in walked(tmp_path)] == sorted(names)


def test_a_folder_that_is_missing_or_a_file_is_an_error(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    with pytest.raises(FolderMissing, match="can't be read as a folder: it isn't there"):
        list(files(tmp_path / "none"))
    with pytest.raises(FolderMissing, match="can't be read as a folder: it can't be read: Not a directory"):
        list(files(tmp_path / "a.txt"))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda path: path.unlink(), "isn't there, or is gone since the folder was listed"),
        (
            lambda path: (path.unlink(), path.symlink_to("/etc/hostname")),
            "has become a link since the folder was listed",
        ),
        (lambda path: (path.unlink(), os.mkfifo(path)), "is a named pipe, not a file"),
        (lambda path: (path.unlink(), path.mkdir()), "is a folder, not a file"),
        (lambda path: path.write_bytes(b""), "is empty: it has no bytes"),
        (lambda path: os.truncate(path, reading.MAX_SIZE + 1), "is too large: 50.0 MB, over 50 MB"),
    ],
)
def test_a_file_that_changed_since_the_walk_is_refused(
    tmp_path: Path, sandbox: Sandbox, change: object, reason: str
) -> None:
    put(tmp_path, "a.txt")
    (found,) = files(tmp_path)
    assert isinstance(found, File)
    assert callable(change)
    change(tmp_path / "a.txt")
    with pytest.raises(UnreadableDocument) as refused:
        document(found, sandbox)
    assert refused.value.reason == reason


def test_what_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt", "locked/b.txt")
    (file, _) = files(tmp_path)
    assert isinstance(file, File)

    def forbid(path: object, *rest: object) -> int:
        raise PermissionError(13, "Permission denied", path)

    scan = os.scandir
    monkeypatch.setattr(
        os, "scandir", lambda path: forbid(path) if str(path).endswith("locked") else scan(path)
    )
    monkeypatch.setattr(os, "open", forbid)
    assert walked(tmp_path)[1] == ("locked", "the folder may not be read: permission denied")
    with pytest.raises(UnreadableDocument, match="may not be read: permission denied"):
        file.digest()


def test_a_file_becomes_a_document_with_its_source(tmp_path: Path, sandbox: Sandbox) -> None:
    put(tmp_path, "2021/minutes.txt", text=MINUTES)
    (file,) = files(tmp_path)
    assert isinstance(file, File)
    found = document(file, sandbox)
    content = MINUTES.encode()
    assert found.body == MINUTES
    assert found.source == Source(
        "2021/minutes.txt", hashlib.sha256(content).hexdigest(), len(content), "text/plain"
    )
    assert found == document_from(content, "2021/minutes.txt", sandbox)


def test_an_upload_that_cannot_be_read_is_refused(sandbox: Sandbox) -> None:
    for content, path, reason in (
        (b"x", "a.bin", "isn't one that can be read"),
        (b"", "a.txt", "has no bytes"),
        (b"12", "a.txt", "no letters"),
    ):
        with pytest.raises(UnreadableDocument, match=reason):
            document_from(content, path, sandbox)
