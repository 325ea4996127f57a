"""What the workbench says of paragraphs that were split or merged."""

import pytest

from articles.text.segments import cut_story
from articles.translation.alignment import compare
from articles.translation.links import SegmentLink
from articles.translation.moves import moves

TEXTS = {
    "en": (
        "The new bridge over the river opens on Monday at nine.",
        "Buses will use it from Tuesday, the town council said.",
        "Tickets cost nothing in the first week.",
    ),
    "vi": (
        "Cây cầu mới qua sông sẽ thông xe lúc chín giờ sáng thứ Hai.",
        "Xe buýt sẽ chạy qua cầu từ thứ Ba, hội đồng thành phố cho biết.",
        "Tuần đầu tiên không thu vé.",
    ),
    "zh-hans": (
        "跨河新桥将于星期一上午九点正式开通。",
        "市议会表示，公共汽车从星期二起上桥行驶。",
        "第一周免费通行，不收任何费用。",
    ),
    "ar": (
        "يفتح الجسر الجديد فوق النهر صباح الاثنين في التاسعة.",
        "وقال مجلس المدينة إن الحافلات ستستخدمه اعتبارا من الثلاثاء.",
        "والعبور مجاني في الأسبوع الأول.",
    ),
}


def cut(paragraphs):
    return cut_story(body="".join(f"<p>{text}</p>" for text in paragraphs))


def rows(before, after):
    old, new = cut(before), cut(after)
    targets = cut([f"Translation {number}." for number in range(len(old))])
    links = [SegmentLink(t.hash, s.hash, 1) for s, t in zip(old, targets, strict=True)]
    return compare(new, targets, links, {s.hash: s for s in old})


def joined(language, *texts):
    return ("" if language == "zh-hans" else " ").join(texts)


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("place", [0, 1], ids=["first half short", "second half short"])
def test_half_of_a_split_paragraph_leads_to_the_other(language, place):
    one, two, three = TEXTS[language]
    one, two = (one, f"{two} {one[:9]}") if place == 0 else (f"{one} {two[:9]}", two)

    found = rows([joined(language, one, two), three], [one, two, three])

    states = [str(row.state) for row in found]
    assert sorted(states) == ["current", "missing", "stale"]
    assert moves(found) == {states.index("missing"): states.index("stale")}


@pytest.mark.parametrize("language", TEXTS)
def test_translation_of_a_merged_paragraph_leads_to_where_its_original_is_now(language):
    one, two, three = TEXTS[language]

    found = rows([one, two, three], [joined(language, one, two), three])

    states = [str(row.state) for row in found]
    assert sorted(states) == ["current", "extra", "stale"]
    assert moves(found) == {states.index("extra"): states.index("stale")}


@pytest.mark.parametrize("language", TEXTS)
def test_what_is_new_or_gone_leads_nowhere(language):
    one, two, three = TEXTS[language]

    assert moves(rows([one, two], [one, two, three])) == {}
    assert moves(rows([one, two, three], [one, three])) == {}
    assert moves(rows([one, two], [one, f"{two} {three}"])) == {}
    assert moves(rows([one, f"{two} {three}"], [one, two])) == {}
    # A paragraph that repeats what another one still says was not taken out of it.
    assert moves(rows([one, f"{two} {two}"], [one, f"{two} {two} {three}", two])) == {}


def test_words_too_few_to_be_sure_of_lead_nowhere():
    assert moves(rows(["Yes. And no, he said on Monday."], ["And no, he said.", "Yes."])) == {}
