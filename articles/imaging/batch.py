"""Make what is missing and remove what is outdated, for many pictures at once."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from django.core.files.storage import default_storage

from articles.imaging import addresses, renditions
from articles.imaging.addresses import FOLDER, TIMED_FOLDER
from articles.imaging.renditions import Original


@dataclass
class Report:
    """What a run did, or would do: renditions counted, pictures that failed with the reason."""

    pictures: int = 0
    made: int = 0
    present: int = 0
    removed: int = 0
    failed: list[str] = field(default_factory=list)


def make_missing(image: Original, report: Report, *, dry_run: bool = False) -> None:
    """Make each rendition of a picture that is not stored yet, from one decoding.

    And away with the halves that somebody who was killed has left beside them.
    """
    wanted = list(addresses.addresses(image))
    folder = addresses.folder_of(image)
    # One listing costs less than asking for sixty names, on an object storage above all.
    names = _listed(folder)[1]
    stored = {f"{folder}{name}" for name in names}
    missing = [address for address in wanted if address.path not in stored]
    report.pictures += 1
    report.present += len(wanted) - len(missing)
    if dry_run:
        report.made += len(missing)
        return
    try:
        renditions.clear_drafts(folder, names)
        for address, content in renditions.make(image, missing):
            renditions.store(address, content)
            report.made += 1
    except (renditions.UnreadableOriginalError, OSError) as error:
        report.failed.append(f"picture {image.pk}: {error}")


def remove_outdated(images: Iterable[Original], report: Report, *, dry_run: bool = False) -> None:
    """Remove the renditions of earlier states of these pictures; their addresses redirect."""
    current = {image.pk: addresses.folder_of(image) for image in images}
    for shard in {shard for pk in current for shard in addresses.shards_of(pk)}:
        for name in _folders(shard):
            pk, folder = name.partition("-")[0], f"{shard}{name}/"
            if pk.isdecimal() and int(pk) in current and current[int(pk)] != folder:
                report.removed += _remove(folder, dry_run=dry_run)


def forget(image_id: int) -> int:
    """Remove every rendition of a picture, for one that may not be shown any more.

    Answers how many. Until the picture itself is deleted, a request makes them again.
    """
    return sum(
        _remove(f"{shard}{name}/", dry_run=False)
        for shard in addresses.shards_of(image_id)
        for name in _folders(shard)
        if name.startswith(f"{image_id}-")
    )


def _remove(folder: str, *, dry_run: bool) -> int:
    names = _listed(folder)[1]
    if not dry_run:
        for name in names:
            default_storage.delete(f"{folder}{name}")
        # Where folders are real the empty one goes too, unless a request has just used it.
        with suppress(OSError):
            default_storage.delete(folder.rstrip("/"))
    return len(names)


def _folders(shard: str) -> list[str]:
    return _listed(shard)[0]


def _listed(folder: str) -> tuple[list[str], list[str]]:
    # Nothing but renditions is listed, or removed, here.
    assert folder.startswith((FOLDER, TIMED_FOLDER))
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []
