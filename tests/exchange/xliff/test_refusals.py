"""What is not taken in: whole files, segments of one, and all from who may not translate."""

import itertools

from articles.enums import Role
from articles.exchange.xliff.report import Fate
from tests.exchange.xliff.bridge import TITLE, make_bridge, written
from tests.exchange.xliff.returned import VERSIONS, cut, fates, fill, send
from tests.factories import body_of, make_user


@VERSIONS
def test_a_file_for_something_else_is_refused(site, section, version):
    story = make_bridge(site)
    document = fill(written(story, version), "Lễ khánh", "The opening.")
    unsaid = document.replace('="en"', '=""')

    for changed, reason in [
        (document.replace("news/", "nowhere/"), "There is no story"),
        (document.replace("/vi@", "/fr@"), "The file says “fr” where the story is in “vi”."),
        (document.replace('="en"', '="fr"'), "The file says “fr” where the story is in “en”."),
        (unsaid.replace("/en@", "/vi@"), "“vi” are not translated into “vi”"),
        (unsaid.replace("/en@", "/tlh@"), "not translated into “tlh”"),
        (document.replace("@", "#"), "does not say which story"),
    ]:
        report = send(changed)
        assert reason in report.refusal
        assert report.entries == []

    assert "opening" not in body_of(story)
    assert fates(send(unsaid))[Fate.APPLIED] == 1


def test_a_tool_s_spelling_of_a_language_is_understood(site, section):
    story = make_bridge(site)
    document = fill(written(story, "1.2"), "Lễ khánh", "The opening.")

    report = send(document.replace('language="en"', 'language="en-US"').replace('"vi"', '"vi-VN"'))

    assert fates(report)[Fate.APPLIED] == 1


def test_a_file_about_another_story_is_refused_on_this_story_s_page(site, section):
    story, other = make_bridge(site), make_bridge(site)

    assert "another story" in send(written(story, "1.2"), story_id=other.pk).refusal


def test_who_may_import(site, other_site, section):
    story = make_bridge(site)
    document = fill(written(story, "2.0"), "Lễ khánh", "The opening.")

    for role, languages in itertools.product(Role, [(), ("en",), ("ar",)]):
        elsewhere = make_user((role, other_site), languages=languages)
        assert "There is no story" in send(document, actor=elsewhere, dry_run=True).refusal
        member = make_user((role, site), languages=languages)
        report = send(document, actor=member, dry_run=True)
        may = role != Role.PHOTO_DESK and languages != ("ar",)
        assert fates(report).get(Fate.APPLIED) == (1 if may else None), (role, languages)
        assert ("You may not translate" in report.refusal) is not may


def test_a_segment_twice_in_one_file_counts_once(site, section):
    story = make_bridge(site)
    document = fill(written(story, "1.2"), "Lễ khánh", "The opening.")
    _head, unit, tail = cut(document, "Lễ khánh")
    again = f"{unit}</trans-unit>".replace("The opening", "Something else")
    document = document.replace(
        f"{unit}{tail}", f"{unit}</trans-unit>{again}</body></file></xliff>"
    )

    report = send(document)

    assert [one.message for one in report.of(Fate.REJECTED)] == ["The file has this segment twice."]
    assert "The opening." in body_of(story)


def test_a_source_that_was_edited_is_refused(site, section):
    story = make_bridge(site)
    document = fill(written(story, "1.2"), "Lễ khánh", "The opening.")

    report = send(document.replace("Nhiều người đến xem.", "Ít người đến xem."))

    assert [one.ours for one in report.of(Fate.REJECTED)] == ["The opening."]
    assert "opening" not in body_of(story)


def test_a_title_that_is_too_long_is_refused_alone(site, section):
    story = make_bridge(site)
    document = fill(written(story, "1.2"), TITLE, "A " * 200)
    document = fill(document, "Lễ khánh", "The opening.")

    report = send(document)

    assert "250" in report.of(Fate.REJECTED)[0].message
    assert "The opening." in body_of(story)
