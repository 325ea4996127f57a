from articles.integrity.base import Manuscript, Picture
from articles.integrity.rules.pictures import EmptyAlt, LostImage
from articles.text.segments import cut_story
from tests.integrity.rules.comparing import hits

VI = cut_story(title="Tin", body="<p>Một.</p>")
EN = cut_story(title="News", body="<p>One.</p>")


def pictures(segments, *numbers, alt="Alt", lead=0):
    return [Picture(number, alt, segments[1], is_lead=number == lead) for number in numbers]


def translation(original, own):
    return Manuscript("en", EN, Manuscript("vi", VI, pictures=original), pictures=own)


def test_a_picture_of_the_original_that_the_translation_lacks():
    manuscript = translation(pictures(VI, 4, 5), pictures(EN, 5))

    [hit] = LostImage().check(manuscript)

    assert (hit.of_original, hit.segment, hit.source) == (True, VI[1], VI[1])
    assert LostImage().message(hit.detail) == "Picture 4 of the original is not in the translation."


def test_order_more_pictures_and_another_lead_are_the_translators_choice():
    assert hits(LostImage(), translation(pictures(VI, 4, 5), pictures(EN, 5, 6, 4))) == []
    assert hits(LostImage(), translation(pictures(VI, 9, lead=9), pictures(EN, 8, lead=8))) == []
    assert hits(LostImage(), Manuscript("vi", VI, pictures=pictures(VI, 4))) == []


def test_a_picture_that_says_nothing():
    manuscript = Manuscript("vi", VI, pictures=pictures(VI, 4, alt=" ") + pictures(VI, 5))

    assert hits(EmptyAlt(), manuscript) == [("Một.", {"image": "4"})]
    assert "4" in EmptyAlt().message({"image": "4"})
    assert hits(EmptyAlt(), Manuscript("vi", VI, pictures=pictures(VI, 5))) == []
