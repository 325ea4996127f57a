from articles.enums import Severity
from articles.integrity.base import Hit, Manuscript, Rule, shorten
from articles.integrity.registry import RULES, find_rule
from articles.integrity.runner import Result, judge
from articles.text.segments import cut_story
from articles.translation.alignment import compare
from articles.translation.links import SegmentLink
from tests.data.pages import OWN_PAGE, OWN_PAGE_FOREIGN, OWN_PAGE_KEYWORDS


class LongerThanOriginal(Rule):
    """A rule over pairs, as the families of a later issue need it."""

    id, name, explanation, severity = "longer", "Longer", "Longer than it was.", Severity.WARN

    def check(self, manuscript):
        for source, segment in manuscript.pairs():
            if len(segment.text) > len(source.text):
                yield Hit(segment, shorten(segment.text), {"by": "1"})

    def message(self, detail):
        return f"Longer by {detail['by']}."


def test_every_rule_says_what_it_is_under_an_id_of_its_own():
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert find_rule(rule.id) is rule
        assert str(rule.name)
        assert str(rule.explanation).endswith(".")
        assert rule.severity in Severity
        assert len(rule.id) <= 40


def test_a_rule_of_a_former_release_is_not_found():
    assert find_rule("gone") is None


def test_results_are_in_reading_order_and_carry_the_place():
    body = (
        "<p>Một câu bị cắt ngang ở giữa chừng vì</p><p>THỂ THAO</p>"
        "<p>The city council voted late on Tuesday to reopen the old tram line.</p>"
    )
    segments = cut_story(title="Tin", body=body)

    results = judge(Manuscript("vi", segments, section_names=["Thể thao"]))

    assert results == (
        Result("stray-keyword", Severity.WARN, 2, segments[2].hash, "", False, "THỂ THAO",
               {"keyword": "THỂ THAO"}),
        Result("foreign-language", Severity.BLOCK, 3, segments[3].hash, "", False,
               segments[3].text, {"found": "en", "expected": "vi"}),
    )  # fmt: skip


def test_a_rule_may_compare_with_the_original():
    original = Manuscript("vi", cut_story(body="<p>một</p><p>hai</p><p>ba</p>"))
    segments = cut_story(body="<p>three</p><p>four words of it</p><p>1</p>")
    links = [
        SegmentLink(segments[0].hash, original.segments[2].hash),
        SegmentLink(segments[1].hash, "gone"),
        SegmentLink(segments[2].hash, original.segments[0].hash),
    ]
    rows = compare(original.segments, segments, links)

    results = judge(Manuscript("en", segments, original, rows), [LongerThanOriginal()])

    assert [result.segment_index for result in results] == [0]


def test_an_original_has_no_pairs():
    assert list(Manuscript("vi", cut_story(body="<p>một</p>")).pairs()) == []


def test_our_own_page_has_exactly_its_faults():
    segments = cut_story(body="".join(f"<p>{text}</p>" for text in OWN_PAGE))

    results = judge(Manuscript("vi", segments, section_names=["Kinh tế"]))

    found = [(result.rule, result.segment_index) for result in results]
    assert sorted(found) == [
        *[("foreign-language", index) for index in OWN_PAGE_FOREIGN],
        *[("stray-keyword", index) for index in OWN_PAGE_KEYWORDS],
    ]


def test_text_is_shortened_between_words_where_there_are_any():
    assert shorten("một hai " * 40) == "một hai " * 19 + "một…"
    assert shorten("字" * 400) == "字" * 159 + "…"
    assert shorten("ngắn") == "ngắn"
