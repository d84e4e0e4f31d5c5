"""The texts of source documents, when the reader has them: from a span to its sentence, and back by digest.

The texts belong to their publishers and are not part of the dataset. A span carries the SHA-256 of its own text,
white space folded (any run of it, no-break spaces too, is one space), so that whoever has the text can prove that
it is the same sentence, and find it again when the file has changed. Offsets count code points of the file's
UTF-8 text as it is: no newline is translated.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from coopgraph.errors import InputError
from coopgraph.records import SourceDocument, Span

SLACK = 8
"""How many characters of white space a moved span may have gained or lost and still be found."""


def digest(text: str) -> str:
    """Return the SHA-256 of a span's text, white space folded.

    >>> digest("two\\n words") == digest("two words")
    True
    """
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def places(file: Path, words: str) -> list[tuple[int, int]]:
    """Return where words stand in a text file, as (start, end) in code points; white space is folded.

    Raises InputError when the file cannot be read or is not UTF-8.
    """
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read ({getattr(error, 'strerror', 'not UTF-8 text')})") from None
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return [match.span() for match in re.finditer(pattern, text)] if pattern else []


def listed(names: Iterable[str]) -> str:
    """Return names for a message, the first three of them.

    >>> listed(f"{number}.txt" for number in range(5))
    '0.txt, 1.txt, 2.txt and 2 more'
    """
    found = sorted(set(names))
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    return ", ".join(found[:3]) + more


class Texts:
    """The texts in a folder, matched to source documents by the file's digest, else by its name: of files that end in
    .txt, and of others that a document names.

    ``changed`` holds the ids of documents whose file is there and is another than the one recorded. Raises
    InputError when the folder is none, or holds not one of the documents.
    """

    def __init__(self, folder: Path, documents: Mapping[str, SourceDocument]) -> None:
        if not folder.is_dir():
            raise InputError(f"{folder}: not a folder; give the folder that holds the texts of the sources")
        self.folder = folder
        self.changed: set[str] = set()
        self._texts: dict[str, str] = {}
        by_digest: dict[str, bytes] = {}
        by_name: dict[str, bytes] = {}
        wanted = {ident: document.file or f"{ident}.txt" for ident, document in documents.items()}
        there = sorted(path for path in folder.iterdir() if path.is_file())
        for path in (p for p in there if p.suffix == ".txt" or p.name in wanted.values()):
            try:
                raw = path.read_bytes()
            except OSError as error:
                raise InputError(f"{path}: cannot be read ({error.strerror})") from error
            by_digest[hashlib.sha256(raw).hexdigest()] = by_name[path.name] = raw
        for ident, document in documents.items():
            same = by_digest.get(document.sha256)
            raw_or_none = same if same is not None else by_name.get(wanted[ident])
            if raw_or_none is None:
                continue
            try:
                self._texts[ident] = raw_or_none.decode("utf-8")
            except UnicodeDecodeError:
                raise InputError(f"{folder / wanted[ident]}: not UTF-8 text; save it as plain text in UTF-8") from None
            if same is None and document.sha256:
                self.changed.add(ident)
        if documents and not self._texts:
            looked, found = listed(wanted.values()), listed(path.name for path in there)
            why = f"holds the text of no source document; looked for {looked}, and there is {found or 'no file'}"
            raise InputError(f"{folder}: {why}; write the name of the text in the column file of the table sources")

    def at_hand(self, spans: Iterable[Span]) -> int:
        """Return how many spans are of texts that are at hand."""
        return sum(self.has(span.document) for span in spans)

    def has(self, document: str) -> bool:
        """Return whether the text of a document is at hand."""
        return document in self._texts

    def text(self, span: Span) -> str | None:
        """Return the words at a span, white space folded; None when the text is not at hand."""
        whole = self._texts.get(span.document)
        return None if whole is None else " ".join(whole[span.start : span.end].split())

    def whole(self, document: str) -> str:
        """Return a whole text, as it is in its file."""
        return self._texts[document]

    def length(self, document: str) -> int:
        """Return the length of a text in code points."""
        return len(self._texts[document])

    def seal(self, span: Span) -> str | None:
        """Return the digest of a span's text; None when the text is not at hand or shorter than the span."""
        whole = self._texts.get(span.document)
        if whole is None or span.end > len(whole):
            return None
        return digest(whole[span.start : span.end])

    def locate(self, span: Span, sealed: str) -> Span | None:
        """Return where the words of a span stand now, nearest to where they stood; None when they are gone.

        Tries every start for lengths within SLACK of the recorded one: some 17 digests a character.
        """
        whole = self._texts[span.document]
        length = span.end - span.start
        starts = sorted(range(len(whole)), key=lambda start: abs(start - span.start))
        for size in sorted(range(max(1, length - SLACK), length + SLACK + 1), key=lambda n: abs(n - length)):
            for start in starts:
                if start + size <= len(whole) and digest(whole[start : start + size]) == sealed:
                    return Span(document=span.document, start=start, end=start + size)
        return None
