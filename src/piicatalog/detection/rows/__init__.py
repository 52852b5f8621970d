"""What a table's rows are of, and what their columns say because of it.

First the survey asks what the rows are of, table by table and then from table to table:

- ``domain``: a patient's health, an inmate's crimes;
- ``deal``: a purchase, a payment, a loan or another deal with a person, where the table's name alone misleads;
- ``kitchens``: recipes that are cooked, not prescribed;
- ``parts``: rows that are a person's because they belong to a person's rows.

Then ``by_table`` asks of each column what it says in such rows. The first that answers is believed:

- ``records``: in rows of a special domain, nearly every column says something of it;
- ``told``: in rows of an event, and in a few others, what a column of no telling name says;
- ``deal_columns``: in rows of a deal, what kind of column it is.

``words`` is what several of them know.
"""
