"""Schema migrations: framework layouts, replay to a schema, net difference, lineage of views."""
