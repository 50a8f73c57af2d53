//! What reading found wrong, as findings.
