"""Which clause each token of a sentence lies in, also where a clause goes on behind another."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.boundaries import is_boundary, is_finite, is_main_subject, is_predicate
from ingest.language import auxiliaries, words
from ingest.tokens import Token


def clause_numbers(
    tokens: Sequence[Token], fixed: set[int], timex_starts: set[int], quoted: Sequence[bool]
) -> tuple[int, ...]:
    """The number of the clause that each token lies in; a clause that goes on after another keeps its number.

    `fixed` are tokens inside names and dates, where no clause starts; `timex_starts` those that open a date.
    """
    walk = _Walk(tokens, fixed, timex_starts, quoted)
    return tuple(walk.number(index) for index in range(len(tokens)))


class _Walk:
    """One way through the tokens: which clauses were opened, and which have a verb yet."""

    def __init__(
        self, tokens: Sequence[Token], fixed: set[int], timex_starts: set[int], quoted: Sequence[bool]
    ) -> None:
        self._tokens, self._fixed = tokens, fixed
        self._timex_starts, self._quoted = timex_starts, quoted
        self._openers = [0]  # the token that opened each clause
        self._verbs = [False]  # whether each clause has a finite verb yet
        self._current = 0
        self._opened = 0  # the token at which the current clause was opened, or went on

    def number(self, index: int) -> int:
        """The clause of the next token."""
        if self._turns(index) or self._starts(index) or self._ends_relative(index):
            self._open(index)
        if self._is_verb(index):
            self._verbs[self._current] = True
        return self._current

    def _turns(self, index: int) -> bool:
        """Whether a quotation begins or ends here."""
        return index > 0 and self._quoted[index] != self._quoted[index - 1]

    def _starts(self, index: int) -> bool:
        has_verb = self._verbs[self._current]
        fronted = has_verb and self._tokens[self._opened].lower in words("time_subordinators")
        if fronted and is_main_subject(self._tokens, index):
            return True
        free = index > 0 and index not in self._fixed
        return free and is_boundary(self._tokens, index, self._fixed, self._timex_starts, has_verb)

    def _ends_relative(self, index: int) -> bool:
        """Whether the main verb follows what "who" opened without a comma: "men who flew in | signed"."""
        opened = self._tokens[self._opened].lower in words("relatives") and self._verbs[self._current]
        waits = not all(self._verbs[:-1])
        return opened and waits and index not in self._fixed and _is_main_verb(self._tokens, index)

    def _is_verb(self, index: int) -> bool:
        if index not in self._fixed and is_finite(self._tokens, index):
            return True
        relative = self._tokens[index].lower in words("relatives")
        return relative and self._tokens[index - 1].lower == ","

    def _open(self, index: int) -> None:
        """Let a clause begin at a token, or go on there that waits for its verb."""
        inserted = self._ends_relative(index) or self._is_inserted()
        if self._tokens[index - 1].lower == ",":
            self._verbs[self._current] = True  # a mere comma before "who" waits for nothing
        resumed = None if self._turns(index) else self._resumed(index, inserted)
        if resumed is None:
            self._verbs.append(False)
            self._openers.append(index)
        self._current, self._opened = len(self._verbs) - 1 if resumed is None else resumed, index

    def _resumed(self, index: int, inserted: bool) -> int | None:
        """The clause that goes on behind a comma with its verb: "The trial of Osei, who …, | begins".

        Behind "who" without a comma the verb itself goes on: "Envoys who flew to Lima | signed".
        """
        closes = self._tokens[index].lower == "," and index + 1 < len(self._tokens)
        goes_on = (self._verbs[-1] or inserted) and (closes or inserted)
        if not goes_on or not is_predicate(self._tokens, index + 1 if closes else index):
            return None
        return self._waiting()

    def _is_inserted(self) -> bool:
        """Whether a comma opened the current clause: ", after talks,"."""
        return "," in {self._tokens[self._opened].lower, self._tokens[max(0, self._opened - 1)].lower}

    def _waiting(self) -> int | None:
        """The last clause without a verb; of a phrase and the one that explains it the first."""
        waiting = [number for number, has_verb in enumerate(self._verbs[:-1]) if not has_verb]
        while len(waiting) > 1 and _is_apposition(self._tokens, self._openers[waiting[-1]]):
            waiting.pop()
        return waiting[-1] if waiting else None


def _is_apposition(tokens: Sequence[Token], opener: int) -> bool:
    """Whether a phrase starts here that only explains the one before: ", a group of states | that …"."""
    after = tokens[opener + 1].lower if opener + 1 < len(tokens) else ""
    return tokens[opener].lower == "," and after in words("articles")


def _is_main_verb(tokens: Sequence[Token], index: int) -> bool:
    """Whether a finite verb behind a noun cannot describe that, as in "who led talks held in Lima"."""
    if not is_finite(tokens, index):
        return False
    before, word = tokens[index - 1].lower, tokens[index].lower
    closed = ("conjunctions", "relatives", "subordinators", "adverbs_before_verb", "pronouns")
    joined = is_finite(tokens, index - 1) or any(before in words(group) for group in closed)
    after = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    firm = word in auxiliaries() or after in words("determiners") or after in {"that", ".", ""}
    named = before.isalnum() or before in words("quote_marks")
    return firm and named and not joined and not before.endswith("ly")
