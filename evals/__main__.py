"""`python -m evals`: run, calibrate, bitext, speed."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from evals import bitext as bitexts
from evals.judgment import SETS
from evals.report import answer_table, failures, ranking_table
from evals.trial import trial
from search_api.fusion import dense_only, lexical_only, reciprocal_ranks
from search_api.settings import SHIPPED_ENCODER, Settings
from search_api.startup import open_encoder

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)

_MINUTES = Path(__file__).parent.parent / "corpus" / "minutes"
_DEVELOPMENT = SETS / "development" / "questions.jsonl"
_ARMS = {
    "dense": dense_only,
    "lexical": lexical_only,
    "reciprocal ranks": reciprocal_ranks,
}

MinutesOption = Annotated[Path, typer.Option(help="The folder of minutes that the questions are about.")]
QuestionsOption = Annotated[Path, typer.Option(help="Judged questions, JSON Lines.")]
EncoderOption = Annotated[str, typer.Option(help="“kamnot”, or a sentence-transformers model.")]


@app.command()
def run(
    minutes: MinutesOption = _MINUTES,
    questions: QuestionsOption = _DEVELOPMENT,
    encoder: EncoderOption = SHIPPED_ENCODER,
    show_failures: Annotated[bool, typer.Option("--failures", help="List what went wrong.")] = False,
) -> None:
    """Print how well passages are found, by arm and direction, and questions answered or refused."""
    with trial(minutes, [questions], open_encoder(Settings(encoder=encoder))) as prepared:
        answered = prepared.outcomes()
        arms = {name: prepared.rankings(fusion) for name, fusion in _ARMS.items()} | {"fused": answered}
    print(ranking_table(arms), answer_table(answered), sep="\n\n")
    if show_failures:
        print("", failures(answered), sep="\n")


@app.command()
def calibrate(
    minutes: MinutesOption = _MINUTES,
    questions: QuestionsOption = _DEVELOPMENT,
    encoder: EncoderOption = SHIPPED_ENCODER,
) -> None:
    """Fit the answer's models and thresholds, and print them with cross-validated figures."""
    from evals.calibration import as_source, cases, cross_validated, fit

    with trial(minutes, [questions], open_encoder(Settings(encoder=encoder))) as prepared:
        everything = cases(prepared)
    for name, value in cross_validated(everything).items():
        print(f"{name}: {value:.2f}")
    print("", as_source(fit(everything)), sep="\n")


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


if __name__ == "__main__":
    app()
