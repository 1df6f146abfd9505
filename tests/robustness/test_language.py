"""English rules run over English only."""

from __future__ import annotations

import pytest

from twosource.annotate import annotate
from twosource.annotate.language import other_language
from twosource.records import Report

OTHERS = {
    "Russian": "В пятницу министр внутренних дел сообщил, что 26 человек погибли и 18 ранены в Алматы. «Мы не уступим», "
    "— сказал он. " * 3,
    "Chinese": "据新华社报道，周五在阿拉木图发生的抗议活动中有26人被打死，18人受伤。外交部发言人说：“我们支持哈方。”",
    "Arabic": "قالت وزارة الداخلية يوم الجمعة إن 26 شخصا قتلوا وأصيب 18 في المدينة بعد اشتباكات. " * 3,
    "German": "Am Freitag sagte der Minister, dass 26 Menschen getötet und 18 verletzt worden seien. „Wir geben nicht "
    "nach“, sagte er "
    "der Agentur, und will nun mit all den Nachbarn reden.",
    "French": "Le ministre a déclaré vendredi que 26 personnes ont été tuées et 18 blessées à Paris. « Nous ne céderons "
    "pas », a-t-il "
    "dit à l'agence de presse dans la soirée.",
    "Spanish": "El ministro dijo el viernes que 26 personas murieron y 18 resultaron heridas en la ciudad. «No "
    "cederemos», dijo a la "
    "agencia de noticias por la noche.",
    "Dutch": "De politie heeft vrijdag twee mannen opgepakt die worden verdacht van de aanslag of de voorbereiding van "
    "een aanval op "
    "het ministerie, zegt een woordvoerder. Er was een man die had gezegd dat hij wapens had of wilde kopen. Volgens "
    "het persbureau "
    "was er over het hele land onrust en was de minister niet bereikbaar voor commentaar.",
    "Danish": "Det oplyser politiet til nyhedsbureauet, efter at to mænd fredag aften blev anholdt for at have skudt "
    "mod en betjent i "
    "byen. Der er for mange, som har været her under krisen, siger ministeren til avisen, og han mener, at det er tid "
    "til at gøre "
    "noget ved det for dem, der har det svært. Politiet har fået hjælp af to vidner, og det er for tidligt at sige mere.",
    "Norwegian": "Politiet har pågrepet to menn etter at en mann ble skutt og drept i byen fredag, opplyser statsadvokaten til "
    "nyhetsbyrået. Det er all grunn til å være på vakt, sier ministeren, som har hatt møte med alle partier her under krisen.",
}
ENGLISH = {
    "headline": "Ferry fire kills 26 in Kotka, minister quits",
    "short": "Fire",
    "names": "Among the dead are Anna Berg, 34, Kari Lund, 51, Pekka Laine, 19, Jukka Salo, 42, Mats Holm, 8, and Olga "
    "Wirén, 77, "
    "police in Kotka said on Friday.",
    "telegraphic": "President Sauli Niemi met Prime Minister Elena Duarte in Lisbon Friday, with Foreign Minister Jorge "
    "Melo, Defence "
    "Minister Rita Pires and NATO chief Jan Vos present. Talks focused on gas supply, border guards.",
    "capitals": "THE MINISTER SAID ON FRIDAY THAT 26 PEOPLE WERE KILLED AND 18 WOUNDED IN THE CITY, AND THAT POLICE HAD "
    "ARRESTED THREE.",
    "right-to-left names": "The minister محمد بن سلمان said on Friday that בנימין נתניהו met him in Riyadh, and that "
    "they would meet "
    "again next week in the capital, according to a statement.",
}


@pytest.mark.parametrize("name", OTHERS)
def test_another_language_gets_sentences_and_a_reason(name: str) -> None:
    a = annotate(Report("r", OTHERS[name] + "\n\n" + OTHERS[name], published="2022-01-09"))
    assert [said.field for said in a.abstained] == ["language"]
    assert len(a.sentences) == 2
    assert not any((a.furniture, a.entities, a.mentions, a.times, a.places, a.figures, a.attributions, a.events, a.measures))


@pytest.mark.parametrize("name", ENGLISH)
def test_english_is_english(name: str) -> None:
    assert other_language(Report("r", ENGLISH[name])) is None


@pytest.mark.parametrize(("given", "english"), [("en", True), ("en-GB", True), ("EN_us", True), ("ru", False), ("de-AT", False)])
def test_the_language_as_given_counts(given: str, *, english: bool) -> None:
    assert (other_language(Report("r", ENGLISH["names"], language=given)) is None) is english


@pytest.mark.parametrize("given", ["", "und", "unknown", None])
def test_an_unknown_language_is_found_out(given: str | None) -> None:
    assert other_language(Report("r", ENGLISH["names"], language=given)) is None
    assert other_language(Report("r", OTHERS["Russian"], language=given)) is not None
