"""The library measured on PolNeAR: news in which people marked who says what.

Nothing of the corpus is here but figures.  Modules in the order of their imports:

    corpus          articles with the attributions that people marked in them
    words, spans    their words, their quoted spans and labels
    predictions     what the library finds in them
    scores          one article against its marks
    figures         many articles added up
    __main__        the command that measures and records
"""
