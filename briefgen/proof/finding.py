"""What proofreading finds: one thing, where it is, what to write instead, and why."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefgen.errors import Lang, Place, Problem, Severity, Words
from briefgen.proof.text import Paragraph, Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubtful or wrong string.

    `rule` is `group.name`; `category` is its group.  `suggestion` is what to write
    instead, or empty where only a person can tell.  `safe`: it may be put in unseen.
    """

    file: str
    line: int
    column: int
    text: str
    suggestion: str
    category: str
    severity: Severity
    rule: str
    why: Words
    safe: bool = False

    def problem(self) -> Problem:
        """Give the finding as a problem, for `briefgen check`."""
        zh, en = f"「{self.text}」：{self.why.zh}", f"{self.text!r}: {self.why.en}"
        hint = Words(f"建議「{self.suggestion}」", f"write {self.suggestion!r}") if self.suggestion else None
        rule = Words(f"{zh}（{self.rule}）", f"{en} ({self.rule})")
        return Problem(Place(self.file, self.line, self.column), rule, hint, self.severity)

    def as_dict(self, lang: Lang = "zh") -> dict[str, str | int]:
        """Give the fields that are printed, in their order."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "text": self.text,
            "suggestion": self.suggestion,
            "category": self.category,
            "severity": str(self.severity),
            "rule": self.rule,
            "why": self.why.say(lang),
        }


def finding(
    text: Text,
    paragraph: Paragraph,
    span: tuple[int, int],
    rule: str,
    severity: Severity,
    why: Words,
    suggestion: str = "",
    *,
    safe: bool = False,
) -> Finding:
    """Make a finding about some characters of a paragraph."""
    first, end = span
    line, column = paragraph.place(first)
    return Finding(
        file=text.file,
        line=line,
        column=column,
        text=paragraph.text[first:end],
        suggestion=suggestion,
        category=rule.partition(".")[0],
        severity=severity,
        rule=rule,
        why=why,
        safe=safe and paragraph.unbroken(first, end),
    )


def as_jsonl(findings: Iterable[Finding], lang: Lang = "zh") -> str:
    """Write findings as JSON, one a line."""
    return "".join(json.dumps(one.as_dict(lang), ensure_ascii=False) + "\n" for one in findings)


_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def settled(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put findings in order, and keep of several about the same characters the gravest, then the longest."""
    ranked = sorted(findings, key=lambda f: (_WEIGHT[f.severity], -len(f.text), f.rule))
    kept: list[Finding] = []
    taken: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for one in ranked:
        spans = taken.setdefault((one.file, one.line), [])
        span = (one.column, one.column + max(len(one.text), 1))
        if any(first < span[1] and span[0] < end for first, end in spans):
            continue
        spans.append(span)
        kept.append(one)
    return tuple(sorted(kept, key=lambda f: (f.file, f.line, f.column, f.rule)))


def at_most(findings: Iterable[Finding], severity: Severity) -> Iterable[Finding]:
    """Give findings with a severity that is not graver than this one."""
    for one in findings:
        yield one if _WEIGHT[one.severity] >= _WEIGHT[severity] else replace(one, severity=severity)
