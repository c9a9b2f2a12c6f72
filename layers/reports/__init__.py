"""Reports for council and file: one file a report; a report is a document of sections, written as PDF or XLSX."""
