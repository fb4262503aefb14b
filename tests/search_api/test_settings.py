"""Settings: read from the environment, refused by name."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from indexer.recipe import Prefixes, Recipe
from search_api.errors import InvalidSetting
from search_api.settings import Settings, export, read_settings

KEY = "0123456789abcdef"


def test_without_an_environment_there_are_defaults() -> None:
    expected = Settings(
        archive=Path("archive"),
        encoder=None,
        threads=2,
        encoder_dtype=None,
        encoder_question_prefix=None,
        encoder_passage_prefix=None,
        encoder_device="cpu",
        encoder_batch=16,
        key=None,
        upload_mebibytes=50,
        public_url="",
        read_key=None,
        requests_per_minute=0,
        searxng=False,
        model_url="",
        model="",
        model_key=None,
        model_seconds=60,
    )
    assert expected == read_settings({})


def test_every_setting_is_read() -> None:
    environment = {
        "KAMNOT_ARCHIVE": "/srv/កំណត់ហេតុ",
        "KAMNOT_ENCODER": "BAAI/bge-m3",
        "KAMNOT_THREADS": "4",
        "KAMNOT_ENCODER_DTYPE": "bfloat16",
        "KAMNOT_ENCODER_QUESTION_PREFIX": "query: ",
        "KAMNOT_ENCODER_PASSAGE_PREFIX": "none",
        "KAMNOT_ENCODER_DEVICE": "cuda",
        "KAMNOT_ENCODER_BATCH": "64",
        "KAMNOT_KEY": KEY,
        "KAMNOT_UPLOAD_MEBIBYTES": "10",
        "KAMNOT_PUBLIC_URL": "https://minutes.example.gov",
        "KAMNOT_READ_KEY": "another key, long enough",
        "KAMNOT_REQUESTS_PER_MINUTE": "600",
        "KAMNOT_SEARXNG": "True",
        "KAMNOT_MODEL_URL": "http://127.0.0.1:11434/v1",
        "KAMNOT_MODEL": "qwen3:8b",
        "KAMNOT_MODEL_KEY": "a key of the model",
        "KAMNOT_MODEL_SECONDS": "20",
        "KAMNOT_PORT": "tcp://10.0.0.1:80",  # as Kubernetes sets it
    }
    expected = Settings(
        archive=Path("/srv/កំណត់ហេតុ"),
        encoder="BAAI/bge-m3",
        threads=4,
        encoder_dtype="bfloat16",
        encoder_question_prefix="query: ",
        encoder_passage_prefix="none",
        encoder_device="cuda",
        encoder_batch=64,
        key=KEY,
        upload_mebibytes=10,
        public_url="https://minutes.example.gov",
        read_key="another key, long enough",
        requests_per_minute=600,
        searxng=True,
        model_url="http://127.0.0.1:11434/v1",
        model="qwen3:8b",
        model_key="a key of the model",
        model_seconds=20,
    )
    assert expected == read_settings(environment)
    assert {f"KAMNOT_{field.name.upper()}" for field in fields(Settings)} == set(environment) - {
        "KAMNOT_PORT"
    }


def test_an_empty_setting_counts_as_not_set() -> None:
    assert read_settings({"KAMNOT_KEY": "", "KAMNOT_THREADS": ""}) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KAMNOT_THREADS", "many"),
        ("KAMNOT_THREADS", "0"),
        ("KAMNOT_THREADS", "65"),
        ("KAMNOT_ENCODER_DTYPE", "int8"),
        ("KAMNOT_ENCODER_BATCH", "0"),
        ("KAMNOT_ENCODER_BATCH", "1025"),
        ("KAMNOT_UPLOAD_MEBIBYTES", "0"),
        ("KAMNOT_UPLOAD_MEBIBYTES", "1025"),
        ("KAMNOT_KEY", "short"),
        ("KAMNOT_KEY", KEY[:-1]),
        ("KAMNOT_PUBLIC_URL", "minutes.example.gov"),
        ("KAMNOT_PUBLIC_URL", "https://minutes.example.gov/"),
        ("KAMNOT_PUBLIC_URL", "javascript:alert(1)"),
        ("KAMNOT_READ_KEY", "short"),
        ("KAMNOT_READ_KEY", "សោរសម្រាប់អានឯកសារ"),
        ("KAMNOT_REQUESTS_PER_MINUTE", "-1"),
        ("KAMNOT_SEARXNG", "perhaps"),
        ("KAMNOT_MODEL_URL", "localhost:11434"),
        ("KAMNOT_MODEL", "qwen3:8b"),
        ("KAMNOT_MODEL_SECONDS", "0"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_and_not_repeated(name: str, value: str) -> None:
    with pytest.raises(InvalidSetting) as refused:
        read_settings({name: value})
    assert str(refused.value).startswith(f"{name} has to be ")
    assert f" {value}" not in str(refused.value)


def test_keys_are_not_shown_with_the_settings() -> None:
    assert KEY not in repr(Settings(key=KEY, read_key=KEY, model_key=KEY))


def test_what_options_set_is_left_for_workers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KAMNOT_ARCHIVE", "")  # so that it is put back
    export(Settings(archive=tmp_path / "a"))
    assert read_settings().archive == tmp_path / "a"


def test_workers_follow_the_archive_whatever_encoder_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    set_here = {
        "KAMNOT_ARCHIVE": "/srv/archive",
        "KAMNOT_ENCODER": "BAAI/bge-m3",
        "KAMNOT_ENCODER_DTYPE": "bfloat16",
        "KAMNOT_ENCODER_QUESTION_PREFIX": "query: ",
        "KAMNOT_ENCODER_PASSAGE_PREFIX": "passage: ",
        "KAMNOT_ENCODER_DEVICE": "cuda",
    }
    for name, value in set_here.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    export(settings)
    assert read_settings() == settings.following() == Settings(Path("/srv/archive"), encoder_device="cuda")


BGE = "BAAI/bge-m3@5617a9f61b02+bfloat16"


@pytest.mark.parametrize(
    ("settings", "made_with", "expected"),
    [
        (Settings(), None, Recipe("kamnot")),
        (Settings(), "kamnot-minilm-0f1e2d3c", Recipe("kamnot")),
        (Settings(), BGE, Recipe("BAAI/bge-m3", "bfloat16")),
        (Settings(encoder="BAAI/bge-m3"), BGE, Recipe("BAAI/bge-m3", "bfloat16")),
        (Settings(encoder="BAAI/bge-m3", encoder_dtype="float32"), BGE, Recipe("BAAI/bge-m3")),
        (Settings(encoder_dtype="float16"), BGE, Recipe("BAAI/bge-m3", "float16")),
        (Settings(encoder="a/model"), BGE, Recipe("a/model")),
        (Settings(encoder="kamnot"), BGE, Recipe("kamnot")),
        (
            Settings(encoder="a/model", encoder_question_prefix="ask: "),
            None,
            Recipe("a/model", prefixes=Prefixes("ask: ", "")),
        ),
        (
            Settings(encoder="a/e5-model", encoder_question_prefix="none", encoder_passage_prefix="none"),
            None,
            Recipe("a/e5-model", prefixes=Prefixes("", "")),
        ),
        (Settings(), 'a/model@1a2b ["ask: ", ""]', Recipe("a/model", prefixes=Prefixes("ask: ", ""))),
    ],
)
def test_what_is_set_comes_before_what_the_archive_says(
    settings: Settings, made_with: str | None, expected: Recipe
) -> None:
    assert settings.recipe(made_with) == expected


def test_a_model_folder_is_found_again_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model").mkdir()
    monkeypatch.chdir(tmp_path)
    assert Settings(encoder="model").recipe(None) == Recipe(str(tmp_path / "model"))


@pytest.mark.parametrize("name", ["encoder_dtype", "encoder_question_prefix", "encoder_passage_prefix"])
def test_a_choice_that_the_shipped_model_has_not_is_refused(name: str) -> None:
    with pytest.raises(InvalidSetting, match=f"KAMNOT_{name.upper()} has to be left away"):
        Settings(**{name: "float16"}).recipe(None)  # type: ignore[arg-type]
