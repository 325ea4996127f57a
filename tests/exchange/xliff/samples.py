"""Files as translators' tools write them, ready to come back to a story."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "data" / "xliff"
SAMPLES = sorted(path.name for path in FOLDER.glob("*.xlf"))


def sample(name, address="news/12/vi@501/en@502"):
    text = (FOLDER / name).read_text("utf-8").replace("@ADDRESS@", address)
    # Trados begins its files with a byte order mark, Xcode's are UTF-8 without one; memoQ can
    # be told to write UTF-16.
    if name == "memoq.xlf":
        return text.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    return text.encode("utf-8-sig" if name == "trados.xlf" else "utf-8")
