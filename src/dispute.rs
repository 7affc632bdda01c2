//! dispute
