//! The registers through the pages alone, to the end of what each page is for: forms drawn, filled in and sent as a browser does.

mod lives;
mod relatives;
mod rosters;
