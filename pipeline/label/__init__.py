"""The loop with a label tool: sentences with what was found in them out, what people changed there back in.

`items` are sentences with all that is to be checked, `choose` picks some; `studio` writes and reads the JSON of Label
Studio, `plain` writes doccano and CoNLL. `changes` turns what people changed into corrections, `training` what they saw
into training rows. All of it is pure: rows and texts in, records and texts out.
"""
