"""What the columns of a table add to what its name says of its rows, or set right.

``seen.Seen`` holds what the columns tell, ``cascade.RULES`` the order of the rules and how they combine; the rules are the public
functions of the modules beside, one module a topic.
"""
