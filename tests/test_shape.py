"""The shape of the tree: layers, doors, cycles, file lengths, names."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ("corpus", "indexer", "search_api", "evals")
LONGEST = 300
NAMELESS = {"util", "utils", "helper", "helpers", "common", "base", "core", "manager", "misc", "stuff"}
DOORS = {
    "faiss": {"indexer/vectors.py"},
    "tantivy": {"indexer/term_index.py"},
    "langchain_text_splitters": {"indexer/splitting.py"},
    "onnxruntime": {"indexer/bilingual.py", "search_api/reader.py"},
    "tokenizers": {"indexer/bilingual.py", "search_api/reader.py"},
    "sentence_transformers": {"indexer/sentence_transformer.py"},
    "pheasa": {"corpus/khmer.py"},
    "icu4py": {"corpus/khmer.py"},
    "Stemmer": {"indexer/terms.py"},
    "pypdfium2": {"corpus/readers/pdf.py"},
    "selectolax": {"corpus/readers/html.py"},
    "docx": {"corpus/readers/docx.py", "search_api/web/word_file.py"},
    "odfdo": {"corpus/readers/odt.py"},
    "striprtf": {"corpus/readers/rtf.py"},
    "markdown_it": {"corpus/readers/markdown.py"},
    "mcp": {"search_api/contracts/mcp_server.py"},
    "openai": {"search_api/language_model/endpoint.py"},
    "limits": {"search_api/rates.py"},
    "langchain_core": {"search_api/langchain_retriever.py"},
    "httpx2": {"search_api/client.py", "evals/speed.py", "evals/contract_speed.py"},
    "granian": {"search_api/serving.py"},
    "typer": {"search_api/cli.py", "evals/__main__.py", "evals/command.py"},
    "ir_measures": {"evals/measures.py"},
    "matplotlib": {"evals/plots.py"},
    "jinja2": {"evals/page.py", "search_api/web/rendering.py"},
}


def modules() -> dict[str, Path]:
    return {
        path.relative_to(ROOT).as_posix(): path
        for layer in LAYERS
        for path in sorted((ROOT / layer).rglob("*.py"))
    }


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
    return found


def test_a_layer_imports_itself_and_those_to_its_left() -> None:
    wrong = [
        f"{name} imports {imported}"
        for name, path in modules().items()
        for imported in imports(path)
        if (to := imported.split(".")[0]) in LAYERS and LAYERS.index(to) > LAYERS.index(name.split("/")[0])
    ]
    assert wrong == []


def test_each_library_enters_by_its_door() -> None:
    wrong = [
        f"{name} imports {library}"
        for name, path in modules().items()
        if not name.startswith("indexer/training/")
        for imported in imports(path)
        if (library := imported.split(".")[0]) in DOORS and name not in DOORS[library]
    ]
    assert wrong == []


def test_training_is_never_imported_at_run_time() -> None:
    wrong = [
        name
        for name, path in modules().items()
        if not name.startswith(("indexer/training/", "evals/"))
        for imported in imports(path)
        if imported.startswith("indexer.training")
    ]
    assert wrong == []


def test_no_module_imports_itself_in_a_circle() -> None:
    names = {
        name.removesuffix(".py").replace("/", ".").removesuffix(".__init__"): path
        for name, path in modules().items()
    }
    edges = {name: {each for each in imports(path) if each in names} for name, path in names.items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join((*trail, name))
        if name not in done:
            for target in sorted(edges[name]):
                visit(target, (*trail, name))
            done.add(name)

    for name in names:
        visit(name, ())


@pytest.mark.parametrize("name", modules())
def test_a_file_is_short_and_its_name_says_something(name: str) -> None:
    path = modules()[name]
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
    assert path.stem not in NAMELESS


def test_only_settings_reads_the_environment() -> None:
    wrong = [
        name
        for name, path in modules().items()
        if not name.startswith(("indexer/training/", "search_api/settings.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    ]
    assert wrong == []
