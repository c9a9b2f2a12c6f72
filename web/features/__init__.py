"""What `/ogc` is made of: features of the atlas and of layers, ready to be asked for by other programs.

catalogue.py says which collections there are, served.py and times.py make one ready, texts.py writes its features, crs.py moves
them, parameters.py says what may be asked, asking.py reads a question, choosing.py finds the rows, answering.py puts them into a
document, openapi.py describes it all.
"""
