"""LibreOffice, one office that lives and is asked over UNO, as its conversion
servers do: INPUT is a DOCX, which is loaded and stored as PDF. There is no
word to edit: the office keeps nothing from one document to the next."""

import os
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

READY_S = 60


def url(path):
    return uno.systemPathToFileUrl(os.path.abspath(path))


def properties(**values):
    return tuple(PropertyValue(Name=name, Value=value)
                 for name, value in values.items())


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + READY_S
    while True:
        try:
            context = resolver.resolve(
                f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context)
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def convert(desktop, source, target):
    document = desktop.loadComponentFromURL(
        url(source), "_blank", 0, properties(Hidden=True))
    document.storeToURL(
        url(target), properties(FilterName="writer_pdf_Export"))
    document.close(True)


def main():
    pipe = f"vitae{os.getpid()}"
    with tempfile.TemporaryDirectory(prefix="vitae-office-") as home:
        with subprocess.Popen(
                ["soffice", "--headless", "--norestore", "--nologo",
                 f"-env:UserInstallation={url(home)}",
                 f"--accept=pipe,name={pipe};urp;"],
                stdin=subprocess.DEVNULL, stdout=sys.stderr) as office:
            desktop = connect(pipe)
            for line in sys.stdin:
                for _ in range(int(line)):
                    convert(desktop, *sys.argv[1:3])
                print("done", flush=True)
            desktop.terminate()
            office.wait()


main()
