"""Texts that break other tools, by name."""

from __future__ import annotations

PROSE = (
    "The minister said on Friday that 26 people were killed and 18 wounded in Paris. “We will not yield,” Anna Berg told "
    "reporters, according to Nordtel. Police arrested three men a day earlier.\n\n"
)
QUOTES = "\"“”„«»‘’'`´‹›「」"

ODD: dict[str, str] = {
    "empty": "",
    "blank": "  \n\n \t \r\n",
    "one word": "Fire",
    "one stop": ".",
    "only quotes": QUOTES * 40,
    "a report of quotes": "\n\n".join(f"“Line {i} is what I said.”" for i in range(30)),
    "quotation of 200 sentences": "He said: “" + " ".join(f"Bridge {i} was closed by the police." for i in range(200)) + "”",
    "quotation never closed": "He said: “" + " ".join(f"Bridge {i} was closed by the police." for i in range(40)),
    "emoji": "🔥 Fire 🚒 kills 3 👨‍👩‍👧‍👦 in Paris 🇫🇷, the mayor said 😢. “It is 💔,” she told Reuters 🙏🏽 on Friday.",
    "combining marks": "A\u0301nna Be\u0301rg said Z\u0351\u036b\u0343\u036a was killed in Mu\u0308nchen on Friday. " * 3,
    "a pile of marks": "The minister said a" + "\u0301" * 2000 + " died.",
    "right-to-left names": "The minister محمد بن سلمان said on Friday that בנימין נתניהו met him in Riyadh. “نعم,” he said.",
    "overrides": "The minister said \u202eyadirF no\u202c that \u2066three\u2069 people died in \u200fParis\u200e.",
    "soft hyphens": "The min\u00adis\u00adter said on Fri\u00adday that twen\u00adty-six peo\u00adple were kil\u00adled "
    "in Pa\u00adris.",
    "zero width": "The\u200bminister\u200b said\u200d on\ufeff Friday\u200c that three\u200b people were killed in Paris.",
    "nothing but zero width": "\u200b\u200c\u200d\ufeff\u2060" * 50,
    "Windows quotes": "The mayor said \x93the road is closed\x94 and \x91done\x92. It\x92s over \x96 he said \x97 on Friday.",
    "NULs": "The min\x00ister said\x00 on Friday that 3 people died.\x00\x00",
    "controls": "".join(map(chr, range(32))) * 3 + PROSE + "".join(map(chr, range(127, 160))),
    "lone surrogates": "The minister said \ud800 on Friday \udfff that 3 people died in Paris \ud83d.",
    "CRLF": PROSE.replace("\n", "\r\n") * 2,
    "CR": PROSE.replace("\n", "\r") * 2,
    "other line breaks": PROSE.replace("\n", "\u2028") + PROSE.replace("\n", "\x85") + PROSE.replace("\n", "\x0b\x0c"),
    "tabs": PROSE.replace(" ", "\t"),
    "no-break spaces": PROSE.replace(" ", "\u00a0"),
    "table": "| City | Killed | Wounded |\n|---|---|---|\n| Paris | 12 | 30 |\n| Rome | 3 | 4 |\n" * 5,
    "list": "\n".join(f"- {i}. Paris: {i} killed\n  * police" for i in range(20)),
    "long word": "The minister said " + "x" * 50_000 + " on Friday.",
    "long digits": "The toll was " + "9" * 10_000 + " people killed. More than " + "1," * 2000 + " died.",
    "scales": "One " + "million " * 300 + "people were killed; " + "one hundred " * 200 + "died.",
    "odd digits": "²³ people killed, ① wounded, ٣٤ hurt, ½ of them; $² million; at ²:³ pm on ²/³/²²²² Jan ³, the ²th; ¼ "
    "million people",
    "odd dates": "2022-13-45 99/99/9999 31 February 2022, Feb 30, 0000-00-00, in the year 99999, 25:99 p.m. in the 99th "
    "century. ",
    "HTML": '<p class="a">The minister said <b>3</b> died &amp; &quot;many&quot; in <a href=http://x.y/z?a=1>Paris</a>.</p>\n'
    * 5,
    "capitals": PROSE.upper(),
    "small letters": PROSE.lower(),
    "no punctuation": "".join(c for c in PROSE if c.isalnum() or c == " ") * 5,
    "only punctuation": "!?.,;:-—…" * 100,
    "Turkish case": "İSTANBUL’da the İ ı ß ﬁ ŉ ǰ ΐ said İbrahim İnönü told STRASSE groß and the man that died. " * 3,
    "mathematical letters": "𝐓𝐡𝐞 𝐦𝐢𝐧𝐢𝐬𝐭𝐞𝐫 𝐬𝐚𝐢𝐝 ①②③ ½ ¼ ² ³ ٣ people ４２ killed ⅻ 〇 一百 died.",
    **{
        f"odd number of {q!r}": f"The mayor said {q}the road is closed. He said {q}it is open{q}, and {q} none. He {q}"
        for q in QUOTES
    },
}

# Texts that cost the square of their length where something is wrong; each is made from a number.
LONG = {
    "report": lambda n: PROSE * n,
    "one line": lambda n: PROSE.replace("\n", " ") * n,
    "one sentence": lambda n: "Police said police said police said " * (5 * n),
    "said that": lambda n: "He said that " * (12 * n),
    "paragraphs of one word": lambda n: "no\n\n" * (30 * n),
    "dashes": lambda n: "—" * (60 * n),
    "brackets": lambda n: "(" * (60 * n) + ")" * (60 * n),
    "odd quotes": lambda n: "He said “no. " * (14 * n),
    "names": lambda n: ", ".join(f"John{i} Smith{i}" for i in range(12 * n)),
}
