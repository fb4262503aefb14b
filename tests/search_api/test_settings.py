"""Settings: read from the environment, refused by name."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from search_api.errors import InvalidSetting
from search_api.settings import Settings, export, read_settings

KEY = "0123456789abcdef"


def test_without_an_environment_there_are_defaults() -> None:
    expected = Settings(Path("archive"), "kamnot", 2, None, 50, "")
    assert expected == read_settings({})


def test_every_setting_is_read() -> None:
    environment = {
        "KAMNOT_ARCHIVE": "/srv/កំណត់ហេតុ",
        "KAMNOT_ENCODER": "BAAI/bge-m3",
        "KAMNOT_THREADS": "4",
        "KAMNOT_KEY": KEY,
        "KAMNOT_UPLOAD_MEBIBYTES": "10",
        "KAMNOT_PUBLIC_URL": "https://minutes.example.gov",
        "KAMNOT_PORT": "tcp://10.0.0.1:80",  # as Kubernetes sets it
    }
    expected = Settings(Path("/srv/កំណត់ហេតុ"), "BAAI/bge-m3", 4, KEY, 10, "https://minutes.example.gov")
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
        ("KAMNOT_UPLOAD_MEBIBYTES", "0"),
        ("KAMNOT_UPLOAD_MEBIBYTES", "1025"),
        ("KAMNOT_KEY", "short"),
        ("KAMNOT_KEY", KEY[:-1]),
        ("KAMNOT_PUBLIC_URL", "minutes.example.gov"),
        ("KAMNOT_PUBLIC_URL", "https://minutes.example.gov/"),
        ("KAMNOT_PUBLIC_URL", "javascript:alert(1)"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_and_not_repeated(name: str, value: str) -> None:
    with pytest.raises(InvalidSetting) as refused:
        read_settings({name: value})
    assert str(refused.value).startswith(f"{name} has to be ")
    assert f" {value}" not in str(refused.value)


def test_the_key_is_not_shown_with_the_settings() -> None:
    assert KEY not in repr(Settings(key=KEY))


def test_what_options_set_is_left_for_workers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KAMNOT_ARCHIVE", "")  # so that both are put back
    monkeypatch.setenv("KAMNOT_ENCODER", "")
    export(Settings(archive=tmp_path / "a", encoder="other"))
    assert (read_settings().archive, read_settings().encoder) == (tmp_path / "a", "other")
