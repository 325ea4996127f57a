from articles.models import Publication
from tests.factories import (
    make_author,
    make_image,
    make_live_story,
    make_source,
    make_tag,
)


def address(story, language_code="vi"):
    publication = Publication.objects.get(story=story, language_code=language_code)
    section = publication.section.translations.get(language_code=language_code)
    return f"/{language_code}/{section.slug}/{publication.revision.slug}-{story.pk}/"


def test_the_page_shows_what_the_old_page_showed(site, section, get):
    source = make_source("Lotus Wire", vi="Theo Lotus Wire")
    author, tag = make_author("Trần Mỹ Linh"), make_tag("cau-duong")
    story = make_live_story(
        site,
        section=section,
        authors=(author,),
        tags=(tag,),
        source=source,
        lead_image=make_image(site, credit="Ảnh: Hồ Thanh Tùng"),
    )

    response = get(address(story))

    page = response.content.decode()
    assert response.status_code == 200
    assert response["Content-Language"] == "vi"
    assert '<h1 class="story-title">Cầu mới nối hai bờ sông</h1>' in page
    assert "Người dân đi lại dễ hơn." in page
    assert "<p>Cây cầu dài 420 mét.</p>" in page
    assert f'<a href="/vi/author/{author.slug}/" rel="author">Trần Mỹ Linh</a>' in page
    assert '<a href="/vi/thoi-su/">Thời sự</a>' in page
    assert "Theo Lotus Wire" in page
    assert "Ảnh: Hồ Thanh Tùng" in page
    assert '<a href="/vi/tag/cau-duong-vi/" rel="tag">cau-duong vi</a>' in page
