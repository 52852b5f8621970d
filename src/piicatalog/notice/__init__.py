"""The privacy notice as a document: read its table from a file, give it back, compare two.

``formats`` read and write the table; ``importing`` makes a notice file of it: headings, items of cells, and what each means,
by ``mappings/words``. What is not recognised is marked for review, never guessed in silence.
"""
