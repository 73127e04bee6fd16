"""`briefgen schema`: write JSON Schemas, so that an editor completes and checks while typing."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.say import Say
from briefgen.cli.shape import Command


def command(say: Say) -> click.Command:
    """Give the command in one language."""
    return Command(
        say,
        "schema",
        callback=lambda folder: _schema(say, folder),
        help=say(
            "寫出事件、登錄、規則、期別與讀者範本的 JSON Schema，並列出 VS Code 的設定，讓編輯器邊打字邊補全與檢查。",
            "Write the JSON Schemas of events, registers, themes, editions and audiences, and print the settings for VS Code, so that the editor completes and checks while typing.",
        ),
        params=[
            click.Option(["-o", "folder"], metavar=say("資料夾", "DIR"), type=click.Path(path_type=Path), help=say("輸出資料夾（預設 .briefgen/schemas）", "where to write (default: .briefgen/schemas)")),
        ],
    )  # fmt: skip


def _schema(say: Say, folder: Path | None) -> int:
    from briefgen.pipeline.schemas import write_schemas

    root: Path = click.get_current_context().obj
    written = write_schemas(root, folder)
    for path in written.files:
        say.line(say(f"已寫入 {path}", f"wrote {path}"))
    say.line()
    say.line(
        say(
            "在 VS Code 安裝「YAML」擴充（redhat.vscode-yaml），再把下面幾行放進工作區的 .vscode/settings.json：",
            "In VS Code install the extension “YAML” (redhat.vscode-yaml) and put this into the workspace's .vscode/settings.json:",
        )
    )
    say.line(written.settings)
    say.line(
        say(
            "期別（.md）的檔頭與試算表由 briefgen check 檢查；規則新增 groups 後請再執行一次本指令。",
            "The front matter of editions (.md) and spreadsheets are checked by `briefgen check`; run this again after adding groups to the themes.",
        )
    )
    return 0
