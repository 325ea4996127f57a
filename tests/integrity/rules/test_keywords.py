import pytest

from articles.integrity.base import Manuscript
from articles.integrity.rules.keywords import StrayKeyword
from articles.text.segments import cut_story

NAMES = ("Thể thao", "Thế giới", "Sport", "World", "EU", "体育", "Политика", "Αθλητισμός")
WHOLE = "Đội tuyển đã trở về nước vào sáng nay."
BROKEN = "“Cuộc đàm phán lịch sử này sẽ củng cố liên minh tập trung vào việc triển khai sức mạnh"


def hits(*paragraphs, names=NAMES, language_code="vi"):
    body = "".join(text if text.startswith("<") else f"<p>{text}</p>" for text in paragraphs)
    manuscript = Manuscript(language_code, cut_story(body=body), section_names=names)
    return [(hit.segment.index, hit.detail["keyword"]) for hit in StrayKeyword().check(manuscript)]


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("THỂ THAO", "THỂ THAO"),
        ("THỂ THAO”.", "THỂ THAO"),
        ("« THẾ GIỚI »", "THẾ GIỚI"),
        ("The\u0302\u0309 thao".upper(), "THỂ THAO"),
        ("SPORT", "SPORT"),
        ("体育", "体育"),
        ("ПОЛИТИКА", "ПОЛИТИКА"),
        ("EU", "EU"),
    ],
)
def test_a_section_name_alone_between_paragraphs(text, keyword):
    assert hits(WHOLE, text, WHOLE) == [(1, keyword)]


@pytest.mark.parametrize("text", ["Thể thao", "<h2>THỂ THAO</h2>", "<h2>Thể thao</h2>"])
def test_a_name_in_usual_case_or_a_heading_is_a_fault_only_where_it_cuts_a_text(text):
    assert hits(WHOLE, text, WHOLE) == []
    assert [index for index, _ in hits(BROKEN, text, WHOLE)] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "Rahm Emanuel cho biết liên minh sẽ tập trung vào việc triển khai sức mạnh THỂ THAO",
        "Rahm Emanuel cho biết liên minh sẽ tập trung vào việc triển khai sức mạnh THỂ THAO”",
    ],
)
def test_a_sentence_that_breaks_off_with_a_section_name(text):
    assert hits(WHOLE, text, WHOLE) == [(1, "THỂ THAO")]


def test_a_sentence_that_goes_on_behind_a_section_name():
    rest = "THỂ THAO quân sự của hai nước và các đồng minh trong khu vực Thái Bình Dương."

    assert hits(BROKEN, rest) == [(1, "THỂ THAO")]
    assert hits(WHOLE, rest) == []


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["<ul><li>THỂ THAO</li><li>THẾ GIỚI</li></ul>"],
        ["<table><tr><td>THỂ THAO</td><td>SPORT</td></tr></table>"],
        ["<figure><figcaption>THỂ THAO</figcaption></figure>"],
        ["Ông đã làm việc hơn hai mươi năm cho báo THỂ THAO."],
        ["Theo báo THỂ THAO"],
        ["Ông phụ trách chuyên mục THỂ THAO và chuyên mục THẾ GIỚI của tờ báo này từ năm ngoái."],
        ["TIN THỂ THAO HÔM NAY"],
        ["Trung Quốc và EU"],
        ["Các bộ trưởng đã họp hai ngày liền để bàn về quan hệ giữa Việt Nam và EU"],
        ["Chuyên mục thể thao của chúng tôi có thêm nhiều bài viết hay về thể thao"],
        ["SPORT1 overtrækker sendetiden med over en time i aften"],
        [WHOLE, "Thể thao: đội tuyển trở về", WHOLE],
        ["体育新闻", "中国体育"],
        ["HỎI:", "Vì sao?", "HỎI:", "Ở đâu?"],
        ["***", WHOLE, "***"],
        ["BẠN CÓ BIẾT", WHOLE],
    ],
)
def test_look_alikes(paragraphs):
    assert hits(*paragraphs) == []


def test_capitals_that_repeat_and_cut_a_sentence_need_no_known_name():
    assert hits(BROKEN, "GIẢI TRÍ”.", WHOLE, "GIẢI TRÍ", WHOLE, names=()) == [
        (1, "GIẢI TRÍ"),
        (3, "GIẢI TRÍ"),
    ]


def test_capitals_that_repeat_between_whole_paragraphs_may_be_meant():
    assert hits(WHOLE, "ĐIỆP KHÚC", WHOLE, "ĐIỆP KHÚC", WHOLE, names=()) == []


def test_a_cut_after_the_mark_of_another_language_is_no_cut():
    assert hits("他昨天抵达北京。", "Thể thao", WHOLE) == []
    assert hits("وصل الفريق أمس؟", "Thể thao", WHOLE) == []
