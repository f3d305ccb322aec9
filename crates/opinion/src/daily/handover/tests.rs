//! Tried out.
