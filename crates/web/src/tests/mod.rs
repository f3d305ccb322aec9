//! Pages and API, examined.

mod faults;
mod floor;
mod pages;
mod sample_form;
mod sample_lists;
mod sample_office;
mod samples;
