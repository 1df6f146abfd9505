"""Places: found, told apart, resolved; what is no place is left out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.annotate import furniture, places
from twosource.annotate.gazetteer import fold, gazetteer
from twosource.annotate.parse import parse
from twosource.records import Place, Report


def read(text: str) -> dict[str, Place]:
    """Words of the text → place. The last mention wins."""
    report = Report(id="r", text=text)
    frame = furniture.find(report)
    return {text[p.start : p.end]: p for p in places.find(parse(report, frame), frame)}


def near(place: Place, lat: float, lon: float) -> bool:
    return place.lat is not None and place.lon is not None and abs(place.lat - lat) < 1 and abs(place.lon - lon) < 1


@pytest.mark.parametrize(
    ("name", "geonames", "country"),
    [
        ("Almaty", 1526384, "KAZ"),
        ("Beijing", 1816670, "CHN"),
        ("Kiev", 703448, "UKR"),
        ("Nur-Sultan", 1526273, "KAZ"),
        ("Xinjiang", 1529047, "CHN"),
        ("Kazakhstan", 1522867, "KAZ"),
        ("Scotland", 2638360, "GBR"),
    ],
)
def test_a_well_known_name_has_its_geonames_id(name: str, geonames: int, country: str):
    found = read(f"Thousands of people marched in {name} on Monday, witnesses said.")[name]
    assert (found.geonames, found.country) == (geonames, country)


def test_the_container_behind_the_comma_decides():
    assert near(read("The storm hit Paris, Texas, on Monday.")["Paris"], 33.7, -95.6)
    assert near(read("The storm hit Paris on Monday.")["Paris"], 48.9, 2.3)
    assert near(read("He flew to London, Ontario, on Sunday.")["London"], 43.0, -81.2)


def test_the_report_decides_between_a_country_and_a_state():
    caucasus = read("Police in Tbilisi, the capital of Georgia, closed roads. Troops left Batumi and crossed Georgia.")
    south = read("Lawmakers in Atlanta voted on Monday. Savannah and Augusta, also in Georgia, expect rain.")
    assert caucasus["Georgia"].country == "GEO"
    assert south["Georgia"].country == "USA"
    assert south["Georgia"].precision == "region"


def test_washington_is_the_capital_unless_it_holds_a_town():
    assert near(read("The talks were held in Washington on Friday.")["Washington"], 38.9, -77.0)
    assert near(read("The talks were held in Spokane, Washington, on Friday.")["Washington"], 47.5, -120.5)


def test_demonyms_are_not_places_and_governments_are_actors():
    found = read("Beijing opposes the plan, but Kazakh police met French envoys in Geneva.")
    assert "Kazakh" not in found
    assert "French" not in found
    assert found["Beijing"].actor
    assert not found["Geneva"].actor


def test_a_site_hangs_on_its_town():
    found = read("Crowds filled Republic Square in Almaty on Wednesday.")["Republic Square"]
    assert found.precision == "site"
    assert found.geonames is None
    assert found.within == "Almaty"
    assert near(found, 43.3, 76.9)


def test_a_road_gets_no_coordinates():
    found = read("The lorry overturned near Harbour Road, Bristol, on Monday.")
    assert found["Harbour Road"].within == "Bristol"
    assert (found["Harbour Road"].lat, found["Harbour Road"].lon) == (None, None)
    assert found["Bristol"].lat is not None


def test_an_outlets_home_is_no_place():
    found = read("The New York Times and the Jerusalem Post reported the deal.")
    assert not any(p.lat is not None for p in found.values())


def test_what_no_gazetteer_knows_is_listed_without_coordinates():
    found = read("Fighting was reported near the village of Qzarblomp on Tuesday.")["Qzarblomp"]
    assert (found.lat, found.lon, found.geonames) == (None, None, None)


@pytest.mark.parametrize(
    ("a", "b"), [("St. Louis", "Saint Louis"), ("Côte d'Ivoire", "Cote d’Ivoire"), ("Nur-Sultan", "nur sultan")]
)
def test_names_fold_alike(a: str, b: str):
    assert fold(a) == fold(b)


def test_the_gazetteer_is_quick():
    book = gazetteer()
    assert book.find("Astana")[0].country == "KAZ"
    assert book.find("no such town anywhere") == ()


ODD = [
    "",
    " ",
    "\u200f",
    "Paris",
    "in Paris, ,",
    "“London”",
    "\u00ad",
    "🙂 Kyiv",
    "محمد",
    "U.S.",
    "(",
    "Republic Square",
    "\n\n",
    "St. X",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(ODD), max_size=6).map(" ".join))
def test_any_text_is_read_and_spans_lie_in_it(text: str):
    report = Report(id="r", text=text)
    for place in places.find(parse(report), ()):
        assert 0 <= place.start < place.end <= len(text)
        assert (place.lat is None) == (place.lon is None)


def test_each_of_several_counties_is_short_for_its_full_name():
    found = read("Water rose in Becker, Clay and Otter Tail counties in Minnesota on Monday.")
    assert {"Becker", "Clay", "Otter Tail"} <= found.keys()
    assert near(found["Otter Tail"], 46.4, -95.7)


def test_neighbours_say_which_of_a_name_is_meant():
    found = read("A man was arrested in Athens on Monday. Deputies took him to the Henderson County Jail.")
    assert near(found["Athens"], 32.2, -95.9)
    assert near(found["Henderson County"], 32.2, -95.9)


@pytest.mark.parametrize("words", ["Torrington police", "Torrington residents", "the Torrington Fire Department"])
def test_a_town_is_found_before_what_a_town_has(words: str):
    assert "Torrington" in read(f"A fire broke out in Torrington, Connecticut. On Monday {words} gave the cause.")
    text = f"Nobody was hurt, {words} said."
    assert "Torrington" in read(text)


def test_a_rank_or_a_court_is_no_town():
    found = read("Superior Court Judge Ray Melton and Vice Mayor Ann Hollis spoke on Monday.")
    assert not {"Superior", "Vice"} & found.keys()
