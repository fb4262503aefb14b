"""Answers and other sentences by themselves."""

from __future__ import annotations

from indexer.training.reading.alone import alone
from indexer.training.reading.exercises import Example
from tests.fakes import FakeEncoder

TOLD = "The budget was 40 million riel. It was approved in May. The audit is due in June. Nobody objected."
KHMER = "ថវិកាមានចំនួន ៤០ លានរៀល។ ថវិកាត្រូវបានអនុម័តក្នុងខែឧសភា។ សវនកម្មនឹងធ្វើក្នុងខែមិថុនា។"
LIST = "Agreed:\n1. Buy two boats.\n2. Train six crews before October.\n3. Report in December."


def told(question: str, passage: str, answer: str, place: int, family: int = 7) -> Example:
    start = passage.find(answer) if answer else -1
    span = (start, start + len(answer)) if answer else None
    return Example(question, passage, span, bool(answer), family, f"meeting {place}", place)


def test_an_answer_stands_by_itself_among_sentences_that_do_not_answer() -> None:
    answer = "It was approved in May."
    found = list(alone([told("When was it approved?", TOLD, answer, 0)], FakeEncoder(), 3, seed=1))
    assert [each.passage for each in found if each.answers] == [answer]
    assert [each.answer for each in found if each.answers] == [(0, len(answer))]
    others = {each.passage for each in found if not each.answers}
    assert len(others) == 2
    assert others < {"The budget was 40 million riel.", "The audit is due in June.", "Nobody objected."}
    assert all(each.about == "meeting 0" and each.answer is None for each in found if not each.answers)


def test_a_list_answers_whole_and_none_of_its_items_is_taken_for_wrong() -> None:
    whole = LIST.partition("\n")[2]
    found = list(alone([told("What was agreed?", LIST, whole, 0)], FakeEncoder(), 9, seed=1))
    assert [each.passage for each in found] == [whole]


def test_nothing_answers_a_question_that_is_unanswered() -> None:
    found = list(alone([told("Who paid?", TOLD, "", 0)], FakeEncoder(), 9, seed=1))
    assert len(found) == 4
    assert not any(each.answers for each in found)


def test_a_passage_is_taken_in_one_of_its_languages() -> None:
    question = "How much was the budget?"
    both = [
        told(question, TOLD, "The budget was 40 million riel.", 0),
        told(question, KHMER, "ថវិកាមានចំនួន ៤០ លានរៀល។", 0),
    ]
    drawn = [list(alone(both, FakeEncoder(), 9, seed)) for seed in range(20)]
    assert all(sum(each.answers for each in found) == 1 for found in drawn)
    assert {len(found) for found in drawn} == {3, 4}


def test_the_runs_of_a_question_are_chosen_among_by_themselves() -> None:
    examples = [
        told(f"question {n}?", TOLD, "Nobody objected.", place) for n in range(2) for place in range(2)
    ]
    found = list(alone(examples, FakeEncoder(), 5, seed=1))
    families = {
        each.question: {other.family for other in found if other.question == each.question} for each in found
    }
    assert all(len(own) == 1 for own in families.values())
    assert len(set.union(*families.values())) == 2
    assert 7 not in set.union(*families.values())
    places = [(each.family, each.place) for each in found]
    assert len(set(places)) == len(places) == 10
