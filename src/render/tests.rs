//! Drawing with themes of one's own.
