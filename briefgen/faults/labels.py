"""What the values of closed lists are called, for people: in spreadsheets and in messages.

The key is the name of the field, or of its last part.  A new value of `model.py` needs its word here.
"""

from __future__ import annotations

LABELS: dict[str, dict[str, str]] = {
    "precision": {
        "day": "日", "ten-days": "旬", "month": "月", "quarter": "季", "half-year": "半年", "year": "年",
    },
    "mode": {
        "visit": "訪問", "meeting": "會晤", "video": "視訊", "call": "通話", "speech": "演說", "letter": "信函",
        "statement": "聲明", "document": "文件", "sanction": "制裁", "conference": "會議", "exercise": "演習",
        "other": "其他",
    },
    "taiwan": {"none": "無", "mentioned": "提及", "direct": "直接"},
    "kind": {
        "organisation": "組織", "forum": "論壇", "treaty": "條約", "initiative": "倡議", "government": "政府",
        "ministry": "部會", "legislature": "國會", "alliance": "聯盟", "company": "公司", "official": "官方",
        "agency": "通訊社", "newspaper": "報紙", "broadcaster": "廣播電視", "magazine": "雜誌", "journal": "期刊",
        "think-tank": "智庫", "report": "報告", "web": "網站", "other": "其他",
    },
    "calendar": {"ce": "西元", "roc": "民國", "both": "兩者"},
    "citations": {"footnote": "註腳", "inline": "文內", "both": "兩者", "none": "不印"},
    "names": {"full": "全名", "short": "簡稱"},
    "repeats": {"full": "照印", "short": "同註"},
    "style": {"report": "報告", "academic": "學術"},
    "prose": {"sections": "各節之首", "whole": "全文", "none": "不印"},
    "numbering": {"chapter": "一、（一）", "article": "壹、一、", "none": "不編"},
    "plots": {"themes": "各主題件數", "timeline": "時間軸"},
    "again": {"full": "全文", "refer": "參見"},
    "group_by": {
        "actor": "行為者", "actor-country": "行為者的國家", "counterpart-country": "對方的國家", "body": "場合",
        "month": "月", "none": "不分",
    },
}  # fmt: skip


def label(field: str, value: str) -> str:
    """Give what a value of a field is called, or nothing.

    >>> label("mode", "visit"), label("formats", "docx")
    ('訪問', '')
    """
    return LABELS.get(field, {}).get(value, "")


def labelled(field: str, value: str) -> str:
    """Give a value of a field with what it is called: `visit（訪問）`."""
    called = label(field, value)
    return f"{value}（{called}）" if called else value


def value_of(field: str, called: str) -> str | None:
    """Give the value of a field that is called so, or None."""
    return next((value for value, word in LABELS.get(field, {}).items() if word == called), None)
