"""WeasyPrint: HTML and CSS become a PDF. The font configuration is kept from
one document to the next, as its manual advises."""

from peer import serve
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

fonts = FontConfiguration()
serve(lambda page: HTML(string=page).write_pdf(font_config=fonts))
