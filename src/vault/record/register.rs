//! How far the register of a partnership has counted, in the vault of its desk.

use super::Record;
use crate::json::{Json, Members};

/// The register's count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegisterRecord {
    /// The number of the last receipt that it signed.
    pub number: i64,
}

impl Record for RegisterRecord {
    fn read(record: &mut Members<'_>) -> Self {
        Self { number: record.take("number").whole() }
    }

    fn members(&self) -> Vec<(&'static str, Json)> {
        vec![("number", Json::Whole(self.number))]
    }
}
