//! The one integration test binary of the house.

mod house;
