//! Plain obligations of the document types: identity, documents due, fields and headings.
