from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from articles.imaging.addresses import addresses
from articles.imaging.uploads import inspect
from tests.factories import make_image
from tests.imaging.pictures import encoded, quartered


def keep(site, width=320, height=240):
    inspected = inspect(ContentFile(encoded(quartered(width, height), "PNG")))
    return make_image(
        site,
        file=inspected.as_file(),
        width=width,
        height=height,
        checksum=inspected.checksum,
    )


def run(**options):
    out, err = StringIO(), StringIO()
    call_command("make_renditions", stdout=out, stderr=err, **options)
    return out.getvalue()


def count(image):
    return len(list(addresses(image)))


def stored(settings):
    return len([path for path in (Path(settings.MEDIA_ROOT) / "r").rglob("*") if path.is_file()])


def test_makes_everything_and_says_so(site, other_site, settings):
    total = count(keep(site)) + count(keep(other_site, 300, 300))

    first, second = run(), run()

    assert first == (
        f"2 pictures: {total} renditions made, 0 there already, 0 removed, 0 pictures failed.\n"
    )
    assert f" 0 renditions made, {total} there already" in second
    assert stored(settings) == total


def test_limits_itself_to_a_site(site, other_site, settings):
    mine = keep(site)
    keep(other_site)

    assert run(site="news").startswith("1 pictures: ")
    assert stored(settings) == count(mine)


def test_an_unknown_site_is_an_error_that_names_the_known(site, other_site):
    with pytest.raises(CommandError, match=r"no site 'nws'. Sites: news, sports\."):
        run(site="nws")


def test_dry_run_writes_nothing(site, settings):
    total = count(keep(site))

    assert f"{total} renditions to make" in run(dry_run=True)
    assert stored(settings) == 0


def test_a_failure_does_not_stop_the_rest_and_is_an_error(site, settings):
    make_image(site)
    good = keep(site)

    with pytest.raises(CommandError, match=r"2 pictures: .* 1 pictures failed"):
        run()

    assert stored(settings) == count(good)


def test_removes_outdated_renditions_when_asked(site, settings):
    image = keep(site)
    run()
    image.focal_x = 0.2
    image.save()

    kept, removed = run(), run(remove_outdated=True)

    assert " 0 removed" in kept
    assert f" {count(image)} removed" in removed
    assert stored(settings) == count(image)
