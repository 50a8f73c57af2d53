//! The whole site of a small portal.
