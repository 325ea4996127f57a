import re

import pytest
from django import forms

from articles.forms.focal_point import FocalPointField, FocalPointFormMixin
from articles.imaging.picture import rendition_url
from articles.models import Image
from tests.factories import make_image


class PointForm(FocalPointFormMixin, forms.ModelForm):
    focal_point = FocalPointField()

    class Meta:
        model = Image
        fields = ["credit"]


def sent(x, y):
    return {"credit": "Photo desk", "focal_point_x": x, "focal_point_y": y}


def value_of(html, axis):
    return re.search(rf'name="focal_point_{axis}" value="([^"]*)"', html)[1]


def test_two_numbers_are_saved_as_shares(site):
    image = make_image(site)
    form = PointForm(sent("25", "12.5"), instance=image)

    assert form.is_valid(), form.errors
    form.save()

    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (0.25, 0.125)


@pytest.mark.parametrize(
    ("x", "y"),
    [("-1", "50"), ("50", "100.1"), ("", "50"), ("50", ""), ("left", "50"), ("nan", "1")],
)
def test_numbers_outside_the_picture_are_refused(site, x, y):
    image = make_image(site)
    form = PointForm(sent(x, y), instance=image)

    assert not form.is_valid()
    assert set(form.errors) == {"focal_point"}
    assert (image.focal_x, image.focal_y) == (0.5, 0.5)


@pytest.mark.parametrize("edge", ["0", "100"])
def test_the_edges_belong_to_the_picture(site, edge):
    form = PointForm(sent(edge, edge), instance=make_image(site))

    assert form.is_valid()
    assert form.save().focal_x == float(edge) / 100


def test_the_widget_shows_the_saved_point_and_the_picture(site):
    image = make_image(site, focal_x=0.3, focal_y=0.07)

    html = str(PointForm(instance=image)["focal_point"])

    assert (value_of(html, "x"), value_of(html, "y")) == ("30.0", "7.0")
    assert html.count(f'src="{rendition_url(image, "body", 768)}"') == 4
    assert re.findall(r'data-focal-preview="(\d+/\d+)"', html) == ["16/9", "3/2", "1/1"]


def test_a_new_picture_starts_in_the_middle_with_nothing_to_see():
    html = str(PointForm(instance=Image())["focal_point"])

    assert (value_of(html, "x"), value_of(html, "y")) == ("50.0", "50.0")
    assert "data-focal-views hidden" in html
    assert "src=" not in html


def test_nothing_in_the_html_needs_an_inline_style_or_script(site):
    html = str(PointForm(instance=make_image(site))["focal_point"])

    assert not re.search(r"\sstyle=|\son[a-z]+=|<script|<style", html)


def test_one_forms_picture_does_not_show_in_another(site):
    PointForm(instance=make_image(site))

    assert "src=" not in str(PointForm(instance=Image())["focal_point"])


def test_an_unchanged_point_is_no_change(site):
    image = make_image(site, focal_x=0.333, focal_y=0.25)
    form = PointForm(sent("33.3", "25"), instance=image)

    assert form.is_valid()
    assert "focal_point" not in form.changed_data


def test_media_are_a_module_and_a_style_sheet():
    media = str(PointForm().media)

    assert 'js/admin/focal-point.js" type="module"' in media
    assert "css/admin/focal-point.css" in media
