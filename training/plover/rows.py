"""Read the training rows: resolve the marks and the alternatives, and rename countries alike within a sentence.

Used by the training scripts only; FORMAT.md says what a row is.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
_CHOICE = re.compile(r"\{([^{}]*)\}")
BEFORE, AFTER = 0.4, 0.5  # how often a further wording is set inside a longer sentence
_MARK = re.compile(r"\[([AR]):([^\[\]]*)\]")

# name, people or adjective, capital: swapped together. Countries only; ordered so that none is part of another's name.
COUNTRIES = [
    tuple(line.split(","))
    for line in """Kenya,Kenyan,Nairobi
Ghana,Ghanaian,Accra
Peru,Peruvian,Lima
Chile,Chilean,Santiago
Bolivia,Bolivian,La Paz
Ecuador,Ecuadorian,Quito
Paraguay,Paraguayan,Asuncion
Norway,Norwegian,Oslo
Finland,Finnish,Helsinki
Latvia,Latvian,Riga
Lithuania,Lithuanian,Vilnius
Poland,Polish,Warsaw
Hungary,Hungarian,Budapest
Romania,Romanian,Bucharest
Bulgaria,Bulgarian,Sofia
Serbia,Serbian,Belgrade
Croatia,Croatian,Zagreb
Greece,Greek,Athens
Turkey,Turkish,Ankara
Georgia,Georgian,Tbilisi
Armenia,Armenian,Yerevan
Azerbaijan,Azerbaijani,Baku
Kazakhstan,Kazakh,Astana
Uzbekistan,Uzbek,Tashkent
Russia,Russian,Moscow
Ukraine,Ukrainian,Kyiv
China,Chinese,Beijing
Japan,Japanese,Tokyo
Vietnam,Vietnamese,Hanoi
Thailand,Thai,Bangkok
Indonesia,Indonesian,Jakarta
Malaysia,Malaysian,Kuala Lumpur
India,Indian,New Delhi
Pakistan,Pakistani,Islamabad
Nepal,Nepali,Kathmandu
Iran,Iranian,Tehran
Iraq,Iraqi,Baghdad
Syria,Syrian,Damascus
Lebanon,Lebanese,Beirut
Jordan,Jordanian,Amman
Egypt,Egyptian,Cairo
Libya,Libyan,Tripoli
Tunisia,Tunisian,Tunis
Algeria,Algerian,Algiers
Morocco,Moroccan,Rabat
Mali,Malian,Bamako
Senegal,Senegalese,Dakar
Nigeria,Nigerian,Abuja
Cameroon,Cameroonian,Yaounde
Uganda,Ugandan,Kampala
Rwanda,Rwandan,Kigali
Tanzania,Tanzanian,Dodoma
Zambia,Zambian,Lusaka
Zimbabwe,Zimbabwean,Harare
Mozambique,Mozambican,Maputo
Angola,Angolan,Luanda
Ethiopia,Ethiopian,Addis Ababa
Somalia,Somali,Mogadishu
Sudan,Sudanese,Khartoum
Yemen,Yemeni,Sanaa
Israel,Israeli,Jerusalem
Germany,German,Berlin
France,French,Paris
Italy,Italian,Rome
Spain,Spanish,Madrid
Portugal,Portuguese,Lisbon
Austria,Austrian,Vienna
Sweden,Swedish,Stockholm
Denmark,Danish,Copenhagen
Canada,Canadian,Ottawa
Australia,Australian,Canberra
Mexico,Mexican,Mexico City
Brazil,Brazilian,Brasilia
Colombia,Colombian,Bogota
Venezuela,Venezuelan,Caracas
Cuba,Cuban,Havana
Haiti,Haitian,Port-au-Prince
Honduras,Honduran,Tegucigalpa
Guatemala,Guatemalan,Guatemala City
Belarus,Belarusian,Minsk
Moldova,Moldovan,Chisinau
Myanmar,Burmese,Naypyidaw
Cambodia,Cambodian,Phnom Penh
Bangladesh,Bangladeshi,Dhaka
Afghanistan,Afghan,Kabul
South Korea,South Korean,Seoul
North Korea,North Korean,Pyongyang
Saudi Arabia,Saudi,Riyadh
United States,American,Washington
Britain,British,London""".splitlines()
]
_FORMS = sorted(((form, i, j) for i, row in enumerate(COUNTRIES) for j, form in enumerate(row)), key=lambda f: -len(f[0]))
_NAMES = re.compile(r"\b(?:" + "|".join(re.escape(f) for f, _, _ in _FORMS) + r")(?=\b|s\b)")
_WHERE = {form: (i, j) for form, i, j in _FORMS}


def rows(folder: Path = HERE, *, variants: int = 1, seed: int = 0) -> Iterator[dict[str, Any]]:
    """Every row of every `*.jsonl` under `folder`, `variants` wordings of each, the same for the same seed."""
    frames = json.loads((HERE / "frames.json").read_text("utf-8"))
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            row = json.loads(line)
            chance = random.Random(f"{seed}:{path.name}:{number}")  # noqa: S311 - wordings, not secrets
            for variant in range(variants):
                marked = chosen(row["marked"], chance)
                if variant:
                    marked = framed(rename(marked, chance), frames, chance)
                text, actor, recipient = unmark(marked)
                yield {
                    "id": f"{path.stem}:{number}:{variant}",
                    "text": text,
                    "actor": actor,
                    "recipient": recipient,
                    "type": row["type"],
                    "mode": row["mode"],
                    "status": row["status"],
                }


def chosen(marked: str, chance: random.Random) -> str:
    """The sentence with one of each group of equal wordings."""
    return _CHOICE.sub(lambda m: chance.choice(m[1].split("|")), marked)


def framed(marked: str, frames: dict[str, list[str]], chance: random.Random) -> str:
    """The sentence inside a longer one: words before or after it that change nothing of who did what to whom."""
    if marked.startswith(("[A:The ", "[A:A ", "[A:An ", "The ", "A ", "An ", "[R:The ", "[R:A ")) and chance.random() < BEFORE:
        opening = chance.choice(frames["before"])
        at = marked.index(":") + 1 if marked.startswith("[") else 0
        loose = opening.rstrip().endswith((",", "that", "after", "said"))
        marked = opening + (marked[:at] + marked[at].lower() + marked[at + 1 :] if loose else marked)
    if marked.endswith(".") and '"' not in marked and chance.random() < AFTER:
        marked = marked[:-1] + chance.choice(frames["after"])
    return marked


def unmark(marked: str) -> tuple[str, list[int] | None, list[int] | None]:
    """The plain text and the spans of actor and recipient in it."""
    text, at, spans = "", 0, {"A": None, "R": None}
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans[mark[1]] = [len(text), len(text) + len(mark[2])]
        text, at = text + mark[2], mark.end()
    return text + marked[at:], spans["A"], spans["R"]


def rename(marked: str, chance: random.Random) -> str:
    """The sentence with every country in it, its people and its capital, taken for another's."""
    seen: dict[int, int] = {}

    def other(match: re.Match[str]) -> str:
        country, form = _WHERE[match[0]]
        if country not in seen:
            free = [i for i in range(len(COUNTRIES)) if i not in seen.values()]
            seen[country] = chance.choice(free)
        return COUNTRIES[seen[country]][form]

    return _NAMES.sub(other, marked)
