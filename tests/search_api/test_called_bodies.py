"""What a question calls a body, and whose minutes that means."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.document import Language
from corpus.khmer import normal_form
from indexer.bilingual import BilingualEncoder
from indexer.catalogue import Entry
from search_api.called_bodies import CalledBody, called_body, of_one_body, told_apart
from tests.fakes import FakeEncoder


@pytest.mark.parametrize(
    ("question", "name", "numbered"),
    [
        ("What did the IT committee decide in November 2023?", "IT committee", False),
        ("Who chaired the seventh meeting of the IT committee?", "IT committee", True),
        ("What did the tenth Safe Return steering committee grant?", "Safe Return steering committee", True),
        ("What did Safe Return PSC 7 ask of the banks?", "Safe Return PSC", True),
        (
            "What did IOM promise at the 7th partners' meeting of the migrants' group?",
            "migrants' group",
            True,
        ),
        ("Who led the committee on road safety?", "committee on road safety", False),
        (
            "On which day did the returnee working group hold its first meeting?",
            "returnee working group",
            True,
        ),
        ("Who chaired the IT committee's 7th meeting?", "IT committee", True),
        ("IT Committee – seventh meeting: who came?", "IT Committee", True),
        ("What did the sub-committee of Koh Kong decide in 2015?", "sub-committee of Koh Kong", False),
        ("គណៈកម្មាធិការបច្ចេកវិទ្យាព័ត៌មាន លើកទី៧ សម្រេចអ្វី?", "គណៈកម្មាធិការបច្ចេកវិទ្យាព័ត៌មាន", True),
        ("តើអនុគណៈកម្មាធិការកោះកុង ជួយជនរងគ្រោះប៉ុន្មាននាក់?", "អនុគណៈកម្មាធិការកោះកុង", False),
        ("គណៈកម្មាធិការជាតិលើកកម្ពស់សិទ្ធិកុមារបានសម្រេចអ្វី?", "គណៈកម្មាធិការជាតិលើកកម្ពស់សិទ្ធិកុមារ", False),
        ("What did the steering committee decide at its 7th meeting?", "steering committee", True),
        ("What did the 16th meeting say of the road fund of the IT committee?", "IT committee", False),
        ("គណៈកម្មាធិការ IT បានសម្រេចអ្វីនៅកិច្ចប្រជុំលើកទី៦?", "គណៈកម្មាធិការ IT", True),
        ("គ.ដ.គ លើកទី៣ បានសម្រេចអ្វីខ្លះ?", "គ.ដ.គ", True),
        ("អ្នកណាដឹកនាំប្រជុំលើកទី៨ របស់គណៈកម្មាធិការ IT?", "គណៈកម្មាធិការ IT", True),
        ("តើគណៈកម្មការលទ្ធកម្មបានសម្រេចយ៉ាងណានៅខែឧសភា ២០១៩?", "គណៈកម្មការលទ្ធកម្ម", False),
        ("អនុគណៈកម្មាធិការបន្ទាយមានជ័យប្រជុំនៅពេលណា?", "អនុគណៈកម្មាធិការបន្ទាយមានជ័យ", False),
    ],
)
def test_a_body_is_told_by_what_it_is_called(question: str, name: str, numbered: bool) -> None:
    assert called_body(normal_form(question)) == CalledBody(normal_form(name), numbered)


@pytest.mark.parametrize(
    "question",
    [
        "",
        "What did the committee decide?",
        "What did the Working Group decide in June 2015?",
        "What did the 16th WG-TIP meeting ask of the steering committee?",
        "Why do families get USD 40 a month?",
        "Who will board the bus?",
        "How much commission do recruiters charge?",
        "How many of the target group came?",
        "Which villages lie on NR 5 or KM 12?",
        "តើ ក. ខ. គ. ជាអ្វី?",
        "Did the IT committee and the audit committee meet in May?",
        "តើអ្នកណាធ្វើជាប្រធាន SOMTC?",
        "the " * 400 + "committee",
    ],
)
def test_what_names_none_or_several_or_a_known_one_is_left(question: str) -> None:
    assert called_body(normal_form(question)) is None


def entry(body: str | None, title: str, path: str) -> Entry:
    return Entry(path, path, title, date(2023, 6, 8), body, (Language.ENGLISH,), 1, 0)


IT = entry("គណៈកម្មាធិការអន្តរក្រសួងស្តីពីបច្ចេកវិទ្យាព័ត៌មាន", "កំណត់ហេតុប្រជុំលើកទី៧", "កំណត់ហេតុ ០៧ មីនា.docx")
RETURN = entry(
    "SRRP Project Steering Committee", "SRRP Project Steering Committee, 7th meeting", "safe-return-PSC-07.md"
)
KHMER_RETURN = entry("គណៈកម្មាធិការដឹកនាំ គម្រោងវិលត្រឡប់ដោយសុវត្ថិភាព និងធ្វើសមាហរណកម្ម", "កំណត់ហេតុកិច្ចប្រជុំ", "៦-៥-២០២១.txt")
BORDER = entry(
    "Programme Steering Committee",
    "Mekong BLO Network: Seventh Programme Steering Committee",
    "BLO_PSC7.docx",
)
MIGRANTS = entry("ក្រុមការងារអន្តរក្រសួងស្តីពីពលករចំណាកស្រុក", "កំណត់ហេតុ", "ពលករ លើក៧.md")
NATIONAL = entry("NCCT", "កំណត់ហេតុមហាសន្និបាតប្រចាំឆ្នាំ", "2017.docx")
ROADS = entry("គណៈកម្មាធិការជាតិសុវត្ថិភាពចរាចរណ៍ផ្លូវគោក", "កំណត់ហេតុកិច្ចប្រជុំ", "2018.docx")
ALL = (IT, RETURN, KHMER_RETURN, BORDER, MIGRANTS, NATIONAL, ROADS)


@pytest.fixture(scope="module")
def encoder() -> BilingualEncoder:
    return BilingualEncoder(threads=1)


@pytest.mark.parametrize(
    ("name", "among", "meant"),
    [
        ("IT committee", ALL, {IT}),
        ("គណៈកម្មាធិការ IT", (IT, RETURN, MIGRANTS), {IT}),
        ("Safe Return PSC", (IT, RETURN, BORDER), {RETURN}),
        ("PSC", (IT, RETURN, BORDER, MIGRANTS), {RETURN, BORDER}),
        ("គ.ដ.គ", (IT, KHMER_RETURN, ROADS), {KHMER_RETURN}),
        ("committee for the safe return of migrants", (IT, KHMER_RETURN, ROADS), {KHMER_RETURN}),
        ("migrant workers' group", ALL, {MIGRANTS}),
        ("road safety committee", ALL, {ROADS}),
        ("national committee", (IT, NATIONAL, MIGRANTS), {NATIONAL}),
    ],
)
def test_minutes_are_told_apart_by_what_they_are_called(
    encoder: BilingualEncoder, name: str, among: tuple[Entry, ...], meant: set[Entry]
) -> None:
    of_it, of_others = told_apart(normal_form(name), among, encoder)
    assert of_it == {each.id for each in meant}
    assert of_others == {each.id for each in among} - of_it


def test_where_none_is_alike_those_that_surely_are_of_others_are_told(encoder: BilingualEncoder) -> None:
    of_it, of_others = told_apart("IT committee", (KHMER_RETURN, MIGRANTS), encoder)
    assert (of_it, of_others) == (frozenset(), {KHMER_RETURN.id, MIGRANTS.id})
    assert told_apart("IT committee", (), encoder) == (frozenset(), frozenset())


def test_one_body_may_have_several_names(encoder: BilingualEncoder) -> None:
    inaugural = entry(
        "Project Steering Committee", "Safe Return and Reintegration Project: Inaugural Meeting", "1.docx"
    )
    found = of_one_body("committee for the safe return of migrants", (*ALL, inaugural), encoder)
    assert {KHMER_RETURN.id, inaugural.id} <= found
    assert found.isdisjoint({IT.id, BORDER.id, NATIONAL.id, ROADS.id})


def test_those_called_just_so_are_meant_alone(encoder: BilingualEncoder) -> None:
    assert of_one_body("Programme Steering Committee", ALL, encoder) == {BORDER.id}
    assert of_one_body("SRRP Project Steering Committee", ALL, encoder) == {RETURN.id}
    generic = entry("Steering Committee", "Tenth Steering Committee", "10.docx")
    assert of_one_body("steering committee", (*ALL, generic), encoder) == {generic.id, RETURN.id, BORDER.id}
    assert of_one_body("tea committee", ALL, encoder) == frozenset()


def test_names_are_embedded_once() -> None:
    encoder = FakeEncoder(name="a fake of these tests")
    for _ in range(2):
        told_apart("border committee", (RETURN, BORDER), encoder)
    assert len(encoder.embedded) == len(set(encoder.embedded))
