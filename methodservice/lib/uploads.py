"""The first upload handler: a file over the limit is not written anywhere, the form says so in words."""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from methodservice.lib.officefiles.limits import MOST_BYTES, TOO_LARGE


class RefuseLargeFiles(FileUploadHandler):
    """Skips what is larger than 10 MB and leaves the sentence in `request.upload_refused`."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > MOST_BYTES:
            self.request.upload_refused = TOO_LARGE
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        """The next handler keeps the file."""
