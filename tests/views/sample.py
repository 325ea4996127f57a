"""A small edition with every kind of public page, for tests that look at whole pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from articles.models import AuthorTranslation, ImageTranslation, Site, SiteHost
from articles.workflow import take_down
from tests.factories import (
    make_author,
    make_image,
    make_live_story,
    make_section,
    make_site,
    make_source,
    make_tag,
)
from tests.views.pages import address

BODY = """<p>Cây cầu dài <strong>420 mét</strong> và <em>rộng</em> hơn cầu cũ, theo
<a href="https://example.org/">thông cáo</a>.</p>
<h2>Hai làn xe</h2><ul><li>Làn xe máy</li><li>Làn ô tô</li></ul>
<blockquote><p>Chúng tôi đợi đã lâu.</p></blockquote>
<p>Tên tiếng Trung là <span lang="zh-hans">新桥</span>, tiếng Ả Rập là
<span lang="ar" dir="rtl">الجسر الجديد</span>.</p>
<table><thead><tr><th scope="col">Năm</th><th scope="col">Mét</th></tr></thead>
<tbody><tr><td>2024</td><td>420</td></tr></tbody></table>"""
BODIES = {
    "en": """<p>The bridge is <strong>420 metres</strong> long and <em>wider</em> than the old one,
<a href="https://example.org/">the builders</a> say.</p>
<h2>Two lanes</h2><ul><li>A lane for motorcycles</li><li>A lane for cars</li></ul>
<blockquote><p>We have waited a long time.</p></blockquote>
<p>Its Chinese name is <span lang="zh-hans">新桥</span>, its Arabic name
<span lang="ar" dir="rtl">الجسر الجديد</span>.</p>
<table><thead><tr><th scope="col">Year</th><th scope="col">Metres</th></tr></thead>
<tbody><tr><td>2024</td><td>420</td></tr></tbody></table>""",
    "ar": """<p>يبلغ طول الجسر <strong>420 مترا</strong> وهو <em>أعرض</em> من القديم، بحسب
<a href="https://example.org/">الشركة المنفذة</a>.</p>
<h2>مساران</h2><ul><li>مسار للدراجات النارية</li><li>مسار للسيارات</li></ul>
<blockquote><p>انتظرنا طويلا.</p></blockquote>
<p>اسمه بالصينية <span lang="zh-hans">新桥</span> وبالعربية الجسر الجديد.</p>
<table><thead><tr><th scope="col">السنة</th><th scope="col">الأمتار</th></tr></thead>
<tbody><tr><td>2024</td><td>420</td></tr></tbody></table>""",
}


@dataclass(frozen=True)
class Sample:
    site: Site
    # By what they are: paths of pages, and the status that they answer with.
    paths: dict[str, tuple[str, int]]


def make_sample(host: str) -> Sample:
    """Stories with and without pictures in three languages, one of them right to left."""
    site = make_site("news", ("vi", "en", "ar"), time_zone="Asia/Ho_Chi_Minh", accent="#ffcc00")
    SiteHost.objects.filter(site=site).update(host=host)
    make_site("sports", ("vi", "en"))
    section = make_section(site, "thoi-su", vi="Thời sự", en="News", ar="أخبار")
    part = make_section(site, "part", parent=section, vi="Địa phương", en="Local", ar="محليات")
    author, tag = make_author("Trần Mỹ Linh"), make_tag("cau")
    AuthorTranslation.objects.create(master=author, language_code="vi", bio="Viết về giao thông.")
    for number in range(12):
        published = timezone.now() - timedelta(hours=30 - number)
        image = make_image(site)
        ImageTranslation.objects.create(
            master=image, language_code="vi", alt="Cây cầu lúc bình minh", caption="Cầu mới."
        )
        story = make_live_story(
            site,
            ("vi", "en", "ar"),
            section=part if number % 2 else section,
            authors=(author,),
            tags=(tag,),
            source=make_source(vi="Theo Lotus Wire"),
            lead_image=image if number % 3 else None,
            texts={"title": f"Cầu số {number} nối hai bờ sông", "body": BODY},
            translations={code: {"body": body} for code, body in BODIES.items()},
            publish={"publish_at": published},
        )
    withdrawn = make_live_story(site, section=section)
    gone = address(withdrawn)
    take_down(withdrawn, site=site, languages=["vi"], actor=None, reason="wrong")
    # The newest story's, which a month may have begun since.
    day = timezone.localdate(published, timezone=site.tzinfo)
    return Sample(
        site,
        {
            "front": ("/vi/", 200),
            "front in Arabic": ("/ar/", 200),
            "story": (address(story), 200),
            "story in Arabic": (f"/ar/x/y-{story.pk}/", 200),
            "section": ("/en/news/", 200),
            "tag": ("/vi/tag/cau-vi/", 200),
            "author": ("/vi/author/tran-my-linh/", 200),
            "archive": ("/en/archive/", 200),
            "month": (f"/vi/archive/{day:%Y/%m}/", 200),
            "feed map": ("/vi/rss/", 200),
            "site map": ("/en/sitemap/", 200),
            "search": ("/vi/search/?q=cau", 200),
            "nothing found": ("/en/search/?q=zzz", 200),
            "empty search": ("/ar/search/", 200),
            "not found": ("/en/nothing/", 404),
            "gone": (gone, 410),
        },
    )
