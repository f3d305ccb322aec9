//! The engine's own rooms, tried out on a toy mechanism.

mod access;
mod history;
mod nobody;
mod seal;
mod tagged;
mod toy;
