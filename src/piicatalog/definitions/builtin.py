"""Where the shipped definition files are: inside the wheel, or at the top of a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_ROOT = _PACKAGE if (_PACKAGE / "classifiers").is_dir() else _PACKAGE.parents[1]

CLASSIFIERS = _ROOT / "classifiers"
MAPPINGS = _ROOT / "mappings"
