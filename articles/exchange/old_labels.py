"""The words by which a page of the old system is known, in the languages that it spoke."""

import re


def _label(*words: str) -> re.Pattern[str]:
    """One of the words before a colon of either width, and not the tail of a longer word."""
    longest_first = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![^\W\d_])(?:{longest_first})\s*[:：]\s*", re.IGNORECASE)


# fmt: off
_VIETNAMESE_DATE = (
    "ngày phát hành", "ngày đăng", "ngày xuất bản", "thời gian phát hành", "thời gian đăng",
)
DAY_FIRST = _label(*_VIETNAMESE_DATE)
DATE = _label(
    *_VIETNAMESE_DATE,
    "release date", "release time", "publication date", "publish time", "date published",
    "published", "published on", "posted", "posted on",
    "发布时间", "发布日期", "发表时间", "发表日期", "出版日期",
    "發布時間", "發佈時間", "發布日期", "發佈日期", "發表時間", "發表日期",
)
CLICKS = _label(
    "số lần nhấp chuột", "số lần nhấp", "số lượt xem", "số lượt đọc", "lượt xem", "lượt đọc",
    "clicks", "click count", "number of clicks", "hits", "views", "page views",
    "点击数", "点击次数", "点击量", "点击", "浏览次数", "浏览量", "浏览", "阅读次数", "阅读",
    "點擊數", "點擊次數", "點擊量", "點擊", "瀏覽次數", "瀏覽量", "瀏覽", "閱讀次數", "閱讀",
)
SOURCE = _label(
    "nguồn", "nguồn tin", "source",
    "来源", "文章来源", "稿源", "消息来源", "來源", "文章來源", "消息來源",
)

# What stands below the text: the first matches it wherever the line is, the others as a whole.
_FOOTER = (
    r"^powered by\b",
    r"^copyright\b",
    r"^(?:©|版权所有|版權所有|all rights reserved\b)",
    r"©\s*\d{4}",
    r"^(?:bản đồ|sơ đồ)\s+(?:rss|html)\b",
    r"^(?:(?:rss|html|xml)\s*(?:地图|地圖|map|sitemap)\s*)+$",
    r"icp\s*[备備]\s*\d+",
    r"^(?:上一篇|下一篇|上一条|下一条|previous|next|bài trước|bài tiếp theo)\s*[:：]",
    r"^\W*(?:返回|返回顶部|打印|关闭|print|close|back to top|in trang|đóng|về đầu trang)\W*$",
)
FOOTER = re.compile("|".join(_FOOTER), re.IGNORECASE)
# fmt: on

_NAME = r"(?P<name>[^\W\d_][^()（）.。;；]{1,78}?)"
_CREDIT_ENDS = r"\s*[.。]?\s*[)）\]】]?\s*[.。]?$"
CREDITS = tuple(
    re.compile(rf"^[(（\[【]?\s*{pattern}{_CREDIT_ENDS}", re.IGNORECASE)
    for pattern in (
        rf"(?:bài viết|bài|tin) này (?:được )?dựa (?:trên|theo) .{{0,40}}?(?:từ|của) {_NAME}",
        rf"(?:this|the) (?:article|report|story) is based on .{{0,40}}?(?:from|by|of) {_NAME}",
        rf"本(?:文|报道|報道)(?:是)?(?:根据|依据|基于|参考|根據|依據|基於|參考)了?{_NAME}"
        r"的?(?:报道|报导|報道|報導|消息|新闻|新聞)[^()（）]{0,20}",
        rf"(?:nguồn|nguồn tin|source|来源|文章来源|稿源|來源|文章來源)\s*[:：]\s*{_NAME}",
        rf"(?:theo|by|via) {_NAME}",
    )
)
