"""Reads SQL DDL text of any dialect to a schema.

``splitter`` cuts a text into statements, ``first_words`` finds what reads each, ``statements`` reads them to ``events``,
``apply`` lets ``changes`` do these to the ``schema``; ``views`` finds the columns of views and the lineage at the end.
"""
