//! Derived tables.
