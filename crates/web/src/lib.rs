//! Pages and API of 准绳, from the descriptions of the kinds. It cannot name a mechanism: it knows the engine and the store.

mod assets;
mod view;

#[cfg(test)]
mod tests;
