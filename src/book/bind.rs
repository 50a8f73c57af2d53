//! From documents to records.
