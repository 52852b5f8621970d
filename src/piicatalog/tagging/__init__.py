"""Stage 6: findings + table context + notice → purposes, legal bases, retention rules, and what the notice does not allow.

``tag.tag`` is the stage; ``tables`` says which processing activities a table serves, ``categories`` which data categories
an entity type is, ``allowed`` what of it the notice does not allow. What concerns the whole catalog is in ``conformance``.
"""
