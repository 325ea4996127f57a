from articles.translation.staleness import changed_segments, segment_changes
from tests.factories import head_of, make_story, write_text

BEFORE = "<p>One.</p><p>Two.</p><p>Three.</p>"


def changes(site, after):
    story = make_story(site, ("en",), texts={"title": "T", "dek": "D", "body": BEFORE})
    first = head_of(story, "en")
    write_text(story, "en", body=after)
    last = head_of(story, "en")
    found = [
        (c.before.text if c.before else None, c.after.text if c.after else None)
        for c in segment_changes(first, last)
    ]
    assert (changed_segments(first, last) > 0) == bool(found)
    return found


def test_changed_added_and_dropped_segments_are_told_apart(site, section):
    assert changes(site, "<p>One.</p><p>2.</p><p>Three.</p>") == [("Two.", "2.")]
    assert changes(site, f"{BEFORE}<p>Four.</p>") == [(None, "Four.")]
    assert changes(site, "<p>One.</p><p>Three.</p>") == [("Two.", None)]


def test_moving_and_marking_up_change_nothing(site, section):
    assert changes(site, "<p>Three.</p><p>One.</p><p>Two.</p>") == []
    assert changes(site, "<p>One.</p><p><strong>Two.</strong></p><p>Three. </p>") == []


def test_segment_that_moved_beside_a_change_is_no_change(site, section):
    assert changes(site, "<p>Three.</p><p>One.</p><p>Four.</p>") == [("Two.", "Four.")]
