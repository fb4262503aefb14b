"""From pairs to the shipped model: `python -m indexer.training --pairs FILE… --output FOLDER`."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

from indexer.training.card import model_card
from indexer.training.carrying_over import carry_over
from indexer.training.exporting import write_folder
from indexer.training.first_vectors import first_vectors
from indexer.training.fitting import Fitting, Recipe, School
from indexer.training.khmer_pieces import BREAK, choose_pieces
from indexer.training.lessons import token_ids
from indexer.training.pairs import Pair, is_held_out, read_answered, read_exercises, read_pairs, read_series
from indexer.training.student import Student, piece_parts
from indexer.training.teacher import Teacher
from indexer.training.tokenizer_file import build_tokenizer


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, average, quantise and write the folder; an interrupted run goes on where it stopped."""
    options = _options().parse_args(arguments)
    recipe = Recipe(
        vector_epochs=options.vector_epochs,
        body_epochs=options.body_epochs,
        vector_rate=options.vector_rate,
        seed=options.seed,
    )
    torch.set_num_threads(options.threads)
    teacher = Teacher()
    pairs = list(read_pairs(options.pairs, options.tests))
    answered = [
        *read_answered(options.questions),
        *read_exercises(options.exercises),
        *read_series(options.series),
    ]
    pairs += dict.fromkeys(text for row in answered for text in (row.question, row.passage))
    kept_answered = [row for row in answered if row.family % 10 == 0]
    kept_texts = {row.passage.english for row in kept_answered} | {
        row.question.english for row in kept_answered
    }
    kept = [p for p in pairs if is_held_out(p) or p.english in kept_texts]
    learned = [p for p in pairs if not (is_held_out(p) or p.english in kept_texts)]
    print(f"{len(learned)} pairs to learn and {len(kept)} kept", end="; ")
    print(f"{len(answered)} questions, {len(kept_answered)} of them kept")

    options.work.mkdir(parents=True, exist_ok=True)
    pieces = _pieces(teacher, learned, options.pieces, options.work / "pieces.txt")
    tokenizer = build_tokenizer(teacher.tokenizer_json, pieces)
    school = School(
        tokenizer,
        learned,
        teacher.encode([p.english for p in learned], options.teacher_cache),
        [row for row in answered if row.family % 10],
        kept,
        kept_answered,
        teacher.encode([p.english for p in kept], options.teacher_cache),
    )
    student = _student(teacher, school, pieces, options.continue_from)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    fitting = Fitting(student.to(device), school, recipe, options.work / "checkpoints")
    if not any((options.work / "checkpoints").iterdir()):
        print(f"before training\n  {fitting.trial()}", flush=True)
    fitting.run()
    tried = fitting.keep_best()
    torch.save(student.state_dict(), options.work / "best.pt")  # the reader's training begins with it
    examples = [
        text for pair in learned[:: max(1, len(learned) // 200)] for text in (pair.khmer, pair.english)
    ]
    card = model_card(learned, tried)
    write_folder(options.output, tokenizer, student, examples, teacher.folder, card)
    print(f"written: {options.output}")


def _pieces(teacher: Teacher, pairs: Sequence[Pair], size: int, kept: Path) -> list[str]:
    """The pieces that the interrupted run of this work folder chose, else chosen now and kept there."""
    if kept.exists():
        return kept.read_text(encoding="utf-8").split()
    normalise = build_tokenizer(teacher.tokenizer_json, []).normalizer.normalize_str
    texts = [BREAK.join(map(normalise, pair.khmer.split(BREAK))) for pair in pairs]
    names = [t for p, t in zip(pairs, texts, strict=True) if p.source in ("lexicon", "cldr-names")]
    pieces = choose_pieces(texts, names, size)
    kept.write_text("\n".join(pieces), encoding="utf-8")
    return pieces


def _student(teacher: Teacher, school: School, pieces: Sequence[str], earlier: Path | None) -> Student:
    latin = teacher.latin()
    parts, names = piece_parts(pieces)
    student = Student(teacher.body(), latin, parts, len(names))
    khmer = token_ids(school.tokenizer, [p.khmer for p in school.pairs])
    seen = [
        sorted(
            {int(part) for t in set(ids) if t >= len(latin) for part in parts[(t - len(latin)) // 2] if part}
        )
        for ids in khmer
    ]
    english = [
        [t for t in ids[1:-1] if t < len(latin)]
        for ids in token_ids(school.tokenizer, [p.english for p in school.pairs])
    ]
    vectors = first_vectors(seen, english, latin.numpy(), len(names))
    student.vectors.weight.data.copy_(torch.from_numpy(vectors))
    if earlier:
        print(f"{carry_over(student, names, earlier)} of {len(names)} parts carried over from {earlier}")
    return student


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m indexer.training", description=__doc__)
    parser.add_argument("--pairs", type=Path, nargs="+", required=True, help="TSV files, Khmer TAB English")
    parser.add_argument(
        "--questions", type=Path, nargs="*", default=[], help="question km, en, passage km, en"
    )
    parser.add_argument("--exercises", type=Path, nargs="*", default=[], help="JSON Lines, as for the reader")
    parser.add_argument("--series", type=Path, nargs="*", default=[], help="JSON Lines, groups of meetings")
    parser.add_argument(
        "--tests", type=Path, nargs="*", default=[], help="TSV files for measuring, whose texts are left out"
    )
    parser.add_argument("--output", type=Path, required=True, help="the model folder to write")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="checkpoints; resumed from")
    parser.add_argument(
        "--teacher-cache",
        type=Path,
        default=Path("build/teacher.npz"),
        help="the teacher's vectors, kept between runs",
    )
    parser.add_argument(
        "--continue-from", type=Path, help="begin with what the run of this work folder learned"
    )
    parser.add_argument("--pieces", type=int, default=30_000)
    parser.add_argument("--vector-epochs", type=int, default=Recipe().vector_epochs)
    parser.add_argument("--body-epochs", type=int, default=Recipe().body_epochs)
    parser.add_argument("--vector-rate", type=float, default=Recipe().vector_rate)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    return parser


if __name__ == "__main__":
    main()
