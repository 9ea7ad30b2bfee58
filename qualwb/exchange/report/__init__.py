"""The report: what the project holds, put in words, tables and figures, and written as html or docx."""
