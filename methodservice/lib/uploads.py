"""The first upload handler: a file over the limit is not kept in memory or on the disk beyond it."""

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from methodservice.lib.officefiles.limits import MOST_BYTES


class RefuseLargeFiles(FileUploadHandler):
    """What is larger than 10 MB reaches the form without its content and with its true size; the field refuses it."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        return raw_data if self.received <= MOST_BYTES else None

    def file_complete(self, file_size):
        """The next handler keeps a file within the limit; of another the copy begun is closed, which deletes it."""
        if self.received <= MOST_BYTES:
            return None
        for handler in self.request.upload_handlers:
            if hasattr(handler, "file"):
                handler.file.close()
        return InMemoryUploadedFile(
            BytesIO(), self.field_name, self.file_name, self.content_type, self.received, self.charset
        )
