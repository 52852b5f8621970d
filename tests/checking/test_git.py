import os
from pathlib import Path

import pytest

from piicatalog.checking.base import base_commit, base_of_platform
from piicatalog.checking.git import Repository, blob_id, find_repository
from piicatalog.checking.snapshot import FolderSnapshot, GitSnapshot
from piicatalog.checking.workspace import open_workspace
from piicatalog.errors import GitError, UsageError


def test_a_commit_and_the_index_are_read_without_a_checkout(git, write, tmp_path):
    write("db/V1__ä b.sql", "CREATE TABLE a (id int);\n")
    git("add", "-A")
    git("commit", "-qm", "one")
    write("db/V1__ä b.sql", "changed\n")
    write("db/V2.sql", "two\n")
    git("add", "db/V2.sql")
    repository = find_repository(tmp_path)
    tree = repository.tree(repository.commit("HEAD"))
    assert list(tree) == ["db/V1__ä b.sql"]
    assert repository.read(tree.values()) == {tree["db/V1__ä b.sql"]: b"CREATE TABLE a (id int);\n"}
    assert sorted(repository.index()) == ["db/V1__ä b.sql", "db/V2.sql"]
    assert repository.index()["db/V2.sql"] == blob_id(b"two\n")


def test_symbolic_links_are_not_followed(git, write, tmp_path):
    write("real/secret.sql", "x")
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "link.sql").symlink_to(tmp_path / "real" / "secret.sql")
    git("add", "-A")
    git("commit", "-qm", "one")
    repository = find_repository(tmp_path)
    assert list(repository.tree("HEAD", ["db"])) == []
    assert FolderSnapshot(tmp_path, ("db",)).read(["db/link.sql"]) == {}


def test_nothing_that_a_repository_configures_is_run(git, write, tmp_path):
    proof = tmp_path.parent / f"{tmp_path.name}-ran"
    script = write("evil.sh", f"#!/bin/sh\ntouch {proof}\ncat\n")
    script.chmod(0o755)
    write(".gitattributes", "*.sql diff=evil filter=evil text\n")
    write("a.sql", "CREATE TABLE a (id int);\n")
    git("add", "-A")
    git("commit", "-qm", "one")
    for key in ("diff.evil.textconv", "filter.evil.smudge", "filter.evil.clean", "core.fsmonitor", "core.pager", "core.sshCommand"):
        git("config", key, str(script))
    work = open_workspace([tmp_path], staged=True)
    assert work.head.read(["a.sql"]) == {"a.sql": b"CREATE TABLE a (id int);\n"}
    open_workspace([tmp_path], base="HEAD").base.read(["a.sql"])
    assert not proof.exists()


def test_the_base_is_the_merge_base(git, write, tmp_path):
    write("a.sql", "1")
    git("add", "-A")
    git("commit", "-qm", "one")
    one = git("rev-parse", "HEAD")
    git("checkout", "-qb", "feature")
    write("b.sql", "2")
    git("add", "-A")
    git("commit", "-qm", "two")
    git("checkout", "-q", "main")
    write("c.sql", "3")
    git("add", "-A")
    git("commit", "-qm", "three")
    git("checkout", "-q", "feature")
    assert base_commit(Repository(tmp_path), "main") == one


def test_a_shallow_clone_names_the_fetch(git, write, tmp_path):
    for number in range(3):
        write("a.sql", str(number))
        git("add", "-A")
        git("commit", "-qm", "x")
    git("branch", "target", "HEAD~2")
    clone = tmp_path.parent / f"{tmp_path.name}-clone"
    git("clone", "-q", "--depth", "1", "--branch", "main", f"file://{tmp_path}", str(clone))
    repository = Repository(clone)
    with pytest.raises(GitError, match=r"git fetch --no-tags --unshallow origin \+refs/heads/target:refs/remotes/origin/target"):
        base_commit(repository, "origin/target")
    git("fetch", "-q", "--depth", "1", "origin", "+refs/heads/target:refs/remotes/origin/target", folder=clone)
    with pytest.raises(GitError, match="git fetch --no-tags --unshallow origin"):
        base_commit(repository, "origin/target")


def test_platforms_name_the_base(git, write, tmp_path):
    write("a.sql", "1")
    git("add", "-A")
    git("commit", "-qm", "one")
    repository = Repository(tmp_path)
    sha = "a" * 40
    event = write("event.json", f'{{"before": "{sha}"}}')
    assert base_of_platform({}, repository) is None
    assert base_of_platform({"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main"}, repository) == "origin/main"
    assert base_of_platform({"GITHUB_ACTIONS": "true", "GITHUB_EVENT_PATH": str(event)}, repository) == sha
    assert base_of_platform({"GITLAB_CI": "true", "CI_MERGE_REQUEST_DIFF_BASE_SHA": sha}, repository) == sha
    assert base_of_platform({"GITLAB_CI": "true", "CI_COMMIT_BEFORE_SHA": "0" * 40}, repository) is None
    assert base_of_platform({"TF_BUILD": "True", "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main"}, repository) == "origin/main"


def test_a_conflict_in_the_index_is_said(git, write, tmp_path):
    write("a.sql", "1")
    git("add", "-A")
    git("commit", "-qm", "one")
    git("checkout", "-qb", "other")
    write("a.sql", "2")
    git("commit", "-qam", "two")
    git("checkout", "-q", "main")
    write("a.sql", "3")
    git("commit", "-qam", "three")
    with pytest.raises(Exception, match="merge"):
        git("merge", "other")
    with pytest.raises(GitError, match="merge conflict"):
        open_workspace([tmp_path], staged=True)


def test_a_revision_that_looks_like_an_option_is_refused(git, tmp_path):
    with pytest.raises(GitError, match="not a revision"):
        base_commit(Repository(tmp_path), "--output=x")


def test_without_git_only_a_full_check_works(write, tmp_path):
    write("db/V1__a.sql", "CREATE TABLE a (id int);")
    assert not any((folder / ".git").exists() for folder in tmp_path.parents)
    work = open_workspace([tmp_path / "db"])
    assert work.base is None
    assert work.head.paths() == ["V1__a.sql"] or work.head.paths() == ["db/V1__a.sql"]
    with pytest.raises(GitError, match="no git repository"):
        open_workspace([tmp_path / "db"], base="main")
    with pytest.raises(UsageError, match="exclude"):
        open_workspace([], base="main", staged=True)
    with pytest.raises(UsageError, match="does not exist"):
        open_workspace([Path("nowhere-at-all")])


def test_a_repository_without_commits_has_an_empty_base(git, write, tmp_path):
    write("a.sql", "1")
    git("add", "-A")
    work = open_workspace([tmp_path], staged=True)
    assert work.base.paths() == []
    assert isinstance(work.head, GitSnapshot)
    assert os.fspath(work.root) == os.fspath(tmp_path.resolve())
