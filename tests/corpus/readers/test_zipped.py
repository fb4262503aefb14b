import io
import zipfile

import pytest

from corpus.errors import UnreadableDocument
from corpus.readers import zipped


def packed(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return stream.getvalue()


def reason(content: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        zipped.names_in(content)
    return refused.value.reason


def test_the_names_of_a_sound_package() -> None:
    assert zipped.names_in(packed({})) == frozenset()
    assert zipped.names_in(packed({"a.xml": b"<a/>", "b": b""})) == {"a.xml", "b"}


def test_an_entry_by_its_name() -> None:
    content = packed({"a.xml": b"<a/>"})
    assert zipped.entry(content, "a.xml") == b"<a/>"
    assert zipped.entry(content, "b.xml") == b""


def test_a_package_that_grows_a_hundredfold_is_a_bomb() -> None:
    assert reason(packed({"a": b"\0" * 3_000_000})) == "is a zip bomb: it inflates to over 100 times its size"


def test_a_small_package_may_have_any_ratio() -> None:
    assert zipped.names_in(packed({"a": b"\0" * 1_000_000})) == {"a"}


def test_a_package_that_grows_over_the_limit_is_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MAX_INFLATED", 2**20)
    content = packed({"a": bytes(range(256)) * 3_000, "b": bytes(range(256)) * 3_000})
    assert reason(content) == "is a zip bomb: it inflates to over 1 MB"


def test_a_package_of_too_many_entries_is_a_bomb() -> None:
    assert reason(packed({str(number): b"" for number in range(2_001)})) == (
        "is a zip bomb: it has over 2,000 entries"
    )


def test_entities_are_refused_even_where_they_straddle_a_chunk() -> None:
    padding = bytes(range(32, 127)) * 700
    for cut in range(10):
        content = packed({"a.xml": padding[: 2**16 - cut] + b'<!ENTITY x "y">' + padding})
        assert reason(content) == "declares XML entities (a.xml), as Office never does"


def test_a_torn_package_is_said_to_be_torn() -> None:
    whole = packed({"a.xml": bytes(range(256)) * 40})
    for content in (whole[:-30], whole[: len(whole) // 2], whole[:60] + b"xxxx" + whole[64:], b""):
        assert reason(content).startswith("is torn: its zip package can't be inflated (")


def test_a_package_with_a_password_is_said_to_be_encrypted() -> None:
    content = bytearray(packed({"a": b"secret"}))
    content[6] |= 1  # the flag of encryption, here and in the central directory
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert reason(bytes(content)) == "is encrypted: save it without a password"
