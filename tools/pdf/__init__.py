"""What tools/pdfcheck knows of PDF. Reads files through qpdf, which is needed
for nothing else here: rules look at objects, and at the bytes themselves."""
