"""The command line: thin verbs over the library. Data goes to standard output, progress and faults to standard error."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from twosource.desk import Desk, Intake
    from twosource.records import Report, SetAside

_FORMATS = """\b
Formats, by the file's ending:
  .txt             plain text; an optional first line "date 2022-01-09 Title"
  .jsonl, .ndjson  JSON Lines, one report a line (also of news-please, fundus, newspaper4k)
  .json            one report, or a list of them
  .csv, .tsv       a table with a header row
A folder is read whole; - is standard input. Only the text is required."""


class _Group(click.Group):
    """Commands in the order of the flow, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(self.commands)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="twosource", message="%(prog)s %(version)s")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but faults.")
@click.option("-v", "--verbose", is_flag=True, help="Say more: what is done, and how long it takes.")
@click.pass_context
def main(ctx: click.Context, *, quiet: bool, verbose: bool) -> None:
    """Read reports from many outlets and write one sourced account of each story.

    \b
    Start here:
      twosource read reports.jsonl --desk my.desk     take reports in
      twosource account --desk my.desk --format text  read the account
      twosource page --desk my.desk --to story.html   a page to send to a colleague

    Exit status: 0 done; 1 some reports were set aside (each is named with the reason, the
    rest is done); 2 the call itself was wrong.
    """
    ctx.obj = {"quiet": quiet}
    logging.basicConfig(level=logging.DEBUG if verbose else logging.WARNING, format="%(message)s", stream=sys.stderr)


@main.command(epilog=_FORMATS)
@click.argument("reports", nargs=-1, required=True)
@click.option("--to", "target", type=click.Path(dir_okay=False), help="Write here instead of to standard output.")
@click.pass_context
def annotate(ctx: click.Context, reports: tuple[str, ...], target: str | None) -> None:
    """Annotate REPORTS and write them as JSON Lines: sentences, entities, times, places, figures, attributions, events.

    \b
    Examples:
      twosource annotate reports.jsonl > annotated.jsonl
      twosource annotate clippings/ extra.txt --to annotated.jsonl
    """
    from twosource import codec  # noqa: PLC0415 - the parser takes a second to load: `--help` need not wait for it
    from twosource.annotate import annotate as annotate_one  # noqa: PLC0415

    from twosource.records import SetAside  # noqa: PLC0415

    faults = 0
    with _output(target) as out, _progress(ctx) as step:
        for done, item in enumerate(_given(reports), 1):
            if isinstance(item, SetAside):
                faults += _complain(item)
                continue
            try:
                line = codec.to_json(codec.annotated(annotate_one(item)))
            except Exception as fault:  # noqa: BLE001 - no report may stop the rest
                faults += _complain(SetAside(item.id, f"could not be annotated: {type(fault).__name__}: {fault}"))
                continue
            out.write(line + "\n")
            step("annotating", done, 0)
    sys.exit(1 if faults else 0)


_DESK = click.option("--desk", "path", required=True, type=click.Path(dir_okay=False), help="The desk file.")


@main.command(epilog=_FORMATS)
@click.argument("reports", nargs=-1, required=True)
@_DESK
@click.option("--refresh", is_flag=True, help="Annotate again what another version of Twosource annotated.")
@click.pass_context
def read(ctx: click.Context, reports: tuple[str, ...], path: str, *, refresh: bool) -> None:
    """Add REPORTS to a desk and bring its stories up to date.

    Reports that are there already are left alone, so the same call can be made again: after
    more reports have come, or after a run was interrupted.

    \b
    Examples:
      twosource read reports.jsonl --desk my.desk
      twosource read monday/ tuesday/ --desk my.desk
      curl … | twosource read - --desk my.desk
    """
    with _open(path) as desk, _progress(ctx) as step:
        intake = desk.read(_given(reports), refresh=refresh, progress=step)
    for fault in intake.set_aside:
        _complain(fault)
    if not ctx.obj["quiet"]:
        click.echo(_summary(intake), err=True)
    sys.exit(1 if intake.set_aside else 0)


@main.command()
@_DESK
@click.option("--format", "style", type=click.Choice(["json", "text"]), default="json", show_default=True)
@click.option("--story", help="Only the story with this id.")
@click.option("--to", "target", type=click.Path(dir_okay=False), help="Write here instead of to standard output.")
def account(path: str, style: str, story: str | None, target: str | None) -> None:
    """Write the whole account of every story.

    \b
    Examples:
      twosource account --desk my.desk > account.json
      twosource account --desk my.desk --format text | less
    """
    from twosource import codec  # noqa: PLC0415
    from twosource.records import Account  # noqa: PLC0415
    from twosource.tell import text  # noqa: PLC0415

    with _open(path, existing=True) as desk, _output(target) as out:
        whole = desk.account()
        if story:
            whole = Account(tuple(s for s in whole.stories if s.id == story))
            if not whole.stories:
                raise click.UsageError(f"no story {story!r} on this desk: `twosource desk --desk {path}` lists them")
        if style == "json":
            out.write(codec.to_json(codec.account(whole), indent=1) + "\n")
        else:
            for told in whole.stories:
                out.write(text.render(told, {a.report.id: a.report for a in desk.annotations(told.reports)}))


@main.command()
@_DESK
@click.option("--to", "target", required=True, type=click.Path(dir_okay=False), help="The HTML file to write.")
@click.option("--story", help="Only the story with this id.")
def page(path: str, target: str, story: str | None) -> None:
    """Write the account as one self-contained HTML page: no network, nothing to install for the reader.

    \b
    Example:
      twosource page --desk my.desk --to story.html
    """
    from twosource.tell import page as pages  # noqa: PLC0415

    with _open(path, existing=True) as desk:
        stories = [s for s in desk.account().stories if story in (None, s.id)]
        reports = {a.report.id: a.report for s in stories for a in desk.annotations(s.reports)}
        Path(target).write_text(pages.render(stories, reports), encoding="utf-8")
    click.echo(target)


@main.command()
@_DESK
@click.argument("event")
def explain(path: str, event: str) -> None:
    """Unfold the verdict on EVENT (its id in the account) to the passages that made it.

    \b
    Example:
      twosource explain --desk my.desk e-3f2a91bc04
    """
    from twosource.tell import explain as explained  # noqa: PLC0415

    with _open(path, existing=True) as desk:
        for story in desk.account().stories:
            if any(e.id == event for e in story.events):
                reports = {a.report.id: a.report for a in desk.annotations(story.reports)}
                click.echo(explained.render(story, event, reports))
                return
    raise click.UsageError(f"no event {event!r} on this desk: `twosource account --desk {path} --format text` shows their ids")


@main.command("desk")
@_DESK
@click.option("--set-aside", "aside", is_flag=True, help="List what could not be read, and why.")
def desk_command(path: str, *, aside: bool) -> None:
    """Say what a desk holds: reports, stories, and with --set-aside what could not be read."""
    with _open(path, existing=True) as desk:
        if aside:
            for piece in desk.set_aside():
                click.echo(f"{piece.where}: {piece.reason}")
            return
        for name, count in desk.counts().items():
            click.echo(f"{count:8} {name.replace('_', ' ')}")
        for story in desk.account().stories:
            click.echo(f"{story.id}  {(story.first or '')[:10]}  {len(story.reports):3} reports  {story.title}")


def _given(reports: tuple[str, ...]) -> Iterator[Report | SetAside]:
    from twosource.read import read as read_files  # noqa: PLC0415

    missing = [r for r in reports if r != "-" and not Path(r).exists()]
    if missing:
        raise click.UsageError(f"no such file or folder: {', '.join(missing)}")
    return read_files(reports)


def _open(path: str, *, existing: bool = False) -> Desk:
    from twosource.desk import Desk, NotADeskError  # noqa: PLC0415

    if existing and not Path(path).exists():
        raise click.UsageError(f"no desk at {path}: `twosource read REPORTS… --desk {path}` makes one")
    try:
        return Desk(path)
    except NotADeskError as error:
        raise click.UsageError(str(error)) from error


@contextmanager
def _output(target: str | None) -> Iterator[TextIO]:
    if target is None:
        yield sys.stdout
        return
    with Path(target).open("w", encoding="utf-8") as out:
        yield out


@contextmanager
def _progress(ctx: click.Context) -> Iterator[Any]:
    """A function (stage, done, total) that shows progress on a terminal's standard error; a silent one elsewhere or with -q."""
    if ctx.obj["quiet"] or not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def step(stage: str, done: int, total: int) -> None:
            task = tasks.setdefault(stage, bars.add_task(stage, total=total or None)) if stage not in tasks else tasks[stage]
            bars.update(task, completed=done, total=total or None)

        yield step


def _complain(fault: SetAside) -> int:
    click.echo(f"set aside: {fault.where}: {fault.reason}", err=True)
    return 1


def _summary(intake: Intake) -> str:
    parts = [f"{intake.added} added", f"{intake.known} already there", f"{intake.annotated} annotated"]
    parts += [f"{intake.revised} new versions"] if intake.revised else []
    parts += [f"{len(intake.set_aside)} set aside"] if intake.set_aside else []
    return ", ".join(parts)
