"""What is said of a child that passed a limit or broke down.  Another kind of work: a `Task`."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.contained.limits import Limits
from briefgen.errors import BriefgenError, Place, Problem, TemplateError, Words


@dataclass(frozen=True, slots=True)
class Task:
    """How a work is called, what to do where it passes a limit or breaks down, and the error that says so."""

    name: Words
    limit: Words
    breakdown: Words
    error: type[BriefgenError]

    def late(self, where: Place, seconds: float) -> BriefgenError:
        """It took too long."""
        what = Words(
            f"{self.name.zh}超過 {seconds:.0f} 秒，已中止",
            f"{self.name.en} took more than {seconds:.0f} s and was stopped",
        )
        return self.error(Problem(where, what, self.limit))

    def large(self, where: Place, limits: Limits) -> BriefgenError:
        """It answered too much."""
        what = Words(
            f"產出超過 {limits.answer} MB，已中止",
            f"the output grew beyond {limits.answer} MB and was stopped",
        )
        return self.error(Problem(where, what, self.limit))

    def killed(self, where: Place, limits: Limits) -> BriefgenError:
        """It died without a word."""
        what = Words(
            f"{self.name.zh}用盡記憶體（上限 {limits.memory} MB）或異常結束，已中止",
            f"{self.name.en} ran out of memory (limit {limits.memory} MB) or broke down, and was stopped",
        )
        return self.error(Problem(where, what, self.limit))

    def broke(self, where: Place, error: Exception) -> BriefgenError:
        """A library raised something of its own."""
        kind = type(error).__name__
        what = Words(
            f"{self.name.zh}程式無法處理此內容（{kind}）",
            f"the {self.name.en} program broke down on this content ({kind})",
        )
        return self.error(Problem(where, what, self.breakdown))

    def deep(self, where: Place) -> BriefgenError:
        """What it works on nests too deeply."""
        what = Words(
            f"內容的巢狀層數太深，無法{self.name.zh}",
            f"the content is nested too deeply for {self.name.en}",
        )
        return self.error(Problem(where, what, self.limit))


TYPESETTING = Task(
    Words("排版", "typesetting"),
    Words(
        "範本或樣式可能有停不下來的迴圈或過大的內容；請改小，或在 briefgen.toml 的 [limits] 放寬",
        "a template or stylesheet may loop or hold something huge; make it smaller, or widen [limits] in briefgen.toml",
    ),
    Words(
        "請檢查最近改過的範本或樣式裡過大或不合常理的值；設定 BRIEFGEN_DEBUG=1 可看細節",
        "look for huge or senseless values in what you changed last; BRIEFGEN_DEBUG=1 shows details",
    ),
    TemplateError,
)
