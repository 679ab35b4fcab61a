"""How much one request may bring: what is more is answered with 413 before any of it is kept."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST_AT_ONCE = 5
"""So many files of the greatest size fit into one request."""
ROOM_FOR_WORDS = 1_048_576


class BoundedUpload(FileUploadHandler):
    """The first upload handler: looks at the announced length alone and leaves the files to the others."""

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002
        META: dict[str, str],  # noqa: ARG002, N803 - named by the framework
        content_length: int,
        boundary: str,  # noqa: ARG002
        encoding: str | None = None,  # noqa: ARG002
    ) -> None:
        """Raise RequestDataTooBig for a body that is longer than a few files."""
        if content_length > MOST_AT_ONCE * settings.UPLOAD_LIMIT + ROOM_FOR_WORDS:
            raise RequestDataTooBig("The body is larger than any form needs.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        """Pass everything on."""
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:  # noqa: ARG002
        """Keep nothing."""
        return None
