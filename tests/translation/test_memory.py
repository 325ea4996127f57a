"""Suggestions: what is found, in which order, in how many queries, by which index."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from articles.models import MemoryUnit
from articles.text.segments import SegmentKind, plain_segment
from articles.translation.memory import suggest, suggest_many
from articles.translation.remembering import Pair, remember

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
BRIDGE = "Cây cầu mới dài 420 mét nối hai bờ sông Hàn."


def pair(source, target, *, languages=("vi", "en"), days=0, **fields):
    return Pair(*languages, source, source, target, target, AT + timedelta(days=days), **fields)


def segment(text):
    return plain_segment(SegmentKind.PARAGRAPH, text)


def found(text, source="vi", target="en", **options):
    return [
        (one.match, one.target_html) for one in suggest(segment(text), source, target, **options)
    ]


def nodes(plan):
    yield plan
    for inner in plan.get("Plans", []):
        yield from nodes(inner)


def test_same_words_match_wholly_and_say_where_they_stand(site):
    remember([pair(BRIDGE, "The new bridge.", site_id=site.pk)])

    (suggestion,) = suggest(segment(f" {BRIDGE}"), "vi", "en")

    assert (suggestion.match, suggestion.target_html) == (100, "The new bridge.")
    assert (suggestion.source_text, suggestion.site) == (BRIDGE, str(site))
    assert (suggestion.written_at, suggestion.story_id) == (AT, None)


@pytest.mark.parametrize(
    ("known", "asked", "least", "most"),
    [
        (BRIDGE, "Cây cầu mới dài 380 mét nối hai bờ sông Hàn.", 90, 99),
        (BRIDGE, "Cây cầu mới dài 420 mét nối đôi bờ sông Hương xanh.", 70, 90),
        (BRIDGE, f"“{BRIDGE}”", 90, 99),
        (BRIDGE, BRIDGE.upper(), 0, 0),  # as many letters changed as if it were another text
        (BRIDGE, "Ngư dân miền Bắc trông chờ một vụ mùa bội thu hơn.", 0, 0),
        (BRIDGE, "Cây cầu.", 0, 0),
        ("这座桥长420米，将于周一通车。", "这座桥长380米，将于周二通车。", 70, 90),
        ("يبلغ طول الجسر الجديد 420 مترا.", "يبلغ طول الجسر الجديد 380 مترا.", 80, 99),
        ("สะพานใหม่เชื่อมสองฝั่งแม่น้ำยาว 420 เมตร", "สะพานใหม่เชื่อมสองฝั่งแม่น้ำยาว 380 เมตร", 80, 99),
        ("The bridge is closed on Monday.", "The bridge is open on Monday.", 60, 90),
    ],
)
def test_similar_words_match_in_part(db, known, asked, least, most):
    remember([pair(known, "x", languages=("th", "en"))])

    matches = [match for match, _ in found(asked, "th")] or [0]

    assert len(matches) == 1
    assert least <= matches[0] <= most


def test_better_matches_come_first_and_of_equals_the_newer_one(db):
    remember(
        [
            pair(BRIDGE, "old", days=0),
            pair(BRIDGE, "new", days=2),
            pair(BRIDGE.replace("420", "380"), "near", days=9),
            pair(BRIDGE, "between", days=1),
        ]
    )

    targets = [target for _, target in found(BRIDGE)]

    assert targets == ["new", "between", "old", "near"]
    assert found(BRIDGE, limit=2) == [(100, "new"), (100, "between")]


def test_other_language_pairs_are_not_asked(db):
    remember([pair(BRIDGE, "x"), pair(BRIDGE, "y", languages=("vi", "ar"))])

    assert found(BRIDGE) == [(100, "x")]
    assert found(BRIDGE, "en", "vi") == []


def test_figures_alone_need_no_suggestion(db):
    remember([pair("420", "420"), pair(BRIDGE, "x")])

    assert found("420") == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_story_is_asked_for_in_three_queries(site, count, django_assert_num_queries):
    texts = [f"{BRIDGE} Số {number}, đường {'ABC'[number]}." for number in range(count)]
    remember([pair(text, f"to {text}", site_id=site.pk) for text in texts])
    sources = [segment(text.replace("mới", "rất mới")) for text in texts] + [segment(texts[0])]

    with django_assert_num_queries(3):
        suggestions = suggest_many(sources, "vi", "en")

    assert {key: one[0].source_text for key, one in suggestions.items()} == {
        **{source.hash: text for source, text in zip(sources, texts, strict=False)},
        sources[-1].hash: texts[0],
    }
    assert suggestions[sources[-1].hash][0].match == 100


def test_nothing_is_asked_for_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert suggest_many([segment("12"), segment("–")], "vi", "en") == {}


def test_a_large_memory_is_read_by_index(db):
    MemoryUnit.objects.bulk_create(
        [
            MemoryUnit(
                source_language="vi",
                target_language="en",
                source_hash=f"{number:032x}",
                target_hash="0",
                source_text="Một câu khác hẳn.",
                source_html="",
                target_html="",
                signature=[(number * 40 + place) * 7919 % 2**22 for place in range(40)],
                written_at=AT,
            )
            for number in range(5000)
        ]
    )
    remember([pair(BRIDGE, "x")])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_memoryunit")
    plans = []

    def explained(execute, sql, params, many, context):
        execute(f"EXPLAIN (FORMAT JSON) {sql}", params, many, context)
        plans.append([*nodes(context["cursor"].fetchone()[0][0]["Plan"])])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explained):
        suggestions = suggest_many(
            [segment(BRIDGE.replace("420", "380")), segment(BRIDGE.replace("mới", "cũ"))],
            "vi",
            "en",
        )

    assert len(suggestions) == 2
    assert len(plans) == 3
    assert "memory_unit_signature" in {node.get("Index Name") for node in plans[1]}
    read = {(node.get("Relation Name"), node["Node Type"]) for plan in plans for node in plan}
    assert ("articles_memoryunit", "Seq Scan") not in read
