"""The language of the brief: numerals, dates, punctuation classes and source notation.

Everything here is words in, words out, and knows nothing of templates or files.
To add a form of date or number: a function in `dates.py` or `numerals.py`, and
where templates should have it, a line in `FILTERS` of `compose/environment.py`.
"""
