"""Sentences: the subjects of their verbs."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal, NamedTuple

from analysis.attribution.cue_lexicon import Phrase
from analysis.attribution.phrases import (
    DASHES,
    FINITE,
    NO_HEARER,
    NOMINATIVE,
    NOUNS,
    VERBS,
    Phrases,
)
from analysis.syntax.tokens import word_class

_INSERTED = frozenset("nWegvISpoi")  # what an insertion begins with
# Where a subject stands: `subject` right before its verb, `appositive` before an
# inserted description, `relative` before a “who”, `shared` with a verb before,
# `participle` for “adding that”, `control` for “vowed to say”.
Link = Literal["subject", "appositive", "relative", "shared", "participle", "control"]

# “A man known in town as “Tank” said”, “one who calls himself “Tank” said”.
_CALLED = re.compile(r"n(?:e|W[vxp])(?:In|o)*[SI]?Q$")
_BARE_SUBJECT = re.compile("ne?(?:In)*,")
_SINCE = frozenset(("since", "until", "till", "before", "after", "than"))
_TAG = re.compile(r"\d|[RDIrdi]-\w")  # an age, a party and state: “Lee, R-Ohio,”
_DEEPEST = 6  # verbs passed on the way to a subject


class Subject(NamedTuple):
    """The subject of a verb, and how the two are linked."""

    phrase: Phrase
    link: Link


class Syntax(Phrases):
    """The syntax of a sentence: its chunks, asked for phrases, verbs and subjects.

    `k` is the number of a chunk.  The tokens of a paragraph end with a stop, so that
    there is a token behind every chunk.
    """

    # --- subjects of finite verbs -------------------------------------------------

    @cached_property
    def main_subject(self) -> Phrase | None:
        """The subject of the sentence's first finite verb that has one before it.

        None if that is “I” or “we”, or if the sentence has none.
        """
        finite = [k for k, kind in enumerate(self.kinds) if kind in FINITE]
        main = [
            k for k in finite if not (self._is_subordinate(k) or self.is_reduced(k))
        ]
        for k in main or finite:
            phrase, link = self.subject_of(k) or (None, None)
            named = link in ("subject", "appositive")
            if phrase and named and not self.is_author(phrase):
                return phrase
        return None

    def _is_subordinate(self, k: int) -> bool:
        """Whether a conjunction or a “whose” opens the clause of verb `k`."""
        clause = self.kinds[:k].rpartition(",")[2]
        return not {"S", "W"}.isdisjoint(clause) and FINITE.isdisjoint(clause)

    def subject_of(
        self, k: int, shared: Phrase | None = None, depth: int = 0
    ) -> Subject | None:
        """The subject of the verb group `k`, and how it was found.

        `shared` is the source of the clause before it in the sentence.
        """
        kind = self.kind_at(k)
        if depth > _DEEPEST:
            return None
        if kind == "g":
            return self._of_participle(k, shared, depth)
        if kind == "i":
            return self._of_infinitive(k, shared, depth)
        return self._of_finite(k, shared, depth)

    def _of_finite(self, k: int, shared: Phrase | None, depth: int) -> Subject | None:
        """The subject of a finite verb, by the kind of chunk before it."""
        before = self.kind_at(k - 1)
        if before in NOUNS | VERBS and (phrase := self._before_relative(k)):
            return Subject(phrase, "appositive")
        if before == "n":
            return Subject(self.phrase_to(k - 1), "subject")
        if before == "o" and self.kinds[max(0, k - 3) : k - 1] == "nI":
            first, _ = self.phrase_to(k - 3)  # “a clerk close to her said”
            return Subject((first, self.chunks[k - 1].past), "subject")
        if before == "W":
            return self._in_relative(k - 1)
        if before in VERBS:
            return self.subject_of(k - 1, shared, depth + 1)
        if before in DASHES or before == "Q":
            return self._behind_mark(k, shared, depth)
        return self._coordinated(k, shared, depth) if before == "C" else None

    def _behind_mark(self, k: int, shared: Phrase | None, depth: int) -> Subject | None:
        """The subject of a finite verb behind a comma, a dash or a quote."""
        quote = self.kind_at(k - 1) == "Q"
        if quote and (called := _CALLED.search(self.kinds, 0, k)):
            return Subject(self.phrase_to(called.start()), "subject")
        inserted = self._before_insertion(k - 1)
        if not (inserted or quote) and (phrase := self._before_relative(k)):
            return Subject(phrase, "appositive")
        return inserted or self._shared(k, shared, depth) or self._before_comma(k)

    def _before_comma(self, k: int) -> Subject | None:
        """The subject that a needless comma parts from verb `k`: “Lee of X, said”."""
        if not _BARE_SUBJECT.fullmatch(self.kinds, 0, k):
            return None
        phrase = self.phrase_from(0)
        return Subject(phrase, "subject") if self.may_say(phrase) else None

    def _coordinated(self, k: int, shared: Phrase | None, depth: int) -> Subject | None:
        """The subject of a verb behind an “and”: shared, else the noun before it."""
        subject = self._shared(k, shared, depth)
        if subject or self.kind_at(k - 2) != "n":
            return subject
        before = self.phrase_start(k - 2) - 1
        if self.kind_at(before) in FINITE:
            owner = self.subject_of(before, None, depth + 1)  # “lost it and says”
            return owner and Subject(owner.phrase, "shared")
        return Subject(self.phrase_to(k - 2), "subject")

    def _before_relative(self, k: int) -> Phrase | None:
        """The subject before a relative clause without a comma at its end.

        `The man who lost his job last year said`: only “who” has a verb before `k`.
        """
        kinds = self.kinds
        if "W" not in kinds[:k] or self.low(k - 1) in NOMINATIVE:
            return None
        start = max((n for n in range(k) if kinds[n] in "QS;:"), default=-1) + 1
        who = kinds.find("W", start, k)
        end = who - 2 if self.kind_at(who - 1) == "," else who - 1
        start = max(start, kinds.rfind(",", start, max(start, end)) + 1)
        if end < start or kinds[end] != "n" or FINITE & set(kinds[start:end]):
            return None
        inside = kinds[who + 1 : k].removesuffix(",")
        n_verbs = sum(kind in FINITE for kind in inside)
        added = inside.split(",")[1:]
        goes_on = all(
            part[:1] in tuple("Ige") and FINITE.isdisjoint(part) for part in added
        )
        whole = 0 < n_verbs <= inside.count("W") + 1 and goes_on
        return self.phrase_to(end) if whole else None

    def _in_relative(self, who: int) -> Subject | None:
        """“Who” itself as the subject, but a bare name before it instead."""
        before, chunk = self.antecedent(who), self.chunks[who]
        if before is None:
            return None
        bare = self.kinds[who - 1] == "n" and self.is_bare_name(self.chunks[who - 1])
        alone = self.low(who) == "who" and not bare
        return Subject((chunk.first, chunk.past) if alone else before, "relative")

    def _before_insertion(self, end: int) -> Subject | None:
        """The subject before an insertion that ends at comma `end`.

        `X, a Y, said` gives X; `her deputy, X, said` gives X too.
        """
        for comma in range(end - 1, 0, -1):
            if self.kinds[comma - 1 : comma + 1] == "W,":  # “who, after a rest, said”
                who = self.antecedent(comma - 1)
                return Subject(who, "appositive") if who else None
            if self.kinds[comma] not in DASHES or self.kinds[comma - 1] != "n":
                continue
            start = self.phrase_start(comma - 1)
            if not self._is_insertion(comma, end) or self._describes_another(start):
                continue
            if start and self._is_object(start):
                aside = self.kinds[comma : comma + 3] != ",nW"  # “…, men who left said”
                if self.kinds[:start] == "I" and aside:  # “At the gate Lee, 58, said”
                    name = self.final_name(self.chunks[comma - 1])
                    return Subject(name, "appositive")
                continue
            inner = self.chunks[comma + 1]
            role = not self.tokens[self.chunks[comma - 1].past - 1].capital
            named = self.tokens[inner.past - 1].capital
            alone = self.past_links(comma + 2, "In") == end  # “…, Lee of Dover, said”
            if role and named and alone:
                return Subject((inner.first, inner.past), "appositive")
            return Subject(self.phrase_to(comma - 1), "appositive")
        return None

    def _is_insertion(self, comma: int, end: int) -> bool:
        """Whether what stands between two commas describes what precedes, no clause.

        Between two dashes a clause may stand: “Lee—he is 80—said”.
        """
        inside = self.kinds[comma + 1 : end]
        if self.kinds[comma] == self.kinds[end] == "-":
            return True
        if not inside or inside[0] not in _INSERTED:
            return False
        if inside[0] != "n" or FINITE.isdisjoint(inside) or "W" in inside:
            return True
        if inside == "nv":
            return self.verb_class(comma + 2) == "say"  # “one, she says, called it”
        aged = self.tokens[self.chunks[comma + 1].first].low  # “81 and retired”
        return aged[0].isdigit()

    def _is_object(self, start: int) -> bool:
        """Whether the phrase at `start` is the object of a preposition or a verb."""
        before = self.kinds[start - 1]
        if before == "S" and self.low(start - 1) in _SINCE:
            named = self.tokens[self.chunks[start].head].capital  # not “since dawn, …”
            return not named and not self.can_speak(self.phrase_from(start))
        if before == "C" and start == 1:
            return False  # “But Lee, who …”
        if before == "C":  # `X and Y, who …`
            return start > 2 and self.kinds[start - 3] not in ",Q;:"
        if before == "I":
            return True
        return before in VERBS and self.verb_class(start - 1) not in NO_HEARER

    def _describes_another(self, start: int) -> bool:
        """Whether the phrase at `start` is inserted behind another: `X, a Y, a Z`."""
        if start < 2 or self.kinds[start - 2 : start] not in ("n,", "n-"):
            return False
        first = self.tokens[self.chunks[start].first]
        if self.kinds[0] in "Ieg":  # “Asked why, her aide, X, said”
            return bool(_TAG.match(first.low))  # “In a letter to Y, her aide, X, said”
        return not first.capital

    # --- subjects shared with another verb ------------------------------------------

    def _shared(self, k: int, shared: Phrase | None, depth: int) -> Subject | None:
        """The subject shared with the clause before, else with a verb before.

        That is the first verb of the nearest stretch between commas that has one whose
        subject can speak: in “Lee left after Stone came, saying” it is Lee who says.
        """
        if shared:
            return Subject(shared, "shared")
        end = k - 1 if self.kind_at(k - 1) in (",", "-", "Q") else k
        while end > 0:
            start = max(self.kinds.rfind(mark, 0, end) for mark in ",;-") + 1
            for n in range(start, end):
                finite = self.kinds[n] in FINITE
                found = self.subject_of(n, shared, depth + 1) if finite else None
                if found and found.link != "relative" and self.may_say(found.phrase):
                    return Subject(found.phrase, "shared")
            end = start - 1
        return None

    def _verb_before(self, k: int) -> int:
        """The nearest verb before chunk `k`; -1 if there is none."""
        return max((n for n in range(k) if self.kinds[n] in VERBS), default=-1)

    def _of_participle(
        self, k: int, shared: Phrase | None, depth: int
    ) -> Subject | None:
        before = self.kind_at(k - 1)
        if before == "n":
            return self._beside_noun(k, shared, depth)
        if self.kinds[max(0, k - 2) : k] == "nS" and self.low(k - 1) == "as":
            if self.kind_at(k - 3) == "I":  # “was quoted by X as saying”
                return self.subject_of(k - 4, shared, depth + 1)
            return Subject(self.phrase_to(k - 2), "participle")  # “quoted X as saying”
        subject = self._shared(k, shared, depth) or self._subject_after(k, depth)
        return Subject(subject.phrase, "participle") if subject else None

    def _beside_noun(self, k: int, shared: Phrase | None, depth: int) -> Subject | None:
        """“Lawmakers urging …”, “a sign saying …”; “issued a report saying” is X's."""
        start, phrase = self.phrase_start(k - 1), self.phrase_to(k - 1)
        owner, verb = self._shared(k, shared, depth), self._verb_before(k)
        put_out = verb >= 0 and self.low(verb) in word_class("puts_out")
        base = self.chunks[start]
        speaks = self.is_document((base.first, base.past)) or self.can_speak(phrase)
        if owner and (put_out or not speaks):
            return Subject(owner.phrase, "participle")
        return Subject(phrase, "subject")

    def _subject_after(self, k: int, depth: int) -> Subject | None:
        """The subject of the main clause behind an opening participle."""
        for n in range(k + 1, len(self.kinds)):
            if self.kinds[n] in FINITE and self.kinds[n - 1] not in "WIS":
                subject = self.subject_of(n, None, depth + 1)
                if subject and self.can_speak(subject.phrase):
                    return subject
        return None

    def _of_infinitive(
        self, k: int, shared: Phrase | None, depth: int
    ) -> Subject | None:
        """The subject of the verb before it in the same clause: “vowed to say”."""
        verb = self._verb_before(k)
        led = verb >= 0 and self.low(verb) in word_class("leads_to")
        if led and self.kinds[k - 1] in NOUNS and self.phrase_start(k - 1) == verb + 1:
            return Subject(self.phrase_to(k - 1), "control")  # “led her to say”
        if verb < 0 or not {"S", ";"}.isdisjoint(self.kinds[verb + 1 : k]):
            return None
        subject = self.subject_of(verb, shared, depth + 1)
        able = subject is not None and self.may_say(subject.phrase)
        return Subject(subject.phrase, "control") if subject and able else None
