"""`python -m evals`: run, compare, report, calibrate, conversations, bitext, speed, contracts."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import KamnotError
from evals import bitext as bitexts
from evals.judgment import Judgment, read_files, read_set
from evals.measures import scores
from evals.record import RESULTS, Record, current_commit, read_record, write_record
from evals.setting import FUSIONS, Setting, trial_with
from evals.tables import difference_table, failures, quality_table, ranking_table, refusal_table, table
from search_api.settings import SHIPPED_ENCODER, Settings
from search_api.startup import open_encoder

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)

_MINUTES = Path(__file__).parent.parent / "corpus" / "minutes"
_ARMS = {"dense": "dense", "lexical": "lexical", "reciprocal ranks": "reciprocal", "fused": "weighted"}

MinutesOption = Annotated[Path, typer.Option(help="The folder of minutes that the questions are about.")]
SetOption = Annotated[str, typer.Option("--set", help="A folder of evals/sets: development or test.")]
QuestionsOption = Annotated[
    Path | None, typer.Option(help="Judged questions, JSON Lines, instead of a set's.")
]
EncoderOption = Annotated[str, typer.Option(help="“kamnot”, or a sentence-transformers model.")]


@app.command()
def run(
    minutes: MinutesOption = _MINUTES,
    questions_set: SetOption = "development",
    questions: QuestionsOption = None,
    encoder: EncoderOption = SHIPPED_ENCODER,
    record: Annotated[
        bool, typer.Option("--record", help="Keep the result in evals/results, by set and commit.")
    ] = False,
    show_failures: Annotated[bool, typer.Option("--failures", help="List what went wrong.")] = False,
) -> None:
    """Print how well passages are found, by arm and direction, and questions answered or refused."""
    judgments = _judgments(questions_set, questions)
    commit = current_commit() if record else ""
    setting = Setting(encoder)
    with trial_with(minutes, judgments, setting) as prepared:
        answered = prepared.outcomes()
        arms = {name: scores(prepared.rankings(FUSIONS[fusion])) for name, fusion in _ARMS.items()}
    scored = scores(answered)
    arms["fused and read"] = scored
    print(ranking_table(arms), quality_table(scored), refusal_table(scored), sep="\n\n")
    if show_failures:
        print("", failures(answered), sep="\n")
    if record:
        name = questions.stem if questions else questions_set
        path = write_record(Record(name, commit, str(setting), tuple(scored)), RESULTS)
        print(f"recorded in {path}", file=sys.stderr)


@app.command()
def compare(
    first: Annotated[
        str,
        typer.Argument(
            help="encoder=…, fusion=…, splitting=KHMER/ENGLISH (with commas), or a result's .json."
        ),
    ],
    second: Annotated[str, typer.Argument(help="The same for the other side.")],
    minutes: MinutesOption = _MINUTES,
    questions_set: SetOption = "development",
    questions: QuestionsOption = None,
    groups: Annotated[bool, typer.Option("--groups", help="Also by direction and kind.")] = False,
) -> None:
    """Print each measure of two settings or results, with the difference and a paired test of it."""
    from evals.comparison import compare as compare_runs

    found = compare_runs(minutes, _judgments(questions_set, questions), first, second)
    if found.unpaired:
        print(f"left out, for not both runs have them alike: {', '.join(found.unpaired)}", file=sys.stderr)
    print(difference_table(found.first, found.second, (first, second), groups))


@app.command()
def report(
    output: Annotated[Path, typer.Option(help="The HTML page to write.")],
    minutes: MinutesOption = _MINUTES,
    questions_set: SetOption = "development",
    questions: QuestionsOption = None,
    encoder: EncoderOption = SHIPPED_ENCODER,
    baseline: Annotated[
        Path | None, typer.Option(help="A recorded result to compare with. [default: the lexical arm alone]")
    ] = None,
    markdown: Annotated[Path | None, typer.Option(help="Also write the tables of the README here.")] = None,
) -> None:
    """Write one page with figures, plots and every failed question, and what was found for it."""
    from evals.page import Page, write_page

    judgments = _judgments(questions_set, questions)
    known = read_record(baseline) if baseline else None
    setting = Setting(encoder)
    with trial_with(minutes, judgments, setting) as prepared:
        outcomes = prepared.outcomes()
        alone = () if known else tuple(scores(prepared.outcomes(FUSIONS["lexical"])))
    scored = tuple(scores(outcomes))
    title = f"{questions.name if questions else questions_set}, {setting}"
    against = f"{known.questions} at {known.commit}" if known else "the lexical arm alone"
    page = Page(title, tuple(outcomes), scored, against, known.scores if known else alone)
    write_page(page, output)
    if markdown:
        markdown.write_text(f"{quality_table(scored)}\n\n{refusal_table(scored)}\n", encoding="utf-8")


@app.command()
def calibrate(
    minutes: MinutesOption = _MINUTES,
    questions_set: SetOption = "development",
    questions: QuestionsOption = None,
    encoder: EncoderOption = SHIPPED_ENCODER,
) -> None:
    """Fit the answer's models and thresholds, and print them with cross-validated figures."""
    from evals.calibration import as_source, cases, cross_validated, fit

    with trial_with(minutes, _judgments(questions_set, questions), Setting(encoder)) as prepared:
        everything = cases(prepared)
    for name, value in cross_validated(everything).items():
        print(f"{name}: {value:.2f}")
    print("", as_source(fit(everything)), sep="\n")


@app.command()
def conversations(
    minutes: MinutesOption = _MINUTES,
    questions: QuestionsOption = None,
    encoder: EncoderOption = SHIPPED_ENCODER,
    show_failures: Annotated[bool, typer.Option("--failures", help="List what went wrong.")] = False,
) -> None:
    """Print how well follow-ups are answered, by themselves and read with the question before them."""
    from evals.conversations import SHIPPED, outcomes, read_conversations

    alone, after = outcomes(minutes, read_conversations(questions or SHIPPED), Setting(encoder))
    names = ("by itself", "in conversation")
    print(difference_table(scores(alone), scores(after), names, by_group=True))
    if show_failures:
        print("", failures(after), sep="\n")


@app.command()
def bitext(
    pairs: Annotated[list[Path], typer.Argument(help="Files of Khmer TAB English, a pair a line.")],
    encoder: EncoderOption = SHIPPED_ENCODER,
    without_copied: Annotated[
        bool, typer.Option(help="Leave out the Latin words and numbers that both sides have.")
    ] = False,
) -> None:
    """Print how often the two sides of sentence pairs find each other, accuracy@1 in both directions."""
    model = open_encoder(Settings(encoder=encoder))
    print("| file | pairs | Khmer→English | English→Khmer |", "|---|---|---|---|", sep="\n")
    for path in pairs:
        read = bitexts.read_bitext(path)
        if without_copied:
            read = [bitexts.without_copied(*pair) for pair in read]
        found = bitexts.measure_bitext(path.name, read, model)
        print(f"| {found.name} | {found.pairs} | {found.to_english:.3f} | {found.to_khmer:.3f} |")


@app.command()
def speed(
    passages: Annotated[
        int, typer.Option(min=100, help="How many passages the archive is to hold.")
    ] = 20_000,
    questions: Annotated[int, typer.Option(min=10, help="How many searches are timed.")] = 300,
) -> None:
    """Print the rates of indexing and encoding, and how long a search takes over HTTP."""
    from evals.speed import measure

    for name, value in dataclasses.asdict(measure(passages, questions)).items():
        print(f"{name.replace('_', ' ')}: {value}")


@app.command()
def contracts(
    questions: Annotated[int, typer.Option(min=10, help="How many are asked on each contract.")] = 200,
) -> None:
    """Print how long each contract takes, and how much longer than the route that does its work."""
    from evals.contract_speed import measure, rows

    print(table(rows(measure(questions))))


def _judgments(name: str, questions: Path | None) -> list[Judgment]:
    return read_files([questions]) if questions else read_set(name)


def main() -> None:
    """Runs the command; a known error is one line on stderr and exit code 2."""
    try:
        app(prog_name="python -m evals")
    except KamnotError as error:
        print(f"evals: {error}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
