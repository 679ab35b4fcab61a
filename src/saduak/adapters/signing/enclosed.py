"""The data inside a sheet, and the agency's seal over it, as files enclosed in the PDF."""

from datetime import datetime

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.embed import EmbeddedFileObject, EmbeddedFileParams, FileSpec
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfReadError

RECORD, SEAL = "licence.json", "licence.json.p7s"
SEAL_TYPE = "application/pkcs7-signature"
MOST_FILES = 10
LARGEST = 2_000_000
"""Bytes of a file; the record of a thousand lines has a quarter of it."""


def files_in(root: generic.DictionaryObject) -> dict[str, bytes]:
    """The files that the document says belong to it, by name. Raises `PdfReadError` where they are no sane ones."""
    specifications = root.get("/AF", generic.ArrayObject())
    if not isinstance(specifications, generic.ArrayObject) or len(specifications) > MOST_FILES:
        raise PdfReadError("too many files")
    return dict(_file(specification.get_object()) for specification in specifications)


def _file(specification: generic.PdfObject) -> tuple[str, bytes]:
    if not isinstance(specification, generic.DictionaryObject):
        raise PdfReadError("no file specification")
    content = specification["/EF"]["/F"]
    if not isinstance(content, generic.StreamObject):
        raise PdfReadError("no file")
    data = content.data
    if len(data) > LARGEST:
        raise PdfReadError("file too large")
    return str(specification["/F"]), data


def enclose_seal(revision: IncrementalPdfFileWriter, seal: bytes, told: str, at: datetime) -> None:
    """Add the seal to the files of a document. The library would make it PDF 2.0, which PDF/A-3 is not."""
    params = EmbeddedFileParams(creation_date=at, modification_date=at)
    content = EmbeddedFileObject.from_file_data(revision, seal, params=params, mime_type=SEAL_TYPE)
    relation = generic.pdf_name("/Supplement")
    specification = FileSpec(SEAL, SEAL, content, told, relation).as_pdf_object()
    reference = revision.add_object(specification)
    names = revision.root["/Names"]["/EmbeddedFiles"]
    names["/Names"].extend((generic.pdf_string(SEAL), reference))
    revision.update_container(names)
    revision.root["/AF"].append(reference)
    revision.update_root()
