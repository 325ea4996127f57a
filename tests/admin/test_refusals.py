"""Pages that say no: in the person's language, and in words."""

import pytest

from tests.admin.desk import signed_in, story_url
from tests.factories import make_live_story
from tests.views.pages import texts


@pytest.mark.parametrize(
    ("language", "title", "way_back"),
    [
        ("en", "Not allowed", "To the desk"),
        ("vi", "Không được phép", "Về ban biên tập"),
        ("zh-hans", "没有权限", "返回编辑部"),
    ],
)
def test_refusal_is_in_the_language_of_the_desk(section, reporter, language, title, way_back):
    story = make_live_story(section.site, section=section)
    reporter.interface_language = language
    reporter.save()

    refused = signed_in(reporter).get(story_url("publish", story))

    assert refused.status_code == 403
    assert texts(refused, "//h1") == [title]
    assert texts(refused, "//main//a") == [way_back]
