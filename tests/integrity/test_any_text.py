from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.integrity.base import Term
from articles.integrity.registry import RULES, find_rule
from articles.integrity.runner import judge
from tests.integrity.rules.comparing import whole

LANGUAGES = st.sampled_from(["vi", "en", "zh-hans", "zh-hant", "ja", "ko", "ar", "he", "ru", "th"])
TEXT = st.text(max_size=60) | st.text('“”„"«»()[]1) .\u200b\u200dаaé\u0301', max_size=30)
LINKED = st.builds(lambda text, href: f'<a href="{escape(href)}">{escape(text)}</a>', TEXT, TEXT)
BODY = st.lists(TEXT.map(escape) | LINKED, max_size=4).map(
    lambda blocks: "".join(f"<p>{block}</p>" for block in blocks)
)


@settings(max_examples=60, deadline=None)
@given(BODY, BODY, LANGUAGES, LANGUAGES, st.lists(TEXT.filter(str.strip), max_size=2))
def test_every_rule_reads_every_text_and_has_a_sentence_for_what_it_finds(
    original, translation, source, target, spellings
):
    terms = [Term(spelling, (spelling[::-1],)) for spelling in spellings]
    manuscript = whole({"body": original}, {"body": translation}, (source, target), terms=terms)

    results = judge(manuscript)

    assert {result.rule for result in results} <= {rule.id for rule in RULES}
    assert all(find_rule(result.rule).message(result.detail) for result in results)
