"""Tables written in a format each: text, csv, json, markdown, xlsx, docx, html, LaTeX."""
