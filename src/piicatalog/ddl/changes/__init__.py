"""What each kind of event changes in the schema: ``change(schema, event)``, found by ``ddl.apply``."""
