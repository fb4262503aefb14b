from corpus.readers.pdf_lines import Line, Run, is_apart, lines_of


def run(text: str, start: float, right: float, baseline: float = 700, bold: bool = False) -> Run:
    return Run(text=text, start=start, right=right, baseline=baseline, size=10, bold=bold)


def line(text: str, left: float, right: float, baseline: float = 700, bold: bool = False) -> Line:
    return Line(text=text, left=left, right=right, baseline=baseline, size=10, bold=bold)


def test_no_runs_make_no_lines() -> None:
    assert lines_of([]) == []
    assert lines_of([run(" ", 10, 13)]) == []


def test_a_run_is_a_line() -> None:
    assert lines_of([run("ក ", 10, 18)]) == [line("ក ", 10, 18)]


def test_white_between_runs_is_one_space() -> None:
    assert lines_of([run("one", 10, 25), run("two", 28, 43)]) == [line("one two", 10, 43)]
    assert lines_of([run("one ", 10, 28), run(" two", 31, 46)]) == [line("one two", 10, 46)]
    assert lines_of([run("on", 10, 20), run("e", 21, 26)]) == [line("one", 10, 26)]


def test_no_space_stands_before_a_khmer_sign() -> None:
    assert lines_of([run("ករ", 10, 20), run("ំលែក", 25, 40)]) == [line("ករំលែក", 10, 40)]


def test_raised_signs_stay_in_their_line_and_lower_runs_begin_another() -> None:
    runs = [run("ព", 10, 17), run("ី", 17, 18, baseline=702), run("ក", 10, 17, baseline=686, bold=True)]
    assert lines_of(runs) == [line("ពី", 10, 18), line("ក", 10, 17, baseline=686, bold=True)]


def test_what_was_drawn_late_takes_its_place() -> None:
    runs = [run("ASEAN", 10, 40), run("ACT", 43, 60), run("-", 40, 43)]
    assert lines_of(runs) == [line("ASEAN-ACT", 10, 60)]


def test_a_character_is_apart_after_a_gap_or_far_back_but_a_sign_never_is() -> None:
    assert [is_apart("a", start, 50, 10) for start in (30, 45, 50, 51.9, 52)] == [
        True,
        False,
        False,
        False,
        True,
    ]
    assert not is_apart("\u17b8", 60, 50, 10)


def test_a_run_without_text_only_takes_its_room() -> None:
    drawn = [run("គ្រោះ", 10, 15), run("", 15, 30), run("យោ", 30, 40)]
    assert lines_of(drawn) == [line("គ្រោះយោ", 10, 40)]
    assert lines_of([run("", 10, 20)]) == []
