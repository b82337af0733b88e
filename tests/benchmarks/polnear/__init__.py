"""The library measured on PolNeAR, news articles in which people marked attributions.

Modules in the order of their imports.  Nothing of the corpus is here but figures.

    corpus          strangers' articles, in which people marked attributions
    words, spans    their words, their quoted spans and labels
    predictions     what the library finds in them
    scores          one article against its marks
    figures         many articles added up
    record          the file of the figures
    measure         the command that measures and records
"""
