"""What the commands share of the terminal and of files: faults, lines that are safe, output that is whole, progress."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from twosource.tell.passages import line

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from rich.progress import TaskID


class Fault(click.ClickException):
    """The call cannot be carried out: said in one line."""

    exit_code = 2


class Lines(logging.Formatter):
    """Messages without what could repaint a terminal: they name reports, whose ids may be hostile."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """The message on one safe line; a trace of the stack is left to logging."""
        return line(super().formatMessage(record))


@contextmanager
def output(target: str | None) -> Generator[TextIO]:
    """Standard output, or a file that stands under its name only once it is whole."""
    if target is None:
        yield sys.stdout
        return
    path = Path(target)
    if path.exists() and not path.is_file():  # /dev/null, a pipe
        with path.open("w", encoding="utf-8") as out:
            yield out
        return
    if not path.parent.is_dir():
        raise Fault(f"{target}: there is no folder {path.parent}: make it first")
    part = path.with_name(path.name + ".part")
    try:
        out = part.open("w", encoding="utf-8")
    except OSError as error:
        raise Fault(f"{target}: {error.strerror or error}") from error  # of a part nobody has heard
    try:
        with out:
            yield out
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def progress(ctx: click.Context) -> Generator[Callable[[str, int, int], None]]:
    """A function (stage, done, total) that shows progress on a terminal; a silent one elsewhere and with -q or -v."""
    if ctx.obj["quiet"] or ctx.obj["verbose"] or not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def step(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total or None)
            bars.update(tasks[stage], completed=done, total=total or None)

        yield step
