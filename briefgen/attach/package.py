"""A Word file as its parts: those that are not changed stay byte for byte as they were."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zlib
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from briefgen.attach.parts import File, refusal
from briefgen.errors import Words

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
CONTENTS = "[Content_Types].xml"
_NO_RELATIONS = f'<Relationships xmlns="{RELATIONS}"/>'
LARGEST = 512 << 20
MANY = 20_000

# What zipfile raises where a file is no package that it can read.
_MALFORMED = (
    BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, OverflowError, RuntimeError, ValueError,
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AGAIN = Words(
    "請重新取得檔案，或以 Word 開啟後另存新檔", "ask for it again, or open it in Word and save it anew"
)


class Package:
    """The parts of a Word file, by name, in their order; RequestError where it may not be changed."""

    def __init__(self, file: File) -> None:
        self.file = file
        _refuse_container(file)
        self.infos: list[ZipInfo] = []
        self.parts: dict[str, bytes] = {}
        try:
            with ZipFile(io.BytesIO(file.data)) as package:
                self._read(package)
        except _MALFORMED as error:
            raise self.broken() from error
        self.types = self.tree(CONTENTS)
        self.main = self._main()
        self._refuse_contents()

    def broken(self) -> Exception:
        """Give the error that says that the file is damaged."""
        return refusal(
            self.file.name, Words("Word 檔已損壞或不完整", "the Word file is damaged or cut short"), _AGAIN
        )

    def tree(self, name: str) -> etree._Element:
        """Read a part as XML; nothing outside of it is looked at."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        try:
            root = etree.fromstring(self.parts[name], parser)
        except (KeyError, etree.XMLSyntaxError) as error:
            raise self.broken() from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.broken()
        return root

    def put(self, name: str, value: etree._Element | bytes) -> None:
        """Set a part, a new one at the end."""
        if not isinstance(value, bytes):
            value = etree.tostring(value, encoding="UTF-8", xml_declaration=True, standalone=True)
        self.parts[name] = value

    def fresh(self, name: str) -> str:
        """Give a name for a part that no part has yet, from one with `{}` for a number."""
        taken = {each.lower() for each in self.parts}
        number = 1
        while name.format(number).lower() in taken:
            number += 1
        return name.format(number)

    def beside(self, name: str) -> str:
        """Give the name of a part in the folder of the document."""
        return posixpath.join(posixpath.dirname(self.main), name)

    def related(self, owner: str) -> dict[str, tuple[str, str]]:
        """Give the parts inside the package that a part refers to: id, to kind and name."""
        name = _relations(owner)
        if name not in self.parts:
            return {}
        return {
            each.get("Id", ""): (each.get("Type", ""), _resolved(owner, each.get("Target", "")))
            for each in self.tree(name).iter(f"{{{RELATIONS}}}Relationship")
            if each.get("TargetMode") != "External"
        }

    def relate(self, owner: str, kind: str, part: str) -> str:
        """Let a part refer to another, and give the id."""
        name = _relations(owner)
        root = self.tree(name) if name in self.parts else etree.fromstring(_NO_RELATIONS)
        ids = {each.get("Id") for each in root}
        number = 1
        while f"rIdAnnex{number}" in ids:
            number += 1
        target = posixpath.relpath(part, posixpath.dirname(owner) or ".")
        etree.SubElement(
            root,
            f"{{{RELATIONS}}}Relationship",
            {"Id": f"rIdAnnex{number}", "Type": kind, "Target": target},
        )
        self.put(name, root)
        return f"rIdAnnex{number}"

    def declare(self, part: str, kind: str) -> None:
        """Say what kind of part one is."""
        etree.SubElement(self.types, f"{{{TYPES}}}Override", {"PartName": f"/{part}", "ContentType": kind})

    def declare_suffix(self, suffix: str, kind: str) -> None:
        """Say what kind the parts with a suffix are, where nothing says so yet."""
        known = {each.get("Extension", "").lower() for each in self.types.iter(f"{{{TYPES}}}Default")}
        if suffix not in known:
            default = etree.Element(f"{{{TYPES}}}Default", {"Extension": suffix, "ContentType": kind})
            self.types.insert(0, default)

    def data(self) -> bytes:
        """Give the file."""
        self.put(CONTENTS, self.types)
        out = io.BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as package:
            for old in self.infos:
                package.writestr(_info(old), self.parts[old.filename])
            known = {old.filename for old in self.infos}
            for name, data in self.parts.items():
                if name not in known:
                    info = ZipInfo(name)
                    info.compress_type = ZIP_DEFLATED
                    package.writestr(info, data)
        return out.getvalue()

    def _read(self, package: ZipFile) -> None:
        self.infos = [info for info in package.infolist() if not info.is_dir()]
        if any(info.flag_bits & 1 for info in self.infos):
            raise _locked(self.file)
        if sum(info.file_size for info in self.infos) > LARGEST or len(self.infos) > MANY:
            raise refusal(
                self.file.name,
                Words(
                    f"Word 檔解開後超過 {LARGEST >> 20} MB",
                    f"the Word file unpacks to more than {LARGEST >> 20} MB",
                ),
            )
        for info in self.infos:
            if info.filename in self.parts:
                raise BadZipFile(info.filename)
            self.parts[info.filename] = package.read(info)

    def _main(self) -> str:
        for kind, name in self.related("").values():
            if kind == f"{OFFICE}/officeDocument" and name in self.parts:
                return name
            if kind.endswith("/officeDocument") and kind.startswith("http://purl.oclc.org/"):
                raise refusal(
                    self.file.name,
                    Words("這是 Strict Open XML 文件", "this is a Strict Open XML document"),
                    Words(
                        "請以 Word 另存為「Word 文件（.docx）」",
                        "save it in Word as a plain Word document (.docx)",
                    ),
                )
        raise _not_word(self.file)

    def _refuse_contents(self) -> None:
        kinds = {each.get("PartName", ""): each.get("ContentType", "") for each in self.types}
        if any("macroEnabled" in kind or "vbaProject" in kind for kind in kinds.values()):
            raise refusal(
                self.file.name,
                Words("Word 檔含有巨集", "the Word file holds macros"),
                Words("請另存為不含巨集的 .docx", "save it as a .docx without macros"),
            )
        if kinds.get(f"/{self.main}") != f"{WORD}document.main+xml":
            raise _not_word(self.file)
        if self._is_protected():
            raise refusal(
                self.file.name,
                Words("Word 檔已限制編輯", "the Word file is protected against editing"),
                Words(
                    "請先停止保護，或取得未保護的檔案",
                    "stop the protection first, or ask for a file without it",
                ),
            )
        if any(kind.endswith("/digital-signature/origin") for kind, _ in self.related("").values()):
            raise refusal(
                self.file.name,
                Words(
                    "Word 檔已簽章，附加內容會使簽章失效",
                    "the Word file is signed; any change would break the signature",
                ),
                Words("請先附上附件，再行簽章", "attach first, sign afterwards"),
            )

    def _is_protected(self) -> bool:
        """Whether Word would refuse to edit the file."""
        return any(
            each.get(f"{{{MAIN}}}enforcement") in ("1", "true", "on")
            for kind, name in self.related(self.main).values()
            if kind == f"{OFFICE}/settings" and name in self.parts
            for each in self.tree(name).iter(f"{{{MAIN}}}documentProtection")
        )


def _refuse_container(file: File) -> None:
    if not file.data.startswith(_OLE):
        if not file.data.startswith(b"PK"):
            raise _not_word(file)
        return
    if "EncryptedPackage".encode("utf-16-le") in file.data:
        raise _locked(file)
    raise refusal(
        file.name,
        Words("這是舊版 Word 檔（.doc）", "this is a file of an old Word (.doc)"),
        Words("請以 Word 另存為 .docx", "save it in Word as .docx"),
    )


def _locked(file: File) -> Exception:
    return refusal(
        file.name,
        Words("Word 檔有密碼保護", "the Word file is protected by a password"),
        Words("請先取得未加密的檔案", "ask for a file that is not encrypted"),
    )


def _not_word(file: File) -> Exception:
    return refusal(file.name, Words("不是 Word 檔（.docx）", "this is not a Word file (.docx)"))


def _info(old: ZipInfo) -> ZipInfo:
    info = ZipInfo(old.filename, old.date_time)
    info.compress_type, info.external_attr, info.create_system = (
        old.compress_type,
        old.external_attr,
        old.create_system,
    )
    return info


def _relations(owner: str) -> str:
    folder, name = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(owner: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(owner), target))


def texts(root: etree._Element, tag: str) -> tuple[str, ...]:
    """Give the text of every element of a kind."""
    return tuple(str(each.xpath("string()")) for each in root.iter(tag))
