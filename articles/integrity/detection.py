"""Is a paragraph in another language than its edition? In doubt it is not.

Scripts decide what they can. Between languages of one script three witnesses are heard: small
words and telling letters, and a model of letters, with the names and without. Quotations, names,
addresses and credits are set aside first, as any language carries them.
"""

from collections.abc import Collection
from functools import lru_cache

from articles.integrity.function_words import LISTED
from articles.integrity.han import foreign_to_chinese, foreign_to_japanese, language_of_han
from articles.integrity.language_model import (
    django_code,
    has_rivals,
    likeliest,
    model_label,
    neighbours,
    rival,
)
from articles.integrity.reading import Reading, without_addresses, without_quotations
from articles.text.languages import same_language
from articles.text.scripts import HAN, HANGUL, KANA, script_weights, scripts_of_language

UNDETERMINED = "und"
# Below this weight (letters; a Chinese character counts three) a text is too short to accuse.
MIN_WEIGHT = 30
# What is shorter is a line, a credit or a title: there it takes more to be sure.
PARAGRAPH_WEIGHT = 45
# A judgement needs about a line of running text; a paragraph full of names needs some words
# between them.
MIN_WORDS = 6
MIN_WORDS_BETWEEN_NAMES = 3
# Small words speak for a language; without any, a text in another script may be a list of names.
MIN_WITNESSES = 3
MIN_WORDS_WITHOUT_WITNESSES = 8
# By how much another language must lead: logarithms of the model, and one a witness.
MIN_LEAD = 1.0
MORE_FOR_A_LINE = 2.0
MORE_AMONG_NAMES = 3.0
MORE_WITHOUT_WITNESSES = 1.5
# The same, where we know no small words of the edition's language: nine to one.
MIN_LEAD_UNLISTED = 2.2
# Of a few words around a quotation the model says little: up to here they are the edition's.
ATTRIBUTION_MARGIN = 2.7


@lru_cache(maxsize=4096)
def foreign_language(text: str, edition: str) -> str:
    """The language of `text` if that is surely not the edition's; empty if it is, or in doubt.

    Codes are Django's. `und` is another language, but nobody can say which.
    """
    if not scripts_of_language(edition):
        return ""
    whole = Reading(without_addresses(text))
    rest = Reading(without_quotations(whole.text))
    if len(rest.text) == len(whole.text):
        rest = whole
    elif rest.weight_of_prose < MIN_WEIGHT:
        if _is_own_attribution(rest, whole, edition):
            return ""
        rest = whole  # a quotation through and through is judged as a whole
    found = _judge(rest, whole, edition)
    return "" if found and same_language(found, edition) else found


def _judge(rest: Reading, whole: Reading, edition: str) -> str:
    if rest.weight < MIN_WEIGHT:
        return ""
    weights = rest.weights_of_prose if _has_enough_prose(rest) else rest.weights
    total = sum(weights.values())
    expected = scripts_of_language(edition)
    if HAN in expected:
        expected |= KANA
    own = sum(weights[script] for script in expected) / total
    if own < 0.3:
        return _foreign_script(rest, whole, edition, own)
    if own <= 0.7:
        return ""
    if edition == "ja":
        return foreign_to_japanese(rest.prose)
    if HAN in expected:
        return foreign_to_chinese(rest.prose, edition)
    return _foreign_in_script(rest, whole, edition)


def _has_enough_prose(reading: Reading) -> bool:
    return reading.weight_of_prose >= _weight_needed(reading)


def _weight_needed(reading: Reading) -> float:
    return MIN_WEIGHT / 2 if reading.weight >= PARAGRAPH_WEIGHT else MIN_WEIGHT


def _foreign_script(rest: Reading, whole: Reading, edition: str, own: float) -> str:
    """For a text of which the edition's scripts make up the share `own` only."""
    weights = rest.weights_of_prose
    script, weight = max(weights.items(), key=lambda item: item[1], default=("", 0))
    if script == "LATIN":
        return _foreign_in_latin(rest, own)
    if weight < MIN_WEIGHT and script == max(whole.weights, key=whole.weights.__getitem__):
        weight = whole.weights_of_prose[script]  # what it quotes is of its own kind
    if weight < _weight_needed(rest):
        return ""
    if script in scripts_of_language(edition) or (own > 0.1 and _may_speak(rest.text, edition)):
        return ""
    return _name_language(rest.prose)


def _foreign_in_latin(rest: Reading, own: float) -> str:
    """Names of substances, species and works are in Latin letters everywhere: this is for prose."""
    label, share = likeliest(rest.prose if rest.weight_of_prose >= MIN_WEIGHT else rest.text)
    if "LATIN" not in (scripts_of_language(django_code(label)) or {"LATIN"}):
        return ""
    found = django_code(label) if share >= 0.5 else UNDETERMINED
    among_own = own > 0.05
    short = rest.weight_of_prose < MIN_WEIGHT and rest.weight < PARAGRAPH_WEIGHT
    needed = MIN_WITNESSES if among_own or short or rest.in_capitals else 1
    words = len(rest.words)
    if words >= MIN_WORDS_BETWEEN_NAMES and rest.count(neighbours(label)) >= needed:
        return found
    if among_own or rest.in_capitals:
        return ""
    if words < (MIN_WORDS if share > 0.9 else MIN_WORDS_WITHOUT_WITNESSES):
        return ""
    return found


def _foreign_in_script(rest: Reading, whole: Reading, edition: str) -> str:
    """For a text in the edition's script: `rest` is what `whole` has outside quotations."""
    label = model_label(edition)
    kin = neighbours(label)
    own = rest.count(kin)
    if own >= MIN_WITNESSES and own >= rest.count_of_rest(kin) + 2:
        return ""
    if not has_rivals(label):
        return ""
    found, lead = _lead(rest, label)
    if found and lead <= 0 and rest is not whole:
        # Rather foreign, but little: what it quotes may be the same language.
        found, lead = _lead(whole, label)
    return django_code(found) if lead > 0 else ""


def _lead(reading: Reading, label: str) -> tuple[str, float]:
    """The likeliest other language, and by how much the case for it is more than good enough.

    No language where the text is rather in the edition's.
    """
    # Names mislead the model one way, their absence the other: both readings must agree.
    found, margin = rival(reading.text, label)
    if margin > 0 and reading.prose != reading.text:
        found, margin_of_prose = rival(reading.prose, label)
    else:
        margin_of_prose = margin
    if margin <= 0 or margin_of_prose <= 0:
        return "", 0.0
    if not LISTED.isdisjoint(neighbours(label)):
        lead = (margin + margin_of_prose) / 2 + _lead_of_witnesses(reading, label, found)
        return found, lead - MIN_LEAD
    return found, min(margin, margin_of_prose) - MIN_LEAD_UNLISTED


def _lead_of_witnesses(reading: Reading, label: str, found: str) -> float:
    """How many more words speak for `found`, less what such a text owes.

    Minus infinity in doubt.
    """
    kin, others = neighbours(label), neighbours(found)
    for_other = _count_only(reading.said, others, kin)
    for_own = _count_only(reading.said, kin, others)
    is_line = reading.weight < PARAGRAPH_WEIGHT
    doubtful = (
        (for_own > 1 and for_own > for_other / 2)
        or len(reading.words) < (MIN_WORDS if is_line else MIN_WORDS_BETWEEN_NAMES)
        or (reading.in_capitals and for_other < MIN_WITNESSES)
    )
    if doubtful:
        return float("-inf")
    return (
        for_other
        - for_own
        - MORE_FOR_A_LINE * is_line
        - MORE_AMONG_NAMES * (len(reading.words) < MIN_WORDS)
        - MORE_WITHOUT_WITNESSES * (not for_other)
    )


def _count_only(
    said: Collection[frozenset[str]], languages: frozenset[str], others: frozenset[str]
) -> int:
    return sum(not each.isdisjoint(languages) and each.isdisjoint(others) for each in said)


def _is_own_attribution(rest: Reading, whole: Reading, edition: str) -> bool:
    """Whether the few words around a quotation may be the edition's language.

    Around one in another script they need only be in the edition's; an untranslated paragraph
    would go on in the quotation's.
    """
    expected = scripts_of_language(edition)
    own = sum(rest.weights[script] for script in expected)
    if not own or own < 0.5 * rest.weight:
        return False
    if sum(whole.weights[script] for script in expected) < 0.5 * whole.weight:
        return own == rest.weight
    return _may_speak(rest.text, edition)


def _may_speak(words: str, edition: str) -> bool:
    """Whether a few words may well be in the edition's language."""
    label = model_label(edition)
    kin = neighbours(label)
    reading = Reading(words.lower())
    own, other = reading.count(kin), reading.count_of_rest(kin)
    if own or other > own:
        return own >= other
    return not has_rivals(label) or rival(reading.text, label)[1] < ATTRIBUTION_MARGIN


def _name_language(text: str) -> str:
    """The language of a text that its script has already shown to be foreign."""
    weights = script_weights(text)
    han = weights[HAN] + sum(weights[script] for script in KANA)
    if han > max(weights[HANGUL], 0.5 * sum(weights.values())):
        return language_of_han(text)
    label, share = likeliest(text)
    return django_code(label) if share >= 0.5 else UNDETERMINED
