"""All rules, in the order in which an editor reads their findings."""

from articles.integrity.base import Rule
from articles.integrity.rules.characters import (
    BrokenCharacter,
    InvisibleCharacter,
    LookAlike,
    OddForm,
)
from articles.integrity.rules.keywords import StrayKeyword
from articles.integrity.rules.language import ForeignLanguage
from articles.integrity.rules.length import LengthRatio
from articles.integrity.rules.links import LostLink
from articles.integrity.rules.marks import UnbalancedMarks
from articles.integrity.rules.numbers import ChangedDate, ChangedNumber, ChangedUnit
from articles.integrity.rules.pictures import EmptyAlt, LostImage
from articles.integrity.rules.standing import MissingSegment, StaleSegment, UnconfirmedMachine
from articles.integrity.rules.terms import GlossaryTerms
from articles.integrity.rules.untranslated import Untranslated

RULES: tuple[Rule, ...] = (
    MissingSegment(),
    StaleSegment(),
    UnconfirmedMachine(),
    ForeignLanguage(),
    Untranslated(),
    GlossaryTerms(),
    ChangedNumber(),
    ChangedDate(),
    ChangedUnit(),
    LengthRatio(),
    LostLink(),
    StrayKeyword(),
    UnbalancedMarks(),
    BrokenCharacter(),
    InvisibleCharacter(),
    LookAlike(),
    OddForm(),
    LostImage(),
    EmptyAlt(),
)
_BY_ID = {rule.id: rule for rule in RULES}


def find_rule(rule_id: str) -> Rule | None:
    """The rule of this id; None for one that a former release knew."""
    return _BY_ID.get(rule_id)
