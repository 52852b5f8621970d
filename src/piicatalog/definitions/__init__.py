"""YAML in, checked objects out, errors with file:line; the only reader of YAML."""
