//! Pages and API, examined.

mod floor;
mod pages;
mod samples;
