from datetime import date
from pathlib import Path

import pytest

from corpus.date_forms import FORMS, Form
from corpus.dates import DateMention, Period, meeting_date, mentions
from corpus.document import Span, Stated
from corpus.khmer import normal_form

DAY = Period(date(2021, 4, 20), date(2021, 4, 20))
THREE_DAYS = Period(date(2021, 4, 20), date(2021, 4, 22))
JULY = Period(date(2019, 7, 1), date(2019, 7, 31))
YEAR = Period(date(2020, 1, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "ថ្ងៃទី២០ ខែមេសា ឆ្នាំ២០២១",
        "ថ្ងៃទី២០ខែមេសាឆ្នាំ២០២១",
        "ថ្ងៃទី ២០ ខែ មេសា ឆ្នាំ ២០២១",
        "ថ្ងៃទី20 ខែមេសា ឆ្នាំ2021",
        "ថ្ងៃទី\u200b២០ ខែ\u200bមេសា ឆ្នាំ\u200b២០២១",
        "ថ្ងៃអង្គារ ទី២០ ខែមេសារ ឆ្នាំ២០២១",
        "ថ្ងៃទី២០ ខែ០៤ ឆ្នាំ២០២១",
        "ឆ្នាំ២០២១ ខែមេសា ថ្ងៃទី២០",
        "ឆ្នាំពីរពាន់ម្ភៃមួយ ខែមេសា ថ្ងៃទីម្ភៃ",
        "ថ្ងៃទីម្ភៃ ខែមេសា ឆ្នាំពីរពាន់ម្ភៃមួយ",
        "20 April 2021",
        "20 Apr. 2021",
        "20-Apr-2021",
        "20th of April, 2021",
        "20th day of April 2021",
        "April 20, 2021",
        "APRIL 20TH 2021",
        "20 April\n2021",
        "2021-04-20",
        "២០-០៤-២០២១",
        "20/04/2021",
        "20.04.2021",
        "20/04/2564",
        "ថ្ងៃទី២០ ខែមេសា ព.ស. ២៥៦៤",
        "ថ្ងៃអង្គារ ៩កើត ខែពិសាខ ឆ្នាំឆ្លូវ ត្រីស័ក ព.ស. ២៥៦៤",
    ],
)
def test_every_form_of_a_day_is_read_whole(text: str) -> None:
    assert mentions(text) == [DateMention(Span(0, len(text)), DAY)]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("20–22 April 2021", THREE_DAYS),
        ("April 20-22, 2021", THREE_DAYS),
        ("20-22/04/2021", THREE_DAYS),
        ("20, 21 and 22 April 2021", THREE_DAYS),
        ("ថ្ងៃទី២០ ដល់ ២២ ខែមេសា ឆ្នាំ២០២១", THREE_DAYS),
        ("ថ្ងៃទី២០-២២ ខែមេសា ឆ្នាំ២០២១", THREE_DAYS),
        ("28 April – 2 May 2021", Period(date(2021, 4, 28), date(2021, 5, 2))),
        ("ថ្ងៃទី២៨ ខែមេសា ដល់ថ្ងៃទី២ ខែឧសភា ឆ្នាំ២០២១", Period(date(2021, 4, 28), date(2021, 5, 2))),
        ("July 2019", JULY),
        ("ខែកក្កដា ឆ្នាំ២០១៩", JULY),
        ("July–September 2019", Period(date(2019, 7, 1), date(2019, 9, 30))),
        ("ឆ្នាំ២០២០", YEAR),
        ("2020", YEAR),
        ("ឆ្នាំ២០១៩-២០២០", Period(date(2019, 1, 1), date(2020, 12, 31))),
        ("2019–2028", Period(date(2019, 1, 1), date(2028, 12, 31))),
        ("ព.ស. ២៥៦៤", Period(date(2020, 5, 7), date(2021, 4, 26))),
        ("B.E. 2564", Period(date(2020, 5, 7), date(2021, 4, 26))),
        ("ខែមករា ព.ស. ២៥៦៤", Period(date(2021, 1, 1), date(2021, 1, 31))),
    ],
)
def test_runs_months_and_years_are_periods(text: str, period: Period) -> None:
    assert mentions(text) == [DateMention(Span(0, len(text)), period)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31 February 2021",
        "ថ្ងៃទី៣១ ខែកុម្ភៈ ឆ្នាំ២០២១",
        "30/02/2021",
        "04/20/2021",
        "8 March",
        "ខែឧសភា ព.ស. ២៥៦៤",  # Visakh Bochea stands in May 2020
        "2,020 people attended",
        "2020 people",
        "2020 USD",
        "$2020",
        "ចំនួន២០២០នាក់",
        "២០២០រូប",
        "លេខ ០១២/២០២០ សជណ",
        "No. 45/2020",
        "SOMTC/2020/12",
        "ISO 9001:2015",
        "023 2020 345",
        "023 2018 2019 7",
        "ថ្ងៃអង្គារ ៩កើត ខែពិសាខ ឆ្នាំឆ្លូវ ត្រីស័ក ព.ស ២៥៦៥",  # parts that disagree
        "ថ្ងៃចន្ទ ៩កើត ខែពិសាខ ឆ្នាំឆ្លូវ ត្រីស័ក ព.ស ២៥៦៤",  # 20 April 2021 was a Tuesday
    ],
)
def test_what_is_no_date_or_not_surely_one_is_none(text: str) -> None:
    assert mentions(text) == []


def test_a_lunar_line_never_overrides_its_gregorian_date() -> None:
    text = "ព្រឹកថ្ងៃអង្គារ ៩កើត  ខែពិសាខ  ឆ្នាំឆ្លូវ  ត្រីស័ក  ព.ស  ២៥៦៥ ត្រូវនឹងថ្ងៃទី២០ ខែមេសា ឆ្នាំ២០២១ ក្រោម"
    start = text.index("ថ្ងៃទី២០")
    assert mentions(text) == [DateMention(Span(start, start + len("ថ្ងៃទី២០ ខែមេសា ឆ្នាំ២០២១")), DAY)]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What was decided in 2020?", ["2020"]),
        ("between 2019 and 2021", ["2019", "2021"]),
        ("តើក្នុងឆ្នាំ២០២០ មានអ្វីខ្លះ?", ["ឆ្នាំ២០២០"]),
        ("កិច្ចប្រជុំ SOMTC ឆ្នាំ 2020 and 2021 workshop", ["ឆ្នាំ 2020", "2021"]),
        ("post-2020 agenda", ["2020"]),
        ("ថវិកាឆ្នាំ២០១៨ ២០១៩ ២០២០ និង២០២២", ["ឆ្នាំ២០១៨", "២០១៩", "២០២០", "២០២២"]),
        ("budgets 2018 2019 2020", ["2018", "2019", "2020"]),
    ],
)
def test_years_in_questions_are_found(question: str, words: list[str]) -> None:
    assert [mention.span.of(question) for mention in mentions(question)] == words


def test_spans_are_of_the_text_as_given() -> None:
    text = "ស\u200bិក្ខា ស្រ្តី ថ្ងៃទី២០\u200b ខែមេសា ឆ្នាំ២០២១។"
    (mention,) = mentions(text)
    assert mention.span.of(text) == "ថ្ងៃទី២០\u200b ខែមេសា ឆ្នាំ២០២១"


MINUTES = Path("/work/shared/minutes/somtc-asean-australia-workshop-2021-04-20.km.txt")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("MINUTES OF MEETING\nDate: 20 April 2021\nNext meeting: 5 May 2021", "20 April 2021"),
        (
            "Minutes of the 5th Meeting of the Budget Committee held on 20 April 2021 in Siem Reap",
            "20 April 2021",
        ),
        (
            "Report\nPhnom Penh, 20 April 2021\nThe committee recalled the workshop of 3 March 2020.",
            "20 April 2021",
        ),
        (
            "The meeting approved the minutes of the meeting of 3 March 2021. It was held on 20 April 2021.",
            "20 April 2021",
        ),
        (
            "យោងអនុក្រឹត្យលេខ១២ ចុះថ្ងៃទី១ ខែមករា ឆ្នាំ២០១៥\nកិច្ចប្រជុំបានប្រព្រឹត្តទៅនៅថ្ងៃទី២០ ខែមេសា ឆ្នាំ២០២១",
            "ថ្ងៃទី២០ ខែមេសា ឆ្នាំ២០២១",
        ),
        ("កំណត់ហេតុ\nកាលបរិច្ឆេទ៖ ២០-០៤-២០២១", "២០-០៤-២០២១"),
        ("Workshop, 20–22 April 2021", "20–22 April 2021"),
    ],
)
def test_the_meeting_date_is_the_one_of_this_meeting(text: str, words: str) -> None:
    start = text.index(words)
    assert meeting_date(text) == Stated(date(2021, 4, 20), Span(start, start + len(words)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The committee met in July 2019.",
        "Comments are to be sent by 20 April 2021.",
        "The next meeting will be held on 20 April 2021.",
        "កិច្ចប្រជុំលើកក្រោយ ថ្ងៃទី២០ ខែមេសា ឆ្នាំ២០២១",
        "The Fund was set up in Manila, and after many years of work was closed, on 20 April 2021.",
    ],
)
def test_no_meeting_date_is_guessed(text: str) -> None:
    assert meeting_date(text) is None


@pytest.mark.skipif(not MINUTES.exists(), reason="the minutes that the project was given lie outside it")
def test_the_real_minutes_were_kept_on_20_april_2021() -> None:
    text = MINUTES.read_text(encoding="utf-8")
    stated = meeting_date(text)
    assert stated is not None
    assert stated.span is not None
    assert (stated.value, stated.span.of(text)) == (date(2021, 4, 20), "ថ្ងៃទី២០ ខែមេសា ឆ្នាំ២០២១")


@pytest.mark.parametrize("text", ["20 apr\u0131l 2021", "APR\u0130L 20, 2021"])
def test_a_month_spelt_with_a_turkish_letter_is_none(text: str) -> None:
    assert [mention.period for mention in mentions(text)] == [Period(date(2021, 1, 1), date(2021, 12, 31))]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_looked_for_wherever_it_may_begin(form: Form) -> None:
    this_file = normal_form(Path(__file__).read_text(encoding="utf-8"))
    begins = [match.start() for match in form.begins.finditer(this_file)]
    found = [match.span() for match in form.matches(this_file, begins)]
    assert found == [match.span() for match in form.pattern.finditer(this_file)]
    assert list(form.matches("", [])) == []
