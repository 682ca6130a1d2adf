"""The house keeps its shape: imports go from ground to roof, and the middle stays pure."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
REAL_ARTICLES = ROOT.parent / "shared" / "articles"

FLOORS = (  # a module may import from its own row and from the rows above it
    "events.errors events.value events.canonical events.statements",
    "events.interval events.model",
    "events.facts events.upcasters",
    "events.variants",
    "events.names",
    "events.places",
    "events.sameness",
    "events.entry events.entries events.promises",
    "events",  # log, projections, timeline, verification and whatever else the ground floor holds
    "ingest.rulefiles ingest.tokens ingest.day_words ingest.addresses",
    "ingest.fields ingest.sources ingest.headers ingest.cleaning ingest.dating ingest.identity ingest.walls"
    " ingest.language_detection",
    "ingest.inflection ingest.language ingest.lexicon",
    "ingest",  # the pure middle, from sentences to assembly: every module that is not named here
    "ingest.extractors ingest.rule_extractor",
    "ingest.explain ingest.checks",
    "ingest.gold ingest.pairing ingest.evaluation",
    "ingest.reconcile ingest.engines ingest.neighbourhood ingest.pipeline ingest.curation ingest.rereading"
    " ingest.watching",
    "ingest.printing ingest.printing_keeping ingest.printing_curation ingest.printing_evaluation"
    " ingest.printing_watching ingest.printing_timeline ingest.printing_joins ingest.site_files"
    " ingest.serving",
    "ingest.cli_options",
    "ingest.cli_keeping ingest.cli_curation ingest.cli_evaluation ingest.cli_watching ingest.cli_timeline",
    "ingest.cli",
)
FLOOR = {module: number for number, row in enumerate(FLOORS) for module in row.split()}

IMPURE_IMPORTS = {
    *("os", "io", "pathlib", "sqlite3", "socket", "subprocess", "time", "random", "secrets", "urllib"),
    *("tempfile", "shutil", "locale", "uuid", "sys"),
}
IMPURE_CALLS = {"open", "print", "input"}
CLOCKS = {"now", "today", "utcnow"}


def sources() -> list[str]:
    """Our modules, as paths from the root; the tools that made data files beside the rules are none."""
    files = (file for package in ("events", "ingest") for file in (ROOT / package).rglob("*.py"))
    names = sorted(file.relative_to(ROOT).as_posix() for file in files)
    return [name for name in names if not name.startswith("events/gazetteer/") and "__init__" not in name]


def tracked_files() -> list[Path]:
    """What is committed, or nothing outside a git checkout."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def floor_of(module: str) -> int | None:
    """The floor of a module or of what it lies in; None for what is not ours."""
    parts = module.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((FLOOR[name] for name in names if name in FLOOR), None)


def is_pure(path: str) -> bool:
    """Whether a module belongs to the pure middle, or decides as purely what to record."""
    return floor_of(module_name(path)) == FLOOR["ingest"] or path == "ingest/reconcile.py"


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def parse(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text("utf-8"), filename=path)


def module_name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@pytest.mark.parametrize("path", sources())
def test_module_imports_only_from_its_own_floor_and_below(path: str) -> None:
    own = floor_of(module_name(path))

    assert own is not None
    above = [name for name in imports(parse(path)) if (other := floor_of(name)) is not None and other > own]
    assert not above, f"{path} reaches up to {above}"


@pytest.mark.parametrize("path", sources())
def test_events_never_import_ingest(path: str) -> None:
    if path.startswith("events/"):
        assert not [name for name in imports(parse(path)) if name.split(".")[0] == "ingest"]


@pytest.mark.parametrize("path", [path for path in sources() if is_pure(path)])
def test_pure_middle_does_no_io_and_reads_no_clock(path: str) -> None:
    tree = parse(path)

    roots = {name.split(".")[0] for name in imports(tree)}
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = {call.id for call in calls if isinstance(call, ast.Name)}
    methods = {call.attr for call in calls if isinstance(call, ast.Attribute)}
    assert not roots & IMPURE_IMPORTS
    assert not named & IMPURE_CALLS
    assert not methods & CLOCKS


@pytest.mark.parametrize("path", sources())
def test_print_and_exit_stay_in_the_command_line(path: str) -> None:
    if path.startswith("ingest/cli"):
        return
    calls = [node.func for node in ast.walk(parse(path)) if isinstance(node, ast.Call)]

    assert not [call for call in calls if isinstance(call, ast.Name) and call.id == "print"]
    assert not [call for call in calls if isinstance(call, ast.Attribute) and ast.unparse(call) == "sys.exit"]


def test_only_the_log_writes_records() -> None:
    writes = re.compile(
        r"\b(insert(\s+or\s+\w+)?\s+into|replace\s+into|update|delete\s+from)\s+records\b", re.IGNORECASE
    )

    writers = {path for path in sources() if writes.search((ROOT / path).read_text("utf-8"))}

    assert writers <= {"events/log.py"}


def test_datasette_folder_is_no_package() -> None:
    assert not (ROOT / "datasette" / "__init__.py").exists()


def test_pins_name_no_index() -> None:
    pins = (ROOT / "constraints.txt").read_text("utf-8")

    assert not re.search(
        r"^\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)|://", pins, re.MULTILINE
    )
    assert "--hash=sha256:" in pins


def test_no_path_of_a_machine_is_committed() -> None:
    path = re.compile(r"(?<![\w.$}-])/(?:work|farm|root|home/\w+|Users/\w+)/[\w.]")

    found = [
        f"{file.relative_to(ROOT)}: {match.group()}"
        for file, text in committed_texts()
        if file != Path(__file__) and (match := path.search(text))
    ]

    assert not found


def test_no_sentence_of_the_real_articles_is_in_the_project() -> None:
    if not REAL_ARTICLES.is_dir():
        pytest.skip(f"{REAL_ARTICLES.name} of the real articles is not beside this checkout")
    grams = {gram for file in REAL_ARTICLES.glob("*.txt") for gram in runs_of_eight(file.read_text("utf-8"))}

    copied = {
        f"{file.relative_to(ROOT)}: {' '.join(gram)}"
        for file, text in committed_texts()
        for gram in runs_of_eight(text)
        if gram in grams
    }

    assert not copied


def runs_of_eight(text: str) -> Iterator[tuple[str, ...]]:
    """Every eight words that stand in a row."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return zip(*(words[skip:] for skip in range(8)), strict=False)


def committed_texts() -> Iterator[tuple[Path, str]]:
    """The committed text files with their contents; pins and large data are left out."""
    for file in tracked_files():
        if file.name != "constraints.txt" and file.stat().st_size < 2_000_000:
            try:
                yield file, file.read_text("utf-8")
            except UnicodeDecodeError:
                continue  # an image or another binary file holds no sentence
