"""Reads SQL DDL text of any dialect: lexer, tolerant splitter, token reader, schema state."""
