"""A pull request as the CI systems check it out: shallow clones, merge commits, variables."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from piicatalog.cli.main import group


@pytest.fixture
def pull_request(git, write, tmp_path):
    """A repository whose feature branch adds a column, and whose main branch has gone on since."""
    write("db/migration/V1__a.sql", "CREATE TABLE tuote (id int PRIMARY KEY);\n")
    git("add", "-A")
    git("commit", "-qm", "base")
    git("checkout", "-qb", "feature")
    write("db/migration/V2__b.sql", "CREATE TABLE asiakas (id int PRIMARY KEY, sahkoposti text, luotu date);\n")
    git("add", "-A")
    git("commit", "-qm", "feature")
    git("checkout", "-q", "main")
    write("db/migration/V3__c.sql", "CREATE TABLE perinta (id int PRIMARY KEY, hetu char(11), luotu date);\n")
    git("add", "-A")
    git("commit", "-qm", "main goes on")
    git("checkout", "-qb", "merge")
    git("merge", "-q", "--no-ff", "-m", "merge", "feature")
    return tmp_path


@pytest.fixture
def clone(pull_request, git, tmp_path_factory, monkeypatch):
    def make(branch, depth):
        folder = tmp_path_factory.mktemp("clone") / "c"
        git("clone", "-q", f"--depth={depth}", "--branch", branch, f"file://{pull_request}", str(folder))
        monkeypatch.chdir(folder)

    return make


def check(monkeypatch, **variables):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    done = CliRunner().invoke(group, ["check", "--format", "json", "--no-cache"])
    found = {(f["rule"], f["subject"]) for f in json.loads(done.stdout)["findings"]} if done.stdout else set()
    return done.exit_code, found, done.stderr


ONLY_THE_BRANCHS = {("PII001", "asiakas.sahkoposti")}


def test_github_checks_the_merge_against_its_first_parent(clone, monkeypatch):
    clone("merge", 2)
    variables = {"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main", "GITHUB_REF": "refs/pull/1/merge"}
    assert check(monkeypatch, **variables)[:2] == (1, ONLY_THE_BRANCHS)


def test_github_with_the_default_depth_says_what_to_fetch(clone, monkeypatch):
    clone("merge", 1)
    code, _, err = check(monkeypatch, GITHUB_ACTIONS="true", GITHUB_BASE_REF="main", GITHUB_REF="refs/pull/1/merge")
    assert code == 2
    assert "git fetch --no-tags --unshallow origin +refs/heads/main:refs/remotes/origin/main" in err


def test_gitlab_names_the_commit(clone, git, monkeypatch):
    clone("feature", 50)
    base = git("rev-parse", "feature~1")
    assert check(monkeypatch, GITLAB_CI="true", CI_MERGE_REQUEST_DIFF_BASE_SHA=base)[:2] == (1, ONLY_THE_BRANCHS)


def test_gitlab_without_the_commit_says_what_to_fetch(clone, git, monkeypatch):
    clone("feature", 1)
    base = git("rev-parse", "feature~1")
    code, _, err = check(monkeypatch, GITLAB_CI="true", CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert (code, f"git fetch --no-tags --unshallow origin {base}" in err) == (2, True)


def test_the_fetch_that_is_told_helps(clone, git, monkeypatch):
    clone("merge", 1)
    _, _, err = check(monkeypatch, TF_BUILD="True", SYSTEM_PULLREQUEST_TARGETBRANCH="refs/heads/main")
    told = next(line.strip() for line in err.splitlines() if line.strip().startswith("git fetch"))
    git(*told.split()[1:], folder=Path.cwd())
    assert check(monkeypatch, TF_BUILD="True", SYSTEM_PULLREQUEST_TARGETBRANCH="refs/heads/main")[:2] == (1, ONLY_THE_BRANCHS)


def test_a_push_is_compared_with_what_was_there(clone, git, write, monkeypatch, tmp_path):
    clone("feature", 50)
    event = write("event.json", json.dumps({"before": git("rev-parse", "feature~1")}))
    assert check(monkeypatch, GITHUB_ACTIONS="true", GITHUB_EVENT_PATH=str(event))[:2] == (1, ONLY_THE_BRANCHS)
