//! Placeholder of the house: the room is furnished in the next commits.
