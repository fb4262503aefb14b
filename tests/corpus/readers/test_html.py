import pytest

from corpus.errors import UnreadableDocument
from corpus.readers.html import read
from tests.corpus.readers.layouts import HEADING, ITEM, PARAGRAPH, ROW, layout


def test_khmer_headings_lists_and_tables_without_scripts_and_styles() -> None:
    page = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>កំណត់ហេតុ</title><style>p{}</style></head>
    <body><script>alert(1)</script><h1>កំណត់<b>ហេតុ</b></h1><p>អង្គប្រជុំ
      បានសម្រេច៖</p><ol start="3"><li>បី</li><li>បួន<ul><li>រង</li></ul></li></ol>
    <table><thead><tr><th>ល.រ</th><th>ឈ្មោះ</th></tr></thead><tr><td>១</td><td><p>សុខ</p></td></tr></table></body></html>"""
    assert read(page.encode()) == layout(
        (HEADING, "កំណត់ហេតុ", 1),
        (PARAGRAPH, "អង្គប្រជុំ បានសម្រេច៖", 0),
        (ITEM, "3. បី", 1),
        (ITEM, "4. បួន", 1),
        (ITEM, "• រង", 2),
        (ROW, "ល.រ | ឈ្មោះ", 0),
        (ROW, "១ | សុខ", 0),
        title="កំណត់ហេតុ",
    )


def test_english_in_a_declared_encoding_with_breaks_and_entities() -> None:
    page = b"<html><meta charset=windows-1252>Caf\xe9 &amp; bar<br>next<div>block</div>tail<pre>a\n b</pre>"
    assert read(page) == layout(
        (PARAGRAPH, "Café & bar\nnext", 0),
        (PARAGRAPH, "block", 0),
        (PARAGRAPH, "tail", 0),
        (PARAGRAPH, "a\n b", 0),
    )


def test_mixed_text_in_utf_16_and_a_table_that_lays_out_the_page() -> None:
    page = "<html><table><tr><td><h2>ក SOMTC</h2><p>one</p></td><td><p>ពីរ</p></td></tr></table></html>"
    expected = layout((HEADING, "ក SOMTC", 2), (PARAGRAPH, "one", 0), (PARAGRAPH, "ពីរ", 0))
    assert read(page.encode("utf-16")) == expected
    assert read(page.encode("utf-16-le")) == expected


def test_valid_utf_8_is_utf_8_whatever_it_declares() -> None:
    page = '<html><meta charset="iso-8859-1"><body>ក</body>'
    assert read(page.encode()) == layout((PARAGRAPH, "ក", 0))


def test_a_page_without_text_is_empty() -> None:
    assert read(b"<html><body><script>1</script></body></html>") == layout()


@pytest.mark.parametrize("name", ["utf-8", "x-unknown", "rot13"])
def test_bytes_that_the_declared_encoding_cannot_read_are_refused(name: str) -> None:
    with pytest.raises(UnreadableDocument, match=f"declares the encoding {name}, but can't be read so"):
        read(f"<html><meta charset={name}><body>".encode() + b"\xe9\xff")
