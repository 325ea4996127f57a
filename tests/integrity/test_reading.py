import pytest

from articles.integrity.reading import Reading, without_addresses, without_quotations


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Er sagte „gut“ und ging", "Er sagte   und ging"),
        ("He said ‘don’t look’ and left", "He said   and left"),
        ("He said 'don't look' and left", "He said   and left"),
        ("The players' union and the coach's dog", "The players' union and the coach's dog"),
        ("L’équipe d’Angers n’a pas joué", "L’équipe d’Angers n’a pas joué"),
        ("他说：“好”，然后离开", "他说： ，然后离开"),
        ("an opening “ without its end", "an opening “ without its end"),
    ],
)
def test_quotations_are_set_aside_and_apostrophes_are_not(text, rest):
    assert without_quotations(text) == rest


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("mail desk@example.org now", "mail   now"),
        ("see https://example.org/a-b?c#d now", "see   now"),
        ("see t.me/s/channel_of_the_city now", "see   now"),
        ("#MeToo and @fifa", "  and  "),
        ("It rose by 3.5. Then it fell.", "It rose by 3.5. Then it fell."),
    ],
)
def test_addresses_are_set_aside(text, rest):
    assert without_addresses(text) == rest


def test_names_and_the_particles_between_them_are_no_words():
    reading = Reading("The talks of Ursula von der Leyen in Rio de Janeiro and in London ended")

    assert reading.words == ["the", "talks", "of", "in", "and", "in", "ended"]
    assert "Leyen" not in reading.prose


def test_a_line_in_capitals_has_no_names():
    reading = Reading("THE CITY COUNCIL VOTED")

    assert reading.in_capitals
    assert reading.words == ["the", "city", "council", "voted"]


def test_small_words_and_spellings_speak_for_languages():
    reading = Reading("Президент приїхав і сказав, що быть війні")

    assert reading.count({"uk"}) == 5
    assert reading.count({"ru"}) == 1
    assert reading.count_of_rest({"uk", "be", "kk"}) == 1
    assert Reading("Kylian Mbappé, Erling Haaland").said == []
