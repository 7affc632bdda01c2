//! That the recovery code was typed back: somebody has it outside of this device.

use chrono::{DateTime, Utc};

use super::{Record, Salt};
use crate::json::{Json, Members};

/// That a recovery code was typed back. It tells of one code: a new one has a new salt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRecord {
    /// When.
    pub at: DateTime<Utc>,
    /// The salt of the wrap that the code opened, as the header writes it.
    pub salt: String,
}

impl CodeRecord {
    /// The code of that wrap, typed back then.
    pub fn of(at: DateTime<Utc>, salt: Salt) -> Self {
        Self { at, salt: salt.to_text() }
    }
}

impl Record for CodeRecord {
    fn read(record: &mut Members<'_>) -> Self {
        Self { at: record.take("at").moment(), salt: record.take("salt").text() }
    }

    fn members(&self) -> Vec<(&'static str, Json)> {
        vec![("at", Json::moment(self.at)), ("salt", Json::from(self.salt.as_str()))]
    }
}
