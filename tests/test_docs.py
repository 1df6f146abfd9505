"""What the documents say is so: examples run, every command and option is told of, links lead somewhere."""

import re
import subprocess
import sys

import pytest
from tests.paths import ROOT

from twosource.cli import main

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
