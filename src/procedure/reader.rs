//! Typed reading of a YAML tree, with a finding for whatever does not fit.
