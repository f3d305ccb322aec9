//! All mechanisms, in the order in which menus and lists show them: the ground first, then the chapters of the Opinion.

use engine::erased::Catalogue;

/// Every mechanism there is. A new one costs its folder and one line here.
pub static CATALOGUE: Catalogue = Catalogue(&[]);
