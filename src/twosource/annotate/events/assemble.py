"""Put a sentence's event mentions together from clauses, nouns and figures."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from twosource.annotate.events.clauses import SUBJECTS, Clause, clauses, is_saying
from twosource.annotate.events.coding import as_told, code_clause, code_noun
from twosource.annotate.events.entries import in_entry, stamps
from twosource.annotate.events.figured import figures_of, host_of, is_former, tells
from twosource.annotate.events.frames import Frame, frame_of, np_span, recipients_of
from twosource.annotate.events.lent import own_times
from twosource.annotate.events.nominal import event_nouns, figure_phrase, noun_arguments, phrase
from twosource.annotate.events.status import status_of
from twosource.annotate.events.vocabulary import REFUSED_COMMENT, SPEECH_ACTS
from twosource.annotate.events.when import Timed, by_clause, date_and_time, is_recalled, timed, turned_ahead
from twosource.annotate.wording import word_set
from twosource.records import EventMention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from twosource.annotate.events.lexicon import Code
    from twosource.annotate.parse import Parsed
    from twosource.records import Attribution, Figure, Furniture, Place, Span, Time

_FINE = {"site": 4, "city": 3, "region": 2, "country": 1, None: 0}
_IN_PLACE = word_set("in at near outside inside off on around across from over aboard throughout to into between along within by")
_BLOCK = 256  # characters: attributions are found by the block that their content touches
_MOST_NOUNS = 2  # event nouns a sentence that get a mention of their own


class Finder:
    """One report's findings, ready to be joined to clauses."""

    def __init__(  # noqa: PLR0913, PLR0917 - events join all that was found before them
        self,
        parsed: Parsed,
        furniture: tuple[Furniture, ...],
        times: tuple[Time, ...],
        places: tuple[Place, ...],
        figures: tuple[Figure, ...],
        attributions: tuple[Attribution, ...],
    ) -> None:
        """Place every finding in the parse."""
        doc = parsed.doc
        self.doc, self.text = doc, doc.text
        self.published = parsed.report.published
        self.furniture = [(f.start, f.end) for f in furniture]
        self.acts: dict[int, str] = {}  # predicate → its type: what is only demanded or refused is no event of its own
        self.times = timed(doc, times)
        self.stamps = stamps(self.text, self.times)
        self.heads = {t.time.start for t in self.stamps.values()}
        self.figures = figures
        self.attributions = attributions
        self.figure_tokens = [_anchor_in(parsed, f.start, f.end) for f in figures]
        self.figures_at = sorted((t.i, i) for i, t in enumerate(self.figure_tokens) if t is not None)
        self.contents: dict[int, list[tuple[int, int, int, int]]] = {}  # block of characters → size, attribution, content
        for i, said in enumerate(attributions):
            size = sum(b - a for a, b in said.content)
            for a, b in said.content:
                for block in range(a // _BLOCK, b // _BLOCK + 1):
                    self.contents.setdefault(block, []).append((size, i, a, b))
        self.places: list[tuple[int, Place, Token]] = []
        for i, p in enumerate(places):
            token = _anchor_in(parsed, p.start, p.end)
            if token is not None and not p.actor and not self._is_furniture(p.start):
                self.places.append((i, p, token))
        self.places_at = sorted((token.i, k) for k, (_, _, token) in enumerate(self.places))
        self.times_at = sorted((t.token.i, k) for k, t in enumerate(self.times))

    def in_sentence(self, sentence: Sentence) -> Iterator[EventMention]:
        """The sentence's event mentions: of clauses, of nouns, of figures with words of their own."""
        words = [t for t in sentence if not t.is_space]  # a sentence keeps the line break after it
        if not words or (self._is_furniture(words[0].idx) and self._is_furniture(words[-1].idx)):
            return
        found = list(clauses(sentence))
        stamp, times = self._stamped(sentence.start_char, self._times_in(sentence.start, sentence.end))
        counted = [(i, self.figures[i], self.figure_tokens[i]) for i in self._figures_in(sentence.start, sentence.end)]
        owned = figures_of(found, counted)
        taken: set[int] = set()
        undated = [(c, self._clause_event(c, owned.get(c.head.i, []), taken)) for c in found]
        told = [(c, m) for c, m in undated if m is not None]
        table = by_clause(found, times)
        # What a clause that tells nothing by itself says of time ("striking", "made") is said of the clause above it.
        wider = by_clause([c for c, m in undated if m is not None or is_saying(c.top)], times)
        mentions = [self._dated(c, m, own_times(c, table, found) or wider.get(c.head.i, [])) for c, m in told]
        used = {i for m in mentions for i in m.figures[:1]}
        mentions += self._noun_events(sentence, taken, times)
        mentions += self._figure_events(sentence, used, found)
        mentions += self._among(sentence, found)
        if not taken:
            mentions += self._whole(sentence, found, times)
        yield from (in_entry(self.text, m, stamp) for m in mentions)

    def _dated(self, clause: Clause, mention: EventMention, times: Sequence[Timed]) -> EventMention:
        """The clause's mention with the date and hour that its time words give."""
        day, time = date_and_time(times)
        if mention.status == "planned":
            day = turned_ahead(clause, day, times, self.published)
        return replace(mention, date=day, time=time, background=is_recalled(day, self.published))

    def _stamped(self, start: int, times: list[Timed]) -> tuple[Timed | None, list[Timed]]:
        """The hour at the head of an entry of a running report ("• 14.20 – …"), if there is one, and the other times.

        It stands in the sentence or, where the parser cut it off, right before it.
        """
        if times and times[0].time.start in self.heads:
            return times[0], times[1:]
        return self.stamps.get(start), times

    def contents_without(self, found: Sequence[EventMention]) -> Iterator[EventMention]:
        """What somebody says where no clause was found in it: the content itself, told whole ("Kick-off remains at 3 p.m.")."""
        told = sorted((e.start, e.end) for e in found)
        starts, ends = [a for a, _ in told], list(accumulate((b for _, b in told), max))
        made: list[Span] = []
        for said in self.attributions:
            for start, end in said.content:
                before = bisect_left(starts, end)
                if (before and ends[before - 1] > start) or any(a < end and start < b for a, b in made):
                    continue
                span = self.doc.char_span(start, end, alignment_mode="contract")
                if span is None or sum(t.is_alpha for t in span) < 2:
                    continue
                first, last = span.start, span.end
                while last > first + 1 and (self.doc[last - 1].is_punct or self.doc[last - 1].is_space):
                    last -= 1
                while first < last - 1 and (self.doc[first].is_punct or self.doc[first].is_space):
                    first += 1
                times = self._times_in(first, last)
                day, time = date_and_time(times)
                a, b = self._chars(first, last)
                made.append((a, b))
                root = span.root
                yield EventMention(
                    start=a,
                    end=b,
                    trigger=(root.idx, root.idx + len(root)),
                    head=root.lemma_.lower(),
                    date=day,
                    time=time,
                    figures=tuple(self._figures_in(first, last)),
                    attribution=self._attribution_of(root.idx),
                    background=is_recalled(day, self.published),
                )

    def _clause_event(self, clause: Clause, figures: list[int], taken: set[int]) -> EventMention | None:
        frame = frame_of(clause)
        code = code_clause(frame)
        self.acts[clause.head.i] = self.acts[clause.top.i] = code[0]
        if _is_idle(clause, code, figures) or (clause.top.dep_ == "xcomp" and self._is_content(clause.top)):
            return None
        named = frame.event is not None and code[0] != "NONE" and code_noun(frame.event)[0] == code[0]
        trigger = frame.event if frame.event is not None and named else clause.head
        taken.update((clause.head.i, trigger.i))
        status = status_of(clause)
        code = as_told(code, clause.head.lemma_.lower(), status)
        start, end = self._trim(clause.first, clause.last, trigger)
        actor, recipient = _parties(frame)
        return EventMention(
            start=start,
            end=end,
            trigger=(trigger.idx, trigger.idx + len(trigger)),
            head=trigger.lemma_.lower(),
            type=_plover(code),
            mode=code[1] if _plover(code) else None,
            actor=actor,
            recipient=recipient,
            place=self._place_of(clause.head, clause.first, clause.last),
            figures=tuple(figures),
            status=status,
            attribution=self._attribution_of(trigger.idx),
        )

    def _whole(self, sentence: Sentence, found: Sequence[Clause], times: Sequence[Timed]) -> Iterator[EventMention]:
        """A sentence without a finite verb of its own ("Tanks on the square.") is told whole."""
        if any(is_saying(c.top) for c in found) or sum(t.is_alpha for t in sentence) < 3 or sentence.text.rstrip().endswith("?"):
            return
        last = sentence.end
        while last > sentence.start + 1 and (self.doc[last - 1].is_punct or self.doc[last - 1].is_space):
            last -= 1
        start, end = self._chars(sentence.start, last)
        day, time = date_and_time(times)
        root = sentence.root
        yield EventMention(
            start=start,
            end=end,
            trigger=(root.idx, root.idx + len(root)),
            head=root.lemma_.lower(),
            place=self._place_of(root, sentence.start, last),
            date=day,
            time=time,
            figures=tuple(self._figures_in(sentence.start, last)),
            attribution=self._attribution_of(root.idx),
            background=is_recalled(day, self.published),
        )

    def _noun_events(self, sentence: Sentence, taken: set[int], times: Sequence[Timed]) -> Iterator[EventMention]:
        made = 0
        for noun, code in event_nouns(sentence, taken):
            first, last = phrase(noun)
            if last - first < 3 or made >= _MOST_NOUNS or self._is_content(noun):
                continue
            made += 1
            own = [t for t in times if first <= t.token.i < last]
            day, time = date_and_time(own)
            actors, recipients = noun_arguments(noun)
            start, end = self._chars(first, last)
            yield EventMention(
                start=start,
                end=end,
                trigger=(noun.idx, noun.idx + len(noun)),
                head=noun.lemma_.lower(),
                type=_plover(code),
                mode=code[1] if _plover(code) else None,
                actor=tuple(np_span(t) for t in actors),
                recipient=tuple(np_span(t) for t in recipients),
                place=self._place_of(noun, first, last),
                date=day,
                time=time,
                figures=tuple(self._figures_in(first, last)),
                status="negated" if any(c.lower_ == "no" for c in noun.children) else "actual",
                attribution=self._attribution_of(noun.idx),
                background=is_recalled(day, self.published),
            )

    def _figure_events(self, sentence: Sentence, used: set[int], found: Sequence[Clause]) -> Iterator[EventMention]:
        """A figure that is no clause's first one is said in words of its own: "two of them children", "gusts of 210"."""
        for i in self._figures_in(sentence.start, sentence.end):
            token = self.figure_tokens[i]
            if token is None or not tells(self.figures[i]) or is_former(token):
                continue
            first, last = figure_phrase(token)
            adjunct = self.doc[first].dep_ == "prep" and self.figures[i].unit is not None
            if last - first < 2 or (i in used and not adjunct):
                continue
            start, end = self._chars(first, last)
            host = host_of(token, found)
            yield EventMention(
                start=start,
                end=end,
                trigger=(token.idx, token.idx + len(token)),
                head=host.head.lemma_.lower() if host is not None else self.figures[i].what,
                figures=(i,),
                status=status_of(host) if host is not None else "actual",
                attribution=self._attribution_of(token.idx),
            )

    def _among(self, sentence: Sentence, found: Sequence[Clause]) -> Iterator[EventMention]:
        """As in "…, among them the driver": who is among the counted, said in words of its own."""
        for t in sentence:
            if t.lower_ != "among" or t.i + 2 >= sentence.end or self.doc[t.i + 1].lower_ not in {"them", "whom"}:
                continue
            end = next((w.i for w in self.doc[t.i + 2 : sentence.end] if w.is_punct), sentence.end)
            host = host_of(t, found)
            if end - t.i < 4 or host is None:
                continue
            first, last = self._chars(t.i, end)
            yield EventMention(
                start=first,
                end=last,
                trigger=(t.idx, t.idx + len(t)),
                head=host.head.lemma_.lower(),
                attribution=self._attribution_of(t.idx),
            )

    def _is_content(self, t: Token) -> bool:
        """Tell whether the word is what somebody demands, threatens, refuses or promises ("called for *sanctions*")."""
        for _ in range(3):
            t = t.head
            if t.i in self.acts:
                return self.acts[t.i] in {"REQUEST", "THREATEN", "REJECT", "AGREE"}
            if t.pos_ in {"VERB", "AUX"}:
                return False
        return False

    def _trim(self, first: int, last: int, trigger: Token) -> Span:
        """The clause's characters, without source and cue of the attribution in whose content it stands."""
        start, end = self._chars(first, last)
        start = max([start, *(b for a, b in self.furniture if a <= start < b <= trigger.idx)])
        index = self._attribution_of(trigger.idx)
        if index is None:
            return start, end
        said = self.attributions[index]
        for a, b in said.content:
            if a <= trigger.idx < b:
                for voice in (said.source, said.cue):
                    if voice is not None and start <= voice[0] < a and start < a < end:
                        start = a
                    if voice is not None and b <= voice[0] and voice[1] <= end and start < b < end:
                        end = b
        return start, end

    def _chars(self, first: int, last: int) -> Span:
        return self.doc[first].idx, self.doc[last - 1].idx + len(self.doc[last - 1])

    def _attribution_of(self, at: int) -> int | None:
        """The innermost attribution whose content holds the character."""
        holding = [(size, i) for size, i, a, b in self.contents.get(at // _BLOCK, ()) if a <= at < b]
        return min(holding)[1] if holding else None

    def _place_of(self, head: Token, first: int, last: int) -> int | None:
        """The finest place that a preposition ties to the trigger within the clause."""
        best: tuple[int, int, int] | None = None
        for k in _inside(self.places_at, first, last):
            i, place, token = self.places[k]
            if not _is_scene(token):
                continue
            rank = (_FINE[place.precision], -abs(token.i - head.i), i)
            if best is None or rank > best:
                best = rank
        return best[2] if best else None

    def _figures_in(self, first: int, last: int) -> list[int]:
        return _inside(self.figures_at, first, last)

    def _times_in(self, first: int, last: int) -> list[Timed]:
        return [self.times[k] for k in _inside(self.times_at, first, last)]

    def _is_furniture(self, at: int) -> bool:
        return any(a <= at < b for a, b in self.furniture)


def _inside(places: list[tuple[int, int]], first: int, last: int) -> list[int]:
    """Of sorted pairs (token, index) the indexes whose token is in `[first, last)`, in order."""
    return sorted(k for _, k in places[bisect_left(places, (first, -1)) : bisect_left(places, (last, -1))])


def _anchor_in(parsed: Parsed, start: int, end: int) -> Token | None:
    span = parsed.doc.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def _is_scene(t: Token) -> bool:
    """Tell whether the place name, or the noun that it hangs on, stands behind a preposition of place."""
    for _ in range(4):
        if t.dep_ == "pobj":
            return t.head.lower_ in _IN_PLACE
        if t.dep_ in {"poss", "compound", "nmod", "appos", "conj", "npadvmod"}:
            t = t.head
            continue
        return False
    return False


def _plover(code: Code) -> str | None:
    return None if code[0] in {"NONE", "ACCIDENT"} else code[0]


def _parties(frame: Frame) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    actors = frame.agents if frame.passive else frame.subjects
    recipients = recipients_of(frame)
    if frame.event is not None and frame.passive:
        actors = frame.agents
    return tuple(np_span(t) for t in actors), tuple(np_span(t) for t in recipients)


def _is_idle(clause: Clause, code: Code, figures: list[int]) -> bool:
    """Clauses that say nothing happened: plain saying, refused comment, scraps."""
    head = clause.head
    lemma = head.lemma_.lower()
    coded = code[0] not in {"NONE", "ACCIDENT"}
    if (
        is_saying(clause.top)
        and not (coded and clause.top.lemma_.lower() in SPEECH_ACTS)
        and not (coded and code[0] in {"REQUEST", "THREATEN", "ACCUSE"})
    ):
        return True
    if lemma in REFUSED_COMMENT and clause.lead is not None:
        return True
    length = clause.last - clause.first
    if coded or figures or code[0] == "ACCIDENT":
        return length < 2
    subject = any(c.dep_ in SUBJECTS for c in clause.top.children)
    if clause.top.dep_ == "acl" and clause.top.head.dep_ == "ROOT":  # the parser took the sentence for a noun phrase
        return length < 4
    if clause.top.dep_ in {"acl", "pcomp", "xcomp"} and not subject:
        return True
    return length < (3 if subject and (lemma != "be" or clause.top.dep_ == "ccomp") else 4)


__all__ = ["Finder"]
