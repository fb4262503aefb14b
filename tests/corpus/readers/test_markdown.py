from corpus.readers.markdown import read
from tests.corpus.readers.layouts import HEADING, ITEM, PARAGRAPH, ROW, layout


def test_khmer_headings_lists_and_tables() -> None:
    text = (
        "# កំណត់ហេតុ\n\nអង្គប្រជុំ **បានសម្រេច**៖\n\n1. ប្រការមួយ\n2. ប្រការពីរ\n   - រង\n\n"
        "| ល.រ | ឈ្មោះ |\n|---|---|\n| ១ | សុខ |\n"
    )
    assert read(text.encode()) == layout(
        (HEADING, "កំណត់ហេតុ", 1),
        (PARAGRAPH, "អង្គប្រជុំ បានសម្រេច៖", 0),
        (ITEM, "1. ប្រការមួយ", 1),
        (ITEM, "2. ប្រការពីរ", 1),
        (ITEM, "• រង", 2),
        (ROW, "ល.រ | ឈ្មោះ", 0),
        (ROW, "១ | សុខ", 0),
    )


def test_english_with_front_matter_links_code_and_html() -> None:
    text = (
        '---\ntitle: "Board minutes"\ndate: 2021\n---\n## Decisions\n\n'
        "See [the plan](x.md) and `code`\nhere<br>now.\n\n"
        "7) seven\n\n    indented\n\n<p>raw <b>html</b></p>\n"
    )
    assert read(text.encode()) == layout(
        (PARAGRAPH, 'title: "Board minutes"\ndate: 2021', 0),
        (HEADING, "Decisions", 2),
        (PARAGRAPH, "See the plan and code\nhere\nnow.", 0),
        (ITEM, "7) seven", 1),
        (PARAGRAPH, "indented", 0),
        (PARAGRAPH, "raw html", 0),
        title="Board minutes",
    )


def test_mixed_text_in_utf_16_with_a_second_paragraph_in_an_item() -> None:
    text = "- កិច្ចប្រជុំ SOMTC\n\n  បន្ត more\n\nSetext\n======\n"
    assert read(text.encode("utf-16")) == layout(
        (ITEM, "• កិច្ចប្រជុំ SOMTC", 1),
        (PARAGRAPH, "បន្ត more", 0),
        (HEADING, "Setext", 1),
    )


def test_an_empty_file_has_an_empty_layout() -> None:
    assert read(b"") == layout()


def test_deep_lists_keep_their_text() -> None:
    text = "\n".join("  " * depth + f"- item {depth}" for depth in range(30))
    assert read(text.encode()) == layout(*((ITEM, f"• item {depth}", depth + 1) for depth in range(30)))
