"""What the sandbox says about a file. No Django here: these modules run alone, in their own process."""

from dataclasses import dataclass, field
from typing import Any


class Refused(Exception):
    """The file may not be kept; the code names the words for it."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass
class Verdict:
    """The outcome of a check, sent to the parent as one line of JSON."""

    refusal: str = ""
    pages: int = 0
    shown_pages: int = 0
    text: str = ""
    marks: list[dict[str, Any]] = field(default_factory=list)
    blurred_pages: list[int] = field(default_factory=list)
