"""What the documents say is so: examples run, every command and option is told of, links lead somewhere."""

import re
import subprocess
import sys

import pytest
from tests.paths import ROOT

from twosource.cli import main
from twosource.read import read
from twosource.records import Report
from twosource.weigh import counts

pytestmark = pytest.mark.xdist_group("ferry")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def test_the_readmes_example_runs(tmp_path):
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    example = example.replace("examples/", f"{ROOT}/examples/")
    done = subprocess.run([sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) == 2
    assert "corroborated" in done.stdout


def options():
    for name, command in main.commands.items():
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--"):
                    yield name, option


@pytest.mark.parametrize("name", main.commands)
def test_every_command_is_told_of(name):
    assert f"## twosource {name}\n" in (ROOT / "docs" / "cli.md").read_text("utf-8")


@pytest.mark.parametrize(("name", "option"), list(options()))
def test_every_option_is_told_of(name, option):
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    section = page.partition(f"## twosource {name}\n")[2].partition("\n## ")[0]
    everywhere = page.partition("\n## twosource")[0]
    assert f"`{option}" in section or f"`{option}" in everywhere


def test_no_option_is_told_of_that_is_not_there():
    told = set(re.findall(r"`(--[a-z-]+)", (ROOT / "docs" / "cli.md").read_text("utf-8")))
    assert told <= {option for _, option in options()} | {"--help", "--version"}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_page_is_in_the_table_of_contents():
    contents = (ROOT / "zensical.toml").read_text("utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert f'"{page.name}"' in contents, f"zensical.toml does not list {page.name}"


def test_every_page_is_linked_from_the_first_or_from_that_of_the_annotators():
    linked = set(
        re.findall(r"\]\((\w+\.md)", "".join((ROOT / "docs" / p).read_text("utf-8") for p in ("index.md", "annotate.md")))
    )
    assert {page.name for page in (ROOT / "docs").glob("*.md")} - {"index.md"} <= linked


def commands():
    """(page, verb, rest) of every call of ours in the documents."""
    for page in PAGES:
        for call in re.finditer(r"(?:^ {4}|`)twosource (\w+)((?: [^`\n]*)?)", page.read_text("utf-8"), re.MULTILINE):
            yield page.name, call[1], call[2].partition("#")[0]


@pytest.mark.parametrize(("page", "verb", "rest"), sorted(set(commands())))
def test_the_calls_in_the_documents_are_right(page, verb, rest):
    assert verb in main.commands, f"{page} calls twosource {verb}"
    known = {option for parameter in main.commands[verb].params for option in parameter.opts} | {"--help"}
    assert set(re.findall(r"(?<![\w-])--[a-z-]+", rest)) <= known
    for given in re.findall(r"\bexamples/\S+", rest):
        found = list(read([ROOT / given]))
        assert found
        assert all(isinstance(item, Report) for item in found), f"{page}: what {given} holds is not all reports"


def test_the_figures_of_the_annotators_are_those_of_quality():
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (\d\.\d+) \|", (ROOT / "docs" / "quality.md").read_text("utf-8"), re.MULTILINE)
    measured = {name: value for _, name, value in rows}
    told = (ROOT / "docs" / "attribution.md").read_text("utf-8")
    for name, row in (
        ("content-words", "content words"),
        ("with-cue", "content and cue"),
        ("with-source", r"\*\*content and source\*\*"),
    ):
        (value,) = re.findall(rf"^\| {row} \| \S+ \| \S+ \| \**(\d\.\d+)", told, re.MULTILINE)
        assert value == measured[name], f"docs/attribution.md, {name}: quality.md has {measured[name]}"
    assert f"({measured['coreference-conll-f1']} by `make quality`" in (ROOT / "docs" / "coreference.md").read_text("utf-8")


def test_the_likelihoods_of_contradictions_are_those_that_decide():
    (row,) = re.findall(r"^\| conflict of figures \|.*$", (ROOT / "docs" / "weigh.md").read_text("utf-8"), re.MULTILINE)
    told = [float(n) for n in re.findall(r"(?:Likely|;) (0\.\d+) (?:where|for)", row)]
    assert told == [counts._SAME_COUNT, counts._SAME_VAGUE, counts._SAME_MEASURE]  # noqa: SLF001 - the document holds them
