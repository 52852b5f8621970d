"""What a scan asks of people, what they say to it, and the local web page where they do.

``questions`` and ``deciding`` serve the command line too. ``queue`` and ``session`` know nothing of the web; ``server`` and what it
imports need the extra ``review``. The page puts no rule of its own on anything: it asks the library and shows what that says.
"""
