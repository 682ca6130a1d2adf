"""The tree of errors. Each message says what is wrong, where, and what to do."""


class DatelineError(Exception):
    """Any failure that dateline explains to its user; the command line prints its message alone."""


class SourceError(DatelineError):
    """An input cannot be read as an article."""


class LexiconError(DatelineError):
    """A rule file is malformed or contradicts itself."""


class ExtractorError(DatelineError):
    """An extractor is unknown, or returned something that its article does not say."""


class LogError(DatelineError):
    """The log cannot be opened, read or written."""


class ConflictError(LogError):
    """A stream is no longer at the version that the writer expected."""


class TamperedLogError(LogError):
    """What is stored is not what was recorded."""


class UnknownFactError(LogError):
    """The log holds a fact of a type or version that this dateline does not know."""
