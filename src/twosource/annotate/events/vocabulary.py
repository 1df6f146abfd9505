"""Closed classes of words that the event rules rest on: verbs of speech, of plan, of phase, light verbs. General English."""

from __future__ import annotations

from twosource.annotate.wording import word_set

# Speech and thought with a clause as content: the saying is an attribution, not a happening.
SPEECH = word_set(
    "say tell add note state report explain claim argue insist recall admit acknowledge think believe know suggest "
    "reckon estimate declare maintain assert write reply answer respond remark comment observe concede confirm "
    "reveal disclose show indicate quote cite feel hope fear expect understand stress emphasise emphasize reiterate "
    "point conclude hear read announce predict forecast hint assure caution mention repeat continue describe "
    "speculate suspect inform warn ask wonder guess doubt contend describe joke testify imply underline underscore "
    "stipulate learn hold find see mean deny charge allege vow pledge promise agree tweet post sum counter retort "
    "specify apprise clarify elaborate recount relate concur warrant swear remind notify advise muse quip"
)
# Of these, verbs that are acts when they take a clause or an addressee: they stay events.
SPEECH_ACTS = word_set("warn ask vow pledge promise agree charge allege")
# Verbs (and adjectives) whose infinitive is the happening: "began to shell", "is due to land", "managed to flee".
PHASE = word_set(
    "begin start continue keep manage stop cease resume go proceed come help tend get finish happen appear seem prove"
)
PLAN = word_set(
    "plan intend aim prepare hope expect schedule set want wish seek try attempt propose mean need decide arrange resolve poise"
)
PLAN_ADJECTIVES = word_set(
    "due set likely ready able scheduled expected poised bound certain sure about willing prepared unlikely unable"
)
FAIL = word_set("fail refuse decline neglect omit forget")
DENY = word_set("deny refute disclaim")
# Verbs that lend the noun its clause: "carried out a raid", "held talks", "imposed a curfew".
LIGHT = word_set(
    "carry conduct launch stage hold make impose declare mount give take have issue open sign wage engage undertake "
    "hit begin start end perform commit deliver pay reach file bring call order announce continue face suffer cause "
    "join introduce lead order see do put enter get receive spark trigger set lodge express voice host organise "
    "organize offer send submit resume suspend halt break stop reiterate renew repeat show step intensify increase "
    "escalate ramp widen mount pursue back follow plan lift ease extend tighten provide use mark enforce"
)
MODALS_OPEN = word_set("may might could would should can")
MODALS_FUTURE = word_set("will shall 'll wo going")
NEGATORS = word_set("not n't never no nobody none neither nothing nor no-one hardly nowhere")
CONDITION_MARKS = word_set("if unless whether lest provided assuming")
TIME_MARKS = word_set("when after before as while since until once that because although though whereas but and so where")
REFUSED_COMMENT = word_set("say comment discuss elaborate answer respond speak confirm give name identify reply talk specify")
