"""Join quotations to those who speak them: whole quotations, and those that go on after the cue's sentence."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from twosource.annotate.attribution import spans
from twosource.annotate.attribution.candidate import Candidate
from twosource.annotate.attribution.cues import cues

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from twosource.annotate.attribution.quotes import Quote
    from twosource.records import Span

_SAME = 120  # characters between two quotations of one sentence
_FAR = 600  # characters between what a speaker said and a quotation that may still be theirs
_LEAST_WORDS = 4  # a quotation that stands alone and is shorter is no speech by itself


def join(doc: Doc, text: str, quotes: tuple[Quote, ...], found: list[Candidate]) -> list[Candidate]:
    """Extend contents over whole quotations, tie the rest to the cue beside them or to the speaker before them."""
    owner = _owners(quotes, found)
    added: list[Candidate] = []
    for n, quote in enumerate(quotes):
        if n in owner:
            continue
        made = _beside(doc, text, quote, found + added)
        if made is not None:
            owner[n] = made
            if made not in found:
                added.append(made)
        elif (goes_on := _goes_on(doc, text, quotes, n, owner)) is not None:
            goes_on.content.append((quote.start, quote.end))
            owner[n] = goes_on
        elif stands_alone(text, quote):
            before = _speaker_before(text, quotes, n, owner, found + added)
            if before is not None:
                before.content.append((quote.start, quote.end))
                owner[n] = before
    return found + added


def _owners(quotes: tuple[Quote, ...], found: list[Candidate]) -> dict[int, Candidate]:
    """Which candidate's content holds or touches a quotation; the content is stretched over all of it."""
    owner: dict[int, Candidate] = {}
    ends = [q.end for q in quotes]
    for candidate in found:
        if candidate.features.get("quoted"):
            continue
        for start, end in tuple(candidate.content):
            n = bisect_right(ends, start)
            while n < len(quotes) and quotes[n].start < end:
                _cover(quotes[n], candidate)
                owner.setdefault(n, candidate)
                n += 1
    return owner


def _goes_on(doc: Doc, text: str, quotes: tuple[Quote, ...], n: int, owner: dict[int, Candidate]) -> Candidate | None:
    """The speaker of the quotation before, if this one goes on in the same sentence: '"A," he said, and "B"'."""
    before = owner.get(n - 1)
    if before is None or before.source is None or before.frame not in {"clause", "inside", "quote"}:
        return None
    between = text[quotes[n - 1].end : quotes[n].start]
    cue = doc[before.head].idx
    if "\n" in between or len(between) > _SAME or not quotes[n - 1].end <= cue < quotes[n].start:
        return None
    return before if text[cue : quotes[n].start].rstrip().endswith((",", "and", "but", "still", "or", "that", "—", "-")) else None


def stands_alone(text: str, quote: Quote) -> bool:
    """Tell whether the quotation is a sentence or more by itself, not words within one."""
    inner = text[quote.start : quote.end].strip("\"“”'‘’«»„` ")
    if len(inner.split()) < _LEAST_WORDS and not inner.endswith((".", "!", "?")):
        return False
    before = text[: quote.start].rstrip()[-1:]
    opens = (
        before in {"", ".", "!", "?", ":", '"', "”", "’", "—", ")"}
        or "\n" in text[len(text[: quote.start].rstrip()) : quote.start]
    )
    after = text[quote.end : quote.end + 1]
    return opens and (inner.endswith((".", "!", "?", ",", "…", "—", "-")) or after in {".", ""} or not quote.closed)


def _cover(quote: Quote, candidate: Candidate) -> None:
    """Stretch the content that touches the quotation over all of it."""
    for n, (start, end) in enumerate(candidate.content):
        if start < quote.end and quote.start < end:
            candidate.content[n] = (min(start, quote.start), max(end, quote.end))


def _beside(doc: Doc, text: str, quote: Quote, found: list[Candidate]) -> Candidate | None:
    """The cue right after or right before a quotation: '"...," said X', 'X smiled: "..."'."""
    lexicon = cues()
    for verb, colon in _near(doc, text, quote):
        lemma = lexicon.lemma(verb)
        if not colon and lemma not in lexicon.clause and lemma not in lexicon.quote:
            continue
        for candidate in found:
            if candidate.head == verb.i and candidate.frame in {"clause", "inside", "quote", "object"}:
                if colon and candidate.frame == "object":
                    candidate.frame = "quote"
                candidate.content.append((quote.start, quote.end))
                candidate.content.sort()
                return candidate
        voice = spans.subject(verb)
        if voice is None or quote.start <= voice.idx < quote.end:
            voice = _inverted(doc, quote, verb)
        if voice is None:
            continue
        cue = spans.verb_group(verb)
        return Candidate(verb.i, lemma, "quote", cue, spans.phrase(voice, verb), [(quote.start, quote.end)], voice.i)
    return None


def _inverted(doc: Doc, quote: Quote, verb: Token) -> Token | None:
    """The speaker after a verb that the parse took for its object: '"Stop the trucks," demanded the headman'."""
    if verb.idx < quote.end or verb.tag_ != "VBD" or len(doc.text[quote.end : verb.idx].strip()) > 1:
        return None
    after = (c for c in verb.children if c.dep_ in {"dobj", "attr", "npadvmod", "ccomp", "nsubj"} and c.left_edge.i == verb.i + 1)
    return next((c for c in after if c.pos_ in {"NOUN", "PROPN", "PRON"}), None)


def _near(doc: Doc, text: str, quote: Quote) -> list[tuple[Token, bool]]:  # noqa: C901 (three places to look, in order)
    """Verbs that may introduce a quotation, and whether a colon does: those after it first, then those before it."""
    out: list[tuple[Token, bool]] = []
    inner = text[quote.start : quote.end].rstrip("\"”’'`» ")
    if inner.endswith((",", "?", "!", "…", "—", "-")) or text[quote.end : quote.end + 1] == ",":
        for token in _words(doc, quote.end, min(len(text), quote.end + 250)):
            if "\n" in token.text or token.text in {'"', "“", ";", "''", "``"} or (token.text == "." and token.is_sent_end):
                break
            if token.tag_ in {"VBD", "VBZ", "VBP", "VBG", "VBN", "VB"} and token.dep_ not in {"aux", "auxpass"}:
                out.append((token, False))
                break
    before = _words(doc, max(0, quote.start - 40), quote.start)
    if before and len(text[quote.start : quote.end].split()) >= _LEAST_WORDS and before[-1].tag_ in {"VBD", "VBZ", "VBG"}:
        out.append((before[-1], False))
    lead = text[max(0, quote.start - 250) : quote.start].rstrip()
    if lead.endswith((",", ":", "that", "—", "-")):
        colon = lead.endswith(":")
        for token in reversed(_words(doc, max(0, quote.start - 250), quote.start)):
            if ("\n" in token.text and not colon) or token.text in {".", "!", "?", '"', "”", "''"}:
                break
            if token.tag_ in {"VBD", "VBZ", "VBP", "VBG", "VBN"} and token.dep_ not in {"aux", "auxpass"}:
                out.append((token, colon and token.dep_ == "ROOT"))
                if not colon or token.dep_ == "ROOT":
                    break
    return out


def _words(doc: Doc, start: int, end: int) -> list[Token]:
    span = doc.char_span(start, end, alignment_mode="contract")
    return list(span) if span is not None else []


def _speaker_before(
    text: str, quotes: tuple[Quote, ...], n: int, owner: dict[int, Candidate], found: list[Candidate]
) -> Candidate | None:
    """Who was speaking when a quotation without a cue begins: the last voice of this paragraph or the one before."""
    quote = quotes[n]
    if quote.continues and n - 1 in owner:
        return owner[n - 1]
    best: Candidate | None = None
    for candidate in found:
        if (
            candidate.source is None
            or candidate.features.get("quoted")
            or candidate.frame not in {"clause", "inside", "quote", "according"}
        ):
            continue
        end = max((e for _, e in candidate.content), default=0)
        if end <= quote.start and (best is None or end > max(e for _, e in best.content)):
            best = candidate
    if best is None:
        return None
    if quote.start - max(e for _, e in best.content) > _FAR:
        return None
    between: Span = (max(e for _, e in best.content), quote.start)
    return best if text[between[0] : between[1]].count("\n\n") <= 1 else None
