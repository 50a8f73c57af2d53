//! Reads the files of a procedure; what is wrong in them becomes findings.
