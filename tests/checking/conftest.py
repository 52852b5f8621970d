import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def no_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test decides by itself whether it is in CI."""
    for name in list(os.environ):
        if name.startswith(("GITHUB_", "GITLAB_", "CI_", "TF_BUILD", "SYSTEM_PULLREQUEST", "GIT_")):
            monkeypatch.delenv(name)


@pytest.fixture
def git(tmp_path: Path) -> Callable[..., str]:
    """A scratch repository in ``tmp_path``; call it with git's arguments."""

    def run(*arguments: str, folder: Path = tmp_path) -> str:
        identity = (
            "-c",
            "user.name=Test",
            "-c",
            "user.email=test@example.com",
            "-c",
            "init.defaultBranch=main",
            "-c",
            "commit.gpgsign=false",
        )
        done = subprocess.run(["git", *identity, "-C", str(folder), *arguments], check=True, capture_output=True, text=True)
        return done.stdout.strip()

    run("init", "-q")
    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file below ``tmp_path``."""

    def put(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return put
