//! The recovery code of a new vault, until its owner has typed it back.

use super::Record;
use crate::json::{Json, Members};

/// The recovery code, as long as nobody has shown that they have it outside of this device.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeRecord {
    /// As it is printed.
    pub code: String,
}

impl std::fmt::Debug for CodeRecord {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("CodeRecord(…)")
    }
}

impl Record for CodeRecord {
    fn read(record: &mut Members<'_>) -> Self {
        Self { code: record.take("code").text() }
    }

    fn members(&self) -> Vec<(&'static str, Json)> {
        vec![("code", Json::from(self.code.as_str()))]
    }
}
