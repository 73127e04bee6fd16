"""Time the rules: 20,000 events through the three themes, with traces and without.

    python bench/rules.py [--events 20000] [--rounds 5]

Events are recombined from those of `seeds/` by a fixed sequence, all in the
window, so that no event is decided by its date alone.  A second set of themes
reads the text of every event.  Figures are the best of the rounds, in seconds of
processor time, which other work on the machine disturbs less.
"""

from __future__ import annotations

import argparse
import gc
import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec

from briefgen import catalogue, rules
from briefgen.model import Catalogue, DateWindow, Event, When
from briefgen.rules.evaluate import Evaluator
from briefgen.rules.reasons import Teller
from briefgen.tree import Tree

ROOT = Path(__file__).resolve().parent.parent
WINDOW = DateWindow(date(2021, 7, 1), date(2021, 10, 31))
TEXT_THEMES = """
version: 1
themes:
  straits: {title: 臺海, why: 內文, match: {text: {contains_any: [臺海, 台灣, 一中, 兩岸, 武統]}}}
  sea: {title: 南海, why: 內文, match: {all: [{text: {contains: 南海}}, {none: [{body.kind: forum}]}]}}
  xi: {title: 習近平, why: 內文, match: {any: [{actors: 習近平}, {text: {contains: 習近平}}]}}
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=20_000)
    options.add_argument("--rounds", type=int, default=5)
    asked = options.parse_args()
    seeds = catalogue.load(ROOT).catalogue
    many = Catalogue(recombined(seeds.events, asked.events), seeds.registers)
    themes = catalogue.read_tree(ROOT / "seeds" / "themes.yaml", ROOT)
    for name, tree in (("seeds/themes.yaml", themes), ("themes that read texts", _text_themes())):
        chosen = rules.parse(tree, seeds.registers)
        print(f"{name}: {len(many.events):,} events, {len(chosen.themes)} themes")
        report(many, chosen, asked.rounds)


def report(many: Catalogue, chosen: rules.Rules, rounds: int) -> None:
    """Print the figures for one set of rules."""
    traced = best(lambda: rules.select(many, chosen, WINDOW), rounds)
    plain = best(lambda: rules.select(many, chosen, WINDOW, traced=False), rounds)
    tracing = best(lambda: evaluate(many, chosen, traced=True), rounds)
    holding = best(lambda: evaluate(many, chosen, traced=False), rounds)
    print(f"  select with traces     {traced:.3f}")
    print(f"  select without traces  {plain:.3f}   ({traced / plain:.1f} times faster)")
    print(f"  evaluate with traces   {tracing:.3f}")
    print(f"  evaluate without       {holding:.3f}   ({tracing / holding:.1f} times faster)")


def evaluate(many: Catalogue, chosen: rules.Rules, traced: bool) -> int:
    """Ask every theme about every event, from a cold start; with traces, word what decided, too."""
    evaluator, teller, held = Evaluator(chosen, many.events), Teller(), 0
    for theme in chosen.themes:
        if traced:
            traces = evaluator.traces(theme.match)
            held += sum(trace.held for trace in traces)
            for trace in {id(trace): trace for trace in traces}.values():
                teller.claims(trace)
        else:
            held += sum(evaluator.holds(theme.match))
    return held


def recombined(events: tuple[Event, ...], number: int) -> tuple[Event, ...]:
    """Give so many events whose fields are drawn from those given, each with words of its own."""
    draw = random.Random(2021)
    days = (WINDOW.last - WINDOW.first).days
    found = []
    for index in range(number):
        base, who, where = draw.choice(events), draw.choice(events), draw.choice(events)
        day = WINDOW.first + timedelta(draw.randrange(days))
        found.append(
            msgspec.structs.replace(
                base,
                id=f"e{index:06}",
                when=When(first=day, last=day),
                title=f"{base.title}（第{index}則）",
                actors=(*who.actors, *where.actors[:1]),
                countries=who.countries,
                body=where.body,
                place=where.place,
                topics=where.topics,
                importance=draw.randint(1, 5),
            )
        )
    return tuple(sorted(found, key=lambda event: (event.when.first, event.id)))


def best(work: Callable[[], object], rounds: int) -> float:
    """Give the least time of some rounds, in seconds."""
    times = []
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def _text_themes() -> Tree:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "themes.yaml"
        path.write_text(TEXT_THEMES, encoding="utf-8")
        return catalogue.read_tree(path, Path(folder))


if __name__ == "__main__":
    main()
