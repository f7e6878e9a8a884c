"""Why a sample cannot be drawn, and which option is to change."""


class CannotDraw(ValueError):
    """A refusal before anything is drawn; it names the option that stands in the way."""

    def __init__(self, option: str, chinese: str, english: str):
        super().__init__(f"{option}：{chinese} / {english}")
        self.option, self.chinese, self.english = option, chinese, english
