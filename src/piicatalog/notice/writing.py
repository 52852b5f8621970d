"""A notice file's text: short lists on one line, everything in the order given, nothing that the loader refuses."""

import re
import sys
from collections.abc import Mapping
from typing import Any

import yaml

_SHORT = 110
"""Letters of a list or a group of words that stands on one line."""
_PLAIN = re.compile(r"[a-z0-9_+]+")
"""A word for tables: lists of these stand on one line however long."""


class _Dumper(yaml.SafeDumper):
    """Writes no aliases, and lists below the key that they belong to."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - yaml's signature
        """Write a part that comes twice twice."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - yaml's signature
        """Indent lists too."""
        super().increase_indent(flow=flow, indentless=False)

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        """Put a short list of words on one line."""
        words = all(isinstance(item, str) for item in sequence)
        short = words and (sum(len(item) + 2 for item in sequence) <= _SHORT or all(map(_PLAIN.fullmatch, sequence)))
        return super().represent_sequence(tag, sequence, flow_style=short if flow_style is None else flow_style)

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        """Put a short group of words on one line."""
        plain = isinstance(mapping, Mapping) and all(isinstance(value, str) for value in mapping.values())
        short = plain and bool(mapping) and sum(len(key) + len(value) + 4 for key, value in mapping.items()) <= _SHORT
        return super().represent_mapping(tag, mapping, flow_style=short if flow_style is None else flow_style)


def to_yaml(document: Mapping[str, Any]) -> str:
    """Return a notice file's data as YAML."""
    text: str = yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=sys.maxsize, default_flow_style=None)
    return text
