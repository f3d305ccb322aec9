//! Days of work in a real browser, and what its pages keep.

mod contrast;
mod driver;
mod handover;
mod keys;
mod leave;
mod meeting;
mod morning;
mod pages;
mod pasting;
mod print;
mod report;
mod screens;
mod trip;
mod window;
