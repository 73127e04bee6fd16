"""What a stylesheet or a page may read: inline data and pictures of its own folders, nothing else.

No network, no redirects, no other file; a refusal is remembered, because
WeasyPrint itself would only leave a hole.  Import after `weasy.load()`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from weasyprint.urls import URLFetcher, URLFetcherResponse  # type: ignore[import-untyped]

from briefgen.errors import Place, Problem, Words
from briefgen.render import images

KINDS = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
    ".css": "text/css",
}

_ONLY = Words("只能用範本資料夾內的 PNG、JPEG、SVG", "only PNG, JPEG and SVG of the template's folder")


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Read `data:` and files of known kinds inside `folders`; list everything else in `refused`."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        super().__init__(allowed_protocols={"data", "file"}, allow_redirects=False)
        self.folders = tuple(folder.resolve() for folder in folders)
        self.refused: list[Problem] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Give what stands at an address; raise ValueError where it may not be read."""
        scheme = urlsplit(url).scheme.lower()
        if scheme == "data":
            return self._inline(url)
        path = Path(url2pathname(unquote(urlsplit(url).path))).resolve() if scheme == "file" else None
        kind = KINDS.get(path.suffix.lower()) if path else None
        if path is None or kind is None or not any(path.is_relative_to(home) for home in self.folders):
            return self._refuse(url, Words("不得讀取此資源", "may not be read"), _ONLY)
        if not path.is_file():
            return self._refuse(
                path.name,
                Words("找不到檔案", "no such file"),
                Words("請放進範本資料夾", "put it into the template's folder"),
            )
        if path.stat().st_size > images.MOST_BYTES:
            return self._refuse(path.name, Words("檔案太大", "the file is too large"), _ONLY)
        return self._checked(url, path.name, kind, path.read_bytes())

    def _inline(self, url: str) -> URLFetcherResponse:
        """Give what a `data:` address holds, where it is a picture."""
        try:
            response = super().fetch(url)
            kind, data = response.content_type, response.read()
        except (ValueError, OSError, LookupError):
            return self._refuse(url, Words("資料網址寫法有誤", "is no address of data"), _ONLY)
        if kind not in KINDS.values():
            return self._refuse(url, Words("不得讀取此資源", "may not be read"), _ONLY)
        return self._checked(url, url, kind, data)

    def _checked(self, url: str, name: str, kind: str, data: bytes) -> URLFetcherResponse:
        wrong = images.fault(data) if kind != "text/css" else None
        if wrong is not None:
            return self._refuse(name, wrong, Words("請換一張圖，或改用 PNG", "use another picture, or a PNG"))
        return URLFetcherResponse(url, data, {"Content-Type": kind})

    def _refuse(self, url: str, what: Words, hint: Words) -> URLFetcherResponse:
        shown = url if len(url) < 120 else url[:117] + "..."
        self.refused.append(Problem(Place(shown), what, hint))
        raise ValueError(what.en)
