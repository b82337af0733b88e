"""Voices, sentences, quotes and attributions as a UIMA CAS, for INCEpTION and UIMA.

Needs the extra `exports` (dkpro-cassis).  The layers are those of `TypeSystem.xml`:
import that file in INCEpTION first (Settings, Layers), then the `.xmi` files.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.corpus.articles import CorpusError
from analysis.document import Document

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

_SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
# Characters that no XML 1.0 document can hold; a space keeps every place as it is.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FOUND = ("rule", "confidence")
# The layers and their features, beside begin and end; `group` joins the source, the cue
# and the contents of one attribution.
LAYERS = {
    "Voice": ("layer", "carrier", "basis"),
    "Quote": ("kind", "speaker", "speaker_type", *_FOUND),
    "Source": ("group", "name", "role", "nation", "anonymous"),
    "Cue": ("group", "mode", *_FOUND),
    "Content": ("group", "source", "mode", "negated", *_FOUND),
}


def type_system() -> TypeSystem:
    """The layers as a UIMA type system."""
    cassis = _cassis()
    types = cassis.TypeSystem()
    types.create_type(_SENTENCE, supertypeName="uima.tcas.Annotation")
    for layer, features in LAYERS.items():
        made = types.create_type(f"custom.{layer}", "uima.tcas.Annotation")
        for feature in features:
            types.create_feature(made, feature, "uima.cas.String")
    return types


def as_cas(document: Document, types: TypeSystem | None = None) -> Cas:
    """The article's text as read and what is found in it; `CAS.to_xmi` writes it.

    Places are in the text as read, which is the CAS's own text.
    """
    types = types or type_system()
    cas = _cassis().Cas(types, document_language="en")
    cas.sofa_string = _NOT_IN_XML.sub(" ", document.text)
    cas.sofa_mime = "text/plain"

    def add(
        layer: str, start: int | None, end: int | None, /, **features: object
    ) -> None:
        if start is None or end is None:
            return
        known = {k: str(v) for k, v in features.items() if v is not None}
        cas.add(types.get_type(layer)(begin=start, end=end, **known))

    for sentence in document.sentences:
        add(_SENTENCE, sentence.start, sentence.end)
    for segment in document.segments:
        add("custom.Voice", segment.start, segment.end, **_some(segment, "Voice"))
    for quote in document.quotes:
        for start, end in quote.pieces:
            add("custom.Quote", start, end, **_some(quote, "Quote"))
    for number, found in enumerate(document.attributions, start=1):
        group = f"a{number}"
        add(
            "custom.Source",
            found.source_start,
            found.source_end,
            group=group,
            name=found.source,
            role=found.source_type,
            nation=found.source_nation,
            anonymous=found.anonymous,
        )
        cue = _some(found, "Cue")
        add("custom.Cue", found.cue_start, found.cue_end, group=group, **cue)
        for start, end in found.contents:
            content = _some(found, "Content")
            add("custom.Content", start, end, group=group, **content)
    return cas


def _some(record: object, layer: str) -> dict[str, object]:
    """The features of a layer that a record has as its fields."""
    return {f: getattr(record, f) for f in LAYERS[layer] if f != "group"}


def _cassis():
    try:
        import cassis
    except ImportError as error:
        raise CorpusError(
            "UIMA CAS needs dkpro-cassis: pip install 'whose-words[exports]'"
        ) from error
    return cassis
