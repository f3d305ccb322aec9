//! Reading.

use crate::county::Shared;
use std::sync::Arc;

/// For reading a county: lists, details, duties, people. Cheap to clone.
#[derive(Clone)]
pub struct Reader {
    shared: Arc<Shared>,
}

impl Reader {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }
}
