import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import UnreadableDocument
from corpus.readers.pdf import read
from tests.corpus.readers.layouts import HEADER, HEADING, ITEM, PARAGRAPH, layout

FIXTURES = Path(__file__).parent / "fixtures"
HEAD = (
    (HEADER, "កិច្ចប្រជុំ SOMTC", 0),
    (HEADING, "កំណត់ហេតុកិច្ចប្រជុំ", 1),
    (
        PARAGRAPH,
        "កាលពីថ្ងៃទី២០ ខែមេសា ឆ្នាំ២០២១ លេខាធិការដ្ឋានអាស៊ានបានរៀបចំកិច្ចប្រជុំតាមប្រព័ន្ធវីដេអូ ដែលមានការចូលរួមពី"
        "ប្រទេសសមាជិក និងអង្គការពាក់ព័ន្ធ សរុបចំនួន ៩២រូប។",
        0,
    ),
    (ITEM, "• ដើម្បីពង្រឹងកិច្ចសហប្រតិបត្តិការ", 1),
    (ITEM, "• ដើម្បីចែករំលែកព័ត៌មានអំពី TIP", 1),
)


def drawn(draw: Callable[[Canvas], None], title: str = "") -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=True)
    canvas.setTitle(title)
    draw(canvas)
    canvas.save()
    return stream.getvalue()


def test_khmer_set_by_libreoffice_comes_out_as_it_was_written() -> None:
    """fixtures/khmer_os.pdf: Khmer OS Battambang, by LibreOffice 7.4, with a header and page numbers."""
    assert read((FIXTURES / "khmer_os.pdf").read_bytes()) == layout(
        *HEAD, (PARAGRAPH, "ប្រទេសប្រ៊ុយណេនឹងធ្វើជាប្រធានបន្ទាប់។", 0), pages=(5, 1)
    )


def test_mixed_text_whose_punctuation_was_drawn_later_in_another_font_is_in_order() -> None:
    """fixtures/noto.pdf: Noto Sans Khmer, which has no Latin punctuation."""
    assert read((FIXTURES / "noto.pdf").read_bytes()) == layout(
        *HEAD, (PARAGRAPH, "The next meeting (SOMTC, 2021-2022) is in September 2021.", 0), pages=(5, 1)
    )


def test_khmer_printed_by_chromium_comes_out_as_it_was_written() -> None:
    """fixtures/chrome.pdf: Khmer OS Battambang, printed by Chromium, which draws a cluster in pieces."""
    assert read((FIXTURES / "chrome.pdf").read_bytes()) == layout(
        (
            PARAGRAPH,
            "កាលពីថ្ងៃទី២០ ខែមេសា ឆ្នាំ២០២១ លេខាធិការដ្ឋានអាស៊ានបានរៀបចំកិច្ចប្រជុំតាមប្រព័ន្ធវីដេអូ សរុបចំនួន ៩២រូប។",
            0,
        ),
        (PARAGRAPH, "ដើម្បីពង្រឹងកិច្ចសហប្រតិបត្តិការជាមួយ SOMTC", 0),
        title="កំណត់ហេតុ",
        pages=(2,),
    )


def write_minutes(canvas: Canvas) -> None:
    for page in (1, 2):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, 800, "Board of Trade")
        canvas.drawString(290, 30, f"Page {page} of 2")
        canvas.setFont("Helvetica", 11)
        if page == 1:
            canvas.setFont("Helvetica-Bold", 16)
            canvas.drawString(72, 780, "Minutes of the")
            canvas.drawString(72, 760, "meeting")
            canvas.setFont("Helvetica", 11)
            canvas.drawString(72, 730, "The board met on 20 April 2021 and took up the report of the long-")
            canvas.drawString(72, 716, "term committee, whose chair thanked all of the members for their")
            canvas.drawString(72, 702, "work.")
            canvas.drawString(72, 680, "1. Agreed: the plan for the coming year stands as it was proposed by")
            canvas.drawString(86, 666, "the chair.")
            canvas.drawString(72, 652, "2. Agreed: a budget.")
            canvas.setFont("Helvetica-Bold", 11)
            canvas.drawString(72, 625, "Next meeting")
            canvas.setFont("Helvetica", 11)
            canvas.drawString(72, 603, "In May.")
            canvas.drawString(150, 603, "At noon.")
        else:
            canvas.drawString(72, 760, "Closed at four.")
        canvas.showPage()


def test_english_lines_are_rejoined_and_running_lines_kept_once() -> None:
    assert read(drawn(write_minutes, title="Minutes")) == layout(
        (HEADER, "Board of Trade", 0),
        (HEADER, "Page 1 of 2", 0),
        (HEADING, "Minutes of the meeting", 1),
        (
            PARAGRAPH,
            "The board met on 20 April 2021 and took up the report of the long-term committee, whose chair "
            "thanked all of the members for their work.",
            0,
        ),
        (ITEM, "1. Agreed: the plan for the coming year stands as it was proposed by the chair.", 1),
        (ITEM, "2. Agreed: a budget.", 1),
        (HEADING, "Next meeting", 2),
        (PARAGRAPH, "In May. At noon.", 0),
        (PARAGRAPH, "Closed at four.", 0),
        title="Minutes",
        pages=(8, 1),
    )


def test_a_page_that_is_shown_turned_is_read_in_its_own_direction() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(72, -100, "First line")
        canvas.drawString(72, -130, "Second line")

    file = pypdf.PdfWriter(io.BytesIO(drawn(draw)))
    file.pages[0].rotate(90)
    stream = io.BytesIO()
    file.write(stream)
    assert read(stream.getvalue()) == layout(
        (PARAGRAPH, "First line", 0), (PARAGRAPH, "Second line", 0), pages=(2,)
    )


def test_text_in_a_form_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("stamp")
        canvas.drawString(10, 10, "Approved")
        canvas.endForm()
        canvas.translate(50, 50)
        canvas.doForm("stamp")

    assert read(drawn(draw)) == layout((PARAGRAPH, "Approved", 0), pages=(1,))


@pytest.mark.parametrize("title", ["Microsoft Word - plan.docx", "untitled", "plan.DOC", ""])
def test_a_title_that_a_program_left_is_none(title: str) -> None:
    assert read(drawn(lambda canvas: canvas.drawString(9, 9, "x"), title=title)).title is None


def locked(user: str) -> bytes:
    file = pypdf.PdfWriter(io.BytesIO(drawn(lambda canvas: canvas.drawString(72, 700, "Secret"))))
    file.encrypt(user_password=user, owner_password="owner", algorithm="RC4-128")
    stream = io.BytesIO()
    file.write(stream)
    return stream.getvalue()


def test_an_encrypted_file_is_read_if_it_opens_without_a_password() -> None:
    assert read(locked("")) == layout((PARAGRAPH, "Secret", 0), pages=(1,))
    with pytest.raises(UnreadableDocument, match="is encrypted: save it without a password"):
        read(locked("word"))


def test_a_scan_without_a_text_layer_says_so() -> None:
    with pytest.raises(UnreadableDocument, match="has no text layer: it is a scan or a drawing"):
        read(drawn(lambda canvas: canvas.rect(10, 10, 100, 100)))


def test_torn_files_are_refused() -> None:
    whole = (FIXTURES / "khmer_os.pdf").read_bytes()
    for size in (len(whole) // 3, len(whole) - 1_200, 200):
        with pytest.raises(UnreadableDocument, match="is torn: the end of the PDF is missing"):
            read(whole[:size])
    with pytest.raises(UnreadableDocument, match="is torn or malformed"):
        read(b"%PDF-1.7\nnothing\n%%EOF")
