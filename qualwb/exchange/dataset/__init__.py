"""The data set for R, pandas and databases: relational tables, their dictionary and a README.

All is made from one description of the columns (``columns``): the tables as csv, json lines and sheets, the
dictionary and the README, so that they cannot disagree.
"""
