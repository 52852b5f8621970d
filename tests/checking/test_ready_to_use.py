"""What is offered to CI systems is valid by their own tools."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-actions", "action.yml"),
        ("vendor.github-workflows", "examples/ci/github-workflow.yml"),
        ("vendor.gitlab-ci", "examples/ci/piicatalog.gitlab-ci.yml"),
    ],
)
def test_a_ci_file_fits_its_systems_schema(schema, file, tmp_path):
    tool = [BIN / "check-jsonschema", "--builtin-schema", schema]
    assert subprocess.run([*tool, ROOT / file], capture_output=True, check=False).returncode == 0
    broken = tmp_path / "broken.yml"
    broken.write_text(
        (ROOT / file)
        .read_text()
        .replace("using: composite", "using: compsite")
        .replace("stage: test", "stage: [1]")
        .replace("runs-on:", "run-on:")
    )
    assert subprocess.run([*tool, broken], capture_output=True, check=False).returncode == 1, "the tool must be able to say no"


def test_the_hook_is_a_valid_manifest():
    tool = BIN / "pre-commit"
    if not tool.exists():
        pytest.skip("pre-commit is not installed")
    done = subprocess.run([tool, "validate-manifest", ROOT / ".pre-commit-hooks.yaml"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
