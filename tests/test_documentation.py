"""The README says what is there, and all of it: commands, targets, settings, routes, replies."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import typer.main
from pydantic import BaseModel

from corpus.document import SectionKind
from corpus.readers.reading import MEDIA_TYPES
from evals.__main__ import app as evals_app
from evals.command import app as kamnot_app
from search_api.answer import Refusal
from search_api.answer_schemas import AskIn, AskOut
from search_api.app import create_app
from search_api.contracts.mcp_server import _Tools
from search_api.http_errors import STATUS, ErrorOut
from search_api.schemas import FiltersIn, SearchIn
from search_api.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CLIENTS = (ROOT / "CLIENTS.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
KAMNOT: Any = typer.main.get_command(kamnot_app)
EVALS: Any = typer.main.get_command(evals_app)
OPERATIONS = ("get", "post", "delete")
BODIES: Mapping[str, type[BaseModel]] = {"/v1/search": SearchIn, "/v1/ask": AskIn}

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_ROUTE = re.compile(r"`(GET|POST|DELETE) (/[^`]+)`")


def blocks(language: str) -> list[str]:
    """What stands in the README's fenced blocks of a language."""
    return [content for name, content in _FENCE.findall(README) if name == language]


def command_lines() -> Iterator[list[str]]:
    """The words of each command in the README's blocks, one command of a pipe at a time."""
    told = [line[2:] for block in blocks("console") for line in block.splitlines() if line.startswith("$ ")]
    for block in blocks("bash"):
        told += block.replace("\\\n", " ").splitlines()
    for line in told:
        lexer = shlex.shlex(line, posix=True, punctuation_chars="|>")
        lexer.whitespace_split = True
        words: list[str] = []
        for word in [*lexer, "|"]:
            if word in ("|", ">"):
                yield words
                words = []
            elif words or not re.fullmatch(r"[A-Z_]+=\S*", word):  # settings before a command
                words.append(word)


def commands_of(*start: str) -> list[list[str]]:
    """The words after `start` of each command that begins so."""
    return [words[len(start) :] for words in command_lines() if tuple(words[: len(start)]) == start]


def openapi() -> dict[str, Any]:
    """What the service says of itself."""
    return create_app(Settings()).openapi()


def operations() -> dict[tuple[str, str], dict[str, Any]]:
    """Each route by its method and path."""
    return {
        (method.upper(), path): item[method]
        for path, item in openapi()["paths"].items()
        for method in OPERATIONS
        if method in item
    }


def options(group: Any) -> set[str]:
    """Every long option of a group's commands."""
    named = {name for command in group.commands.values() for each in command.params for name in each.opts}
    return {name for name in named if name.startswith("--")}


def rows(after: str) -> list[list[str]]:
    """The cells of the first table after some text, its head left out."""
    _, found, rest = README.partition(after)
    assert found, f"the README has no {after!r}"
    table = re.search(r"(?:^\|.*\n)+", rest, re.MULTILINE)
    assert table is not None, f"no table follows {after!r}"
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[0].splitlines()[2:]]


@pytest.mark.parametrize("words", commands_of("kamnot"), ids=shlex.join)
def test_a_command_of_the_readme_is_taken(words: list[str]) -> None:
    name, *arguments = words
    KAMNOT.commands[name].make_context(name, arguments)  # raises on what the command doesn't know


@pytest.mark.parametrize("words", commands_of("python", "-m", "evals"), ids=shlex.join)
def test_an_evaluation_of_the_readme_is_taken(words: list[str]) -> None:
    name, *arguments = words
    EVALS.commands[name].make_context(name, arguments)


def test_a_command_that_is_not_there_is_refused() -> None:
    with pytest.raises(Exception, match="--since-when"):
        KAMNOT.commands["search"].make_context("search", ["words", "--since-when", "2020"])


def test_every_command_is_in_the_readme() -> None:
    told = set(re.findall(r"\bkamnot ([a-z]+)\b", "\n".join(re.findall(r"`[^`\n]+`", README))))
    told |= {words[0] for words in commands_of("kamnot")}
    assert set(KAMNOT.commands) == told & set(KAMNOT.commands)
    assert set(EVALS.commands) == {words[0] for words in commands_of("python", "-m", "evals")}


def test_every_option_that_the_readme_names_exists() -> None:
    prose = _FENCE.sub("", README)
    told = {name for code in re.findall(r"`[^`\n]+`", prose) for name in re.findall(r"--[a-z-]+", code)}
    elsewhere = {"--help", "--local-dir"}  # of click, and of `hf download`
    assert told - elsewhere - options(KAMNOT) - options(EVALS) == set()


def test_the_targets_of_make_are_those_of_the_readme() -> None:
    declared = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    assert declared is not None
    in_prose = re.findall(r"`make ([a-z]+)[^`]*`", README)
    assert set(declared[1].split()) == {*in_prose, *(words[0] for words in commands_of("make"))}


def test_the_variables_of_make_exist() -> None:
    told = {name for code in re.findall(r"`(make [^`]+|[A-Z]+=[^`]+)`", README) for name in _variables(code)}
    assert told == {"PYTHON", "ARCHIVE"}
    assert told <= set(re.findall(r"^([A-Z]+) \?=", MAKEFILE, re.MULTILINE))


def _variables(code: str) -> list[str]:
    return re.findall(r"\b([A-Z]+)=", code)


def test_the_table_of_settings_is_that_of_the_code() -> None:
    expected = {}
    for setting in fields(Settings):
        assert setting.default is not MISSING
        default = "false" if setting.default is False else setting.default
        shown = f"`{default}`" if default not in (None, "") else "none"
        expected[f"`KAMNOT_{setting.name.upper()}`"] = shown
    assert expected == {name: default for name, default, _ in rows("## Settings")}


def test_no_other_setting_is_named() -> None:
    known = {f"KAMNOT_{setting.name.upper()}" for setting in fields(Settings)}
    assert known == set(re.findall(r"\bKAMNOT_[A-Z_]+", README))


def test_the_routes_are_those_of_the_service() -> None:
    assert set(operations()) == set(_ROUTE.findall(README))


def test_the_pages_beside_the_routes_exist() -> None:
    paths = {getattr(route, "path", None) for route in create_app(Settings()).routes}
    assert {"/docs", "/openapi.json"} <= paths
    assert "`/openapi.json`" in README


@pytest.mark.parametrize("words", commands_of("curl"), ids=shlex.join)
def test_a_request_of_the_readme_fits_its_route(words: list[str]) -> None:
    method, path, query, body = _request(words)
    known = operations()
    route = next(
        name
        for name in known
        if name[0] == method and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", name[1]), path)
    )
    assert query <= {each["name"] for each in known[route].get("parameters", ()) if each["in"] == "query"}
    if body is not None:
        BODIES[path].model_validate(body)


def _request(words: list[str]) -> tuple[str, str, set[str], dict[str, Any] | None]:
    """The method, path, names of query parameters and JSON body that curl would send."""
    url = urlsplit(next(word for word in words if word.startswith("http")))
    data = [words[at + 1] for at, word in enumerate(words) if word in ("-d", "--data-urlencode")]
    query = {pair.partition("=")[0] for pair in url.query.split("&") if pair}
    if "-G" in words:
        return "GET", url.path, query | {pair.partition("=")[0] for pair in data}, None
    if "-X" in words:
        return words[words.index("-X") + 1], url.path, query, None
    return (
        ("POST" if data or "-F" in words else "GET"),
        url.path,
        query,
        json.loads(data[0]) if data else None,
    )


def test_the_replies_of_the_readme_have_every_field_and_no_other() -> None:
    reply, error = map(json.loads, blocks("json"))
    assert AskOut.model_validate(reply).model_dump(mode="json") == reply
    assert ErrorOut.model_validate(error).model_dump(mode="json") == error


def test_the_reply_is_what_its_request_asks_for() -> None:
    asked = next(body for words in commands_of("curl") if (body := _request(words)[3]) is not None)
    reply = json.loads(blocks("json")[0])
    assert asked["question"] == reply["question"]
    assert asked["limit"] == len(reply["hits"])
    assert all(hit["text"] and len(hit["text"]) == hit["end"] - hit["start"] for hit in reply["hits"])


def test_the_filters_of_the_readme_are_those_of_the_service() -> None:
    told = re.search(r"`filters` in a body are (.+?);.*?query parameters\s+(.+?)\.", README, re.DOTALL)
    assert told is not None
    in_body, in_query = (re.findall(r"`(\w+)`", names) for names in told.groups())
    assert list(FiltersIn.model_fields) == in_body
    taken = {each["name"] for each in operations()["GET", "/v1/ask"]["parameters"]}
    assert {"question", "limit", "interpret", *in_query} == taken


def test_what_clients_are_told_is_there() -> None:
    settings = {f"KAMNOT_{setting.name.upper()}" for setting in fields(Settings)}
    assert set(re.findall(r"\bKAMNOT_[A-Z_]+", CLIENTS)) <= settings
    paths = {"/mcp", *create_app(Settings(searxng=True)).openapi()["paths"]}
    told = set(
        re.findall(r"(?:gov:8000|…|`)(/(?:v1|mcp|open-webui|retrieval|search|opensearch)[a-z/.-]*)", CLIENTS)
    )
    assert {"/mcp", "/open-webui/search", "/open-webui/load", "/retrieval", "/search"} <= told
    assert told - paths - {"/v1"} == set()
    for language, code in _FENCE.findall(CLIENTS):
        if language == "python":
            compile(code, "CLIENTS.md", "exec")
        if language == "json":
            [server] = json.loads(code)["mcpServers"].values()
            KAMNOT.commands["mcp"].make_context("mcp", server["args"][1:])


def test_the_tools_that_clients_are_told_of_are_those_of_the_server() -> None:
    tools = {name for name in vars(_Tools) if not name.startswith("_")}
    table = CLIENTS.partition("| tool | for |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([a-z_]+)`", table)) == tools


def test_every_error_has_its_status_and_code_in_the_readme() -> None:
    told = {
        (int(status), code)
        for statuses, meaning in rows("**Errors**")
        for status in re.findall(r"\d+", statuses)
        for code in re.findall(r"`([a-z_]+)`", meaning)
    }
    assert {(entry.status, entry.code) for entry in STATUS.values()} - told == set()


def test_kinds_refusals_and_suffixes_are_all_told() -> None:
    told = set(re.findall(r"`([^`\s]+)`", README))
    assert {kind.value for kind in SectionKind} - told == set()
    assert {refusal.value for refusal in Refusal} - told == set()
    listed = re.search(r"^(?:`\.\w+` ?)+", README, re.MULTILINE)
    assert listed is not None
    assert sorted(MEDIA_TYPES) == sorted(re.findall(r"`(\.\w+)`", listed[0]))


def test_what_the_readme_links_to_is_there() -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []
    assert "LICENSE" in links


def test_the_licence_is_the_one_declared() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert 'license = "Apache-2.0"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert text.split()[:4] == ["Apache", "License", "Version", "2.0,"]
    assert "END OF TERMS AND CONDITIONS" in text
