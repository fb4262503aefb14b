import io
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import ReadingInterrupted, UnreadableDocument
from corpus.readers import read
from corpus.readers.sandbox import Limits, Sandbox

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


def child_of(sandbox: Sandbox) -> int:
    assert sandbox._child is not None
    return sandbox._child.pid


def reason(sandbox: Sandbox, content: bytes, name: str) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        sandbox.read(content, name)
    return refused.value.reason


def pdf_of(page: bytes, filters: bytes) -> bytes:
    """A one-page PDF whose page is drawn by this stream."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n4 0 obj<</Length "
        + str(len(page)).encode()
        + b"/Filter["
        + filters
        + b"]>>stream\n"
        + page
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def docx_of(body: bytes) -> bytes:
    """A Word package whose document has this body."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r" Type="{kinds}" Target="word/document.xml"/></Relationships>',
        )
        package.writestr(
            "word/document.xml",
            b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            + body
            + b"</w:body></w:document>",
        )
        package.writestr("word/media/noise.bin", os.urandom(2**20))
    return stream.getvalue()


@pytest.mark.parametrize("name", ["khmer_os.pdf", "noto.pdf"])
def test_it_reads_what_the_reader_reads(sandbox: Sandbox, name: str) -> None:
    content = (FIXTURES / name).read_bytes()
    assert sandbox.read(content, name) == read(content, name)


def test_text_in_each_script_comes_through_unchanged(sandbox: Sandbox) -> None:
    for text in ("ស្រ្តី \u200bកុមារ", "English “quotes”", "ប្រធានSOMTC \U0001f600"):
        assert sandbox.read(text.encode(), "a.txt").body == text


def test_one_child_reads_many_files_and_survives_refusals(sandbox: Sandbox) -> None:
    sandbox.read(b"first", "a.txt")
    child = child_of(sandbox)
    for number in range(50):
        assert sandbox.read(f"file {number}".encode(), "a.md").body == f"file {number}"
        assert reason(sandbox, b"%PDF-1.7 torn", "a.pdf") == "is torn: the end of the PDF is missing"
    assert child_of(sandbox) == child


def test_refusals_that_need_no_parsing_start_no_child(sandbox: Sandbox) -> None:
    assert reason(sandbox, b"", "a.txt") == "is empty: it has no bytes"
    assert "isn't one that can be read" in reason(sandbox, b"x", "a.exe")
    assert sandbox._child is None


def test_a_pdf_that_unpacks_to_gigabytes_takes_more_than_its_memory() -> None:
    page = zlib.compress(zlib.compress(b"\0" * 2**28, 9), 9)
    with Sandbox(Limits(memory=2**28)) as sandbox:
        found = reason(sandbox, pdf_of(page, b"/FlateDecode/FlateDecode"), "a.pdf")
        assert found.startswith(("takes more than 0.25 GiB of memory to read", "has no text layer"))
        assert sandbox.read(b"next", "a.txt").body == "next"


def test_a_word_file_of_endless_paragraphs_takes_more_than_its_memory_or_time() -> None:
    content = docx_of(b"<w:p/>" * 3_000_000)
    with Sandbox(Limits(memory=2**28, cpu_seconds=5)) as sandbox:
        assert reason(sandbox, content, "a.docx").startswith("takes more than 0.25 GiB of memory to read")
        assert sandbox.read(b"next", "a.txt").body == "next"


SLOW = b"{\\rtf1 " + b"{\\field{\\*\\fldinst{HYPERLINK " * 20_000 + b"}"


def test_a_file_that_takes_too_long_is_stopped_by_the_processor_clock_or_the_wall_clock() -> None:
    with Sandbox(Limits(cpu_seconds=1)) as sandbox:
        assert reason(sandbox, SLOW, "a.rtf") == "took more than 1 s of processor time to read"
    with Sandbox(Limits(wall_seconds=0.5)) as sandbox:
        with pytest.raises(ReadingInterrupted, match=r"^took more than 0\.5 s to read$"):
            sandbox.read(SLOW, "a.rtf")
        assert sandbox.read(b"next", "a.txt").body == "next"


def test_the_processor_clock_starts_anew_with_every_file() -> None:
    text = b"a line of words\n" * 30_000
    with Sandbox(Limits(cpu_seconds=1)) as sandbox:
        for _ in range(6):
            assert len(sandbox.read(text, "a.txt").body) == len(text)


def test_a_child_that_crashes_is_this_files_fault_and_one_killed_from_outside_is_not(
    sandbox: Sandbox,
) -> None:
    sandbox.read(b"first", "a.txt")
    os.kill(child_of(sandbox), signal.SIGKILL)
    assert sandbox.read(b"second", "a.txt").body == "second"

    def crash() -> None:
        time.sleep(0.3)
        os.kill(child_of(sandbox), signal.SIGSEGV)

    thread = threading.Thread(target=crash)
    thread.start()
    found = reason(sandbox, SLOW, "a.rtf")
    thread.join()
    assert found == "takes more than 1 GiB of memory to read, or is damaged: its parser crashed (SIGSEGV)"
    assert sandbox.read(b"third", "a.txt").body == "third"


def test_what_is_still_on_its_way_to_the_child_does_not_end_it() -> None:
    with Sandbox(Limits(cpu_seconds=1)) as sandbox:
        sandbox.read(b"first", "a.txt")

        def send() -> None:
            time.sleep(0.3)
            assert sandbox._child is not None
            assert sandbox._child.stdin is not None
            os.write(sandbox._child.stdin.fileno(), b"x")

        thread = threading.Thread(target=send)
        thread.start()
        found = reason(sandbox, SLOW, "a.rtf")
        thread.join()
    assert found == "took more than 1 s of processor time to read"


def test_threads_share_a_child_and_each_gets_its_own_file(sandbox: Sandbox) -> None:
    bodies: dict[int, str] = {}

    def take(number: int) -> None:
        bodies[number] = sandbox.read(f"file {number}".encode(), "a.txt").body

    threads = [threading.Thread(target=take, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bodies == {number: f"file {number}" for number in range(20)}


def test_closing_ends_the_child_and_a_later_read_starts_another(sandbox: Sandbox) -> None:
    sandbox.read(b"first", "a.txt")
    child = child_of(sandbox)
    sandbox.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    assert sandbox.read(b"second", "a.txt").body == "second"


def test_the_child_ends_with_a_killed_parent_even_while_it_parses() -> None:
    program = (
        "import sys, threading, time; from corpus.readers.sandbox import Sandbox; sandbox = Sandbox();"
        "sandbox.read(b'x', 'a.txt'); print(sandbox._child.pid, flush=True);"
        "sandbox.read(sys.stdin.buffer.read(), 'a.rtf')"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.stdin.write(SLOW)
    parent.stdin.close()
    time.sleep(0.3)
    os.kill(child, 0)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert _ends_within(child, 5)


def _ends_within(process: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def test_a_module_in_the_working_folder_is_never_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(7)")
    monkeypatch.chdir(tmp_path)
    with Sandbox() as sandbox:
        assert sandbox.read(b"safe", "a.txt").body == "safe"
