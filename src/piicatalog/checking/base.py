"""Which commit a change is compared with: as asked, or as the CI platform says; with the exact fetch when it is not in the clone."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from piicatalog.checking.git import Repository
from piicatalog.errors import GitError

_NO_COMMIT = re.compile(r"0{40}|0{64}")


def base_commit(repository: Repository, asked: str) -> str:
    """Return the merge base of HEAD and a revision; raises GitError with the fetch command when the clone lacks it."""
    tip = repository.commit(asked)
    if tip is None:
        remote = repository.commit(f"origin/{asked}") if not asked.startswith("origin/") else None
        if remote is None:
            raise GitError(_missing(repository, asked))
        tip = remote
    head = repository.commit("HEAD")
    if head is None:
        raise GitError("HEAD has no commit yet: run the check without --base")
    common = repository.merge_base(tip, head)
    if common is None:
        if repository.is_shallow:
            raise GitError(
                f"this clone is shallow and does not reach the commit that HEAD and {asked} have in common. Fetch it:\n"
                f"  git fetch --no-tags --unshallow origin"
            )
        raise GitError(f"HEAD and {asked} have no commit in common")
    return common


def _missing(repository: Repository, asked: str) -> str:
    name = asked.removeprefix("origin/").removeprefix("refs/heads/")
    depth = "--unshallow " if repository.is_shallow else ""
    if re.fullmatch(r"[0-9a-f]{7,64}", asked):
        return f"commit {asked} is not in this clone. Fetch it:\n  git fetch --no-tags {depth}origin {asked}"
    return f"revision {asked} is not in this clone. Fetch it:\n  git fetch --no-tags {depth}origin +refs/heads/{name}:refs/remotes/origin/{name}"


def base_of_platform(environment: Mapping[str, str], repository: Repository) -> str | None:
    """Return the revision that GitHub, GitLab or Azure compare a build with; None outside of CI or where they compare with nothing."""
    if environment.get("GITHUB_ACTIONS") == "true":
        return _github(environment, repository)
    if environment.get("GITLAB_CI") == "true":
        return _gitlab(environment)
    if environment.get("TF_BUILD", "").lower() == "true":
        target = environment.get("SYSTEM_PULLREQUEST_TARGETBRANCH", "").removeprefix("refs/heads/")
        return f"origin/{target}" if target else None
    return None


def _github(environment: Mapping[str, str], repository: Repository) -> str | None:
    target = environment.get("GITHUB_BASE_REF", "")
    if target:
        # The checkout of a pull request is the merge of both sides: its first parent is the target as it was merged.
        is_merge = environment.get("GITHUB_REF", "").endswith("/merge") and repository.commit("HEAD^2") is not None
        return "HEAD^1" if is_merge else f"origin/{target}"
    try:
        event = json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    except (KeyError, OSError, ValueError):
        return None
    if not isinstance(event, dict):
        return None
    group = event.get("merge_group")
    before = group.get("base_sha") if isinstance(group, dict) else event.get("before")
    return before if isinstance(before, str) and re.fullmatch(r"[0-9a-f]{40,64}", before) and not _NO_COMMIT.fullmatch(before) else None


def _gitlab(environment: Mapping[str, str]) -> str | None:
    for name in ("CI_MERGE_REQUEST_DIFF_BASE_SHA", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "CI_COMMIT_BEFORE_SHA"):
        value = environment.get(name, "")
        if value and not _NO_COMMIT.fullmatch(value):
            return f"origin/{value}" if name.endswith("BRANCH_NAME") else value
    return None
