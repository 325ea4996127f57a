"""Segments beside each other, first by example, then against a model under random edits."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.enums import SegmentState
from articles.text.segments import cut_story
from articles.translation.alignment import compare, missing_sources
from articles.translation.links import SegmentLink, pack, unpack
from articles.translation.pairing import carried_links, first_links, pair

BEFORE = ["The bridge opens on Monday.", "It cost nine million.", "The mayor thanked the workers."]
TRANSLATED = ["Cầu mở cửa hôm thứ Hai.", "Chi phí là chín triệu.", "Thị trưởng cảm ơn công nhân."]


def cut(paragraphs, title="", dek=""):
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return cut_story(title=title, dek=dek, body=body)


def linked(sources, targets, revision=1):
    return [SegmentLink(t.hash, s.hash, revision) for s, t in zip(sources, targets, strict=True)]


def rows(after, before=BEFORE, translated=TRANSLATED):
    """State, source and target of every row after an edit of the original."""
    old, targets = cut(before), cut(translated)
    former = {segment.hash: segment for segment in old}
    found = compare(cut(after), targets, linked(old, targets), former)
    return [
        (row.state.value, row.source and row.source.text, row.target and row.target.text)
        for row in found
    ]


def test_unchanged_original_is_current_throughout():
    assert rows(BEFORE) == [("current", s, t) for s, t in zip(BEFORE, TRANSLATED, strict=True)]


def test_changed_sentence_makes_its_own_segment_stale():
    changed = "It cost ten million."

    assert rows([BEFORE[0], changed, BEFORE[2]])[1] == ("stale", changed, TRANSLATED[1])
    assert [row[0] for row in rows([BEFORE[0], changed, BEFORE[2]])] == [
        "current", "stale", "current",
    ]  # fmt: skip


def test_stale_segment_knows_what_it_was_made_from():
    old, targets = cut(BEFORE), cut(TRANSLATED)
    new = cut([BEFORE[0], "It cost ten million.", BEFORE[2]])
    links = linked(old, targets, revision=7)

    assert missing_sources(new, links) == {7}
    found = compare(new, targets, links, {s.hash: s for s in old})
    assert found[1].before == old[1]


def test_text_written_anew_stands_where_the_old_one_stood():
    anew = "Nobody expected what came next."

    assert rows([BEFORE[0], anew, BEFORE[2]])[1] == ("stale", anew, TRANSLATED[1])


def test_inserted_segment_is_missing_and_nothing_else_moves():
    found = rows([BEFORE[0], "Traffic was light.", *BEFORE[1:]])

    assert [row[0] for row in found] == ["current", "missing", "current", "current"]


def test_dropped_segment_leaves_its_translation_as_extra_in_place():
    assert rows([BEFORE[0], BEFORE[2]])[1] == ("extra", None, TRANSLATED[1])


def test_order_makes_nothing_stale_and_is_that_of_the_original():
    found = rows([BEFORE[2], BEFORE[0], BEFORE[1]])

    assert [row[0] for row in found] == ["current"] * 3
    assert [row[2] for row in found] == [TRANSLATED[2], TRANSLATED[0], TRANSLATED[1]]


def test_split_segment_is_stale_in_its_larger_part():
    long = "The new bridge over the river opens on Monday at nine. Buses will use it from Tuesday."
    first, second = long.split(". ")
    found = rows([f"{first}.", second], [long], ["Cây cầu mới mở cửa hôm thứ Hai."])

    assert sorted(row[0] for row in found) == ["missing", "stale"]


def test_merged_segments_keep_one_and_show_the_other():
    merged = f"{BEFORE[0]} {BEFORE[1]}"
    found = rows([merged, BEFORE[2]])

    assert sorted(row[0] for row in found) == ["current", "extra", "stale"]
    assert {row[2] for row in found} == set(TRANSLATED)


def test_equal_paragraphs_each_keep_their_own_translation():
    twice = ["Yes.", "No.", "Yes."]
    found = rows(twice, twice, ["Vâng.", "Không.", "Đúng."])

    assert [row[2] for row in found] == ["Vâng.", "Không.", "Đúng."]


def test_title_and_dek_are_found_by_what_they_are():
    old = cut(["One."], title="Bridge opens", dek="At last.")
    targets = cut(["Một."], title="Cầu mở", dek="Cuối cùng.")
    new = cut(["One."], title="Stadium burns down", dek="Nobody hurt.")

    found = compare(new, targets, linked(old, targets), {s.hash: s for s in old})

    assert [(row.state, row.target.text) for row in found] == [
        (SegmentState.STALE, "Cầu mở"),
        (SegmentState.STALE, "Cuối cùng."),
        (SegmentState.CURRENT, "Một."),
    ]


def test_numbers_alone_need_no_translation():
    found = compare(cut(["3–1", "The match ended."]), cut([]), [])

    assert [row.state for row in found] == [SegmentState.CURRENT, SegmentState.MISSING]


def test_links_survive_packing():
    links = [
        SegmentLink("a", "b"),
        SegmentLink("a", "b", 3),
        SegmentLink("a", "b", 3, "deepl"),
        SegmentLink("a", "b", 3, "deepl", 9),
        SegmentLink("a", "b", 0, "", 9),
    ]

    assert unpack(pack(links)) == links
    assert unpack(None) is None


def test_pairing_follows_numbers_where_a_paragraph_was_left_out():
    sources = cut(["Votes: 4512 in all.", "Rain fell.", "The 17 ships left port in 1998."])
    targets = cut(["Tổng cộng 4512 phiếu.", "17 con tàu rời cảng năm 1998."])

    assert pair(sources, targets) == [(0, 0), (2, 1)]


def test_rewording_keeps_what_it_was_made_from_and_confirms_a_machine():
    old, targets = cut(BEFORE), cut(TRANSLATED)
    links = [SegmentLink(t.hash, s.hash, 1, "deepl") for s, t in zip(old, targets, strict=True)]
    after = cut([TRANSLATED[0], "Chi phí là chín triệu đồng.", TRANSLATED[2]])

    found = carried_links(targets, after, links, sources=cut(["New."]), revision=2, actor_id=5)

    assert [link.source for link in found] == [segment.hash for segment in old]
    assert [link.confirmed_by for link in found] == [None, 5, None]
    assert [link.revision for link in found] == [1, 1, 1]


def test_new_paragraph_belongs_to_what_was_missing():
    old, targets = cut(BEFORE[:2]), cut(TRANSLATED[:2])
    sources = cut(BEFORE)

    found = carried_links(
        targets, cut(TRANSLATED), linked(old, targets), sources=sources, revision=2, actor_id=None
    )

    assert [(link.source, link.revision) for link in found] == [
        (sources[0].hash, 1), (sources[1].hash, 1), (sources[2].hash, 2),
    ]  # fmt: skip


# --- random edits against a model ------------------------------------------------------------

words = st.text("abcdefghij ", min_size=12, max_size=40).filter(lambda t: t.strip())
EDITS = st.sampled_from(["change", "insert", "drop", "swap", "mark_up", "space"])


class Story:
    """The model: paragraphs with their names, those of the first text below 100."""

    def __init__(self, paragraphs):
        self.paragraphs = paragraphs
        self.markup = {}
        self.fresh = 100
        self.dropped = self.inserted = False

    def apply(self, what, where, other):
        at, to = where % len(self.paragraphs), other % len(self.paragraphs)
        getattr(self, what)(at, to)

    def change(self, at, _to):
        name, text, _changed = self.paragraphs[at]
        self.paragraphs[at] = (name, f"{text} plus", name < 100)

    def insert(self, at, _to):
        self.fresh += 1
        self.inserted = True
        self.paragraphs.insert(at, (self.fresh, f"quite new {self.fresh}", False))

    def drop(self, at, _to):
        if len(self.paragraphs) > 1:
            self.dropped = self.dropped or self.paragraphs[at][0] < 100
            del self.paragraphs[at]

    def swap(self, at, to):
        both = self.paragraphs
        both[at], both[to] = both[to], both[at]

    def mark_up(self, at, _to):
        self.markup[self.paragraphs[at][0]] = "<strong>{}</strong>"

    def space(self, at, _to):
        self.markup[self.paragraphs[at][0]] = "  {} \n"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(words, min_size=2, max_size=8, unique_by=lambda t: " ".join(t.split())),
    st.lists(st.tuples(EDITS, st.integers(0, 7), st.integers(0, 7)), max_size=6),
)
def test_random_edits_agree_with_a_model(texts, edits):
    """The model names each paragraph; what a translation was made from is known by name.

    Without a rewritten text and a dropped one in the same story every state is determined.
    """
    paragraphs = [
        (number, f"{number} {' '.join(text.split())}", False) for number, text in enumerate(texts)
    ]
    old = cut([text for _, text, _ in paragraphs])
    targets = cut([f"bản dịch {chr(945 + number)}" for number in range(len(paragraphs))])
    story = Story(paragraphs)
    for edit in edits:
        story.apply(*edit)
    paragraphs, dropped, inserted = story.paragraphs, story.dropped, story.inserted
    markup = story.markup
    body = "".join(f"<p>{markup.get(name, '{}').format(text)}</p>" for name, text, _ in paragraphs)
    new = cut_story(body=body)

    found = compare(new, targets, linked(old, targets), {s.hash: s for s in old})

    by_source = {row.source.index: row for row in found if row.source}
    assert sorted(by_source) == list(range(len(new)))
    used = [row.target.index for row in found if row.target]
    assert sorted(used) == list(range(len(targets)))
    for index, (name, _text, changed) in enumerate(paragraphs):
        row = by_source[index]
        if name < 100 and not changed:
            assert (row.state, row.target.index) == (SegmentState.CURRENT, name)
        elif name < 100:
            assert row.state == SegmentState.STALE
            if not (dropped and inserted):
                assert row.target.index == name
        elif not dropped:
            assert row.state == SegmentState.MISSING


@settings(max_examples=60, deadline=None)
@given(st.lists(words, max_size=8), st.lists(words, max_size=8), st.lists(words, max_size=8))
def test_nothing_is_lost_or_paired_twice_whatever_the_texts(first, second, third):
    sources, targets, after = cut(first), cut(second), cut(third)
    links = first_links(sources, targets, 1)
    carried = carried_links(targets, after, links, sources=sources, revision=2, actor_id=None)

    found = compare(sources, after, carried)

    assert [row.source.index for row in found if row.source] == list(range(len(sources)))
    assert sorted(row.target.index for row in found if row.target) == list(range(len(after)))
