import hashlib
import shutil
import subprocess
import sys
import zipfile

import pytest

from scripts import bootstrap


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An environment to copy, for making one takes seconds."""
    venv = tmp_path_factory.mktemp("made") / ".venv"
    bootstrap.make_venv(venv)
    return venv


@pytest.fixture
def bare(tmp_path):
    """A project whose lock files ask for nothing, without an environment."""
    (tmp_path / "requirements").mkdir()
    for name in ("base", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"# {name}: nothing to install\n")
    return tmp_path


@pytest.fixture
def root(bare, made):
    """The same with an environment, in which nothing is installed yet."""
    shutil.copytree(made, bare / ".venv", symlinks=True)
    return bare


def stamps(root):
    return sorted(path.name for path in (root / ".venv").glob("*.stamp"))


def test_env_file_is_private_and_has_a_key_of_its_own(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"

    bootstrap.make_env_file(first)
    bootstrap.make_env_file(second)

    assert first.stat().st_mode & 0o777 == 0o600
    assert "DEBUG=true\n" in first.read_text()
    assert first.read_text() != second.read_text()


def test_env_file_that_exists_stays(tmp_path):
    path = tmp_path / ".env"
    path.write_text("SECRET_KEY=mine\n")

    bootstrap.make_env_file(path)

    assert path.read_text() == "SECRET_KEY=mine\n"


def test_environment_is_made_once(bare, capsys):
    bootstrap.make_environment(bare, "base")
    said = capsys.readouterr().err
    bootstrap.make_environment(bare, "base")

    assert bootstrap.works(bare / ".venv" / "bin" / "python")
    assert "Installing" in said
    assert capsys.readouterr().err == ""


def test_environment_for_tests_serves_the_demo_too(root):
    bootstrap.make_environment(root, "dev")

    assert stamps(root) == ["newscenter-base.stamp", "newscenter-dev.stamp"]


def test_changed_lock_file_and_failed_install_are_seen(root, capsys):
    bootstrap.make_environment(root, "base")
    (root / "requirements" / "base.txt").write_text("/no/such/package.whl\n")

    with pytest.raises(bootstrap.BootstrapError, match="could not be installed"):
        bootstrap.make_environment(root, "base")
    with pytest.raises(bootstrap.BootstrapError, match="could not be installed"):
        bootstrap.make_environment(root, "base")


def test_package_without_its_hash_is_refused(root, capfd):
    wheel = root / "probe-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("probe.py", "")
        archive.writestr(
            "probe-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: probe\nVersion: 1\n"
        )
        archive.writestr(
            "probe-1.dist-info/WHEEL",
            "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        archive.writestr("probe-1.dist-info/RECORD", "")
    lock = root / "requirements" / "base.txt"
    lock.write_text(f"probe @ {wheel.as_uri()}\n")

    with pytest.raises(bootstrap.BootstrapError):
        bootstrap.make_environment(root, "base")
    assert "Hashes are required" in capfd.readouterr().err

    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock.write_text(f"probe @ {wheel.as_uri()} --hash=sha256:{digest}\n")
    bootstrap.make_environment(root, "base")
    assert stamps(root) == ["newscenter-base.stamp"]


def test_environment_whose_python_is_gone_is_made_anew(root):
    bootstrap.make_environment(root, "base")
    python = root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/no/such/python")
    assert not bootstrap.works(python)

    bootstrap.make_environment(root, "base")

    assert bootstrap.works(python)


def test_old_python_says_what_is_needed(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setenv("PATH", "/nonexistent")

    assert bootstrap.main(["base"]) == 1

    assert "needs Python 3.11 or newer" in capsys.readouterr().err


def test_old_python_hands_over_to_a_newer_one(monkeypatch, tmp_path):
    newer = tmp_path / "python3.13"
    newer.write_text('#!/bin/sh\necho "$@" > "$(dirname "$0")/called"\n')
    newer.chmod(0o755)
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    assert bootstrap.main(["dev"]) == 0

    assert (tmp_path / "called").read_text() == f"{bootstrap.__file__} dev\n"


def test_missing_venv_module_says_which_package_has_it(bare, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(bootstrap.BootstrapError, match="python3-venv"):
        bootstrap.make_environment(bare, "base")


def test_unknown_environment_is_refused(capsys):
    assert bootstrap.main(["production"]) == 2
    assert "base|dev" in capsys.readouterr().err


def test_script_can_be_read_by_the_oldest_python_at_hand():
    # Syntax of 3.7, so that an old Python can say that it is old.
    code = "import ast, sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 7))"

    done = subprocess.run([sys.executable, "-c", code, bootstrap.__file__], check=False)

    assert done.returncode == 0
