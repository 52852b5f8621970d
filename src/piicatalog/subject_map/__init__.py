"""Where one person's data are: the ways along the keys from a person to every personal column.

`build.build` gives the map, `mermaid.render` its picture, `requests` the SQL of access and erasure requests, which is
printed and never run.
"""
