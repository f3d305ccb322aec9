//! Days of work in a real browser.

mod driver;
mod walks;
