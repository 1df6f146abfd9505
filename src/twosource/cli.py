"""The command line: thin verbs over the library. Data goes to standard output, progress and faults to standard error."""

from __future__ import annotations

import logging
import os
import sqlite3
import sys
import time
from dataclasses import replace
from functools import wraps
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from twosource.tell.passages import line
from twosource.tell.words import counted
from twosource.terminal import Fault, Lines, output, progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from twosource.desk import Desk, Intake
    from twosource.records import Report, SetAside, StoryAccount

_FORMATS = """\b
Formats, by the file's ending:
  .txt, .text      plain text; an optional first line "date 2022-01-09 Title"
  .jsonl, .ndjson  JSON Lines, one report a line (also of news-please, fundus, newspaper4k)
  .json            one report, or a list of them
  .csv, .tsv       a table with a header row
A folder is read whole; - is standard input. Only the text is required."""

_log = logging.getLogger("twosource.cli")


class _Group(click.Group):
    """Commands in the order of the flow; every verb takes -q and -v too; every fault is a sentence and a status."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(self.commands)

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        cmd.params.extend(_voice())
        super().add_command(cmd, name)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        start = time.perf_counter()
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
                _log.info("done in %.2f s", time.perf_counter() - start)
        except BrokenPipeError:  # the reader has gone, as `| head` does: no fault of ours, and nobody to tell
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(141) from None  # as a shell reports it
        except KeyboardInterrupt:
            click.echo("stopped: what is done is kept, and the same call goes on from there", err=True)
            raise SystemExit(130) from None
        except OSError as error:
            raise Fault(f"{error.filename or 'input or output'}: {error.strerror or error}") from error
        except sqlite3.Error as error:
            raise Fault(f"the desk cannot be read or written: {error}") from error
        except ValueError as error:
            raise _told(error) from error


def _told(error: ValueError) -> Exception:
    """The library's own errors already say what is wrong and what to do; any other is a fault of ours, with its trace."""
    from twosource.desk import NotADeskError
    from twosource.weigh.overrides import BadOverridesError

    return Fault(str(error)) if isinstance(error, NotADeskError | BadOverridesError) else error


def _voice() -> list[click.Option]:
    """-q and -v, which stand before or after the verb."""

    def quieter(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
        said = cast("dict[str, bool]", ctx.ensure_object(dict))
        said["quiet"] = value or said.get("quiet", False)

    def louder(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
        said = cast("dict[str, bool]", ctx.ensure_object(dict))
        said["verbose"] = loud = value or said.get("verbose", False)
        said_there = logging.StreamHandler(sys.stderr)
        said_there.setFormatter(Lines())
        logging.basicConfig(level=logging.WARNING, handlers=[said_there])
        logging.getLogger("twosource").setLevel(logging.INFO if loud else logging.WARNING)

    say_less, say_more = "Say nothing but faults.", "Say what is done, and how long it takes."
    return [
        click.Option(["-q", "--quiet"], is_flag=True, expose_value=False, callback=quieter, help=say_less),
        click.Option(["-v", "--verbose"], is_flag=True, expose_value=False, callback=louder, help=say_more),
    ]


@click.group(cls=_Group, params=_voice(), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="twosource", message="twosource %(version)s")
def main() -> None:
    """Read reports from many outlets and write one sourced account of each story.

    \b
    Start here:
      twosource read reports.jsonl --desk my.desk     take reports in
      twosource account --desk my.desk --format text  read the account
      twosource page --desk my.desk --to story.html   a page to send to a colleague

    Exit status: 0 done; 1 some reports were set aside (each is named with the reason, the
    rest is done); 2 the call itself was wrong.
    """


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
    from twosource import codec, flow
    from twosource.records import SetAside

    faults, given = 0, _given(reports)
    with output(target) as out, progress(ctx) as step:
        for done, made in enumerate(flow.annotate_each(given), 1):
            if isinstance(made, SetAside):
                faults += _complain(made)
                continue
            out.write(codec.to_json(codec.annotated(made)) + "\n")
            step("annotating", done, 0)
    ctx.exit(1 if faults else 0)


_DESK = click.option("--desk", "path", required=True, type=click.Path(dir_okay=False), help="The desk file.")


@main.command(epilog=_FORMATS)
@click.argument("reports", nargs=-1)
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
      twosource read --refresh --desk my.desk
      curl … | twosource read - --desk my.desk
    """
    if not reports and not refresh:
        raise click.UsageError("name the reports to read: files, folders, or - for standard input")
    given = _given(reports)
    with _open(path) as desk, progress(ctx) as step:
        intake = desk.read(given, refresh=refresh, progress=step)
    for fault in intake.set_aside:
        _complain(fault)
    if not ctx.obj["quiet"]:
        click.echo(_summary(intake), err=True)
    ctx.exit(1 if intake.set_aside else 0)


def _wording(command: Callable[..., None]) -> Callable[..., None]:
    """--reword and --model, which have a language model word the brief: `asked`, None unless both are given."""

    @wraps(command)
    def run(*, reword: str | None, model: str | None, **rest: Any) -> None:  # noqa: ANN401 - the command's own options
        if (reword is None) != (model is None):
            raise click.UsageError("--reword URL and --model NAME go together")
        if reword is not None and not reword.startswith(("http://", "https://")):
            raise click.UsageError(f"--reword takes an address that begins with http:// or https://, not {reword}")
        command(asked=(reword, model) if reword else None, **rest)

    ask = "Have the model at this OpenAI-compatible address word the brief; what its receipts do not hold is dropped."
    name = "The model to ask; a key stands in TWOSOURCE_LLM_KEY."
    asking = click.option("--model", metavar="NAME", help=name)(run)
    return click.option("--reword", metavar="URL", help=ask)(asking)


@main.command()
@_DESK
@click.option("--format", "style", type=click.Choice(["json", "text"]), default="json", show_default=True)
@click.option("--story", help="Only the story with this id.")
@click.option("--to", "target", type=click.Path(dir_okay=False), help="Write here instead of to standard output.")
@_wording
def account(path: str, style: str, story: str | None, target: str | None, *, asked: tuple[str, str] | None) -> None:
    """Write the whole account of every story.

    \b
    Examples:
      twosource account --desk my.desk > account.json
      twosource account --desk my.desk --format text | less
      twosource account --desk my.desk --reword http://localhost:11434/v1 --model llama3.2
    """
    from twosource import codec
    from twosource.records import Account
    from twosource.tell import text

    with _open(path, existing=True) as desk, output(target) as out:  # a target that cannot be is told at once
        stories, fault = _worded(desk, _stories(desk, story), asked)
        if style == "json":
            out.write(codec.to_json(codec.account(Account(stories)), indent=1) + "\n")
        else:
            for told in stories:
                out.write(text.render(told, _reports(desk, [told])))
    _end(fault)


@main.command()
@_DESK
@click.option("--to", "target", required=True, type=click.Path(dir_okay=False), help="The HTML file to write.")
@click.option("--story", help="Only the story with this id.")
@_wording
def page(path: str, target: str, story: str | None, *, asked: tuple[str, str] | None) -> None:
    """Write the account as one self-contained HTML page: no network, nothing to install for the reader.

    \b
    Example:
      twosource page --desk my.desk --to story.html
    """
    from twosource.tell import page as pages

    with _open(path, existing=True) as desk, output(target) as out:  # a target that cannot be is told at once
        stories, fault = _worded(desk, _stories(desk, story), asked)
        out.write(pages.render(stories, _reports(desk, stories)))
    click.echo(target)
    _end(fault)


@main.command()
@click.argument("path", metavar="DESK", type=click.Path(dir_okay=False))
@click.argument("event")
def explain(path: str, event: str) -> None:
    """Unfold the verdict on EVENT of DESK (its id in the account) to the passages that made it.

    \b
    Example:
      twosource explain my.desk e-3f2a91bc04
    """
    from twosource.tell import explain as explained

    with _open(path, existing=True) as desk:
        for story in _stories(desk, None):
            if any(e.id == event for e in story.events):
                click.echo(explained.render(story, event, _reports(desk, [story])))
                return
    raise Fault(f"no event {event!r} on this desk: `twosource account --desk {path} --format text` shows their ids")


# what the desk counts, one and many
_HELD = {
    "report": ("report", "reports"),
    "alias": ("other id or address of a report", "other ids or addresses of reports"),
    "annotation": ("annotation", "annotations"),
    "set_aside": ("set aside", "set aside"),
    "story": ("story", "stories"),
}


@main.command("desk")
@_DESK
@click.option("--set-aside", "aside", is_flag=True, help="List what could not be read, and why.")
def desk_command(path: str, *, aside: bool) -> None:
    """Say what a desk holds: reports, stories, and with --set-aside what could not be read. It changes nothing.

    \b
    Examples:
      twosource desk --desk my.desk
      twosource desk --desk my.desk --set-aside
    """
    with _open(path, existing=True) as desk:
        if aside:
            for piece in desk.set_aside():
                click.echo(line(f"{piece.where}: {piece.reason}"))
            return
        for name, count in desk.counts().items():
            click.echo(f"{count:8} {_HELD[name][count != 1]}")
        new, unlinked = desk.waiting()
        if new or unlinked:
            what = " and ".join(
                filter(None, (f"{new} to be annotated" if new else "", f"{unlinked} to be linked" if unlinked else ""))
            )
            click.echo(f"reports that wait: {what}; `twosource account --desk {path}` does it, and tells the account")
        for story in desk.told().stories:
            size = counted(len(story.reports), "report")
            click.echo(line(f"{story.id}  {(story.first or '')[:10]:10}  {size:>11}  {story.title}"))


def _given(reports: tuple[str, ...]) -> Iterator[Report | SetAside]:
    from twosource.read import read as read_files

    missing = [r for r in reports if r != "-" and not Path(r).exists()]
    if missing:
        raise Fault(f"no such file or folder: {', '.join(missing)}")
    return read_files(reports)


def _open(path: str, *, existing: bool = False) -> Desk:
    from twosource.desk import Desk

    if existing and not Path(path).exists():
        raise Fault(f"no desk at {path}: `twosource read REPORTS… --desk {path}` makes one")
    return Desk(path)


def _stories(desk: Desk, story: str | None) -> tuple[StoryAccount, ...]:
    """All stories of the desk, or the one that is named; the desk is brought up to date before."""
    with progress(click.get_current_context()) as step:
        told = tuple(s for s in desk.account(progress=step).stories if story in (None, s.id))
    if story and not told:
        raise Fault(f"no story {story!r} on this desk: `twosource desk --desk {desk.path}` lists them")
    return told


def _worded(desk: Desk, stories: tuple[StoryAccount, ...], asked: tuple[str, str] | None) -> tuple[tuple[StoryAccount, ...], str]:
    """The stories, with their briefs worded by a model where one is named (address and name); why it gave no answer, or ""."""
    if asked is None:
        return stories, ""
    from twosource.tell import wording

    faults = dict[str, None]()

    def once(record: logging.LogRecord) -> bool:
        """Keep what goes wrong, to be said once and not with every sentence that is asked for."""
        if record.levelno >= logging.WARNING:
            faults[record.getMessage()] = None
        return record.levelno < logging.WARNING

    log = logging.getLogger(wording.__name__)
    log.addFilter(once)
    try:
        model, known = wording.endpoint(*asked), {a.report.id: a for s in stories for a in desk.annotations(s.reports)}
        # all briefs at once: a model that does not answer for one is not asked again for each other
        lines = iter(wording.reword([told for s in stories for told in s.brief], known, model))
    finally:
        log.removeFilter(once)
    return tuple(replace(s, brief=tuple(islice(lines, len(s.brief)))) for s in stories), "; ".join(faults)


def _end(fault: str) -> None:
    """End with status 1, and say why, where a model that was to word the brief gave no answer."""
    if fault:
        click.echo(line(f"{fault}; what it did not word stays in the brief's own words"), err=True)
        click.get_current_context().exit(1)


def _reports(desk: Desk, stories: tuple[StoryAccount, ...] | list[StoryAccount]) -> dict[str, Report]:
    return {a.report.id: a.report for s in stories for a in desk.annotations(s.reports)}


def _complain(fault: SetAside) -> int:
    click.echo(line(f"set aside: {fault.where}: {fault.reason}"), err=True)
    return 1


def _summary(intake: Intake) -> str:
    parts = [f"{intake.added} added", f"{intake.known} already there", f"{intake.annotated} annotated"]
    parts += [counted(intake.revised, "new version")] if intake.revised else []
    parts += [f"{len(intake.set_aside)} set aside"] if intake.set_aside else []
    return ", ".join(parts) + _unread("not read", intake.lost) + _unread("in doubt", intake.doubted)


def _unread(how: str, fields: Mapping[str, int]) -> str:
    """In how many reports each field was not read as it was given; the reasons stand with the reports."""
    named = (f"{'date' if name == 'published' else name} of {counted(n, 'report')}" for name, n in sorted(fields.items()))
    return f"; {how}: {', '.join(named)}" if fields else ""


if __name__ == "__main__":
    main()
