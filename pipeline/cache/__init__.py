"""What was found in each report, kept by what it was made from, so that nothing is done twice.

A key is a hash of all that decides a result: the report, the code and data files of the stage, its parameters. Whatever
changes gives another key, and nothing has to be told that it is out of date. The folder may be deleted at any time.
"""
