from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exchange.old_page import Credit, LeftOut, NotAnOldPage, read_old_page
from tests.data.pages import OWN_PAGE, OWN_TITLE, own_text_page
from tests.shared import shared_file

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")

HTML = """<!DOCTYPE html>
<html>
<head><meta charset="{charset}"><title>新闻中心</title>
<script>var hits = "点击：999";</script></head>
<body>
<ul class="menu"><li><a href="/">首页</a></li><li>体育</li></ul>
<div class="main">
<h1>新航线 &amp; 新港口</h1>
<div class="info"><span>发布时间：2024年9月2日 7时05分</span>&nbsp;&nbsp;来源：新华社
&nbsp;<span>点击数：１２１次</span>&nbsp;编辑：王小明</div>
<div class="content">
<img src="/upload/2024/port.jpg?w=600">
　　第一段的文字，<b>加粗</b>并且
换行。<br><br>　　第二段 &lt;标记&gt;。<br>　　第三段。
<p>第四段。</p>
</div></div>
<div class="foot">Powered by 新闻中心 <a href="/rss">RSS地图</a> HTML地图</div>
<p>Copyright © 2013-2024 新闻中心 版权所有</p>
</body></html>
"""


def read(text, encoding="utf-8", zone=HANOI):
    return read_old_page(text.encode(encoding), zone)


def test_a_page_saved_as_text():
    page = read(own_text_page())

    assert page.title == OWN_TITLE
    assert page.published_at == datetime(2024, 9, 2, 7, 5, tzinfo=HANOI)
    assert page.published_at.utcoffset() == timedelta(hours=7)
    assert page.clicks == 1204
    assert page.credit == Credit("Reuters", "(Bài viết này dựa trên các báo cáo từ Reuters.)")
    assert page.paragraphs == tuple(OWN_PAGE)
    assert [(item.line, item.text[:10], item.reason) for item in page.left_out] == [
        (1, "Trung tâm ", "above the title"),
        (37, "Powered by", "below the text"),
        (39, "Copyright ", "below the text"),
    ]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
def test_a_page_saved_as_html(charset):
    encoding = "gb18030" if charset == "gb2312" else charset

    page = read(HTML.format(charset=charset), encoding)

    assert page.title == "新航线 & 新港口"
    assert page.published_at == datetime(2024, 9, 2, 7, 5, tzinfo=HANOI)
    assert page.clicks == 121
    assert page.credit == Credit("新华社", "来源：新华社")
    assert page.paragraphs == (
        "第一段的文字，加粗并且 换行。",
        "第二段 <标记>。",
        "第三段。",
        "第四段。",
    )
    assert page.left_out == (
        LeftOut(6, "首页", "above the title"),
        LeftOut(6, "体育", "above the title"),
        LeftOut(9, "编辑：王小明", "beside the date"),
        LeftOut(12, "port.jpg", "picture"),
        LeftOut(17, "Powered by 新闻中心 RSS地图 HTML地图", "below the text"),
        LeftOut(18, "Copyright © 2013-2024 新闻中心 版权所有", "below the text"),
    )


def test_details_in_the_cells_of_a_table():
    page = read(
        "<table><tr><td>The title</td></tr><tr><td>Release date:</td><td>2024-07-23</td></tr>"
        "<tr><td>Clicks:</td><td>7</td></tr></table><p>Text.</p><p>Source: Associated Press</p>"
    )

    assert page.published_at == datetime(2024, 7, 23, tzinfo=HANOI)
    assert page.clicks == 7
    assert page.paragraphs == ("Text.",)
    assert page.credit == Credit("Associated Press", "Source: Associated Press")
    assert page.left_out == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_in_every_usual_encoding(encoding):
    assert read(own_text_page(), encoding).paragraphs == tuple(OWN_PAGE)


def test_decomposed_text_is_composed():
    text = own_text_page(title="Ca\u0309ng mo\u031b\u0301i")

    assert read(text).title == "Cảng mới"


def test_windows_line_ends_are_line_ends():
    page = read(own_text_page().replace("\n", "\r\n"))

    assert page.paragraphs == tuple(OWN_PAGE)
    assert page.left_out[-1].line == 39


@pytest.mark.parametrize(
    ("details", "published", "clicks"),
    [
        ("Ngày đăng: 23/07/2024 20:51 Lượt xem: 5", (2024, 7, 23, 20, 51), 5),
        ("Ngày đăng: 05/07/2024 Lượt xem: 5", (2024, 7, 5), 5),
        ("Ngày đăng： 23 tháng 7 năm 2024, 20h51   Lượt đọc： 0", (2024, 7, 23, 20, 51), 0),
        ("Release date: July 23, 2024 8:51 PM | Clicks: 12,345", (2024, 7, 23, 20, 51), 12345),
        ("Posted on: 23 Jul 2024 12:05 am Views: 1", (2024, 7, 23, 0, 5), 1),
        ("Hits: 9 Published: 2024/7/3 20:51:07", (2024, 7, 3, 20, 51, 7), 9),
        ("發佈時間：2024-07-23 20:51 點擊次數：88", (2024, 7, 23, 20, 51), 88),
        ("发布日期：2024.07.23 浏览：12次", (2024, 7, 23), 12),
        ("Published: 23/07/2024 Clicks: 1", (2024, 7, 23), 1),
    ],
)
def test_labels_dates_and_counts(details, published, clicks):
    page = read(own_text_page(details=details))

    assert page.published_at == datetime(*published, tzinfo=HANOI)
    assert page.clicks == clicks


def test_a_date_with_a_zone_of_its_own_keeps_it():
    page = read(own_text_page(details="Published: 2024-07-23T20:51:00Z Clicks: 1"))

    assert page.published_at == datetime(2024, 7, 23, 20, 51, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("(This article is based on reports from Reuters.)", "Reuters"),
        ("（本文依据路透社的报道写成。）", "路透社"),
        ("(Theo Reuters)", "Reuters"),
        ("Nguồn: TTXVN", "TTXVN"),
        ("来源：新华社", "新华社"),
        ("（文章来源：法新社）", "法新社"),
    ],
)
def test_credit_lines(line, source):
    page = read(own_text_page(credit=line))

    assert page.credit == Credit(source, line)
    assert page.paragraphs == tuple(OWN_PAGE)


@pytest.mark.parametrize(
    "line",
    [
        "Theo kế hoạch, tuyến này mở lại vào tháng sau.",
        "Theo thông tin ban đầu",
        "Reuters là hãng tin của Anh.",
    ],
)
def test_a_last_paragraph_that_is_no_credit_line_stays(line):
    page = read(own_text_page(credit=line))

    assert page.credit is None
    assert page.paragraphs[-1] == line


def test_a_line_that_goes_on_in_lower_case_is_joined_to_the_one_above():
    page = read(own_text_page(paragraphs=["Tàu cập cảng lúc\nsáu giờ sáng.\nMưa to.", "Hết."]))

    assert page.paragraphs == ("Tàu cập cảng lúc sáu giờ sáng.", "Mưa to.", "Hết.")


def test_hard_wrapped_paragraphs_are_joined():
    wrapped = (
        "Chiếc tàu container dài 366 mét cập cảng lúc 6 giờ sáng thứ hai,\n"
        "mở đầu tuyến vận chuyển thẳng từ miền Trung đi châu Âu. Giám đốc\n"
        "Trần Quốc Bảo cho biết mỗi tuần sẽ có ba chuyến, thay cho một\n"
        "chuyến trung chuyển qua Singapore như trước đây."
    )
    page = read(own_text_page(paragraphs=[wrapped, "Đoạn thứ hai ngắn hơn nhiều."]))

    assert page.paragraphs == (wrapped.replace("\n", " "), "Đoạn thứ hai ngắn hơn nhiều.")


def test_short_paragraphs_on_lines_of_their_own_are_not_joined():
    lines = ["Tàu cập cảng sáng nay.", "Trời mưa to cả buổi.", "Ông Bảo ra đón tàu.", "Hết chuyện."]
    page = read(own_text_page(paragraphs=["\n".join(lines)], credit="(Theo Reuters)"))

    assert page.paragraphs == tuple(lines)


def test_hard_wrapped_chinese_is_joined_without_a_space():
    wrapped = (
        "港务局星期一表示新航线将把\n运往欧洲的时间缩短五天，预\n计今年的吞吐量会增加百分之\n十二。"
    )
    page = read(own_text_page(paragraphs=[wrapped, "完。"], credit="（来源：路透社）"))

    assert page.paragraphs == (wrapped.replace("\n", ""), "完。")


def test_a_stray_keyword_is_not_joined_to_the_sentence_it_cuts():
    page = read(own_text_page(paragraphs=["Việc triển khai sức mạnh\nTHỂ THAO”.\nHết chuyện."]))

    assert page.paragraphs == ("Việc triển khai sức mạnh", "THỂ THAO”.", "Hết chuyện.")


def test_words_of_the_footer_inside_the_text_stay():
    inside = ["Ông hỏi: © 2013 nghĩa là gì?", "Copyright là quyền tác giả.", "Hết."]

    assert read(own_text_page(paragraphs=inside)).paragraphs == tuple(inside)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "No line has a publication date"),
        (b"<html></html>", "No line has a publication date"),
        (b"Just some text.\n\nAnd more.", "No line has a publication date"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "The file is not text"),
        (b"\xff" * 50, "The file is not text"),
        (b"a" * 5_000_001, "The file is larger than 5 MB"),
        ("Title\nngày phát hành: 2024-07-23\n\nText.".encode(), "Line 2: No click count"),
        (b"Published: 2024-07-23 Clicks: 1\n\nText.", "Line 1: There is no title"),
        (b"Title\nPublished: 2024-07-23 Clicks: 1\n\n", "Line 2: There is no text"),
        (b"Title\nPublished: 2024-07-23 Clicks: 1\n\n(By Reuters)", "no text but a credit line"),
    ],
)
def test_a_file_that_is_no_such_page_is_refused_with_what_is_missing(data, message):
    with pytest.raises(NotAnOldPage, match=message):
        read_old_page(data, HANOI)


@pytest.mark.parametrize(
    ("details", "message"),
    [
        (
            "Published: yesterday Clicks: 1",
            "Line 5: The publication date is unreadable: “yesterday",
        ),
        ("Published: 2024-02-30 Clicks: 1", "Line 5: The publication date is unreadable"),
        ("Published: 2024-07-23 25:10 Clicks: 1", "Line 5: The publication date is unreadable"),
        ("Published: 0001-01-01 Clicks: 1", "The year 1 cannot be right"),
        ("Published: 05/07/2024 Clicks: 1", "“05/07/2024” may be two days"),
        ("Published: 2024-07-23 Clicks: many", "Line 5: The click count is unreadable: “many"),
        ("Published: 2024-07-23 Clicks: 1.2万", "Line 5: The click count is unreadable"),
        ("Published: 2024-07-23 Clicks: 99999999999999999999", "too large a number"),
    ],
)
def test_an_unreadable_detail_names_its_line(details, message):
    with pytest.raises(NotAnOldPage, match=message):
        read(own_text_page(details=details))


def test_a_page_without_a_title_does_not_take_the_name_of_the_site():
    text = own_text_page(title="")

    with pytest.raises(NotAnOldPage, match="no title between the name of the site and the date"):
        read(text)


def test_a_title_beyond_measure_is_refused():
    with pytest.raises(NotAnOldPage, match="Line 3: The title has 251 characters"):
        read(own_text_page(title="a" * 251))


def test_entities_are_never_expanded_into_files_or_floods():
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    prolog = f'<!DOCTYPE html [<!ENTITY e0 "x"><!ENTITY f SYSTEM "file:///etc/passwd">{bomb}]>'
    html = HTML.format(charset="utf-8").replace("<!DOCTYPE html>", prolog)

    page = read(html.replace("第三段。", "第三段 &e8; &f;。"))

    assert len("".join(page.paragraphs)) < 200
    assert "root:" not in "".join(page.paragraphs)


def test_the_fingerprint_is_of_the_text_and_not_of_the_counter_or_the_file():
    page = read(own_text_page())
    later = read(own_text_page().replace("1.204", "1.310").replace("\n", "\r\n"), "utf-16")
    other = read(own_text_page(title="Cảng khác"))

    assert page.fingerprint == later.fingerprint
    assert len(page.fingerprint) == 64
    assert page.fingerprint != other.fingerprint


def test_the_seed_page():
    page = read_old_page(shared_file("seed/news-center-page.txt").read_bytes(), HANOI)

    assert page.title.startswith("Mỹ và Nhật Bản sẽ tổ chức đàm phán an ninh 2+2")
    assert page.published_at.isoformat() == "2024-07-23T20:51:00+07:00"
    assert page.clicks == 121
    assert page.credit == Credit("Reuters", "(Bài viết này dựa trên các báo cáo từ Reuters.)")
    assert len(page.paragraphs) == 22
    assert page.paragraphs[0].startswith("Bộ trưởng ngoại giao")
    assert page.paragraphs[-1].startswith("Ba bên sẽ cùng nhau")
    assert [item.line for item in page.left_out] == [1, 60, 62]


DETAILS = st.sampled_from(
    ["Published: 2024-07-23 Clicks: 7", "发布时间:2024-1-1 点击:1", "Clicks:"]
)
TEXT = st.one_of(st.text(max_size=60), st.sampled_from(["<p>", "<br>", "<td>", "© 2013", "\n"]))


@given(st.lists(st.one_of(TEXT, DETAILS), max_size=12), st.sampled_from(["utf-8", "gb18030"]))
def test_whatever_is_in_a_file_it_is_read_or_refused(pieces, encoding):
    data = "\n".join(pieces).encode(encoding, "ignore")

    try:
        page = read_old_page(data, HANOI)
    except NotAnOldPage as error:
        assert str(error)  # noqa: PT017 (either outcome is right)
    else:
        assert page.title
        assert page.paragraphs
        assert all(text == " ".join(text.split()) != "" for text in page.paragraphs)


@given(st.binary(max_size=300))
def test_bytes_that_are_no_page_are_refused(data):
    with pytest.raises(NotAnOldPage):
        read_old_page(data, HANOI)
