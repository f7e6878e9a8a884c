"""A course as it was written: sections to read, questions to answer, and what a pass takes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Block:
    """A paragraph, or a list of points."""

    lines: tuple[str, ...]
    is_list: bool = False


@dataclass(frozen=True)
class Section:
    """One section: a heading and its text. Paragraphs stand apart by an empty line; points begin with “- ”.

    A video and its captions are named by the digest of what they hold; there is none without the other.
    """

    id: str
    title: str
    text: str
    video: str = ""
    captions: str = ""

    @property
    def digest(self) -> str:
        """Says whether two versions have the same section: what was read once need not be read again."""
        said = f"{self.title}\n{self.text}" + (f"\n{self.video}" if self.video else "")
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def blocks(self) -> list[Block]:
        return [_block(part.strip().splitlines()) for part in self.text.split("\n\n") if part.strip()]


def _block(lines: list[str]) -> Block:
    points = tuple(line.removeprefix("- ").strip() for line in lines)
    is_list = all(line.startswith("- ") for line in lines)
    return Block(points if is_list else ("".join(points),), is_list)


@dataclass(frozen=True)
class Question:
    """One question of the bank; options are counted from 1."""

    id: str
    text: str
    options: tuple[str, ...]
    right: frozenset[int]
    why: str
    is_multiple: bool = False

    def is_answered_by(self, chosen: frozenset[int]) -> bool:
        """Right is the whole answer and nothing besides."""
        return chosen == self.right


@dataclass(frozen=True)
class News:
    """What a version adds, for those who passed an older one."""

    minutes: int
    sections: tuple[str, ...]


@dataclass(frozen=True)
class Course:
    """One version of a course."""

    id: str
    title: str
    minutes: int
    given_by: str
    summary: str
    source: str
    audience: frozenset[str]
    counts_as_training: bool
    valid_months: int
    asked: int
    pass_mark: int
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    news: News | None = None

    @property
    def media(self) -> list[str]:
        """The names of all videos and captions of its sections."""
        return [name for each in self.sections for name in (each.video, each.captions) if name]

    def section(self, section_id: str) -> Section | None:
        return next((each for each in self.sections if each.id == section_id), None)

    def after(self, section: Section) -> Section | None:
        """The section that follows; none after the last."""
        place = self.sections.index(section) + 1
        return self.sections[place] if place < len(self.sections) else None

    def question(self, question_id: str) -> Question:
        return self._bank[question_id]

    @property
    def _bank(self) -> Mapping[str, Question]:
        return {each.id: each for each in self.questions}

    def drawn(self, seed: str) -> list[str]:
        """The questions of one attempt in their order: the same seed draws the same."""
        return Random(seed).sample([each.id for each in self.questions], self.asked)  # noqa: S311 - no secret
